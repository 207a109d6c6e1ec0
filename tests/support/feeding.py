"""A producer that goes on while faults happen: what it has begun to send, the broker gets in the end."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.admin import lag
from streams.topics import ARTICLES
from tests.support.stream import Stream
from tests.support.traffic import Sent, Traffic

_PORTION = 20
_BACKLOG = 200
"""Articles that wait for a worker, at most: on a slow machine the end would be far away."""


@contextmanager
def feeding(stream: Stream, traffic: Traffic, *, every: float = 0.2, most: int | None = None) -> Iterator[None]:
    """Send a portion of messages every so many seconds, until the block ends; ``most`` portions at most."""
    stop = threading.Event()
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(_feed(stream, traffic, stop, every, most))
        except BaseException as error:  # noqa: BLE001 (told in the test's own thread)
            wrong.append(error)

    stream.make_topics()
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(180)
    assert not thread.is_alive(), "the broker does not take the last messages"
    assert not wrong, repr(wrong[0])


async def _behind(stream: Stream) -> int:
    try:
        return await lag(stream.direct, [ARTICLES])
    except (KafkaError, OSError):
        return 0


def send(stream: Stream, portion: Sequence[Sent]) -> None:
    """Send a portion, for as long as it takes."""
    asyncio.run(_send(stream, portion))


async def _feed(stream: Stream, traffic: Traffic, stop: threading.Event, every: float, most: int | None) -> None:
    sent = 0
    while not stop.is_set() and (most is None or sent < most):
        await _send(stream, traffic.some(_PORTION))
        sent += 1
        await asyncio.sleep(every)
        while sent % 5 == 0 and not stop.is_set() and await _behind(stream) > _BACKLOG:  # noqa: ASYNC110
            await asyncio.sleep(every)


async def _send(stream: Stream, portion: Sequence[Sent]) -> None:
    """Send a portion, again and again until the broker has all of it.

    Sent twice, an article ends where it would have: its messages come in the same order again.
    """
    while True:
        with contextlib.suppress(KafkaError, OSError):
            producer = AIOKafkaProducer(
                bootstrap_servers=stream.broker.bootstrap_servers,
                acks="all",
                enable_idempotence=True,
                request_timeout_ms=15_000,
            )
            try:
                await producer.start()
                futures = [await producer.send(ARTICLES, data, key=key) for key, data in portion]
                await asyncio.gather(*futures)
                return
            finally:
                await producer.stop()
        await asyncio.sleep(0.3)
