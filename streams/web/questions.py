"""The questions that workers ask each other: what each answers from its partitions, and how the parts are merged.

An article and all that it gave is in one partition, so events, statements and articles of several workers are summed
and lists are merged by their order; only pairs of articles (contradictions) need a second question.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemas import Interaction
from streams.index import Facts
from streams.index import records as lists
from streams.index.actors import Named, named, names
from streams.index.contradictions import Claim, ContradictionQuery, Denial, Disputed, claims, denials
from streams.index.dyads import Bucket, Dyad, Figures, Grouping, Order, Rank, figures_of, plus, ranks, time_line, total
from streams.index.records import ArticleQuery, Listed, RecordQuery
from streams.index.search import Found, search
from streams.state.ledger import Entry
from streams.state.summary import Period
from streams.web.ports import Local, Question, RowPage, RowQuery

_MOST_NAMES = 5000
"""Names that one worker tells of one actor."""


@dataclass(frozen=True)
class EntryOf(Question[Entry | None]):
    """The ledger's entry of an article."""

    article_id: str
    part = Any  # as JSON: on Python 3.11 pydantic reads no TypedDict of the standard library

    @property
    def key(self) -> str:
        """The article."""
        return self.article_id

    def ask(self, local: Local) -> Entry | None:
        """The entry."""
        return local.entry(self.article_id)

    def merge(self, parts: Sequence[Entry | None]) -> Entry | None:
        """The owner's."""
        return next((part for part in parts if part is not None), None)


@dataclass(frozen=True)
class Rows(Question[RowPage]):
    """A page of the interaction table, in the order of keys."""

    query: RowQuery
    part = RowPage

    def ask(self, local: Local) -> RowPage:
        """The page of its own rows."""
        return local.rows(self.query)

    def merge(self, parts: Sequence[RowPage]) -> RowPage:
        """The first rows of all; none beyond where one of the pages ends without being the last."""
        ends = [part.next for part in parts if part.next is not None]
        rows = sorted((row for part in parts for row in part.rows), key=_row_key)
        if ends:
            rows = [row for row in rows if row.key <= min(ends)]
        if len(rows) > self.query.limit:
            return RowPage(rows[: self.query.limit], rows[self.query.limit - 1].key)
        return RowPage(rows, min(ends) if ends else None)


def _row_key(row: Interaction) -> str:
    return row.key


@dataclass(frozen=True)
class Records(Question[list[Listed]]):
    """A page of events or statements, newest first."""

    query: RecordQuery
    of_events: bool
    part = list[Listed]

    def ask(self, local: Local) -> list[Listed]:
        """The page of its own records."""
        with local.reading() as now:
            return (lists.events if self.of_events else lists.statements)(now, self.query)

    def merge(self, parts: Sequence[list[Listed]]) -> list[Listed]:
        """The first ones of all."""
        return _newest(parts, self.query.limit)


@dataclass(frozen=True)
class Articles(Question[list[Listed]]):
    """A page of articles, newest first."""

    query: ArticleQuery
    part = list[Listed]

    def ask(self, local: Local) -> list[Listed]:
        """The page of its own articles."""
        with local.reading() as now:
            return lists.articles(now, self.query)

    def merge(self, parts: Sequence[list[Listed]]) -> list[Listed]:
        """The first ones of all."""
        return _newest(parts, self.query.limit)


def _newest(parts: Sequence[list[Listed]], limit: int) -> list[Listed]:
    found = sorted((one for part in parts for one in part), key=lambda one: one.place.id)
    found.sort(key=lambda one: one.place.day, reverse=True)
    return found[:limit]


@dataclass(frozen=True)
class Ranks(Question[list[tuple[str, str, int]]]):
    """Dyads by how much they have of something: from, to, how much."""

    facts: Facts
    grouping: Grouping
    order: Order
    after: Rank | None
    limit: int
    part = list[tuple[str, str, int]]

    def ask(self, local: Local) -> list[tuple[str, str, int]]:
        """The page, where this worker has everything; else all dyads: the first of all may be second everywhere."""
        with local.reading() as now:
            after, limit = (self.after, self.limit) if local.alone else (None, None)
            found = ranks(now.columns, self.facts, self.grouping, self.order, after=after, limit=limit)
        return [(rank.from_, rank.to, rank.value) for rank in found]

    def merge(self, parts: Sequence[list[tuple[str, str, int]]]) -> list[tuple[str, str, int]]:
        """The page of the sums."""
        totals: dict[tuple[str, str], int] = {}
        for part in parts:
            for from_, to, value in part:
                totals[from_, to] = totals.get((from_, to), 0) + value
        places: Iterable[tuple[int, str, str]] = ((-value, *sides) for sides, value in totals.items())
        if self.after is not None:
            begin = self.after.place
            places = (place for place in places if place > begin)
        return [(from_, to, -value) for value, from_, to in heapq.nsmallest(self.limit, places)]


@dataclass(frozen=True)
class DyadFigures(Question[list[Dyad]]):
    """The figures of these dyads, in their order."""

    facts: Facts
    grouping: Grouping
    dyads: list[tuple[str, str]]
    part = list[Dyad]

    def ask(self, local: Local) -> list[Dyad]:
        """Its own facts' figures."""
        with local.reading() as now:
            return figures_of(now.columns, self.facts, self.grouping, self.dyads)

    def merge(self, parts: Sequence[list[Dyad]]) -> list[Dyad]:
        """Their sums."""
        sums: dict[tuple[str, str], Dyad] = {}
        for one in (dyad for part in parts for dyad in part):
            sides = (one.from_, one.to)
            sums[sides] = sums[sides] + one if sides in sums else one
        return [sums[sides] for sides in self.dyads if sides in sums]


@dataclass(frozen=True)
class Line:
    """A dyad along the calendar, and all of it in one."""

    buckets: list[Bucket]
    total: Figures


@dataclass(frozen=True)
class Along(Question[Line]):
    """Facts by period, oldest first."""

    facts: Facts
    period: Period
    part = Line

    def ask(self, local: Local) -> Line:
        """Its own facts'."""
        with local.reading() as now:
            return Line(time_line(now.columns, self.facts, self.period), total(now.columns, self.facts))

    def merge(self, parts: Sequence[Line]) -> Line:
        """Their sums."""
        sums: dict[date | None, Figures] = {}
        for bucket in (bucket for part in parts for bucket in part.buckets):
            sums[bucket.first] = plus([sums[bucket.first], bucket.figures]) if bucket.first in sums else bucket.figures
        found = sorted(sums.items(), key=lambda pair: pair[0] or date.min)
        return Line([Bucket(*pair) for pair in found], plus([part.total for part in parts]))


@dataclass(frozen=True)
class Total(Question[Figures]):
    """All facts in one."""

    facts: Facts
    part = Figures

    def ask(self, local: Local) -> Figures:
        """Its own facts'."""
        with local.reading() as now:
            return total(now.columns, self.facts)

    def merge(self, parts: Sequence[Figures]) -> Figures:
        """Their sum."""
        return plus(parts)


@dataclass(frozen=True)
class Names(Question[list[Named]]):
    """The names of a code (``of_code``), or the actors whose name holds some text; those in most articles first."""

    text: str
    of_code: bool
    limit: int
    part = list[Named]

    def ask(self, local: Local) -> list[Named]:
        """Those in its own articles."""
        with local.reading() as now:
            return (names if self.of_code else named)(now, self.text, self.limit if local.alone else _MOST_NAMES)

    def merge(self, parts: Sequence[list[Named]]) -> list[Named]:
        """Each name once, with the articles of all."""
        sums: dict[tuple[str, str], Named] = {}
        for one in (name for part in parts for name in part):
            key = (one.code, one.name)
            sums[key] = sums[key] + one if key in sums else one
        return sorted(sums.values(), key=lambda one: (-one.articles, one.code, one.name))[: self.limit]


@dataclass(frozen=True)
class Search(Question[list[Found]]):
    """Articles that have all the words, newest first."""

    text: str
    limit: int
    part = list[Found]

    def ask(self, local: Local) -> list[Found]:
        """Its own."""
        with local.reading() as now:
            return search(now, self.text, self.limit)

    def merge(self, parts: Sequence[list[Found]]) -> list[Found]:
        """The first ones of all."""
        found = sorted((one for part in parts for one in part), key=lambda one: str(one.article["id"]))
        found.sort(key=lambda one: one.published, reverse=True)
        return found[: self.limit]


@dataclass(frozen=True)
class Denials(Question[list[Denial]]):
    """Denied events, newest first."""

    query: ContradictionQuery
    part = list[Denial]

    def ask(self, local: Local) -> list[Denial]:
        """Those in its own articles."""
        with local.reading() as now:
            return denials(now, self.query)

    def merge(self, parts: Sequence[list[Denial]]) -> list[Denial]:
        """The first ones of all."""
        found = sorted((one for part in parts for one in part), key=lambda one: one.event_id)
        found.sort(key=lambda one: one.disputed.day, reverse=True)
        return found[: self.query.denials]


@dataclass(frozen=True)
class Claims(Question[list[Claim]]):
    """Events told as facts that are the same as denied ones."""

    disputed: list[Disputed]
    window: int
    limit: int
    part = list[Claim]

    def ask(self, local: Local) -> list[Claim]:
        """Those in its own articles."""
        with local.reading() as now:
            return claims(now, self.disputed, self.window, self.limit)

    def merge(self, parts: Sequence[list[Claim]]) -> list[Claim]:
        """All of them: the first ones of all are among the first ones of each."""
        return [claim for part in parts for claim in part]


_KINDS: tuple[type[Question[Any]], ...] = (
    EntryOf,
    Rows,
    Records,
    Articles,
    Ranks,
    DyadFigures,
    Along,
    Total,
    Names,
    Search,
    Denials,
    Claims,
)

QUESTIONS = {question.__name__: question for question in _KINDS}
"""By the name under which one worker asks another."""
