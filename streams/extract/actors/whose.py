"""Whose a role is: the country, or body, that the words beside it tell, and the sectors that it has from there."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.known.entry import Entry, Role
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.standing import Standing
from streams.extract.languages.de import words

_FEDERAL = ("AUT", "CHE")
_OF_STATE = frozenset(("GOV", "PTY"))
"""Sectors of bodies that a role of state does not take: a minister is of the government whatever his party."""


class Whose:
    """Places of roles.

    Args:
        registry: what names mean.
        standing: the article's states and bodies.
        home: the country that the article is mostly about.
    """

    def __init__(self, registry: Registry, standing: Standing, home: str | None) -> None:
        self._registry = registry
        self._standing = standing
        self._home = home
        self._words = words()

    def place(self, candidate: Candidate, role: Role, near: str | None) -> tuple[str | None, tuple[str, ...], bool]:
        """(country or organisation, sectors, international) as the words themselves tell."""
        sectors = role.sectors
        inner = candidate.inner.role if candidate.inner is not None else None
        of_body = inner is not None and (role.kind == "person" or inner.kind != "person")
        if inner is not None and of_body and (role.takes == "of" or inner.kind == "body"):
            sectors = inner.sectors or sectors
        for place in candidate.places:
            code, entry = self._standing.code(place)
            if self._registry.is_organisation(code):
                return code, sectors if entry is None else ("IGO",), True
            return code, self._of_body(entry, role, sectors), False
        if self._words.is_("federal", role.full):
            # Austria has these offices too; Germany's are the ones that need no adjective.
            return self._home if self._home in _FEDERAL else "DEU", sectors, False
        if role.full.startswith("bundes"):
            abroad = not self._standing.countries.get("DEU")
            return self._home if self._home and (abroad or self._home in _FEDERAL) else "DEU", sectors, False
        if inner is not None and inner.takes == "home" and near:
            return near, sectors, False
        return None, sectors, False

    def places(self, candidate: Candidate, first: str | None) -> tuple[str, ...]:
        """All countries that the words tell."""
        codes = [self._standing.code(place)[0] for place in candidate.places]
        return tuple(dict.fromkeys(codes)) if codes else ((first,) if first else ())

    @staticmethod
    def _of_body(entry: Entry | None, role: Role, sectors: tuple[str, ...]) -> tuple[str, ...]:
        """Sectors from the body beside a role: ``UBS-Präsident``, ``Hamas-Sprecher``."""
        if entry is None or not entry.sectors or entry.sense not in ("body", "metonym", "entity"):
            return sectors
        takes = role.takes == "of" or entry.sectors[0] not in _OF_STATE
        return entry.sectors if takes else sectors
