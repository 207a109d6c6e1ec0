"""Whose a date is: the event's that is asked for, or another noun's beside it."""

from enum import IntEnum

from streams.extract.analyser import Sentence
from streams.extract.events import Found

_CLIMB = 6
_CALENDAR = frozenset(
    ("jahr", "monat", "tag", "woche", "abend", "morgen", "nacht", "nachmittag", "vormittag", "mittag")
)
"""Nouns that are part of a date: ``im Jahre 1980``, ``am Abend des 3. Mai``."""
_ELSEWHEN = frozenset(("nach", "vor", "seit", "für", "gegen", "über", "wegen", "zu", "trotz", "aufgrund", "um", "aus"))
"""Prepositions of a noun whose day is another than the clause's: ``nach der Abstimmung am 1. Juli``."""
_VERBAL = frozenset(("VERB", "AUX"))
_BEFORE_NOUN = frozenset(("amod", "acl"))


class Whose(IntEnum):
    """How near a date stands to an event; the smallest is its own."""

    OWN = 0
    BESIDE = 1
    """A noun's in the event's clause, whose day may be the event's too: ``auf dem Gipfel am Montag``."""
    ANOTHER = 2
    """Certainly another's: ``der für kommendes Jahr geplanten Erhöhung``."""


def whose(sentence: Sentence, start: int, end: int, trigger: int = -1) -> Whose:
    """Whose the date at code points ``start`` to ``end`` is: the event's that ``trigger`` tells, or its clause's."""
    tokens = sentence.tokens
    spot = next((spot for spot, token in enumerate(tokens) if token.end > start), None)
    for _ in range(_CLIMB):
        if spot is None or spot == trigger:
            return Whose.OWN
        token = tokens[spot]
        outside = not start <= token.start < end
        if outside and token.relation in _BEFORE_NOUN and token.head > spot and token.tag in ("VERB", "ADJ"):
            return Whose.OWN if token.head == trigger else Whose.ANOTHER
        if outside and token.tag == "NOUN" and token.lemma.lower() not in _CALENDAR:
            return Whose.ANOTHER if sentence.preposition(spot) in _ELSEWHEN else Whose.BESIDE
        if token.tag in _VERBAL or token.head == spot:
            return Whose.OWN
        spot = token.head
    return Whose.OWN


def of_event(item: Found, position: int) -> bool:
    """Whether a word at a code point stands at the event's verb or noun, not within another phrase of its clause."""
    tokens = item.sentence.tokens
    spot = next((spot for spot, token in enumerate(tokens) if token.end > position), None)
    if spot is None:
        return True
    above = tokens[spot].head
    return above in (spot, item.trigger) or tokens[above].tag in _VERBAL
