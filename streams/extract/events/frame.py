"""A verb with its places."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.extract.analyser import Oblique, Token

OBJECTS = frozenset(("obj", "iobj", "obl:arg"))
"""Relations of objects."""
CONTENT = frozenset(("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"))
"""Tags of what can fill a place."""
AGENT = ("von", "durch", "seitens")
"""Prepositions of who acts in the passive, in the order that they are tried."""
_BARE = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "beim": "bei",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "aufs": "auf",
    "fürs": "für",
    "vorm": "vor",
}


class Frame(NamedTuple):
    """A verb with its places."""

    node: int
    """The full verb; of a copula clause what it says."""
    lemma: str
    clause: int
    """Number of the clause that it belongs to, -1 where there is none."""
    own: bool
    """The clause's own verb, not one that shares it or stands before a noun."""
    passive: bool
    subject: int | None
    objects: tuple[int, ...]
    dative: int | None
    obliques: tuple[Oblique, ...]
    attributive: bool = False
    """A participle before its noun."""


def preposition_of(tokens: Sequence[Token], children: Sequence[int]) -> str:
    """The preposition among what hangs on a noun, contraction undone; empty for none.

    Args:
        tokens: the sentence.
        children: the words that hang on the noun.
    """
    for child in children:
        token = tokens[child]
        if token.relation == "case" and token.tag == "ADP":
            if token.lemma == "zufolge" and child < token.head:
                continue  # It stands behind its noun: ``Angaben zufolge``.
            return _BARE.get(token.lemma, token.lemma)
    return ""
