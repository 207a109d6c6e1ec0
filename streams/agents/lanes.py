"""Lanes: one a source partition, so that messages are prepared side by side and finished in order.

An agent puts each event in as it arrives. Its preparation (reading the text, in a process) starts at once; when it is
done, and all before it in the same partition are, the event is finished together with what else is ready, in whatever
partition: a batch costs the worker and the broker much the same, small or large. Only then is it acknowledged. A slow
article holds up the later ones of its own partition only.
"""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Mapping
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast

import faust
import structlog
from faust.types import EventT, StreamT

from streams.agents.gaps import Gaps
from streams.agents.outbox import StaleError

_log = structlog.get_logger(__name__)

_BATCHES = 2
"""Finished at once, of different partitions: one is worked on while the broker has the other."""

_TOGETHER_SECONDS = 0.01
"""In which what was fetched together comes, such as the changes of one article."""

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
    """Carries out all effects of some events; ``still_mine`` says whether their partitions are this worker's."""

    def __call__(
        self, items: Mapping[int, SequenceOf[Item[P]]], still_mine: Callable[[], bool]
    ) -> Coroutine[Any, Any, None]:
        """Returns when all effects of these events, by partition and in order of offsets, are confirmed."""
        ...


class _Lane(Generic[P]):
    """The events of one partition, in offset order."""

    def __init__(self) -> None:
        self.waiting: deque[_Waiting[P]] = deque()
        self.busy = False
        """Some of its events are being finished, and the next ones must wait for them."""

    def is_ready(self) -> bool:
        return not self.busy and bool(self.waiting) and self.waiting[0].preparation.done()

    def take_ready(self) -> list[_Waiting[P]]:
        """The first events, as far as they are ready."""
        ready = []
        while self.waiting and self.waiting[0].preparation.done():
            ready.append(self.waiting.popleft())
        return ready

    def waiting_since(self) -> float | None:
        return self.waiting[0].event.message.timestamp if self.waiting else None

    def forget(self) -> None:
        """Whatever becomes of the preparations under way, nobody asks for it any more."""
        for waiting in self.waiting:
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
        finish: called with the next events of some partitions.
        most: events in work at once, over all partitions.
        interval: seconds between the beginnings of two batches, unless all in work are ready and no more may come: an
            event that comes alone does not wait, and when many come they are finished together.
    """

    def __init__(
        self,
        app: faust.App,
        topic: str,
        prepare: "Prepare[P]",
        finish: "Finish[P]",
        most: int,
        *,
        interval: float = 0.0,
    ) -> None:
        self._app = app
        self.topic = topic
        self._prepare = prepare
        self._finish = finish
        self._most = most
        self._room = asyncio.Semaphore(most)
        self._interval = interval
        self._next_batch = 0.0
        self._taking = asyncio.Lock()
        self._unready = 0
        self._full = asyncio.Event()
        """All that may be in work is, and is ready: there is nothing to wait for."""
        self._lanes: dict[int, _Lane[P]] = {}
        self._changed = asyncio.Event()
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
        self._unready += 1
        preparation = asyncio.ensure_future(self._prepare(event, alone=alone))
        preparation.add_done_callback(self._on_ready)
        self._lanes.setdefault(partition, _Lane()).waiting.append(_Waiting(event, preparation))
        while len(self._tasks) < _BATCHES:
            self._tasks.append(asyncio.create_task(self._run(stream), name=f"finishing {self.topic}"))

    def _on_ready(self, _: "asyncio.Task[P]") -> None:
        self._unready -= 1
        self._changed.set()
        if not self._unready and self._room.locked():
            self._full.set()

    async def _run(self, stream: StreamT[bytes]) -> None:
        try:
            while True:
                await self._finish_some(stream, await self._take_ready())
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it is, it must not be acknowledged)
            _log.exception("a batch failed; the worker ends and its successor begins where it was", topic=self.topic)
            await self._app.crash(error)

    async def _take_ready(self) -> dict[int, list[_Waiting[P]]]:
        """Wait until a lane's first is ready; all events that are, by lane and in order. Their lanes are busy then."""
        async with self._taking:
            while not self._ready():
                self._changed.clear()
                await self._changed.wait()
            if self._interval:
                await self._wait_for_more()
            ready = self._ready()
            for lane in ready.values():
                lane.busy = True
        return {partition: lane.take_ready() for partition, lane in ready.items()}

    def _ready(self) -> dict[int, _Lane[P]]:
        return {partition: lane for partition, lane in self._lanes.items() if lane.is_ready()}

    async def _wait_for_more(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._full.wait(), max(_TOGETHER_SECONDS, self._next_batch - loop.time()))
        self._next_batch = loop.time() + self._interval

    async def _finish_some(self, stream: StreamT[bytes], waiting: Mapping[int, SequenceOf[_Waiting[P]]]) -> None:
        try:
            items = {
                partition: current
                for partition, events in waiting.items()
                if (current := [Item(w.event, w.preparation.result()) for w in events if self.is_current(w.event)])
            }
            if items:
                any_of_them = next(iter(items.values()))[0].event  # all are of one assignment
                await self._finish(items, lambda: self.is_current(any_of_them))
                for partition, finished in items.items():
                    for item in finished:
                        await stream.ack(item.event)
                    self._next[partition] = finished[-1].event.message.offset + 1
        except StaleError:
            _log.info("partitions were reassigned, their events are left to be read again", partitions=sorted(waiting))
        finally:
            for partition, events in waiting.items():
                self._let_go(partition, events)
        # Not after an error: what comes next in these partitions would be acknowledged before what failed.
        for partition in waiting:
            self._lanes[partition].busy = False
        self._changed.set()

    def _let_go(self, partition: int, events: SequenceOf[_Waiting[P]]) -> None:
        self.finished += len(events)
        self._full.clear()
        for w in events:
            self._room.release()
            self._keys[partition, w.event.message.key] -= 1
            if not self._keys[partition, w.event.message.key]:
                del self._keys[partition, w.event.message.key]
        if not self._keys:
            self._idle.set()
