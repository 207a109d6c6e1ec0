"""The interactions agent: changes in, rows out."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice

import orjson
from faust.types import EventT

from schemas import Interaction
from schemas.envelope import ce_type
from streams import topics
from streams.agents.kept_groups import KeptGroups, Positions
from streams.agents.lanes import Item
from streams.agents.letters import dead_letter
from streams.agents.outbox import Message, Outbox, event_headers
from streams.agents.tables import Entries, Table
from streams.metrics import Metrics
from streams.pool.reading import failed
from streams.settings import Settings
from streams.state.row import (
    SAMPLE_SIZE,
    Change,
    Row,
    decode_change,
    empty_row,
    fold,
    interaction,
    is_gone,
    is_repeat,
    reports_of,
    with_evidence,
)

_NO_SKETCH = b"-"
"""In the place of the sketch of a text that is too short for one."""


@dataclass(frozen=True, slots=True)
class _Folded:
    """What the changes of one partition give."""

    evidence: Entries
    rows: Entries
    published: list[Message]


class InteractionsAgent:
    """Folds changes into rows, keeps the events behind each, and publishes the rows."""

    def __init__(self, settings: Settings, rows: Table, evidence: Table, outbox: Outbox, metrics: Metrics) -> None:
        self._rows = rows
        self._evidence = evidence
        self._outbox = outbox
        self._metrics = metrics
        self._groups = KeptGroups()
        self._source = f"/{settings.application_id}"
        self._coder = f"depesche/{version('depesche')}"

    async def prepare(self, event: EventT[bytes], *, alone: bool) -> None:
        """Nothing to prepare."""

    async def finish(self, items: Mapping[int, Sequence[Item[None]]], still_mine: Callable[[], bool]) -> None:
        """Fold these changes, by partition and in offset order, remember the rows and publish them.

        A repeat changes nothing in the row, but row and evidence are written and the row is published all the same:
        a crash may have come between.
        """
        folded: dict[int, _Folded] = {}
        for partition, mine in items.items():
            folded[partition] = self._fold(partition, mine)
            await asyncio.sleep(0)  # else a large batch would hold up the questions that come in by HTTP
        await self._evidence.remember(
            self._outbox, {partition: found.evidence for partition, found in folded.items()}, still_mine
        )
        await self._rows.remember(
            self._outbox, {partition: found.rows for partition, found in folded.items()}, still_mine
        )
        await self._outbox.deliver([message for found in folded.values() for message in found.published], still_mine)

    def _fold(self, partition: int, items: Sequence[Item[None]]) -> _Folded:
        now = datetime.now(UTC)
        rows: dict[str, Row] = {}
        positions: dict[str, Positions] = {}
        records: dict[str, Interaction] = {}
        evidence: dict[str, dict[str, bool]] = {}
        sketches: dict[str, dict[str, str | None]] = {}
        letters: list[Message] = []
        outcomes: Counter[str] = Counter()
        for item in items:
            message = item.event.message
            try:
                key, change = decode_change(message.key, message.value)
                row = rows.get(key) or self._row(partition, key)
                folded = fold(row, change, now)
                shown = interaction(key, folded)  # what could not be published would stop every worker that reads it
            except ValueError as error:
                letters.append(dead_letter(message, failed("fold", error), self._coder))
                self._metrics.dead_letters.labels("fold").inc()
                continue
            repeat = is_repeat(row, change)
            outcomes["repeat" if repeat else "applied"] += 1
            positions.setdefault(key, row["positions"])
            rows[key], records[key] = folded, shown
            known, articles = evidence.setdefault(key, {}), sketches.setdefault(key, {})
            removed, added = change["delta"]["removed"], change["delta"]["added"]
            if repeat:
                # Later changes have come since: one that a worker sends late, its partition lost, must not undo them.
                for id_ in (*removed, *added):
                    known.setdefault(id_, self._evidence.get(partition, evidence_key(key, id_)) is not None)
                if "sketch" in change["delta"]:
                    articles.setdefault(change["delta"]["article"], self._sketch(partition, key, change))
            else:
                known |= dict.fromkeys(removed, False) | dict.fromkeys(added, True)
                if "sketch" in change["delta"]:
                    articles[change["delta"]["article"]] = change["delta"]["sketch"]
        for outcome, number in outcomes.items():
            self._metrics.changes.labels(outcome).inc(number)
        rows = {
            key: with_evidence(
                row,
                self._sample(partition, key, row["sample"], evidence[key]),
                self._reports(partition, key, row, positions[key], sketches[key]),
            )
            for key, row in rows.items()
        }
        return _Folded(
            {
                evidence_key(key, id_): b"1" if there else None
                for key, ids in evidence.items()
                for id_, there in ids.items()
            }
            | {
                article_key(key, article): None if sketch is None else sketch.encode() or _NO_SKETCH
                for key, articles in sketches.items()
                for article, sketch in articles.items()
            },
            {key.encode(): orjson.dumps(row) for key, row in rows.items()},
            [*letters, *(self._published(key, row, records[key]) for key, row in rows.items())],
        )

    def _row(self, partition: int, key: str) -> Row:
        value = self._rows.get(partition, key.encode())
        return orjson.loads(value) if value is not None else empty_row()

    def _sample(self, partition: int, key: str, shown: Sequence[str], changed: Mapping[str, bool]) -> list[str]:
        """The first event ids behind a row: those stored, less those removed, and those added.

        Only where one that was shown has gone may there be another to take its place.
        """
        stored: Iterable[str] = shown
        if not all(changed.get(id_, True) for id_ in shown):
            prefix = evidence_key(key, "")
            stored = (found[len(prefix) :].decode() for found, _ in self._evidence.scan(partition, prefix))
        kept = islice((id_ for id_ in stored if changed.get(id_, True)), SAMPLE_SIZE)
        return sorted({*kept, *(id_ for id_, there in changed.items() if there)})[:SAMPLE_SIZE]

    def _sketch(self, partition: int, key: str, change: Change) -> str | None:
        stored = self._evidence.get(partition, article_key(key, change["delta"]["article"]))
        return stored.removeprefix(_NO_SKETCH).decode() if stored is not None else None

    def _reports(self, partition: int, key: str, row: Row, before: Positions, changed: Mapping[str, str | None]) -> int:
        """Independent reports behind a row: by the sketches stored, with those that have changed."""
        groups = self._groups.take(key, before, lambda: self._stored(partition, key))
        for article, sketch in changed.items():
            groups.place(article, sketch)
        self._groups.put(key, row["positions"], groups)
        return reports_of(row, groups)

    def _stored(self, partition: int, key: str) -> Iterator[tuple[str, str]]:
        prefix = article_key(key, "")
        for found, sketch in self._evidence.scan(partition, prefix):
            yield found[len(prefix) :].decode(), sketch.removeprefix(_NO_SKETCH).decode()

    def _published(self, key: str, row: Row, record: Interaction) -> Message:
        """The row's message; ``record`` is the row but for its evidence, and need not be checked a second time."""
        shown = record.model_copy(update={"sample": row["sample"], "reports": row["reports"]})
        value = None if is_gone(row) else shown.to_json()
        headers = event_headers(ce_type("interaction"), key, self._source)
        return Message(topics.INTERACTIONS, key.encode(), value, headers)


def evidence_key(row_key: str, event_id: str) -> bytes:
    """Key of the evidence table: one event behind one row. NUL ends the row's key, so its events lie together."""
    return f"{row_key}\0{event_id}".encode()


def article_key(row_key: str, article_id: str) -> bytes:
    """Key of the evidence table: one article behind one row, with its sketch."""
    return f"{row_key}\1{article_id}".encode()
