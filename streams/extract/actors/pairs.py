"""The two sides of a story: who is meant by ``beide Seiten`` and ``beide Länder``."""

from collections.abc import Sequence
from itertools import pairwise

from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.offices import negotiates

_TWO = 2


class Pairs:
    """The last two actors that stood together."""

    def __init__(self) -> None:
        self._pair: tuple[Entity, ...] = ()
        self._states: tuple[Entity, ...] = ()
        self._persons: list[Entity] = []

    def meant(self, *, states: bool) -> tuple[Entity, ...]:
        """The two sides; of ``states``, those that stood together last, as long as there were any."""
        return (self._states or self._pair) if states else self._pair

    def with_partner(self, side: Entity) -> tuple[Entity, ...] | None:
        """The two states that act together, if one of them is ``side``."""
        return self._states if side in self._states else None

    def see(self, mentions: Sequence[Mention]) -> None:
        """Remember who stands together in a sentence, and the last two persons of different sides."""
        named = [mention for mention in mentions if not mention.possessive]
        actors = tuple(dict.fromkeys(e for mention in named for e in mention.entities if negotiates(e)))
        together = _together(named)
        states = [pair for pair in together if all(entity.kind == "state" for entity in pair)]
        self._states = states[-1] if states else self._states
        persons = tuple(entity for entity in actors if entity.kind == "person")
        for person in persons:
            self._persons = [*(p for p in self._persons if p.place != person.place), person][-_TWO:]
        if len(persons) == _TWO and persons[0].place != persons[1].place:
            self._pair = persons
        elif together:
            self._pair = together[-1]
        elif persons and len(self._persons) == _TWO:
            self._pair = tuple(self._persons)
        elif len(actors) == _TWO and actors[0].place != actors[1].place:
            self._pair = actors


def _together(mentions: Sequence[Mention]) -> list[tuple[Entity, ...]]:
    """Pairs in one mention, or in two with only ``und`` and an article between."""
    pairs = [m.entities for m in mentions if len(m.entities) == _TWO and all(map(negotiates, m.entities))]
    for left, right in pairwise(mentions):
        if 0 < right.first - left.last <= _TWO and len(left.entities) == len(right.entities) == 1:
            pair = left.entities + right.entities
            if all(map(negotiates, pair)) and pair[0].place != pair[1].place:
                pairs.append(pair)
    return pairs
