"""Lanes: one task a source partition, so that messages are prepared side by side and finished in order.

An agent puts each event in as it arrives. Its preparation (reading the text, in a process) starts at once; when it is
done, and all before it in the same partition are, the event is finished together with what else is ready. Only then is
it acknowledged. A slow article holds up the later ones of its own partition only.
"""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast

import faust
import structlog
from faust.types import EventT, StreamT

from streams.agents.gaps import Gaps
from streams.agents.outbox import StaleError

_log = structlog.get_logger(__name__)

P = TypeVar("P")
P_co = TypeVar("P_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Item(Generic[P]):
    """An event with what preparing it gave."""

    event: EventT[bytes]
    prepared: P


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[P]):
    event: EventT[bytes]
    preparation: "asyncio.Task[P]"


class Prepare(Protocol[P_co]):
    """Starts on an event as it arrives; ``alone`` says that no other event of its key is in the lanes."""

    def __call__(self, event: EventT[bytes], *, alone: bool) -> Coroutine[Any, Any, P_co]:
        """What the event gives."""
        ...


class Finish(Protocol[P]):
    """Carries out all effects of some events, in order; ``still_mine`` says whether the partition is this worker's."""

    def __call__(
        self, partition: int, items: SequenceOf[Item[P]], still_mine: Callable[[], bool]
    ) -> Coroutine[Any, Any, None]:
        """Returns when all effects are confirmed."""
        ...


class _Lane(Generic[P]):
    """The events of one partition, in offset order."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting[P]] = deque()
        self._filled = asyncio.Event()

    def put(self, waiting: _Waiting[P]) -> None:
        self._waiting.append(waiting)
        self._filled.set()

    async def take_ready(self) -> list[_Waiting[P]]:
        """Wait for the first to be ready; it, and those right behind it that are ready too."""
        while not self._waiting:
            self._filled.clear()
            await self._filled.wait()
        await asyncio.wait([self._waiting[0].preparation])
        ready = []
        while self._waiting and self._waiting[0].preparation.done():
            ready.append(self._waiting.popleft())
        return ready

    def waiting_since(self) -> float | None:
        return self._waiting[0].event.message.timestamp if self._waiting else None

    def forget(self) -> None:
        """Whatever becomes of the preparations under way, nobody asks for it any more."""
        for waiting in self._waiting:
            waiting.preparation.add_done_callback(_look_away)


def _look_away(preparation: "asyncio.Task[Any]") -> None:
    if not preparation.cancelled():
        preparation.exception()


class Lanes(Generic[P]):
    """Prepares events concurrently and finishes them in offset order, partition by partition.

    Args:
        app: the Faust application; it is crashed by an error that nobody expects, for a worker that lost an event in
            memory must not go on and acknowledge the next one.
        topic: whose events these are.
        prepare: called for each event as it arrives.
        finish: called with a partition and its next events.
        most: events in work at once, over all partitions.
    """

    def __init__(
        self,
        app: faust.App,
        topic: str,
        prepare: "Prepare[P]",
        finish: "Finish[P]",
        most: int,
    ) -> None:
        self._app = app
        self.topic = topic
        self._prepare = prepare
        self._finish = finish
        self._most = most
        self._room = asyncio.Semaphore(most)
        self._lanes: dict[int, _Lane[P]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._keys: Counter[tuple[int, bytes | None]] = Counter()
        self._next: dict[int, int] = {}
        self._gaps = Gaps(app)
        self._watching: asyncio.Task[None] | None = None
        self._closing = False
        self._idle = asyncio.Event()
        self._idle.set()
        self.finished = 0
        """Events that have been acknowledged, or left to be read again."""

    def in_work(self, partition: int | None = None) -> int:
        """Events in work, of one partition or of all."""
        return sum(number for (of, _), number in self._keys.items() if partition in (None, of))

    async def run(self, stream: StreamT[bytes]) -> None:
        """Take in a stream's events until it ends. The body of an agent."""
        self._watching = asyncio.create_task(self._watch(), name=f"gaps of {self.topic}")
        try:
            self._gaps.wait()
            async for event in cast("faust.Stream[bytes]", stream).noack().events():
                if self.is_current(event) and await self._gaps.is_next(event):
                    await self._put(stream, event)
                self._gaps.wait()
        finally:
            self._watching.cancel()

    async def drain(self, seconds: float) -> None:
        """Take in nothing more and finish what is in work, for so long at most; what is left will be read again."""
        self._closing = True
        self._stop_watching()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)

    def next_offset(self, partition: int) -> int | None:
        """The offset after the last event that was finished; None where none has been yet."""
        return self._next.get(partition)

    def waiting_since(self, partition: int) -> float | None:
        """When the oldest event in work was sent, in seconds since 1970; None where none is."""
        lane = self._lanes.get(partition)
        return lane.waiting_since() if lane is not None else None

    async def stop(self) -> None:
        """Drop what is in work, unacknowledged."""
        self._stop_watching()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for lane in self._lanes.values():
            lane.forget()

    def is_current(self, event: EventT[bytes]) -> bool:
        """Whether the event belongs to this worker's present assignment; if not, it will be read again somewhere."""
        return bool(event.message.generation_id == self._app.consumer_generation_id)

    def _stop_watching(self) -> None:
        """Before Faust closes the consumer under it."""
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        try:
            await self._gaps.watch(self.topic)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 (without the watch messages could be missing for ever)
            _log.exception("the watch over missing messages failed", topic=self.topic)
            await self._app.crash(error)

    async def _put(self, stream: StreamT[bytes], event: EventT[bytes]) -> None:
        await self._room.acquire()
        if self._closing:
            self._room.release()
            return
        self._idle.clear()
        partition, key = event.message.partition, event.message.key
        alone = not self._keys[partition, key]
        self._keys[partition, key] += 1
        preparation = asyncio.ensure_future(self._prepare(event, alone=alone))
        if partition not in self._lanes:
            self._lanes[partition] = _Lane()
            self._tasks.append(asyncio.create_task(self._run(stream, partition), name=f"lane {partition}"))
        self._lanes[partition].put(_Waiting(event, preparation))

    async def _run(self, stream: StreamT[bytes], partition: int) -> None:
        lane = self._lanes[partition]
        try:
            while True:
                await self._finish_some(stream, partition, await lane.take_ready())
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it is, it must not be acknowledged)
            _log.exception("a lane failed; the worker ends and its successor begins where it was", partition=partition)
            await self._app.crash(error)

    async def _finish_some(self, stream: StreamT[bytes], partition: int, waiting: SequenceOf[_Waiting[P]]) -> None:
        try:
            items = [Item(w.event, w.preparation.result()) for w in waiting if self.is_current(w.event)]
            if items:
                await self._finish(partition, items, lambda: self.is_current(items[0].event))
                for item in items:
                    await stream.ack(item.event)
                self._next[partition] = items[-1].event.message.offset + 1
        except StaleError:
            _log.info("partition was reassigned, its events are left to be read again", partition=partition)
        finally:
            self.finished += len(waiting)
            for w in waiting:
                self._room.release()
                self._keys[partition, w.event.message.key] -= 1
                if not self._keys[partition, w.event.message.key]:
                    del self._keys[partition, w.event.message.key]
            if not self._keys:
                self._idle.set()
