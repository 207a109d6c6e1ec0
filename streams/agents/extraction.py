"""The extraction agent: articles in; events, statements, changes of rows and dead letters out."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto

import faust
import orjson
import structlog
from faust.types import EventT
from faust.types.tuples import Message as Received

from schemas import MAX_ID
from schemas.envelope import ce_type
from streams import topics
from streams.agents.lanes import Item
from streams.agents.letters import dead_letter, forwarded, header_pairs, is_reprocessed, was_forwarded
from streams.agents.outbox import Message, Outbox, event_headers
from streams.agents.tables import Table
from streams.index import Index
from streams.metrics import Metrics
from streams.pool import ExtractionPool, Failed, Misplaced, Reply, Request
from streams.settings import Settings
from streams.state.ledger import Entry, Plan, Reading, advance, plan
from streams.state.row import Change

_log = structlog.get_logger(__name__)

_OVERHEAD = 16 * 1024
"""Bytes kept free for a message's key, headers and framing below the largest message."""


class _Skip(Enum):
    """Messages that have no text to read."""

    WITHDRAWAL = auto()
    REPEAT = auto()


Prepared = Reply | _Skip
"""What reading a message gave, or why it was not read."""


class ExtractionAgent:
    """Reads articles in the pool, plans against the ledger, publishes, remembers.

    The order of effects (DESIGN.md's): records and changes are confirmed by the broker, then the ledger's changelog,
    then the article is acknowledged. A crash in between repeats the article, and the repeat changes nothing.
    """

    def __init__(  # noqa: PLR0917 (its parts, put together in one place)
        self,
        app: faust.App,
        settings: Settings,
        pool: ExtractionPool,
        ledger: Table,
        outbox: Outbox,
        metrics: Metrics,
        index: Index,
    ) -> None:
        self._app = app
        self._settings = settings
        self._pool = pool
        self._ledger = ledger
        self._outbox = outbox
        self._metrics = metrics
        self._index = index
        self._source = f"/{settings.application_id}"

    async def prepare(self, event: EventT[bytes], *, alone: bool) -> Prepared:
        """Read the message in the pool, unless it is a withdrawal or a repeat.

        Args:
            event: the message.
            alone: no other message of its key is in work, so what the ledger holds now is what it will hold.
        """
        message = event.message
        if message.generation_id != self._app.consumer_generation_id:
            return _Skip.REPEAT  # the lane drops it: it will come again, here or elsewhere
        if message.value is None:
            return self._check_withdrawal(message)
        key = _text(message.key)
        entry = self._entry(message.partition, message.key)
        if entry is not None and message.offset <= entry["offset"]:
            return _Skip.REPEAT
        placed = (
            message.key is not None and topics.partition_of(message.key, self._settings.partitions) == message.partition
        )
        known = entry if alone and entry is not None else None
        request = Request(
            key=key,
            placed=placed,
            revision=known["revision"] if known else 0,
            coder=known["coder"] if known else "",
        )
        return await self._pool.read(message.value, request)

    async def finish(self, items: Mapping[int, Sequence[Item[Prepared]]], still_mine: Callable[[], bool]) -> None:
        """Publish and remember what these messages, by partition and in offset order, change."""
        batches: dict[int, _Batch] = {}
        outcomes: Counter[str] = Counter()
        for partition, mine in items.items():
            batch = batches[partition] = _Batch(self._settings, self._source)
            outcomes.update(self._plan(batch, partition, item) for item in mine)
            await asyncio.sleep(0)  # else a large batch would hold up the questions that come in by HTTP
        for outcome, number in outcomes.items():
            self._metrics.articles.labels(outcome).inc(number)
        for number in range(max(batch.steps for batch in batches.values())):
            step = [message for batch in batches.values() for message in batch.step(number)]
            await self._outbox.deliver(step, still_mine)
        for topic, number in Counter(topic for batch in batches.values() for topic, _ in batch.records).items():
            self._metrics.records.labels(topic).inc(number)
        await self._ledger.remember(
            self._outbox, {partition: batch.entries for partition, batch in batches.items()}, still_mine
        )
        await self._put_into_index({partition: list(batch.planned()) for partition, batch in batches.items()})

    async def _put_into_index(self, entries: Mapping[int, Sequence[tuple[str, Entry]]]) -> None:
        """In a thread: a question that fills the index holds it up. What fails here costs a fill, not the article."""
        try:
            await asyncio.to_thread(self._index.put, entries)
        except sqlite3.Error:
            _log.exception("the index could not be written; the next question fills it anew")
            self._index.distrust()

    def _plan(self, batch: "_Batch", partition: int, item: Item[Prepared]) -> str:
        message, reply = item.event.message, item.prepared
        if not isinstance(reply, _Skip):
            if reply["kind"] == "misplaced":
                if not was_forwarded(message):
                    batch.letters.append(forwarded(message, reply["id"].encode(), self._settings.partitions))
                    return "forwarded"
                reply = _failed("route", "Misplaced", "its key belongs elsewhere, again")
            if reply["kind"] == "failed":
                return self._give_up(batch, item, reply)
        entry = batch.entry(message.key) or self._entry(partition, message.key)
        if reply is _Skip.WITHDRAWAL:
            planned = plan(entry, message.offset, None)
        elif isinstance(reply, _Skip) or reply["kind"] == "known" or _is_outdated(message, entry, reply["reading"]):
            planned = advance(entry, message.offset)
        else:
            planned = plan(entry, message.offset, reply["reading"])
        try:
            return batch.take(message, planned)
        except _TooLargeError as error:
            return self._give_up(batch, item, _failed("publish", "TooLarge", str(error)))

    def _check_withdrawal(self, message: Received) -> Prepared:
        text = _text(message.key)
        if message.key is None or text is None or not 0 < len(text) <= MAX_ID:
            return _failed(
                "route",
                "WithdrawalWithoutId",
                f"an empty message withdraws the article whose id is its key: 1 to {MAX_ID} characters, UTF-8",
            )
        placed = topics.partition_of(message.key, self._settings.partitions) == message.partition
        return _Skip.WITHDRAWAL if placed else Misplaced(kind="misplaced", id=text)

    def _give_up(self, batch: "_Batch", item: Item[Prepared], reply: Failed) -> str:
        message = item.event.message
        batch.letters.append(dead_letter(message, reply, self._pool.coder))
        self._metrics.dead_letters.labels(reply["stage"]).inc()
        if "language" in reply:
            self._metrics.unsupported.labels(reply["language"]).inc()
        _log.warning(
            "article goes to the dead letters",
            partition=message.partition,
            offset=message.offset,
            key=(_text(message.key) or "")[:100],
            stage=reply["stage"],
            error=reply["error"],
            cause=reply["message"][:200],
        )
        return "failed"

    def _entry(self, partition: int, key: bytes | None) -> Entry | None:
        value = self._ledger.get(partition, key) if key is not None else None
        return orjson.loads(value) if value is not None else None


class _TooLargeError(Exception):
    """A message would be larger than the topics take."""


class _Batch:
    """What several messages of one partition change, put together: one value a record, row changes in waves.

    A wave holds at most one change of each row and is confirmed before the next one is sent, so the changes of one
    row arrive in the order of their offsets even where sending them fails half way.
    """

    def __init__(self, settings: Settings, source: str) -> None:
        self._limit = settings.max_message_bytes - _OVERHEAD
        self._source = source
        self.letters: list[Message] = []
        self.records: dict[tuple[str, str], Message] = {}
        self.entries: dict[bytes, bytes | None] = {}
        self._planned: dict[bytes, Entry] = {}
        self._changes: dict[str, list[Message]] = {}

    @property
    def steps(self) -> int:
        """How often something is sent; each step is confirmed before the next."""
        return max((len(changes) for changes in self._changes.values()), default=1)

    def step(self, number: int) -> list[Message]:
        """A wave of changes; with the first one go letters and records, each of which stands for itself."""
        wave = [changes[number] for changes in self._changes.values() if number < len(changes)]
        return [*self.letters, *self.records.values(), *wave] if number == 0 else wave

    def planned(self) -> Iterator[tuple[str, Entry]]:
        """Article id and new ledger entry of each article."""
        for key, entry in self._planned.items():
            yield key.decode(), entry

    def entry(self, key: bytes | None) -> Entry | None:
        return self._planned.get(key) if key is not None else None

    def take(self, message: Received, planned: Plan) -> str:
        """Add what one message changes; its outcome.

        Raises:
            _TooLargeError: one of its messages would be too large; nothing of it has been added.
        """
        trace = dict(header_pairs(message)).get("traceparent")
        records = {
            (topic, id_): Message(
                topic,
                id_.encode(),
                self._encode(record) if record is not None else None,
                event_headers(ce_type(kind), id_, self._source, trace),
            )
            for topic, kind, plain in (
                (topics.EVENTS, "event", planned.events),
                (topics.STATEMENTS, "statement", planned.statements),
            )
            for id_, record in plain.items()
        }
        changes = {
            row: Message(
                topics.CHANGES,
                row.encode(),
                self._encode(Change(partition=message.partition, offset=message.offset, delta=delta)),
            )
            for row, delta in planned.deltas.items()
        }
        entry = self._encode(planned.entry)
        self.records |= records
        for row, change in changes.items():
            self._changes.setdefault(row, []).append(change)
        if message.key is not None:
            self._planned[message.key] = planned.entry
            self.entries[message.key] = entry
        return planned.outcome

    def _encode(self, value: object) -> bytes:
        data = orjson.dumps(value)
        if len(data) > self._limit:
            raise _TooLargeError(f"a message of {len(data)} bytes would come of it, and {self._limit} is the limit")
        return data


def _is_outdated(message: Received, entry: Entry | None, reading: Reading) -> bool:
    """Whether an article that was sent again for a new coder has been corrected or withdrawn since it was first sent.

    Then it must change nothing: it says no more than how the article once was.
    """
    return is_reprocessed(message) and (entry is None or entry["revision"] != reading["article"]["revision"])


def _text(key: bytes | None) -> str | None:
    if key is None:
        return None
    try:
        return key.decode()
    except UnicodeDecodeError:
        return None


def _failed(stage: str, error: str, message: str) -> Failed:
    return Failed(kind="failed", stage=stage, error=error, message=message)
