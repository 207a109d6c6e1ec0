"""Roles: who is meant by ``der belarussische Außenminister``, ``der Minister``, ``sein Amtskollege``."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import NOWHERE, Entity
from streams.extract.actors.fits import AnyBody, Body, InOffice, Once, PersonOf
from streams.extract.actors.hosts import Hosts
from streams.extract.actors.known.entry import Entry, Role
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.memory import Memory
from streams.extract.actors.nouns import gender_of, name_words
from streams.extract.actors.number import is_plural
from streams.extract.actors.offices import same_office, title
from streams.extract.actors.people import People, Told
from streams.extract.actors.relations import Relations
from streams.extract.actors.scene import Place, Scene
from streams.extract.actors.standing import Standing
from streams.extract.actors.whose import Whose
from streams.extract.analyser import Sentence
from streams.extract.languages.de import words

Meant = tuple[tuple[Entity, ...], str, float]
"""(actors, why, confidence)."""

_NEAR = 8
"""Sentences that a bare body looks back over."""


class Describer:
    """Turns roles into actors.

    Args:
        registry: roles, offices, holders.
        people: the article's persons.
        standing: the article's states and bodies.
        memory: what was spoken of so far.
        hosts: who receives whom, and where.
    """

    def __init__(
        self, registry: Registry, people: People, standing: Standing, memory: Memory, hosts: Hosts
    ) -> None:
        home = standing.home_code
        self._registry = registry
        self._people = people
        self._standing = standing
        self._memory = memory
        self._home = home
        self._words = words()
        self._entities: dict[tuple[str, str, tuple[str, ...]], Entity] = {}
        self._introduced: dict[int, Entity] = {}
        self._gender = ""
        self._relations = Relations(people, memory, hosts)
        self._scene = Scene(registry, memory, standing, home)
        self._near = home
        self._whose = Whose(registry, standing, home)

    @staticmethod
    def told_of(entry: Entry) -> Told:
        """What the registry tells of a person."""
        return Told(place=entry.code.split(".")[0], sectors=entry.sectors, feminine=entry.feminine)

    @staticmethod
    def unknown(feminine: bool | None, home: str | None) -> Told:  # noqa: FBT001
        """What is told of a person without a role."""
        return Told(feminine=feminine, fallback=home)

    def introduced(self, sentence: Sentence, candidate: Candidate, owner: Entity | None = None) -> Entity:
        """The person whose name stands beside a role; ``owner`` is whom a possessive before it means."""
        known = self._introduced.get(id(candidate))
        if known is not None:
            return known
        assert candidate.name is not None
        assert candidate.role is not None
        role = candidate.role
        place, sectors, international = self._whose.place(candidate, role, self._near)
        if owner is not None and place is None:
            place, international = owner.place, owner.international
            if role.takes == "of" and owner.kind != "person":
                sectors = owner.sectors or sectors
        former = role.former or self.former(sentence, candidate)
        if owner is not None and owner.kind == "person" and self._words.is_("aide", role.noun):
            sectors = owner.sectors or sectors
        elif owner is not None and self._words.is_("kin", role.noun):
            sectors = ("ELI",) if owner.sectors[:1] in (("GOV",), ("ELI",)) else ()
        elif owner is not None and self._words.is_("counterpart", role.noun):
            sectors = owner.sectors or sectors
        elif self._words.is_("partner", role.noun):
            sectors = ()
        told = Told(
            role.full, None if former else title(role), place, ("ELI",) if former else sectors, international,
            role.feminine, self._home, self._removed(sentence, candidate), weak=role.takes == "free",
        )  # fmt: skip
        entity = self._people.introduce(name_words(sentence.tokens[candidate.name[0] : candidate.name[1]]), told)
        self._introduced[id(candidate)] = entity
        return entity

    def settle(self, sentence: Sentence, number: int, candidate: Candidate, entity: Entity) -> None:
        """Give a person whose country was guessed that of the passage where the role stands beside the name."""
        body = self._body_of(candidate, candidate.role, number) if entity.guessed and candidate.role else None
        if body is not None:
            entity.place, entity.sectors, entity.international = body.place, body.sectors, body.international
            entity.guessed = False
        if entity.guessed:
            near = self._scene.country(_place_of(sentence, number, candidate), office=True)
            entity.place, entity.guessed = near or entity.place, False

    @staticmethod
    def _counted(sentence: Sentence, candidate: Candidate) -> bool:
        """``10.000 Teilnehmer``: a crowd."""
        return any(token.tag == "NUM" for token in sentence.tokens[candidate.first : candidate.head])

    def _body_of(self, candidate: Candidate, role: Role, number: int) -> Entity | None:
        """The body that a role without one belongs to: ``der Sprecher``, ``die Mitarbeiter``."""
        if role.full != role.noun or candidate.inner is not None or not self._words.is_("member", role.noun):
            return None
        return self._memory.last(AnyBody(), within=2, sentence=number)

    def former(self, sentence: Sentence, candidate: Candidate) -> bool:
        """``der frühere Präsident``."""
        tokens = sentence.tokens[max(0, candidate.first) : candidate.head]
        return any(token.tag == "ADJ" and self._words.is_("former", _stem(token.text)) for token in tokens)

    def _removed(self, sentence: Sentence, candidate: Candidate) -> bool:
        """``der gestürzte Präsident``."""
        tokens = sentence.tokens[max(0, candidate.first) : candidate.head]
        role = candidate.role
        if role is not None and self._words.is_("predecessor", role.noun):
            return True
        return any(token.tag == "ADJ" and self._words.is_("removed", _stem(token.text)) for token in tokens)

    def described(self, sentence: Sentence, number: int, candidate: Candidate, owner: Entity | None) -> Meant:  # noqa: PLR0911
        """Who is meant by a role without a name."""
        role = candidate.role
        assert role is not None
        head = sentence.tokens[candidate.head]
        self._gender = head.features.get("Gender", "") if role.kind == "person" else gender_of(role.full)
        self._gender = self._gender or head.features.get("Gender", "")
        place_of_it = _place_of(sentence, number, candidate)
        offices = self._registry.office_of(role.full) if role.kind == "person" else ()
        self._near = self._scene.country(place_of_it, office=True, offices=offices)
        if role.kind == "state":
            return self._state(place_of_it, candidate, role, owner)
        place, sectors, international = self._whose.place(candidate, role, self._near)
        bodily = owner is not None and owner.kind != "person" and role.takes == "of"
        if owner is not None and not self._relations.holds(role) and (place is None or bodily):
            place, international = owner.place, owner.international
            if role.takes == "of" and owner.kind != "person":
                sectors = owner.sectors or sectors
            elif self._words.is_("kin", role.noun) and owner.kind == "person":
                sectors = ("ELI",)
            elif self._words.is_("aide", role.noun):
                sectors = owner.sectors or sectors
            elif owner.kind != "person" and owner.international:
                sectors = owner.sectors
        if role.kind == "body" and owner is not None and owner.international and self._words.is_("generic_body", role.noun):
            return (self._standing.place(owner.place),), "the organisation of somebody", 0.8
        places = (place,) if bodily and place else self._whose.places(candidate, place)
        if self._relations.holds(role):
            return self._relations.meant(role, places, owner, sectors)
        plural = is_plural(sentence, candidate.first, candidate.head, role)
        if role.kind == "person" and not plural:
            former = role.former or self.former(sentence, candidate)
            return self._person(number, candidate, role, places, sectors, international=international, former=former)
        body = self._body_of(candidate, role, number) if not places else None
        if body is not None:
            member = self._made(body.place, role, body.sectors, international=body.international)
            return (member,), "of the body that was named last", 0.75
        if places:
            made = tuple(self._made(value, role, sectors, international=international) for value in places)
            if role.kind == "person" and len(places) > 1:
                made = tuple(self._holder(value, role) or self._made(value, role, sectors) for value in places)
            return made, "role with its country", 0.95
        if (
            role.kind == "person"
            and plural
            and len(pair := self._memory.holders_of(PersonOf(role.full, (), self._offices(role)))) > 1
        ):
            return pair, "the holders that were named before", 0.7
        if role.kind == "body" and owner is None:
            body = self._memory.last(Body(role, exactly=True), within=_NEAR, sentence=number)
            body = body or self._memory.last(Body(role), within=_NEAR, sentence=number)
            if body is not None:
                body.gender = self._gender
                return (body,), "the body that was named before", 0.8
        if role.kind == "group" and sectors == ("UNK",) and self._counted(sentence, candidate) and self._near:
            return (self._made(self._near, role, ("CVL",)),), "people, of the country that the article is about", 0.6
        value = self._near if role.takes == "home" and self._near else NOWHERE
        why = "role, of the country that the article is about" if value != NOWHERE else "role without a country"
        return (self._made(value, role, sectors),), why, 0.6

    def as_holder(self, entity: Entity, role: Role) -> Entity:
        """Who holds an office on somebody's side."""
        if entity.kind == "person" and entity.role is not None and same_office(role.full, entity.role):
            return entity
        return self._holder(entity.place, role) or self._made(entity.place, role, role.sectors)

    def head_of(self, place: str) -> Entity | None:
        """The head of a state on the article's day."""
        return self._people.holder(place, "head_of_state")

    def as_bodies(self, entities: tuple[Entity, ...], role: Role) -> tuple[Entity, ...]:
        """The bodies of a kind on the sides of some: ``die Delegationen``."""
        return tuple(self._made(entity.place, role, role.sectors) for entity in entities)

    def _person(  # noqa: PLR0911
        self, number: int, candidate: Candidate, role: Role, places: tuple[str, ...], sectors: tuple[str, ...], *,
        international: bool, former: bool,
    ) -> Meant:  # fmt: skip
        wanted = self._office_word(candidate, role)
        feminine = role.feminine if self._gender != "Neut" else None
        offices = frozenset(self._registry.office_of(wanted))
        if former:
            entity = self._memory.last(Once(self._people, offices, places[:1], feminine), sentence=number)
            entity = entity or self._memory.last(
                PersonOf(wanted, places[:1], former=True, feminine=feminine), sentence=number
            )
            if entity is not None:
                return (entity,), "former holder that the article names", 0.8
            value = places[0] if places else NOWHERE
            return (self._made(value, role, ("ELI",), international=international),), "former holder", 0.6
        if len(places) > 1 and role.plural is not False:
            made = tuple(self._holder(value, role) or self._made(value, role, sectors) for value in places)
            return made, "roles with their countries", 0.9
        before = self._before(number, wanted, places[:1], offices, feminine)
        if before is not None:
            return (before,), "role of a person whom the article names before", 0.9
        if places:
            holder = self._holder(places[0], role, wanted)
            if holder is not None:
                return (holder,), "holder of the office on the day", 0.9
            return (self._made(places[0], role, sectors, international=international),), "role with its country", 0.9
        body = self._body_of(candidate, role, number)
        if body is not None:
            member = self._made(body.place, role, body.sectors, international=body.international)
            return (member,), "of the body that was named last", 0.75
        if role.takes == "of" and candidate.inner is None and role.full == role.noun and not role.office:
            return (), "", 0.0
        if role.takes == "home" and self._near:
            holder = self._holder(self._near, role, wanted)
            if holder is not None:
                return (holder,), "holder of the office in the country that the article is about", 0.7
            return (self._made(self._near, role, sectors),), "role, of the country that the article is about", 0.6
        return (self._made(NOWHERE, role, sectors),), "role without a country", 0.5

    def _before(
        self, number: int, wanted: str, places: tuple[str, ...], offices: frozenset[str], feminine: bool | None  # noqa: FBT001
    ) -> Entity | None:
        """Who was named before and holds the office; who lost it only where nobody else does."""
        fits = PersonOf(wanted, places, offices, feminine=feminine)
        return self._memory.last(InOffice(fits), sentence=number) or self._memory.last(fits, sentence=number)

    def _office_word(self, candidate: Candidate, role: Role) -> str:
        """``Leiter des Außenministeriums`` is the foreign minister."""
        inner = candidate.inner.role if candidate.inner is not None else None
        leads = self._words.is_("leader", role.noun) and not self._words.is_("speaker", role.noun)
        if inner is not None and role.takes == "of" and leads and inner.full.endswith("ministerium"):
            return inner.full.removesuffix("ium")
        return role.full

    def _holder(self, place: str, role: Role, wanted: str | None = None) -> Entity | None:
        title_of = wanted or role.full
        for office in self._registry.office_of(title_of) or self._registry.office_of(title_of.removeprefix("bundes")):
            entity = self._people.holder(place, office)
            if entity is not None:
                return entity
        return None

    def _state(self, place: Place, candidate: Candidate, role: Role, owner: Entity | None) -> Meant:
        """``die amerikanische Seite``, ``das Land``, ``sein Land``."""
        if self._words.is_("neighbour", role.noun) and not role.plural:
            other = self._scene.other(place)
            return ((other,) if other else ()), "the other state that is spoken of", 0.6
        codes = self._whose.places(candidate, None)
        if codes:
            return tuple(self._standing.place(code) for code in codes), "the side of a country", 0.95
        if role.plural or role.compound:
            return (), "", 0.0
        if owner is not None:
            side = self._standing.side_of(owner)
            return ((side,) if side else ()), "the country of somebody", 0.8
        if not self._words.is_("country_noun", role.noun):
            return (), "", 0.0
        state = self._scene.state(place)
        return ((state,) if state else ()), "the state that is spoken of", 0.7

    def _offices(self, role: Role) -> frozenset[str]:
        return frozenset(self._registry.office_of(role.full))

    def _made(self, place: str, role: Role, sectors: tuple[str, ...], *, international: bool = False) -> Entity:
        """The actor of a role in a place, without a name."""
        key = place, role.full, sectors
        if key not in self._entities:
            kind = {"person": "person", "body": "organisation"}.get(role.kind, "group")
            name = title(role)
            self._entities[key] = Entity(
                place, sectors, name, kind, office=name if kind == "person" and role.office else None, role=role.full,
                offices=frozenset(self._registry.office_of(role.full)), feminine=role.feminine,
                gender=self._gender, plural=kind == "group" or role.plural is True, international=international,
                unnamed=kind == "person",
            )  # fmt: skip
        return self._entities[key]


def _place_of(sentence: Sentence, number: int, candidate: Candidate) -> Place:
    colon = any(token.text == ":" for token in sentence.tokens[: candidate.first])
    return Place(number, candidate.first, colon)


def _stem(adjective: str) -> str:
    lower = adjective.lower()
    for ending in ("en", "er", "es", "em", "e"):
        if lower.endswith(ending):
            return lower[: -len(ending)]
    return lower
