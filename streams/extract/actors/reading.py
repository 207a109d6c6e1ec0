"""One sentence on its way from candidates to mentions: who is meant by a name, a role, a pronoun, ``beide Seiten``."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.context import NOBODY, Context, Meant
from streams.extract.actors.entity import NOWHERE, Entity, Mention
from streams.extract.actors.fits import Unnamed
from streams.extract.actors.given import bare_names
from streams.extract.actors.introducing import told_of
from streams.extract.actors.known.entry import Entry, Role
from streams.extract.actors.losses import note_losses
from streams.extract.actors.memory import Seen
from streams.extract.actors.nouns import gender_of, name_words, syntactic_head
from streams.extract.actors.referring import Referring
from streams.extract.actors.speech import clause_numbers
from streams.extract.actors.spoken import Spoken
from streams.extract.actors.together import Together
from streams.extract.actors.told import Told
from streams.extract.analyser import Sentence

_BETWEEN = 4
"""Sentences between what somebody is and how he is called."""
_OPPOSED = (("OPP",), ("REB",))
"""Sectors of a noun before a party's name that tell more than that it is a party."""
_LOCAL = frozenset(("in", "im", "aus", "nach", "bei", "um", "über"))


class Reading:
    """One sentence on its way from candidates to mentions."""

    def __init__(self, context: Context, number: int, sentence: Sentence) -> None:
        self._context = context
        self._number = number
        self._sentence = sentence
        self._clauses = clause_numbers(sentence)
        self._subjects = frozenset(clause.subject for clause in sentence.clauses if clause.subject is not None)
        self._referring = Referring(context, number, sentence, self._clauses, self._subjects)
        self._together = Together(context, sentence)
        self._mentions: list[Mention] = []
        self._late: list[Candidate] = []
        self._open: list[Candidate] = []
        self._last: Mention | None = None
        self._spoken = Spoken(context, number, sentence, self._clauses, self._mentions)

    def run(self) -> list[Mention]:
        """The mentions of the sentence, from left to right."""
        context = self._context
        context.pairs.fade()
        for candidate in self._all():
            if self._referring.of_speech(candidate) or self._referring.owned_by_speech(candidate):
                self._late.append(candidate._replace(side="you") if candidate.side == "sie" else candidate)
            else:
                self._take(candidate)
        self._look_ahead()
        self._spoken.hear()
        context.waiting.append(self)
        context.end_sentence(self._number, self._sentence)
        note_losses(self._sentence, self._mentions, context.words, context.people)
        context.pairs.see(self._mentions, self._sentence.tokens)
        context.hosts.see(self._sentence, self._mentions)
        return self._mentions

    def _all(self) -> list[Candidate]:
        """The candidates with the persons who are called by one word, once the article has named them."""
        candidates, people = self._context.candidates[self._number], self._context.people
        more = bare_names(self._sentence, candidates, lambda word: people.known([word]) is not None)
        return sorted((*candidates, *more), key=lambda candidate: candidate.first) if more else list(candidates)

    def settle(self) -> None:
        """Resolve the words whose actor is known when the speech has ended."""
        for candidate in self._late:
            if candidate.sort == "role":
                self._take(candidate)
                continue
            entities, why, confidence = self._spoken.meant(candidate)
            if entities:
                self._mentions.append(self._mention(candidate, entities, why, confidence))
            elif candidate.side == "you":
                self._take(candidate._replace(side=self._sentence.tokens[candidate.head].text.lower()))
        self._mentions.sort(key=lambda mention: mention.first)

    def _look_ahead(self) -> None:
        """``Nach seinem Rücktritt bat X um Asyl``: a possessive before the subject that it means."""
        for candidate in self._open:
            for mention in self._mentions:
                subject = any(at in self._subjects for at in range(mention.first, mention.last))
                if subject and mention.first > candidate.head and self._referring.agrees(candidate, mention.entities):
                    self._mentions.append(self._mention(candidate, mention.entities, "the subject that follows", 0.7))
                    break

    def _take(self, candidate: Candidate) -> None:
        entities, why, confidence = self._entities(candidate)
        if not entities:
            if candidate.owner is not None:
                self._own(candidate)
            elif candidate.sort == "possessive":
                self._open.append(candidate)
            return
        mention = self._mention(candidate, entities, why, confidence)
        self._mentions.append(mention)
        if not mention.possessive:
            self._remember_bodies(candidate)
            self._remember(mention)
        if candidate.owner is not None:
            self._own(candidate)

    def _remember_bodies(self, candidate: Candidate) -> None:
        """The bodies within a role may be meant later: ``ein Sprecher der Hamas … die Organisation``."""
        for place in candidate.places:
            entry = self._context.standing.choose(place) if place and not isinstance(place, str) else None
            if entry is not None and entry.sense in ("body", "organisation"):
                entity = self._context.standing.entity(entry, self._sentence.tokens[candidate.last - 1])
                clause = self._clauses[candidate.head]
                seen = Seen((entity,), self._number, candidate.head, clause, subject=False, governed=True)
                self._context.memory.see(seen)

    def _own(self, candidate: Candidate) -> None:
        """The possessive within a role: ``seine`` of ``seine Truppen``."""
        owner = self._referring.possessive(candidate)
        if owner is None:
            return
        if self._referring.of_speech(owner):
            self._late.append(owner)
        else:
            entity = self._referring.owner(candidate)
            if entity is not None:
                self._mentions.append(self._mention(owner, (entity,), "whose it is", 0.7))

    def _mention(self, candidate: Candidate, entities: tuple[Entity, ...], why: str, confidence: float) -> Mention:
        pronoun = candidate.sort in ("pronoun", "possessive", "side") and candidate.side != "states_group"
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
        subject = not self._subjects.isdisjoint(range(mention.first, mention.last)) or (
            token.relation.startswith("nsubj") and not self._has_subject(mention.head)
        )
        seen = Seen(mention.entities, self._number, mention.head, self._clauses[mention.head], subject, governed)
        self._context.memory.see(seen)
        last = self._last
        if (
            last is not None
            and 0 < mention.first - last.last <= len("ab")
            and tokens[last.last].text in ("und", "sowie")
        ):
            both = Seen(
                last.entities + mention.entities, self._number, mention.head, seen.clause,
                subject or last.head in self._subjects, governed,
            )  # fmt: skip
            self._context.memory.see(both)
        self._last = mention

    def _has_subject(self, position: int) -> bool:
        """Whether the clause of a word has its subject: a second one is an object whose case does not show."""
        number = self._clauses[position]
        return number >= 0 and self._sentence.clauses[number].subject is not None

    def _entities(self, candidate: Candidate) -> Meant:
        """(actors that are meant, why, confidence)."""
        context = self._context
        if candidate.sort == "name":
            return self._named(candidate)
        if candidate.sort == "person":
            return self._person(candidate)
        if candidate.sort == "role":
            return self._role(candidate)
        if candidate.sort == "side":
            context.pairs.see(self._mentions, self._sentence.tokens)
            return self._together.meant(candidate)
        if candidate.side == "relative":
            return self._referring.relative(candidate, self._mentions)
        return self._referring.aged(candidate) if candidate.sort == "age" else self._referring.pronoun(candidate)

    def _role(self, candidate: Candidate) -> Meant:
        """Whom a role means: the name beside it, two sides, host or guest, or what describes somebody."""
        describer, hosts, owner = self._context.describer, self._context.hosts, self._referring.owner(candidate)
        if candidate.name is not None and candidate.role is not None and candidate.role.kind == "body":
            led = self._led_by(candidate, candidate.role)
            if led is not None:
                return led
        elif candidate.name is not None:
            entity = describer.introduced(self._sentence, candidate, owner)
            describer.settle(self._sentence, self._number, candidate, entity)
            return (entity,), "role beside the name", 1.0
        several = self._together.plural(candidate)
        if several[0]:
            return several
        if self._referring.is_visit(candidate):
            hosts.see(self._sentence, self._mentions)
            visit = self._referring.visit(candidate)
            if visit is not None:
                return visit
        return self._referring.described(candidate, describer.described(self._sentence, self._number, candidate, owner))

    def _led_by(self, candidate: Candidate, role: Role) -> Meant | None:
        """``die Regierung Bush``: the government of the country that he is of."""
        assert candidate.name is not None
        people = self._context.people
        parts = name_words(self._sentence.tokens[candidate.name[0] : candidate.name[1]])
        leader = people.known(parts) or people.surname_only(parts)
        return (self._context.describer.as_bodies((leader,), role), "by who leads it", 0.9) if leader else None

    def _named(self, candidate: Candidate) -> Meant:
        tokens = self._sentence.tokens
        if candidate.entries[0].sense == "people" or (
            candidate.entries[0].sense == "body"
            and candidate.entries[0].ambiguous
            and not tokens[candidate.head].text.isupper()
        ):
            one = tokens[candidate.head].features.get("Number") == "Sing"
            if (
                one
                and not candidate.entries[0].name.startswith(("Die ", "Der ", "Das "))
                and candidate.first < candidate.head
                and tokens[candidate.first].text.lower() in ("der", "die", "dem", "den", "des")
            ):
                epithet = self._referring.epithet(candidate)
                if epithet is not None:
                    return epithet
        before = tokens[candidate.first - 1].text.lower() if candidate.first else ""
        entry = self._context.standing.choose(candidate.entries, local=before in _LOCAL)
        if entry is None:
            return NOBODY
        namesake = self._namesake(candidate, entry)
        if namesake is not None:
            return (namesake,), "surname of a person whom the article introduces", 0.85
        if entry.sense == "person":
            entity = self._context.people.introduce(entry.name.split(), told_of(entry))
            return (entity,), f"name ({entry.where})", 1.0
        if entry.sense == "people" and entry.country is not None and self._whole_people(candidate):
            return (self._context.standing.place(entry.country),), f"a people, for its country ({entry.where})", 0.8
        token = self._sentence.tokens[candidate.head]
        entity = self._context.standing.entity(entry, token)
        if candidate.role is not None and candidate.role.sectors[:1] in _OPPOSED and entity.sectors[:1] == ("PTY",):
            entity.sectors = candidate.role.sectors
        if candidate.role is not None:
            entity.gender = gender_of(candidate.role.full) or entity.gender
        said = {"capital": "capital, for its government", "metonym": "seat, for who sits there"}.get(
            entry.sense, "name"
        )
        others = (self._context.standing.choose(place) for place in candidate.places if not isinstance(place, str))
        more = tuple(self._context.standing.entity(other) for other in others if other is not None)
        return (entity, *more), f"{said} ({entry.where})", 0.8 if entry.sense == "capital" else 1.0

    def _whole_people(self, candidate: Candidate) -> bool:
        """``die Kolumbianer``: all of them, not some."""
        tokens = self._sentence.tokens
        article = tokens[candidate.first].text.lower()
        return candidate.head - candidate.first == 1 and article in ("die", "der", "den")

    def _namesake(self, candidate: Candidate, entry: Entry) -> Entity | None:
        """A person of the article whose surname is a place too: not where a preposition of place stands before it."""
        if entry.sense not in ("capital", "city", "state", "body") or candidate.last - candidate.head != 1:
            return None
        tokens = self._sentence.tokens
        before = tokens[candidate.first - 1] if candidate.first else None
        if candidate.first < candidate.head or (before is not None and before.text.lower() in _LOCAL):
            return None
        person = self._context.people.known([tokens[candidate.head].text])
        return (
            person
            if person is not None and person.name.split()[-1] in (entry.form, tokens[candidate.head].text)
            else None
        )

    def _person(self, candidate: Candidate) -> Meant:
        assert candidate.name is not None
        context = self._context
        tokens = self._sentence.tokens[candidate.name[0] : candidate.name[1]]
        parts = name_words(tokens)
        known = context.people.known(parts)
        if known is not None:
            return (known,), "name of a person whom the article introduces", 0.95
        famous = context.people.surname_only(parts)
        if famous is not None:
            return (famous,), "name of a person in office on the day", 0.9 if len(parts) > 1 else 0.7
        if len(parts) < 2:  # noqa: PLR2004  # a surname that nobody introduced
            return NOBODY
        return self._unknown(candidate, parts)

    def _unknown(self, candidate: Candidate, parts: list[str]) -> Meant:
        """A whole name that nobody knows: of whom was told what he is, and not yet how he is called."""
        context = self._context
        feminine = True if self._title_before(candidate) == "Frau" else context.registry.gender(parts[0])
        described = context.memory.last(Unnamed(feminine), within=_BETWEEN, sentence=self._number)
        if described is not None and not candidate.places:
            if described.place == NOWHERE and context.standing.home_code is not None:
                described.place = context.standing.home_code
            context.people.name(described, parts)
            return (described,), "name of a person whose role the article told before", 0.6
        party = self._party_behind(candidate.last)
        nation = party.place if party is not None else None
        nation = nation or next((context.standing.code(place)[0] for place in candidate.places), None)
        organised = nation is not None and context.registry.is_organisation(nation)
        sectors = party.sectors if party is not None else ("IGO",) if organised else ()
        told = Told(
            place=nation, sectors=sectors, international=organised, feminine=feminine,
            fallback=context.standing.home_code,
        )  # fmt: skip
        return (context.people.introduce(parts, told),), "name of an unknown person", 0.4

    def _party_behind(self, at: int) -> Entity | None:
        """``Jelena Hoffmann (SPD)``: the party of a person."""
        tokens = self._sentence.tokens
        if at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text not in (")", ",", "/"):
            return None
        match = self._context.registry.match([token.text for token in tokens], at + 1)
        entry = self._context.standing.choose(match[1]) if match is not None else None
        if entry is None or entry.sense != "body" or entry.sectors[:1] != ("PTY",):
            return None
        return self._context.standing.entity(entry)

    def _title_before(self, candidate: Candidate) -> str:
        return (
            self._sentence.tokens[candidate.first].text
            if candidate.name and candidate.first < candidate.name[0]
            else ""
        )
