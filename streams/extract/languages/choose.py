"""Which language an article is in."""

from functools import cache
from typing import Any

from schemas import Article
from streams.extract.result import LanguageNotSupportedError, LanguageUnknownError

SUPPORTED = ("de",)
"""Primary language subtags that have a pack."""

_SAMPLE = 4000
"""Characters that detection reads; more tells no more, and the text may be a megabyte long."""
_SURE = 0.9
"""Least probability of a detected language: below, a short or mixed text is not read on a guess."""
_CANDIDATES = [
    "bg",
    "cs",
    "da",
    "de",
    "en",
    "es",
    "fr",
    "hu",
    "it",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sv",
    "tr",
    "uk",
]
"""Languages of news that a German text is told apart from: fewer rivals make short texts safer."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # loads half a second: only when asked

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier


def warm_up() -> None:
    """Load the model of detection."""
    _identifier()


def choose_language(article: Article) -> str:
    """BCP 47 of the language that the article is to be read in.

    Raises:
        LanguageNotSupportedError: no pack for it.
        LanguageUnknownError: none given, and the text does not tell.
    """
    if article.language is not None:
        if article.language.split("-")[0].lower() not in SUPPORTED:
            raise LanguageNotSupportedError(f'language "{article.language}" is not supported yet')
        return article.language
    sample = f"{article.title}\n{article.text[:_SAMPLE]}"
    if not any(character.isalpha() for character in sample):
        raise LanguageUnknownError("no language given, and the text has no words to tell it by")
    language, probability = _identifier().classify(sample)
    if probability < _SURE:
        raise LanguageUnknownError("no language given, and the text does not tell which it is")
    if language not in SUPPORTED:
        raise LanguageNotSupportedError(f'language "{language}" (detected) is not supported yet')
    return str(language)
