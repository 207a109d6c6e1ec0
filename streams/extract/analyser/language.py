"""Which language a text is in: statistics of letters first, then the small words, which tell German from its kin."""

import re
from functools import cache
from typing import Any

from streams.extract.analyser.lemma import verb_form
from streams.extract.analyser.lists import lines, table

SUPPORTED = frozenset({"de"})
_SAMPLE = 4000
"""Characters that are read; more tells no more."""
_SURE = 0.9
"""Least probability that the statistics must give; below, words decide or the text is `und`."""
_LEAST_HALF = 40
"""Characters of a half that is asked by itself: a text in two languages is not read."""
_CANDIDATES = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hr", "hu",
    "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "tr", "uk", "zh",
]  # fmt: skip
"""Languages of news; fewer rivals make short texts safer."""
_FEW = 2
"""So many small words of a neighbour say nothing yet against what the statistics say."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_STOP = re.compile(r"[.!?]\s")
_GERMAN = frozenset(lines("german.txt"))
_NEIGHBOURS = {language: frozenset(words.split()) for language, words in table("neighbours.tsv").items()}


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
    """Give the ISO 639 code of a text's language, `und` if it does not tell or is in two."""
    sample = text[:_SAMPLE]
    if not any(char.isalpha() for char in sample):
        return "und"
    language, probability = _identifier().classify(sample)
    words = _WORD.findall(sample)
    other, against = _neighbour([word.lower() for word in words])
    speaking = sum(word.lower() in _GERMAN for word in words)
    if against > max(speaking, _FEW) and against > len(words) / 8:
        return other
    if language != "de" and probability >= _SURE:
        return str(language)
    if probability < _SURE:
        small = [word for word in words if word[0].islower()]
        known = sum(word in _GERMAN or verb_form(word) is not None for word in small)
        return "de" if small and not against and 2 * known >= len(small) else "und"
    if against > speaking:
        return other
    return "und" if _in_two(sample) else "de"


def _neighbour(words: list[str]) -> tuple[str, int]:
    """Give the neighbour of German that the small words speak for most, and how many do that German has not."""
    counts = {
        language: sum(word in known and word not in _GERMAN for word in words)
        for language, known in _NEIGHBOURS.items()
    }  # fmt: skip
    return max(counts.items(), key=lambda item: item[1])


def _in_two(sample: str) -> bool:
    """Tell a text of which one half is in another language, cut where the sentence nearest to the middle ends."""
    middle = len(sample) // 2
    cut = min((match.end() for match in _STOP.finditer(sample)), key=lambda at: abs(at - middle), default=0)
    halves = sample[:cut], sample[cut:]
    if min(map(len, halves)) < _LEAST_HALF:
        return False
    found = [_identifier().classify(half) for half in halves]
    return any(language != "de" and probability >= _SURE for language, probability in found)
