"""Actors within words: ``US-Sanktionen``, ``EU-Gipfel``, ``russischer Angriff``."""

from streams.extract.actors.entity import NOWHERE, WEST, Entity
from streams.extract.actors.known.registry import registry


def prefixed(word: str) -> Entity | None:
    """The actor that a compound begins with, or nothing."""
    entry = registry().prefix(word)
    if entry is None:
        return None
    place = entry.code.split(".")[0]
    international = entry.country is None and place not in (NOWHERE, WEST)
    return Entity(place, entry.sectors, entry.name, entry.kind, international=international, wikidata=entry.wikidata)


def adjectival(word: str) -> tuple[Entity, ...]:
    """The states that an adjective names: two for ``belarussisch-russische``."""
    known = registry()
    return tuple(Entity(code, (), known.place_name(code), "state") for code in known.adjective(word))
