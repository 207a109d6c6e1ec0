"""Sending articles and withdrawals, listing dead letters and sending them again."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import ConsumerRecord, TopicPartition

from schemas import Article, DeadLetter, RecordError
from streams.kafka import client_options, producer_client
from streams.settings import Settings
from streams.topics import ARTICLES, DEAD_LETTERS, partition_of

_IN_FLIGHT = 500
"""Articles sent before waiting for the broker to have them."""


async def publish(
    settings: Settings,
    articles: Iterable[Article],
    withdrawals: Iterable[str] = (),
) -> int:
    """Send articles, then withdrawals, each under the article's id; how many, all confirmed by the broker."""
    sent = 0
    async with producer_client(settings) as producer:
        waiting = []
        for key, value in _messages(articles, withdrawals):
            waiting.append(await producer.send(ARTICLES, value, key=key))
            sent += 1
            if len(waiting) >= _IN_FLIGHT:
                for future in waiting:
                    await future
                waiting.clear()
        for future in waiting:
            await future
    return sent


def _messages(articles: Iterable[Article], withdrawals: Iterable[str]) -> Iterable[tuple[bytes, bytes | None]]:
    for article in articles:
        yield article.id.encode(), article.to_json()
    for article_id in withdrawals:
        yield article_id.encode(), None


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter as it lies in its topic."""

    record: ConsumerRecord
    facts: DeadLetter | None
    """What its headers say; None where someone else put it there."""


def retry_group(settings: Settings) -> str:
    """The consumer group whose offsets say which dead letters have been sent again."""
    return f"{settings.application_id}-dead-letters"


async def dead_letters(settings: Settings, *, everything: bool = False) -> AsyncIterator[Letter]:
    """The dead letters that have not been sent again yet, or all of them, partition by partition."""
    async with _reader(settings) as (consumer, partitions):
        for partition in partitions:
            begin = None if everything else await consumer.committed(partition)
            async for record in _from(consumer, partition, begin):
                yield _letter(record)


async def retry_dead_letters(settings: Settings, on_sent: Callable[[int], None] = lambda _: None) -> int:
    """Send the dead letters not yet sent again back to ``articles``, whole; how many.

    What came from the internal topic is passed over: it is no article, and no retry would make it one.
    """
    sent = 0
    async with _reader(settings) as (consumer, partitions), producer_client(settings) as producer:
        for partition in partitions:
            async for record in _from(consumer, partition, await consumer.committed(partition)):
                if _is_article(_letter(record)):
                    place = None if record.key is None else partition_of(record.key, settings.partitions)
                    await producer.send_and_wait(
                        ARTICLES, record.value, key=record.key, partition=place, headers=list(record.headers)
                    )
                    sent += 1
                    on_sent(sent)
                await consumer.commit({partition: record.offset + 1})
    return sent


def _letter(record: ConsumerRecord) -> Letter:
    try:
        return Letter(record, DeadLetter.from_headers(dict(record.headers)))
    except RecordError:
        return Letter(record, None)


def _is_article(letter: Letter) -> bool:
    return letter.facts is None or letter.facts.topic == ARTICLES


@asynccontextmanager
async def _reader(settings: Settings) -> AsyncIterator[tuple[AIOKafkaConsumer, list[TopicPartition]]]:
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        group_id=retry_group(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.max_message_bytes,
    )
    try:
        await consumer.start()
        partitions = [TopicPartition(DEAD_LETTERS, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        yield consumer, partitions
    finally:
        await consumer.stop()


async def _from(
    consumer: AIOKafkaConsumer, partition: TopicPartition, begin: int | None
) -> AsyncIterator[ConsumerRecord]:
    """The records of a partition from ``begin`` (its first where None) to what is its end now."""
    first = (await consumer.beginning_offsets([partition]))[partition]
    end = (await consumer.end_offsets([partition]))[partition]
    position = max(first, begin or 0)
    consumer.seek(partition, position)
    while position < end:
        for record in (await consumer.getmany(partition, timeout_ms=1000)).get(partition, []):
            if record.offset < end:
                yield record
            position = record.offset + 1
