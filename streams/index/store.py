"""The index's file: made, filled, asked."""

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from streams.index.lines import Fact, Name, Record, Side, lines_of
from streams.state.ledger import Entry

_CACHE_KB = 32 * 1024


class Index:
    """Articles, records and dyads of the partitions that were loaded, in one SQLite file.

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
        self._loaded: set[int] = set()
        self._writer = self._connect()
        self._writer.execute("PRAGMA journal_mode = WAL")
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
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the state of one moment."""
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        try:
            yield connection
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
                for article_id, entry in entries:
                    self._insert(partition, article_id, entry)
            self._loaded.add(partition)  # before the next writer comes: its put must not be passed over

    def clear(self) -> None:
        """Forget everything: what is loaded may not be what the ledger holds."""
        with self._writing:
            self._loaded.clear()
            with self._transaction():
                for table in ("article", "record", "side", "fact", "name", "words"):
                    self._writer.execute(f"DELETE FROM {table}")

    def distrust(self) -> None:
        """Count nothing as loaded any more: a write was lost. What is loaded next replaces what is there."""
        with self._writing:
            self._loaded.clear()

    def put(self, partition: int, entries: Iterable[tuple[str, Entry]]) -> None:
        """Take in what the ledger now holds of some articles; nothing, where their partition is not loaded."""
        with self._writing:
            if partition in self._loaded:
                with self._transaction():
                    for article_id, entry in entries:
                        self._delete(article_id)
                        self._insert(partition, article_id, entry)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._writer.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._writer.execute("ROLLBACK")
            raise

    def _drop(self, partition: int) -> None:
        for (article_id,) in self._writer.execute("SELECT id FROM article WHERE part = ?", [partition]).fetchall():
            self._delete(article_id)

    def _delete(self, article_id: str) -> None:
        found = self._writer.execute("SELECT number FROM article WHERE id = ?", [article_id]).fetchone()
        if found:
            for table in ("record", "side", "fact", "name"):
                self._writer.execute(f"DELETE FROM {table} WHERE article = ?", found)
            self._writer.execute("DELETE FROM words WHERE rowid = ?", found)
            self._writer.execute("DELETE FROM article WHERE number = ?", found)

    def _insert(self, partition: int, article_id: str, entry: Entry) -> None:
        lines = lines_of(entry)
        if lines is None:
            return
        write = self._writer
        number = write.execute(
            "INSERT INTO article (id, part, source, published, title, ref, events, statements) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                article_id,
                partition,
                lines.source,
                lines.published,
                lines.title,
                lines.ref,
                len(entry["events"]),
                len(entry["statements"]),
            ],
        ).lastrowid
        for table, columns, rows in (
            ("record", Record._fields, lines.records),
            ("side", Side._fields, lines.sides),
            (
                "fact",
                ("source", "published", *Fact._fields),
                [(lines.source, lines.published, *f) for f in lines.facts],
            ),
            ("name", Name._fields, lines.names),
        ):
            marks = ", ".join("?" * len(columns))
            write.executemany(
                f"INSERT INTO {table} (article, {', '.join(columns)}) VALUES ({number}, {marks})",
                rows,
            )
        write.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", [number, lines.title, lines.text])
