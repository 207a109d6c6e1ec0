"""Which language an article is in."""

from schemas import Article
from streams.extract.analyser import identify
from streams.extract.result import LanguageNotSupportedError, LanguageUnknownError

SUPPORTED = ("de",)
"""Primary language subtags that have a pack."""


def warm_up() -> None:
    """Load the model of detection."""
    identify("Der Minister sprach.")


def choose_language(article: Article) -> str:
    """BCP 47 of the language that the article is to be read in.

    Raises:
        LanguageNotSupportedError: no pack for it.
        LanguageUnknownError: none given, and the text does not tell.
    """
    if article.language is not None:
        primary = article.language.split("-")[0].lower()
        if primary not in SUPPORTED:
            raise LanguageNotSupportedError(f'language "{article.language}" is not supported yet', primary)
        return article.language
    found = identify(f"{article.title}\n{article.text}")
    if found == "und":
        raise LanguageUnknownError("no language given, and the text does not tell which it is")
    if found not in SUPPORTED:
        raise LanguageNotSupportedError(f'language "{found}" (detected) is not supported yet', found)
    return found
