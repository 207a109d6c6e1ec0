"""The persons of an article: introduced by a role or known to the registry, met again by surname."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from streams.extract.actors.entity import FORMER, NOWHERE, Entity
from streams.extract.actors.known.entry import Holder
from streams.extract.actors.known.folding import fold
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.officials import Officials
from streams.extract.actors.told import Told

_CLAIMED = frozenset(("MIL", "LEG", "OPP", "REB"))
"""Sectors of a role beside a name that hold although the registry has the person in another office."""
_LEFT = frozenset(("OPP", "PTY"))
"""Sectors that somebody can have who held an office before, and is called by it."""
_SAID_OF = frozenset(("CRM", "CVL", "UNK", "UAF"))
"""Sectors of nouns that say what is alleged of somebody, or nothing: a former president stays one in court."""
_ALIKE = 0.65
"""How alike two writings of one given name are at least: ``Yanis``, ``Giannis``."""


class People:
    """Persons by name.

    Args:
        registry: who is known.
        day: ordinal of the day that the article is of; None if nothing tells it.
    """

    def __init__(self, registry: Registry, day: int | None) -> None:
        self._registry = registry
        self._officials = Officials(registry, day)
        self.once_held = self._officials.once_held
        self.stays = self._officials.stays
        self._by_surname: dict[str, list[Entity]] = {}
        self._forenames: dict[int, str] = {}
        self._by_part: dict[str, Entity] = {}
        self._holders: dict[tuple[str, str], Entity] = {}

    def known(self, words: Sequence[str]) -> Entity | None:
        """The person of the article that a name means, the last one of that surname if only the surname stands."""
        surname, forename = self._parts(words)
        for form in (surname, surname.removesuffix("s")):
            for entity in reversed(self._by_surname.get(form, ())):
                if self._agrees(entity, forename):
                    return entity
        if not forename:
            return self._by_part.get(surname) or self._by_part.get(surname.removesuffix("s"))
        whole = fold("".join(words))
        return next(
            (e for e in self._by_part.values() if fold(e.name.replace(" ", "").replace("-", "")) == whole), None
        )

    def introduce(self, words: Sequence[str], told: Told) -> Entity:
        """The person of a name with what is told beside it; a second introduction adds what was not known."""
        entity = self.known(words)
        surname, forename = self._parts(words)
        if entity is None:
            entity = self._officials.known(words, told) or self._fresh(words, told)
            self._keep(entity, surname, forename)
        elif forename and not self._forenames.get(id(entity)):
            self._forenames[id(entity)] = forename
        self._add(entity, told)
        return entity

    def name(self, entity: Entity, words: Sequence[str]) -> None:
        """Let a person of whom only the role was told have a name."""
        surname, forename = self._parts(words)
        entity.name, entity.unnamed = " ".join(words), False
        self._keep(entity, surname, forename)

    def surname_only(self, words: Sequence[str]) -> Entity | None:
        """A person whom the article does not introduce, but whom everybody knows on that day."""
        surname, forename = self._parts(words)
        entity = self._officials.known(words, Told())
        if entity is not None:
            self._keep(entity, surname, forename)
        return entity

    def holder(self, place: str, office: str) -> Entity | None:
        """The holder of an office on the article's day, if the registry knows."""
        if (place, office) in self._holders:
            return self._holders[place, office]
        holder = self._officials.at(place, office)
        if holder is None:
            return None
        for entity in self._by_surname.get(holder.surname, ()):
            if entity.name == holder.person:
                break
        else:
            entity = self._officials.of(holder)
            self._keep(entity, holder.surname, "")
        self._holders[place, office] = entity
        return entity

    def beside(self, entity: Entity, *, back: bool) -> Entity | None:
        """Who held a person's office before, or, where not ``back``, next, if the registry knows."""
        term = self._officials.neighbour(entity, back=back)
        return self._neighbour(term, former=back) if term is not None else None

    def _neighbour(self, term: Holder, *, former: bool) -> Entity:
        known = next((e for e in self._by_surname.get(term.surname, ()) if e.name == term.person), None)
        if known is None:
            known = self._officials.past([term]) if former else self._officials.of(term)
            self._keep(known, term.surname, "")
        elif former and known.sectors[:1] in (("OPP",), ("GOV",)) and not self._officials.stays(known):
            known.sectors = (FORMER,)
        return known

    def _keep(self, entity: Entity, surname: str, forename: str) -> None:
        self._by_surname.setdefault(surname, []).append(entity)
        self._forenames[id(entity)] = forename
        for part in entity.name.split():
            if part[0].isupper() and len(part) > 1:
                self._by_part[fold(part)] = entity

    def _agrees(self, entity: Entity, forename: str) -> bool:
        known = self._forenames.get(id(entity), "")
        if not forename or not known:
            return True
        if known == forename or known.startswith(forename.rstrip(".")) or forename.startswith(known.rstrip(".")):
            return True
        return SequenceMatcher(None, known, forename).ratio() >= _ALIKE

    @staticmethod
    def _parts(words: Sequence[str]) -> tuple[str, str]:
        last = words[-1]
        return fold(last), fold(words[0]) if len(words) > 1 else ""

    def _fresh(self, words: Sequence[str], told: Told) -> Entity:
        return Entity(
            told.place or NOWHERE,
            told.sectors,
            " ".join(words),
            "person",
            office=told.office,
            role=told.role,
            offices=frozenset(self._registry.office_of(told.role)) if told.role else frozenset(),
            feminine=told.feminine if told.feminine is not None else self._registry.gender(words[0]),
            international=told.international,
        )

    def _overrules(self, entity: Entity, told: Told) -> bool:
        """Whether the sectors of the words beside a name stand above those that are known of the person."""
        if not entity.sectors:
            return True
        if entity.sectors[0] == FORMER:
            return told.sectors[0] not in _SAID_OF
        if entity.told or entity.international or told.weak:
            return False
        if told.sectors == (FORMER,):
            if told.removed and entity.sectors[0] == "GOV":
                return not self._officials.stays(entity)
            return entity.sectors[0] in _LEFT
        return told.sectors[0] in _CLAIMED or not (entity.offices or told.sectors[0] in ("PTY", "IGO"))

    def _add(self, entity: Entity, told: Told) -> None:
        if entity.place == NOWHERE and (told.place or told.fallback) is not None:
            entity.place, entity.international = told.place or told.fallback or NOWHERE, told.international
            entity.guessed = told.place is None
        if told.sectors and self._overrules(entity, told):
            entity.sectors = told.sectors
        if told.role is not None and entity.role is None:
            entity.role = told.role
        if told.office is not None and entity.office is None:
            entity.office = told.office
        if told.role is not None:
            entity.offices |= frozenset(self._registry.office_of(told.role))
        if entity.feminine is None:
            entity.feminine = told.feminine
        entity.told = entity.told or told.role is not None
