"""The persons of an article: introduced by a role or known to the registry, met again by surname."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from streams.extract.actors.entity import NOWHERE, Entity
from streams.extract.actors.known.entry import Entry, Holder
from streams.extract.actors.known.folding import fold
from streams.extract.actors.known.registry import Registry

_FORMER = "ELI"
_CLAIMED = frozenset(("MIL", "LEG", "OPP", "REB"))
"""Sectors of a role beside a name that hold although the registry has the person in another office."""
_LEFT = frozenset(("OPP", "PTY"))
"""Sectors that somebody can have who held an office before, and is called by it."""
_POPE = "pope"
"""The one title that is two offices: of a state and of a church."""
_DAYS = 7
"""Between the loss of an office that an article reports and the last day that the registry has for it."""
_ALIKE = 0.65
"""How alike two writings of one given name are at least: ``Yanis``, ``Giannis``."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the words beside a name tell of a person."""

    role: str | None = None
    office: str | None = None
    place: str | None = None
    sectors: tuple[str, ...] = ()
    international: bool = False
    feminine: bool | None = None
    fallback: str | None = None
    """Country where neither the words nor the registry tell one."""
    removed: bool = False
    """The words say that the office was taken away: ``der gestürzte Präsident``."""
    weak: bool = False
    """An occupation, not an office: the registry knows better."""


class People:
    """Persons by name.

    Args:
        registry: who is known.
        day: ordinal of the day that the article is of; None if nothing tells it.
    """

    def __init__(self, registry: Registry, day: int | None) -> None:
        self._registry = registry
        self._day = day
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
            entity = self._whole(words, told) or self._from_registry(surname, forename, told)
            entity = entity or self._fresh(words, told)
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

    def once_held(self, entity: Entity, offices: frozenset[str]) -> bool:
        """Whether a person held one of some offices before the article's day."""
        day = self._day
        return day is not None and any(
            holder.person == entity.name and holder.until < day and holder.office in offices
            for part in entity.name.split()
            for holder in self._registry.holders_named(part)
        )

    def surname_only(self, words: Sequence[str]) -> Entity | None:
        """A person whom the article does not introduce, but whom everybody knows on that day."""
        surname, forename = self._parts(words)
        entity = self._whole(words, Told()) or self._from_registry(surname, forename, Told())
        if entity is not None:
            self._keep(entity, surname, forename)
        return entity

    def holder(self, place: str, office: str) -> Entity | None:
        """The holder of an office on the article's day, if the registry knows."""
        if (place, office) in self._holders:
            return self._holders[place, office]
        holder = self._registry.holder(place, office, self._day)
        if holder is None:
            return None
        for entity in self._by_surname.get(holder.surname, ()):
            if entity.name == holder.person:
                break
        else:
            entity = self._of(holder)
            self._keep(entity, holder.surname, "")
        self._holders[place, office] = entity
        return entity

    def beside(self, entity: Entity, *, back: bool) -> Entity | None:
        """Who held a person's office before, or, where not ``back``, next, if the registry knows."""
        for office in sorted(entity.offices):
            terms = self._registry.holders.of(entity.place, office)
            spots = [spot for spot, term in enumerate(terms) if term.person == entity.name]
            reached = [spot - 1 if back else spot + 1 for spot in spots]
            for spot in reversed(reached):
                if 0 <= spot < len(terms) and terms[spot].person != entity.name:
                    return self._neighbour(terms[spot], former=back)
        return None

    def stays(self, entity: Entity) -> bool:
        """Whether the registry has a person in an office some days after the article's: who resigned and stayed."""
        day = self._day
        return day is not None and any(
            holder.person == entity.name and holder.since <= day < holder.until - _DAYS
            for part in entity.name.split()
            for holder in self._registry.holders_named(part)
        )

    def _neighbour(self, term: Holder, *, former: bool) -> Entity:
        known = next((e for e in self._by_surname.get(term.surname, ()) if e.name == term.person), None)
        if known is None:
            known = self._past([term], self._day) if former else self._of(term)
            self._keep(known, term.surname, "")
        elif former and known.sectors[:1] in (("OPP",), ("GOV",)) and not self.stays(known):
            known.sectors = (_FORMER,)
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

    def _whole(self, words: Sequence[str], told: Told) -> Entity | None:
        """A known person by the whole name, whichever end the family name stands at."""
        match = self._registry.match(words, 0) if len(words) > 1 else None
        if match is None or match[0] != len(words):
            return None
        names = {entry.name for entry in match[1] if entry.sense == "person"}
        parts = {fold(part) for name in names for part in name.split()}
        holders = {h.where: h for part in parts for h in self._registry.holders_named(part) if h.person in names}
        persons = {p.where: p for part in parts for p in self._registry.persons_named(part) if p.name in names}
        return self._chosen(list(holders.values()), list(persons.values()), "whole", told)

    def _from_registry(self, surname: str, forename: str, told: Told) -> Entity | None:
        """A known person of that name."""
        holders = [h for h in self._registry.holders_named(surname) if self._is(h.person, forename)]
        persons = [p for p in self._registry.persons_named(surname) if self._is(p.name, forename)]
        return self._chosen(holders, persons, forename, told)

    def _chosen(  # noqa: PLR0911
        self, holders: Sequence[Holder], persons: Sequence[Entry], forename: str, told: Told
    ) -> Entity | None:
        """Who of some is in office on the day, or was, or is known otherwise."""
        if told.place is not None:
            here = (
                [h for h in holders if h.place == told.place],
                [p for p in persons if p.code.split(".")[0] == told.place],
            )
            if any(here) or not forename:
                holders, persons = here
        if not holders and not persons:
            return None
        day = self._day
        now = [h for h in holders if day is not None and h.since <= day <= h.until]
        alive = [p for p in persons if day is None or p.since <= day <= p.until]
        if (
            not forename
            and told.place is None
            and len({h.person for h in (*now, *holders)} | {p.name for p in alive}) > 1
        ):
            holders = [h for h in now if len({other.person for other in now}) == 1]
            if not holders:
                return None
            return self._of(holders[0])
        if now:
            return self._of(min(now, key=lambda h: (h.office != "head_of_state", h.office != "head_of_government")))
        if alive:
            return self._of_person(alive[0])
        if holders and (forename or told.place is not None):
            return self._past(holders, day)
        return None

    @staticmethod
    def _is(person: str, forename: str) -> bool:
        if not forename:
            return True
        first = fold(person.split(maxsplit=1)[0])
        return first == forename or (forename.endswith(".") and first.startswith(forename[:-1]))

    def _of(self, holder: Holder) -> Entity:
        titled = self._registry.office_of(holder.title)
        return Entity(
            holder.place,
            holder.sectors,
            holder.person,
            "person",
            office=holder.title[:1].upper() + holder.title[1:],
            role=holder.title,
            offices=frozenset((holder.office, *(titled if _POPE in titled else ()))),
            feminine=holder.feminine,
            international=holder.sectors[:1] == ("IGO",),
            wikidata=holder.wikidata,
        )

    @staticmethod
    def _of_person(entry: Entry) -> Entity:
        place = entry.code.split(".")[0]
        return Entity(
            place, entry.sectors, entry.name, "person", office=entry.office, feminine=entry.feminine,
            international=entry.sectors[:1] == ("IGO",), wikidata=entry.wikidata,
        )  # fmt: skip

    def _past(self, holders: Sequence[Holder], day: int | None) -> Entity:
        """Somebody who held an office before the day is a former official; who holds one after it, nobody yet."""
        last = max(holders, key=lambda h: h.until)
        entity = self._of(last)
        entity.office, entity.offices = None, frozenset()
        if day is not None and last.until < day:
            entity.sectors = (_FORMER,)
        elif day is not None and min(h.since for h in holders) > day:
            entity.sectors = ()
            entity.role = None
        return entity

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
        if not entity.sectors or entity.sectors == (_FORMER,):
            return True
        if entity.told or entity.international or told.weak:
            return False
        if told.sectors == (_FORMER,):
            if told.removed and entity.sectors[0] == "GOV":
                return not self.stays(entity)
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
