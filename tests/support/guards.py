"""Guards of a worker, and how each is taken out of it, to see that a test fails without it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

from aiokafka.errors import KafkaError

from streams import topics, watchdog
from streams.agents import extraction, gaps, interactions, lanes, outbox, tables
from streams.membership import Membership
from streams.pool import pool
from streams.state import row as state_row
from streams.transport import CurrentConsumer, IdempotentProducer


def _acknowledge_first() -> None:
    """Articles are acknowledged before their effects are confirmed."""
    finish_some = lanes.Lanes._finish_some

    async def finishes(self: Any, stream: Any, waiting: Any) -> None:
        for mine in waiting.values():
            for one in mine:
                await stream.ack(one.event)
        await self._app.consumer.commit()
        await finish_some(self, stream, waiting)

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

    async def remembers(self: Any, box: Any, entries: Any, still_mine: Any) -> None:
        changed: dict[int, dict[bytes, bytes | None]] = {}
        for partition, mine in entries.items():
            store = self._store(partition)
            changed[partition] = {key: data for key, data in mine.items() if store.get(key) != data}
            for key, data in changed[partition].items():
                if data is None:
                    store.delete(key)
                else:
                    store.put(key, data)
        await remember(self, box, changed, still_mine)

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
                waiting = [message for message in waiting if message.topic != topics.DEAD_LETTERS]
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


def _time_by_the_clock() -> None:
    """How long the reading of an article has taken is told by the wall clock."""

    @asynccontextmanager
    async def timeout(seconds: float) -> AsyncIterator[None]:
        end = time.time() + seconds

        async def look(limit: asyncio.Timeout) -> None:
            while time.time() < end:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            limit.reschedule(0)

        async with asyncio.timeout(None) as limit:
            looking = asyncio.create_task(look(limit))
            try:
                yield
            finally:
                looking.cancel()

    pool.asyncio = SimpleNamespace(**vars(asyncio) | {"timeout": timeout})  # type: ignore[attr-defined]


def _give_up() -> None:
    """What the broker has not confirmed after 2 s is an error, and that ends the worker: nobody tries again."""
    extra = IdempotentProducer._settings_extra

    def settings(self: Any) -> dict[str, Any]:
        return extra(self) | {"enable_idempotence": False, "request_timeout_ms": 2000}

    async def delivers(self: Any, messages: Iterable[outbox.Message], _: Callable[[], bool]) -> list[int]:
        return await self._send(list(messages))  # type: ignore[no-any-return]

    IdempotentProducer._settings_extra = settings  # type: ignore[method-assign]
    outbox.Outbox.deliver = delivers  # type: ignore[method-assign,assignment]


def _trust_the_leader() -> None:
    """A message counts as published when the leader alone has it."""
    extra = IdempotentProducer._settings_extra

    def settings(self: Any) -> dict[str, Any]:
        return extra(self) | {"enable_idempotence": False, "acks": 1}

    IdempotentProducer._settings_extra = settings  # type: ignore[method-assign]


def _do_not_look() -> None:
    """There is no watchdog."""

    async def run(*_: Any) -> None:
        await asyncio.Event().wait()

    watchdog.Watchdog.run = run  # type: ignore[method-assign]


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
    "an article's time is not told by the wall clock": _time_by_the_clock,
    "what is not confirmed is sent again": _give_up,
    "all copies confirm": _trust_the_leader,
    "a standstill is looked for": _do_not_look,
}
