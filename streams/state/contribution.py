"""What one article contributes to the interaction rows, and the difference between two such contributions.

Everything here is a sum that can be taken back: counts, half points, a count per source, event ids each once.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict

from schemas import Event, Statement, row_key


class Contribution(TypedDict):
    """What one article adds to one row; as a difference between two of them, numbers may be negative."""

    counts: dict[str, dict[str, int]]
    """Modality → event type → number."""
    half_points: int
    """Conflict-cooperation score of the factual events, in half points: floats would not sum exactly."""
    statements: int
    articles: int
    sources: dict[str, int]


class RowShare(TypedDict):
    """A contribution with the ids of the events behind it, in order."""

    sum: Contribution
    events: list[str]


class Delta(TypedDict):
    """What a row must add to hold the new contribution instead of the old one."""

    sum: Contribution
    added: list[str]
    removed: list[str]
    article: NotRequired[str]
    """Whose contribution it is."""
    sketch: NotRequired[str | None]
    """The article's sketch from now on; null: the article is no longer in the row; absent: as it is."""


def nothing() -> Contribution:
    """The neutral element: adding it changes no row."""
    return Contribution(counts={}, half_points=0, statements=0, articles=0, sources={})


def dyads(event: Event) -> Iterator[tuple[str, str]]:
    """The directed (from, to) pairs of actor codes that an event stands for, each once."""
    return pairs(
        [party.actor.code for party in event.actors],
        [party.actor.code for party in event.recipients],
        reciprocal=event.reciprocal,
    )


def pairs(actors: Sequence[str], recipients: Sequence[str], *, reciprocal: bool) -> Iterator[tuple[str, str]]:
    """The directed pairs of codes, each once.

    A reciprocal event stands for both directions between all its parties; any other for each actor towards each
    recipient.
    """
    if reciprocal:
        found: Iterable[tuple[str, str]] = itertools.permutations(dict.fromkeys([*actors, *recipients]), 2)
    else:
        found = itertools.product(actors, recipients)
    yield from dict.fromkeys(found)


def contributions(
    source: str, published_at: datetime | date | None, events: Sequence[Event], statements: Sequence[Statement]
) -> dict[str, RowShare]:
    """Row key → what an article with these records contributes to that row.

    Events count on their own day; statements on the day the article was published, for they carry none.
    """
    shares: dict[str, RowShare] = {}

    def share(key: str) -> RowShare:
        if key not in shares:
            shares[key] = RowShare(
                sum=Contribution(counts={}, half_points=0, statements=0, articles=1, sources={source: 1}), events=[]
            )
        return shares[key]

    for event in events:
        for from_, to in dyads(event):
            mine = share(row_key(from_, to, event.date.start if event.date else None))
            by_type = mine["sum"]["counts"].setdefault(event.modality.value, {})
            by_type[event.type.value] = by_type.get(event.type.value, 0) + 1
            if event.modality == "factual":
                mine["sum"]["half_points"] += round(event.intensity * 2)
            mine["events"].append(event.event_id)
    day = published_at.date() if isinstance(published_at, datetime) else published_at
    for statement in statements:
        speakers = dict.fromkeys(voice.actor.code for voice in statement.speakers if voice.actor)
        for from_, to in itertools.product(speakers, dict.fromkeys(statement.about)):
            if from_ != to:
                share(row_key(from_, to, day))["sum"]["statements"] += 1
    for mine in shares.values():
        mine["events"] = sorted(set(mine["events"]))
    return dict(sorted(shares.items()))


def add(left: Contribution, right: Contribution, sign: int = 1) -> Contribution:
    """``left`` + ``sign`` · ``right``, without entries that are zero."""
    modalities = dict.fromkeys([*left["counts"], *right["counts"]])
    counts = {
        modality: types
        for modality in sorted(modalities)
        if (types := _add(left["counts"].get(modality, {}), right["counts"].get(modality, {}), sign))
    }
    return Contribution(
        counts=counts,
        half_points=left["half_points"] + sign * right["half_points"],
        statements=left["statements"] + sign * right["statements"],
        articles=left["articles"] + sign * right["articles"],
        sources=_add(left["sources"], right["sources"], sign),
    )


def is_nothing(contribution: Contribution) -> bool:
    """Whether adding it would change no row."""
    return contribution == nothing()


def difference(
    old: Mapping[str, RowShare],
    new: Mapping[str, RowShare],
    article: str = "",
    sketches: tuple[str, str] = ("", ""),
) -> dict[str, Delta]:
    """Row key → what the row must add when an article's contribution goes from ``old`` to ``new``.

    Rows that stay as they are do not appear.

    Args:
        old: what it has contributed until now.
        new: what it is to contribute.
        article: its id.
        sketches: its sketch until now, and from now on.
    """
    none = RowShare(sum=nothing(), events=[])
    deltas = {}
    for key in sorted({*old, *new}):
        before, after = old.get(key, none), new.get(key, none)
        another_text = key in new and sketches[0] != sketches[1]
        if before == after and not another_text:
            continue
        had, has = set(before["events"]), set(after["events"])
        deltas[key] = Delta(
            sum=add(after["sum"], before["sum"], sign=-1),
            added=sorted(has - had),
            removed=sorted(had - has),
            article=article,
        )
        if key not in new:
            deltas[key]["sketch"] = None
        elif another_text or key not in old:
            deltas[key]["sketch"] = sketches[1]
    return deltas


def _add(left: Mapping[str, int], right: Mapping[str, int], sign: int) -> dict[str, int]:
    total = dict(left)
    for name, number in right.items():
        total[name] = total.get(name, 0) + sign * number
    return {name: total[name] for name in sorted(total) if total[name]}
