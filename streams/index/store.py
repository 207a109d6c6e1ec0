"""The index: made, filled, asked."""

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from operator import attrgetter
from pathlib import Path

from streams.index.columns import Columns, ColumnWriter
from streams.index.lines import Name, Record, Side, lines_of
from streams.state.ledger import Entry

_CACHE_KB = 32 * 1024

_LOG_BYTES = 4 << 20
"""Of the write-ahead log, once a load is over that made it as large as all that was loaded."""

_OF_ARTICLE = ("record", "body", "side", "dyad", "name")
"""Tables with lines that belong to an article."""

_DYAD = ("record", "from_code", "from_home", "to_code", "to_home", "day", "type", "modality")
"""What the file has of a fact; its figures are in the columns."""

_of_dyad = attrgetter(*_DYAD)

_COLUMNS = {
    "article": ("number", "id", "part", "source", "published", "title", "ref", "events", "statements"),
    "record": ("article", *Record._fields[:-1]),
    "body": ("article", "id", "json"),
    "side": ("article", *Side._fields, "is_event", "day"),
    "dyad": ("article", "published", *_DYAD),
    "name": ("article", *Name._fields),
    "words": ("rowid", "title", "text"),
}

_AT_ONCE = 32
"""Articles that go in by one statement a table; more are no faster, and their texts take up memory meanwhile."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The index as it was at one moment: what comes in meanwhile does not show."""

    sql: sqlite3.Connection
    """Articles, records and words."""
    columns: Columns
    """The figures of dyads."""


@dataclass(slots=True)
class _Put:
    entries: Mapping[int, Sequence[tuple[str, Entry]]]
    done: bool = False
    error: BaseException | None = None


class Index:
    """Articles, records and dyads of the partitions that were loaded: a SQLite file, and columns in memory.

    One writer at a time, any number of readers beside it: each reader sees the state of one moment. May be called
    from any thread. The file is a copy and begins empty.
    """

    def __init__(self, path: Path) -> None:
        """Begin empty, at ``path``; what is there is thrown away."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            name.unlink(missing_ok=True)
        self._path = path
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._writing = threading.Lock()
        self._waiting: queue.SimpleQueue[_Put] = queue.SimpleQueue()
        self._turning = threading.Lock()
        """Held while file and columns go on to the next state, and while a reader takes hold of both."""
        self._loaded: set[int] = set()
        self._column_writer = ColumnWriter()
        self._columns = self._column_writer.publish()
        self._writer = self._connect()
        self._writer.execute("PRAGMA journal_mode = WAL")
        self._writer.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
        self._writer.execute("PRAGMA synchronous = OFF")  # a crash costs a rebuild, which a restart does anyway
        self._writer.executescript(files(__package__).joinpath("tables.sql").read_text(encoding="utf-8"))

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return connection

    def close(self) -> None:
        """Close the file; nothing may be asked any more."""
        with self._writing:
            self._writer.close()
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()

    @property
    def loaded(self) -> frozenset[int]:
        """The partitions that are in it."""
        return frozenset(self._loaded)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Moment]:
        """The state of this moment, to be asked."""
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        with self._turning:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM article LIMIT 1").fetchone()  # from here on the file stands still
            columns = self._columns
        try:
            yield Moment(connection, columns)
        finally:
            connection.execute("ROLLBACK")
            self._idle.put(connection)

    def load(self, partition: int, entries: Iterable[tuple[str, Entry]]) -> None:
        """Take in a partition of the ledger: article id and entry of each. What was there of it is replaced.

        ``entries`` is read only once no writer can come between: a ``put`` that arrives meanwhile waits and comes
        after.
        """
        with self._writing:
            with self._transaction():
                self._drop(partition)
                self._insert((partition, article_id, entry) for article_id, entry in entries)
            self._loaded.add(partition)  # before the next writer comes: its put must not be passed over

    def clear(self) -> None:
        """Forget everything: what is loaded may not be what the ledger holds."""
        with self._writing:
            self._loaded.clear()
            with self._transaction():
                self._column_writer = ColumnWriter()
                for table in ("article", *_OF_ARTICLE, "words"):
                    self._writer.execute(f"DELETE FROM {table}")

    def forget(self, partition: int) -> None:
        """Take a partition out again."""
        with self._writing:
            self._loaded.discard(partition)
            with self._transaction():
                self._drop(partition)

    def distrust(self) -> None:
        """Count nothing as loaded any more: a write was lost. What is loaded next replaces what is there."""
        with self._writing:
            self._loaded.clear()

    def put(self, entries: Mapping[int, Sequence[tuple[str, Entry]]]) -> None:
        """Take in what the ledger now holds of some articles, by partition; nothing of a partition not loaded.

        Those who come while another writes are taken in together by the next one: an article costs 1.2 ms by itself,
        0.5 ms among 64.
        """
        mine = _Put(entries)
        self._waiting.put(mine)
        with self._writing:
            if not mine.done:
                self._take_in(self._all_waiting())
        if mine.error is not None:
            raise mine.error

    def _all_waiting(self) -> list[_Put]:
        found = []
        with contextlib.suppress(queue.Empty):
            while True:
                found.append(self._waiting.get_nowait())
        return found

    def _take_in(self, puts: list[_Put]) -> None:
        wanted = {
            article_id: (partition, article_id, entry)
            for put in puts
            for partition, entries in put.entries.items()
            if partition in self._loaded
            for article_id, entry in entries
        }
        try:
            if wanted:
                with self._transaction():
                    for article_id in wanted:
                        self._delete(article_id)
                    self._insert(wanted.values())
        except BaseException as error:
            for put in puts:
                put.error = error
            raise
        finally:
            for put in puts:
                put.done = True

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._turning:
                self._writer.execute("COMMIT")
                self._columns = self._column_writer.publish()
        except BaseException:
            self._column_writer.drop()
            with contextlib.suppress(sqlite3.Error):
                self._writer.execute("ROLLBACK")
            raise

    def _drop(self, partition: int) -> None:
        for (article_id,) in self._writer.execute("SELECT id FROM article WHERE part = ?", [partition]).fetchall():
            self._delete(article_id)

    def _delete(self, article_id: str) -> None:
        found = self._writer.execute("SELECT number FROM article WHERE id = ?", [article_id]).fetchone()
        if found:
            self._column_writer.remove(found[0])
            for table in _OF_ARTICLE:
                self._writer.execute(f"DELETE FROM {table} WHERE article = ?", found)
            self._writer.execute("DELETE FROM words WHERE rowid = ?", found)
            self._writer.execute("DELETE FROM article WHERE number = ?", found)

    def _insert(self, entries: Iterable[tuple[int, str, Entry]]) -> None:
        """Take in articles: partition, id and entry of each."""
        coming = iter(entries)
        while some := list(islice(coming, _AT_ONCE)):
            self._insert_some(some)

    def _insert_some(self, entries: Sequence[tuple[int, str, Entry]]) -> None:
        write = self._writer
        (last,) = write.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()
        rows: dict[str, list[Sequence[object]]] = {table: [] for table in _COLUMNS}
        for partition, article_id, entry in entries:
            lines = lines_of(entry)
            if lines is None:
                continue
            number = last = last + 1
            self._column_writer.add(number, lines.source, lines.facts)
            counts = len(entry["events"]), len(entry["statements"])
            rows["article"].append(
                (number, article_id, partition, lines.source, lines.published, lines.title, lines.ref, *counts)
            )
            rows["words"].append((number, lines.title, lines.text))
            lined = {record.id: (record.is_event, record.day) for record in lines.records}
            rows["record"] += [(number, *record[:-1]) for record in lines.records]
            rows["body"] += [(number, record.id, record.json) for record in lines.records]
            rows["side"] += [(number, *side, *lined[side.record]) for side in lines.sides]
            rows["dyad"] += [(number, lines.published, *_of_dyad(fact)) for fact in lines.facts]
            rows["name"] += [(number, *name) for name in lines.names]
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" * len(columns))
            write.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows[table])
