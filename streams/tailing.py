"""Reading a topic as JSON lines."""

from typing import Any, BinaryIO

import orjson
from aiokafka import AIOKafkaConsumer

from schemas import RecordError, decode_json
from streams.kafka import client_options
from streams.settings import Settings


async def tail(settings: Settings, topic: str, output: BinaryIO, *, from_beginning: bool, count: int | None) -> None:
    """Write a topic's messages until ``count`` have come, or for ever."""
    consumer = AIOKafkaConsumer(
        topic,
        **client_options(settings),
        auto_offset_reset="earliest" if from_beginning else "latest",
        max_partition_fetch_bytes=settings.max_message_bytes,
    )
    written = 0
    try:
        await consumer.start()
        async for record in consumer:
            line = {
                "topic": record.topic,
                "partition": record.partition,
                "offset": record.offset,
                "key": _readable(record.key, as_json=False),
                "value": _readable(record.value, as_json=True),
                "headers": {name: _readable(value, as_json=False) for name, value in record.headers},
            }
            output.write(orjson.dumps(line) + b"\n")
            output.flush()
            written += 1
            if written == count:
                return
    finally:
        await consumer.stop()


def _readable(data: bytes | None, *, as_json: bool) -> Any:
    if data is None:
        return None
    if as_json:
        try:
            return decode_json(data)
        except RecordError:
            pass
    return data.decode("utf-8", "replace")
