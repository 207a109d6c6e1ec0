"""Who fits a description: ``der Minister``, ``das Bündnis``, ``das Land``, the other one of two."""

from streams.extract.actors.entity import FORMER, NOWHERE, Entity
from streams.extract.actors.known.entry import Role
from streams.extract.actors.memory import Fits
from streams.extract.actors.offices import same_office
from streams.extract.actors.people import People
from streams.extract.languages.de.words import words

_STATE = (("GOV",), ("LEG",), ("MIL",), ("COP",), ("JUD",), ("SPY",))
"""Sectors of bodies of a state, which no ``Organisation`` or ``Gruppe`` means."""


class PersonOf(Fits):
    """A person who holds, or held, what a role says."""

    def __init__(
        self,
        role: str,
        places: tuple[str, ...],
        offices: frozenset[str] = frozenset(),
        *,
        former: bool = False,
        feminine: bool | None = None,
    ) -> None:
        self._role, self._places, self._offices, self._former = role, places, offices, former
        self._feminine = feminine

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        if entity.kind != "person" or (self._places and entity.place not in self._places):
            return False
        if self._feminine is not None and entity.feminine is (not self._feminine):
            return False
        if self._former:
            return entity.sectors[:1] == (FORMER,) and (entity.role is None or same_office(self._role, entity.role))
        if entity.role == self._role:
            return True
        if self._offices and entity.offices and not self._offices & entity.offices:
            return False
        return bool(self._offices & entity.offices) or (
            entity.role is not None and same_office(self._role, entity.role)
        )


class InOffice(Fits):
    """Somebody who fits, and did not lose the office."""

    def __init__(self, fits: Fits) -> None:
        self._fits = fits

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        return entity.sectors[:1] != (FORMER,) and self._fits(entity)


class Once(Fits):
    """A person who held an office before, whatever the person is now."""

    def __init__(
        self,
        people: People,
        offices: frozenset[str],
        places: tuple[str, ...],
        feminine: bool | None,  # noqa: FBT001
    ) -> None:
        self._people, self._offices, self._places, self._feminine = people, offices, places, feminine

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        if entity.kind != "person" or (self._places and entity.place not in self._places):
            return False
        if self._feminine is not None and entity.feminine is (not self._feminine):
            return False
        return not entity.offices and self._people.once_held(entity, self._offices)


class Other(Fits):
    """A person of another side than somebody."""

    def __init__(self, owner: Entity, feminine: bool | None = None, *, same_office: bool = False) -> None:  # noqa: FBT001
        self._owner, self._feminine, self._same_office = owner, feminine, same_office

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        if entity.kind != "person" or entity is self._owner or entity.place == self._owner.place:
            return False
        if self._feminine is not None and entity.feminine is (not self._feminine):
            return False
        return not self._same_office or bool(self._owner.offices & entity.offices)


class Body(Fits):
    """A body that a noun can mean again: ``das Ministerium``, ``das Bündnis``, ``die Organisation``."""

    def __init__(self, role: Role, *, exactly: bool = False) -> None:
        self._role = role
        self._exactly = exactly
        self._generic = words().is_("generic_body", role.full)

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        if entity.kind != "organisation":
            return False
        if (entity.role or entity.name).lower().endswith(self._role.full):
            return True
        return self._generic and entity.place != NOWHERE and self._alike(entity)

    def _alike(self, entity: Entity) -> bool:
        wanted, sectors = self._role.sectors[:1], entity.sectors[:1]
        if self._exactly or sectors in _STATE:
            return wanted == sectors != ("SOC",)
        if entity.international:
            return wanted != ("PTY",)
        return sectors != ("JRN",) and (wanted in ((), ("SOC",)) or sectors == wanted)


class OfSector(Fits):
    """An actor of a sector in a country."""

    def __init__(self, sector: str) -> None:
        self._sector = sector

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        return entity.sectors[:1] == (self._sector,) and entity.place != NOWHERE


class Addressed(Fits):
    """Somebody whom a speaker may speak to."""

    def __init__(self, speaker: Entity | None) -> None:
        self._speaker = speaker

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        return entity is not self._speaker and entity.kind in ("person", "group") and bool(entity.sectors)


class Unnamed(Fits):
    """A person of whom only the role is told, and who can have a name of a gender."""

    def __init__(self, feminine: bool | None) -> None:  # noqa: FBT001
        self._feminine = feminine

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        if not entity.unnamed or entity.plural:
            return False
        return self._feminine is None or entity.feminine is not (not self._feminine)


class AnyBody(Fits):
    """A body that can have a spokesman and staff: no state."""

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        return entity.kind == "organisation" and entity.place != NOWHERE and entity.sectors[:1] != ("JRN",)
