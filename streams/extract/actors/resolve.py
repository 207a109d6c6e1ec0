"""From candidates to actors: who is meant by a role, a surname, a pronoun."""

from collections import deque
from dataclasses import dataclass, field

from streams.extract.actors.entity import Entity, Mention, Phrase
from streams.extract.actors.find import Candidate, Finder
from streams.extract.actors.home import home_country
from streams.extract.actors.offices import is_leader, same_office, title
from streams.extract.actors.pairs import Pairs
from streams.extract.actors.phrases import phrases_of
from streams.extract.actors.registry import Named, Registry, Role, registry
from streams.extract.document import Document, Sentence
from streams.extract.languages.de import Words, words

_MEMORY = 64
"""Persons and subjects that are remembered; more would cost time and never be meant."""
_LOOK_BACK = 6
"""Sentences that a pronoun or a bare role looks back over."""


@dataclass(slots=True)
class Resolved:
    """The actors of an article."""

    phrases: list[list[Phrase]] = field(default_factory=list)
    """Per sentence, from left to right."""
    home: str | None = None
    """The country that the article is mostly about."""


def resolve(document: Document) -> Resolved:
    """Find and resolve the actors of a document."""
    return _Resolver(document).run()


class _Resolver:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._registry: Registry = registry()
        self._words: Words = words()
        self._finder = Finder(self._registry, self._words)
        self._candidates = [self._finder.find(sentence.tokens) for sentence in document.sentences]
        self._home = home_country(document, self._candidates)
        self._fixed: dict[tuple[str, tuple[str, ...], str], Entity] = {}
        self._roles: dict[tuple[str, str], Entity] = {}
        self._surnames: dict[str, Entity] = {}
        self._persons: deque[tuple[int, Entity]] = deque(maxlen=_MEMORY)
        self._pairs = Pairs()
        self._subjects: deque[tuple[int, Entity]] = deque(maxlen=_MEMORY)
        self._here: list[Entity] = []

    def run(self) -> Resolved:
        for candidates in self._candidates:
            for candidate in candidates:
                if candidate.name is not None:
                    self._introduce(candidate)
        result = Resolved(home=self._home)
        for sentence, candidates in zip(self._document.sentences, self._candidates, strict=True):
            mentions = self._mentions(sentence, self._with_surnames(sentence, candidates))
            phrases = phrases_of(sentence.tokens, mentions, self._words)
            result.phrases.append(phrases)
            self._remember(sentence.index, phrases)
        return result

    def _with_surnames(self, sentence: Sentence, candidates: list[Candidate]) -> list[Candidate]:
        if not self._surnames:
            return candidates
        taken = {position for candidate in candidates for position in range(candidate.first, candidate.last)}
        found = list(candidates)
        for position, token in enumerate(sentence.tokens):
            if position in taken or not token.capital:
                continue
            entity = self._surnames.get(token.text) or self._surnames.get(token.text.removesuffix("s"))
            if entity is None:
                continue
            first = position
            known = entity.name.split()
            while first > 0 and first - 1 not in taken and sentence.tokens[first - 1].text in known:
                first -= 1
            found.append(Candidate("person", first, position + 1, position, name=entity.name))
        return sorted(found, key=lambda candidate: candidate.first)

    def _mentions(self, sentence: Sentence, candidates: list[Candidate]) -> list[Mention]:
        mentions = []
        for candidate in self._wir_last(sentence, candidates):
            entities, why = self._entities(sentence, candidate)
            if entities:
                before = candidate.first - 1
                governed = before >= 0 and self._words.is_("preposition", sentence.tokens[before].lower)
                if candidate.sort not in ("pronoun", "pair") and not governed:
                    self._here.append(entities[0])
                pronoun = candidate.sort in ("pronoun", "pair")
                capital = candidate.named is not None and candidate.named.capital
                first, last, head = candidate.first, candidate.last, candidate.head
                mentions.append(Mention(first, last, head, entities, pronoun, why, capital))
                for entity in entities:
                    if entity.kind == "person":
                        self._persons.append((sentence.index, entity))
        self._here.clear()
        return sorted(mentions, key=lambda mention: mention.first)

    def _wir_last(self, sentence: Sentence, candidates: list[Candidate]) -> list[Candidate]:
        """Who ``wir`` is may be told only after the quotation: ``„Wir kommen“, sagte der Minister``."""
        return sorted(
            candidates,
            key=lambda candidate: candidate.sort == "pronoun" and sentence.tokens[candidate.head].lower == "wir",
        )

    def _entities(  # noqa: PLR0911  # one return a sort
        self, sentence: Sentence, candidate: Candidate
    ) -> tuple[tuple[Entity, ...], str]:
        """(actors that are meant, why)."""
        if candidate.sort == "named" and candidate.named is not None:
            return (self._fix(candidate.named),), candidate.named.why
        if candidate.sort == "person" and candidate.name is not None:
            return (self._surnames[candidate.name.split()[-1]],), "surname of a person whom the article introduces"
        if candidate.sort == "pair":
            states = self._words.is_("pair_state", sentence.tokens[candidate.head].lemma)
            return self._pairs.meant(states=states), "the two sides that stood together last"
        if candidate.sort == "pronoun":
            entity = self._pronoun(sentence, candidate)
            return ((entity,) if entity else ()), "pronoun: the last that fits"
        if candidate.role is None:
            return (), ""
        if candidate.name is not None:
            return (self._introduce(candidate),), "role beside the name"
        return self._described(sentence, candidate, candidate.role)

    def _fix(self, named: Named) -> Entity:
        key = (named.place, named.sectors, named.name)
        if key not in self._fixed:
            self._fixed[key] = named.entity()
        return self._fixed[key]

    def _introduce(self, candidate: Candidate) -> Entity:
        """The person that a role introduces by name; a second introduction adds what was not known."""
        assert candidate.name is not None
        assert candidate.role is not None
        surname = candidate.name.split()[-1]
        if surname.endswith("s") and surname[:-1] in self._surnames:
            surname = surname[:-1]
        place, sectors, international = self._place_of(candidate, candidate.role)
        known = self._surnames.get(surname)
        if known is None and place is None:
            place = self._home if candidate.role.inner else None
        if known is not None:
            if place is not None and known.place == "XXX":
                known.place, known.international = place, international
            return known
        entity = Entity(
            place or "XXX",
            sectors,
            candidate.name,
            "person",
            office=title(candidate.role),
            role=candidate.role.full,
            feminine=candidate.role.feminine,
            international=international,
        )
        self._surnames[surname] = entity
        return entity

    def _place_of(self, candidate: Candidate, role: Role) -> tuple[str | None, tuple[str, ...], bool]:
        """(country or organisation, sectors, international) as the words themselves tell."""
        sectors = role.sectors
        if candidate.inner is not None and candidate.inner.role is not None and is_leader(role.noun):
            sectors = candidate.inner.role.sectors
        for place in candidate.places:
            if isinstance(place, str):
                return place, sectors, False
            if place.international:
                return place.place, ("IGO",), True
            if place.place == "XXX" or (place.sectors and is_leader(role.noun)):
                return place.place, place.sectors, False
            return place.place, sectors, False
        if role.full.startswith("bundes"):
            # Three states have federal offices of this name; Germany's are the ones that need no adjective.
            return self._home if self._home in ("AUT", "CHE") else "DEU", sectors, False
        return None, sectors, False

    def _described(self, sentence: Sentence, candidate: Candidate, role: Role) -> tuple[tuple[Entity, ...], str]:
        """A role without a name: a person of the article who holds it, else whoever holds it in a country."""
        if role.kind == "state":
            return self._side(candidate, role), "the side of a country"
        place, sectors, international = self._place_of(candidate, role)
        if role.kind == "person" and not role.plural:
            holder = self._holder(candidate, role, place)
            if holder is not None:
                return (holder,), "role of a person whom the article names before"
        if place is None and is_leader(role.noun) and not role.compound:
            return (), ""
        both = [value for value in candidate.places if isinstance(value, str)]
        why = "role with its country"
        if place is None:
            words = {token.lower for token in sentence.tokens[candidate.first : candidate.head]}
            abroad = bool(words & self._words.classes["abroad"])
            before = None if abroad else self._last_with(role)
            place = before or ("XXX" if abroad else self._default(role))
            why = "role, of the country told before" if before else "role, of the country that the article is about"
        if place == "XXX":
            why = "role without a country"
        places = both if len(both) > 1 else [place]
        return tuple(self._office(value, sectors, role, international=international) for value in places), why

    def _side(self, candidate: Candidate, role: Role) -> tuple[Entity, ...]:
        """``die amerikanische Seite``: the country itself."""
        if role.compound or role.plural:
            return ()
        return tuple(
            self._fix(Named(place, (), self._registry.country_name[place], "state", international=False))
            for place in candidate.places
            if isinstance(place, str)
        )

    def _default(self, role: Role) -> str:
        return self._home if role.inner and self._home else "XXX"

    def _last_with(self, role: Role) -> str | None:
        """The country of the same role as told before: ``die iranische Polizei … die Polizei``."""
        for (_, full), entity in reversed(self._roles.items()):
            if full == role.full and entity.place != "XXX":
                return entity.place
        return None

    def _office(self, place: str, sectors: tuple[str, ...], role: Role, *, international: bool) -> Entity:
        key = (place, role.full)
        if key not in self._roles:
            kind = {"person": "person", "body": "organisation"}.get(role.kind, "group")
            office = title(role)
            self._roles[key] = Entity(
                place,
                sectors,
                office,
                kind,
                office=office if kind == "person" else None,
                role=role.full,
                feminine=role.feminine or None,
                international=international,
            )
        return self._roles[key]

    def _holder(self, candidate: Candidate, role: Role, place: str | None) -> Entity | None:
        """The last person of the article that the role describes."""
        wanted = role.full
        if role.noun == "leiter" and candidate.inner is not None and candidate.inner.role is not None:
            inner = candidate.inner.role
            if inner.noun == "ministerium":
                wanted = f"{inner.compound}minister"
        for _, entity in reversed(self._persons):
            if entity.role is None or (place is not None and entity.place != place):
                continue
            if same_office(wanted, entity.role):
                return entity
        return None

    def _pronoun(self, sentence: Sentence, candidate: Candidate) -> Entity | None:
        lower = sentence.tokens[candidate.head].lower
        feminine = lower == "sie"
        near = [(sentence.index, entity) for entity in self._here]
        if lower == "wir":
            near = [pair for pair in near if pair[1].kind == "person"]
            near = near[-1:]
        for index, entity in (*near, *reversed(self._subjects)):
            if sentence.index - index > _LOOK_BACK:
                break
            if lower == "wir":
                return self._country_of(entity)
            if entity.kind == "person" and bool(entity.feminine) == feminine:
                return entity
        return None

    def _country_of(self, entity: Entity) -> Entity | None:
        if entity.place in ("XXX", "WEST") or entity.international:
            return None
        name = self._registry.country_name.get(entity.place)
        return self._fix(Named(entity.place, (), name, "state", international=False)) if name else None

    def _remember(self, index: int, phrases: list[Phrase]) -> None:
        """Keep who was subject, and the last two actors that stood together."""
        if not phrases:
            return
        for phrase in phrases:
            if phrase.preposition is None and "n" in phrase.cases:
                for entity in phrase.entities[:1]:
                    self._subjects.append((index, entity))
                break
        self._pairs.see(phrases)
