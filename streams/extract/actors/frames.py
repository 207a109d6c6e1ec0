"""Who speaks to whom in a sentence, as far as its clauses of saying tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.speech import says
from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import Words

_DEEP = 4
"""Clauses upwards that are looked at for who speaks."""
_TO = frozenset(("zu", "zur", "zum", "an", "vor", "gegenüber"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause of saying: who speaks, and to whom."""

    speaker: Entity
    addressees: tuple[Entity, ...] = ()


class Frames:
    """The clauses of saying of one sentence.

    Args:
        sentence: the sentence.
        mentions: its mentions so far.
        quoted: for each of its tokens, whether it stands within quotation marks.
        words: verbs of saying.
    """

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention], quoted: Sequence[bool], words: Words) -> None:
        self._sentence = sentence
        self._mentions = mentions
        self._quoted = quoted
        self._words = words

    def last(self) -> Frame | None:
        """The last clause outside of quotation marks that tells who speaks."""
        colon = self._before_colon() if True in self._quoted else None
        found: Frame | None = None
        for clause in self._sentence.clauses:
            if clause.subject is None or self._quoted[clause.verb]:
                continue
            if not says(clause, self._words) and not (colon is not None and clause.start <= colon < clause.end):
                continue
            speaker = self.at(clause.subject)
            if speaker is not None:
                found = Frame(speaker.entities[0], self._addressees(clause, speaker))
        return found

    def at(self, position: int | None) -> Mention | None:
        """The mention at a token."""
        if position is None:
            return None
        return next((m for m in self._mentions if m.first <= position < m.last and not m.possessive), None)

    def inner_speaker(self, number: int) -> Entity | None:
        """The subject of the clause of saying that a clause hangs on."""
        sentence = self._sentence
        for _ in range(_DEEP):
            governor = sentence.clauses[number].governor if number >= 0 else None
            if governor is None:
                return None
            clause = sentence.clauses[governor]
            if says(clause, self._words):
                subject = self.at(clause.subject)
                return subject.entities[0] if subject else None
            number = governor
        return None

    def _before_colon(self) -> int | None:
        """The token before a colon that opens a quotation: ``Er bat um Hilfe: „…``."""
        tokens = self._sentence.tokens
        for position in range(1, len(tokens) - 1):
            if tokens[position].text == ":" and not self._quoted[position] and self._opens(position + 1):
                return position - 1
        return None

    def _opens(self, position: int) -> bool:
        return position + 1 < len(self._quoted) and not self._quoted[position] and self._quoted[position + 1]

    def _addressees(self, clause: Clause, speaker: Mention) -> tuple[Entity, ...]:
        positions = [position for position in (clause.dative, *clause.objects) if position is not None]
        for position in positions:
            mention = self.at(position)
            if mention is not None and mention is not speaker and not self._quoted[position]:
                return mention.entities
        tokens = self._sentence.tokens
        for mention in self._mentions:
            before = tokens[mention.first - 1].text.lower() if mention.first else ""
            if before in _TO and not mention.capital and not mention.possessive and not self._quoted[mention.head]:
                return mention.entities
        return ()
