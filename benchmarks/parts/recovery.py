"""A worker that has lost its folder, with many ledger entries in the changelog: how long until it is ready."""

import asyncio
import os
import time

import orjson
from aiokafka import AIOKafkaProducer

from benchmarks import processes, streaming
from benchmarks.result import Result, Table, at_most, short
from streams.state.ledger import blank
from streams.topics import LEDGER_TABLE, changelog_name, partition_of
from tests.support.stream import Stream

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
"""Each a withdrawn article's: what a worker does an entry is measured, not how fast the broker can be filled."""


def measure() -> Result:
    entry = orjson.dumps(blank(1))
    with streaming.running(extractor="benchmarks.standin:extract") as stream:
        asyncio.run(_fill(stream, entry))
        begun = time.monotonic()
        worker = stream.start_worker()
        waited = time.monotonic() - begun
        spent = processes.seconds(worker.process.pid)
        memory = processes.peak_megabytes(worker.process.pid)
    rows = [
        ["entries", f"{ENTRIES:,}"],
        ["start to ready, s", short(waited)],
        ["processor s of the worker", short(spent)],
        ["most memory of the worker, MiB", short(memory)],
    ]
    return Result(
        tables=[Table(title=f"Recovery of entries of {len(entry)} bytes", columns=["", ""], rows=rows)],
        checks=[at_most("s to recover a million entries", waited * 1e6 / ENTRIES, 60)],
    )


async def _fill(stream: Stream, entry: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=stream.broker.bootstrap_servers, max_batch_size=262144, linger_ms=5)
    await producer.start()
    topic, partitions = changelog_name(stream.settings, LEDGER_TABLE), stream.settings.partitions
    batches = {partition: producer.create_batch() for partition in range(partitions)}
    try:
        for number in range(ENTRIES):
            key = b"article-%d" % number
            partition = partition_of(key, partitions)
            if batches[partition].append(key=key, value=entry, timestamp=None) is None:
                await producer.send_batch(batches[partition], topic, partition=partition)
                batches[partition] = producer.create_batch()
                batches[partition].append(key=key, value=entry, timestamp=None)
        for partition, batch in batches.items():
            await producer.send_batch(batch, topic, partition=partition)
        await producer.flush()
    finally:
        await producer.stop()
