"""What an article has told so far: whose country it is about, who acted last."""

from dataclasses import dataclass, field

from streams.extract.actors import Entity
from streams.extract.actors.entity import NOWHERE
from streams.extract.actors.known.registry import registry
from streams.extract.events.found import Filled, Found

_MOST = 60
"""Events back that are looked at: bounds the work in an article that never ends."""
_ORGANS = {
    "UAF": "Unbekannte Bewaffnete",
    "CVL": "Bevölkerung",
    "COP": "Polizei",
    "GOV": "Regierung",
    "LEG": "Parlament",
    "JUD": "Justiz",
    "LAB": "Beschäftigte",
    "MIL": "Armee",
    "PTY": "Partei",
}
"""Names of parties that no words name, by sector."""
_PEOPLE = frozenset(("CVL", "LAB"))
_REACH = 2
"""Sentences back that an unnamed party is looked for."""


def is_party(word: str) -> bool:
    """Whether a word is the name of a party."""
    match = registry().match([word], 0)
    return match is not None and any(entry.sectors[:1] == ("PTY",) for entry in match[1])


@dataclass(slots=True)
class Scene:
    """One article, read up to a sentence."""

    home: str | None = None
    """The country that it is mostly about."""
    genre: str = ""
    """``sport`` or ``show`` where its words mean something else than in politics."""
    told: list[Found] = field(default_factory=list)
    _states: dict[str, Entity] = field(default_factory=dict)
    _placed: dict[tuple[str, tuple[str, ...]], Entity] = field(default_factory=dict)

    def state(self, place: str) -> Entity:
        """A country as a whole."""
        if place not in self._states:
            self._states[place] = Entity(place, (), registry().place_name(place), "state")
        return self._states[place]

    def placed(self, entity: Entity, place: str) -> Entity:
        """People of no known country, as people of a country."""
        key = (place, entity.sectors)
        if key not in self._placed:
            self._placed[key] = Entity(place, entity.sectors, entity.name, entity.kind, plural=entity.plural)
        return self._placed[key]

    def organ(self, place: str, sector: str) -> Entity:
        """Who does or suffers such a deed in a country, where nobody is named: its police, its courts, its people."""
        if not sector:
            return self.state(place)
        people = sector in _PEOPLE
        kind = "group" if people else "organisation"
        return self.placed(Entity(NOWHERE, (sector,), _ORGANS[sector], kind, plural=people), place)

    def people(self, place: str) -> Entity:
        """The civilians of a country."""
        return self.organ(place, "CVL")

    def unknown(self) -> Entity:
        """Armed people whom nobody names."""
        key = (NOWHERE, ("UAF",))
        if key not in self._placed:
            self._placed[key] = Entity(NOWHERE, ("UAF",), "Unbekannte Bewaffnete", "group", plural=True)
        return self._placed[key]

    def lately(self, index: int) -> list[Found]:
        """The events told just before a sentence, the last first."""
        return [found for found in reversed(self.told[-8:]) if index - _REACH <= found.index <= index]

    def before(self) -> list[Found]:
        """The events told before, the last first, no further back than an article of usual length reaches."""
        return self.told[: -_MOST - 1 : -1]

    def home_party(self, role: str = "the country that the article is about") -> tuple[Filled, ...]:
        """The country that the article is about."""
        return (Filled(self.state(self.home), None, role),) if self.home else ()
