"""One person by a role without a name: ``der Minister``, ``der frühere Präsident``, ``die Präsidentin``."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import FORMER, NOWHERE, Entity
from streams.extract.actors.fits import InOffice, Once, PersonOf
from streams.extract.actors.former import is_former, sectors_after
from streams.extract.actors.known.entry import Role
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.made import Made
from streams.extract.actors.memory import Memory
from streams.extract.actors.offices import same_office
from streams.extract.actors.passage import Passage
from streams.extract.actors.people import People
from streams.extract.actors.whose import Whose
from streams.extract.languages.de.words import words

Meant = tuple[tuple[Entity, ...], str, float]
"""(actors, why, confidence)."""


class OfficeHolders:
    """Persons by their offices.

    Args:
        registry: offices and holders.
        people: the article's persons.
        memory: what was spoken of so far.
        whose: countries and sectors of roles.
        made: actors of roles without a name.
    """

    def __init__(self, registry: Registry, people: People, memory: Memory, whose: Whose, made: Made) -> None:
        self._registry = registry
        self._people = people
        self._memory = memory
        self._whose = whose
        self._made = made
        self._words = words()

    def meant(self, passage: Passage) -> Meant:
        """Who is meant: whom the article names before, else the holder on the day, else somebody of the role."""
        role, places = passage.role, passage.places
        wanted = self._office_word(passage.candidate, role)
        if is_former(passage.sentence, passage.candidate):
            return self._former(passage, wanted)
        if len(places) > 1 and role.plural is not False:
            made = tuple(self.holder(place, role) or self._unnamed(passage, place) for place in places)
            return made, "roles with their countries", 0.9
        before = self._before(passage, wanted)
        if before is not None:
            return (before,), "role of a person whom the article names before", 0.9
        if places:
            holder = None if self._whose.organ(passage.candidate) else self.holder(places[0], role, wanted)
            if holder is not None:
                return (holder,), "holder of the office on the day", 0.9
            return (self._unnamed(passage, places[0]),), "role with its country", 0.9
        return self._at_home(passage, wanted)

    def _at_home(self, passage: Passage, wanted: str) -> Meant:
        """Of the body, or the country, that the passage is about."""
        role, near = passage.role, passage.near
        body = self._whose.body_of(passage.candidate, self._memory, passage.number)
        if body is not None:
            member = self._made.entity(body.place, role, body.sectors, international=body.international)
            return (member,), "of the body that was named last", 0.75
        if role.takes == "of" and passage.candidate.inner is None and role.full == role.noun and not role.office:
            return (), "", 0.0
        if role.takes == "home" and near:
            holder = self.holder(near, role, wanted)
            if holder is not None:
                return (holder,), "holder of the office in the country that the article is about", 0.7
            return (self._unnamed(passage, near),), "role, of the country that the article is about", 0.6
        return (self._unnamed(passage, NOWHERE),), "role without a country", 0.5

    def holder(self, place: str, role: Role, wanted: str | None = None) -> Entity | None:
        """Who holds the office of a role in a place on the day, if the registry knows."""
        title = wanted or role.full
        for office in self._registry.office_of(title) or self._registry.office_of(title.removeprefix("bundes")):
            entity = self._people.holder(place, office)
            if entity is not None:
                return entity
        return None

    def as_holder(self, entity: Entity, role: Role) -> Entity:
        """Who holds an office on somebody's side."""
        if entity.kind == "person" and entity.role is not None and same_office(role.full, entity.role):
            return entity
        return self.holder(entity.place, role) or self._made.entity(entity.place, role, role.sectors)

    def _former(self, passage: Passage, wanted: str) -> Meant:
        places, feminine = passage.places[:1], self._feminine(passage)
        offices = frozenset(self._registry.office_of(wanted))
        entity = self._memory.last(Once(self._people, offices, places, feminine), sentence=passage.number)
        fits = PersonOf(wanted, places, former=True, feminine=feminine)
        entity = entity or self._memory.last(fits, sentence=passage.number)
        if entity is not None:
            return (entity,), "former holder that the article names", 0.8
        place, international = places[0] if places else NOWHERE, passage.international
        made = self._made.entity(
            place, passage.role, sectors_after(passage.sectors), passage.gender, international=international
        )
        return (made,), "former holder", 0.6

    def _before(self, passage: Passage, wanted: str) -> Entity | None:
        """Who was named before and holds the office; who lost it only where nobody else does."""
        organ = self._whose.organ(passage.candidate)
        offices = frozenset(() if organ else self._registry.office_of(wanted))
        fits = PersonOf(organ + wanted, passage.places[:1], offices, feminine=self._feminine(passage))
        last = self._memory.last(fits, sentence=passage.number)
        if last is None or last.sectors[:1] != (FORMER,):
            return last
        return self._memory.last(InOffice(fits), sentence=passage.number) or last

    def _unnamed(self, passage: Passage, place: str) -> Entity:
        international = passage.international and place in passage.places
        return self._made.entity(place, passage.role, passage.sectors, passage.gender, international=international)

    @staticmethod
    def _feminine(passage: Passage) -> bool | None:
        return passage.role.feminine if passage.gender != "Neut" else None

    def _office_word(self, candidate: Candidate, role: Role) -> str:
        """``Leiter des Außenministeriums`` is the foreign minister."""
        inner = candidate.inner.role if candidate.inner is not None else None
        leads = self._words.is_("leader", role.noun) and not self._words.is_("speaker", role.noun)
        if inner is not None and role.takes == "of" and leads and inner.full.endswith("ministerium"):
            return inner.full.removesuffix("ium")
        return role.full
