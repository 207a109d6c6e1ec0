"""Where something happens, as the words of its clause tell."""

from collections.abc import Iterator

from streams.extract.events.found import Filled
from streams.extract.events.frame import Frame
from streams.extract.events.view import View

PLACES = frozenset(("in", "bei", "auf", "an", "nahe"))
"""Prepositions that tell where."""
_DEEP = 4
_ATTRIBUTES = frozenset(("nmod", "appos", "flat", "compound", "nmod:poss", "obl"))


def location(view: View, frame: Frame | None, spot: int) -> Iterator[Filled]:
    """Countries, and cities by their country, that tell where something happens."""
    number = frame.clause if frame is not None else view.owner[spot]
    for mention in view.mentions:
        if mention.possessive or mention.pronoun or view.owner[mention.head] != number:
            continue
        if any(entity.kind != "state" for entity in mention.entities) or not _is_where(view, mention.head):
            continue
        yield from (Filled(entity, mention, "where it happened") for entity in mention.entities)


def _is_where(view: View, spot: int) -> bool:
    """``in Bagdad``, ``in der Nähe von Brüssel``, ``im Osten Bagdads``."""
    for _ in range(_DEEP):
        preposition = view.preposition(spot)
        if preposition in PLACES:
            return True
        above = view.tokens[spot].head
        if preposition not in ("", "von") or above == spot or view.tokens[spot].relation not in _ATTRIBUTES:
            return False
        spot = above
    return False
