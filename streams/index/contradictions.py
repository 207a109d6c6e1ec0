"""Contradictions: an event that one voice tells as a fact and another one denies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from streams.index.store import Moment
from streams.index.where import Where, code_column

_MOST_PAIRS = 2000
"""Pairs looked at for one answer, the newest first: the same denial printed a hundred times must not cost a second."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two events of one type between the same two sides at about the same time: one told, one denied."""

    claimed: dict[str, Any]
    denied: dict[str, Any]


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


def contradictions(now: Moment, query: ContradictionQuery) -> list[Contradiction]:
    """Each pair once, the newest denial first.

    The two sides are compared as countries and organisations, and by their full codes where both are of one country.
    Where one of the events has no day, the days of publication are compared. Two events that the same voices tell are
    no contradiction of sides: a voice is whom the event is attributed to, or the publisher where it is nobody.
    """
    where = Where()
    for side, code in (("from", query.from_), ("to", query.to)):
        if code is not None:
            where.equal(f"denied.{code_column(side, code)}", code)
    where.equal("denied.type", query.type)
    where.days("denied.day", query.day_from, query.day_to)
    rows = now.sql.execute(
        f"""
        SELECT DISTINCT claim.json, denial.json, denied.day, claim.id, denial.id
        FROM dyad AS denied
        JOIN dyad AS claimed ON claimed.from_home = denied.from_home AND claimed.to_home = denied.to_home
          AND claimed.type = denied.type AND claimed.modality = 'factual'
          AND (denied.from_home <> denied.to_home
               OR (claimed.from_code = denied.from_code AND claimed.to_code = denied.to_code))
          AND abs(julianday(CASE WHEN claimed.day = '' OR denied.day = '' THEN claimed.published ELSE claimed.day END)
                - julianday(CASE WHEN claimed.day = '' OR denied.day = '' THEN denied.published ELSE denied.day END))
              <= ?
        JOIN body AS claim ON claim.id = claimed.record
        JOIN body AS denial ON denial.id = denied.record
        WHERE denied.modality = 'negated' AND {where}
        ORDER BY denied.day DESC, denial.id, claim.id LIMIT {_MOST_PAIRS}
        """,
        [query.window, *where.values],
    )
    found: dict[tuple[str, str], Contradiction] = {}
    for claimed, denied, _, claimed_id, denied_id in rows:
        pair = Contradiction(orjson.loads(claimed), orjson.loads(denied))
        if voices(pair.claimed) != voices(pair.denied):
            found.setdefault((claimed_id, denied_id), pair)
        if len(found) == query.limit:
            break
    return list(found.values())


def voices(event: dict[str, Any]) -> tuple[str, ...]:
    """Whose word an event is: the codes it is attributed to, innermost first, or its publisher."""
    return tuple(said["actor"]["code"] for said in event["attribution"]) or (f"source:{event['article']['source']}",)
