"""Persons by their relation to another: ``sein Amtskollege``, ``ihr Vorgänger``, ``seine Frau``."""

from streams.extract.actors.entity import FORMER, Entity
from streams.extract.actors.fits import Other
from streams.extract.actors.hosts import Hosts
from streams.extract.actors.known.entry import Role
from streams.extract.actors.memory import Fits, Memory
from streams.extract.actors.people import People
from streams.extract.languages.de.words import words

Meant = tuple[tuple[Entity, ...], str, float]
"""(actors, why, confidence)."""

_IN_OFFICE = ("GOV",)


class Relations:
    """Who stands in a relation to somebody.

    Args:
        people: the article's persons.
        memory: what was spoken of so far.
        hosts: where they meet.
    """

    def __init__(self, people: People, memory: Memory, hosts: Hosts) -> None:
        self._hosts = hosts
        self._people = people
        self._memory = memory
        self._words = words()
        self._entities: dict[tuple[str, str, tuple[str, ...]], Entity] = {}

    def holds(self, role: Role) -> bool:
        """Whether a role is one that only another person gives."""
        return any(self._words.is_(name, role.noun) for name in ("counterpart", "predecessor", "successor"))

    def meant(self, role: Role, places: tuple[str, ...], owner: Entity | None, sectors: tuple[str, ...]) -> Meant:
        """Who stands in the relation to the owner."""
        if owner is None:
            return (), "", 0.0
        if self._words.is_("counterpart", role.noun):
            return self._counterpart(role, places, owner, sectors)
        back = self._words.is_("predecessor", role.noun)
        entity = self._people.beside(owner, back=back)
        if entity is not None:
            return (entity,), "who held the office before" if back else "who held the office next", 0.85
        spoken = self._memory.last(_Predecessor(owner)) if back else None
        if spoken is not None:
            return (spoken,), "former official of the same country", 0.6
        place, named = owner.place, "Vorgänger" if back else "Nachfolger"
        sectors = (FORMER,) if back else _IN_OFFICE if owner.sectors == (FORMER,) else owner.sectors
        return (self._made(place, sectors, named, owner),), "by the office of another", 0.6

    def _counterpart(self, role: Role, places: tuple[str, ...], owner: Entity, sectors: tuple[str, ...]) -> Meant:
        """``sein russischer Amtskollege``: who holds the same office there."""
        if not places:
            same = self._memory.last(Other(owner, role.feminine, same_office=True))
            other = same or self._there(owner) or self._memory.last(Other(owner, role.feminine))
            return ((other,) if other else ()), "the other one of the two", 0.6
        for office in sorted(owner.offices):
            entity = self._people.holder(places[0], office)
            if entity is not None:
                return (entity,), "holder of the same office on the day", 0.85
        entity = self._made(places[0], owner.sectors or sectors, owner.office or "Amtskollege", owner)
        return (entity,), "same office in another country", 0.8

    def _there(self, owner: Entity) -> Entity | None:
        """``wurde in Paris von ihrem Kollegen begrüßt``: who holds the same office where they meet."""
        where = self._hosts.where
        if where is None or where == owner.place:
            return None
        return next(filter(None, (self._people.holder(where, office) for office in sorted(owner.offices))), None)

    def _made(self, place: str, sectors: tuple[str, ...], name: str, owner: Entity) -> Entity:
        key = place, name, sectors
        if key not in self._entities:
            office = owner.office if sectors != (FORMER,) else None
            role = owner.role or "amtskollege"
            self._entities[key] = Entity(place, sectors, name, "person", office=office, role=role, unnamed=True)
        return self._entities[key]


class _Predecessor(Fits):
    """A former official of somebody's country."""

    def __init__(self, owner: Entity) -> None:
        self._owner = owner

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        return entity is not self._owner and entity.place == self._owner.place and entity.sectors[:1] == (FORMER,)
