"""Having every article read again by a new coder: each is sent once more, and rows move by what has changed."""

import asyncio
from collections.abc import Callable
from hashlib import blake2b

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import ConsumerRecord, TopicPartition

from schemas import Article, RecordError
from streams.admin import lag
from streams.kafka import client_options, producer_client
from streams.settings import Settings
from streams.topics import ARTICLES, REPROCESS_HEADER

_AHEAD = 1000
"""Articles that may wait for the workers: so long a new article waits behind old ones at most."""

_LOOK_SECONDS = 0.5


def reprocess_group(settings: Settings, coder: str) -> str:
    """The consumer group whose offsets say how far the articles have been sent again for a coder."""
    return f"{settings.application_id}-reprocess-{blake2b(coder.encode(), digest_size=8).hexdigest()}"


async def reprocess(
    settings: Settings,
    coder: str,
    on_done: Callable[[int, int], None] = lambda _, __: None,
    *,
    batch: int = 200,
) -> int:
    """Send all articles that stand on the topic now to it again, marked for ``coder``; how many were sent.

    Goes on where an earlier call for the same coder was stopped. A marked message has an effect only where its
    revision is the one that the ledger holds, so nothing that was corrected or withdrawn meanwhile comes back.

    Args:
        settings: where the broker is.
        coder: the one that the workers now read with.
        on_done: called with how many messages have been looked through, and of how many.
        batch: messages between two notes of how far it has come; after a crash so many are sent twice at most.
    """
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        group_id=reprocess_group(settings, coder),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.max_message_bytes,
    )
    sent = 0
    try:
        await consumer.start()
        partitions = [TopicPartition(ARTICLES, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        first, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        places = {tp: max(first[tp], await consumer.committed(tp) or 0) for tp in partitions}
        total = sum(ends[tp] - first[tp] for tp in partitions)
        for tp, place in places.items():
            consumer.seek(tp, place)
        async with producer_client(settings) as producer:
            while waiting := [tp for tp in partitions if places[tp] < ends[tp]]:
                on_done(sum(places[tp] - first[tp] for tp in partitions), total)
                await _wait_for_workers(settings)
                found = await consumer.getmany(*waiting, timeout_ms=1000, max_records=batch)
                sent += await _send(producer, coder, [record for records in found.values() for record in records])
                for tp, records in found.items():
                    places[tp] = records[-1].offset + 1
                await consumer.commit({tp: places[tp] for tp in found})
        on_done(total, total)
    finally:
        await consumer.stop()
    return sent


async def _send(producer: AIOKafkaProducer, coder: str, records: list[ConsumerRecord]) -> int:
    """Send these messages again, those that are articles under their own key and were not sent for this coder."""
    mark = (REPROCESS_HEADER, coder.encode())
    futures = []
    for record in records:
        if mark not in record.headers and _is_article(record):
            others = [(name, value) for name, value in record.headers if name != REPROCESS_HEADER]
            futures.append(
                await producer.send(
                    ARTICLES, record.value, key=record.key, partition=record.partition, headers=[*others, mark]
                )
            )
    for future in futures:
        await future
    return len(futures)


def _is_article(record: ConsumerRecord) -> bool:
    if record.key is None or record.value is None:
        return False
    try:
        article = Article.from_json(record.value)
    except RecordError:
        return False
    return article.id.encode() == bytes(record.key)


async def _wait_for_workers(settings: Settings) -> None:
    while await lag(settings, [ARTICLES]) > _AHEAD:  # noqa: ASYNC110 (what it waits for is on the broker)
        await asyncio.sleep(_LOOK_SECONDS)
