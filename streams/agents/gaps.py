"""Messages that were read from the broker and never came: asked for again, between others and at the end."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import faust
import structlog
from aiokafka.errors import KafkaError
from faust.types import TP, EventT

from streams.agents.sequence import Sequence, Verdict
from streams.transport import CurrentConsumer

_log = structlog.get_logger(__name__)

_LOOK_SECONDS = 0.5
_QUIET_SECONDS = 1.0
"""So long after an event, with nothing in the way, what was read ahead must have come."""
_PATIENCE_SECONDS = 30.0
"""The same for one partition while others keep the worker busy."""
_RARELY_SECONDS = 60.0
"""Between two ways back to the same place: what stands there may be a transaction's marker, which never comes."""


@dataclass(slots=True)
class _Tail:
    """A partition as the watch saw it last."""

    expected: int
    since: float
    """When ``expected`` was seen first."""
    due: float
    """Before this the partition is not asked for again."""
    pause: float = _QUIET_SECONDS


class Gaps:
    """The order of the events of an agent's partitions.

    Faust throws messages away while partitions are being assigned and reads on behind them. If later ones come, the
    gap shows in their offsets; if none comes, only in that the consumer stands farther on than the events that came.

    Args:
        app: the Faust application.
        clock: seconds, ever growing.
    """

    def __init__(self, app: faust.App, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._sequences: dict[TP, tuple[int, Sequence]] = {}
        self._tails: dict[TP, _Tail] = {}
        self._waiting_since: float | None = None

    def wait(self) -> None:
        """Nothing of the agent's is in the way of the next event."""
        self._waiting_since = self._clock()

    async def is_next(self, event: EventT[bytes]) -> bool:
        """Whether the event is to be taken: it leaves no gap, or one in which there is no message."""
        self._waiting_since = None
        tp, offset = event.message.tp, event.message.offset
        sequence = await self._sequence(tp)
        expected = sequence.expected
        verdict = sequence.judge(offset)
        if verdict is Verdict.GO_BACK:
            await self._go_back(tp, expected)
        elif verdict is Verdict.SKIP:
            self._consumer.pass_over(tp, expected, offset)
        return verdict in (Verdict.TAKE, Verdict.SKIP)

    async def watch(self, topic: str) -> None:
        """Look after the ends of a topic's partitions until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self.look(topic)
            except (KafkaError, TimeoutError) as error:
                _log.warning("positions cannot be read now", topic=topic, error=repr(error))

    async def look(self, topic: str) -> None:
        """Ask again for what was read of a topic and never came, where nothing can be under way any more."""
        if self._waiting_since is None:
            return
        now = self._clock()
        for tp, position in self._consumer.positions(topic).items():
            sequence = await self._sequence(tp)
            waiting_since = self._waiting_since
            if waiting_since is None:
                return
            tail = self._tails.get(tp)
            if tail is None or tail.expected != sequence.expected:
                tail = self._tails[tp] = _Tail(sequence.expected, now, now)
            quiet = now - waiting_since >= _QUIET_SECONDS or now - tail.since >= _PATIENCE_SECONDS
            if position > sequence.expected and quiet and now >= tail.due:
                tail.due = now + tail.pause
                tail.pause = min(2 * tail.pause, _RARELY_SECONDS)
                await self._go_back(tp, sequence.expected)

    async def _go_back(self, tp: TP, offset: int) -> None:
        _log.info("messages are missing, reading them again", topic=tp.topic, partition=tp.partition, at=offset)
        await self._consumer.go_back(tp, offset)

    async def _sequence(self, tp: TP) -> Sequence:
        generation = self._app.consumer_generation_id
        if self._generation_of(tp) != generation:
            begin = await self._consumer.first_offset(tp)
            # An event and a look may ask at the same time: a second sequence would ask again for what came meanwhile.
            if self._generation_of(tp) != generation:
                self._sequences[tp] = generation, Sequence(begin)
        return self._sequences[tp][1]

    def _generation_of(self, tp: TP) -> int | None:
        return self._sequences[tp][0] if tp in self._sequences else None

    @property
    def _consumer(self) -> CurrentConsumer:
        return cast("CurrentConsumer", self._app.consumer)
