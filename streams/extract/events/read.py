"""Events of a sentence: triggers of the lexicon with the arguments that their clause gives."""

from collections.abc import Iterator, Sequence

from schemas.plover import EventType, Modality, recipient_required
from streams.extract.actors import Entity, Phrase, adjectival, prefixed
from streams.extract.document import Sentence
from streams.extract.events.arguments import Arguments
from streams.extract.events.clauses import Clause, clauses_of
from streams.extract.events.found import ROLES, Filled, Found, parties
from streams.extract.events.lexicon import Entry, EventLexicon, event_lexicon
from streams.extract.events.modality import modality_of
from streams.extract.events.verbs import attributive, is_passive, needed, verb_lemma
from streams.extract.languages.de import Words, words

_FUTURE_IS_AGREE = frozenset((EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID))
_AIMED = frozenset(
    (EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.AGREE, EventType.THREATEN)
)
_TELLING = frozenset(
    (sector,)
    for sector in ("CVL", "OPP", "REB", "JRN", "REF", "REL", "LAB", "EDU", "CRM", "UAF", "PRM", "SOC", "MED", "AGR")
)
_VERB, _NOUN = 0.7, 0.55


def events_of(sentence: Sentence, phrases: list[Phrase]) -> list[Found]:
    """The events that a sentence reports."""
    if not phrases:
        return []
    lexicon = event_lexicon()
    tokens = sentence.tokens
    # Particle verbs hide their lemma, so a particle is reason enough to look closer.
    told = any(
        token.lemma in lexicon.verbs or token.lemma in lexicon.nouns or words().is_("particle", token.lower)
        for token in tokens
    )
    if not told:
        return []
    reader = _Reader(sentence, phrases, words(), lexicon)
    return list(reader.read())


class _Reader:
    def __init__(self, sentence: Sentence, phrases: list[Phrase], lexicon_words: Words, lexicon: EventLexicon) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._phrases = phrases
        self._words = lexicon_words
        self._lexicon = lexicon
        self._clauses: list[Clause] = []

    def read(self) -> Iterator[Found]:
        self._clauses = clauses_of(self._tokens, self._phrases, self._words, self._lexicon)
        told: set[tuple[int, EventType]] = set()
        for clause in self._clauses:
            for found in self._clause(clause):
                matrix = id(clause.matrix) if clause.infinitive else 0
                if (matrix, found.type) not in told:
                    # What two sides agree to do is the agreement's content, not another agreement.
                    told.add((id(clause), found.type))
                    yield found

    def _clause(self, clause: Clause) -> Iterator[Found]:
        arguments = Arguments(self._tokens, clause, self._words)
        used: set[int] = set()
        for spot in clause.spots:
            found = self._verb(clause, arguments, spot, used)
            if found is not None:
                yield found
        for spot in clause.spots:
            if spot not in used:
                found = self._noun(clause, arguments, spot)
                if found is not None:
                    yield found

    def _verb(self, clause: Clause, arguments: Arguments, spot: int, used: set[int]) -> Found | None:
        token = self._tokens[spot]
        if token.capital or not token.word or attributive(self._tokens, clause, spot, self._words):
            return None
        if clause.finite is None and not clause.infinitive:
            # A participle whose auxiliary stands elsewhere does not tell who acts and who suffers.
            return None
        lemma = verb_lemma(self._tokens, clause, spot, self._words, self._lexicon)
        for entry in self._lexicon.verbs.get(lemma, ()):
            noun = needed(self._tokens, clause, spot, entry)
            if noun is None:
                continue
            found = self._verb_event(clause, arguments, spot, entry, noun)
            if found is not None:
                used.add(noun)
                used.add(spot)
                return found
        return None

    def _verb_event(self, clause: Clause, arguments: Arguments, spot: int, entry: Entry, noun: int) -> Found | None:
        passive = is_passive(self._tokens, clause, spot, self._words)
        recipients: tuple[Filled, ...] = ()
        if passive:
            actors = parties(arguments.agent(), "agent of the passive")
            for role in entry.recipient:
                if role == "acc":
                    recipients = parties(arguments.subject, "subject of the passive")
                else:
                    recipients = parties(self._fill(arguments, role, noun, spot), role)
                if recipients:
                    break
        else:
            actors = self._first(arguments, entry.actor, noun, spot)
            recipients = self._first(arguments, entry.recipient, noun, spot)
        if not actors or (recipients and recipients[0].phrase is actors[0].phrase):
            return None
        if not recipients and entry.type in _AIMED and not entry.reciprocal:
            recipients = self._aim(clause, arguments, entry.type, [filled.entity for filled in actors])
        rule = "verb with its noun" if noun != spot else "verb frame"
        rule = f"{rule}, passive" if passive else rule
        return self._found(clause, spot, entry, actors, recipients, rule=rule)

    def _aim(self, clause: Clause, arguments: Arguments, type_: EventType, own: Sequence[Entity]) -> tuple[Filled, ...]:
        """Whom praise, blame or a demand is aimed at, where the object itself is no actor but belongs to one."""
        after = clause.finite + 1 if clause.finite is not None and not clause.subordinate else 0
        phrase = arguments.beside(after)
        if phrase is not None and phrase.preposition == "für" and type_ is not EventType.SUPPORT:
            phrase = None  # whom it is for is not whom it is aimed at
        found = parties(phrase, "actor that the object belongs to")
        for other in self._clauses if not found else ():
            if other.matrix is clause and (other.infinitive or other.opener in ("dass", "daß")):
                inner = Arguments(self._tokens, other, self._words)
                if inner.subject is not None and not other.infinitive:
                    found = parties(inner.subject, "subject of the clause under it")
                else:
                    found = parties(inner.beside(0) or inner.object("ad"), "object of the clause under it")
                break
        for spot in clause.spots if not found else ():
            named = prefixed(self._tokens[spot].text) if spot >= after else None
            if named is not None and not any(phrase.first <= spot < phrase.last for phrase in self._phrases):
                found = (Filled(named, None, ROLES["prefix"]),)
                break
        # Who is aimed at is somebody, and somebody else: no officer aims at his own state.
        codes = {code for entity in own for code in (entity.code, entity.place)}
        if any(filled.entity.code in codes or filled.entity.place == "XXX" for filled in found):
            return ()
        return found

    def _first(self, arguments: Arguments, roles: Sequence[str], noun: int, spot: int) -> tuple[Filled, ...]:
        for role in roles:
            phrase = self._fill(arguments, role, noun, spot)
            if phrase is not None:
                return parties(phrase, role)
        return ()

    def _fill(self, arguments: Arguments, role: str, noun: int, spot: int) -> Phrase | None:
        if role == "subj":
            return arguments.subject
        if role in ("acc", "dat"):
            return arguments.object(role[0])
        if role in ("gen", "poss", "adj"):
            entities = arguments.of_noun(noun, "gen") if noun != spot else ()
            return next((phrase for phrase in self._phrases if entities and phrase.entities == entities), None)
        return arguments.prepositional(role)

    def _noun(self, clause: Clause, arguments: Arguments, spot: int) -> Found | None:
        token = self._tokens[spot]
        if not token.capital:
            return None
        prefix = prefixed(token.text)
        lemma = token.lemma.rpartition("-")[2] if prefix is not None else token.lemma
        for entry in self._lexicon.nouns.get(lemma, ()):
            actors = self._noun_parties(arguments, spot, entry.actor)
            recipients = self._noun_parties(arguments, spot, entry.recipient)
            if entry.type is EventType.CONSULT and not actors and recipients and self._within_phrase(spot):
                actors = parties(arguments.subject, "subj")
            if recipients and self._light(clause):
                actors = parties(arguments.subject, "subj") or actors
            if entry.type is EventType.ACCUSE and not recipients:
                continue
            everyone = {filled.entity for filled in (*actors, *recipients)}
            if len(everyone) < 2 or not actors:  # noqa: PLR2004  # a noun alone says too little with one party
                continue
            return self._found(clause, spot, entry, actors, recipients, rule="nominal event")
        return None

    def _light(self, clause: Clause) -> bool:
        """``begann mit dem Beschuss``: the verb only says that its subject does what the noun tells."""
        return any(self._words.is_("light_verb", self._tokens[spot].lemma) for spot in clause.spots)

    def _within_phrase(self, spot: int) -> bool:
        """``nach einem Treffen mit X``: the clause's subject took part."""
        for before in range(spot - 1, max(-1, spot - 4), -1):
            lower = self._tokens[before].lower
            if self._words.is_("preposition", lower):
                return lower in ("nach", "bei", "beim", "während", "vor", "in", "im", "auf", "zu", "zum", "anlässlich")
        return False

    def _noun_parties(self, arguments: Arguments, spot: int, roles: Sequence[str]) -> tuple[Filled, ...]:
        for role in roles:
            if role == "adj":
                entities = self._adjective(spot)
            elif role == "prefix":
                named = prefixed(self._tokens[spot].text)
                entities = (named,) if named is not None else ()
            else:
                entities = arguments.of_noun(spot, role)
            if entities:
                label = ROLES.get(role, role)
                return tuple(Filled(entity, self._phrase_of(entity, spot), label) for entity in entities)
        return ()

    def _phrase_of(self, entity: Entity, spot: int) -> Phrase | None:
        near = [phrase for phrase in self._phrases if entity in phrase.entities]
        return min(near, key=lambda phrase: abs(phrase.first - spot), default=None)

    def _adjective(self, spot: int) -> tuple[Entity, ...]:
        """``russischer Angriff``, ``belarussisch-russische Gespräche``."""
        for before in range(spot - 1, max(-1, spot - 4), -1):
            token = self._tokens[before]
            states = adjectival(token.text)
            if states:
                return states
            if not token.word or token.capital:
                break
        return ()

    def _found(
        self,
        clause: Clause,
        spot: int,
        entry: Entry,
        actors: tuple[Filled, ...],
        recipients: tuple[Filled, ...],
        *,
        rule: str,
    ) -> Found | None:
        noun = rule == "nominal event"
        actors = tuple(filled for filled in actors if _informative(filled.entity))
        known = {filled.entity for filled in actors}
        recipients = tuple(
            filled for filled in recipients if filled.entity not in known and _informative(filled.entity)
        )
        if not _enough(entry, actors, recipients):
            return None
        modality, signs = modality_of(self._tokens, clause, spot, self._words, noun=noun)
        type_, mode = entry.type, entry.mode
        if modality is Modality.PLANNED and type_ in _FUTURE_IS_AGREE:
            type_, mode = EventType.AGREE, ""
        return Found(
            self._sentence,
            clause,
            spot,
            type_,
            mode,
            actors,
            recipients,
            entry.reciprocal,
            modality,
            signs,
            _NOUN if noun else _VERB,
            rule,
            entry,
            noun,
        )


def _informative(entity: Entity) -> bool:
    """Somebody of no known country tells something only by what he is: a rebel, a journalist, not a minister."""
    return entity.place != "XXX" or entity.sectors[:1] in _TELLING


def _enough(entry: Entry, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> bool:
    """Whether the parties are those that the entry needs; talks need two."""
    if all(filled.entity.place == "XXX" for filled in actors):
        return False
    codes = {filled.entity.code for filled in (*actors, *recipients)}
    if entry.needs_two and len(codes) < 2:  # noqa: PLR2004  # two parties
        return False
    if entry.reciprocal:
        return len(actors) + len(recipients) >= 2  # noqa: PLR2004  # two parties
    return bool(recipients) or not recipient_required(entry.type)
