"""Routes to lists of events, statements and articles."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response

from schemas.plover import EventType, Modality, Quad
from schemas.statement import Kind
from streams.index.records import ArticleQuery, Place, RecordQuery
from streams.web import problems
from streams.web.answers import ArticlePage, EventPage, StatementPage
from streams.web.codes import DayFrom, DayTo, Source, code
from streams.web.paging import Cursor, Limit, decode_place, encode_place, link_next, told
from streams.web.ports import View
from streams.web.questions import Articles, Records

Q = TypeVar("Q", RecordQuery, ArticleQuery)


def lists_router(view: View) -> APIRouter:
    """The routes over one worker's view."""
    router = APIRouter(tags=["records"], responses=problems.PROBLEM_RESPONSES)
    page = _pages(view)

    @router.get("/events", response_model=EventPage)
    async def events(
        *,
        request: Request,
        response: Response,
        from_: Annotated[str | None, code("Who acts, reciprocal events both ways", "from")] = None,
        to: Annotated[str | None, code("On whom, reciprocal events both ways")] = None,
        actor: Annotated[str | None, code("In any role: actor, recipient, or whose word it is")] = None,
        attribution: Annotated[str | None, code("Whose word it is")] = None,
        type: Annotated[list[EventType] | None, Query(description="PLOVER types, several allowed.")] = None,  # noqa: A002
        quad: Annotated[list[Quad] | None, Query(description="Quad classes, several allowed.")] = None,
        modality: Annotated[list[Modality] | None, Query(description="Several allowed; all where absent.")] = None,
        day_from: DayFrom = None,
        day_to: DayTo = None,
        source: Source = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Any:
        """Events, newest day first: the evidence behind any figure."""
        query = RecordQuery(
            sides={"attribution": attribution} if attribution is not None else {},
            party=actor,
            dyad=(from_, to) if from_ is not None or to is not None else None,
            types=[one.value for one in type or ()],
            quads=[int(one) for one in quad or ()],
            modalities=[one.value for one in modality or ()],
            day_from=day_from,
            day_to=day_to,
            source=source,
            after=_place(cursor),
            limit=limit,
        )
        return await page(request, response, "events", Records(_more(query), of_events=True))

    @router.get("/statements", response_model=StatementPage)
    async def statements(
        *,
        request: Request,
        response: Response,
        speaker: Annotated[str | None, code("Who says it")] = None,
        addressee: Annotated[str | None, code("To whom")] = None,
        about: Annotated[str | None, code("Who is named in the content")] = None,
        actor: Annotated[str | None, code("In any role")] = None,
        kind: Annotated[list[Kind] | None, Query(description="How it is told, several allowed.")] = None,
        act: Annotated[list[str] | None, Query(description="assert, deny, demand, …; several allowed.")] = None,
        day_from: DayFrom = None,
        day_to: DayTo = None,
        source: Source = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Any:
        """Statements, by the day on which their article was published, newest first."""
        sides = {"speaker": speaker, "addressee": addressee, "about": about}
        query = RecordQuery(
            sides={role: given for role, given in sides.items() if given is not None},
            party=actor,
            types=list(kind or ()),
            acts=act or (),
            day_from=day_from,
            day_to=day_to,
            source=source,
            after=_place(cursor),
            limit=limit,
        )
        return await page(request, response, "statements", Records(_more(query), of_events=False))

    @router.get("/articles", response_model=ArticlePage)
    async def articles(
        *,
        request: Request,
        response: Response,
        day_from: DayFrom = None,
        day_to: DayTo = None,
        source: Source = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Any:
        """Articles that were read, newest first."""
        query = ArticleQuery(day_from, day_to, source, _place(cursor), limit)
        return await page(request, response, "articles", Articles(_more(query)))

    return router


def _place(cursor: str | None) -> Place | None:
    return Place(*decode_place(cursor, str, str)) if cursor is not None else None


def _more(query: Q) -> Q:
    """One line more than the page has tells whether there is another page."""
    return replace(query, limit=query.limit + 1)


def _pages(view: View) -> Callable[..., Any]:
    async def page(request: Request, response: Response, name: str, question: Records | Articles) -> dict[str, Any]:
        answered = await view.ask(question)
        limit = question.query.limit - 1
        shown, following = answered.value[:limit], None
        if len(answered.value) > limit:
            following = encode_place(shown[-1].place.day, shown[-1].place.id)
        return {
            name: [one.plain for one in shown],
            **told(answered.told),
            "next": link_next(request, response, following),
        }

    return page
