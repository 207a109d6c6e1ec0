"""What a recovery takes into the stores, and when it ends. A whole one, on a broker, is in tests/stream."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.types import TP

from streams.agents.recovery import Tables
from streams.agents.stores import RecoveringTable

A, B = TP("app-t-changelog", 0), TP("app-t-changelog", 1)


def record(offset: int, key: bytes, value: bytes | None) -> Any:
    return SimpleNamespace(offset=offset, key=key, value=value)


class Recovering:
    """A recovery of one table in two partitions, up to given offsets."""

    def __init__(self, folder: Path, highwaters: dict[TP, int], stored: dict[TP, int]) -> None:
        app = faust.App("app", store="rocksdb://", datadir=str(folder), Table=RecoveringTable, TableManager=Tables)
        table: Any = app.Table("t", key_type=bytes, value_type=bytes, partitions=2)
        self.data = table.data
        self.recovery: Any = app.tables.recovery
        for tp, highwater in highwaters.items():
            self.recovery.add_active(table, tp)
            self.recovery.active_highwaters[tp] = highwater
            self.recovery.active_offsets[tp] = stored.get(tp, -1)
        self.recovery._set_recovery_started()

    def take(self, fetched: dict[TP, list[Any]], *, current: bool = True) -> None:
        asyncio.run(self.recovery.take(fetched, lambda: current))

    def content(self, tp: TP) -> dict[bytes, bytes]:
        return dict(self.data._db_for_partition(tp.partition).items())

    @property
    def ended(self) -> bool:
        return bool(self.recovery.signal_recovery_end.is_set()) and not self.recovery.in_recovery


@contextmanager
def recovering(folder: Path, highwaters: dict[TP, int], stored: dict[TP, int] | None = None) -> Iterator[Recovering]:
    asyncio.set_event_loop(loop := asyncio.new_event_loop())
    try:
        yield Recovering(folder, highwaters, stored or {})
    finally:
        loop.close()
        asyncio.set_event_loop(None)


def test_the_last_record_of_a_key_stands_with_how_far_it_went(tmp_path: Path) -> None:
    with recovering(tmp_path, {A: 3, B: 0}) as case:
        case.take({A: [record(0, b"k", b"1"), record(1, b"l", b"1"), record(2, b"k", b"2"), record(3, b"l", None)]})
        assert case.content(A) == {b"k": b"2", case.data.offset_key: b"3"}
        assert case.data.persisted_offset(A) == 3
        assert not case.ended, "the other partition has not come yet"
        case.take({B: [record(0, b"m", b"1")]})
        assert case.content(B) == {b"m": b"1", case.data.offset_key: b"0"}
        assert case.ended


def test_what_the_store_has_is_not_taken_again(tmp_path: Path) -> None:
    """It is older than what stands there."""
    with recovering(tmp_path, {A: 6}, stored={A: 5}) as case:
        case.take({A: [record(4, b"k", b"old"), record(5, b"k", b"old")]})
        assert case.content(A) == {}
        assert not case.ended
        case.take({A: [record(5, b"k", b"old"), record(6, b"l", b"new")]})
        assert case.content(A) == {b"l": b"new", case.data.offset_key: b"6"}
        assert case.ended


@pytest.mark.parametrize("reason", ["another assignment", "no recovery", "not ours"])
def test_what_comes_at_the_wrong_time_is_left_to_the_next_recovery(tmp_path: Path, reason: str) -> None:
    with recovering(tmp_path, {A: 1}) as case:
        if reason == "no recovery":
            case.recovery._set_recovery_ended()
        elif reason == "not ours":
            case.recovery.active_tps.clear()
        case.take({A: [record(0, b"k", b"1"), record(1, b"k", b"2")]}, current=reason != "another assignment")
        assert case.content(A) == {}
        assert case.recovery.active_offsets[A] == -1
        assert not case.ended


def test_a_recovery_that_ends_before_anybody_waits_for_it_has_ended(tmp_path: Path) -> None:
    with recovering(tmp_path, {A: 0}) as case:
        case.take({A: [record(0, b"k", b"1")]})
        asyncio.run(asyncio.wait_for(case.recovery.signal_recovery_end.wait(), 1))
        case.recovery._set_recovery_started()
        assert not case.recovery.signal_recovery_end.is_set()
