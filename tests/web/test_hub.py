"""The live feed's hub: who gets what, who resumes where, who is dropped."""

import asyncio
import random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.web.feed import Wanted, frame
from streams.web.hub import Hub, Item, Passed, Reader, format_places, parse_places, passed_to
from tests.support.entries import entry_of

pytestmark = pytest.mark.anyio

TEXT = "CONSULT BLR.GOV RUS 2024-11-25\nAGREE POL UKR 2024-11-25 reciprocal\nSAYS BLR.GOV USA"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def records() -> list[tuple[str, dict[str, Any]]]:
    entry = entry_of("a", TEXT)
    return [("event", one) for one in entry["events"]] + [("statement", one) for one in entry["statements"]]


CONSULT, AGREE, SAYS = (
    Item(kind, 0, number, plain[f"{kind}_id"], orjson.dumps(plain))  # type: ignore[arg-type]
    for number, (kind, plain) in enumerate(records())
)
GONE = Item("event", 0, 9, "a:e:1", None)


def item(partition: int, offset: int, kind: Any = "event") -> Item:
    return Item(kind, partition, offset, f"{kind}-{partition}-{offset}", b"{}")


def everything(_: Item) -> bool:
    return True


def waiting(reader: Reader | None) -> list[Passed | None]:
    assert reader is not None
    return [reader.queue.get_nowait() for _ in range(reader.queue.qsize())]


def ids(reader: Reader | None) -> list[str]:
    return [passed.item.id if passed and passed.item else "missed" for passed in waiting(reader)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), [CONSULT, AGREE, SAYS, GONE]),
        (Wanted(kinds=["statement"]), [SAYS]),
        (Wanted(kinds=["event"]), [CONSULT, AGREE, GONE]),
        (Wanted(actor="BLR"), [CONSULT, SAYS, GONE]),
        (Wanted(actor="BLR.GOV"), [CONSULT, SAYS, GONE]),
        (Wanted(actor="USA"), [SAYS, GONE]),
        (Wanted(actor="BL"), [GONE]),
        (Wanted(types=["AGREE"]), [AGREE, GONE]),
        (Wanted(from_="UKR", to="POL"), [AGREE, GONE]),
        (Wanted(from_="RUS"), [GONE]),
        (Wanted(from_="BLR", to="USA"), [SAYS, GONE]),
        (Wanted(from_="BLR", types=["AGREE"]), [GONE]),
    ],
)
def test_a_reader_gets_what_it_wants_and_every_withdrawal_of_the_kind(wanted: Wanted, expected: list[Item]) -> None:
    """A withdrawal names nothing but the record."""
    assert [one for one in (CONSULT, AGREE, SAYS, GONE) if wanted(one)] == expected


async def test_each_item_is_passed_once_with_the_place_to_resume_after() -> None:
    hub = Hub()
    hub.begin({("event", 0): -1, ("statement", 0): 4})
    reader = hub.subscribe(everything)
    for one in (item(0, 0), item(0, 0), item(0, 5, "statement"), item(0, 4, "statement")):
        hub.publish(one)
    got = waiting(reader)
    assert [passed.item.id for passed in got if passed and passed.item] == ["event-0-0", "statement-0-5"]
    assert [passed.place for passed in got if passed] == ["e0.0_s0.4", "e0.0_s0.5"]


parts = st.tuples(st.sampled_from(["event", "statement"]), st.integers(0, 1023))


@given(st.dictionaries(parts, st.integers(0, 2**63 - 1), min_size=1))
def test_places_survive_their_writing(places: Any) -> None:
    assert parse_places(format_places(places)) == places


@pytest.mark.parametrize(
    "text", ["x", "e0", "e0.", "e0.1_", "_e0.1", "e-1.1", "e0.1 ", "e0.1,e1.2", "t0.1", "é", "e0.٣x"]
)
def test_a_place_that_is_none_of_ours_is_known_as_such(text: str) -> None:
    assert parse_places(text) is None


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(0, 40))
def test_who_resumes_at_another_worker_gets_each_item_once(seed: int, seen: int) -> None:
    """Two hubs read the same partitions, each in an order of its own."""
    chance = random.Random(seed)
    lists = [[item(partition, offset) for offset in range(20)] for partition in (0, 1)]

    def fed() -> Hub:
        hub = Hub()
        hub.begin({("event", 0): -1, ("event", 1): -1})
        return hub

    def order() -> list[Item]:
        left = [list(one) for one in lists]
        mixed = []
        while any(left):
            mixed.append(chance.choice([one for one in left if one]).pop(0))
        return mixed

    async def check() -> None:
        one, other = fed(), fed()
        reader = one.subscribe(everything)
        for given_ in order():
            one.publish(given_)
        for given_ in order():
            other.publish(given_)
        got = waiting(reader)[:seen]
        after = got[-1].place if got and got[-1] else ""
        rest = ids(other.subscribe(everything, after)) if after else ids(other.subscribe(everything, "e0.0"))[2:]
        if after:
            had = [passed.item.id for passed in got if passed and passed.item]
            assert sorted(had + rest) == sorted(one.id for both in lists for one in both)

    asyncio.run(check())


@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(0, 12))
def test_what_is_remembered_comes_with_the_places_that_it_came_with(seed: int, remembered: int, recent: int) -> None:
    chance = random.Random(seed)

    async def check() -> None:
        hub = Hub(remembered=remembered)
        hub.begin({("event", partition): -1 for partition in range(3)})
        early = hub.subscribe(everything)
        for offset in range(10):
            hub.publish(item(chance.randrange(3), offset))
        lived = waiting(early)
        assert waiting(hub.subscribe(everything, recent=recent)) == lived[-min(recent, remembered) :] * bool(recent)

    asyncio.run(check())


async def test_who_resumes_from_before_what_is_remembered_is_told_so() -> None:
    hub = Hub(remembered=2)
    hub.begin({("event", 0): 9})
    for offset in range(10, 15):
        hub.publish(item(0, offset))
    assert ids(hub.subscribe(everything, "e0.11")) == ["missed", "event-0-13", "event-0-14"]
    assert ids(hub.subscribe(everything, "e0.12")) == ["event-0-13", "event-0-14"]
    assert ids(hub.subscribe(everything, "e0.14")) == []
    assert ids(hub.subscribe(everything, "nonsense")) == ["missed", "event-0-13", "event-0-14"]
    fresh = Hub()
    fresh.begin({("event", 0): 9})
    assert ids(fresh.subscribe(everything, "e0.7")) == ["missed"], "it began to read later"


async def test_recent_ones_come_first_where_asked_for() -> None:
    hub = Hub()
    for offset in range(5):
        hub.publish(item(offset % 2, offset))
    assert ids(hub.subscribe(everything)) == []
    assert ids(hub.subscribe(everything, recent=2)) == ["event-1-3", "event-0-4"]
    assert ids(hub.subscribe(lambda one: one.partition == 1, recent=9)) == ["event-1-1", "event-1-3"]


async def test_a_slow_reader_is_dropped_and_the_others_are_not() -> None:
    hub = Hub(waiting=3)
    slow, quick = hub.subscribe(everything), hub.subscribe(everything)
    assert slow
    for offset in range(10):
        hub.publish(item(0, offset))
        assert ids(quick) == [f"event-0-{offset}"]
    assert slow.dropped
    assert hub.readers == 1
    assert [one async for one in passed_to(hub, slow, 60)] == []


async def test_there_is_a_limit_on_readers_and_who_leaves_makes_room() -> None:
    hub = Hub(readers=1)
    first = hub.subscribe(everything)
    assert first
    assert hub.subscribe(everything) is None
    hub.leave(first)
    assert hub.subscribe(everything)


async def test_silence_is_broken_by_heartbeats() -> None:
    hub = Hub()
    reader = hub.subscribe(everything)
    assert reader
    coming = passed_to(hub, reader, 0.001)
    assert await anext(coming) is None
    assert await anext(coming) is None
    hub.publish(item(0, 1))
    passed = await anext(coming)
    assert passed
    assert passed.item == item(0, 1)


async def test_closing_the_hub_ends_its_readers() -> None:
    hub = Hub(waiting=1)
    readers = [hub.subscribe(everything) for _ in range(3)]
    hub.publish(item(0, 1))
    ends = [asyncio.ensure_future(anext(passed_to(hub, reader, 60), None)) for reader in readers if reader]
    hub.close()
    assert await asyncio.gather(*ends) == [None, None, None]
    assert hub.readers == 0


def test_frames_are_server_sent_events() -> None:
    assert frame(None) == b": heartbeat\n\n"
    assert frame(Passed(GONE, "e0.9")) == b'id: e0.9\nevent: withdrawn\ndata: {"kind":"event","id":"a:e:1"}\n\n'
    lines = frame(Passed(CONSULT, "e0.0")).decode().split("\n")
    assert lines[:2] == ["id: e0.0", "event: event"]
    assert orjson.loads(lines[2].removeprefix("data: ")) == CONSULT.plain
    assert lines[3:] == ["", ""]
    assert frame(Passed(None, "e0.3")).startswith(b"id: e0.3\nevent: missed\ndata: {")


@pytest.mark.parametrize("text", ["\n\nevent: withdrawn\ndata: {}", "\r", "\u2028", "id: 7\n"])
def test_no_text_of_an_article_or_key_can_break_out_of_its_frame(text: str) -> None:
    for passed in (
        Passed(Item("event", 0, 1, "a", orjson.dumps({"a": text}, option=orjson.OPT_INDENT_2)), "e0.1"),
        Passed(Item("event", 0, 1, text, None), "e0.1"),
    ):
        written = frame(passed)
        assert written.count(b"\n") == 4
        assert b"\r" not in written
