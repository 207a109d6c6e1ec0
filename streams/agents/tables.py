"""Tables: Faust's changelogs and RocksDB stores, read and written by partition.

Faust finds the partition of a key by the event that is being processed, which goes wrong as soon as several are in
work; here the caller names it. A write goes to the changelog first, is confirmed, and only then stored, so the local
store is never ahead of what a recovery would bring back. Keys and values are bytes, the same on the topic, in the
store and for the partitioner.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import faust
import rocksdict

from streams.agents.outbox import Message, Outbox
from streams.settings import Settings
from streams.topics import changelog_name

Entries = Mapping[bytes, bytes | None]
"""Of one partition; None deletes."""

_STORE_OPTIONS = {
    # Faust's defaults (three write buffers of 64 MiB) are a database's; these are for each partition.
    # Small ones are full within minutes, so that a worker's memory says soon how much it will take.
    "write_buffer_size": 2 * 1024**2,
    "max_write_buffer_number": 2,
    "max_open_files": 64,
}


class Table:
    """One changelogged table, its partitions those of the topic that its agent reads."""

    def __init__(self, app: faust.App, settings: Settings, name: str) -> None:
        self.name = name
        self._app = app
        self._changelog = changelog_name(settings, name)
        self._faust: Any = app.Table(
            name,
            key_type=bytes,
            value_type=bytes,
            partitions=settings.partitions,
            options=dict(_STORE_OPTIONS),
        )

    def get(self, partition: int, key: bytes) -> bytes | None:
        """The value under a key, or None."""
        value: bytes | None = self._store(partition).get(key)
        return value

    def scan(self, partition: int, prefix: bytes = b"", after: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Keys that begin with ``prefix`` and come after ``after``, with their values, in order of bytes."""
        for key, value in self._store(partition).items(from_key=max(prefix, after)):
            if not key.startswith(prefix):
                return
            if key not in (after, self._faust.data.offset_key):
                yield key, value

    def partitions(self) -> list[int]:
        """The partitions that this worker holds."""
        actives = self._app.assignor.assigned_actives()
        return sorted(tp.partition for tp in actives if tp.topic == self._changelog)

    async def remember(self, outbox: Outbox, entries: Mapping[int, Entries], still_mine: Callable[[], bool]) -> None:
        """Write entries of some partitions: to the changelog, confirmed, then to each local store in one batch.

        Raises:
            StaleError: the partitions went to another worker.
        """
        messages = [
            Message(self._changelog, key, value, partition=partition)
            for partition, mine in entries.items()
            for key, value in mine.items()
        ]
        if not messages:
            return
        offsets = iter(await outbox.deliver(messages, still_mine))
        for partition, mine in entries.items():
            if mine:
                self._write(partition, mine, list(islice(offsets, len(mine))))

    def _write(self, partition: int, entries: Entries, offsets: Sequence[int]) -> None:
        batch = rocksdict.WriteBatch(raw_mode=True)
        for key, value in entries.items():
            if value is None:
                batch.delete(key)
            else:
                batch.put(key, value)
        store, offset_key = self._store(partition), self._faust.data.offset_key
        persisted = store.get(offset_key)
        expected = int(persisted) + 1 if persisted else 0
        # A gap means that someone else wrote to the changelog, or that a try before this one got half through. The
        # store then keeps its old mark: the next recovery reads the gap, in the order of the log, and ends the same.
        if offsets == list(range(expected, expected + len(offsets))):
            batch.put(offset_key, str(offsets[-1]).encode())
        store.write(batch)

    def _store(self, partition: int) -> Any:
        return self._faust.data._db_for_partition(partition)  # noqa: SLF001 (Faust has no way to name the partition)
