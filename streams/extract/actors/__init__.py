"""Who is who: the dated registry of actors, and resolution in the text."""

from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.prefixes import adjectival, prefixed
from streams.extract.actors.resolve import Resolved, resolve

__all__ = ["Entity", "Mention", "Resolved", "adjectival", "prefixed", "resolve"]
