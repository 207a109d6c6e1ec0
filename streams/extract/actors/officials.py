"""Persons whom the registry knows, as of a day: in office, once in office, known otherwise."""

from collections.abc import Iterator, Sequence

from streams.extract.actors.entity import FORMER, Entity
from streams.extract.actors.known.entry import Entry, Holder
from streams.extract.actors.known.folding import fold
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.told import Told

_POPE = "pope"
"""The one title that is two offices: of a state and of a church."""
_DAYS = 7
"""Between the loss of an office that an article reports and the last day that the registry has for it."""


class Officials:
    """Persons of the registry.

    Args:
        registry: who is known.
        day: ordinal of the day that the article is of; None if nothing tells it.
    """

    def __init__(self, registry: Registry, day: int | None) -> None:
        self._registry = registry
        self._day = day

    def once_held(self, entity: Entity, offices: frozenset[str]) -> bool:
        """Whether a person held one of some offices before the article's day."""
        day = self._day
        return day is not None and any(h.until < day and h.office in offices for h in self._terms(entity))

    def stays(self, entity: Entity) -> bool:
        """Whether the registry has a person in an office some days after the article's: who resigned and stayed."""
        day = self._day
        return day is not None and any(h.since <= day < h.until - _DAYS for h in self._terms(entity))

    def neighbour(self, entity: Entity, *, back: bool) -> Holder | None:
        """The term before a person's in the same office, or, where not ``back``, the next."""
        for office in sorted(entity.offices):
            terms = self._registry.holders.of(entity.place, office)
            spots = [spot for spot, term in enumerate(terms) if term.person == entity.name]
            for spot in reversed([spot - 1 if back else spot + 1 for spot in spots]):
                if 0 <= spot < len(terms) and terms[spot].person != entity.name:
                    return terms[spot]
        return None

    def at(self, place: str, office: str) -> Holder | None:
        """Who holds an office on the day."""
        return self._registry.holder(place, office, self._day)

    def _terms(self, entity: Entity) -> Iterator[Holder]:
        for part in entity.name.split():
            for holder in self._registry.holders_named(part):
                if holder.person == entity.name:
                    yield holder

    def known(self, words: Sequence[str], told: Told) -> Entity | None:
        """Who is called by a name, by what is told beside it and the day."""
        words = [word for word in words if word]
        return self._by_whole_name(words, told) or self._by_surname(words, told)

    def _by_whole_name(self, words: Sequence[str], told: Told) -> Entity | None:
        """A known person by the whole name, whichever end the family name stands at."""
        match = self._registry.match(words, 0) if len(words) > 1 else None
        if match is None or match[0] != len(words):
            return None
        names = {entry.name for entry in match[1] if entry.sense == "person"}
        parts = {fold(part) for name in names for part in name.split()}
        holders = {h.where: h for part in parts for h in self._registry.holders_named(part) if h.person in names}
        persons = {p.where: p for part in parts for p in self._registry.persons_named(part) if p.name in names}
        return self._chosen(list(holders.values()), list(persons.values()), "whole", told)

    def _by_surname(self, words: Sequence[str], told: Told) -> Entity | None:
        """A known person of that surname, and given name if one stands there."""
        surname, forename = fold(words[-1]), fold(words[0]) if len(words) > 1 else ""
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
            return self.of(holders[0])
        if now:
            return self.of(min(now, key=lambda h: (h.office != "head_of_state", h.office != "head_of_government")))
        if alive:
            return self._of_person(alive[0])
        if holders and (forename or told.place is not None):
            return self.past(holders)
        return None

    @staticmethod
    def _is(person: str, forename: str) -> bool:
        if not forename:
            return True
        first = fold(person.split(maxsplit=1)[0])
        return first == forename or (forename.endswith(".") and first.startswith(forename[:-1]))

    def of(self, holder: Holder) -> Entity:
        """A holder of office as an actor."""
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
            international=self._registry.is_organisation(holder.place),
            wikidata=holder.wikidata,
        )

    @staticmethod
    def _of_person(entry: Entry) -> Entity:
        place = entry.code.split(".")[0]
        return Entity(
            place, entry.sectors, entry.name, "person", office=entry.office, feminine=entry.feminine,
            international=entry.sectors[:1] == ("IGO",), wikidata=entry.wikidata,
        )  # fmt: skip

    def past(self, holders: Sequence[Holder]) -> Entity:
        """Somebody who held an office before the day is a former official; who holds one after it, nobody yet."""
        day = self._day
        last = max(holders, key=lambda h: h.until)
        entity = self.of(last)
        entity.office, entity.offices = None, frozenset()
        if day is not None and last.until < day:
            entity.sectors = (FORMER,)
        elif day is not None and min(h.since for h in holders) > day:
            entity.sectors = ()
            entity.role = None
        return entity
