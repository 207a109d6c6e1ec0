"""Who is meant: the registry of names and roles, and the resolution of what an article calls them."""

from streams.extract.actors.entity import Entity, Mention, Phrase
from streams.extract.actors.resolve import Resolved, resolve

__all__ = ["Entity", "Mention", "Phrase", "Resolved", "resolve"]
