"""A worker that dies at a place of one's choice, or runs without one of its guards: ``python -m tests.support.faulty``.

It is the command itself with a few functions wrapped. ``TEST_DIE='PLACE [N]'`` ends it by SIGKILL when it comes to the
place for the Nth time. A place is a step of the order of effects (DESIGN.md) and how far it has come:

    records, ledger, evidence, rows, interactions      what is sent
    before, half, confirmed                            nothing of it sent; half of it; all confirmed by the broker
    ledger, evidence, rows: stored                     in the local store too
    articles, changes: acknowledged                    not committed yet
    recovering                                         the tables have taken in some of their changelogs

``TEST_FREEZE='PLACE [N]'`` freezes it there by SIGSTOP instead.
``TEST_WITHOUT=GUARD`` takes a guard out (``GUARDS``), to see that a test fails without it.

What a guard protects from is rare. These make it come:

    TEST_HOLD=FILE              articles that have been read are not finished while there is such a file
    TEST_LOSE=N                 the first N fetches of articles are thrown away, as Faust does in some rebalances
    TEST_MUTE=TOPIC             messages to it never leave, as if its partitions had no leader
    TEST_REFUSE='TOPIC [N]'     the broker does not take what is sent to it, the first N times
    TEST_REQUEST_SECONDS=N      the producer gives a message up after so long, and the outbox sends it again
    TEST_STALL=NAME             a way to stand still (``STALLS``)
    TEST_CLOCK='SECONDS ...'    the wall clock is wrong by another of these every second
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import MessageAccumulator
from aiokafka.structs import TopicPartition
from faust.tables.base import Collection
from faust.tables.recovery import Recovery
from faust.transport.drivers import aiokafka as driver

from streams import cli, topics, watchdog
from streams.agents import extraction, gaps, interactions, lanes, outbox, tables
from streams.membership import Membership
from streams.state import row as state_row
from streams.transport import CurrentConsumer, IdempotentProducer

PLACES = [
    "records:before",
    "records:half",
    "records:confirmed",
    "ledger:half",
    "ledger:confirmed",
    "ledger:stored",
    "articles:acknowledged",
    "evidence:before",
    "evidence:half",
    "evidence:confirmed",
    "evidence:stored",
    "rows:half",
    "rows:confirmed",
    "rows:stored",
    "interactions:half",
    "interactions:confirmed",
    "changes:acknowledged",
]

_PUBLISHED = {topics.EVENTS, topics.STATEMENTS, topics.CHANGES, topics.DEAD_LETTERS, topics.ARTICLES}


class Death:
    """The place where the worker dies or freezes, and how often it comes there before."""

    def __init__(self, place: str, come: Callable[[str], None]) -> None:
        self.place, _, number = place.partition(" ")
        self._left = int(number or 1)
        self._come = come

    def at(self, place: str) -> None:
        if place != self.place:
            return
        self._left -= 1
        if not self._left:
            self._come(place)


def die(place: str) -> NoReturn:
    os.write(2, f"DIED AT {place}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def freeze(place: str) -> None:
    os.write(2, f"FROZEN AT {place}\n".encode())
    os.kill(os.getpid(), signal.SIGSTOP)


def step(messages: Iterable[outbox.Message]) -> str:
    """Which step of the order of effects sends these."""
    for message in messages:
        if message.topic == topics.INTERACTIONS:
            return "interactions"
        if message.topic not in _PUBLISHED:
            return message.topic.split("-")[-2]
    return "records"


def arm(death: Death) -> None:
    """Have the worker die there."""
    deliver, send = outbox.Outbox.deliver, outbox.Outbox._send
    remember, finish_some = tables.Table.remember, lanes.Lanes._finish_some
    apply = Collection.apply_changelog_batch

    async def delivers(self: Any, messages: Iterable[outbox.Message], still_mine: Callable[[], bool]) -> list[int]:
        waiting = list(messages)
        if not waiting:
            return await deliver(self, waiting, still_mine)
        death.at(f"{step(waiting)}:before")
        offsets = await deliver(self, waiting, still_mine)
        death.at(f"{step(waiting)}:confirmed")
        return offsets

    async def sends(self: Any, messages: list[outbox.Message]) -> list[int]:
        half = f"{step(messages)}:half"
        if death.place == half and len(messages) > 1:
            await send(self, messages[: len(messages) // 2])
            death.at(half)
        return await send(self, messages)

    async def remembers(self: Any, *args: Any) -> None:
        await remember(self, *args)
        death.at(f"{self.name}:stored")

    async def finishes(self: Any, *args: Any) -> None:
        await finish_some(self, *args)
        death.at(f"{'articles' if self.topic == topics.ARTICLES else 'changes'}:acknowledged")

    def applies(self: Any, *args: Any, **options: Any) -> None:
        apply(self, *args, **options)
        death.at("recovering")

    outbox.Outbox.deliver, outbox.Outbox._send = delivers, sends  # type: ignore[method-assign,assignment]
    tables.Table.remember, lanes.Lanes._finish_some = remembers, finishes  # type: ignore[method-assign]
    Collection.apply_changelog_batch = applies


def _acknowledge_first() -> None:
    """Articles are acknowledged before their effects are confirmed."""
    finish_some = lanes.Lanes._finish_some

    async def finishes(self: Any, stream: Any, partition: int, waiting: Any) -> None:
        for one in waiting:
            await stream.ack(one.event)
        await self._app.consumer.commit()
        await finish_some(self, stream, partition, waiting)

    lanes.Lanes._finish_some = finishes  # type: ignore[method-assign]


def _fold_repeats() -> None:
    """A row does not know which changes it has had."""
    interactions.is_repeat = state_row.is_repeat = lambda *_: False


def _do_not_wait() -> None:
    """Messages count as published when they are in the producer's buffer."""

    async def sends(self: Any, messages: list[outbox.Message]) -> list[int]:
        for m in messages:
            await self._app.producer.send(m.topic, m.key, m.value, m.partition, None, list(m.headers))
        return [0] * len(messages)

    outbox.Outbox._send = sends  # type: ignore[method-assign,assignment]


def _take_any_generation() -> None:
    """Events of a lost assignment are finished and acknowledged as if it still held."""
    lanes.Lanes.is_current = lambda *_: True  # type: ignore[method-assign,assignment]
    CurrentConsumer.ack = CurrentConsumer.__bases__[0].ack  # type: ignore[method-assign]


def _believe_gaps() -> None:
    """What was fetched and thrown away during a rebalance is not asked for again."""

    async def is_next(*_: Any) -> bool:
        return True

    async def watch(*_: Any) -> None:
        await asyncio.Event().wait()

    gaps.Gaps.is_next, gaps.Gaps.watch = is_next, watch  # type: ignore[method-assign,assignment]


def _store_first() -> None:
    """The local store is written before the changelog has it, mark and all, and a repeat does not write again."""
    remember = tables.Table.remember

    async def remembers(self: Any, box: Any, partition: int, entries: Any, still_mine: Any) -> None:
        store = self._store(partition)
        changed = {key: data for key, data in entries.items() if store.get(key) != data}
        for key, data in changed.items():
            if data is None:
                store.delete(key)
            else:
                store.put(key, data)
        await remember(self, box, partition, changed, still_mine)

    tables.Table.remember = remembers  # type: ignore[method-assign]


def _withdraw_again() -> None:
    """The ledger does not keep the offset that it has applied."""
    plan = extraction.plan

    def plans(entry: Any, offset: int, reading: Any) -> Any:
        return plan({**entry, "offset": -1} if entry else entry, offset, reading)

    extraction.plan = plans


def _write_without_a_session() -> None:
    """A worker sends whatever it has begun to send, whether or not the group takes it for alive."""

    async def leave(self: Any) -> None:
        self._leaving = True

    Membership.may_send, Membership.leave = lambda _: True, leave  # type: ignore[method-assign]


def _do_not_insist() -> None:
    """A dead letter that is not taken at once is given up."""
    deliver = outbox.Outbox.deliver

    async def delivers(self: Any, messages: Iterable[outbox.Message], still_mine: Callable[[], bool]) -> list[int]:
        waiting = list(messages)
        if any(message.topic == topics.DEAD_LETTERS for message in waiting):
            try:
                return await self._send(waiting)  # type: ignore[no-any-return]
            except KafkaError:
                return []
        return await deliver(self, waiting, still_mine)

    outbox.Outbox.deliver = delivers  # type: ignore[method-assign]


def _stop_at_once() -> None:
    """A worker that is told to stop drops what is in work."""

    async def drain(*_: Any) -> None:
        return

    lanes.Lanes.drain = drain  # type: ignore[method-assign]


def _believe_the_clock() -> None:
    """How long something has stood still is told by the wall clock."""
    # The clock begins to jump later than this is set.
    watchdog.time = SimpleNamespace(monotonic=lambda: time.time())  # type: ignore[assignment]  # noqa: PLW0108


GUARDS = {
    "acknowledge after the effects": _acknowledge_first,
    "repeats are not folded": _fold_repeats,
    "wait for the broker": _do_not_wait,
    "changelog first": _store_first,
    "current generation only": _take_any_generation,
    "gaps are asked for again": _believe_gaps,
    "the ledger keeps its offset": _withdraw_again,
    "writing needs a session": _write_without_a_session,
    "the dead letters' wait": _do_not_insist,
    "what is in work is finished": _stop_at_once,
    "a standstill is not judged by the wall clock": _believe_the_clock,
}


def hold(file: Path) -> None:
    """Finish no articles while there is this file."""
    finish_some = lanes.Lanes._finish_some

    async def finishes(self: Any, *args: Any) -> None:
        while self.topic == topics.ARTICLES and file.exists():  # noqa: ASYNC110, ASYNC240
            await asyncio.sleep(0.02)
        await finish_some(self, *args)

    lanes.Lanes._finish_some = finishes  # type: ignore[method-assign]


def lose(fetches: int) -> None:
    """Throw away what so many fetches bring of the articles; the consumer reads on behind it."""
    getmany, left = CurrentConsumer._getmany, fetches

    async def gets(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal left
        records = await getmany(self, *args, **options)
        lost = [tp for tp in records if tp.topic == topics.ARTICLES and records[tp]] if left else []
        for tp in lost:
            os.write(2, f"LOST {tp.topic} {tp.partition}: {len(records[tp])} messages\n".encode())
        left -= bool(lost)
        return {tp: records[tp] for tp in records if tp not in lost}

    CurrentConsumer._getmany = gets


def mute(topic: str) -> None:
    """Nothing sent to a topic ever leaves the producer."""
    drain = MessageAccumulator.drain_by_nodes

    def drains(self: Any, ignore_nodes: Any, muted_partitions: Any = frozenset()) -> Any:
        numbers = self._cluster.partitions_for_topic(topic) or ()
        mine = {TopicPartition(topic, number) for number in numbers}
        return drain(self, ignore_nodes, mine | set(muted_partitions))

    MessageAccumulator.drain_by_nodes = drains


def refuse(topic: str, times: int) -> None:
    """What has a message for a topic in it is not taken, the first times."""
    send_many, left = IdempotentProducer.send_many, times

    async def sends(self: Any, messages: Any) -> list[int]:
        nonlocal left
        if left and any(message.topic == topic for message in messages):
            left -= 1
            os.write(2, f"REFUSED {topic}\n".encode())
            raise KafkaError(f"{topic} takes nothing now")
        return await send_many(self, messages)

    IdempotentProducer.send_many = sends  # type: ignore[method-assign]


def give_up_after(seconds: float) -> None:
    """The client tries for so long to send a message."""
    extra = IdempotentProducer._settings_extra

    def settings(self: Any) -> dict[str, Any]:
        return extra(self) | {"request_timeout_ms": int(1000 * seconds)}

    IdempotentProducer._settings_extra = settings  # type: ignore[method-assign]


def _jump_clock(*jumps: float) -> None:
    """The wall clock is wrong by another of these every second; the monotonic one goes on."""
    real, begun = time.time, time.monotonic()
    time.time = lambda: real() + jumps[int(time.monotonic() - begun) % len(jumps)]


async def _nothing_comes(*_: Any, **__: Any) -> dict[Any, Any]:
    await asyncio.sleep(1)
    return {}


async def _never(*_: Any, **__: Any) -> None:
    await asyncio.Event().wait()


async def _nothing_is_committed(*_: Any, **__: Any) -> bool:
    return False


STALLS = {
    "fetch": (driver.AIOKafkaConsumerThread, "_fetch_records", _nothing_comes),
    "finish": (extraction.ExtractionAgent, "finish", _never),
    "recover": (Recovery, "need_recovery", lambda *_: True),
    "commit": (CurrentConsumer, "commit", _nothing_is_committed),
}
"""Ways to stand still: what ``TEST_STALL`` names, and what never comes to its end."""


if __name__ == "__main__":
    if guard := os.environ.get("TEST_WITHOUT"):
        GUARDS[guard]()
    if place := os.environ.get("TEST_DIE"):
        arm(Death(place, die))
    if place := os.environ.get("TEST_FREEZE"):
        arm(Death(place, freeze))
    if stall := os.environ.get("TEST_STALL"):
        setattr(*STALLS[stall])
        watchdog._START_SECONDS = 5.0  # no process starts in the meantime
    if file := os.environ.get("TEST_HOLD"):
        hold(Path(file))
    if fetches := os.environ.get("TEST_LOSE"):
        lose(int(fetches))
    if muted := os.environ.get("TEST_MUTE"):
        mute(muted)
    if refused := os.environ.get("TEST_REFUSE"):
        whose, _, often = refused.partition(" ")
        refuse(whose, int(often or 1))
    if patience := os.environ.get("TEST_REQUEST_SECONDS"):
        give_up_after(float(patience))
    if jump := os.environ.get("TEST_CLOCK"):
        _jump_clock(*map(float, jump.split()))
    sys.argv[0] = "depesche"
    cli.main()
