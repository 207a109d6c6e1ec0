"""Text to records: one pure function, ``extract``."""

from schemas import Article
from streams.extract.ids import coder
from streams.extract.reader import read, warm_up
from streams.extract.result import Extraction, ExtractionError, LanguageNotSupportedError, LanguageUnknownError

__all__ = [
    "Extraction",
    "ExtractionError",
    "LanguageNotSupportedError",
    "LanguageUnknownError",
    "coder",
    "extract",
    "warm_up",
]


def extract(article: Article) -> Extraction:
    """Read an article: its events and statements.

    Pure and deterministic: the same article and the same coder version give the same records, byte for byte.

    Raises:
        LanguageNotSupportedError: the article is in a language that has no pack yet.
        LanguageUnknownError: the article names no language and its text does not tell.
    """
    return read(article)
