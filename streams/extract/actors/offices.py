"""Offices: which titles name the same one, and who can be one of two sides."""

from streams.extract.actors.entity import Entity
from streams.extract.actors.registry import Role

_OFFICES = (
    frozenset(("präsident", "staatspräsident", "staatschef", "staatsoberhaupt", "bundespräsident", "diktator")),
    frozenset(("premier", "premierminister", "ministerpräsident", "regierungschef", "kanzler", "bundeskanzler")),
)
HEADS = frozenset(("leiter", "chef", "vorsitzender", "direktor", "sprecher", "vertreter"))
"""Nouns whose sector is that of the body that they head or speak for."""


def negotiates(entity: Entity) -> bool:
    """Whether "both sides" may mean it."""
    return (entity.place != "XXX" and entity.kind in ("person", "state")) or entity.international


def title(role: Role) -> str:
    """The office as it is written: ``Außenminister``."""
    return role.full[:1].upper() + role.full[1:]


def same_office(described: str, held: str) -> bool:
    """Whether a description fits an office: ``minister`` fits ``außenminister``; lower case."""
    if described == held or held.endswith(described) or described.endswith(held):
        return True
    return any(described in group and held in group for group in _OFFICES)
