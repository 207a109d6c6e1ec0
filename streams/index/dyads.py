"""Dyads: who did how much to whom; ranked, and along the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.plover import EventType, Quad, quad_of
from streams.index.columns import NO_MODALITY, STATEMENT, TYPES, Bools, Columns, Grouping, Ints, modality_number
from streams.index.where import Facts
from streams.state.summary import Period

__all__ = [
    "Bucket",
    "Dyad",
    "Figures",
    "Grouping",
    "Order",
    "Rank",
    "figures_of",
    "plus",
    "ranked",
    "ranks",
    "time_line",
    "total",
]


class Order(StrEnum):
    """What dyads are ranked by, most first."""

    EVENTS = "events"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    STATEMENTS = "statements"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over facts, each of which can be added to its like of other partitions."""

    counts: dict[str, int]
    """Events by type."""
    events: int
    cooperation: int
    """Events of quad classes 1 and 2."""
    conflict: int
    """Events of quad classes 3 and 4."""
    half_points: int
    statements: int
    articles: int
    """Articles that one of these events or statements is from, each once."""


def plus(parts: Sequence[Figures]) -> Figures:
    """The sum of figures of different articles."""
    counts: dict[str, int] = {}
    for part in parts:
        for type_, number in part.counts.items():
            counts[type_] = counts.get(type_, 0) + number
    return Figures(
        counts,
        *(
            sum(getattr(part, name) for part in parts)
            for name in ("events", "cooperation", "conflict", "half_points", "statements", "articles")
        ),
    )


@dataclass(frozen=True, slots=True)
class Dyad:
    """A directed pair with its figures. A sector is '' for a country or organisation as a whole."""

    from_: str
    to: str
    first_day: str
    last_day: str
    figures: Figures

    def __add__(self, other: "Dyad") -> "Dyad":
        """The same dyad with the facts of other articles too."""
        return Dyad(
            self.from_,
            self.to,
            min(filter(None, (self.first_day, other.first_day)), default=""),
            max(self.last_day, other.last_day),
            plus([self.figures, other.figures]),
        )


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period of a time line."""

    first: date | None
    """First day of the period; None for what has no day."""
    figures: Figures


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a dyad stands among those ranked; where a page ends."""

    value: int
    from_: str
    to: str

    @property
    def place(self) -> tuple[int, str, str]:
        """Most first, then by name."""
        return -self.value, self.from_, self.to


_QUADS = [quad_of(EventType(type_)) if type_ else None for type_ in TYPES]
_COOPERATION = np.array([quad in (Quad(1), Quad(2)) for quad in _QUADS])
_CONFLICT = np.array([quad in (Quad(3), Quad(4)) for quad in _QUADS])
_EVENTS = _COOPERATION | _CONFLICT
_COUNTED = {
    Order.EVENTS: _EVENTS,
    Order.COOPERATION: _COOPERATION,
    Order.CONFLICT: _CONFLICT,
    Order.STATEMENTS: ~_EVENTS,
}

_EPOCH = date(1970, 1, 1).toordinal()
_UNDATED = np.iinfo(np.int64).min
"""In place of a period's number."""


def ranked(
    columns: Columns, facts: Facts, grouping: Grouping, order: Order, *, after: Rank | None, limit: int
) -> list[Dyad]:
    """The dyads with the most of ``order``, at most ``limit``; those with none of it are left out."""
    found = ranks(columns, facts, grouping, order, after=after, limit=limit)
    return figures_of(columns, facts, grouping, [(rank.from_, rank.to) for rank in found])


def ranks(
    columns: Columns, facts: Facts, grouping: Grouping, order: Order, *, after: Rank | None, limit: int | None
) -> list[Rank]:
    """The dyads with the most of ``order``, and how much of it they have; without a limit all, in no order."""
    labels, values = columns.labels[grouping], _values(columns, facts, grouping, order)
    found = np.flatnonzero(values)
    first: list[Rank] = []
    if after is not None:
        tied = (Rank(after.value, *labels[group]) for group in np.flatnonzero(values == after.value))
        first = [rank for rank in tied if rank.place > after.place]
        found = np.flatnonzero((values > 0) & (values < after.value))
    if limit is not None and len(found) > limit:  # all that may be among them, ties with the last one included
        least = np.partition(values[found], len(found) - limit)[len(found) - limit]
        found = found[values[found] >= least]
    rest = [Rank(value, *labels[group]) for group, value in zip(found, values[found].tolist(), strict=True)]
    return sorted([*first, *rest], key=lambda rank: rank.place)[:limit] if limit is not None else [*first, *rest]


def _values(columns: Columns, facts: Facts, grouping: Grouping, order: Order) -> NDArray[np.int64]:
    """For each group how much it has."""
    at = _chosen(columns, facts)
    groups = columns.groups[grouping][columns.pair[at]]
    if order is Order.ARTICLES:
        return _distinct(groups, columns.article[at], len(columns.labels[grouping]))
    counted = _COUNTED[order][columns.type[at]]
    return np.bincount(groups[counted], minlength=1)


def figures_of(columns: Columns, facts: Facts, grouping: Grouping, dyads: Sequence[tuple[str, str]]) -> list[Dyad]:
    """The figures of these dyads, in their order; those of which nothing is known are left out."""
    numbers = {sides: number for sides in dyads if (number := columns.group_number(grouping, sides)) is not None}
    places = np.full(len(columns.labels[grouping]) + 1, -1, np.int16)
    places[list(numbers.values())] = np.arange(len(numbers))
    at = _chosen(columns, facts)
    place = places[columns.groups[grouping]][columns.pair[at]]
    order = np.argsort(place, kind="stable")
    order = order[np.searchsorted(place[order], 0) :]
    at, place = at[order], place[order].astype(np.int64)
    there, begins = np.unique(place, return_index=True)
    days = columns.day[at]
    never = np.iinfo(np.int32).max
    spans: dict[int, tuple[str, str]] = {}
    if len(at):
        first = np.minimum.reduceat(np.where(days > 0, days, never), begins)
        last = np.maximum.reduceat(days, begins)
        spans = {int(line): (_iso(one), _iso(other)) for line, one, other in zip(there, first, last, strict=True)}
    found = _figures(columns, at, place, len(numbers))
    return [Dyad(*sides, *spans[line], found[line]) for line, sides in enumerate(numbers) if line in spans]


def _iso(day: np.integer[Any]) -> str:
    return date.fromordinal(int(day)).isoformat() if 0 < day <= date.max.toordinal() else ""


def time_line(columns: Columns, facts: Facts, period: Period) -> list[Bucket]:
    """The facts by period, oldest first; what has no day comes first of all. Periods without facts are left out."""
    at = _chosen(columns, facts)
    periods, place = np.unique(_periods(period, columns.day[at]), return_inverse=True)
    found = _figures(columns, at, place, len(periods))
    return [Bucket(_first(period, int(number)), figures) for number, figures in zip(periods, found, strict=True)]


def total(columns: Columns, facts: Facts) -> Figures:
    """All the facts in one."""
    at = _chosen(columns, facts)
    return _figures(columns, at, np.zeros(len(at), np.int32), 1)[0]


def _chosen(columns: Columns, facts: Facts) -> NDArray[np.intp]:
    """The places of the facts that count.

    Statements have no type and no modality: they count where neither type nor quad class is asked for.
    """
    modality = columns.modality
    chosen: Bools = modality == modality_number(facts.modality)
    if facts.types or facts.quads:
        wanted = [
            bool(type_)
            and (not facts.types or type_ in {one.value for one in facts.types})
            and (not facts.quads or quad in facts.quads)
            for type_, quad in zip(TYPES, _QUADS, strict=True)
        ]
        chosen &= np.array(wanted)[columns.type]
    else:
        chosen |= modality == NO_MODALITY
    if facts.day_from is not None or facts.day_to is not None:
        chosen &= columns.day >= (facts.day_from.toordinal() if facts.day_from else 1)
    if facts.day_to is not None:
        chosen &= columns.day <= facts.day_to.toordinal()
    if facts.source is not None:
        chosen &= columns.source == columns.source_number(facts.source)
    if facts.from_ is not None or facts.to is not None or facts.actor is not None:
        chosen &= _pairs(columns, facts)[columns.pair]
    return np.flatnonzero(chosen)


def _pairs(columns: Columns, facts: Facts) -> Bools:
    """For each pair whether its sides are those asked for."""
    chosen = np.ones(len(columns.pair_from), np.bool_)
    if facts.from_ is not None:
        chosen &= columns.codes_within(facts.from_)[columns.pair_from]
    if facts.to is not None:
        chosen &= columns.codes_within(facts.to)[columns.pair_to]
    if facts.actor is not None:
        codes = columns.codes_within(facts.actor)
        chosen &= codes[columns.pair_from] | codes[columns.pair_to]
    return chosen


def _figures(columns: Columns, at: NDArray[np.intp], place: NDArray[Any], number: int) -> list[Figures]:
    """The sums of the facts at these places, for each of so many lines; ``place`` says which line a fact is in."""
    kinds = len(TYPES)
    types = np.bincount(place * kinds + columns.type[at], minlength=number * kinds).reshape(-1, kinds)
    half_points = np.bincount(place, weights=columns.half_points[at], minlength=number)
    articles = _distinct(place, columns.article[at], number)
    return [
        Figures(
            counts={type_: int(events) for type_, events in zip(TYPES[:STATEMENT], line, strict=False) if events},
            events=int(line[_EVENTS].sum()),
            cooperation=int(line[_COOPERATION].sum()),
            conflict=int(line[_CONFLICT].sum()),
            half_points=int(half),
            statements=int(line[STATEMENT]),
            articles=int(each),
        )
        for line, half, each in zip(types, half_points, articles, strict=True)
    ]


def _distinct(place: NDArray[Any], article: Ints, number: int) -> NDArray[np.int64]:
    """For each line how many articles it has, each counted once."""
    keys = place.astype(np.int64) << 32 | article
    keys.sort()
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    return np.bincount(keys[new] >> 32, minlength=number)


def _periods(period: Period, days: Ints) -> NDArray[np.int64]:
    """For each day the number of its period; ``_first`` leads back."""
    match period:
        case Period.DAY:
            numbers = days.astype(np.int64)
        case Period.WEEK:
            numbers = (days.astype(np.int64) - 1) // 7
        case Period.MONTH | Period.YEAR:
            since = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
            numbers = since.astype("datetime64[M]" if period is Period.MONTH else "datetime64[Y]").astype(np.int64)
    return np.where(days > 0, numbers, _UNDATED)


def _first(period: Period, number: int) -> date | None:
    if number == _UNDATED:
        return None
    match period:
        case Period.DAY:
            return date.fromordinal(number)
        case Period.WEEK:
            return date(1, 1, 1) + timedelta(days=7 * number)
        case Period.MONTH:
            return date(1970 + number // 12, number % 12 + 1, 1)
        case Period.YEAR:
            return date(1970 + number, 1, 1)
