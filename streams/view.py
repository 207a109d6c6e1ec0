"""The worker as its HTTP views see it: tables by partition, readiness, metrics."""

import heapq
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import faust
import orjson
from faust.sensors.metrics import performance_metrics
from prometheus_client import generate_latest

from schemas import Interaction
from streams.agents.lanes import Lanes
from streams.agents.tables import Table
from streams.index import Index
from streams.metrics import Metrics
from streams.settings import Settings
from streams.state.ledger import Entry
from streams.state.row import Row, interaction, is_gone
from streams.topics import ARTICLES, CHANGES, partition_of
from streams.web.hub import Hub
from streams.web.ports import ElsewhereError, Known, NotReadyError, Readiness, RowPage, RowQuery

_SCAN_SECONDS = 2.0
"""A page ends early, with a cursor, when looking for rows that match takes longer."""


class WorkerView:
    """Implements ``streams.web.ports.View`` over one worker's tables."""

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
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._ledger = ledger
        self._rows = rows
        self.hub = Hub()
        self._index = index
        self._lanes = {lane.topic: lane for lane in lanes}
        self._filling = threading.Lock()
        self._generation = -1

    def readiness(self) -> Readiness:
        """Whether the consumer has its partitions and the tables are recovered."""
        if self._app.should_stop:
            return Readiness(ready=False, reason="stopping")
        if self._app.rebalancing:
            return Readiness(ready=False, reason="partitions are being assigned")
        recovery: Any = self._app.tables.recovery  # type: ignore[attr-defined]
        if recovery.in_recovery or not recovery.completed.is_set():
            return Readiness(ready=False, reason="tables are being recovered")
        held = len(self._rows.partitions())
        return Readiness(ready=True, reason=f"ready, with {held} of {self._settings.partitions} partitions")

    def entry(self, article_id: str) -> Entry | None:
        """The ledger's entry of an article.

        Raises:
            ElsewhereError: another worker holds its partition.
            NotReadyError: the tables are not whole now.
        """
        self._check_ready()
        key = article_id.encode()
        partition = partition_of(key, self._settings.partitions)
        if partition not in self._ledger.partitions():
            raise ElsewhereError(partition)
        value = self._ledger.get(partition, key)
        return orjson.loads(value) if value is not None else None

    def rows(self, query: RowQuery) -> RowPage:
        """The rows of this worker's partitions that match, in the order of their keys.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        self._check_ready()
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
        missing = sorted(set(range(self._settings.partitions)) - set(held))
        return RowPage(found, last if more else None, missing)

    def known(self) -> Known:
        """The index over this worker's partitions of the ledger; the first question after an assignment fills it.

        A partition that went and came back in between may have changed elsewhere, so with each new generation of the
        consumer group everything is read again.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        self._check_ready()
        generation = self._app.consumer_generation_id
        held = self._ledger.partitions()
        with self._filling:
            if generation != self._generation:
                self._index.clear()
                self._generation = generation
            for partition in held:
                if partition not in self._index.loaded:
                    self._index.load(partition, self._entries(partition))
        self._check_ready()
        if generation != self._app.consumer_generation_id:
            raise NotReadyError("partitions are being assigned")
        return Known(self._index, sorted(set(range(self._settings.partitions)) - set(held)))

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
