"""A broker is not asked for messages again at once where there are few."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.metadata import MetadataRequest

from streams.fetching import MUCH, PAUSE_SECONDS, fetch_in_time

FETCH, OTHER = FetchRequest.__new__(FetchRequest), MetadataRequest.__new__(MetadataRequest)


def answer(*records: bytes | None) -> Any:
    return SimpleNamespace(topics=[("articles", [(number, 0, 9, data) for number, data in enumerate(records)])])


class Client:
    """Notes when it was asked, and by whom; answers after some seconds."""

    def __init__(self, response: Any, seconds: float = 0.0) -> None:
        self._response = response
        self._seconds = seconds
        self.asked: list[float] = []

    async def send(self, _: int, __: Any) -> Any:
        self.asked.append(time.monotonic())
        await asyncio.sleep(self._seconds)
        return self._response


@pytest.mark.parametrize(
    ("request_", "response", "pauses"),
    [
        (FETCH, answer(b"", None), True),
        (FETCH, answer(b"", b"records"), True),
        (FETCH, answer(b"r" * MUCH, b""), False),
        (OTHER, SimpleNamespace(), False),
    ],
)
def test_the_next_question_waits_only_behind_an_answer_with_little(
    request_: Any, response: Any, *, pauses: bool
) -> None:
    """What was answered does not wait."""

    async def work() -> list[float]:
        client = Client(response)
        fetch_in_time(client)
        answered = []
        for _ in range(3):
            assert await client.send(1, request_) is response
            answered.append(time.monotonic() - client.asked[-1])
        assert max(answered) < PAUSE_SECONDS
        return [later - sooner for sooner, later in zip(client.asked, client.asked[1:], strict=False)]

    assert [gap >= PAUSE_SECONDS * 0.99 for gap in asyncio.run(work())] == [pauses] * 2


def test_each_broker_is_waited_with_by_itself() -> None:
    async def work() -> float:
        client = Client(answer(b""))
        fetch_in_time(client)
        for node in range(5):
            await client.send(node, FETCH)
        return client.asked[-1] - client.asked[0]

    assert asyncio.run(work()) < PAUSE_SECONDS


def test_a_broker_that_keeps_the_question_waiting_itself_is_not_waited_for_twice() -> None:
    async def work() -> float:
        client = Client(answer(b""), 4 * PAUSE_SECONDS)
        fetch_in_time(client)
        for _ in range(2):
            await client.send(1, FETCH)
        return client.asked[1] - client.asked[0]

    assert asyncio.run(work()) < 4.9 * PAUSE_SECONDS
