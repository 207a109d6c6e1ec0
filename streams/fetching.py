"""Asking a broker for messages no more often than is of use."""

import asyncio
import time
from typing import Any

from aiokafka.protocol.fetch import FetchRequest

IDLE_SECONDS = 0.05
"""Between two questions where there are no messages: the longest that a message waits for it."""


def fetch_in_time(client: Any) -> None:
    """Have a consumer's client wait before it takes an empty answer, which is followed by the next question at once.

    Apache Kafka keeps a question waiting until there is a message, or for half a second. The embedded broker answers
    it at once, whatever it says of waiting (``fetch_max_wait_ms``, ``fetch_min_bytes``): up to 2,000 times a second,
    which takes half a processor.

    Args:
        client: aiokafka's, of a consumer.
    """
    send = client.send

    async def send_in_time(node_id: int, request: Any, **options: Any) -> Any:
        asked_at = time.monotonic()
        response = await send(node_id, request, **options)
        if isinstance(request, FetchRequest) and is_empty(response):
            await asyncio.sleep(asked_at + IDLE_SECONDS - time.monotonic())
        return response

    client.send = send_in_time


def is_empty(response: Any) -> bool:
    """Whether a fetch response has no messages; the records are the last thing that it tells of each partition."""
    return not any(partition[-1] for _, partitions in response.topics for partition in partitions)
