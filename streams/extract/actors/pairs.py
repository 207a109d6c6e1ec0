"""The two sides of a story: who is meant by ``beide Seiten`` and ``beide Länder``."""

from collections.abc import Sequence
from itertools import pairwise

from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.offices import negotiates
from streams.extract.analyser import Token

_TWO = 2
_JOINS = frozenset(("und", "sowie"))
_TOGETHER = 3.0
"""How firmly two stand together that are named in one breath: ``A und B``."""
_MET = 2.0
"""… that are the two persons of one sentence."""
_NEAR = 1.4
"""… that are the two actors of one sentence."""
_LAST = 1.0
"""… that are the last two persons."""
_FADES = 0.3
"""What each sentence takes from that."""


class Pairs:
    """The last actors that stood together."""

    def __init__(self) -> None:
        self._pair: tuple[Entity, ...] = ()
        self._firm = 0.0
        self._states: tuple[Entity, ...] = ()
        self._many: tuple[Entity, ...] = ()
        self._persons: list[Entity] = []

    def meant(self, *, states: bool) -> tuple[Entity, ...]:
        """The two sides; of ``states``, those that stood together last, as long as there were any."""
        return (self._states or self._pair) if states else self._pair

    def persons(self) -> tuple[Entity, ...]:
        """The two persons that stood together last."""
        if all(entity.kind == "person" for entity in self._pair):
            return self._pair
        return tuple(self._persons) if len(self._persons) == _TWO else ()

    def states(self, number: int) -> tuple[Entity, ...]:
        """The states of a list of so many that were named together last: ``die drei Länder``."""
        return self._many if len(self._many) == number else ()

    def with_partner(self, side: Entity) -> tuple[Entity, ...] | None:
        """The two states that act together, if one of them is ``side``."""
        return self._states if side in self._states else None

    def partner_places(self, side: Entity) -> tuple[str, ...]:
        """The countries of the pair, if one of them is ``side``."""
        places = tuple(dict.fromkeys(entity.place for entity in self._pair))
        return places if side.place in places and len(places) == _TWO else ()

    def fade(self) -> None:
        """Go on to the next sentence."""
        self._firm -= _FADES

    def see(self, mentions: Sequence[Mention], tokens: Sequence[Token]) -> None:
        """Remember who stands together in a sentence, and the last two persons of different sides."""
        if not mentions:
            return
        named = [mention for mention in mentions if not mention.possessive]
        actors = tuple(dict.fromkeys([e for mention in named for e in mention.entities if negotiates(e)]))
        if not actors:
            return
        together = _together(named, tokens) if len(actors) > 1 else []
        states = [pair for pair in together if all(entity.kind == "state" for entity in pair)]
        self._states = states[-1] if states else self._states
        listed = tuple(entity for entity in actors if entity.kind == "state")
        if len(listed) > _TWO:
            self._many = listed
        persons = tuple(entity for entity in actors if entity.kind == "person")
        for person in persons:
            self._persons = [*(p for p in self._persons if p.place != person.place), person][-_TWO:]
        if together:
            self._take(together[-1], _TOGETHER)
        if len(persons) == _TWO and persons[0].place != persons[1].place:
            self._take(persons, _MET)
        elif len(actors) == _TWO and actors[0].place != actors[1].place:
            self._take(actors, _NEAR)
        elif persons and len(self._persons) == _TWO:
            self._take(tuple(self._persons), _LAST)

    def _take(self, pair: tuple[Entity, ...], firm: float) -> None:
        if set(pair) == set(self._pair):
            self._firm = max(self._firm, firm)
        elif firm >= self._firm:
            self._pair, self._firm = pair, firm


def _together(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[tuple[Entity, ...]]:
    """Pairs in one mention, or in two with only ``und`` and an article between."""
    pairs = [m.entities for m in mentions if len(m.entities) == _TWO and all(map(negotiates, m.entities))]
    for left, right in pairwise(mentions):
        between = [token.text.lower() for token in tokens[left.last : right.first]]
        if between and between[0] in _JOINS and len(between) <= _TWO and len(left.entities) == len(right.entities) == 1:
            pair = left.entities + right.entities
            if all(map(negotiates, pair)) and pair[0].place != pair[1].place:
                pairs.append(pair)
    return pairs
