"""Contradictions: an event that one voice tells as a fact and another one denies.

The claim and its denial may be in partitions of different workers. So denials are found first, and then the claims
that each of them disputes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from streams.index.store import Moment
from streams.index.where import Where, code_column

_SIDES = ("from_code", "from_home", "to_code", "to_home", "type", "day", "published")


@dataclass(frozen=True, slots=True)
class ContradictionQuery:
    """Which ones. A code without a sector includes all its sectors."""

    from_: str | None = None
    to: str | None = None
    type: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    window: int = 3
    """Days by which the two may lie apart."""
    limit: int = 50
    denials: int = 2000
    """Denied events that are looked at, the newest ones: the same denial printed a thousand times must cost no more."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """One directed dyad of a denied event: what a claim must have to be contradicted by it."""

    event_id: str
    from_code: str
    from_home: str
    to_code: str
    to_home: str
    type: str
    day: str
    """ISO 8601, or ''."""
    published: str
    voices: tuple[str, ...] = ()
    """Whose word the denial is."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A denied event, once for each of its dyads."""

    event_id: str
    disputed: Disputed
    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """An event told as a fact, and the denied one that it is the same as."""

    event_id: str
    denied_id: str
    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two events of one type between the same two sides at about the same time: one told, one denied."""

    claimed: dict[str, Any]
    denied: dict[str, Any]


def denials(now: Moment, query: ContradictionQuery) -> list[Denial]:
    """Denied events, newest first."""
    where = Where()
    for side, code in (("from", query.from_), ("to", query.to)):
        if code is not None:
            where.equal(code_column(side, code), code)
    where.equal("type", query.type)
    where.days("day", query.day_from, query.day_to)
    rows = now.sql.execute(
        f"SELECT record, {', '.join(_SIDES)}, json FROM dyad JOIN body ON body.id = record "
        f"WHERE modality = 'negated' AND {where} ORDER BY day DESC, record, from_code, to_code LIMIT ?",
        [*where.values, query.denials],
    )
    found = []
    for row in rows:
        event = orjson.loads(row[-1])
        sides = dict(zip(("event_id", *_SIDES), row, strict=False))
        found.append(Denial(row[0], Disputed(**sides, voices=voices(event)), event))
    return found


def claims(now: Moment, disputed: Sequence[Disputed], window: int, limit: int) -> list[Claim]:
    """The events that these denials dispute, in the order of the denials, then by id; at most ``limit``.

    The two sides are compared as countries and organisations, and by their full codes where both are of one country.
    Where one of the events has no day, the days of publication are compared. Two events that the same voices tell are
    no contradiction of sides: a voice is whom the event is attributed to, or the publisher where it is nobody.
    """
    same = """
        FROM denied CROSS JOIN dyad AS claimed
          ON claimed.from_home = denied.from_home AND claimed.to_home = denied.to_home
          AND claimed.type = denied.type AND claimed.modality = 'factual'
          AND (denied.from_home <> denied.to_home
               OR (claimed.from_code = denied.from_code AND claimed.to_code = denied.to_code))
    """
    printed_near = "abs(julianday(claimed.published) - julianday(denied.published)) <= :window"
    rows = now.sql.execute(
        f"""
        WITH denied AS (SELECT key AS number, {", ".join(f"value ->> '{name}' AS {name}" for name in _SIDES)}
                        FROM json_each(:disputed))
        SELECT number, claimed.record AS id {same} AND denied.day <> ''
          AND claimed.day BETWEEN date(denied.day, -:window || ' days') AND date(denied.day, :window || ' days')
        UNION SELECT number, claimed.record {same} AND claimed.day = '' AND {printed_near}
        UNION SELECT number, claimed.record {same} AND denied.day = '' AND claimed.day <> '' AND {printed_near}
        ORDER BY number, id
        """,
        {"disputed": orjson.dumps(disputed).decode(), "window": window},
    )
    found: dict[tuple[str, str], Claim] = {}
    for number, id_ in rows:
        (json,) = now.sql.execute("SELECT json FROM body WHERE id = ?", [id_]).fetchone()
        denied, event = disputed[number], orjson.loads(json)
        if voices(event) != tuple(denied.voices):
            found.setdefault((denied.event_id, id_), Claim(id_, denied.event_id, event))
        if len(found) == limit:
            break
    return list(found.values())


def pairs(found: Iterable[Denial], claimed: Iterable[Claim]) -> list[Contradiction]:
    """Each pair once, in the order of the denials, then of the claims."""
    of: dict[str, dict[str, dict[str, Any]]] = {}
    for claim in claimed:
        of.setdefault(claim.denied_id, {})[claim.event_id] = claim.event
    return [
        Contradiction(event, denial.event)
        for denial in {denial.event_id: denial for denial in found}.values()
        for _, event in sorted(of.get(denial.event_id, {}).items())
    ]


def voices(event: dict[str, Any]) -> tuple[str, ...]:
    """Whose word an event is: the codes it is attributed to, innermost first, or its publisher."""
    return tuple(said["actor"]["code"] for said in event["attribution"]) or (f"source:{event['article']['source']}",)
