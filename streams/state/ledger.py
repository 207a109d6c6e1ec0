"""The ledger: what each article gave, and what a further message about it has to change."""

from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict

from streams.state.contribution import Delta, RowShare, difference

Plain = dict[str, Any]
"""A record as decoded JSON."""


class Entry(TypedDict):
    """What the ledger remembers of an article."""

    offset: int
    """Offset in ``articles`` of the last message that this entry has taken in."""
    revision: int
    """0 after a withdrawal: then any revision may come."""
    coder: str
    article: Plain | None
    """Its ``ArticleRef``, or null after a withdrawal."""
    title: str
    text: str
    """What the records' spans point into. Older entries have none until their article is read again."""
    language: str | None
    sketch: NotRequired[str]
    """Of the text, to know its copies by (``streams.state.copies``)."""
    events: list[Plain]
    statements: list[Plain]
    rows: dict[str, RowShare]


class Reading(TypedDict):
    """What reading one revision of an article gave."""

    article: Plain
    title: str
    text: str
    language: str
    sketch: str
    coder: str
    events: list[Plain]
    statements: list[Plain]
    rows: dict[str, RowShare]


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be published and remembered for one message."""

    outcome: str
    """``read``, ``known`` (this or a later revision is there), ``withdrawn`` or ``repeat``."""
    entry: Entry
    events: dict[str, Plain | None] = field(default_factory=dict)
    """Event id → record, or None for a tombstone; what has not changed does not appear."""
    statements: dict[str, Plain | None] = field(default_factory=dict)
    deltas: dict[str, Delta] = field(default_factory=dict)
    """Row key → change."""


def blank(offset: int) -> Entry:
    """The entry of an article that was never read, or has been withdrawn."""
    return Entry(
        offset=offset,
        revision=0,
        coder="",
        article=None,
        title="",
        text="",
        language=None,
        sketch="",
        events=[],
        statements=[],
        rows={},
    )


def is_known(entry: Entry | None, revision: int, coder: str) -> bool:
    """Whether the ledger holds this revision, read by this coder, or a later revision."""
    if entry is None:
        return False
    return entry["revision"] > revision or (entry["revision"] == revision and entry["coder"] == coder)


def plan(entry: Entry | None, offset: int, reading: Reading | None) -> Plan:
    """What the message at ``offset`` changes, given what the ledger holds; no ``reading`` means a withdrawal.

    A repeat (an offset that the entry has taken in already) changes nothing, but its entry is written again: this
    worker's local table may be ahead of the changelog, and a later recovery would roll it back.
    """
    if entry is not None and offset <= entry["offset"]:
        return Plan("repeat", entry)
    before = entry or blank(-1)
    if reading is None:
        after, outcome = blank(offset), "withdrawn"
    elif is_known(entry, reading["article"]["revision"], reading["coder"]):
        return Plan("known", {**before, "offset": offset})
    else:
        after, outcome = Entry(offset=offset, revision=reading["article"]["revision"], **reading), "read"
    return Plan(
        outcome,
        after,
        events=_records("event_id", before["events"], after["events"]),
        statements=_records("statement_id", before["statements"], after["statements"]),
        deltas=difference(
            before["rows"],
            after["rows"],
            str((after["article"] or before["article"] or {}).get("id", "")),
            (before.get("sketch", ""), after.get("sketch", "")),
        ),
    )


def advance(entry: Entry | None, offset: int) -> Plan:
    """Take in the message at ``offset`` without a change: its revision is known to be there already."""
    if entry is not None and offset <= entry["offset"]:
        return Plan("repeat", entry)
    return Plan("known", {**(entry or blank(-1)), "offset": offset})


def _records(id_: str, before: list[Plain], after: list[Plain]) -> dict[str, Plain | None]:
    old = {record[id_]: record for record in before}
    new = {record[id_]: record for record in after}
    changed: dict[str, Plain | None] = {key: record for key, record in new.items() if old.get(key) != record}
    return changed | dict.fromkeys(sorted(old.keys() - new.keys()))
