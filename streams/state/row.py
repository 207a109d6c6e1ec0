"""The fold of an interaction row: changes in, each exactly once, and the row as the world sees it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NotRequired, TypedDict

import orjson

from schemas import UNDATED, Interaction
from schemas.plover import EventType, Modality, Quad, quad_of
from streams.state.contribution import Contribution, Delta, add, is_nothing, nothing
from streams.state.groups import Groups

SAMPLE_SIZE = 10
"""Event ids that a row shows; all of them are in the evidence table."""

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class Change(TypedDict):
    """One article's change to one row, as it travels on the internal topic."""

    partition: int
    """Partition of ``articles`` where the article stands."""
    offset: int
    """Its offset there: with the partition, the position that makes a repeat known as such."""
    delta: Delta


class Row(TypedDict):
    """A row as the table keeps it."""

    sum: Contribution
    positions: dict[str, int]
    """Partition of ``articles`` → highest offset applied."""
    sample: list[str]
    reports: NotRequired[int]
    """Articles, with those that print the same text counted once."""
    updated_at: str | None
    """ISO 8601, UTC."""


def decode_change(key: bytes | None, value: bytes | None) -> tuple[str, Change]:
    """Row key and change of a message on the internal topic.

    Raises:
        ValueError: it is none; only Depesche itself should write there.
    """
    try:
        row_key = (key or b"").decode()
        split_key(row_key)
        change: Change = orjson.loads(value or b"")
        fold(empty_row(), change, _ANY_TIME)
        (change["delta"].get("sketch") or "").encode()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a change of a row: {error}") from error
    return row_key, change


def empty_row() -> Row:
    """A row to which nothing has been applied."""
    return Row(sum=nothing(), positions={}, sample=[], updated_at=None)


def is_repeat(row: Row, change: Change) -> bool:
    """Whether the row has applied this change already.

    Holds because the changes of one source partition reach a row in the order of their offsets.
    """
    return change["offset"] <= row["positions"].get(str(change["partition"]), -1)


def fold(row: Row, change: Change, now: datetime) -> Row:
    """The row with the change applied; the same row where it is a repeat. Sample and reports are not touched."""
    if is_repeat(row, change):
        return row
    positions = row["positions"] | {str(change["partition"]): change["offset"]}
    return {
        **row,
        "sum": add(row["sum"], change["delta"]["sum"]),
        "positions": dict(sorted(positions.items())),
        "updated_at": _stamp(now),
    }


@lru_cache(maxsize=2)
def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="milliseconds")


def is_gone(row: Row) -> bool:
    """Whether all that the row held has been taken back; the topic then gets a tombstone."""
    return is_nothing(row["sum"])


def with_evidence(row: Row, sample: Sequence[str], reports: int) -> Row:
    """The row with these event ids as its sample, and so many independent reports."""
    return {**row, "sample": list(sample[:SAMPLE_SIZE]), "reports": reports}


def reports_of(row: Row, groups: Groups) -> int:
    """Independent reports among a row's articles; one that has no sketch is its own."""
    return groups.reports + max(0, row["sum"]["articles"] - groups.articles)


def split_key(key: str) -> tuple[str, str, date | None]:
    """Actor code, recipient code and day of a row key.

    Raises:
        ValueError: not a row key.
    """
    dyad, _, day = key.rpartition("|")
    from_, arrow, to = dyad.partition(">")
    if not arrow:
        raise ValueError(f"not a row key: {key[:80]!r}")
    return from_, to, None if day == UNDATED else date.fromisoformat(day)


def interaction(key: str, row: Row) -> Interaction:
    """The record that the world sees of a row."""
    from_, to, day = split_key(key)
    counts = row["sum"]["counts"]
    factual = {EventType(type_): number for type_, number in counts.get(Modality.FACTUAL, {}).items()}
    quads: dict[Quad, int] = {}
    for type_, number in factual.items():
        quads[quad_of(type_)] = quads.get(quad_of(type_), 0) + number
    return Interaction(
        from_=from_,
        to=to,
        day=day,
        counts=factual,
        other_modalities={
            Modality(modality): {EventType(type_): number for type_, number in types.items()}
            for modality, types in counts.items()
            if modality != Modality.FACTUAL
        },
        quads=dict(sorted(quads.items())),
        intensity_sum=row["sum"]["half_points"] / 2,
        statements=row["sum"]["statements"],
        articles=row["sum"]["articles"],
        reports=row.get("reports", row["sum"]["articles"]),
        sources=row["sum"]["sources"],
        sample=row["sample"],
        updated_at=datetime.fromisoformat(row["updated_at"]) if row["updated_at"] else None,
    )
