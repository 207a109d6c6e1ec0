"""Who is host and who is guest: by who receives whom, and by where they meet."""

from collections.abc import Iterator, Sequence

from streams.extract.actors.entity import NOWHERE, Entity, Mention
from streams.extract.actors.memory import Memory
from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import Words

_WITHIN = 6
_IN = frozenset(("in", "im", "nach"))


class Hosts:
    """The host and the guest of an article, as far as it was read."""

    def __init__(self, memory: Memory, words: Words) -> None:
        self._memory = memory
        self._words = words
        self._host: Entity | None = None
        self._guest: Entity | None = None
        self.where: str | None = None
        """Country of the place that was named last as one where something happens."""

    def see(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        """Learn from a sentence who receives whom, and where."""
        tokens = sentence.tokens
        for mention in mentions:
            if mention.entities[0].kind != "state" or mention.possessive or not mention.first:
                continue
            if tokens[mention.first - 1].text.lower() in _IN:
                self.where = mention.entities[0].place
        for clause in sentence.clauses:
            if self._words.is_("receive", clause.lemma) and not clause.passive:
                self._host = self._person(mentions, clause.subject) or self._host
                for position in clause.objects:
                    self._guest = self._person(mentions, position) or self._guest
            elif self._words.is_("arrive", clause.lemma) and self._travels(clause):
                self._guest = self._person(mentions, clause.subject) or self._guest

    def meant(self, noun: str, sentence: int) -> Entity | None:
        """``der Gastgeber``, ``der Gast``: who received, or is of the country where they meet; the other one."""
        hosts = noun == "gastgeber"
        known, other = (self._host, self._guest) if hosts else (self._guest, self._host)
        if known is not None:
            return known
        persons = [entity for entity in self._persons(sentence) if entity is not other]
        if self.where is None or self.where == NOWHERE:
            return None
        return next((entity for entity in persons if (entity.place == self.where) is hosts), None)

    def _persons(self, sentence: int) -> Iterator[Entity]:
        for seen in reversed(list(self._memory.recent(sentence, _WITHIN))):
            for entity in seen.entities:
                if entity.kind == "person" and not entity.plural:
                    yield entity

    @staticmethod
    def _person(mentions: Sequence[Mention], position: int | None) -> Entity | None:
        for mention in mentions:
            if position is not None and mention.first <= position < mention.last and not mention.possessive:
                entity = mention.entities[0]
                return entity if entity.kind == "person" and not entity.plural else None
        return None

    @staticmethod
    def _travels(clause: Clause) -> bool:
        """Not who leaves again."""
        return not any(oblique.preposition in ("aus", "von") for oblique in clause.obliques)
