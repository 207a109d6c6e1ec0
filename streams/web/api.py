"""The HTTP application."""

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from streams.web import dashboard, openapi, problems
from streams.web.actors import actors_router
from streams.web.answers import Health
from streams.web.dyads import dyads_router
from streams.web.etag import Etag
from streams.web.feed import feed_router
from streams.web.lists import lists_router
from streams.web.peers import peers_router
from streams.web.ports import View
from streams.web.records import records_router
from streams.web.rows import rows_router
from streams.web.seal import Seal


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
        docs_url=None,  # FastAPI's pages load their scripts from elsewhere; ours is the dashboard's
        redoc_url=None,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    problems.install(api)
    api.include_router(_health(view))
    guarded = [Depends(_guard(token))] if token is not None else []
    for router in (lists_router, records_router, rows_router, dyads_router, actors_router, peers_router):
        api.include_router(router(view), dependencies=guarded)
    api.include_router(feed_router(view.hub), dependencies=guarded)
    dashboard.install(api)
    openapi.install(api)
    api.add_middleware(Etag)
    api.add_middleware(Seal)

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
