"""Asking a broker for messages no more often than is of use."""

import asyncio
import time
from typing import Any

from aiokafka.protocol.fetch import FetchRequest

PAUSE_SECONDS = 0.05
"""From one question to the next while there is little: the longest that a message waits for it."""

MUCH = 64 * 1024
"""Bytes of an answer behind which there may be more already: the next question follows at once."""


def fetch_in_time(client: Any, seconds: float = PAUSE_SECONDS) -> None:
    """Have a consumer's client ask a broker again only so long after its last question, unless there was much.

    A question costs the worker most of a millisecond, and more the more partitions it names. Apache Kafka keeps one
    waiting until there is a message: where messages come one by one, it is asked as often as they come. The embedded
    broker answers at once, whatever the question says of waiting (``fetch_max_wait_ms``, ``fetch_min_bytes``): up to
    2,000 times a second, which takes half a processor.

    Args:
        client: aiokafka's, of a consumer.
        seconds: from one question to the next.
    """
    send = client.send
    not_before: dict[int, float] = {}

    async def send_in_time(node_id: int, request: Any, **options: Any) -> Any:
        if not isinstance(request, FetchRequest):
            return await send(node_id, request, **options)
        await asyncio.sleep(not_before.get(node_id, 0.0) - time.monotonic())
        asked_at = time.monotonic()
        response = await send(node_id, request, **options)
        not_before[node_id] = asked_at + seconds if size_of(response) < MUCH else 0.0
        return response

    client.send = send_in_time


def size_of(response: Any) -> int:
    """Bytes of messages in a fetch response; the records are the last thing that it tells of each partition."""
    return sum(len(partition[-1] or b"") for _, partitions in response.topics for partition in partitions)
