"""An event before it becomes a record."""

from dataclasses import dataclass
from typing import NamedTuple

from schemas.plover import EventType, Modality
from streams.extract.actors import Entity, Mention
from streams.extract.analyser import Sentence

Range = tuple[int, int]
"""Half-open code points of the article's text."""


class Filled(NamedTuple):
    """A party, and the words that name it."""

    entity: Entity
    mention: Mention | None
    role: str
    """The argument, in words for people: ``subject``, ``mit``."""


@dataclass(slots=True, eq=False)
class Found:
    """An event as one clause reports it."""

    index: int
    """Number of the sentence."""
    sentence: Sentence
    trigger: int
    type: EventType
    modes: tuple[str, ...]
    actors: tuple[Filled, ...]
    recipients: tuple[Filled, ...]
    reciprocal: bool
    modality: Modality
    signs: tuple[int, ...]
    """Positions of the words that decided the modality."""
    rule: str
    where: str
    """Line of the lexicon, and its entry; empty where the rule needs none."""
    runner_up: str
    """The sense of another type that came next, and why it lost."""
    noun: bool
    pluperfect: bool
    near: tuple[Range, ...]
    """The words of its clause."""
    around: tuple[Range, ...]
    """The words of the clause above it."""

    @property
    def start(self) -> int:
        """Where its trigger begins in the text."""
        return self.sentence.tokens[self.trigger].start

    @property
    def end(self) -> int:
        """One past its trigger."""
        return self.sentence.tokens[self.trigger].end


ROLES = {
    "subj": "subject",
    "obj": "accusative object",
    "dat": "dative object",
    "gen": "genitive object",
    "of": "whose it is",
    "own": "the noun of the sense",
    "adj": "adjective before the noun",
    "comp": "first part of the compound",
    "clause": "clause under it",
}
"""Arguments of the lexicon in words for people; prepositions stand for themselves."""
