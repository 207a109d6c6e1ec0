"""Lists of events, statements and articles, newest first."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from streams.index.where import Where


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the last line's day and id."""

    day: str
    id: str


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records. A code without a sector includes all its sectors; all that is given must hold."""

    sides: Mapping[str, str] = field(default_factory=dict)
    """Role (``actor``, ``recipient``, ``attribution``; ``speaker``, ``addressee``, ``about``, ``via``) → code."""
    party: str | None = None
    """A code in any of the roles."""
    dyad: tuple[str | None, str | None] | None = None
    """From and to, as the record stands for them: a reciprocal event for both directions."""
    types: Sequence[str] = ()
    quads: Sequence[int] = ()
    modalities: Sequence[str] = ()
    acts: Sequence[str] = ()
    day_from: date | None = None
    day_to: date | None = None
    source: str | None = None
    after: Place | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list, and where it stands in it."""

    plain: dict[str, Any]
    place: Place


def events(connection: sqlite3.Connection, query: RecordQuery) -> list[Listed]:
    """Events, newest day first, those without a day last; at most ``limit``."""
    return _records(connection, query, is_event=True)


def statements(connection: sqlite3.Connection, query: RecordQuery) -> list[Listed]:
    """Statements, by the day on which the article was published, newest first; at most ``limit``."""
    return _records(connection, query, is_event=False)


def _records(connection: sqlite3.Connection, query: RecordQuery, *, is_event: bool) -> list[Listed]:
    where = Where()
    where.equal("is_event", int(is_event))
    where.among("type", query.types)
    where.among("quad", query.quads)
    where.among("modality", query.modalities)
    where.among("act", query.acts)
    where.days("day", query.day_from, query.day_to)
    if query.source is not None:
        where.add("article IN (SELECT number FROM article WHERE source = ?)", query.source)
    for role, code in query.sides.items():
        _side(where, code, role)
    if query.party is not None:
        _side(where, query.party, None)
    if query.dyad is not None:
        ends = Where()
        for side, end in zip(("from", "to"), query.dyad, strict=True):
            if end is not None:
                ends.equal(f"{side}_{_kind(end)}", end)
        where.add(f"id IN (SELECT record FROM fact WHERE {ends})", *ends.values)
    _after(where, "day", query.after)
    rows = connection.execute(
        f"SELECT json, day, id FROM record WHERE {where} ORDER BY day DESC, id LIMIT ?",
        [*where.values, query.limit],
    )
    return [Listed(orjson.loads(json), Place(day, id_)) for json, day, id_ in rows]


def _side(where: Where, code: str, role: str | None) -> None:
    condition = f"{_kind(code)} = ?" + (" AND role = ?" if role else "")
    where.add(f"id IN (SELECT record FROM side WHERE {condition})", code, *([role] if role else []))


def _kind(code: str) -> str:
    return "code" if "." in code else "home"


def _after(where: Where, day: str, place: Place | None) -> None:
    if place is not None:
        where.add(f"({day} < ? OR ({day} = ? AND id > ?))", place.day, place.day, place.id)


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Which articles, by day of publication."""

    day_from: date | None = None
    day_to: date | None = None
    source: str | None = None
    after: Place | None = None
    limit: int = 100


def articles(connection: sqlite3.Connection, query: ArticleQuery) -> list[Listed]:
    """Articles, newest first: ``article`` (its ``ArticleRef``), ``title``, and how many records it gave."""
    where = Where()
    where.days("published", query.day_from, query.day_to)
    where.equal("source", query.source)
    _after(where, "published", query.after)
    rows = connection.execute(
        f"SELECT ref, title, events, statements, published, id FROM article WHERE {where} "
        "ORDER BY published DESC, id LIMIT ?",
        [*where.values, query.limit],
    )
    return [
        Listed(
            {"article": orjson.loads(ref), "title": title, "events": events_, "statements": statements_},
            Place(day, id_),
        )
        for ref, title, events_, statements_, day, id_ in rows
    ]
