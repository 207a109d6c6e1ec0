"""Routes to the rows of the interaction table."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from schemas.actor import CODE_PATTERN
from schemas.plover import EventType
from streams.web import problems
from streams.web.answers import InteractionPage
from streams.web.codes import CODE, CodeInPath, DayFrom, DayTo
from streams.web.paging import Cursor, Limit, decode, encode, link_next, told
from streams.web.ports import RowQuery, View
from streams.web.questions import Rows


@dataclass(frozen=True, slots=True)
class _Filters:
    """What both queries of rows may be narrowed by. With a day range, rows without a day are left out."""

    day_from: DayFrom = None
    day_to: DayTo = None
    type: Annotated[EventType | None, Query(description="Rows with factual events of this type.")] = None
    cursor: Cursor = None
    limit: Limit = 100

    def query(self, from_: str | None, to: str | None) -> RowQuery:
        after = decode(self.cursor) if self.cursor is not None else None
        return RowQuery(from_, to, self.day_from, self.day_to, self.type, after, self.limit)


def rows_router(view: View) -> APIRouter:
    """The routes over one worker's view."""
    router = APIRouter(tags=["interactions"], responses=problems.PROBLEM_RESPONSES)

    async def page(request: Request, response: Response, query: RowQuery) -> InteractionPage:
        answered = await view.ask(Rows(query))
        found = answered.value
        return InteractionPage(
            interactions=list(found.rows),
            next=link_next(request, response, encode(found.next) if found.next is not None else None),
            **told(answered.told),
        )

    @router.get("/interactions")
    async def interactions(
        request: Request,
        response: Response,
        filters: Annotated[_Filters, Depends()],
        from_: Annotated[str | None, Query(alias="from", pattern=CODE_PATTERN, description=CODE)] = None,
        to: Annotated[str | None, Query(pattern=CODE_PATTERN, description=CODE)] = None,
    ) -> InteractionPage:
        """Rows of the table: who did what to whom, day by day."""
        return await page(request, response, filters.query(from_, to))

    @router.get("/interactions/{from_}/{to}")
    async def dyad(
        request: Request, response: Response, filters: Annotated[_Filters, Depends()], from_: CodeInPath, to: CodeInPath
    ) -> InteractionPage:
        """The rows of one directed dyad."""
        return await page(request, response, filters.query(from_, to))

    return router
