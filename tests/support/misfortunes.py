"""What a guard protects from, made to come: ``tests.support.faulty`` says by which variable."""

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import MessageAccumulator
from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as driver

from streams import topics
from streams.agents import extraction, lanes
from streams.agents.recovery import Recovery
from streams.transport import CurrentConsumer, IdempotentProducer


def hold(file: Path) -> None:
    """Finish no articles while there is this file."""
    finish_some = lanes.Lanes._finish_some

    async def finishes(self: Any, *args: Any) -> None:
        while self.topic == topics.ARTICLES and file.exists():  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.02)
        await finish_some(self, *args)

    lanes.Lanes._finish_some = finishes  # type: ignore[method-assign]


def lose(fetches: int) -> None:
    """Throw away what so many fetches bring of the articles; the consumer reads on behind it."""
    getmany, left = CurrentConsumer._getmany, fetches

    async def gets(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal left
        records = await getmany(self, *args, **options)
        lost = [tp for tp in records if tp.topic == topics.ARTICLES and records[tp]] if left else []
        for tp in lost:
            os.write(2, f"LOST {tp.topic} {tp.partition}: {len(records[tp])} messages\n".encode())
        left -= bool(lost)
        return {tp: records[tp] for tp in records if tp not in lost}

    CurrentConsumer._getmany = gets


def mute(topic: str) -> None:
    """Nothing sent to a topic ever leaves the producer."""
    drain = MessageAccumulator.drain_by_nodes

    def drains(self: Any, ignore_nodes: Any, muted_partitions: Any = frozenset()) -> Any:
        numbers = self._cluster.partitions_for_topic(topic) or ()
        mine = {TopicPartition(topic, number) for number in numbers}
        return drain(self, ignore_nodes, mine | set(muted_partitions))

    MessageAccumulator.drain_by_nodes = drains


def refuse(topic: str, times: int) -> None:
    """What has a message for a topic in it is not taken, the first times."""
    send_many, left = IdempotentProducer.send_many, times

    async def sends(self: Any, messages: Any) -> list[int]:
        nonlocal left
        if left and any(message.topic == topic for message in messages):
            left -= 1
            os.write(2, f"REFUSED {topic}\n".encode())
            raise KafkaError(f"{topic} takes nothing now")
        return await send_many(self, messages)

    IdempotentProducer.send_many = sends  # type: ignore[method-assign]


def come_in_by(port: int) -> None:
    """All connections to the broker, whatever port it tells, go by this one of loopback."""
    connect = AIOKafkaConnection.connect

    async def connects(self: Any) -> Any:
        self._port = port
        return await connect(self)

    AIOKafkaConnection.connect = connects


def give_up_after(seconds: float) -> None:
    """The client tries for so long to send a message."""
    extra = IdempotentProducer._settings_extra

    def settings(self: Any) -> dict[str, Any]:
        return extra(self) | {"request_timeout_ms": int(1000 * seconds)}

    IdempotentProducer._settings_extra = settings  # type: ignore[method-assign]


def jump_clock(*jumps: float) -> None:
    """The wall clock is wrong by another of these every second; the monotonic one goes on."""
    real, begun = time.time, time.monotonic()
    time.time = lambda: real() + jumps[int(time.monotonic() - begun) % len(jumps)]


async def _nothing_comes(*_: Any, **__: Any) -> dict[Any, Any]:
    await asyncio.sleep(1)
    return {}


async def _never(*_: Any, **__: Any) -> None:
    await asyncio.Event().wait()


async def _nothing_is_committed(*_: Any, **__: Any) -> bool:
    return False


STALLS = {
    "fetch": (driver.AIOKafkaConsumerThread, "_fetch_records", _nothing_comes),
    "finish": (extraction.ExtractionAgent, "finish", _never),
    "recover": (Recovery, "_restore", _never),
    "commit": (CurrentConsumer, "commit", _nothing_is_committed),
}
"""Ways to stand still: what ``TEST_STALL`` names, and what never comes to its end."""
