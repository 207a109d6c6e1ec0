"""Which language a text is in."""

from functools import cache
from typing import Any

SUPPORTED = frozenset({"de"})
_SAMPLE = 4000
"""Characters that are read; more tells no more."""
_SURE = 0.9
"""Least probability; below, a short or mixed text is `und`."""
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
"""Fewer rivals make short texts safer."""


class UnsupportedLanguageError(ValueError):
    """The text is in a language that is not supported yet; `language` says which (`und`: it does not tell).

    Nothing is read on a guess. Give the language if you know it to be German.
    """

    def __init__(self, language: str) -> None:
        super().__init__(f'language "{language}" is not supported yet')
        self.language = language


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  loads half a second: only when asked

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(_CANDIDATES)
    return made


def identify(text: str) -> str:
    """Give the ISO 639-1 code of a text's language, `und` if it does not tell."""
    sample = text[:_SAMPLE]
    if not any(char.isalpha() for char in sample):
        return "und"
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else "und"
