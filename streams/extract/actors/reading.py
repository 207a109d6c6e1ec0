"""One sentence on its way from candidates to mentions: who is meant by a name, a role, a pronoun, ``beide Seiten``."""

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.context import NOBODY, Context, Meant
from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.epithets import Epithet, individual, meant
from streams.extract.actors.known.entry import Entry
from streams.extract.actors.losses import note_losses
from streams.extract.actors.memory import Seen, Wanted
from streams.extract.actors.nouns import name_words, syntactic_head
from streams.extract.actors.pronouns import possessive_of
from streams.extract.actors.speech import clause_numbers
from streams.extract.actors.spoken import Spoken
from streams.extract.actors.together import Together
from streams.extract.analyser import Sentence

_DEFINITE = frozenset(("der", "die", "das", "dem", "den", "des", "dieser", "diese", "diesem"))
_VAGUE = 0.7
"""Confidence up to which a description may mean somebody who is spoken of rather than whom its words alone tell."""
_LOCAL = frozenset(("in", "im", "aus", "nach", "bei", "um", "über"))


class Reading:
    """One sentence on its way from candidates to mentions."""

    def __init__(self, context: Context, number: int, sentence: Sentence) -> None:
        self._context = context
        self._number = number
        self._sentence = sentence
        self._clauses = clause_numbers(sentence)
        self._subjects = {clause.subject for clause in sentence.clauses if clause.subject is not None}
        self._mentions: list[Mention] = []
        self._late: list[Candidate] = []
        self._last: Mention | None = None

    def run(self) -> list[Mention]:
        """The mentions of the sentence, from left to right."""
        context = self._context
        context.pairs.fade()
        for candidate in context.candidates[self._number]:
            if candidate.side in ("we", "i", "you", "addressee"):
                self._late.append(candidate)
            else:
                self._take(candidate)
        spoken = Spoken(self._context, self._number, self._sentence, self._clauses, self._mentions)
        spoken.hear()
        for candidate in self._late:
            entities, why, confidence = spoken.meant(candidate)
            if entities:
                self._mentions.append(self._mention(candidate, entities, why, confidence))
        self._mentions.sort(key=lambda mention: mention.first)
        note_losses(self._sentence, self._mentions, context.words, context.people)
        context.pairs.see(self._mentions, self._sentence.tokens)
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

    def _entities(self, candidate: Candidate) -> Meant:
        """(actors that are meant, why, confidence)."""
        context = self._context
        if candidate.sort == "name":
            return self._named(candidate)
        if candidate.sort == "person":
            return self._person(candidate)
        if candidate.sort == "role":
            if candidate.name is not None:
                entity = context.describer.introduced(self._sentence, candidate, self._pronoun_owner(candidate))
                context.describer.settle(self._sentence, self._number, candidate, entity)
                return (entity,), "role beside the name", 1.0
            several = Together(context, self._sentence).plural(candidate)
            if several[0]:
                return several
            described = context.describer.described(
                self._sentence, self._number, candidate, self._pronoun_owner(candidate)
            )
            return self._epithet(candidate) or described if self._is_epithet(candidate, described) else described
        if candidate.sort == "age":
            return (self._epithet(candidate) or NOBODY) if self._definite(candidate) else NOBODY
        if candidate.sort == "side":
            context.pairs.see(self._mentions, self._sentence.tokens)
            return Together(context, self._sentence).meant(candidate)
        return self._pronoun(candidate)

    def _named(self, candidate: Candidate) -> Meant:
        tokens = self._sentence.tokens
        if candidate.entries[0].sense == "people" or (
            candidate.entries[0].sense == "body" and candidate.entries[0].ambiguous
        ):
            one = tokens[candidate.head].features.get("Number") == "Sing"
            if (
                one
                and candidate.first < candidate.head
                and tokens[candidate.first].text.lower() in ("der", "die", "dem", "den", "des")
            ):
                epithet = self._epithet(candidate)
                if epithet is not None:
                    return epithet
        entry = self._context.standing.choose(candidate.entries)
        if entry is None:
            return NOBODY
        namesake = self._namesake(candidate, entry)
        if namesake is not None:
            return (namesake,), "surname of a person whom the article introduces", 0.85
        if entry.sense == "person":
            entity = self._context.people.introduce(entry.name.split(), self._context.describer.told_of(entry))
            return (entity,), f"name ({entry.where})", 1.0
        token = self._sentence.tokens[candidate.head]
        entity = self._context.standing.entity(entry, token)
        said = {"capital": "capital, for its government", "metonym": "seat, for who sits there"}.get(
            entry.sense, "name"
        )
        return (entity,), f"{said} ({entry.where})", 0.8 if entry.sense == "capital" else 1.0

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
        feminine = True if self._title_before(candidate) == "Frau" else None
        return (context.people.introduce(parts, context.describer.unknown(feminine)),), "name of an unknown person", 0.6

    def _title_before(self, candidate: Candidate) -> str:
        return (
            self._sentence.tokens[candidate.first].text
            if candidate.name and candidate.first < candidate.name[0]
            else ""
        )

    def _is_epithet(self, candidate: Candidate, described: Meant) -> bool:
        """A definite description of one person that nothing before fits: ``der SPD-Politiker``."""
        role, tokens = candidate.role, self._sentence.tokens
        if role is None or candidate.inner is not None or candidate.owner is not None:
            return False
        if not individual(role, tokens, candidate.head) or tokens[candidate.head].features.get("Number") == "Plur":
            return False
        if not self._definite(candidate) or self._given(candidate):
            return False
        if described[2] > _VAGUE and role.takes != "free" and not self._parties(candidate):
            return False
        return not any(isinstance(place, str) for place in candidate.places)

    def _given(self, candidate: Candidate) -> bool:
        """``den Aufständischen gedroht``: a dative that looks like one person is a group's."""
        article = self._sentence.tokens[candidate.first].text.lower()
        return article == "den" and any(clause.dative == candidate.head for clause in self._sentence.clauses)

    def _definite(self, candidate: Candidate) -> bool:
        first = self._sentence.tokens[candidate.first].text.lower()
        return candidate.first < candidate.head and first in _DEFINITE

    @staticmethod
    def _parties(candidate: Candidate) -> frozenset[str | None]:
        """Countries that have the party that stands before a role, or that a person is called by."""
        for place in (*candidate.places, candidate.entries):
            if place and not isinstance(place, str) and place[0].sense == "body":
                return frozenset(entry.country for entry in place)
        return frozenset()

    def _epithet(self, candidate: Candidate) -> Meant | None:
        token = self._sentence.tokens[candidate.head]
        role = candidate.role
        feminine = role.feminine if role is not None and role.feminine is not None else self._feminine(candidate)
        nation = candidate.entries[0].country if candidate.entries and candidate.entries[0].sense == "people" else None
        former = role is not None and (role.former or self._context.describer.former(self._sentence, candidate))
        parties = self._parties(candidate)
        entities, confidence = meant(
            self._context.memory,
            Epithet(
                self._number, self._clauses[candidate.head], candidate.head, candidate.head in self._subjects,
                feminine, nation, parties, None if former or parties else role,
            ),
        )  # fmt: skip
        return (entities, "description of the person who is spoken of", confidence) if entities else None

    def _feminine(self, candidate: Candidate) -> bool | None:
        """Gender by the analyser; by the article where it cannot be another."""
        gender = self._sentence.tokens[candidate.head].features.get("Gender")
        article = self._sentence.tokens[candidate.first].text.lower()
        if article in ("den", "dem", "des"):
            return False
        if article == "die":
            return True
        return {"Masc": False, "Fem": True}.get(gender or "")

    def _pronoun(self, candidate: Candidate, *, person: bool = False) -> Meant:
        token = self._sentence.tokens[candidate.head]
        clause = self._clauses[candidate.head]
        subject = candidate.head in self._subjects
        number = token.features.get("Number")
        if subject and clause >= 0:
            verb = self._sentence.tokens[self._sentence.clauses[clause].verb]
            number = verb.features.get("Number", number)
        if candidate.sort == "possessive":
            number = token.features.get("Number[psor]")
        plural = (
            None if number is None or (candidate.sort == "possessive" and candidate.side == "ihr") else number == "Plur"
        )
        wanted = Wanted(
            candidate.side, plural, self._number, candidate.head, clause, subject, candidate.sort == "possessive", person
        )
        entities, confidence = self._context.memory.meant(wanted)
        if entities and not wanted.possessive and entities[0].kind == "state" and candidate.side == "es":
            return NOBODY  # ``es`` is mostly nobody
        return entities, "pronoun: the likeliest that fits", confidence

    def _pronoun_owner(self, candidate: Candidate) -> Entity | None:
        """Whose a role is: ``sein Amtskollege``, ``unser Außenminister``."""
        if candidate.owner is None:
            return None
        stem = possessive_of(self._sentence.tokens[candidate.owner].text.lower())
        if stem in ("unser", "mein"):
            speaker = self._context.speaker
            return speaker or self._context.standing.home()
        owner = Candidate("possessive", candidate.owner, candidate.owner + 1, candidate.owner, side=stem)
        noun = candidate.role.noun if candidate.role is not None else ""
        entities, _, _ = self._pronoun(owner, person=self._context.words.is_("relation", noun))
        return entities[0] if entities else None
