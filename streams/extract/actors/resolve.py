"""From candidates to actors: who is meant by a name, a role, a pronoun, ``beide Seiten``."""

from dataclasses import dataclass, field
from datetime import date

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.described import Describer
from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.find import Finder, possessive_of
from streams.extract.actors.home import countries_of, home_of
from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.registry import registry
from streams.extract.actors.memory import Memory, Seen, Wanted
from streams.extract.actors.pairs import Pairs
from streams.extract.actors.nouns import name_words, syntactic_head
from streams.extract.actors.people import People
from streams.extract.actors.sides import sides
from streams.extract.actors.speech import clause_numbers, quoted_tokens, says
from streams.extract.actors.standing import Standing
from streams.extract.analyser import Document, Sentence
from streams.extract.languages.de import words


_DEFINITE = frozenset(("der", "die", "das", "dem", "den", "des", "dieser", "diese", "diesem"))
_VAGUE = 0.7
"""Confidence up to which a description may mean somebody who is spoken of rather than whom its words alone tell."""
_LOCAL = frozenset(("in", "im", "aus", "nach", "bei", "um", "über"))


@dataclass(slots=True)
class Resolved:
    """The actors of an article."""

    mentions: list[list[Mention]] = field(default_factory=list)
    """Per sentence, from left to right."""
    home: str | None = None
    """The country that the article is mostly about."""


def resolve(document: Document, day: date | None = None) -> Resolved:
    """Find and resolve the actors of a document.

    Args:
        document: the analysed text.
        day: the day that it is of: offices are held as of then.
    """
    return _Resolver(document, day).run()


class _Resolver:
    def __init__(self, document: Document, day: date | None) -> None:
        self._document = document
        self._registry = registry()
        self._words = words()
        finder = Finder(self._registry, sides())
        self._candidates = [finder.find(sentence) for sentence in document.sentences]
        countries = countries_of(document, self._candidates, self._registry)
        self._home = home_of(countries)
        self._standing = Standing(self._registry, day, countries, self._home)
        self._people = People(self._registry, day.toordinal() if day else None)
        self._memory = Memory()
        self._pairs = Pairs()
        self._describer = Describer(self._registry, self._people, self._standing, self._memory, self._home)
        self._quoted = quoted_tokens(document.sentences)
        self._speaker: Entity | None = None
        self._addressee: Entity | None = None

    def run(self) -> Resolved:
        result = Resolved(home=self._home)
        self._introduce_all()
        for number, sentence in enumerate(self._document.sentences):
            result.mentions.append(_Reading(self, number, sentence).run() if self._candidates[number] else [])
        return result

    def _introduce_all(self) -> None:
        """Persons with a role first, so that a headline's surname meets the lead's full name."""
        for sentence, candidates in zip(self._document.sentences, self._candidates, strict=True):
            for candidate in candidates:
                if candidate.sort == "role" and candidate.name is not None and candidate.owner is None:
                    self._describer.introduced(sentence, candidate)


class _Reading:
    """One sentence on its way from candidates to mentions."""

    def __init__(self, article: "_Resolver", number: int, sentence: Sentence) -> None:
        self._article = article
        self._number = number
        self._sentence = sentence
        self._clauses = clause_numbers(sentence)
        self._subjects = {clause.subject for clause in sentence.clauses if clause.subject is not None}
        self._mentions: list[Mention] = []
        self._late: list[Candidate] = []
        self._last: Mention | None = None

    def run(self) -> list[Mention]:
        article = self._article
        for candidate in article._candidates[self._number]:
            if candidate.side in ("we", "i", "you", "addressee"):
                self._late.append(candidate)
            else:
                self._take(candidate)
        self._hear()
        for candidate in self._late:
            entities, why, confidence = self._spoken(candidate)
            if entities:
                self._mentions.append(self._mention(candidate, entities, why, confidence))
        self._mentions.sort(key=lambda mention: mention.first)
        article._pairs.see(self._mentions)
        return self._mentions

    def _take(self, candidate: Candidate) -> None:
        entities, why, confidence = self._entities(candidate)
        if not entities:
            return
        mention = self._mention(candidate, entities, why, confidence)
        self._mentions.append(mention)
        if not mention.possessive:
            self._remember(mention)

    def _mention(self, candidate: Candidate, entities: tuple[Entity, ...], why: str, confidence: float) -> Mention:
        pronoun = candidate.sort in ("pronoun", "possessive") or candidate.sort == "side"
        capital = candidate.sort == "name" and candidate.entries[0].sense == "capital"
        return Mention(
            candidate.first, candidate.last, candidate.head, entities, pronoun, why, capital, confidence,
            possessive=candidate.sort == "possessive",
        )  # fmt: skip

    def _remember(self, mention: Mention) -> None:
        tokens = self._sentence.tokens
        token = tokens[syntactic_head(tokens, mention.first, mention.last, mention.head)]
        before = tokens[mention.first - 1] if mention.first else None
        governed = (before is not None and before.tag == "ADP") or token.features.get("Case") == "Gen"
        subject = token.relation.startswith("nsubj") or any(
            position in self._subjects for position in range(mention.first, mention.last)
        )
        seen = Seen(mention.entities, self._number, mention.head, self._clauses[mention.head], subject, governed)
        self._article._memory.see(seen)
        last = self._last
        if last is not None and 0 < mention.first - last.last <= len("ab") and tokens[last.last].text in ("und", "sowie"):
            both = Seen(
                last.entities + mention.entities, self._number, mention.head, seen.clause,
                subject or last.head in self._subjects, governed,
            )  # fmt: skip
            self._article._memory.see(both)
        self._last = mention

    def _entities(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:  # noqa: PLR0911
        """(actors that are meant, why, confidence)."""
        article = self._article
        if candidate.sort == "name":
            return self._named(candidate)
        if candidate.sort == "person":
            return self._person(candidate)
        if candidate.sort == "role":
            if candidate.name is not None:
                entity = article._describer.introduced(self._sentence, candidate, self._pronoun_owner(candidate))
                return (entity,), "role beside the name", 1.0
            described = article._describer.described(
                self._sentence, self._number, candidate, self._pronoun_owner(candidate)
            )
            return self._epithet(candidate) or described if self._is_epithet(candidate, described) else described
        if candidate.sort == "side":
            return self._side(candidate)
        return self._pronoun(candidate)

    def _named(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:
        tokens = self._sentence.tokens
        if candidate.entries[0].sense == "people" or (
            candidate.entries[0].sense == "body" and candidate.entries[0].ambiguous
        ):
            one = tokens[candidate.head].features.get("Number") == "Sing"
            if one and candidate.first < candidate.head and tokens[candidate.first].text.lower() in ("der", "die", "dem", "den", "des"):
                epithet = self._epithet(candidate)
                if epithet is not None:
                    return epithet
        entry = self._article._standing.choose(candidate.entries)
        if entry is None:
            return (), "", 0.0
        namesake = self._namesake(candidate, entry)
        if namesake is not None:
            return (namesake,), "surname of a person whom the article introduces", 0.85
        if entry.sense == "person":
            entity = self._article._people.introduce(entry.name.split(), self._article._describer.told_of(entry))
            return (entity,), f"name ({entry.where})", 1.0
        token = self._sentence.tokens[candidate.head]
        entity = self._article._standing.entity(entry, token)
        said = {"capital": "capital, for its government", "metonym": "seat, for who sits there"}.get(entry.sense, "name")
        return (entity,), f"{said} ({entry.where})", 0.8 if entry.sense == "capital" else 1.0

    def _namesake(self, candidate: Candidate, entry: Entry) -> Entity | None:
        """A person of the article whose surname is a place too: not where a preposition of place stands before it."""
        if entry.sense not in ("capital", "city", "state", "body") or candidate.last - candidate.head != 1:
            return None
        tokens = self._sentence.tokens
        before = tokens[candidate.first - 1] if candidate.first else None
        if candidate.first < candidate.head or (before is not None and before.text.lower() in _LOCAL):
            return None
        person = self._article._people.known([tokens[candidate.head].text])
        return person if person is not None and person.name.split()[-1] in (entry.form, tokens[candidate.head].text) else None

    def _person(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:
        assert candidate.name is not None
        article = self._article
        tokens = self._sentence.tokens[candidate.name[0] : candidate.name[1]]
        parts = name_words(tokens)
        known = article._people.known(parts)
        if known is not None:
            return (known,), "name of a person whom the article introduces", 0.95
        famous = article._people.surname_only(parts)
        if famous is not None:
            return (famous,), "name of a person in office on the day", 0.9 if len(parts) > 1 else 0.7
        if len(parts) < 2:  # noqa: PLR2004  # a surname that nobody introduced
            return (), "", 0.0
        feminine = True if tokens and self._title_before(candidate) in ("Frau",) else None
        return (article._people.introduce(parts, article._describer.unknown(feminine)),), "name of an unknown person", 0.6

    def _title_before(self, candidate: Candidate) -> str:
        return self._sentence.tokens[candidate.first].text if candidate.name and candidate.first < candidate.name[0] else ""

    def _is_epithet(self, candidate: Candidate, described: tuple[tuple[Entity, ...], str, float]) -> bool:
        """A definite description of one person that nothing before fits: ``der SPD-Politiker``, ``die Friedensnobelpreisträgerin``."""
        role = candidate.role
        if role is None or role.kind != "person" or candidate.inner is not None or candidate.owner is not None:
            return False
        tokens = self._sentence.tokens
        if tokens[candidate.head].features.get("Number") == "Plur" or role.plural:
            return False
        if candidate.first == candidate.head or tokens[candidate.first].text.lower() not in _DEFINITE:
            return False
        if described[2] > _VAGUE and not (role.takes == "free" or self._party(candidate)):
            return False
        return not any(isinstance(place, str) for place in candidate.places)

    @staticmethod
    def _party(candidate: Candidate) -> bool:
        return any(not isinstance(place, str) and place[0].sense == "body" for place in candidate.places)

    def _epithet(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float] | None:
        token = self._sentence.tokens[candidate.head]
        feminine = token.features.get("Gender") == "Fem"
        clause = self._clauses[candidate.head]
        wanted = Wanted(
            "sie" if feminine else "er", False, self._number, candidate.head, clause, candidate.head in self._subjects, False
        )
        entities, confidence = self._article._memory.meant(wanted, persons=True)
        return (entities, "description of the person who is spoken of", min(confidence, 0.7)) if entities else None

    def _side(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:
        article = self._article
        if candidate.side == "both":
            return self._both(candidate)
        if candidate.side == "west":
            return (article._standing.west(),), "the West", 0.9
        members = {"eu_states": "EU", "nato_states": "NATO"}.get(candidate.side)
        return ((article._standing.place(members),) if members else ()), "the members of an organisation", 0.8

    def _both(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:
        """``beide Seiten``, ``beide Länder``, ``die Präsidenten beider Länder``."""
        article = self._article
        roles = [article._registry.role(t.text) for t in self._sentence.tokens[candidate.first : candidate.last]]
        persons = [role for role in roles if role is not None and role.kind == "person" and role.office]
        states = any(role is not None and role.kind == "state" and role.noun != "seite" for role in roles)
        meant = article._pairs.meant(states=states and not persons)
        if states and not persons:
            meant = tuple(dict.fromkeys(article._standing.side_of(entity) or entity for entity in meant))
        if persons:
            held = tuple(article._describer.as_holder(entity, persons[0]) for entity in meant)
            return held, "the holders on the two sides that stood together last", 0.75
        return meant, "the two sides that stood together last", 0.8

    def _pronoun(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:
        token = self._sentence.tokens[candidate.head]
        clause = self._clauses[candidate.head]
        subject = candidate.head in self._subjects
        number = token.features.get("Number")
        if subject and clause >= 0:
            verb = self._sentence.tokens[self._sentence.clauses[clause].verb]
            number = verb.features.get("Number", number)
        if candidate.sort == "possessive":
            number = token.features.get("Number[psor]")
        plural = None if number is None or (candidate.sort == "possessive" and candidate.side == "ihr") else number == "Plur"
        wanted = Wanted(
            candidate.side, plural, self._number, candidate.head, clause, subject, candidate.sort == "possessive"
        )
        entities, confidence = self._article._memory.meant(wanted)
        if entities and not wanted.possessive and entities[0].kind == "state" and candidate.side == "es":
            return (), "", 0.0  # ``es`` is mostly nobody
        return entities, "pronoun: the likeliest that fits", confidence

    def _pronoun_owner(self, candidate: Candidate) -> Entity | None:
        """Whose a role is: ``sein Amtskollege``, ``unser Außenminister``."""
        if candidate.owner is None:
            return None
        stem = possessive_of(self._sentence.tokens[candidate.owner].text.lower())
        if stem in ("unser", "mein"):
            speaker = self._article._speaker
            return speaker or self._article._standing.home()
        owner = Candidate("possessive", candidate.owner, candidate.owner + 1, candidate.owner, side=stem)
        entities, _, _ = self._pronoun(owner)
        return entities[0] if entities else None

    def _hear(self) -> None:
        """Who speaks in this sentence's quotations and reported clauses, for ``wir`` and ``ich``."""
        article, sentence = self._article, self._sentence
        quoted = article._quoted[self._number]
        for clause in sentence.clauses:
            if clause.subject is None or quoted[clause.verb] or not says(clause, article._words):
                continue
            subject = self._at(clause.subject)
            if subject is not None:
                article._speaker = subject.entities[0]
                to = self._at(clause.dative) if clause.dative is not None else None
                article._addressee = to.entities[0] if to else None

    def _at(self, position: int | None) -> Mention | None:
        if position is None:
            return None
        return next((m for m in self._mentions if m.first <= position < m.last and not m.possessive), None)

    def _spoken(self, candidate: Candidate) -> tuple[tuple[Entity, ...], str, float]:
        """``wir``, ``ich``, ``unser Land``, ``Sie``: by who speaks."""
        article = self._article
        quoted = article._quoted[self._number][candidate.head]
        if not quoted and candidate.side == "we" and candidate.sort != "pronoun":
            home = article._standing.home()
            return ((home,) if home else ()), "the country that the article is of", 0.6
        speaker = self._inner_speaker(candidate) or (article._speaker if quoted or candidate.side == "i" else None)
        if candidate.side in ("you", "addressee"):
            return ((article._addressee,) if article._addressee and quoted else ()), "who is spoken to", 0.6
        if candidate.side == "i":
            return ((speaker,) if speaker is not None and speaker.kind == "person" else ()), "who speaks", 0.85
        if speaker is None:
            home = article._standing.home() if not quoted else None
            return ((home,) if home else ()), "the country that the article is of", 0.5
        side = article._standing.side_of(speaker)
        if side is None:
            return (), "", 0.0
        together = article._pairs.with_partner(side) if self._jointly(candidate) else None
        if together is not None:
            return together, "the speaker's side and the other one, who act together", 0.7
        return (side,), "the speaker's side", 0.85

    def _inner_speaker(self, candidate: Candidate) -> Entity | None:
        """The subject of the clause of saying that the pronoun's clause hangs on."""
        sentence, number = self._sentence, self._clauses[candidate.head]
        for _ in range(4):
            if number < 0:
                return None
            governor = sentence.clauses[number].governor
            if governor is None:
                return None
            clause = sentence.clauses[governor]
            if says(clause, self._article._words):
                subject = self._at(clause.subject)
                return subject.entities[0] if subject else None
            number = governor
        return None

    def _jointly(self, candidate: Candidate) -> bool:
        """What the speaker tells is done by both: ``haben wir vereinbart``, ``unsere gemeinsamen …``."""
        number = self._clauses[candidate.head]
        tokens = self._sentence.tokens
        if number < 0:
            return False
        clause = self._sentence.clauses[number]
        joint = self._article._words.classes["joint"]
        return clause.lemma in joint or any(t.lemma.lower() in joint for t in tokens[clause.start : clause.end])
