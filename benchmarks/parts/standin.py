"""The stream alone: a stand-in extractor that costs next to nothing, beside a bare client loop on the same broker.

Each article gives 3 events, 3 statements and 4 changes of rows.
"""

import asyncio
import os
import time

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks import streaming
from benchmarks.result import Result, Spread, Table, at_least, short
from streams.topics import ARTICLES, CHANGES, EVENTS, INTERACTIONS, STATEMENTS
from tests.support.stream import Stream

ROUNDS, ARTICLES_A_RUN, WORDS, IN_WORK = 3, 4000, 250, 256
WORKERS = os.cpu_count() or 1
"""One worker keeps one core busy."""
_EXTRACTOR = "benchmarks.standin:extract"
_OUT = {EVENTS: 3, STATEMENTS: 3, CHANGES: 4}


def measure() -> Result:
    messages = streaming.standin_messages(ARTICLES_A_RUN, WORDS)
    rates, costs, bare, bare_costs = [], [], [], []
    kinds: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        with streaming.running(extractor=_EXTRACTOR, batch_size=IN_WORK) as stream:
            run = streaming.carried(stream, messages, workers=WORKERS)
            rates.append(ARTICLES_A_RUN / run.seconds)
            costs.append(sum(run.processor.values()) / ARTICLES_A_RUN * 1000)
            for kind, spent in run.processor.items():
                kinds.setdefault(kind, []).append(spent / ARTICLES_A_RUN * 1000)
        with streaming.running(extractor=_EXTRACTOR) as stream:
            stream.send(messages)
            begun = time.monotonic(), time.process_time()
            asyncio.run(_loop(stream, len(messages)))
            bare.append(ARTICLES_A_RUN / (time.monotonic() - begun[0]))
            bare_costs.append((time.process_time() - begun[1]) / ARTICLES_A_RUN * 1000)
    rows = [
        [f"Depesche with the stand-in, {WORKERS} workers", str(Spread.of(rates)), str(Spread.of(costs))],
        *([f"… {kind}", "", str(Spread.of(spent))] for kind, spent in sorted(kinds.items())),
        ["bare aiokafka loop, its broker apart", str(Spread.of(bare)), str(Spread.of(bare_costs))],
    ]
    title = (
        f"The stream alone on {streaming.broker_name()}, {ARTICLES_A_RUN} articles of {WORDS} words, {IN_WORK} in work"
    )
    median = Spread.of(rates).median
    return Result(
        tables=[Table(title=title, columns=["", "articles/s", "processor ms an article"], rows=rows)],
        checks=[
            at_least(f"articles/s with a stand-in extractor, on {streaming.broker_name()}", median, 1500),
            at_least(
                f"of the bare loop ({short(Spread.of(bare).median)} articles/s) on {streaming.broker_name()}",
                median / Spread.of(bare).median,
                0.25,
            ),
        ],
    )


async def _loop(stream: Stream, number: int) -> None:
    """Read articles and changes; send for each as many messages as Depesche does, of about the same size."""
    servers, limit = stream.broker.bootstrap_servers, stream.settings.max_message_bytes
    consumer = AIOKafkaConsumer(
        ARTICLES, CHANGES, bootstrap_servers=servers, group_id="bare", auto_offset_reset="earliest",
        enable_auto_commit=False, max_partition_fetch_bytes=limit,
    )  # fmt: skip
    producer = AIOKafkaProducer(
        bootstrap_servers=servers, acks="all", enable_idempotence=True, max_batch_size=262144, max_request_size=limit
    )
    await consumer.start()
    await producer.start()
    application = stream.settings.application_id
    record, row, entry = b"x" * 560, b"x" * 300, b"x" * 8500
    changes = 0
    try:
        while changes < 4 * number:
            out: list[tuple[str, bytes, bytes]] = []
            for place, found in (await consumer.getmany(timeout_ms=1000)).items():
                for key in [message.key or b"" for message in found]:
                    if place.topic == ARTICLES:
                        out.append((f"{application}-ledger-changelog", entry, key))
                        out += [(topic, record, b"%s:%d" % (key, at)) for topic, n in _OUT.items() for at in range(n)]
                    else:
                        changes += 1
                        out += [(f"{application}-rows-changelog", row, key), (INTERACTIONS, row, key)]
                        out += [(f"{application}-evidence-changelog", row, b"%s:%d" % (key, at)) for at in range(2)]
            await asyncio.gather(*[await producer.send(topic, value, key=key) for topic, value, key in out])
            await consumer.commit()
    finally:
        await consumer.stop()
        await producer.stop()
