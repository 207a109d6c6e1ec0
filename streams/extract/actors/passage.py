"""What a description without a name stands in: its sentence, its country, whose it is."""

from typing import NamedTuple

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import Entity
from streams.extract.actors.known.entry import Role
from streams.extract.actors.scene import Place
from streams.extract.analyser import Sentence


class Passage(NamedTuple):
    """A role as it stands in the text, and what its words and its neighbourhood tell."""

    sentence: Sentence
    number: int
    candidate: Candidate
    role: Role
    owner: Entity | None
    """Whom a possessive before it means."""
    gender: str
    near: str | None
    """Country that the passage is about, where it matters."""
    places: tuple[str, ...]
    """Countries, or organisations, that its words tell."""
    sectors: tuple[str, ...]
    international: bool


def place_of(sentence: Sentence, number: int, candidate: Candidate) -> Place:
    """Where a candidate stands, for the scene."""
    colon = ":" in [token.text for token in sentence.tokens[: candidate.first]]
    return Place(number, candidate.first, colon)
