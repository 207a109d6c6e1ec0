"""What we change in Faust's Kafka driver."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import MessageSizeTooLargeError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from streams.agents.outbox import Message
from streams.broker import EmbeddedBroker
from streams.transport import CurrentConsumer, IdempotentProducer


class Thread:
    """Notes where the consumer goes; partitions begin at 3.

    Args:
        group: what the broker holds of the consumer group's positions.
    """

    def __init__(self, group: dict[TP, int]) -> None:
        self.went: dict[TP, int] = {}
        self.asked: list[tuple[TP, ...]] = []
        self._group = group

    def _ensure_consumer(self) -> Any:
        return SimpleNamespace(committed=self._group.get)

    async def call_thread(self, method: Callable[[TP], int | None], tp: TP) -> int | None:
        return method(tp)

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        self.asked.append(partitions)
        return dict.fromkeys(partitions, 3)

    async def seek_wait(self, partitions: dict[TP, int]) -> None:
        self.went |= partitions


def consumer(assigned: dict[TP, int | None], group: dict[TP, int] | None = None) -> Any:
    made = CurrentConsumer.__new__(CurrentConsumer)
    made._thread = Thread(group or {})
    made.assignment = lambda: set(assigned)
    made._committed_offset = defaultdict(lambda: None, {tp: offset for tp, offset in assigned.items() if offset})
    made._is_changelog_tp = lambda tp: tp.topic.endswith("-changelog")
    return made


@pytest.fixture
def goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust itself has no committed offset to go back to."""

    async def stay(_: object) -> None:
        return None

    monkeypatch.setattr(driver.Consumer, "perform_seek", stay)


@pytest.mark.usefixtures("goes_nowhere")
def test_after_a_rebalance_a_partition_without_a_committed_offset_is_read_from_its_beginning() -> None:
    """Faust leaves it where it is, behind messages that it has fetched and thrown away meanwhile."""
    mine = consumer({TP("articles", 0): None, TP("articles", 1): 7, TP("rows-changelog", 0): None})
    asyncio.run(mine.perform_seek())
    assert mine._thread.went == {TP("articles", 0): 3}


@pytest.mark.usefixtures("goes_nowhere")
def test_a_committed_offset_that_faust_has_forgotten_is_asked_of_the_broker() -> None:
    """Read from the beginning, everything there ever was would be read again."""
    articles = TP("articles", 0)
    mine = consumer({articles: None}, group={articles: 4661})
    asyncio.run(mine.perform_seek())
    assert mine._thread.went == {articles: 4661}
    assert asyncio.run(mine.first_offset(articles)) == 4661


@pytest.mark.usefixtures("goes_nowhere")
def test_where_partitions_begin_is_asked_once_in_a_generation_and_for_all_together() -> None:
    """Apache Kafka answers each question after 1.5 s: sixteen of them made a start of 27 s."""
    partitions = [TP("articles", number) for number in range(8)]
    mine = consumer(dict.fromkeys(partitions))

    async def start() -> list[int]:
        await mine.perform_seek()
        return [await mine.first_offset(tp) for tp in partitions]

    assert asyncio.run(start()) == [3] * 8
    assert [sorted(asked) for asked in mine._thread.asked] == [partitions]
    mine._thread._group.update(dict.fromkeys(partitions, 9))
    assert asyncio.run(start()) == [9] * 8, "in the next generation something is committed"


@pytest.mark.parametrize("generation", [4, 6])
def test_an_acknowledgement_of_another_generation_is_dropped(generation: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is read again; acknowledged unprocessed it would be lost by a crash."""
    acknowledged: list[object] = []
    monkeypatch.setattr(driver.Consumer, "ack", lambda _, message: acknowledged.append(message) or True)
    mine = consumer({})
    mine.app = SimpleNamespace(consumer_generation_id=5)
    assert not mine.ack(SimpleNamespace(generation_id=generation))
    assert not acknowledged
    assert mine.ack(SimpleNamespace(generation_id=5))
    assert len(acknowledged) == 1


@pytest.mark.broker
def test_many_messages_arrive_in_their_order_and_their_offsets_come_back(tmp_path: Path) -> None:
    """Also where they fill several batches, and where two callers send to one partition at the same time."""

    def made(sender: int) -> list[Message]:
        return [
            Message("t", b"%d/%d" % (sender, number), b"x" * 100 * (number % 9), [("h", b"1")], partition=number % 2)
            for number in range(300)
        ]

    async def work(servers: str) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=servers)
        await admin.start()
        await admin.create_topics([NewTopic("t", 2, 1)])
        await admin.close()
        ours = IdempotentProducer.__new__(IdempotentProducer)
        ours._producer = client = AIOKafkaProducer(
            bootstrap_servers=servers, enable_idempotence=True, acks="all", max_batch_size=4096, max_request_size=10_000
        )
        consumer = AIOKafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest")
        await client.start()
        await consumer.start()
        try:
            both = [made(0), made(1)]
            found = await asyncio.gather(*(ours.send_many(messages) for messages in both))
            consumer.assign([TopicPartition("t", 0), TopicPartition("t", 1)])
            there: dict[tuple[int, int], Any] = {}
            while len(there) < 600:
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    there |= {(record.partition, record.offset): record for record in records}
            for messages, offsets in zip(both, found, strict=True):
                for partition in (0, 1):
                    mine = [
                        offset
                        for offset, message in zip(offsets, messages, strict=True)
                        if message.partition == partition
                    ]
                    assert mine == sorted(mine)
                for message, offset in zip(messages, offsets, strict=True):
                    record = there[message.partition or 0, offset]
                    assert (record.key, record.value, record.headers) == (message.key, message.value, (("h", b"1"),))
            with pytest.raises(MessageSizeTooLargeError):
                await ours.send_many([Message("t", b"k", b"x" * 20_000)])
            assert await ours.send_many([Message("t", b"k", None, partition=0)]) == [300], "after all the others"
            assert await ours.send_many([]) == []
        finally:
            await consumer.stop()
            await client.stop()

    with EmbeddedBroker(tmp_path / "broker") as broker:
        asyncio.run(work(broker.bootstrap_servers))
