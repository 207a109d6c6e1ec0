"""An event before it becomes a record."""

from dataclasses import dataclass
from typing import NamedTuple

from schemas.plover import EventType, Modality
from streams.extract.actors import Entity, Mention, Phrase
from streams.extract.document import Sentence
from streams.extract.events.clauses import Clause
from streams.extract.events.lexicon import Entry


class Filled(NamedTuple):
    """A party, and the argument that names it."""

    entity: Entity
    phrase: Phrase | None
    role: str
    """The argument, in words for people: ``subject``, ``mit``."""

    @property
    def mention(self) -> Mention | None:
        """The words that name it."""
        found = self.phrase.mentions if self.phrase is not None else ()
        return next((mention for mention in found if self.entity in mention.entities), None)


@dataclass(slots=True, eq=False)
class Found:
    """An event as one clause reports it."""

    sentence: Sentence
    clause: Clause
    trigger: int
    type: EventType
    mode: str
    actors: tuple[Filled, ...]
    recipients: tuple[Filled, ...]
    reciprocal: bool
    modality: Modality
    signs: tuple[int, ...]
    """Positions of the words that decided the modality."""
    confidence: float
    rule: str
    entry: Entry
    noun: bool


ROLES = {
    "subj": "subject",
    "acc": "accusative object",
    "dat": "dative object",
    "gen": "genitive",
    "poss": "genitive before the noun",
    "adj": "adjective before the noun",
    "prefix": "first part of the compound",
}
"""Arguments of the lexicon in words for people; prepositions stand for themselves."""


def parties(phrase: Phrase | None, role: str) -> tuple[Filled, ...]:
    """The actors of a phrase, each with the role that it fills."""
    if phrase is None:
        return ()
    return tuple(Filled(entity, phrase, ROLES.get(role, role)) for entity in phrase.entities)
