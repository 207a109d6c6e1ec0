"""What is known of an article while its sentences are read one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.described import Describer
from streams.extract.actors.entity import Entity
from streams.extract.actors.hosts import Hosts
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.memory import Memory
from streams.extract.actors.pairs import Pairs
from streams.extract.actors.people import People
from streams.extract.actors.standing import Standing
from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import Words

Meant = tuple[tuple[Entity, ...], str, float]
"""(actors, why, confidence)."""

NOBODY: Meant = ((), "", 0.0)


class Waiting(Protocol):
    """A sentence with words that wait for their speaker."""

    def settle(self) -> None:
        """Resolve them."""


def is_reported(clause: Clause) -> bool:
    """Whether a clause is reported speech with no verb of saying over it."""
    return clause.mood == "subjunctive-1" and clause.governor is None


@dataclass(slots=True)
class Context:
    """An article's actors so far."""

    registry: Registry
    words: Words
    standing: Standing
    people: People
    memory: Memory
    pairs: Pairs
    describer: Describer
    hosts: Hosts
    candidates: Sequence[Sequence[Candidate]]
    quoted: Sequence[Sequence[bool]]
    """For each token of each sentence, whether it stands within quotation marks."""
    speaker: Entity | None = None
    addressees: tuple[Entity, ...] = ()
    reporter: Entity | None = None
    """Who speaks outside of reported speech; what that one tells of others' words leaves it so."""
    reported: bool = False
    """Whether the last sentence is reported speech with no verb of saying over it: ``Er werde kommen.``"""
    waiting: "list[Waiting]" = field(default_factory=list)
    """Words of a speech whose end, and so perhaps its speaker, is still to come."""

    def end_sentence(self, number: int, sentence: Sentence) -> None:
        """Resolve what waits for the end of a speech, unless it goes on in the next sentence."""
        self.reported = any(is_reported(clause) for clause in sentence.clauses)
        following = self.quoted[number + 1] if number + 1 < len(self.quoted) else ()
        if following and following[0]:
            return
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one.settle()
