"""Making the topics, and telling how far the worker has come with them."""

from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code
from aiokafka.structs import TopicPartition

from streams.kafka import admin_client, client_options
from streams.settings import Settings
from streams.topics import DEAD_LETTERS, HEADROOM, TopicSpec, topic_specs


class TopicError(RuntimeError):
    """A topic cannot be made or is not as it must be. The message names it and says what to do."""


async def create_topics(settings: Settings) -> list[str]:
    """Make the topics that are missing, changelogs included; the names of those made.

    Raises:
        TopicError: the broker refuses, or a topic that exists has another number of partitions.
    """
    specs = topic_specs(settings)
    async with admin_client(settings) as admin:
        existing = set(await admin.list_topics())
        missing = [spec for spec in specs if spec.name not in existing]
        if missing:
            response = await admin.create_topics([_new_topic(spec, settings) for spec in missing])
            for name, code, *message in response.topic_errors:
                error = for_code(code)
                if code and error is not TopicAlreadyExistsError:
                    raise TopicError(f"topic {name} cannot be made: {message[0] if message else error.__name__}")
        await _check_partitions(settings, specs)
    return [spec.name for spec in missing]


def _new_topic(spec: TopicSpec, settings: Settings) -> NewTopic:
    limit = settings.max_message_bytes + (HEADROOM if spec.name == DEAD_LETTERS else 0)
    config = {"cleanup.policy": spec.cleanup, "max.message.bytes": str(limit)}
    if spec.cleanup == "delete":
        config["retention.ms"] = str(spec.retention_ms)
    return NewTopic(spec.name, settings.partitions, settings.replication_factor, topic_configs=config)


async def _check_partitions(settings: Settings, specs: Sequence[TopicSpec]) -> None:
    async with admin_client(settings) as admin:
        for topic in await admin.describe_topics([spec.name for spec in specs]):
            number = len(topic["partitions"])
            if number and number != settings.partitions:
                raise TopicError(
                    f"topic {topic['topic']} has {number} partitions, but DEPESCHE_PARTITIONS is {settings.partitions}:"
                    " set it to what the topics have, or start with new topics"
                )


async def lag(settings: Settings, topics: Sequence[str]) -> int:
    """Messages on these topics that the worker's group has not acknowledged yet."""
    consumer = AIOKafkaConsumer(**client_options(settings), group_id=None)
    try:
        await consumer.start()
        partitions = [TopicPartition(topic, number) for topic in topics for number in range(settings.partitions)]
        begins = await consumer.beginning_offsets(partitions)
        ends = await consumer.end_offsets(partitions)
    finally:
        await consumer.stop()
    async with admin_client(settings) as admin:
        committed = await admin.list_consumer_group_offsets(settings.application_id, partitions=partitions)
    total = 0
    for partition in partitions:
        offset = committed[partition].offset if partition in committed else -1
        total += ends[partition] - (offset if offset >= 0 else begins[partition])
    return total
