"""The worker as its HTTP views see it: tables by partition, readiness, metrics."""

import heapq
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import faust
import orjson
from faust.sensors.metrics import performance_metrics
from prometheus_client import generate_latest

from schemas import Interaction
from streams.agents.tables import Table
from streams.metrics import Metrics
from streams.settings import Settings
from streams.state.ledger import Entry
from streams.state.row import Row, interaction, is_gone
from streams.topics import ARTICLES, CHANGES, partition_of
from streams.web.ports import ElsewhereError, NotReadyError, Readiness, RowPage, RowQuery

_SCAN_SECONDS = 2.0
"""A page ends early, with a cursor, when looking for rows that match takes longer."""


class WorkerView:
    """Implements ``streams.web.ports.View`` over one worker's tables; ``trouble`` says why it is not ready, or None."""

    def __init__(
        self,
        app: faust.App,
        settings: Settings,
        metrics: Metrics,
        *,
        ledger: Table,
        rows: Table,
        trouble: Callable[[], str | None],
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._ledger = ledger
        self._rows = rows
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
