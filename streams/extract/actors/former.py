"""Adjectives that say that an office is no longer held: ``der frühere Präsident``, ``der gestürzte Präsident``."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import FORMER
from streams.extract.analyser import Sentence
from streams.extract.languages.de.words import words

_OF_NO_STATE = frozenset(("BUS", "MNC", "LAB", "NGO", "REL", "EDU", "JRN", "MED", "AGR", "SOC", "REB", "CRM", "CVL"))
"""Sectors of which nobody becomes a former official: a former union leader is of the union's side still."""
_ENDINGS = ("en", "er", "es", "em", "e")


def is_former(sentence: Sentence, candidate: Candidate) -> bool:
    """``der frühere Präsident``, ``Ex-Präsident``."""
    role = candidate.role
    return (role is not None and role.former) or has_adjective(sentence, candidate, "former")


def sectors_after(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors of somebody who has a role no longer: who held an office of state is a former official."""
    return sectors if sectors[:1] and sectors[0] in _OF_NO_STATE else (FORMER,)


def is_removed(sentence: Sentence, candidate: Candidate) -> bool:
    """``der gestürzte Präsident``, ``sein Vorgänger``."""
    role = candidate.role
    return (role is not None and words().is_("predecessor", role.noun)) or has_adjective(sentence, candidate, "removed")


def has_adjective(sentence: Sentence, candidate: Candidate, name: str) -> bool:
    """Whether an adjective of a class of words stands before a noun."""
    tokens = sentence.tokens[max(0, candidate.first) : candidate.head]
    return any(token.tag == "ADJ" and words().is_(name, stem_of(token.text)) for token in tokens)


def stem_of(adjective: str) -> str:
    """An adjective in lower case without its ending."""
    lower = adjective.lower()
    for ending in _ENDINGS:
        if lower.endswith(ending):
            return lower[: -len(ending)]
    return lower
