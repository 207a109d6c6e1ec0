"""A worker that has lost its folder: how long until it has its tables back from their changelogs, and is ready."""

import asyncio
import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import orjson
from aiokafka import AIOKafkaProducer

from benchmarks import processes, streaming
from benchmarks.result import Result, Table, at_most, short
from streams.agents.interactions import article_key, evidence_key
from streams.state.copies import sketch_of
from streams.state.ledger import blank
from streams.state.row import Change, empty_row, fold, with_evidence
from streams.topics import EVIDENCE_TABLE, LEDGER_TABLE, ROWS_TABLE, changelog_name, partition_of
from tests.support.stream import Stream

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
"""Each a withdrawn article's: what a worker does an entry is measured, not how fast the broker can be filled."""
ROWS = ENTRIES // 4
_ENTRY = orjson.dumps(blank(1))

_Write = tuple[str, bytes, bytes, bytes]
"""Table, what decides the partition, key, value."""


class _Recovery(NamedTuple):
    seconds: float
    """From the start of the worker until it is ready."""
    processor: float
    megabytes: float


def measure() -> Result:
    entries = _recovered((LEDGER_TABLE, key, key, _ENTRY) for key in (b"article-%d" % at for at in range(ENTRIES)))
    rows = _recovered(_rows())
    shown = [
        ["…", f"{ENTRIES:,} entries of {len(_ENTRY)} bytes", f"{ROWS:,}, each of an article with one event"],
        ["changelog messages", f"{ENTRIES:,}", f"{3 * ROWS:,}"],
        ["start to ready, s", short(entries.seconds), short(rows.seconds)],
        ["… for a million of them", short(entries.seconds * 1e6 / ENTRIES), short(rows.seconds * 1e6 / ROWS)],
        ["processor s of the worker", short(entries.processor), short(rows.processor)],
        ["most memory of the worker, MiB", short(entries.megabytes), short(rows.megabytes)],
    ]
    return Result(
        tables=[Table(title="Recovery of all tables", columns=["", "ledger", "rows"], rows=shown)],
        checks=[at_most("s to recover a million entries", entries.seconds * 1e6 / ENTRIES, 60)],
    )


def _rows() -> Iterator[_Write]:
    """Rows of as many days and actors, with what lies behind each."""
    sketch = sketch_of(" ".join(f"w{at * at}" for at in range(200)))
    first, now = date(2020, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(ROWS):
        day, pair = first + timedelta(days=number % 1500), number // 1500
        key = f"A{pair % 26:02}.GOV>B{pair // 26:02}.GOV|{day.isoformat()}"
        article = f"article-{number}"
        event = f"{article}:e:1"
        total = {"counts": {"factual": {"CONSULT": 1}}, "half_points": 2, "statements": 0, "articles": 1,
                 "sources": {"a": 1}}  # fmt: skip
        change = Change(  # type: ignore[typeddict-item]
            partition=number % 8,
            offset=number,
            delta={"sum": total, "added": [event], "removed": [], "article": article, "sketch": sketch},
        )
        row = orjson.dumps(with_evidence(fold(empty_row(), change, now), [event], 1))
        yield ROWS_TABLE, key.encode(), key.encode(), row
        yield EVIDENCE_TABLE, key.encode(), evidence_key(key, event), b"1"
        yield EVIDENCE_TABLE, key.encode(), article_key(key, article), (sketch or "-").encode()


def _recovered(writes: Iterable[_Write]) -> _Recovery:
    with streaming.running(extractor="benchmarks.standin:extract") as stream:
        asyncio.run(_fill(stream, writes))
        begun = time.monotonic()
        worker = stream.start_worker()
        waited = time.monotonic() - begun
        process = worker.process.pid
        return _Recovery(waited, processes.seconds(process), processes.peak_megabytes(process))


async def _fill(stream: Stream, writes: Iterable[_Write]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=stream.broker.bootstrap_servers, max_batch_size=262144, linger_ms=5)
    await producer.start()
    batches = {}
    try:
        for table, decides, key, value in writes:
            to = changelog_name(stream.settings, table), partition_of(decides, stream.settings.partitions)
            if to not in batches:
                batches[to] = producer.create_batch()
            if batches[to].append(key=key, value=value, timestamp=None) is None:
                await producer.send_batch(batches[to], to[0], partition=to[1])
                batches[to] = producer.create_batch()
                batches[to].append(key=key, value=value, timestamp=None)
        for (topic, partition), batch in batches.items():
            await producer.send_batch(batch, topic, partition=partition)
        await producer.flush()
    finally:
        await producer.stop()
