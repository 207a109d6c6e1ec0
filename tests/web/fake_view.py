"""A worker's view in memory, and records to put into it."""

import asyncio
import tempfile
import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from schemas import Article, Interaction
from streams.index import Index, Moment
from streams.pool.reading import reading_of
from streams.state.ledger import Entry, blank
from streams.web.hub import Hub
from streams.web.ports import Answered, P, Question, Readiness, RowPage, RowQuery, Told
from streams.web.wire import Part, decode_question, encode_part
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

    alone = True

    @property
    def index(self) -> Index:
        with self._filling:
            if self._index is None:
                self._folder = tempfile.TemporaryDirectory()
                self._index = Index(Path(self._folder.name) / "index.sqlite")
                self._index.load(0, self.entries.items())
            return self._index

    def reading(self) -> AbstractContextManager[Moment]:
        return self.index.reading()

    async def ask(self, question: Question[P]) -> Answered[P]:
        if self.error:
            raise self.error
        value = question.merge([await asyncio.to_thread(question.ask, self)])
        return Answered(value, Told(self.missing if question.key is None else (), self.lag))

    async def answer(self, name: str, question: bytes) -> bytes | None:
        asked = decode_question(name, question)
        return encode_part(asked, Part(asked.ask(self), range(8), 1, self.lag)) if asked else None

    def readiness(self) -> Readiness:
        return self.ready

    def entry(self, article_id: str) -> Entry | None:
        return self.entries.get(article_id)

    def rows(self, query: RowQuery) -> RowPage:
        self.queries.append(query)
        left = [one for one in self.stored if query.after is None or one.key > query.after]
        page = left[: query.limit]
        return RowPage(page, page[-1].key if len(left) > len(page) else None)

    def metrics(self) -> bytes:
        if self.error:
            raise self.error
        return b"# HELP depesche_records Records published\ndepesche_records_total 3.0\n"
