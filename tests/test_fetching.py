"""A broker is not asked for messages again at once where there are none."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.metadata import MetadataRequest

from streams.fetching import IDLE_SECONDS, fetch_in_time

FETCH, OTHER = FetchRequest.__new__(FetchRequest), MetadataRequest.__new__(MetadataRequest)


def answer(*records: bytes) -> Any:
    return SimpleNamespace(topics=[("articles", [(number, 0, 9, data) for number, data in enumerate(records)])])


@pytest.mark.parametrize(
    ("request_", "response", "pauses"),
    [
        (FETCH, answer(b"", b""), True),
        (FETCH, answer(b"", b"records"), False),
        (OTHER, SimpleNamespace(), False),
    ],
)
def test_only_an_empty_answer_is_waited_with(request_: Any, response: Any, *, pauses: bool) -> None:
    class Client:
        async def send(self, _: int, __: Any) -> Any:
            return response

    async def work() -> float:
        client = Client()
        fetch_in_time(client)
        begun = time.monotonic()
        for _ in range(3):
            assert await client.send(1, request_) is response
        return time.monotonic() - begun

    assert (asyncio.run(work()) >= 3 * IDLE_SECONDS * 0.99) is pauses


def test_a_broker_that_keeps_the_question_waiting_itself_is_not_waited_for_twice() -> None:
    class Slow:
        async def send(self, _: int, __: Any) -> Any:
            await asyncio.sleep(4 * IDLE_SECONDS)
            return answer(b"")

    async def work() -> float:
        client = Slow()
        fetch_in_time(client)
        begun = time.monotonic()
        await client.send(1, FETCH)
        return time.monotonic() - begun

    assert asyncio.run(work()) < 4.9 * IDLE_SECONDS
