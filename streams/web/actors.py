"""Routes to an actor's page, to search, and to contradictions."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.concurrency import run_in_threadpool

from schemas.plover import EventType
from streams.index import Facts
from streams.index.actors import named, names
from streams.index.contradictions import ContradictionQuery
from streams.index.contradictions import contradictions as find_contradictions
from streams.index.dyads import Grouping, Order, ranked, total
from streams.index.search import search as find_articles
from streams.web import problems
from streams.web.answers import ActorName, ActorPage, Contradictions, DyadLine, Found, Sums
from streams.web.codes import CodeInPath, DayFrom, DayTo, code
from streams.web.dyads import dyad_line, sums
from streams.web.paging import told_of
from streams.web.ports import View

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

        def find() -> ActorPage:
            known = view.known()
            with known.index.reading() as now:

                def most(facts: Facts, order: Order) -> list[DyadLine]:
                    found = ranked(now.columns, facts, Grouping.ACTOR, order, after=None, limit=limit)
                    return [dyad_line(dyad) for dyad in found]

                found = names(now, code, _NAMES)
                answer: dict[str, Any] = {
                    "acting": Sums(**sums(total(now.columns, acting))),
                    "acted_on": Sums(**sums(total(now.columns, acted_on))),
                    "acts_on": most(acting, Order.EVENTS),
                    "acted_on_by": most(acted_on, Order.EVENTS),
                    "speaks_about": most(acting, Order.STATEMENTS),
                    "spoken_about_by": most(acted_on, Order.STATEMENTS),
                }
            if (
                not found
                and not known.missing_partitions
                and not (answer["acting"].articles + answer["acted_on"].articles)
            ):
                raise HTTPException(404, f"no actor {code} in any article")
            shown = [ActorName(**asdict(name)) for name in found]
            return ActorPage(code=code, names=shown, **answer, **told_of(view, known))

        return await run_in_threadpool(find)

    @router.get("/search")
    async def search(
        q: Annotated[str, Query(min_length=1, max_length=200, description="Words; all of them must be there.")],
        limit: Annotated[int, Query(ge=1, le=100, description="Lines in each list.")] = 20,
    ) -> Found:
        """Actors by part of a name or by code, and articles by words of title and text."""

        def find() -> Found:
            known = view.known()
            with known.index.reading() as now:
                return Found.model_validate(
                    {
                        "actors": named(now, q, limit),
                        "articles": find_articles(now, q, limit),
                        **told_of(view, known),
                    },
                    from_attributes=True,
                )

        return await run_in_threadpool(find)

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

        def find() -> Contradictions:
            known = view.known()
            with known.index.reading() as now:
                found = find_contradictions(now, query)
            return Contradictions(
                contradictions=[{"claimed": one.claimed, "denied": one.denied} for one in found],
                **told_of(view, known),
            )

        return await run_in_threadpool(find)

    return router
