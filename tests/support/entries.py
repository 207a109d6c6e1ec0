"""Ledger entries for tests: what the test extractor reads from lines of commands."""

from datetime import date

from schemas import Article
from streams.index import Index
from streams.pool.reading import reading_of
from streams.state.ledger import Entry
from tests.support.extractor import CODER, extract

PUBLISHED = date(2024, 11, 27)


def entry_of(
    id_: str, text: str, *, source: str = "Beispiel", title: str = "", published_at: date | None = PUBLISHED
) -> Entry:
    """What the ledger holds of an article with this text."""
    article = Article(id=id_, source=source, title=title, text=text, published_at=published_at)
    return Entry(offset=0, revision=1, **reading_of(article, extract(article), CODER))


def fill(index: Index, *entries: Entry, partition: int = 0) -> Index:
    """Load one partition with these entries."""
    index.load(partition, [(entry["article"]["id"], entry) for entry in entries if entry["article"]])
    return index
