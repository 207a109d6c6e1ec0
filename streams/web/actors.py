"""Routes to an actor's page, to search, and to contradictions."""

import asyncio
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from schemas.plover import EventType
from streams.index import Facts
from streams.index.contradictions import ContradictionQuery
from streams.index.dyads import Grouping, Order
from streams.web import problems
from streams.web.across import contradictions as find_contradictions
from streams.web.across import top_dyads
from streams.web.answers import ActorName, ActorPage, Contradictions, Found, Sums
from streams.web.codes import CodeInPath, DayFrom, DayTo, code
from streams.web.dyads import dyad_line, sums
from streams.web.paging import told
from streams.web.ports import View
from streams.web.questions import Names, Search, Total

_NAMES = 50
"""Names on an actor's page."""


def actors_router(view: View) -> APIRouter:
    """The routes over one worker's view."""
    router = APIRouter(tags=["actors"], responses=problems.PROBLEM_RESPONSES)

    @router.get("/actors/{code}")
    async def actor(
        code: CodeInPath,
        day_from: DayFrom = None,
        day_to: DayTo = None,
        limit: Annotated[int, Query(ge=1, le=100, description="Partners in each list.")] = 10,
    ) -> ActorPage:
        """An actor: whom it acts on, who acts on it, what it says about whom. Factual events."""
        acting = Facts(from_=code, day_from=day_from, day_to=day_to)
        acted_on = Facts(to=code, day_from=day_from, day_to=day_to)

        found, acts, suffers = await asyncio.gather(
            view.ask(Names(code, of_code=True, limit=_NAMES)), view.ask(Total(acting)), view.ask(Total(acted_on))
        )
        tops = await asyncio.gather(
            *(
                top_dyads(view, facts, Grouping.ACTOR, order, limit=limit)
                for order in (Order.EVENTS, Order.STATEMENTS)
                for facts in (acting, acted_on)
            )
        )
        answered = sum((top.told for top in tops), start=found.told + acts.told + suffers.told)
        articles = acts.value.articles + suffers.value.articles
        if not found.value and not answered.missing_partitions and not articles:
            raise HTTPException(404, f"no actor {code} in any article")
        lists = ("acts_on", "acted_on_by", "speaks_about", "spoken_about_by")
        return ActorPage(
            code=code,
            names=[ActorName(**asdict(name)) for name in found.value],
            acting=Sums(**sums(acts.value)),
            acted_on=Sums(**sums(suffers.value)),
            **{name: [dyad_line(dyad) for _, dyad in top.value] for name, top in zip(lists, tops, strict=True)},
            **told(answered),
        )

    @router.get("/search")
    async def search(
        q: Annotated[str, Query(min_length=1, max_length=200, description="Words; all of them must be there.")],
        limit: Annotated[int, Query(ge=1, le=100, description="Lines in each list.")] = 20,
    ) -> Found:
        """Actors by part of a name or by code, and articles by words of title and text."""
        actors, articles = await asyncio.gather(
            view.ask(Names(q, of_code=False, limit=limit)), view.ask(Search(q, limit))
        )
        return Found.model_validate(
            {"actors": actors.value, "articles": articles.value, **told(actors.told + articles.told)},
            from_attributes=True,
        )

    @router.get("/contradictions", tags=["dyads"])
    async def contradictions(
        *,
        from_: Annotated[str | None, code("Who is said to have acted", "from")] = None,
        to: Annotated[str | None, code("On whom")] = None,
        type: Annotated[EventType | None, Query(description="PLOVER type.")] = None,  # noqa: A002
        day_from: DayFrom = None,
        day_to: DayTo = None,
        window: Annotated[int, Query(ge=0, le=31, description="Days by which claim and denial may lie apart.")] = 3,
        limit: Annotated[int, Query(ge=1, le=200, description="Contradictions.")] = 50,
    ) -> Contradictions:
        """An event that one side claims and another denies: same type, same two sides, about the same day."""
        query = ContradictionQuery(from_, to, type.value if type else None, day_from, day_to, window, limit)

        found = await find_contradictions(view, query)
        return Contradictions(
            contradictions=[{"claimed": one.claimed, "denied": one.denied} for one in found.value],
            **told(found.told),
        )

    return router
