"""Dyads: who did how much to whom; ranked, and along the calendar."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from streams.index.where import Facts, where_facts
from streams.state.summary import Period, bounds


class Grouping(StrEnum):
    """What a dyad's two sides are: actor codes, countries (or organisations), or PLOVER sectors."""

    ACTOR = "actor"
    COUNTRY = "country"
    SECTOR = "sector"


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


@dataclass(frozen=True, slots=True)
class Dyad:
    """A directed pair with its figures. A sector is '' for a country or organisation as a whole."""

    from_: str
    to: str
    first_day: str
    last_day: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period of a time line."""

    first: date | None
    """First day of the period; None for what has no day."""
    figures: Figures


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a page of ranked dyads ends."""

    value: int
    from_: str
    to: str


_COLUMN = {Grouping.ACTOR: "code", Grouping.COUNTRY: "home", Grouping.SECTOR: "sector"}

_PERIOD = {
    Period.DAY: "day",
    # SQLite's 'weekday 0' is the Sunday on or after the day; ISO's week begins six days before it.
    Period.WEEK: "CASE day WHEN '' THEN '' ELSE date(day, 'weekday 0', '-6 days') END",
    Period.MONTH: "substr(day, 1, 7)",
    Period.YEAR: "substr(day, 1, 4)",
}

_SUMS = """
  sum(type <> '') AS events, sum(quad IN (1, 2)) AS cooperation, sum(quad IN (3, 4)) AS conflict,
  sum(half_points) AS half_points, sum(type = '') AS statements, count(DISTINCT article) AS articles
"""


def ranked(
    connection: sqlite3.Connection, facts: Facts, grouping: Grouping, order: Order, *, after: Rank | None, limit: int
) -> list[Dyad]:
    """The dyads with the most of ``order``, at most ``limit``; those with none of it are left out."""
    where = where_facts(facts)
    column = _COLUMN[grouping]
    sides = f"from_{column}, to_{column}"
    having, bound = f"{order.value} > 0", []
    if after is not None:
        having += f" AND ({order.value} < ? OR ({order.value} = ? AND ({sides}) > (?, ?)))"
        bound = [after.value, after.value, after.from_, after.to]
    found = connection.execute(
        f"SELECT {sides}, coalesce(min(nullif(day, '')), ''), max(day), {_SUMS} FROM fact WHERE {where} "
        f"GROUP BY {sides} HAVING {having} ORDER BY {order.value} DESC, {sides} LIMIT ?",
        [*where.values, *bound, limit],
    ).fetchall()
    counts = _counts(connection, facts, column, [(row[0], row[1]) for row in found])
    return [
        Dyad(from_, to, first, last, Figures(counts.get((from_, to), {}), *sums))
        for from_, to, first, last, *sums in found
    ]


def _counts(
    connection: sqlite3.Connection, facts: Facts, column: str, dyads: list[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, int]]:
    if not dyads:
        return {}
    where = where_facts(facts)
    sides = f"from_{column}, to_{column}"
    rows = connection.execute(
        f"SELECT {sides}, type, count(*) FROM fact WHERE {where} AND type <> '' "
        f"AND ({sides}) IN (VALUES {', '.join(['(?, ?)'] * len(dyads))}) GROUP BY {sides}, type",
        [*where.values, *(code for dyad in dyads for code in dyad)],
    )
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for from_, to, type_, number in rows:
        counts.setdefault((from_, to), {})[type_] = number
    return counts


def time_line(connection: sqlite3.Connection, facts: Facts, period: Period) -> list[Bucket]:
    """The facts by period, oldest first; what has no day comes first of all. Periods without facts are left out."""
    where = where_facts(facts)
    by = _PERIOD[period]
    counts: dict[str, dict[str, int]] = {}
    for at, type_, number in connection.execute(
        f"SELECT {by}, type, count(*) FROM fact WHERE {where} AND type <> '' GROUP BY 1, 2",
        where.values,
    ):
        counts.setdefault(at, {})[type_] = number
    rows = connection.execute(
        f"SELECT {by} AS at, {_SUMS} FROM fact WHERE {where} GROUP BY at ORDER BY at",
        where.values,
    )
    return [Bucket(_first(period, at), Figures(counts.get(at, {}), *sums)) for at, *sums in rows]


def total(connection: sqlite3.Connection, facts: Facts) -> Figures:
    """All the facts in one."""
    where = where_facts(facts)
    sums = connection.execute(f"SELECT count(*), {_SUMS} FROM fact WHERE {where}", where.values).fetchone()
    counts = connection.execute(
        f"SELECT type, count(*) FROM fact WHERE {where} AND type <> '' GROUP BY type",
        where.values,
    )
    return Figures(dict(counts), *(number or 0 for number in sums[1:]))


def _first(period: Period, at: str) -> date | None:
    return bounds(period, date.fromisoformat(at + "0000-01-01"[len(at) :]))[0] if at else None
