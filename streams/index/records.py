"""Lists of events, statements and articles, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from streams.index.lines import home_of
from streams.index.store import Moment
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


def events(now: Moment, query: RecordQuery) -> list[Listed]:
    """Events, newest day first, those without a day last; at most ``limit``."""
    return _records(now, query, is_event=True)


def statements(now: Moment, query: RecordQuery) -> list[Listed]:
    """Statements, by the day on which the article was published, newest first; at most ``limit``."""
    return _records(now, query, is_event=False)


def _records(now: Moment, query: RecordQuery, *, is_event: bool) -> list[Listed]:
    """Along the index that leads through the fewest lines in the order of the list, until the page is full."""
    where = Where()
    sides: list[tuple[str | None, str]] = [*query.sides.items()]
    if query.party is not None:
        sides.append((None, query.party))
    dyad = query.dyad
    if dyad is not None and None not in dyad:
        along, line = "dyad AS line CROSS JOIN record ON record.id = line.record", "line.record"
        for side, end in zip(("from", "to"), dyad, strict=True):
            where.equal(f"line.{side}_{_kind(end or '')}", end)
            where.equal(f"line.{side}_home", home_of(end or ""))
        where.equal("record.is_event", int(is_event))
        dyad = None
    elif sides:
        along, line = "side AS line CROSS JOIN record ON record.id = line.record", "line.record"
        role, code = sides.pop()
        where.equal("line.home", home_of(code))
        where.equal(f"line.{_kind(code)}", code)
        where.equal("line.role", role)
        where.equal("line.is_event", int(is_event))
    else:
        along, line = "record AS line", "line.id"
        where.equal("line.is_event", int(is_event))
    record = "line" if along == "record AS line" else "record"
    where.among(f"{record}.type", query.types)
    where.among(f"{record}.quad", query.quads)
    where.among(f"{record}.modality", query.modalities)
    where.among(f"{record}.act", query.acts)
    if query.source is not None:
        where.add(f"{record}.article IN (SELECT number FROM article WHERE source = ?)", query.source)
    for role, code in sides:
        also = Where()
        also.equal("role", role)
        also.equal(_kind(code), code)
        where.add(f"EXISTS (SELECT 1 FROM side WHERE record = {line} AND {also})", *also.values)
    if dyad is not None:
        ends = Where()
        for side, end in zip(("from", "to"), dyad, strict=True):
            if end is not None:
                ends.equal(f"{side}_{_kind(end)}", end)
        where.add(f"EXISTS (SELECT 1 FROM dyad WHERE record = {line} AND {ends})", *ends.values)
    where.days("line.day", query.day_from, query.day_to)
    _after(where, "line.day", line, query.after)
    rows = now.sql.execute(
        f"""
        SELECT json, day, body.id
        FROM (SELECT DISTINCT line.day AS day, {line} AS id FROM {along} WHERE {where}
              ORDER BY line.day DESC, {line} LIMIT ?) AS found
        JOIN body ON body.id = found.id ORDER BY day DESC, body.id
        """,
        [*where.values, query.limit],
    )
    return [Listed(orjson.loads(json), Place(day, id_)) for json, day, id_ in rows]


def _kind(code: str) -> str:
    return "code" if "." in code else "home"


def _after(where: Where, day: str, id_: str, place: Place | None) -> None:
    if place is not None:
        where.add(f"{day} <= ? AND ({day} < ? OR {id_} > ?)", place.day, place.day, place.id)


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Which articles, by day of publication."""

    day_from: date | None = None
    day_to: date | None = None
    source: str | None = None
    after: Place | None = None
    limit: int = 100


def articles(now: Moment, query: ArticleQuery) -> list[Listed]:
    """Articles, newest first: ``article`` (its ``ArticleRef``), ``title``, and how many records it gave."""
    where = Where()
    where.days("published", query.day_from, query.day_to)
    where.equal("source", query.source)
    _after(where, "published", "id", query.after)
    rows = now.sql.execute(
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
