"""What stands before the hyphen of a compound: ``US-Sanktionen``, ``EU-Gipfel``."""

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
