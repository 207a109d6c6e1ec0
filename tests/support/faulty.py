"""A worker that dies at a place of one's choice, or runs without one of its guards: ``python -m tests.support.faulty``.

It is the command itself with a few functions wrapped. ``TEST_DIE='PLACE [N]'`` ends it by SIGKILL when it comes to the
place for the Nth time. A place is a step of the order of effects (DESIGN.md) and how far it has come:

    records, ledger, evidence, rows, interactions      what is sent
    before, half, confirmed                            nothing of it sent; half of it; all confirmed by the broker
    ledger, evidence, rows: stored                     in the local store too
    articles, changes: acknowledged                    not committed yet
    recovering                                         the tables have taken in some of their changelogs

``TEST_FREEZE='PLACE [N]'`` freezes it there by SIGSTOP instead.
``TEST_WITHOUT=GUARD`` takes a guard out (``tests.support.guards``), to see that a test fails without it.

What a guard protects from is rare. These make it come (``tests.support.misfortunes``):

    TEST_HOLD=FILE              articles that have been read are not finished while there is such a file
    TEST_LOSE=N                 the first N fetches of articles are thrown away, as Faust does in some rebalances
    TEST_MUTE=TOPIC             messages to it never leave, as if its partitions had no leader
    TEST_REFUSE='TOPIC [N]'     the broker does not take what is sent to it, the first N times
    TEST_WIRE=PORT              connections to the broker go by another port, where a proxy may be
    TEST_REQUEST_SECONDS=N      the producer gives a message up after so long, and the outbox sends it again
    TEST_STALL=NAME             a way to stand still (``STALLS``)
    TEST_CLOCK='SECONDS ...'    the wall clock is wrong by another of these every second
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

from streams import cli, topics, watchdog
from streams.agents import lanes, outbox, stores, tables
from tests.support.guards import GUARDS
from tests.support.misfortunes import STALLS, come_in_by, give_up_after, hold, jump_clock, lose, mute, refuse

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
    restore = stores.RecoveringTable.restore

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

    def restores(self: Any, *args: Any) -> None:
        restore(self, *args)
        death.at("recovering")

    outbox.Outbox.deliver, outbox.Outbox._send = delivers, sends  # type: ignore[method-assign,assignment]
    tables.Table.remember, lanes.Lanes._finish_some = remembers, finishes  # type: ignore[method-assign]
    stores.RecoveringTable.restore = restores  # type: ignore[method-assign]


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
    if port := os.environ.get("TEST_WIRE"):
        come_in_by(int(port))
    if patience := os.environ.get("TEST_REQUEST_SECONDS"):
        give_up_after(float(patience))
    if jump := os.environ.get("TEST_CLOCK"):
        jump_clock(*map(float, jump.split()))
    sys.argv[0] = "depesche"
    cli.main()
