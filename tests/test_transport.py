"""What we change in Faust's Kafka driver."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from streams.transport import CurrentConsumer


class Thread:
    """Notes where the consumer goes; partitions begin at 3.

    Args:
        group: what the broker holds of the consumer group's positions.
    """

    def __init__(self, group: dict[TP, int]) -> None:
        self.went: dict[TP, int] = {}
        self._group = group

    def _ensure_consumer(self) -> Any:
        return SimpleNamespace(committed=self._group.get)

    async def call_thread(self, method: Callable[[TP], int | None], tp: TP) -> int | None:
        return method(tp)

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 3)

    async def seek_wait(self, partitions: dict[TP, int]) -> None:
        self.went |= partitions


def consumer(assigned: dict[TP, int | None], group: dict[TP, int] | None = None) -> Any:
    made = CurrentConsumer.__new__(CurrentConsumer)
    made._thread = Thread(group or {})
    made.assignment = lambda: set(assigned)
    made._committed_offset = defaultdict(lambda: None, {tp: offset for tp, offset in assigned.items() if offset})
    made._is_changelog_tp = lambda tp: tp.topic.endswith("-changelog")
    return made


def test_after_a_rebalance_a_partition_without_a_committed_offset_is_read_from_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Faust leaves it where it is, behind messages that it has fetched and thrown away meanwhile."""

    async def to_committed(_: object) -> None:
        return None

    monkeypatch.setattr(driver.Consumer, "perform_seek", to_committed)
    mine = consumer({TP("articles", 0): None, TP("articles", 1): 7, TP("rows-changelog", 0): None})
    asyncio.run(mine.perform_seek())
    assert mine._thread.went == {TP("articles", 0): 3}


def test_a_committed_offset_that_faust_has_forgotten_is_asked_of_the_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from the beginning, everything there ever was would be read again."""

    async def to_committed(_: object) -> None:
        return None

    monkeypatch.setattr(driver.Consumer, "perform_seek", to_committed)
    articles = TP("articles", 0)
    mine = consumer({articles: None}, group={articles: 4661})
    asyncio.run(mine.perform_seek())
    assert mine._thread.went == {articles: 4661}
    assert asyncio.run(mine.first_offset(articles)) == 4661


@pytest.mark.parametrize("generation", [4, 6])
def test_an_acknowledgement_of_another_generation_is_dropped(generation: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is read again; acknowledged unprocessed it would be lost by a crash."""
    acknowledged: list[object] = []
    monkeypatch.setattr(driver.Consumer, "ack", lambda _, message: acknowledged.append(message) or True)
    mine = consumer({})
    mine.app = SimpleNamespace(consumer_generation_id=5)
    assert not mine.ack(SimpleNamespace(generation_id=generation))
    assert not acknowledged
    assert mine.ack(SimpleNamespace(generation_id=5))
    assert len(acknowledged) == 1
