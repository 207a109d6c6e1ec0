"""Adjectives that say that an office is no longer held: ``der frühere Präsident``, ``der gestürzte Präsident``."""

from streams.extract.actors.candidates import Candidate
from streams.extract.analyser import Sentence
from streams.extract.languages.de import words

_ENDINGS = ("en", "er", "es", "em", "e")


def is_former(sentence: Sentence, candidate: Candidate) -> bool:
    """``der frühere Präsident``, ``Ex-Präsident``."""
    role = candidate.role
    return (role is not None and role.former) or _has(sentence, candidate, "former")


def is_removed(sentence: Sentence, candidate: Candidate) -> bool:
    """``der gestürzte Präsident``, ``sein Vorgänger``."""
    role = candidate.role
    return (role is not None and words().is_("predecessor", role.noun)) or _has(sentence, candidate, "removed")


def _has(sentence: Sentence, candidate: Candidate, name: str) -> bool:
    tokens = sentence.tokens[max(0, candidate.first) : candidate.head]
    return any(token.tag == "ADJ" and words().is_(name, _stem(token.text)) for token in tokens)


def _stem(adjective: str) -> str:
    lower = adjective.lower()
    for ending in _ENDINGS:
        if lower.endswith(ending):
            return lower[: -len(ending)]
    return lower
