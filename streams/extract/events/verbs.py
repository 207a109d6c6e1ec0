"""Participles before nouns: the verb within, and whether its noun acts or suffers."""

from functools import lru_cache
from typing import NamedTuple

from streams.extract.analyser.lemma import verb_form
from streams.extract.remembering import SOME_KEPT

_ENDINGS = ("en", "em", "er", "es", "e")


class Participle(NamedTuple):
    """A verb in the form of an adjective."""

    lemma: str
    passive: bool
    """``der verhaftete Mann``; of ``der protestierende Mann`` the noun acts."""


@lru_cache(maxsize=SOME_KEPT)
def participle_of(word: str) -> Participle | None:
    """The verb of an inflected participle, or nothing for other adjectives."""
    lower = word.lower()
    for ending in _ENDINGS:
        stem = lower.removesuffix(ending)
        if stem == lower:
            continue
        if stem.endswith("end"):
            known = verb_form(stem[:-1]) or verb_form(stem[:-2] + "n")
            return Participle(known.lemmas[0], passive=False) if known is not None else None
        for form in (stem, stem + "e") if ending != "e" else (stem,):
            known = verb_form(form)
            if known is not None and "p" in known.readings and form.endswith(("t", "en")):
                return Participle(min(known.lemmas, key=len), passive=True)
    return None
