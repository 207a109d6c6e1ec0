"""A broker with a worker, fed with articles beforehand, and how fast and at what cost they go through."""

import asyncio
import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import orjson
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from benchmarks import processes, standin
from streams.admin import create_topics, group_positions
from streams.broker import free_port
from streams.topics import ARTICLES, CHANGES, EVENTS, INTERACTIONS, STATEMENTS
from tests.support.stream import Stream

_PATIENCE_SECONDS = 60.0
"""Without a message acknowledged: so a busy machine takes longer, and only what stands still is given up."""
_LOOK_SECONDS = 1.0
"""A look costs the broker some hundredths of a second, which would count as the stream's."""

Messages = list[tuple[bytes | None, bytes | None]]


@contextmanager
def running(**settings: Any) -> Iterator[Stream]:
    """A broker of its own, topics made, no worker yet. BENCH_BROKER=apache takes Apache Kafka where tests have it."""
    with TemporaryDirectory() as folder:
        stream = Stream(Path(folder), **broker_of(Path(folder)), **settings)
        try:
            asyncio.run(create_topics(stream.settings))
            yield stream
        finally:
            stream.close()


def broker_name() -> str:
    """Which broker is measured with, to be put behind "on"."""
    return "Apache Kafka" if os.environ.get("BENCH_BROKER") == "apache" else "the embedded broker"


def broker_of(folder: Path) -> dict[str, Any]:
    if os.environ.get("BENCH_BROKER") != "apache":
        return {}
    from tests.support.apache import ApacheKafka  # noqa: PLC0415 (comes with the suite of faults)

    return {"broker": ApacheKafka(folder / "kafka")}


@dataclass(frozen=True)
class Run:
    """What became of some articles."""

    seconds: float
    """From the first record on ``events`` or ``statements`` to the last row, by the messages' own times."""
    processor: dict[str, float]
    """Seconds by process: broker, worker, extraction."""
    memory: dict[str, float]
    """Most memory, MiB."""
    messages: int
    """All that the worker sent to the topics that others read."""


def standin_messages(number: int, words: int) -> Messages:
    """Articles for the stand-in extractor; equal in length, different in text."""
    body = " ".join(f"Wort{at % 97}x{at * 7919 % 1000}" for at in range(words))
    return [
        (
            id_.encode(),
            orjson.dumps(
                {
                    "id": id_, "revision": 1, "source": f"Blatt {at % 20}", "language": "de", "title": "Titel",
                    "text": f"{body} {at}",
                    "published_at": standin.day_of(crc32(id_.encode()) % 4096).isoformat(),
                }
            ),
        )
        for at in range(number)
        for id_ in [f"beispiel-{at}"]
    ]  # fmt: skip


def carried(
    stream: Stream,
    messages: Iterable[tuple[bytes | None, bytes | None]],
    *,
    topic: str = ARTICLES,
    workers: int = 1,
) -> Run:
    """Start workers, send them messages once they are ready, and wait until all is done.

    The sender's time counts to none.

    Args:
        stream: a broker without a worker.
        messages: articles, or what else the topic takes.
        topic: where the messages go.
        workers: how many, each with a folder and a port of its own.
    """
    pids = [
        stream.start_worker(**({} if not number else _apart(stream, number))).process.pid for number in range(workers)
    ]
    broker = _broker_process(stream)
    before = _spent(pids, broker)
    begun = time.time()
    put(stream, topic, messages)
    asyncio.run(_settled(stream))
    after = _spent(pids, broker)
    memory = {_kind(process, pids, broker): processes.peak_megabytes(process) for process in _all(pids, broker)}
    last = [record.timestamp for record in stream.read(INTERACTIONS)]
    first = [record.timestamp for topic in (EVENTS, STATEMENTS) for record in stream.read(topic)] or last
    until = max(last, default=int(time.time() * 1000))
    return Run(
        until / 1000 - min([*(stamp / 1000 for stamp in first), until / 1000]) if first else until / 1000 - begun,
        {kind: after[kind] - before.get(kind, 0.0) for kind in after},
        memory,
        len(first) + len(last),
    )


async def _settled(stream: Stream) -> None:
    """Wait until the workers have acknowledged everything.

    Raises:
        TimeoutError: they stand still.
    """
    done, since, quiet, behind = -1, time.monotonic(), 0, -1
    while quiet < 2:
        with contextlib.suppress(KafkaError):
            positions = (await group_positions(stream.direct, [ARTICLES, CHANGES])).values()
            behind = sum(end - acknowledged for acknowledged, end in positions)
            if (now_done := sum(acknowledged for acknowledged, _ in positions)) > done:
                done, since = now_done, time.monotonic()
        quiet = quiet + 1 if behind == 0 else 0
        if behind and time.monotonic() > since + _PATIENCE_SECONDS:
            raise TimeoutError(f"no progress, {behind} messages behind:\n{stream.workers[-1].tail()}")
        await asyncio.sleep(_LOOK_SECONDS)


def _apart(stream: Stream, number: int) -> dict[str, Any]:
    """What one worker more on the same machine must have for itself."""
    return {
        "instance_id": f"worker-{number}",
        "data_dir": stream.folder / f"worker-{number}",
        "http_port": free_port(),
    }


def put(stream: Stream, topic: str, messages: Iterable[tuple[bytes | None, bytes | None]]) -> None:
    """Send messages, each to the partition of its key."""

    async def work() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=stream.broker.bootstrap_servers, max_request_size=stream.settings.max_message_bytes
        )
        async with producer:
            await asyncio.gather(*[await producer.send(topic, data, key=key) for key, data in messages])

    asyncio.run(work())


def _broker_process(stream: Stream) -> int | None:
    process = getattr(stream.broker, "_process", None)
    return process.pid if hasattr(process, "pid") else None


def _all(workers: list[int], broker: int | None) -> list[int]:
    return [process for worker in workers for process in processes.tree(worker)] + ([broker] if broker else [])


def _spent(workers: list[int], broker: int | None) -> dict[str, float]:
    spent: dict[str, float] = {}
    for process in _all(workers, broker):
        kind = _kind(process, workers, broker)
        spent[kind] = spent.get(kind, 0.0) + processes.seconds(process)
    return spent


def _kind(process: int, workers: list[int], broker: int | None) -> str:
    return "worker" if process in workers else "broker" if process == broker else "extraction"
