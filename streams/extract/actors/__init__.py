"""Who is who: the dated registry of actors, and resolution in the text."""

from streams.extract.actors.entity import Entity, Mention, Phrase
from streams.extract.actors.phrases import phrases_of
from streams.extract.actors.prefixes import adjectival, prefixed
from streams.extract.actors.resolve import Resolved, resolve

__all__ = ["Entity", "Mention", "Phrase", "Resolved", "adjectival", "phrases_of", "prefixed", "resolve"]
