"""Actors of roles without a name: ``die Polizei`` of a country, one entity each."""

from streams.extract.actors.entity import Entity
from streams.extract.actors.known.entry import Role
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.offices import title


class Made:
    """The article's actors that only a role and a place make."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._entities: dict[tuple[str, str, tuple[str, ...]], Entity] = {}

    def entity(
        self, place: str, role: Role, sectors: tuple[str, ...], gender: str = "", *, international: bool = False
    ) -> Entity:  # fmt: skip
        """The actor of a role in a place."""
        key = place, role.full, sectors
        if key not in self._entities:
            kind = {"person": "person", "body": "organisation"}.get(role.kind, "group")
            name = title(role)
            self._entities[key] = Entity(
                place, sectors, name, kind, office=name if kind == "person" and role.office else None, role=role.full,
                offices=frozenset(self._registry.office_of(role.full)), feminine=role.feminine,
                gender=gender, plural=kind == "group" or role.plural is True,
                international=international or self._registry.is_organisation(place),
                unnamed=kind == "person",
            )  # fmt: skip
        return self._entities[key]
