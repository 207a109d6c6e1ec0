"""Stand-ins for the few things of Faust that lanes and outbox use."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from aiokafka.errors import KafkaError
from faust.types import TP


@dataclass
class Received:
    """A message as Faust hands it to an agent."""

    offset: int
    key: bytes | None = b"key"
    value: bytes | None = b"value"
    partition: int = 0
    topic: str = "articles"
    headers: Any = ()
    generation_id: int = 1

    @property
    def tp(self) -> TP:
        return TP(self.topic, self.partition)


@dataclass
class Event:
    message: Received


class Stream:
    """Gives events as they are put in; keeps what is acknowledged. Ends with ``close``."""

    def __init__(self, app: "App") -> None:
        self.app = app
        self.acked: list[tuple[int, int]] = []
        self.taken = 0
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()

    def put(self, *messages: Received) -> None:
        for message in messages:
            self._queue.put_nowait(Event(message))

    def close(self) -> None:
        self._queue.put_nowait(None)

    def noack(self) -> "Stream":
        return self

    async def events(self) -> Any:
        while (event := await self._queue.get()) is not None:
            self.taken += 1
            yield event

    async def ack(self, event: Event) -> None:
        self.acked.append((event.message.partition, event.message.offset))


class Consumer:
    """Partitions begin at 0; notes where it was sent back to and what it passed over."""

    def __init__(self) -> None:
        self.at: dict[TP, int] = {}
        self.went_back: list[tuple[TP, int]] = []
        self.passed_over: list[tuple[TP, int, int]] = []

    async def first_offset(self, _: TP) -> int:
        return 0

    def positions(self, topic: str) -> dict[TP, int]:
        return {tp: offset for tp, offset in self.at.items() if tp.topic == topic}

    async def go_back(self, tp: TP, offset: int) -> None:
        self.went_back.append((tp, offset))

    def pass_over(self, tp: TP, first: int, end: int) -> None:
        self.passed_over.append((tp, first, end))


@dataclass
class App:
    consumer_generation_id: int = 1
    consumer: Consumer = field(default_factory=Consumer)
    crashes: list[BaseException] = field(default_factory=list)
    producer: Any = None

    async def crash(self, reason: BaseException) -> None:
        self.crashes.append(reason)


class Producer:
    """Confirms messages, or fails as told: ``failures`` maps the number of a send (from 0) to its error.

    An error under ``sends`` comes from taking it in, one under ``confirmations`` from the future that it returns.
    """

    def __init__(
        self,
        sends: dict[int, Exception] | None = None,
        confirmations: dict[int, Exception] | None = None,
    ) -> None:
        self.sent: list[tuple[Any, ...]] = []
        self.confirmed: list[bytes] = []
        self._sends = sends or {}
        self._confirmations = confirmations or {}

    async def send_many(self, messages: Any) -> list[int]:
        futures = [await self._send(m.topic, m.key, m.value, m.partition, None, list(m.headers)) for m in messages]
        return [sent.offset for sent in await asyncio.gather(*futures)]

    async def _send(self, *message: Any) -> Any:
        number = len(self.sent)
        self.sent.append(message)
        if number in self._sends:
            raise self._sends[number]
        future = asyncio.get_running_loop().create_future()
        if number in self._confirmations:
            future.set_exception(self._confirmations[number])
        else:
            self.confirmed.append(message[2])
            future.set_result(SimpleNamespace(offset=number))
        return future


def broker_away() -> KafkaError:
    return KafkaError("the broker is away")
