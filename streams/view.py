"""The worker as its HTTP views see it: its own partitions, the other workers, readiness, metrics."""

import asyncio
import contextlib
import heapq
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import faust
import orjson
import structlog
from faust.sensors.metrics import performance_metrics
from prometheus_client import generate_latest

from schemas import Interaction
from streams.agents.lanes import Lanes
from streams.agents.tables import Table
from streams.index import Index, Moment
from streams.metrics import Metrics
from streams.peers import Peers
from streams.settings import Settings
from streams.state.ledger import Entry
from streams.state.row import Row, interaction, is_gone
from streams.topics import ARTICLES, CHANGES, LEDGER_TABLE, changelog_name, partition_of
from streams.web.hub import Hub
from streams.web.ports import (
    Answered,
    ElsewhereError,
    NotReadyError,
    P,
    Question,
    Readiness,
    RowPage,
    RowQuery,
    Told,
)
from streams.web.wire import Part, WireError, decode_part, decode_question, encode_part, encode_question

T = TypeVar("T")

_log = structlog.get_logger(__name__)

_SCAN_SECONDS = 2.0
"""A page ends early, with a cursor, when looking for rows that match takes longer."""


_THREADS = 16
"""Questions that are answered at once."""

_LOOK_SECONDS = 0.5
"""Between two looks whether partitions have come whose index is to be filled."""


@dataclass(frozen=True, slots=True)
class _Own:
    """Implements ``streams.web.ports.Local`` over the partitions held in one generation."""

    view: "WorkerView"
    alone: bool

    @contextlib.contextmanager
    def reading(self) -> Iterator[Moment]:
        with self.view.known().reading() as now:
            yield now

    def rows(self, query: RowQuery) -> RowPage:
        return self.view.rows(query)

    def entry(self, article_id: str) -> Entry | None:
        return self.view.entry(article_id)


class WorkerView:
    """Implements ``streams.web.ports.View`` over one worker's tables, and those of the other workers.

    ``trouble`` says why the worker is not ready, or None.
    """

    def __init__(
        self,
        app: faust.App,
        settings: Settings,
        metrics: Metrics,
        *,
        ledger: Table,
        rows: Table,
        index: Index,
        lanes: Sequence[Lanes[Any]],
        peers: Peers,
        trouble: Callable[[], str | None],
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._ledger = ledger
        self._rows = rows
        self.hub = Hub()
        self._index = index
        self._lanes = {lane.topic: lane for lane in lanes}
        self._peers = peers
        self._filling = threading.Lock()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="question")
        self._generation = -1
        self._trouble = trouble

    def readiness(self) -> Readiness:
        """Whether the consumer has its partitions and the tables are recovered."""
        if self._app.should_stop:
            return Readiness(ready=False, reason="stopping")
        if trouble := self._trouble():
            return Readiness(ready=False, reason=trouble)
        if self._app.rebalancing:
            return Readiness(ready=False, reason="partitions are being assigned")
        recovery: Any = self._app.tables.recovery  # type: ignore[attr-defined]
        if recovery.in_recovery or not recovery.completed.is_set():
            return Readiness(ready=False, reason="tables are being recovered")
        held = len(self._rows.partitions())
        return Readiness(ready=True, reason=f"ready, with {held} of {self._settings.partitions} partitions")

    async def ask(self, question: Question[P]) -> Answered[P]:
        """The answer of all workers, or of the owner of the question's key.

        A part counts only where it is of this worker's generation: then no partition is in two of them.

        Raises:
            ElsewhereError: the owner does not answer.
            NotReadyError: the tables are not whole now.
        """
        self._check_ready()
        generation, held = self._app.consumer_generation_id, self._ledger.partitions()
        owner = None
        if question.key is not None:
            owner = partition_of(question.key.encode(), self._settings.partitions)
        others = {url: theirs for url, theirs in self._others().items() if owner is None or owner in theirs}
        asked: list[Coroutine[Any, Any, Part | None]] = [self._ask_other(url, question) for url in others]
        if owner is None or owner in held:
            alone = len(held) == self._settings.partitions
            asked.append(self._in_thread(lambda: self._part(question, alone=alone)))
        parts = [part for part in await asyncio.gather(*asked) if part is not None and part.generation == generation]
        missing = set(range(self._settings.partitions)).difference(*(part.partitions for part in parts))
        if owner is not None and owner in missing:
            raise ElsewhereError(owner)
        lags = [part.lag_seconds for part in parts]
        lag = None if None in lags else max((lag for lag in lags if lag is not None), default=0.0)
        value = await self._in_thread(lambda: question.merge([part.value for part in parts]))
        return Answered(value, Told(sorted(missing) if owner is None else (), lag))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """Not in the loop's own threads: there agents work, and no number of questions may hold them up."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Let no more questions in."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _others(self) -> dict[str, list[int]]:
        """The address of each other worker, and the partitions that it holds."""
        changelog = changelog_name(self._settings, LEDGER_TABLE)
        distribution = self._app.assignor.table_metadata(changelog)
        return {
            url: theirs[changelog]
            for url, theirs in distribution.items()
            if url != self._settings.own_url and theirs.get(changelog)
        }

    async def _ask_other(self, url: str, question: Question[P]) -> Part | None:
        data = await self._peers.ask(url, type(question).__name__, encode_question(question))
        if data is None:
            return None
        try:
            return await self._in_thread(lambda: decode_part(question, data))
        except WireError as error:
            _log.warning("another worker answers strangely; is it of another version?", url=url, error=str(error))
            return None

    async def answer(self, name: str, question: bytes) -> bytes | None:
        """This worker's part for another one: JSON in, JSON out; None for a question that it does not know.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        asked = decode_question(name, question)
        if asked is None:
            return None
        return await self._in_thread(lambda: encode_part(asked, self._part(asked, alone=False)))

    def _part(self, question: Question[Any], *, alone: bool) -> Part:
        self._check_ready()
        generation, held = self._app.consumer_generation_id, self._ledger.partitions()
        value = question.ask(_Own(self, alone))
        self._check_ready()
        if generation != self._app.consumer_generation_id:
            raise NotReadyError("partitions are being assigned")
        return Part(value, held, generation, self.lag_seconds())

    def entry(self, article_id: str) -> Entry | None:
        """The ledger's entry of an article; None also where its partition is another worker's."""
        key = article_id.encode()
        partition = partition_of(key, self._settings.partitions)
        value = self._ledger.get(partition, key) if partition in self._ledger.partitions() else None
        return orjson.loads(value) if value is not None else None

    def rows(self, query: RowQuery) -> RowPage:
        """The rows of this worker's partitions that match, in the order of their keys."""
        held = self._rows.partitions()
        prefix = (query.from_ or "").encode()
        after = (query.after or "").encode()
        deadline = time.monotonic() + _SCAN_SECONDS
        found: list[Interaction] = []
        more, last = False, None
        for key, value in heapq.merge(*(self._rows.scan(partition, prefix, after) for partition in held)):
            if len(found) == query.limit or time.monotonic() > deadline:
                more = True
                break
            last = key.decode()
            row = _match(last, value, query)
            if row is not None:
                found.append(row)
        return RowPage(found, last if more else None)

    def known(self) -> Index:
        """The index over this worker's partitions of the ledger, filled where it is not.

        A partition that went and came back in between may have changed elsewhere. What this worker holds in one
        generation of the consumer group and in the next one it has held all the time, and is not read again.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        self._check_ready()
        if not self._filling.acquire(timeout=self._settings.peer_seconds):
            raise NotReadyError("the index is being filled")
        try:
            generation, held = self._app.consumer_generation_id, self._ledger.partitions()
            if generation not in (self._generation, self._generation + 1):
                self._index.clear()
            for partition in self._index.loaded.difference(held):
                self._index.forget(partition)
            for partition in held:
                if partition not in self._index.loaded:
                    self._index.load(partition, self._entries(partition))
            self._check_ready()
            if generation != self._app.consumer_generation_id:
                self._index.clear()
                raise NotReadyError("partitions are being assigned")
            self._generation = generation
        finally:
            self._filling.release()
        return self._index

    async def keep_known(self) -> None:
        """Fill the index whenever partitions have come, before anybody asks. Until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._app.consumer_generation_id != self._generation and self.readiness().ready:
                try:
                    await self._in_thread(self.known)
                except NotReadyError:
                    continue
                except Exception:  # noqa: BLE001 (whoever asks gets it again, and the worker goes on)
                    _log.exception("the index could not be filled")

    def _entries(self, partition: int) -> Iterator[tuple[str, Entry]]:
        for key, value in self._ledger.scan(partition):
            yield key.decode(), orjson.loads(value)

    def lag_seconds(self) -> float | None:
        """How long the oldest message in work has waited; 0 where nothing waits, None where it cannot be told.

        It cannot be told of a message that has not been fetched yet: its time stands in it.
        """
        behind = [
            self._lanes[topic].waiting_since(partition)
            for topic, ends in performance_metrics(self._app)["consumer"]["end_offsets"].items()
            if topic in self._lanes
            for partition, end in ends.items()
            if (next_ := self._lanes[topic].next_offset(partition)) is not None and next_ < end
        ]
        if not behind:
            return 0.0
        since = [sent for sent in behind if sent is not None]
        return round(max(0.0, time.time() - min(since)), 1) if since else None

    def _check_ready(self) -> None:
        readiness = self.readiness()
        if not readiness.ready:
            raise NotReadyError(readiness.reason)

    def metrics(self) -> bytes:
        """The worker's metrics in Prometheus' text format."""
        for topic, partition, behind in self._lag():
            self._metrics.lag.labels(topic, str(partition)).set(behind)
        return generate_latest(self._metrics.registry)

    def _lag(self) -> Iterator[tuple[str, int, int]]:
        consumer = performance_metrics(self._app)["consumer"]
        for topic in (ARTICLES, CHANGES):
            ends = consumer["end_offsets"].get(topic, {})
            committed = consumer["committed_offsets"].get(topic, {})
            for partition, end in ends.items():
                yield topic, partition, max(0, end - committed.get(partition, 0))


def _match(key: str, value: bytes, query: RowQuery) -> Interaction | None:
    stored: Row = orjson.loads(value)
    if is_gone(stored):
        return None
    row = interaction(key, stored)
    dated = query.day_from is not None or query.day_to is not None
    fits = (
        (query.from_ is None or _names(query.from_, row.from_))
        and (query.to is None or _names(query.to, row.to))
        and (query.type is None or query.type in row.counts)
        and (not dated or (row.day is not None and _within(row.day, query.day_from, query.day_to)))
    )
    return row if fits else None


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first) and (last is None or day <= last)


def _names(asked: str, code: str) -> bool:
    """Whether a code is the one asked for, or a sector of the country or organisation asked for."""
    return code == asked or code.startswith(asked + ".")
