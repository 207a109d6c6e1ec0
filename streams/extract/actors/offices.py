"""Titles: which ones name the same office, and who can be one of two sides."""

from streams.extract.actors.entity import NOWHERE, Entity
from streams.extract.actors.known.entry import Role
from streams.extract.languages.de.words import words

_SAME = ("head_of_state", "head_of_government")
"""Classes of titles that name one office."""


def negotiates(entity: Entity) -> bool:
    """Whether "both sides" may mean it."""
    return (entity.place != NOWHERE and entity.kind in ("person", "state")) or entity.international


def title(role: Role) -> str:
    """The office as it is written: ``Außenminister``."""
    return role.full[:1].upper() + role.full[1:]


def same_office(described: str, held: str) -> bool:
    """Whether a description fits an office: ``minister`` fits ``außenminister``; lower case."""
    if described == held or held.endswith(described) or described.endswith(held):
        return True
    return any(words().is_(office, described) and words().is_(office, held) for office in _SAME)
