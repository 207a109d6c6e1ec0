"""What the live feed is fed by: a plain consumer over all partitions of the topics of records."""

import asyncio
import contextlib

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.fetching import fetch_in_time
from streams.kafka import client_options
from streams.settings import Settings
from streams.topics import EVENTS, STATEMENTS
from streams.web.hub import Hub, Item, Kind

_log = structlog.get_logger(__name__)

_TOPICS: dict[str, Kind] = {EVENTS: "event", STATEMENTS: "statement"}

_BACK = 200
"""Messages of each partition that a starting worker reads again, so that readers can resume at it."""

_PAUSE_SECONDS = 2.0
"""Before it tries again."""

_SECONDS = 0.2
"""From one question to the next: a reader may see a record so much later, and nothing else waits for it."""


class Live:
    """Reads the topics in no consumer group, beside the agents, and never holds them up."""

    def __init__(self, settings: Settings, hub: Hub) -> None:
        self._settings = settings
        self._hub = hub
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to read."""
        self._task = asyncio.create_task(self._run(), name="live feed")

    async def stop(self) -> None:
        """End reading, and all readers."""
        self._hub.close()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._read()
            except (KafkaError, OSError) as error:
                _log.warning("the live feed lost the broker and tries again", error=repr(error))
            except Exception:  # noqa: BLE001 (a convenience must not end the worker, nor end in silence)
                _log.exception("the live feed failed and tries again")
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _read(self) -> None:
        consumer = AIOKafkaConsumer(
            **client_options(self._settings),
            enable_auto_commit=False,
            auto_offset_reset="latest",
            max_partition_fetch_bytes=self._settings.max_message_bytes,
        )
        fetch_in_time(consumer._client, _SECONDS)  # noqa: SLF001 (what it asks by)
        try:
            await consumer.start()
            parts = [
                TopicPartition(topic, partition) for topic in _TOPICS for partition in range(self._settings.partitions)
            ]
            consumer.assign(parts)
            await self._place(consumer, parts)
            while True:
                for tp, records in (await consumer.getmany(timeout_ms=1000)).items():
                    for record in records:
                        key = (record.key or b"").decode("utf-8", "replace")
                        self._hub.publish(Item(_TOPICS[tp.topic], tp.partition, record.offset, key, record.value))
        finally:
            await consumer.stop()

    async def _place(self, consumer: AIOKafkaConsumer, parts: list[TopicPartition]) -> None:
        """Go on where the hub stands; the first time, a little before the end."""
        places = self._hub.places
        if not places:
            first, ends = await consumer.beginning_offsets(parts), await consumer.end_offsets(parts)
            places = {(_TOPICS[tp.topic], tp.partition): max(first[tp], ends[tp] - _BACK) - 1 for tp in parts}
            self._hub.begin(places)
        for tp in parts:
            consumer.seek(tp, places[_TOPICS[tp.topic], tp.partition] + 1)
