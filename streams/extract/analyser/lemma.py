"""Lemmas, and what mood a verb's form can be."""

import gzip
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from streams.extract.analyser.lists import table
from streams.extract.dictionary import dictionary_form
from streams.extract.remembering import SOME_KEPT, WORDS_KEPT

_AUXILIARIES = frozenset({"sein", "haben", "werden"})
_VERBAL = frozenset({"VERB", "AUX"})


class VerbForm(NamedTuple):
    """What the lexicon says of a form."""

    lemmas: tuple[str, ...]
    mood: str
    """`1`, `2`: subjunctive only; `t`: subjunctive I with a subject in the third person; `a`: either; `-`: never."""
    readings: str
    """`r` `v` present and past indicative, `k` `j` subjunctive I and II, `m` imperative, `i` `z` infinitives, `p` `a`
    participles."""

    @property
    def may_be_finite(self) -> bool:
        """Whether any reading is finite."""
        return any(kind in "rvkj" for kind in self.readings)


@cache
def verb_forms() -> dict[str, str]:
    """Load the verb lexicon: form to its line's rest, taken apart only when asked for."""
    raw = gzip.decompress((files(__package__) / "data" / "verbs.tsv.gz").read_bytes()).decode("utf-8")
    return dict(line.split("\t", 1) for line in raw.split("\n") if line and line[0] != "#")


@lru_cache(maxsize=SOME_KEPT)
def verb_form(form: str) -> VerbForm | None:
    """Look a verb's form up, as it is or in small letters."""
    found = verb_forms().get(form) or verb_forms().get(form.lower())
    if found is None:
        return None
    lemmas, mood, readings = found.split("\t")
    return VerbForm(tuple(lemmas.split("|")), mood, readings)


@lru_cache(maxsize=WORDS_KEPT)
def lemma_of(form: str, tag: str, kind: str) -> str:
    """Give the lemma of a form with a universal tag and an STTS tag; the form itself if nothing is known."""
    if tag == "PROPN" or tag in {"PUNCT", "NUM", "SYM"}:
        return form
    if tag in _VERBAL:
        known = verb_form(form)
        if known is not None:
            lemmas = known.lemmas
            if tag == "AUX":
                lemmas = tuple(lemma for lemma in lemmas if lemma in _AUXILIARIES) or lemmas
            if kind == "VVPP" and len(lemmas) > 1:  # "gehört" is "hören" or "gehören": the shorter is meant more often
                return table("participles.tsv").get(form.lower()) or min(lemmas, key=len)
            return lemmas[0]
    found = _dictionary_form(form)
    return found if tag in {"NOUN", "X"} else found.lower()


_dictionary_form = lru_cache(maxsize=SOME_KEPT)(dictionary_form)


def separable(particle: str, lemma: str) -> str:
    """Join a separated particle and the verb's lemma: "hervor" and "heben"."""
    return particle.lower() + lemma
