"""Whom words mean that name nobody: pronouns and epithets, by what was spoken of before."""

from collections.abc import Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.context import NOBODY, Context, Meant, is_reported
from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.epithets import Epithet, individual, meant
from streams.extract.actors.former import is_former
from streams.extract.actors.memory import Wanted
from streams.extract.actors.pronouns import pronoun_at
from streams.extract.analyser import Sentence

_DEFINITE = frozenset(("der", "die", "das", "dem", "den", "des", "dieser", "diese", "diesem"))
_CERTAIN = 0.85
"""Confidence from which a description without a country has found whom it means."""
_SINGULAR = frozenset(("er", "ihn", "ihm", "es", "sein", "dessen", "dieser"))
_NEAREST = {"dessen": "sein", "deren": "ihr", "dieser": "er"}
"""Pronouns that mean who was named last and is not the subject, and the ones that agree like them."""
_VAGUE = 0.7
"""Confidence up to which a description may mean somebody who is spoken of rather than whom its words alone tell."""


class Referring:
    """Pronouns and epithets of one sentence.

    Args:
        context: the article.
        number: of the sentence.
        sentence: the sentence.
        clauses: the innermost clause of each token.
        subjects: heads of subjects.
    """

    def __init__(
        self, context: Context, number: int, sentence: Sentence, clauses: Sequence[int], subjects: frozenset[int]
    ) -> None:
        self._context = context
        self._number = number
        self._sentence = sentence
        self._clauses = clauses
        self._subjects = subjects

    def of_speech(self, candidate: Candidate) -> bool:
        """Whether words mean somebody by way of who speaks to whom: ``wir``, ``Sie``."""
        if candidate.side in ("we", "i", "you", "addressee"):
            return True
        return candidate.side == "sie" and self._may_be_polite(candidate.head)

    def owned_by_speech(self, candidate: Candidate) -> bool:
        """``mein Volk`` within a quotation, whose speaker may stand behind it."""
        owner = self.possessive(candidate) if candidate.sort == "role" else None
        return owner is not None and self._context.quoted[self._number][candidate.head] and self.of_speech(owner)

    def _may_be_polite(self, position: int) -> bool:
        """``„Sie haben …“`` at the beginning of a speech: one who is spoken to as well as several."""
        tokens = self._sentence.tokens
        quoted = self._context.quoted[self._number]
        if not tokens[position].text[0].isupper() or not quoted[position] or position not in self._subjects:
            return False
        clause = self._sentence.clauses[self._clauses[position]] if self._clauses[position] >= 0 else None
        return clause is not None and tokens[clause.verb].features.get("Number") == "Plur"

    def described(self, candidate: Candidate, described: Meant) -> Meant:
        """Whom a description means: somebody who is spoken of, or else whom its words alone tell."""
        return self.epithet(candidate) or described if self._is_epithet(candidate, described) else described

    @staticmethod
    def is_visit(candidate: Candidate) -> bool:
        """Whether a role is that of a host or guest."""
        return candidate.role is not None and candidate.role.noun in ("gast", "gastgeber") and not candidate.places

    def visit(self, candidate: Candidate) -> Meant | None:
        """``der Gastgeber``, ``seines Gastes``: by who receives whom."""
        role, context = candidate.role, self._context
        if role is None:
            return None
        if not individual(role, self._sentence, candidate.first, candidate.head):
            where = context.hosts.where if role.noun == "gastgeber" else None
            return ((context.standing.place(where),), "the country where they meet", 0.6) if where else None
        entity = context.hosts.meant(role.noun, self._number)
        if entity is None and role.noun == "gastgeber" and context.hosts.where is not None:
            entity = context.describer.head_of(context.hosts.where)
        return ((entity,), "who receives, and who is received", 0.65) if entity is not None else None

    def aged(self, candidate: Candidate) -> Meant:
        """``der 65-Jährige``."""
        return (self.epithet(candidate) or NOBODY) if self._definite(candidate) else NOBODY

    def _is_epithet(self, candidate: Candidate, described: Meant) -> bool:
        """A definite description of one person that nothing before fits: ``der SPD-Politiker``."""
        role = candidate.role
        if role is None or candidate.inner is not None or candidate.owner is not None:
            return False
        if not individual(role, self._sentence, candidate.first, candidate.head) or not self._definite(candidate):
            return False
        if described[2] >= _CERTAIN and not candidate.places:
            return False
        if described[2] > _VAGUE and role.takes != "free" and not self._parties(candidate):
            return False
        return not any(isinstance(place, str) for place in candidate.places)

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

    def epithet(self, candidate: Candidate) -> Meant | None:
        """Whom a description of one person means among those who were spoken of."""
        role = candidate.role
        feminine = role.feminine if role is not None and role.feminine is not None else self._feminine(candidate)
        nation = candidate.entries[0].country if candidate.entries and candidate.entries[0].sense == "people" else None
        former = is_former(self._sentence, candidate)
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
        if article == "der" and candidate.head in self._subjects:
            return False
        return {"Masc": False, "Fem": True}.get(gender or "")

    def relative(self, candidate: Candidate, mentions: Sequence[Mention]) -> Meant:
        """``…, der erklärte``: who was named right before the comma."""
        tokens, comma = self._sentence.tokens, candidate.first - 1
        # ``… dem Beispiel des Abgeordneten folgen, der …``: the verb bracket closes between the two.
        end = comma - 1 if tokens[comma - 1].tag in ("VERB", "AUX") else comma
        before = next((m for m in reversed(mentions) if m.last == end and not m.possessive), None)
        return (before.entities, "who was named before the comma", 0.8) if before is not None else NOBODY

    def pronoun(self, candidate: Candidate, *, person: bool = False) -> Meant:
        """Whom a pronoun means."""
        clause = self._clauses[candidate.head]
        subject = candidate.head in self._subjects
        wanted = Wanted(
            form=_NEAREST.get(candidate.side, candidate.side),
            plural=self._plural(candidate),
            sentence=self._number,
            position=candidate.head,
            clause=clause,
            subject=subject,
            possessive=candidate.sort == "possessive",
            person=person,
            apart=self._apart(candidate.head),
            likely=self._likely(clause, subject=subject),
            speaker=self._reported(clause) if subject else None,
            nearest=candidate.side in _NEAREST,
            sharing=self._sentence.clauses[clause].subject if clause >= 0 and not subject else None,
        )
        if candidate.side == "es" and not self._acts(candidate.head, clause, subject=subject):
            return NOBODY
        entities, confidence = self._context.memory.meant(wanted)
        if entities and not wanted.possessive and entities[0].kind == "state" and candidate.side == "es":
            return NOBODY  # ``es`` is mostly nobody
        return entities, "pronoun: the likeliest that fits", confidence

    def _acts(self, position: int, clause: int, *, subject: bool) -> bool:
        """Whether an ``es`` can be somebody: a subject, and of no verb that has it for want of one: ``es kam zu``."""
        if not subject or clause < 0 or self._sentence.tokens[position].relation.startswith("expl"):
            return False
        return not self._context.words.is_("impersonal", self._sentence.clauses[clause].lemma)

    def _plural(self, candidate: Candidate) -> bool | None:
        """Whether a pronoun means several; none where nothing tells."""
        tokens, possessive = self._sentence.tokens, candidate.sort == "possessive"
        following = tokens[candidate.head + 1].text if candidate.head + 1 < len(tokens) else ""
        # ``Sie und Gusmão hielten``: the verb's plural is that of both.
        if candidate.side in _SINGULAR or (candidate.side == "sie" and following == "und"):
            return False
        if possessive and candidate.side == "ihr":
            return None
        clause = self._clauses[candidate.head]
        number = tokens[candidate.head].features.get("Number[psor]" if possessive else "Number")
        if not possessive and candidate.head in self._subjects and clause >= 0:
            number = tokens[self._sentence.clauses[clause].verb].features.get("Number", number)
        return None if number is None else number == "Plur"

    def _apart(self, position: int) -> bool:
        """Whether a pronoun may mean somebody of its own clause: within a noun phrase, or behind a comma.

        A comma right before a pronoun begins a clause, also where the analyser saw none.
        """
        tokens = self._sentence.tokens
        before = tokens[position - 1] if position else None
        return tokens[tokens[position].head].tag == "ADJ" or (before is not None and before.text in (",", ":", ";"))

    def agrees(self, candidate: Candidate, entities: tuple[Entity, ...]) -> bool:
        """Whether a possessive can mean somebody by gender and number."""
        return self._context.memory.agrees(candidate.side, entities)

    def _likely(self, number: int, *, subject: bool) -> frozenset[int]:
        """Whom a subject means whose clause says what somebody is accused of, or asked for."""
        if number < 0 or not subject:
            return frozenset()
        governor = self._sentence.clauses[number].governor
        if governor is None:
            return frozenset()
        clause = self._sentence.clauses[governor]
        if not self._context.words.is_("of_object", clause.lemma):
            return frozenset()
        return frozenset(at for at in (clause.dative, *clause.objects) if at is not None)

    def _reported(self, number: int) -> Entity | None:
        """Who said what a main clause in the subjunctive goes on with; who, after such a one, says more."""
        if number < 0 or self._number == 0:
            return None
        clause, context = self._sentence.clauses[number], self._context
        says_more = context.reported and clause.governor is None and clause.lemma in context.words.saying
        return context.reporter if says_more or is_reported(clause) else None

    def owner(self, candidate: Candidate) -> Entity | None:
        """Whose a role is: ``sein Amtskollege``, ``unser Außenminister``."""
        if candidate.owner is None:
            return None
        owner = self.possessive(candidate)
        if owner is None or owner.side == "you":
            return self._context.addressees[0] if self._context.addressees else None
        if owner.side in ("we", "i"):
            speaker = self._context.speaker
            return speaker or self._context.standing.home()
        noun = candidate.role.noun if candidate.role is not None else ""
        entities, _, _ = self.pronoun(owner, person=self._context.words.is_("relation", noun))
        return entities[0] if entities else None

    def possessive(self, candidate: Candidate) -> Candidate | None:
        """The possessive that a role begins with."""
        return pronoun_at(self._sentence.tokens, candidate.owner) if candidate.owner is not None else None
