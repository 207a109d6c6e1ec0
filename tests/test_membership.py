"""Whether a worker may write: only while its session certainly holds, and nothing more while it gives partitions up."""

import asyncio

import pytest

from streams.membership import CutOffError, Membership


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_session_counts_from_when_the_question_was_asked_not_from_when_the_answer_came() -> None:
    clock = Clock()
    mine = Membership(10, clock)
    assert mine.may_send(), "before there is a session nothing can be in work"
    asked_at = mine.now()
    clock.now += 8
    mine.confirm(asked_at)
    assert mine.may_send()
    clock.now += 2
    assert not mine.may_send()
    mine.confirm(mine.now())
    assert mine.may_send()


def test_an_answer_that_comes_late_does_not_shorten_the_session() -> None:
    clock = Clock()
    mine = Membership(10, clock)
    mine.confirm(100)
    mine.confirm(95)
    clock.now = 109
    assert mine.may_send()


def test_partitions_are_given_up_when_what_is_under_way_is_confirmed() -> None:
    async def work() -> list[str]:
        mine, order = Membership(10), []

        async def send() -> None:
            with mine.sending():
                await asyncio.sleep(0.1)
                order.append("confirmed")

        sending = asyncio.create_task(send())
        await asyncio.sleep(0)
        await mine.leave()
        order.append("given up")
        assert not mine.may_begin()
        mine.join()
        assert mine.may_begin()
        await sending
        return order

    assert asyncio.run(work()) == ["confirmed", "given up"]


def test_with_messages_under_way_and_the_session_over_nothing_is_sent_ever_again() -> None:
    async def work() -> None:
        clock = Clock()
        mine = Membership(10, clock)
        mine.confirm(mine.now())
        with mine.sending():
            clock.now += 60
            with pytest.raises(CutOffError):
                await mine.leave()
        mine.join()
        mine.confirm(mine.now())
        assert not mine.may_send()

    asyncio.run(work())


def test_with_nothing_under_way_a_session_that_was_over_costs_nothing() -> None:
    async def work() -> None:
        clock = Clock()
        mine = Membership(10, clock)
        mine.confirm(mine.now())
        clock.now += 60
        await mine.leave()
        mine.join()
        mine.confirm(mine.now())
        assert mine.may_send()

    asyncio.run(work())
