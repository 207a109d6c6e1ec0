"""The two sides of a story: who is meant by ``beide Seiten`` and ``beide Länder``."""

from collections.abc import Sequence

from streams.extract.actors.entity import Entity, Phrase
from streams.extract.actors.offices import negotiates


class Pairs:
    """The last two actors that stood together."""

    def __init__(self) -> None:
        self._pair: tuple[Entity, ...] = ()
        self._states: tuple[Entity, ...] = ()

    def meant(self, *, states: bool) -> tuple[Entity, ...]:
        """The two sides; of ``states``, those that stood together last, as long as there were any."""
        return (self._states or self._pair) if states else self._pair

    def see(self, phrases: Sequence[Phrase]) -> None:
        """Remember who stands together in a sentence."""
        sides = [phrase for phrase in phrases if all(not mention.pronoun for mention in phrase.mentions)]
        actors = tuple(dict.fromkeys(entity for phrase in sides for entity in phrase.entities if negotiates(entity)))
        together = [
            phrase.entities
            for phrase in sides
            if len(phrase.entities) == 2 and all(map(negotiates, phrase.entities))  # noqa: PLR2004  # a pair
        ]
        states = [pair for pair in together if all(entity.kind == "state" for entity in pair)]
        self._states = states[-1] if states else self._states
        persons = tuple(entity for entity in actors if entity.kind == "person")
        if len(persons) == 2 and persons[0].place != persons[1].place:  # noqa: PLR2004  # a pair
            self._pair = persons
        elif together:
            self._pair = together[-1]
        elif len(actors) == 2 and actors[0].place != actors[1].place:  # noqa: PLR2004  # a pair
            self._pair = actors
