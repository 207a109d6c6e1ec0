"""Text to records: one pure function, ``extract``, and ``explain``, which says why."""

from schemas import Article
from streams.extract.explain import Explanation, Filling, explanations
from streams.extract.ids import coder
from streams.extract.reader import read, warm_up
from streams.extract.result import Extraction, ExtractionError, LanguageNotSupportedError, LanguageUnknownError

__all__ = [
    "Explanation",
    "Extraction",
    "ExtractionError",
    "Filling",
    "LanguageNotSupportedError",
    "LanguageUnknownError",
    "coder",
    "explain",
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
    return read(article).extraction


def explain(article: Article) -> list[Explanation]:
    """Say of each record that ``extract`` gives why it is there: rule, lexicon entry, words.

    Raises:
        LanguageNotSupportedError: the article is in a language that has no pack yet.
        LanguageUnknownError: the article names no language and its text does not tell.
    """
    return list(explanations(read(article)))
