"""Making the topics, and telling how far the worker has come with them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code
from aiokafka.structs import TopicPartition

from streams.kafka import admin_client, consumer_client
from streams.settings import Settings
from streams.topics import ARTICLES, DEAD_LETTERS, HEADROOM, TABLES, TopicSpec, changelog_name, topic_specs


class TopicError(RuntimeError):
    """A topic cannot be made or is not as it must be. The message names it and says what to do."""


async def create_topics(settings: Settings) -> list[str]:
    """Make the topics that are missing, changelogs included; the names of those made.

    Raises:
        TopicError: the broker refuses, a topic that exists has another number of partitions, or a changelog was lost.
    """
    specs = topic_specs(settings)
    async with admin_client(settings) as admin:
        existing = set(await admin.list_topics())
        missing = [spec for spec in specs if spec.name not in existing]
        if missing:
            await _check_changelogs(settings, admin, existing, {spec.name for spec in missing})
            response = await admin.create_topics([_new_topic(spec, settings) for spec in missing])
            for name, code, *message in response.topic_errors:
                error = for_code(code)
                if code and error is not TopicAlreadyExistsError:
                    raise TopicError(f"topic {name} cannot be made: {message[0] if message else error.__name__}")
        await _check_partitions(settings, specs)
    return [spec.name for spec in missing]


async def _check_changelogs(
    settings: Settings, admin: AIOKafkaAdminClient, existing: AbstractSet[str], missing: AbstractSet[str]
) -> None:
    """A changelog that is gone, its group having gone on, took with it what articles gave: corrections would add up."""
    lost = sorted(missing & {changelog_name(settings, table) for table in TABLES})
    if not lost or ARTICLES not in existing:
        return
    partitions = [TopicPartition(ARTICLES, number) for number in range(settings.partitions)]
    committed = await admin.list_consumer_group_offsets(settings.application_id, partitions=partitions)
    if any(position.offset > 0 for position in committed.values()):
        raise TopicError(
            f"topic {', '.join(lost)} is gone, though the group {settings.application_id} has read articles: what it"
            " held cannot be made up; build all tables anew (docs/operations.md, 'A changelog is gone')"
        )


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
    positions = await group_positions(settings, topics)
    return sum(end - committed for committed, end in positions.values())


async def group_positions(settings: Settings, topics: Sequence[str]) -> dict[TopicPartition, tuple[int, int]]:
    """For each partition of these topics, what the worker's group has acknowledged and where the partition ends.

    Both are offsets of the next message; of a partition of which nothing is acknowledged, the former is its first.
    """
    async with consumer_client(settings) as consumer:
        partitions = [TopicPartition(topic, number) for topic in topics for number in range(settings.partitions)]
        begins = await consumer.beginning_offsets(partitions)
        ends = await consumer.end_offsets(partitions)
    async with admin_client(settings) as admin:
        committed = await admin.list_consumer_group_offsets(settings.application_id, partitions=partitions)
    offsets = {tp: committed[tp].offset if tp in committed else -1 for tp in partitions}
    return {tp: (offsets[tp] if offsets[tp] >= 0 else begins[tp], ends[tp]) for tp in partitions}


async def end_of_marks(settings: Settings, partition: TopicPartition, offset: int) -> int | None:
    """Where a partition ends that has nothing but a transaction's marks from an offset on; None if it has a message."""
    async with consumer_client(settings) as consumer:
        consumer.assign([partition])
        end = int((await consumer.end_offsets([partition]))[partition])
        consumer.seek(partition, offset)
        while await consumer.position(partition) < end:
            if (await consumer.getmany(partition, timeout_ms=1000, max_records=1)).get(partition):
                return None
    return end
