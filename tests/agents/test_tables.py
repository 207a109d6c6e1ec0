"""Tables: the changelog first, then the local store; what either does not take is an error."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rocksdict

from streams.agents.outbox import Message, StaleError
from streams.agents.tables import Table

MARK = b"__faust\0offset__"


class Store:
    """One partition's local store, which may have no room."""

    def __init__(self, mark: int | None, *, full: bool) -> None:
        self.mark = mark
        self.written = 0
        self._full = full

    def get(self, key: bytes) -> bytes | None:
        return str(self.mark).encode() if key == MARK and self.mark is not None else None

    def write(self, batch: rocksdict.WriteBatch) -> None:
        if self._full:
            raise RuntimeError("IO error: No space left on device")
        self.written += len(batch)


def remember(
    entries: dict[bytes, bytes | None],
    deliver: Callable[[Sequence[Message]], list[int]],
    *,
    mark: int | None = None,
    full: bool = False,
) -> Store:
    store = Store(mark, full=full)
    table: Any = Table.__new__(Table)
    table.name, table._changelog = "ledger", "depesche-ledger-changelog"
    table._faust = SimpleNamespace(data=SimpleNamespace(offset_key=MARK, _db_for_partition=lambda _: store))

    async def delivers(messages: Sequence[Message], _: Callable[[], bool]) -> list[int]:
        assert not store.written, "the changelog comes first"
        return deliver(messages)

    asyncio.run(table.remember(SimpleNamespace(deliver=delivers), {3: entries}, lambda: True))
    return store


def test_a_full_disk_is_an_error_that_ends_the_worker() -> None:
    """Its lane would acknowledge the article otherwise, and later ones would be folded into a row that is not there."""
    with pytest.raises(RuntimeError, match="No space left"):
        remember({b"a": b"1"}, lambda _: [0], full=True)


def test_what_the_changelog_does_not_take_is_not_stored() -> None:
    def stale(_: Sequence[Message]) -> list[int]:
        raise StaleError

    with pytest.raises(StaleError):
        remember({b"a": b"1"}, stale)


@pytest.mark.parametrize(
    ("mark", "offsets", "marked"),
    [(None, [0, 1], True), (4, [5, 6], True), (4, [7, 8], False), (4, [5, 7], False), (None, [1, 2], False)],
)
def test_the_stores_mark_goes_on_only_where_its_changelog_has_no_gap(
    mark: int | None, offsets: list[int], *, marked: bool
) -> None:
    """Behind a gap it would hide from the next recovery what somebody else wrote."""
    store = remember({b"a": b"1", b"b": None}, lambda _: offsets, mark=mark)
    assert store.written == (3 if marked else 2)


def test_the_store_of_each_partition_gets_its_own_entries_and_mark(tmp_path: Path) -> None:
    """Their messages are sent together: partition 2 stands at offset 4 of its changelog, 5 is new, 7 has nothing."""
    options = rocksdict.Options(raw_mode=True)
    stores = {partition: rocksdict.Rdict(str(tmp_path / f"{partition}"), options) for partition in (2, 5, 7)}
    stores[2][MARK] = b"4"
    table: Any = Table.__new__(Table)
    table.name, table._changelog = "ledger", "depesche-ledger-changelog"
    table._faust = SimpleNamespace(data=SimpleNamespace(offset_key=MARK, _db_for_partition=stores.__getitem__))

    async def delivers(messages: Sequence[Message], _: Callable[[], bool]) -> list[int]:
        assert [message.partition for message in messages] == [2, 5, 5]
        return [5, 0, 1]

    entries = {2: {b"a": b"1"}, 7: {}, 5: {b"b": b"2", b"c": b"3"}}
    asyncio.run(table.remember(SimpleNamespace(deliver=delivers), entries, lambda: True))
    assert dict(stores[2].items()) == {b"a": b"1", MARK: b"5"}
    assert dict(stores[5].items()) == {b"b": b"2", b"c": b"3", MARK: b"1"}
    assert not dict(stores[7].items())
