"""Whose a role is: the country, or body, that the words beside it tell, and the sectors that it has from there."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import Entity
from streams.extract.actors.fits import AnyBody
from streams.extract.actors.known.entry import Entry, Role
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.memory import Memory
from streams.extract.actors.standing import Standing
from streams.extract.languages.de.words import words

_FEDERAL = ("AUT", "CHE")
_BACK = 2
"""Sentences back to the body that a role belongs to."""
_FAMILY = ("ELI",)
_FOLLOWED = (("OPP",), ("REB",), ("SEP",), ("PTY",))
"""Whose followers take part as what they are themselves: ``Anhänger des Oppositionsführers``."""
"""Families of officials count with former officials."""
_OFFICIAL = (("GOV",), ("ELI",))
_OF_STATE = frozenset(("GOV", "PTY"))
"""Sectors of bodies that a role of state does not take: a minister is of the government whatever his party."""
_OF_THEIR_OWN = (("LEG",), ("MIL",), ("JUD",), ("COP",))
"""Sectors that persons keep who belong to a government or party: ``Abgeordnete der Regierungskoalition``."""
_RULING = (("GOV",), ("PTY",))
_COURT, _TROOPS = ("JUD",), ("MIL",)
_OF_ANYBODY = (("EDU",), ("UNK",), ("SOC",), ("CVL",), ())
"""Sectors that give way to a party: ``SPD-Innenexperte``."""


def national(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors that a role of international organisations has in a country: ``deutsche Europaabgeordnete``."""
    if sectors[:1] != ("IGO",):
        return sectors
    return sectors[1:] or ("GOV",)


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
        if inner is not None and self._words.is_("follower", role.noun):
            of_body = inner.sectors[:1] in _FOLLOWED
        belongs = self._words.is_("belongs", role.noun)
        holder = role
        own = (
            role.takes == "home" and sectors[:1] in _OF_THEIR_OWN and inner is not None and inner.sectors[:1] in _RULING
        )
        if inner is not None and of_body and not own and (role.takes == "of" or belongs or inner.kind == "body"):
            sectors, holder = inner.sectors or sectors, inner
        for place in candidate.places:
            code, entry = self._standing.code(place)
            if self._registry.is_organisation(code):
                if entry is not None and not (sectors[:1] == _TROOPS and role.kind != "person"):
                    sectors = _COURT if entry.sectors[:1] == _COURT else ("IGO",)
                return code, sectors, True
            return code, national(self._of_body(entry, holder, sectors)), False
        only = self._only_of(role)
        if only is not None:
            return only, sectors, False
        if inner is not None and inner.takes == "home" and near:
            return near, sectors, False
        return None, sectors, False

    def _only_of(self, role: Role) -> str | None:
        """The country of an office that few have: ``Bundeskanzler``, ``Papst``."""
        if role.office == "pope":
            return "VAT"
        federal = self._words.is_("federal", role.full)
        if not federal and not role.full.startswith("bundes"):
            return None
        home = self._home or ""
        if home in _FEDERAL:
            return home  # Austria has these offices too; Germany's are the ones that need no adjective.
        abroad = self._words.is_("federation", home.lower()) and not self._standing.countries.get("DEU")
        return home if abroad and not federal else "DEU"

    def organ(self, candidate: Candidate) -> str:
        """The organ of an organisation that a role belongs to: its head is not that of the whole: ``UNICEF-Chef``."""
        for place in candidate.places[:1]:
            entry = place[0] if place and not isinstance(place, str) else None
            whole = entry is None or entry.name == self._registry.place_name(entry.code.partition(".")[0])
            if entry is not None and entry.sense == "organisation" and not whole:
                return f"{entry.name} "
        return ""

    def of_owner(self, role: Role, owner: Entity, sectors: tuple[str, ...]) -> tuple[str, ...]:
        """The sectors of a role that belongs to somebody: ``sein Sprecher``, ``ihre Frau``, ``ihre Soldaten``."""
        if owner.kind == "person":
            if self._words.is_("kin", role.noun):
                return _FAMILY
            if self._words.is_("follower", role.noun):
                return owner.sectors if owner.sectors[:1] in _FOLLOWED else sectors
            return owner.sectors or sectors if self._words.is_("aide", role.noun) else sectors
        return owner.sectors or sectors if role.takes == "of" or owner.international else sectors

    def beside_name(self, role: Role, owner: Entity | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
        """The sectors that a role tells of the person whose name stands beside it; none where it tells nothing."""
        if owner is None:
            return () if self._words.is_("partner", role.noun) else sectors
        if self._words.is_("kin", role.noun):
            return _FAMILY if owner.sectors[:1] in _OFFICIAL else ()
        if self._words.is_("counterpart", role.noun):
            return owner.sectors or sectors
        if self._words.is_("partner", role.noun):
            return ()
        return sectors if self._words.is_("predecessor", role.noun) else self.of_owner(role, owner, sectors)

    def body_of(self, candidate: Candidate, memory: Memory, number: int) -> Entity | None:
        """The body that a role without one belongs to: ``der Sprecher``, ``die Mitarbeiter``."""
        role = candidate.role
        if role is None or role.full != role.noun or candidate.inner is not None:
            return None
        if not self._words.is_("member", role.noun):
            return None
        return memory.last(AnyBody(), within=_BACK, sentence=number)

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
        partisan = entry.sectors[0] == "PTY" and sectors[:1] in _OF_ANYBODY
        return entry.sectors if takes or partisan else sectors
