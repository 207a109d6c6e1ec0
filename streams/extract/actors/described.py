"""Roles without a name: who is meant by ``die Regierung``, ``das Bündnis``, ``das Land``, ``der Minister``."""

from streams.extract.actors.attributes import told_before
from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import NOWHERE, Entity
from streams.extract.actors.fits import Body, OfSector, PersonOf
from streams.extract.actors.hosts import Hosts
from streams.extract.actors.introducing import Introducer
from streams.extract.actors.known.entry import Role
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.made import Made
from streams.extract.actors.memory import Memory
from streams.extract.actors.nouns import gender_of
from streams.extract.actors.number import is_plural
from streams.extract.actors.officeholders import OfficeHolders
from streams.extract.actors.passage import Passage, place_of
from streams.extract.actors.people import People
from streams.extract.actors.relations import Relations
from streams.extract.actors.scene import Scene
from streams.extract.actors.standing import Standing
from streams.extract.actors.where import Where
from streams.extract.actors.whose import Whose, national
from streams.extract.analyser import Sentence
from streams.extract.languages.de.words import words

Meant = tuple[tuple[Entity, ...], str, float]
"""(actors, why, confidence)."""

_NOBODY: Meant = ((), "", 0.0)
_WHERE_IT_IS = (
    ("CVL",), ("COP",), ("UAF",), ("CRM",), ("UNK",), ("MED",), ("LAB",), ("REB",), ("EDU",), ("AGR",),
)  # fmt: skip
"""Sectors of whoever is of the country where something happens, be it told in a sentence of its own."""
_OF_STATES = (("GOV",), ("IGO",), ("LEG",), ("MIL",), ("JUD",), ("COP",), ("SPY",))
"""Sectors of whom ``europäisch`` makes part of the European Union: ministers, and no Jews of Europe."""
_ARMED = (("REB",), ("PRM",))
"""Sectors of ``die Islamisten``, ``die Rebellen``: of those who were named before rather than of a country."""
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

    def __init__(self, registry: Registry, people: People, standing: Standing, memory: Memory, hosts: Hosts) -> None:
        home = standing.home_code
        self._registry = registry
        self._people = people
        self._standing = standing
        self._where = Where(registry, standing)
        self._memory = memory
        self._words = words()
        self._made = Made(registry)
        self._relations = Relations(people, memory, hosts)
        self._scene = Scene(registry, memory, standing, home)
        self._whose = Whose(registry, standing, home)
        self._holders = OfficeHolders(registry, people, memory, self._whose, self._made)
        self.as_holder = self._holders.as_holder
        introducer = Introducer(people, memory, self._whose, self._scene, home)
        self.introduced = introducer.introduced
        self.settle = introducer.settle

    def described(self, sentence: Sentence, number: int, candidate: Candidate, owner: Entity | None) -> Meant:
        """Who is meant by a role without a name."""
        role = candidate.role
        assert role is not None
        passage = self._passage(sentence, number, candidate, role, owner)
        if role.kind == "state":
            return self._state(passage)
        if self._relations.holds(role):
            return self._relations.meant(role, passage.places, owner, passage.sectors)
        if role.kind == "person" and not is_plural(sentence, candidate.first, candidate.head, role):
            return self._holders.meant(passage)
        return self._several(passage) or self._body(passage) or self._bare(passage)

    def head_of(self, place: str) -> Entity | None:
        """The head of a state on the article's day."""
        return self._people.holder(place, "head_of_state")

    def as_bodies(self, entities: tuple[Entity, ...], role: Role) -> tuple[Entity, ...]:
        """The bodies of a kind on the sides of some: ``die Delegationen``."""
        return tuple(self._made.entity(entity.place, role, role.sectors) for entity in entities)

    def _passage(
        self, sentence: Sentence, number: int, candidate: Candidate, role: Role, owner: Entity | None
    ) -> Passage:
        shown = sentence.tokens[candidate.head].features.get("Gender", "")
        gender = shown if role.kind == "person" else gender_of(role.full) or shown
        near: str | None = None
        told = told_before(sentence, candidate)
        where = place_of(sentence, number, candidate)
        here = not (candidate.places or told.region or told.place)
        if here and owner is None and role.kind != "state" and (told.sectors or _at_home(role, candidate)):
            offices = self._registry.office_of(role.full) if role.kind == "person" else ()
            near = self._scene.country(where, office=True, offices=offices)
            near = self._nearer(sentence, number, candidate, role) or near
        place, sectors, international = self._whose.place(candidate, role, near)
        sectors = told.sectors_of(sectors)
        if place is None and told.there:
            place = self._scene.there(where)
        if place is None and told.place and role.kind != "state" and sectors[:1] in _OF_STATES:
            place, sectors, international = told.place, ("IGO",), True
        of_body = owner is not None and owner.kind != "person" and role.takes == "of"
        if owner is not None and not self._relations.holds(role) and (place is None or of_body):
            place, international = owner.place, owner.international
            sectors = self._whose.of_owner(role, owner, sectors)
        international = international or (told.region and place is None)
        places = (place,) if of_body and place else self._whose.places(candidate, place)
        return Passage(sentence, number, candidate, role, owner, gender, near, places, sectors, international)

    def _nearer(self, sentence: Sentence, number: int, candidate: Candidate, role: Role) -> str | None:
        """The country of rebels who were named before, of an embassy, a party, or of where something happens."""
        sort = candidate.inner.role if candidate.inner is not None and candidate.inner.role is not None else role
        if sort.sectors[:1] in _ARMED:
            fighters = self._memory.last(OfSector(sort.sectors[0]), within=_NEAR, sentence=number)
            if fighters is not None:
                return fighters.place
        if role.sectors[:1] == ("PTY",):
            return self._standing.party_home(sentence.tokens[candidate.head].text)
        embassy = self._words.is_("embassy", role.noun)
        if not embassy and role.sectors[:1] not in _WHERE_IT_IS:
            return None
        meant = self._scene.states_of(number)
        where = self._where.told(sentence, candidate.head, meant)
        return self._standing.other_than(where) if embassy else where

    def _several(self, passage: Passage) -> Meant | None:
        """Groups, bodies and several persons whose country the words, or the body that was named last, tell."""
        role, owner, places = passage.role, passage.owner, passage.places
        organised = role.kind == "body" and owner is not None and owner.international
        if organised and owner is not None and self._words.is_("generic_body", role.noun):
            return (self._standing.place(owner.place),), "the organisation of somebody", 0.8
        body = None if places else self._whose.body_of(passage.candidate, self._memory, passage.number)
        if body is not None:
            member = self._made.entity(body.place, role, body.sectors, international=body.international)
            return (member,), "of the body that was named last", 0.75
        if places:
            return tuple(self._at(passage, place) for place in places), "role with its country", 0.95
        if role.kind != "person":
            return None
        offices = frozenset(self._registry.office_of(role.full))
        pair = self._memory.holders_of(PersonOf(role.full, (), offices))
        return (pair, "the holders that were named before", 0.7) if len(pair) > 1 else None

    def _at(self, passage: Passage, place: str) -> Entity:
        role = passage.role
        holder = self._holders.holder(place, role) if role.kind == "person" and len(passage.places) > 1 else None
        sectors, international = passage.sectors, passage.international
        if international and len(passage.places) > 1 and not self._registry.is_organisation(place):
            sectors, international = national(role.sectors), False  # ``NATO- und afghanische Einheiten``
        return holder or self._made.entity(place, role, sectors, passage.gender, international=international)

    def _body(self, passage: Passage) -> Meant | None:
        """``das Bündnis``, ``die Behörde``: the body that was named before."""
        role = passage.role
        if role.kind != "body" or passage.owner is not None or passage.international:
            return None
        body = self._memory.last(Body(role, exactly=True), within=_NEAR, sentence=passage.number)
        body = body or self._memory.last(Body(role), within=_NEAR, sentence=passage.number)
        if body is None:
            return None
        body.gender = passage.gender
        return (body,), "the body that was named before", 0.8

    def _bare(self, passage: Passage) -> Meant:
        """Of the country that the passage is about, or of none."""
        role, near, sectors = passage.role, passage.near, passage.sectors
        if role.kind == "group" and sectors == ("UNK",) and _counted(passage) and near:
            crowd = self._made.entity(near, role, ("CVL",), passage.gender)
            return (crowd,), "people, of the country that the article is about", 0.6
        if near and (role.takes == "home" or sectors != role.sectors):
            made = self._made.entity(near, role, sectors, passage.gender)
            return (made,), "role, of the country that the article is about", 0.6
        made = self._made.entity(NOWHERE, role, sectors, passage.gender, international=passage.international)
        return (made,), "role without a country", 0.6

    def _state(self, passage: Passage) -> Meant:
        """``die amerikanische Seite``, ``das Land``, ``sein Land``, ``den Nachbarn``."""
        role, owner = passage.role, passage.owner
        place = place_of(passage.sentence, passage.number, passage.candidate)
        if self._words.is_("neighbour", role.noun) and (passage.candidate.places or not role.plural):
            # ``die Nachbarländer Syriens``: others than Syria, and none that is told.
            other = None if role.plural else self._scene.other(place, self._whose.places(passage.candidate, None))
            return ((other,) if other else ()), "the other state that is spoken of", 0.6
        codes = self._whose.places(passage.candidate, None)
        if codes:
            return tuple(self._standing.place(code) for code in codes), "the side of a country", 0.95
        if role.plural or role.compound:
            return _NOBODY
        if owner is not None:
            side = self._standing.side_of(owner)
            return ((side,) if side else ()), "the country of somebody", 0.8
        if not self._words.is_("country_noun", role.noun):
            return _NOBODY
        state = self._scene.state(place)
        return ((state,) if state else ()), "the state that is spoken of", 0.7


def _at_home(role: Role, candidate: Candidate) -> bool:
    """Whether the country of the passage can be a role's."""
    return role.takes == "home" or candidate.inner is not None or role.sectors == ("UNK",)


def _counted(passage: Passage) -> bool:
    """``10.000 Teilnehmer``: a crowd."""
    tokens = passage.sentence.tokens[passage.candidate.first : passage.candidate.head]
    return any(token.tag == "NUM" for token in tokens)
