"""Routes to dyads: ranked, and along the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from schemas.plover import EventType, Modality, Quad, quad_of
from streams.index import Facts
from streams.index import dyads as index
from streams.index.dyads import Dyad, Figures, Grouping, Order, Rank
from streams.state.summary import Period, bounds, label, mean_intensity, number, trend
from streams.web import problems
from streams.web.across import top_dyads
from streams.web.answers import Bucket, DyadLine, DyadPage, Sums, TimeLine
from streams.web.codes import CodeInPath, DayFrom, DayTo, Source, code
from streams.web.paging import Cursor, Limit, decode_place, encode_place, link_next, told
from streams.web.ports import View
from streams.web.questions import Along

_MOST_BUCKETS = 5000
"""Some thirteen years of days."""


@dataclass(frozen=True, slots=True)
class _Filters:
    """What figures over dyads may be narrowed by."""

    day_from: DayFrom = None
    day_to: DayTo = None
    type: Annotated[
        list[EventType] | None, Query(description="PLOVER types, several allowed; statements then do not count.")
    ] = None
    quad: Annotated[
        list[Quad] | None, Query(description="Quad classes, several allowed; statements then do not count.")
    ] = None
    modality: Annotated[Modality, Query(description="Which events count.")] = Modality.FACTUAL
    source: Source = None

    def facts(self, from_: str | None = None, to: str | None = None, actor: str | None = None) -> Facts:
        return Facts(
            from_=from_,
            to=to,
            actor=actor,
            day_from=self.day_from,
            day_to=self.day_to,
            types=self.type or (),
            quads=self.quad or (),
            modality=self.modality,
            source=self.source,
        )


def dyads_router(view: View) -> APIRouter:
    """The routes over one worker's view."""
    router = APIRouter(tags=["dyads"], responses=problems.PROBLEM_RESPONSES)

    @router.get("/dyads")
    async def dyads(
        *,
        request: Request,
        response: Response,
        filters: Annotated[_Filters, Depends()],
        from_: Annotated[str | None, code("Who acts", "from")] = None,
        to: Annotated[str | None, code("On whom")] = None,
        actor: Annotated[str | None, code("Who acts or is acted on")] = None,
        by: Annotated[Grouping, Query(description="What the two sides are.")] = Grouping.ACTOR,
        order: Annotated[
            Order, Query(description="What they are ranked by; dyads that have none of it are left out.")
        ] = Order.EVENTS,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> DyadPage:
        """Top dyads: who has most to do with whom."""
        facts = filters.facts(from_, to, actor)
        after = Rank(*decode_place(cursor, int, str, str)) if cursor is not None else None

        found = await top_dyads(view, facts, by, order, after=after, limit=limit + 1)
        page, following = found.value[:limit], None
        if len(found.value) > limit:
            last, _ = page[-1]
            following = encode_place(last.value, last.from_, last.to)
        return DyadPage(
            dyads=[dyad_line(dyad) for _, dyad in page],
            next=link_next(request, response, following),
            **told(found.told),
        )

    @router.get("/dyads/{from_}/{to}")
    async def time_line(
        from_: CodeInPath,
        to: CodeInPath,
        filters: Annotated[_Filters, Depends()],
        by: Annotated[Period, Query(description="Length of a period.")] = Period.MONTH,
        limit: Annotated[int, Query(ge=1, le=_MOST_BUCKETS, description="Periods; the newest are kept.")] = 1000,
    ) -> TimeLine:
        """A directed dyad along the calendar: counts, net intensity and its trend."""
        facts = filters.facts(from_, to)

        found = await view.ask(Along(facts, by))
        return TimeLine(
            from_=from_,
            to=to,
            **_along(found.value.buckets, by, limit),
            total=Sums(**sums(found.value.total)),
            **told(found.told),
        )

    return router


def _along(found: Sequence[index.Bucket], by: Period, limit: int) -> dict[str, Any]:
    dated = [(bucket.first, bucket.figures) for bucket in found if bucket.first is not None]
    kept = dated[-limit:]
    undated = next((bucket.figures for bucket in found if bucket.first is None), None)
    return {
        "by": by.value,
        "buckets": [
            Bucket(period=label(by, first), start=first, end=bounds(by, first)[1], **sums(figures))
            for first, figures in kept
        ],
        "truncated": len(kept) < len(dated),
        "undated": Sums(**sums(undated)) if undated is not None else None,
        "trend": trend([(number(by, first), figures.half_points, figures.events) for first, figures in kept]),
    }


def sums(figures: Figures) -> dict[str, Any]:
    """The fields of ``Sums``."""
    quads: dict[Quad, int] = {}
    for type_, events in sorted(figures.counts.items()):
        quad = quad_of(EventType(type_))
        quads[quad] = quads.get(quad, 0) + events
    return {
        "events": figures.events,
        "counts": dict(sorted(figures.counts.items())),
        "quads": dict(sorted(quads.items())),
        "cooperation": figures.cooperation,
        "conflict": figures.conflict,
        "intensity_sum": figures.half_points / 2,
        "intensity_mean": mean_intensity(figures.half_points, figures.events),
        "statements": figures.statements,
        "articles": figures.articles,
    }


def dyad_line(dyad: Dyad) -> DyadLine:
    """A dyad as it is answered."""
    return DyadLine(
        from_=dyad.from_ or None,
        to=dyad.to or None,
        first_day=dyad.first_day or None,
        last_day=dyad.last_day or None,
        **sums(dyad.figures),
    )
