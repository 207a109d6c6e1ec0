"""A worker's view in memory, and records to put into it."""

import tempfile
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from schemas import Article, Interaction
from streams.index import Index
from streams.pool.reading import reading_of
from streams.state.ledger import Entry, blank
from streams.web.hub import Hub
from streams.web.ports import Known, Readiness, RowPage, RowQuery
from tests.support.extractor import CODER, extract

TEXT = "CONSULT BLR RUS 2024-11-25\nSAYS BLR RUS"


def entry(id_: str, text: str = TEXT) -> Entry:
    """What the ledger holds of an article."""
    article = Article(id=id_, source="Beispiel", text=text, published_at=date(2024, 11, 27))
    return Entry(offset=0, revision=1, **reading_of(article, extract(article), CODER))


def withdrawn() -> Entry:
    return blank(7)


def row(from_: str, to: str, day: date | None = None) -> Interaction:
    return Interaction(from_=from_, to=to, day=day, articles=1)


class FakeView:
    """Implements ``streams.web.ports.View``: entries and rows in memory, and a real index over the entries."""

    def __init__(
        self,
        entries: dict[str, Entry] | None = None,
        rows: Iterable[Interaction] = (),
        missing: Iterable[int] = (),
        error: Exception | None = None,
    ) -> None:
        self.entries = entries or {}
        self.stored = sorted(rows, key=lambda one: one.key)
        self.missing = list(missing)
        self.error = error
        self.ready = Readiness(ready=True, reason="ready, with 8 of 8 partitions")
        self.queries: list[RowQuery] = []
        self.hub = Hub()
        self.lag: float | None = 0.0
        self._index: Index | None = None
        self._filling = threading.Lock()

    def known(self) -> Known:
        if self.error:
            raise self.error
        with self._filling:
            if self._index is None:
                self._folder = tempfile.TemporaryDirectory()
                self._index = Index(Path(self._folder.name) / "index.sqlite")
                self._index.load(0, self.entries.items())
            return Known(self._index, self.missing)

    def lag_seconds(self) -> float | None:
        return self.lag

    def readiness(self) -> Readiness:
        return self.ready

    def entry(self, article_id: str) -> Entry | None:
        if self.error:
            raise self.error
        return self.entries.get(article_id)

    def rows(self, query: RowQuery) -> RowPage:
        if self.error:
            raise self.error
        self.queries.append(query)
        left = [one for one in self.stored if query.after is None or one.key > query.after]
        page = left[: query.limit]
        return RowPage(page, page[-1].key if len(left) > len(page) else None, self.missing)

    def metrics(self) -> bytes:
        if self.error:
            raise self.error
        return b"# HELP depesche_records Records published\ndepesche_records_total 3.0\n"
