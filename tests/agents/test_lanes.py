"""Lanes: whatever order preparations end in, a partition's events are finished and acknowledged in theirs."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import pytest
from faust.types import TP
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.agents import lanes
from streams.agents.lanes import Item, Lanes
from streams.agents.outbox import StaleError
from tests.agents.fakes import App, Event, Received, Stream


class Run:
    """Lanes at work on a stream, with preparations that end when the test says so."""

    def __init__(
        self,
        most: int = 100,
        on_finish: Callable[[int, list[int]], None] = lambda *_: None,
        interval: float = 0.0,
    ) -> None:
        self.app = App()
        self.stream = Stream(self.app)
        self.lanes: Lanes[str] = Lanes(self.app, "articles", self._prepare, self._finish, most, interval=interval)  # type: ignore[arg-type]
        self.started: list[tuple[int, int]] = []
        self.alone: list[bool] = []
        self.finished: list[tuple[int, list[int]]] = []
        self.batches: list[list[int]] = []
        self.acked_at_finish: list[list[tuple[int, int]]] = []
        self.still_mine: list[Callable[[], bool]] = []
        self.hold_finish: dict[int, asyncio.Event] = {}
        self._on_finish = on_finish
        self._done: dict[tuple[int, int], asyncio.Future[str]] = {}

    async def _prepare(self, event: Event, *, alone: bool) -> str:
        place = event.message.partition, event.message.offset
        self.started.append(place)
        self.alone.append(alone)
        return await self._future(place)

    async def _finish(self, items: Mapping[int, Sequence[Item[str]]], still_mine: Callable[[], bool]) -> None:
        self.batches.append(sorted(items))
        for partition, mine in items.items():
            offsets = [item.event.message.offset for item in mine]
            assert [item.prepared for item in mine] == [f"{partition}/{offset}" for offset in offsets]
            self.finished.append((partition, offsets))
            self.acked_at_finish.append(list(self.stream.acked))
            self.still_mine.append(still_mine)
            self._on_finish(partition, offsets)
            if partition in self.hold_finish:
                await self.hold_finish[partition].wait()

    def _future(self, place: tuple[int, int]) -> "asyncio.Future[str]":
        return self._done.setdefault(place, asyncio.get_running_loop().create_future())

    def ready(self, offset: int, partition: int = 0) -> None:
        self._future((partition, offset)).set_result(f"{partition}/{offset}")

    def fail(self, offset: int, error: Exception, partition: int = 0) -> None:
        self._future((partition, offset)).set_exception(error)

    def offsets(self, partition: int = 0) -> list[int]:
        return [offset for lane, offsets in self.finished if lane == partition for offset in offsets]

    def acked(self, partition: int = 0) -> list[int]:
        return [offset for lane, offset in self.stream.acked if lane == partition]


async def settle() -> None:
    """Let all tasks go as far as they can: nothing here waits for a clock."""
    for _ in range(200):
        await asyncio.sleep(0)


def with_lanes(work: Callable[[Run], Coroutine[Any, Any, None]], **options: Any) -> None:
    async def whole() -> None:
        run = Run(**options)
        agent = asyncio.create_task(run.lanes.run(run.stream))  # type: ignore[arg-type]
        try:
            await work(run)
        finally:
            agent.cancel()
            await run.lanes.stop()

    asyncio.run(whole())


PLACES = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]


@settings(deadline=None, max_examples=60)
@given(st.permutations(PLACES), st.sets(st.integers(1, len(PLACES) - 1)))
def test_events_are_finished_and_acknowledged_in_order_of_offsets_however_preparations_end(
    order: list[tuple[int, int]], pauses: set[int]
) -> None:
    async def work(run: Run) -> None:
        run.stream.put(*(Received(offset, b"%d" % offset, partition=partition) for partition, offset in PLACES))
        await settle()
        assert run.started == PLACES, "all start at once"
        done: set[tuple[int, int]] = set()
        for number, (partition, offset) in enumerate(order):
            run.ready(offset, partition)
            done.add((partition, offset))
            if number in pauses:
                await settle()
                for lane in range(3):
                    mine = [place for place in PLACES if place[0] == lane]
                    behind = next((i for i, place in enumerate(mine) if place not in done), len(mine))
                    assert run.acked(lane) == [place[1] for place in mine[:behind]], "as far as is ready, no farther"
        await settle()
        for lane in range(3):
            offsets = [offset for partition, offset in PLACES if partition == lane]
            assert run.offsets(lane) == offsets
            assert run.acked(lane) == offsets

    with_lanes(work)


def test_what_is_ready_behind_the_first_is_finished_with_it() -> None:
    async def work(run: Run) -> None:
        run.stream.put(*map(Received, range(4)))
        await settle()
        for offset in (2, 1, 0):
            run.ready(offset)
        await settle()
        assert run.finished == [(0, [0, 1, 2])]
        run.ready(3)
        await settle()
        assert run.finished[1:] == [(0, [3])]

    with_lanes(work)


def test_what_is_ready_in_other_partitions_is_finished_with_it() -> None:
    async def work(run: Run) -> None:
        run.stream.put(*(Received(offset, partition=partition) for partition, offset in PLACES))
        await settle()
        for partition, offset in ((0, 1), (1, 0), (2, 0), (1, 1)):
            run.ready(offset, partition)
        await settle()
        assert run.batches == [[1, 2]], "partition 0 waits for its first"
        assert run.finished == [(1, [0, 1]), (2, [0])]
        run.ready(0)
        await settle()
        assert run.batches[1:] == [[0]]
        assert run.acked() == [0, 1]

    with_lanes(work)


def test_an_event_that_comes_alone_is_finished_at_once_and_the_next_ones_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lanes, "_TOGETHER_SECONDS", 0.0)

    async def work(run: Run) -> None:
        run.stream.put(Received(0))
        run.ready(0)
        await settle()
        assert run.acked() == [0], "the first begins an interval, it does not wait for one"
        run.stream.put(Received(1), Received(2))
        run.ready(1)
        await settle()
        assert run.acked() == [0], "within the interval"
        run.stream.put(Received(0, partition=1))
        run.ready(0, partition=1)
        await settle()
        assert run.acked(1) == [], "one in work is not ready and may be, before the interval is over"
        run.ready(2)
        await settle()
        assert run.batches == [[0], [0, 1]], "there is no room for another: nothing to wait for"
        assert run.acked() == [0, 1, 2]

    with_lanes(work, most=3, interval=3600.0)


def test_an_event_is_acknowledged_only_after_its_effects_are_carried_out() -> None:
    async def work(run: Run) -> None:
        held = run.hold_finish[0] = asyncio.Event()
        run.stream.put(Received(0), Received(1))
        await settle()
        run.ready(0)
        await settle()
        assert run.finished == [(0, [0])]
        assert run.stream.acked == []
        run.ready(1)
        await settle()
        assert run.finished == [(0, [0])], "the next one waits until the first is through"
        held.set()
        await settle()
        assert run.finished == [(0, [0]), (0, [1])]
        assert run.acked_at_finish == [[], [(0, 0)]]
        assert run.acked() == [0, 1]

    with_lanes(work)


def test_an_error_in_finishing_crashes_the_application_and_nothing_more_is_acknowledged() -> None:
    error = ZeroDivisionError("in finishing")

    def fail(_: int, offsets: list[int]) -> None:
        if 1 in offsets:
            raise error

    async def work(run: Run) -> None:
        run.stream.put(*map(Received, range(3)))
        await settle()
        for offset in range(3):
            run.ready(offset)
            await settle()
        assert run.acked() == [0]
        assert run.app.crashes == [error]
        assert run.offsets() == [0, 1], "what comes after it must not be finished before it"

    with_lanes(work, on_finish=fail)


def test_an_error_in_preparing_crashes_the_application_too() -> None:
    """The pool gave up: the article is not lost, its successor reads it."""

    async def work(run: Run) -> None:
        run.stream.put(*map(Received, range(2)))
        await settle()
        error = RuntimeError("no extraction processes")
        run.fail(0, error)
        run.ready(1)
        await settle()
        assert run.app.crashes == [error]
        assert run.finished == []
        assert run.stream.acked == []

    with_lanes(work)


def test_events_of_an_old_assignment_are_neither_finished_nor_acknowledged() -> None:
    """They come again in the new one, here or elsewhere."""

    async def work(run: Run) -> None:
        run.stream.put(Received(0), Received(1))
        await settle()
        run.app.consumer_generation_id = 2
        run.stream.put(Received(0, generation_id=2))
        await settle()
        run.ready(0)
        run.ready(1)
        await settle()
        assert run.finished == [(0, [0])], "the new one only"
        assert run.acked() == [0]
        assert run.app.crashes == []

    with_lanes(work)


def test_who_finishes_is_told_when_the_partition_goes() -> None:
    async def work(run: Run) -> None:
        held = run.hold_finish[0] = asyncio.Event()
        run.stream.put(Received(0))
        await settle()
        run.ready(0)
        await settle()
        assert run.still_mine[0]()
        run.app.consumer_generation_id = 2
        assert not run.still_mine[0]()
        held.set()
        await settle()

    with_lanes(work)


def test_work_on_a_partition_that_went_to_another_worker_is_dropped_unacknowledged() -> None:
    """Its lane goes on with the events that come after."""

    def stale(_: int, offsets: list[int]) -> None:
        if offsets[0] < 2:
            raise StaleError

    async def work(run: Run) -> None:
        run.stream.put(Received(0), Received(1))
        await settle()
        run.ready(0)
        run.ready(1)
        await settle()
        assert run.stream.acked == []
        assert run.app.crashes == []
        run.stream.put(Received(2))
        run.ready(2)
        await settle()
        assert run.acked() == [2]

    with_lanes(work, on_finish=stale)


def test_an_event_is_alone_while_no_other_of_its_key_and_partition_is_in_work() -> None:
    async def work(run: Run) -> None:
        run.stream.put(Received(0, b"a"), Received(1, b"b"), Received(2, b"a"), Received(3, None), Received(4, None))
        run.stream.put(Received(0, b"a", partition=1))
        await settle()
        assert run.alone == [True, True, False, True, False, True]
        run.ready(0)
        await settle()
        run.stream.put(Received(5, b"a"))
        await settle()
        assert run.alone[-1] is False, "the one at offset 2 is still in work"
        for offset in (1, 2, 3, 4, 5):
            run.ready(offset)
        await settle()
        run.stream.put(Received(6, b"a"))
        await settle()
        assert run.alone[-1] is True, "all before it are through"

    with_lanes(work)


def test_no_more_than_the_most_are_in_work_over_all_partitions() -> None:
    async def work(run: Run) -> None:
        run.stream.put(*(Received(number // 3, partition=number % 3) for number in range(9)))
        await settle()
        assert len(run.started) == 4
        for partition in (1, 2):
            run.ready(0, partition)
            await settle()
        assert len(run.started) == 6, "two are through, two more begin"
        for number in range(9):
            if number not in (1, 2):
                run.ready(number // 3, number % 3)
        await settle()
        assert len(run.started) == 9
        assert len(run.stream.acked) == 9

    with_lanes(work, most=4)


def test_room_is_given_back_by_events_that_are_dropped() -> None:
    """Else a few rebalances would bring the worker to a standstill."""

    async def work(run: Run) -> None:
        for generation in range(1, 5):
            run.app.consumer_generation_id = generation
            run.stream.put(*(Received(offset, generation_id=generation) for offset in range(2)))
            await settle()
            run.app.consumer_generation_id = generation + 1
            for offset in range(2):
                run._done.pop((0, offset)).set_result(f"0/{offset}")
            await settle()
        assert len(run.started) == 8
        assert run.stream.acked == []

    with_lanes(work, most=2)


def test_events_behind_a_gap_wait_until_the_missing_ones_have_been_read_again() -> None:
    """Faust can go on behind messages that it threw away while partitions were being assigned."""

    async def work(run: Run) -> None:
        run.stream.put(*(Received(offset) for offset in (0, 3, 4)))
        await settle()
        assert run.app.consumer.went_back == [(TP("articles", 0), 1)]
        run.stream.put(*(Received(offset) for offset in (1, 2, 3, 4)))
        for offset in range(5):
            run.ready(offset)
        await settle()
        assert run.acked() == [0, 1, 2, 3, 4]
        assert run.app.consumer.passed_over == []

    with_lanes(work, most=8)


def test_a_slow_partition_does_not_hold_up_another_one() -> None:
    """Neither one whose text is slow to read nor one whose effects are slow to be confirmed."""

    async def work(run: Run) -> None:
        run.hold_finish[1] = asyncio.Event()
        run.stream.put(Received(0, partition=0), Received(0, partition=1))
        run.ready(0, partition=1)
        await settle()
        for offset in range(3):
            run.stream.put(Received(offset, partition=2))
            run.ready(offset, partition=2)
        await settle()
        assert run.acked(0) == run.acked(1) == []
        assert run.acked(2) == [0, 1, 2]

    with_lanes(work)


def test_stopping_drops_what_is_in_work_unacknowledged() -> None:
    async def work(run: Run) -> None:
        run.hold_finish[0] = asyncio.Event()
        run.stream.put(Received(0), Received(1))
        await settle()
        run.ready(0)
        await settle()
        await run.lanes.stop()
        run.hold_finish[0].set()
        run.fail(1, RuntimeError("the pool has been stopped"))
        await settle()
        assert run.stream.acked == []
        assert run.app.crashes == []

    with_lanes(work)
