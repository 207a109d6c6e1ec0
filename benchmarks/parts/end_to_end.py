"""From articles to rows with the shipped extractor: throughput, latency at half load, memory, start-up."""

import asyncio
import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from benchmarks import corpus, streaming
from benchmarks.result import Result, Table, at_least, short
from streams.extract import extract, warm_up
from streams.fetching import fetch_in_time
from streams.topics import ARTICLES, EVENTS, INTERACTIONS, STATEMENTS, TABLES, changelog_name
from tests.support.stream import Stream

PROCESSES = os.cpu_count() or 1
MOST, ENOUGH_SECONDS, CALM_SECONDS = 2000, 20.0, 30.0


def measure() -> Result:
    articles = list(corpus.articles(MOST))
    messages: streaming.Messages = [(article.id.encode(), article.to_json()) for article in articles]
    alone = _alone(articles)
    number = min(MOST, int(ENOUGH_SECONDS * alone))
    with streaming.running(extractor="streams.extract:extract", extraction_processes=PROCESSES) as stream:
        begun = time.monotonic()
        stream.start_worker().stop()
        start = time.monotonic() - begun
        run = streaming.carried(stream, messages[:number])
        rate = number / run.seconds
        kept = _kept(stream)
        waits = asyncio.run(_latencies(stream, articles, rate / 2))
    whole = sum(run.processor.values())
    words = corpus.words(articles[:number]) / number
    rows = [
        ["articles/s", short(rate)],
        ["… of what the extraction processes alone give", f"{rate / alone:.0%} of {short(alone)}"],
        ["processor ms an article", short(whole / number * 1000)],
        *([f"… {kind}", short(spent / number * 1000)] for kind, spent in sorted(run.processor.items())),
        *([f"most memory of {kind}, MiB", short(most)] for kind, most in sorted(run.memory.items())),
        ["start and orderly end of a worker, s", short(start)],
        *([f"article to its first record at half load, ms, p{at}", short(_percentile(waits, at))] for at in (50, 99)),
    ]
    broker = streaming.broker_name()
    title = (
        f"End to end on {broker}, {number} articles of {words:.0f} words, {PROCESSES} extraction processes and cores"
    )
    extraction = run.processor.get("extraction", 0.0)
    return Result(
        tables=[Table(title=title, columns=["", ""], rows=rows)],
        checks=[
            at_least(f"articles/s end to end, on {broker}", rate, 25),
            at_least(f"extraction's share of the processor time, on {broker}", extraction / whole, 0.8),
            at_least(f"of extraction alone, on {broker}", rate / alone, 0.8),
        ],
        numbers={
            **{
                f"{kind} ms": run.processor.get(kind, 0.0) / number * 1000
                for kind in ("extraction", "worker", "broker")
            },
            "extraction MiB": run.memory.get("extraction", 0.0),
            "bytes kept": kept / number,
        },
    )


def _alone(articles: list[corpus.Article]) -> float:
    """Articles a second of the extraction processes side by side, with nothing around them."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), initializer=warm_up) as pool:
        list(pool.map(_read, articles[: PROCESSES * 50], chunksize=5))
        some = articles[PROCESSES * 50 : PROCESSES * 200]
        begun = time.monotonic()
        list(pool.map(_read, some, chunksize=5))
        return len(some) / (time.monotonic() - begun)


def _read(article: corpus.Article) -> None:
    extract(article)


def _kept(stream: Stream) -> int:
    """Bytes of keys and values on compacted topics, the last of each key only."""
    topics = [EVENTS, STATEMENTS, INTERACTIONS, *(changelog_name(stream.settings, table) for table in TABLES)]
    last = {(topic, record.key): record for topic in topics for record in stream.read(topic)}
    return sum(len(record.key or b"") + len(record.value or b"") for record in last.values())


def _percentile(waits: list[float], at: int) -> float:
    return sorted(waits)[min(len(waits) - 1, len(waits) * at // 100)] * 1000 if waits else float("nan")


async def _latencies(stream: Stream, articles: list[corpus.Article], rate: float) -> list[float]:
    """Seconds from sending an article to its first record, with articles coming in at random times."""
    servers = stream.broker.bootstrap_servers
    consumer = AIOKafkaConsumer(bootstrap_servers=servers)
    fetch_in_time(consumer._client)  # else it keeps the embedded broker and half a core busy, and is what is measured
    producer = AIOKafkaProducer(bootstrap_servers=servers, max_request_size=stream.settings.max_message_bytes)
    await consumer.start()
    await producer.start()
    parts = [
        TopicPartition(topic, part) for topic in (EVENTS, STATEMENTS) for part in range(stream.settings.partitions)
    ]
    consumer.assign(parts)
    await consumer.seek_to_end(*parts)
    for part in parts:
        await consumer.position(part)
    sent: dict[str, float] = {}
    waits: dict[str, float] = {}
    chance = random.Random(1)

    async def listen() -> None:
        async for record in consumer:
            id_ = record.key.decode().rpartition(":")[0].rpartition(":")[0]
            if id_ in sent:
                waits.setdefault(id_, time.monotonic() - sent[id_])

    listening = asyncio.create_task(listen())
    try:
        end = time.monotonic() + CALM_SECONDS
        while time.monotonic() < end:
            article = chance.choice(articles)
            id_ = f"{article.id}-late-{len(sent)}"
            sent[id_] = time.monotonic()
            await producer.send(ARTICLES, article.model_copy(update={"id": id_}).to_json(), key=id_.encode())
            await asyncio.sleep(chance.expovariate(rate))
        await asyncio.sleep(5)
    finally:
        listening.cancel()
        await producer.stop()
        await consumer.stop()
    return list(waits.values())
