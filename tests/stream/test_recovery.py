"""What a recovery takes from changelogs into the local stores, and when it gives way."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from aiokafka.structs import TopicPartition
from faust.tables.recovery import RebalanceAgain
from faust.types import TP

from streams.agents.recovery import ChangelogError, Tables
from streams.agents.stores import RecoveringTable
from streams.kafka import producer_client
from streams.topics import LEDGER_TABLE, changelog_name
from tests.stream.conftest import MakeStream
from tests.support.stream import Stream

pytestmark = pytest.mark.broker

Records = Mapping[int, list[tuple[bytes, bytes | None]]]
"""Partition → keys and values in order."""


class Recovering:
    """One table of an application that never joins its group, over the changelog of a real broker."""

    def __init__(self, stream: Stream) -> None:
        self.settings = stream.settings
        app: Any = faust.App(
            self.settings.application_id,
            store="rocksdb://",
            datadir=str(stream.folder / "tables"),
            Table=RecoveringTable,
            TableManager=Tables,
        )
        app.settings = self.settings
        self.topic = changelog_name(self.settings, LEDGER_TABLE)
        self.table: Any = app.Table(LEDGER_TABLE, key_type=bytes, value_type=bytes, partitions=self.settings.partitions)
        self.recovery: Any = app.tables.recovery

    async def send(self, records: Records) -> None:
        async with producer_client(self.settings) as producer:
            for partition, entries in records.items():
                for key, entry in entries:
                    await producer.send_and_wait(self.topic, entry, key=key, partition=partition)

    async def restore(self, *partitions: int) -> None:
        """As after an assignment of these partitions."""
        tps = {TopicPartition(self.topic, number): TP(self.topic, number) for number in partitions}
        for tp in tps.values():
            self.recovery.add_active(self.table, tp)
        await self.recovery._restore(tps, self.recovery._revocations)

    def content(self, partition: int) -> dict[bytes, bytes]:
        """What the store has, but for how far it goes."""
        found = dict(self.table.data._db_for_partition(partition).items())
        found.pop(self.table.data.offset_key, None)
        return found

    def mark(self, partition: int) -> int | None:
        return self.table.data.persisted_offset(TP(self.topic, partition))


@pytest.fixture
def run(make_stream: MakeStream) -> Callable[[Callable[[Recovering], Awaitable[None]]], None]:
    stream = make_stream(partitions=4)
    stream.make_topics()

    def running(test: Callable[[Recovering], Awaitable[None]]) -> None:
        async def work() -> None:
            await test(Recovering(stream))

        asyncio.run(work())

    return running


Run = Callable[[Callable[[Recovering], Awaitable[None]]], None]


def test_each_partition_has_the_last_of_each_key_and_how_far_it_goes(run: Run) -> None:
    async def test(case: Recovering) -> None:
        await case.send({0: [(b"k", b"1"), (b"l", b"1"), (b"k", b"2"), (b"l", None)], 2: [(b"m", b"1")]})
        await case.restore(0, 1, 2)
        assert [case.content(number) for number in range(3)] == [{b"k": b"2"}, {}, {b"m": b"1"}]
        assert [case.mark(number) for number in range(3)] == [3, None, 0]

    run(test)


def test_only_what_the_store_has_not_is_read(run: Run) -> None:
    """What stands in a store up to its mark may be newer than the log there: it was written once more since."""

    async def test(case: Recovering) -> None:
        await case.send({1: [(b"k", b"1"), (b"l", b"1")]})
        await case.restore(1)
        case.table.data._db_for_partition(1).put(b"k", b"of the store")
        await case.send({1: [(b"l", b"2")]})
        await case.restore(1)
        assert case.content(1) == {b"k": b"of the store", b"l": b"2"}
        await case.restore(1)
        assert case.mark(1) == 2

    run(test)


def test_partitions_given_up_meanwhile_are_not_written_and_the_next_recovery_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore = RecoveringTable.restore
    written: list[int] = []

    async def test(case: Recovering) -> None:
        def once(table: RecoveringTable, partition: int, records: Any) -> None:
            restore(table, partition, records)
            written.append(partition)
            case.recovery.on_partitions_revoked(set())

        monkeypatch.setattr(RecoveringTable, "restore", once)
        records: Records = {number: [(b"%d" % key, b"v") for key in range(50)] for number in range(4)}
        await case.send(records)
        with pytest.raises(RebalanceAgain):
            await case.restore(0, 1, 2, 3)
        assert len(written) == 1
        monkeypatch.undo()
        await case.restore(0, 1, 2, 3)
        assert [case.content(number) for number in range(4)] == [dict(records[number]) for number in range(4)]

    run(test)


def test_a_store_that_has_more_than_its_changelog_is_told_by_name(run: Run) -> None:
    """To go on would leave what nobody can recover again."""

    async def test(case: Recovering) -> None:
        await case.send({3: [(b"k", b"1")]})
        case.table.restore(3, [SimpleNamespace(key=b"k", value=b"1", offset=7)])
        with pytest.raises(ChangelogError, match=rf"{case.topic} 3 ends at 1, .* up to 7: .*docs/operations.md"):
            await case.restore(3)

    run(test)


def test_a_broker_that_comes_late_is_waited_for(make_stream: MakeStream, tmp_path: Path) -> None:
    stream = make_stream(data_dir=tmp_path / "worker")
    stream.make_topics()

    async def test() -> None:
        case = Recovering(stream)
        await case.send({0: [(b"k", b"1")]})
        stream.broker.stop()
        recovering = asyncio.create_task(case.restore(0))
        done, _ = await asyncio.wait([recovering], timeout=2)
        assert not done
        await asyncio.to_thread(stream.broker.start)
        await asyncio.wait_for(recovering, 120)
        assert case.content(0) == {b"k": b"1"}

    asyncio.run(test())
