"""Persons whose name stands beside a role: ``der belarussische Außenminister Maxim Ryschenkow``."""

from streams.extract.actors.attributes import told_before
from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import Entity
from streams.extract.actors.former import is_former, is_removed, sectors_after
from streams.extract.actors.known.entry import Entry
from streams.extract.actors.memory import Memory
from streams.extract.actors.nouns import name_words
from streams.extract.actors.offices import title
from streams.extract.actors.passage import place_of
from streams.extract.actors.people import People
from streams.extract.actors.scene import Scene
from streams.extract.actors.told import Told
from streams.extract.actors.whose import Whose
from streams.extract.analyser import Sentence


def told_of(entry: Entry) -> Told:
    """What the registry tells of a person."""
    return Told(place=entry.code.split(".")[0], sectors=entry.sectors, feminine=entry.feminine)


class Introducer:
    """Introduces persons, each candidate once.

    Args:
        people: the article's persons.
        memory: what was spoken of so far.
        whose: countries and sectors of roles.
        scene: the country that a passage is about.
        home: the country that the article is mostly about.
    """

    def __init__(self, people: People, memory: Memory, whose: Whose, scene: Scene, home: str | None) -> None:
        self._people = people
        self._memory = memory
        self._whose = whose
        self._scene = scene
        self._home = home
        self._introduced: dict[int, Entity] = {}

    def introduced(self, sentence: Sentence, candidate: Candidate, owner: Entity | None = None) -> Entity:
        """The person whose name stands beside a role; ``owner`` is whom a possessive before it means."""
        known = self._introduced.get(id(candidate))
        if known is not None:
            return known
        assert candidate.name is not None
        assert candidate.role is not None
        role = candidate.role
        place, sectors, international = self._whose.place(candidate, role, self._home)
        if owner is not None and place is None:
            place, international = owner.place, owner.international
        former = is_former(sentence, candidate)
        sectors = told_before(sentence, candidate).sectors_of(sectors)
        sectors = sectors_after(sectors) if former else self._whose.beside_name(role, owner, sectors)
        told = Told(
            role.full, None if former else title(role), place, sectors, international,
            role.feminine, self._home, is_removed(sentence, candidate), weak=role.takes == "free",
        )  # fmt: skip
        entity = self._people.introduce(name_words(sentence.tokens[candidate.name[0] : candidate.name[1]]), told)
        organ = self._whose.organ(candidate)
        if organ:
            entity.role, entity.offices = organ + role.full, frozenset()
        self._introduced[id(candidate)] = entity
        return entity

    def settle(self, sentence: Sentence, number: int, candidate: Candidate, entity: Entity) -> None:
        """Give a person whose country was guessed that of the passage where the role stands beside the name."""
        if not entity.guessed:
            return
        body = self._whose.body_of(candidate, self._memory, number)
        if body is not None:
            entity.place, entity.sectors, entity.international = body.place, body.sectors, body.international
        else:
            near = self._scene.country(place_of(sentence, number, candidate), office=True)
            entity.place = near or entity.place
        entity.guessed = False
