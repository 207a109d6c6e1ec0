"""The HTTP application."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool

from schemas import Event, Statement
from schemas.actor import CODE_PATTERN
from schemas.plover import EventType
from streams.state.ledger import Entry
from streams.web import problems
from streams.web.answers import ArticleAnswer, Health, InteractionPage
from streams.web.ports import RowQuery, View

_MOST = 1000
"""Rows on a page, at most."""

_CODE = "An actor code; a country's or organisation's includes all its sectors."

Code = Annotated[str, Path(pattern=CODE_PATTERN, description=_CODE)]


def create_api(view: View, token: SecretStr | None, version: str) -> FastAPI:
    """The application over one worker's view.

    Args:
        view: the worker.
        token: where given, all but the health checks asks for it as a bearer token.
        version: Depesche's.
    """
    api = FastAPI(
        title="Depesche",
        version=version,
        description="Who did what to whom, who said what to whom: typed facts out of a stream of news articles.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    problems.install(api)
    api.include_router(_health(view))
    guarded = [Depends(_guard(token))] if token is not None else []
    api.include_router(_records(view), dependencies=guarded)
    api.include_router(_interactions(view), dependencies=guarded)

    @api.get(
        "/metrics",
        tags=["operation"],
        dependencies=guarded,
        response_class=Response,
        responses={401: problems.PROBLEM_RESPONSES[401]},
    )
    async def metrics() -> Response:
        """The worker's metrics in Prometheus' text format."""
        return Response(view.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return api


def _guard(token: SecretStr) -> Any:
    scheme = HTTPBearer(auto_error=False)

    async def check(given: Annotated[HTTPAuthorizationCredentials | None, Depends(scheme)]) -> None:
        expected = token.get_secret_value().encode()
        if given is None or not hmac.compare_digest(given.credentials.encode(), expected):
            raise HTTPException(401, "a bearer token is needed", {"WWW-Authenticate": "Bearer"})

    return check


def _health(view: View) -> APIRouter:
    router = APIRouter(tags=["operation"])

    @router.get("/livez")
    async def livez() -> Health:
        """Answers as long as the event loop turns."""
        return Health(status="alive")

    @router.get("/readyz", responses={503: problems.PROBLEM_RESPONSES[503]})
    @router.get("/startupz", responses={503: problems.PROBLEM_RESPONSES[503]})
    async def readyz() -> Any:
        """200 once consumer and tables are up; 503 while tables recover, with the reason."""
        readiness = view.readiness()
        if not readiness.ready:
            return problems.problem(503, readiness.reason, {"Retry-After": "1"})
        return Health(status=readiness.reason)

    return router


def _records(view: View) -> APIRouter:
    router = APIRouter(tags=["records"], responses=problems.PROBLEM_RESPONSES)

    async def entry_of(article_id: str) -> Entry:
        entry = await run_in_threadpool(view.entry, article_id)
        if entry is None:
            raise HTTPException(404, f"no article {article_id!r}")
        if entry["article"] is None:
            raise HTTPException(410, f"article {article_id!r} was withdrawn")
        return entry

    async def record_of(kind: str, record_id: str) -> dict[str, Any]:
        article_id, mark, _ = record_id.rpartition(f":{kind[0]}:")
        if mark:
            for record in (await entry_of(article_id))[f"{kind}s"]:  # type: ignore[literal-required]
                if record[f"{kind}_id"] == record_id:
                    return dict(record)
        raise HTTPException(404, f"no {kind} {record_id!r}")

    @router.get("/articles/{article_id:path}", response_model=ArticleAnswer)
    async def article(article_id: str) -> Any:
        """What an article gave: its events and statements."""
        entry = await entry_of(article_id)
        return {"text": ""} | {name: value for name, value in entry.items() if name in ArticleAnswer.model_fields}

    @router.get("/events/{event_id:path}", response_model=Event)
    async def event(event_id: str) -> Any:
        """An event, by the id that rows name in `sample`."""
        return await record_of("event", event_id)

    @router.get("/statements/{statement_id:path}", response_model=Statement)
    async def statement(statement_id: str) -> Any:
        """A statement, by the id that events name in `attribution`."""
        return await record_of("statement", statement_id)

    return router


@dataclass(frozen=True, slots=True)
class _Filters:
    """What both queries of rows may be narrowed by. With a day range, rows without a day are left out."""

    day_from: Annotated[date | None, Query(description="First day.")] = None
    day_to: Annotated[date | None, Query(description="Last day.")] = None
    type: Annotated[EventType | None, Query(description="Rows with factual events of this type.")] = None
    cursor: Annotated[str | None, Query(max_length=2000, description="From the last page's `next`.")] = None
    limit: Annotated[int, Query(ge=1, le=_MOST, description="Rows on a page.")] = 100

    def query(self, from_: str | None, to: str | None) -> RowQuery:
        return RowQuery(from_, to, self.day_from, self.day_to, self.type, _decode(self.cursor), self.limit)


def _interactions(view: View) -> APIRouter:
    router = APIRouter(tags=["interactions"], responses=problems.PROBLEM_RESPONSES)

    async def page(request: Request, response: Response, query: RowQuery) -> InteractionPage:
        found = await run_in_threadpool(view.rows, query)
        more = None
        if found.next is not None:
            more = str(request.url.include_query_params(cursor=_encode(found.next)))
            response.headers["Link"] = f'<{more}>; rel="next"'
        return InteractionPage(
            interactions=list(found.rows),
            complete=not found.missing_partitions,
            missing_partitions=list(found.missing_partitions),
            next=more,
        )

    @router.get("/interactions")
    async def interactions(
        request: Request,
        response: Response,
        filters: Annotated[_Filters, Depends()],
        from_: Annotated[str | None, Query(alias="from", pattern=CODE_PATTERN, description=_CODE)] = None,
        to: Annotated[str | None, Query(pattern=CODE_PATTERN, description=_CODE)] = None,
    ) -> InteractionPage:
        """Rows of the table: who did what to whom, day by day."""
        return await page(request, response, filters.query(from_, to))

    @router.get("/interactions/{from_}/{to}")
    async def dyad(
        request: Request, response: Response, filters: Annotated[_Filters, Depends()], from_: Code, to: Code
    ) -> InteractionPage:
        """The rows of one directed dyad."""
        return await page(request, response, filters.query(from_, to))

    return router


def _encode(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decode(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, "cursor: not one of ours; take it from `next`") from error
