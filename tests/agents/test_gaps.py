"""Messages that were read and never came are asked for again, also where no later one shows the gap."""

import asyncio

from faust.types import TP

from streams.agents.gaps import Gaps
from tests.agents.fakes import App, Event, Received

TP0, TP1 = TP("articles", 0), TP("articles", 1)


class World:
    """Gaps over a consumer that stands where the test says, at a time that the test tells."""

    def __init__(self) -> None:
        self.now = 0.0
        self.app = App()
        self.gaps = Gaps(self.app, lambda: self.now)  # type: ignore[arg-type]
        self.gaps.wait()

    def come(self, *offsets: int, partition: int = 0) -> None:
        for offset in offsets:
            asyncio.run(self.gaps.is_next(Event(Received(offset, partition=partition))))  # type: ignore[arg-type]
            self.gaps.wait()

    def look(self, seconds: float) -> list[tuple[TP, int]]:
        """Where the consumer was sent back to, looking twice a second for so long."""
        before = len(self.app.consumer.went_back)
        end = self.now + seconds
        while self.now < end:
            self.now += 0.5
            asyncio.run(self.gaps.look("articles"))
        return self.app.consumer.went_back[before:]


def test_what_was_read_and_never_came_is_asked_for_when_all_is_quiet() -> None:
    world = World()
    world.app.consumer.at = {TP0: 5, TP1: 3}
    world.come(0, 1, 2, partition=1)
    assert world.look(0.5) == [], "it may be on its way"
    assert world.look(1) == [(TP0, 0)], "partition 1 has had all"


def test_it_is_asked_for_again_while_it_does_not_come_but_ever_more_rarely() -> None:
    world = World()
    world.app.consumer.at = {TP0: 5}
    assert len(world.look(10)) in range(3, 6)
    assert len(world.look(600)) <= 15, "it may be a marker, which never comes"
    world.come(0, 1, 2, 3, 4)
    assert world.look(60) == []


def test_while_an_event_is_in_the_way_nothing_is_missing() -> None:
    world = World()
    world.app.consumer.at = {TP0: 5}
    asyncio.run(world.gaps.is_next(Event(Received(0))))  # type: ignore[arg-type]
    assert world.look(100) == []
    world.gaps.wait()
    assert world.look(1.5) == [(TP0, 1)]


def test_a_partition_is_not_forgotten_while_others_keep_the_worker_busy() -> None:
    world = World()
    world.app.consumer.at = {TP0: 5, TP1: 0}
    asked = []
    for offset in range(100):
        world.come(offset, partition=1)
        world.app.consumer.at[TP1] = offset + 1
        asked += world.look(0.5)
    assert asked[:1] == [(TP0, 0)]


def test_a_new_assignment_begins_where_it_begins() -> None:
    world = World()
    world.come(0, 1, 2)
    world.app.consumer_generation_id = 2
    world.app.consumer.at = {TP0: 3}
    assert world.look(2)[:1] == [(TP0, 0)], "nothing was committed of it"


def test_an_event_and_a_look_that_ask_at_the_same_time_count_in_one_sequence() -> None:
    """Each would begin one of its own, and the later would ask again for what came by the earlier."""
    world = World()
    world.app.consumer.at = {TP0: 0}
    turns = [5, 1]

    async def slowly(_: TP) -> int:
        for _ in range(turns.pop(0)):
            await asyncio.sleep(0)
        return 0

    async def at_the_same_time() -> None:
        look = asyncio.create_task(world.gaps.look("articles"))
        await asyncio.sleep(0)
        assert await world.gaps.is_next(Event(Received(0)))  # type: ignore[arg-type]
        assert not look.done()
        await look
        assert await world.gaps.is_next(Event(Received(1)))  # type: ignore[arg-type]

    world.app.consumer.first_offset = slowly  # type: ignore[method-assign]
    asyncio.run(at_the_same_time())
    assert world.app.consumer.went_back == []
