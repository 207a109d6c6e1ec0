"""Answers that take two questions to all workers."""

import asyncio

from streams.index import Facts
from streams.index.contradictions import Contradiction, ContradictionQuery, Denial, pairs
from streams.index.dyads import Dyad, Grouping, Order, Rank
from streams.web.ports import Answered, Told, View
from streams.web.questions import Claims, Denials, DyadFigures, Ranks

_AT_ONCE = 200
"""Denials whose claims are looked for in one go."""


async def top_dyads(
    view: View, facts: Facts, grouping: Grouping, order: Order, *, after: Rank | None = None, limit: int
) -> Answered[list[tuple[Rank, Dyad]]]:
    """The dyads with the most, each with where it stands: first which they are, then their figures."""
    ranks = await view.ask(Ranks(facts, grouping, order, after, limit))
    dyads = [(from_, to) for from_, to, _ in ranks.value]
    if not dyads:
        return Answered([], ranks.told)
    figures = await view.ask(DyadFigures(facts, grouping, dyads))
    places = {(from_, to): Rank(value, from_, to) for from_, to, value in ranks.value}
    return Answered(
        [(places[dyad.from_, dyad.to], dyad) for dyad in figures.value],
        ranks.told + figures.told,
    )


async def contradictions(view: View, query: ContradictionQuery) -> Answered[list[Contradiction]]:
    """The newest denial first: first the denials, then what they deny."""
    denials = await view.ask(Denials(query))
    told: Told = denials.told
    found: list[Contradiction] = []
    left: list[Denial] = denials.value
    while left and len(found) < query.limit:
        now, left = _split(left)
        claims = await view.ask(Claims([one.disputed for one in now], query.window, query.limit))
        told += claims.told
        found += await asyncio.to_thread(pairs, now, claims.value)
    return Answered(found[: query.limit], told)


def _split(denials: list[Denial]) -> tuple[list[Denial], list[Denial]]:
    """Some of them, all lines of one event together, and the rest."""
    end = min(_AT_ONCE, len(denials))
    while end < len(denials) and denials[end].event_id == denials[end - 1].event_id:
        end += 1
    return denials[:end], denials[end:]
