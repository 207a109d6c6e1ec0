"""Events of a sentence: triggers of the lexicon with the arguments that their clause gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.plover import EventType, Modality, recipient_required
from streams.extract.actors import Entity, Phrase
from streams.extract.actors.registry import registry
from streams.extract.document import Sentence, Token
from streams.extract.events.arguments import Arguments
from streams.extract.events.clauses import Clause, clauses_of
from streams.extract.events.lexicon import Entry, EventLexicon, event_lexicon
from streams.extract.events.modality import modality_of
from streams.extract.languages.de import Words, words

_FUTURE_IS_AGREE = frozenset((EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID))
_AIMED = frozenset(
    (EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.AGREE, EventType.THREATEN)
)
_VERB, _NOUN = 0.7, 0.55


@dataclass(slots=True, eq=False)
class Found:
    """An event as one clause reports it."""

    sentence: Sentence
    clause: Clause
    trigger: int
    type: EventType
    mode: str
    actors: tuple[tuple[Entity, Phrase | None], ...]
    recipients: tuple[tuple[Entity, Phrase | None], ...]
    reciprocal: bool
    modality: Modality
    confidence: float


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
        for clause in self._clauses:
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
        if token.capital or not token.word or self._attributive(clause, spot):
            return None
        if clause.finite is None and not clause.infinitive:
            # A participle whose auxiliary stands elsewhere does not tell who acts and who suffers.
            return None
        lemma = self._lemma(clause, spot)
        for entry in self._lexicon.verbs.get(lemma, ()):
            noun = self._needed(clause, spot, entry)
            if noun is None:
                continue
            found = self._verb_event(clause, arguments, spot, entry, noun)
            if found is not None:
                used.add(noun)
                used.add(spot)
                return found
        return None

    def _attributive(self, clause: Clause, spot: int) -> bool:
        """A participle before its noun: ``die festgenommenen Demonstranten``."""
        token = self._tokens[spot]
        following = self._tokens[spot + 1] if spot + 1 < len(self._tokens) else None
        before = self._tokens[spot - 1] if spot else None
        if following is None or not token.lower.endswith(("e", "en", "er", "es", "em")) or token.lower == token.lemma:
            return False
        governed = before is not None and (
            self._words.is_("determiner", before.lower) or self._words.is_("preposition", before.lower)
        )
        return following.capital and (governed or (clause.finite != spot and spot != clause.spots[-1]))

    def _lemma(self, clause: Clause, spot: int) -> str:
        token = self._tokens[spot]
        last = self._tokens[clause.spots[-1]]
        if clause.spots[-1] > spot and spot == clause.finite and self._words.is_("particle", last.lower):
            return last.lower + token.lemma
        if "zu" in token.lower[2:] and token.lower.endswith("n") and token.lemma not in self._lexicon.verbs:
            head, _, tail = token.lower.partition("zu")
            return head + tail
        return token.lemma

    def _needed(self, clause: Clause, spot: int, entry: Entry) -> int | None:
        """Where the noun stands that the entry's verb goes with; the verb's own place where it needs none."""
        if not entry.needs:
            return spot
        for other in clause.spots:
            token = self._tokens[other]
            if token.lemma == entry.needs and (token.capital or not entry.trigger[0].isupper()):
                return other
        return None

    def _passive(self, clause: Clause, spot: int) -> bool:
        token = self._tokens[spot]
        if token.lower == token.lemma and not token.lower.startswith(("ge", "be", "ver", "er", "ent", "über")):
            return False
        lowers = [self._tokens[other].lower for other in clause.spots if other != spot]
        if not any(self._words.is_("become", lower) for lower in lowers):
            return False
        return token.lower.endswith(("t", "en")) and not (
            token.lower == token.lemma and "worden" not in lowers and not token.lower.startswith("ver")
        )

    def _verb_event(self, clause: Clause, arguments: Arguments, spot: int, entry: Entry, noun: int) -> Found | None:
        passive = self._passive(clause, spot)
        actor: Phrase | None
        recipient: Phrase | None = None
        if passive:
            actor = arguments.agent()
            for role in entry.recipient:
                recipient = arguments.subject if role == "acc" else self._fill(arguments, role, noun, spot)
                if recipient is not None:
                    break
        else:
            actor = self._first(arguments, entry.actor, noun, spot)
            recipient = self._first(arguments, entry.recipient, noun, spot)
        if recipient is None and entry.type in _AIMED and actor is not None:
            recipient = self._aim(clause, arguments)
        if actor is None or (recipient is actor and recipient is not None):
            return None
        return self._found(clause, spot, entry, self._parties(actor), self._parties(recipient), noun=False)

    def _aim(self, clause: Clause, arguments: Arguments) -> Phrase | None:
        """Whom praise, blame or a demand is aimed at, where the object itself is no actor but belongs to one."""
        phrase = arguments.beside(clause.finite + 1 if clause.finite is not None and not clause.subordinate else 0)
        if phrase is not None:
            return phrase
        for other in self._clauses:
            if other.matrix is clause and (other.infinitive or other.opener in ("dass", "daß")):
                inner = Arguments(self._tokens, other, self._words)
                if inner.subject is not None and not other.infinitive:
                    return inner.subject
                return inner.beside(0) or inner.object("ad")
        return None

    def _parties(self, phrase: Phrase | None) -> tuple[tuple[Entity, Phrase | None], ...]:
        return tuple((entity, phrase) for entity in phrase.entities) if phrase is not None else ()

    def _first(self, arguments: Arguments, roles: Sequence[str], noun: int, spot: int) -> Phrase | None:
        for role in roles:
            phrase = self._fill(arguments, role, noun, spot)
            if phrase is not None:
                return phrase
        return None

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
        prefix = registry().prefix(token.text)
        lemma = token.lemma.rpartition("-")[2] if prefix is not None else token.lemma
        for entry in self._lexicon.nouns.get(lemma, ()):
            actors = self._noun_parties(arguments, spot, entry.actor)
            recipients = self._noun_parties(arguments, spot, entry.recipient)
            if entry.type is EventType.CONSULT and not actors and recipients and self._within_phrase(spot):
                actors = self._parties(arguments.subject)
            if entry.type is EventType.ACCUSE and not recipients:
                continue
            everyone = {entity for entity, _ in (*actors, *recipients)}
            if len(everyone) < 2 or not actors:  # noqa: PLR2004  # a noun alone says too little with one party
                continue
            return self._found(clause, spot, entry, actors, recipients, noun=True)
        return None

    def _within_phrase(self, spot: int) -> bool:
        """``nach einem Treffen mit X``: the clause's subject took part."""
        for before in range(spot - 1, max(-1, spot - 4), -1):
            lower = self._tokens[before].lower
            if self._words.is_("preposition", lower):
                return lower in ("nach", "bei", "beim", "während", "vor", "in", "im", "auf", "zu", "zum", "anlässlich")
        return False

    def _noun_parties(
        self, arguments: Arguments, spot: int, roles: Sequence[str]
    ) -> tuple[tuple[Entity, Phrase | None], ...]:
        for role in roles:
            if role == "adj":
                entities = self._adjective(spot)
            elif role == "prefix":
                named = registry().prefix(self._tokens[spot].text)
                entities = (named.entity(),) if named is not None else ()
            else:
                entities = arguments.of_noun(spot, role)
            if entities:
                return tuple((entity, self._phrase_of(entity, spot)) for entity in entities)
        return ()

    def _phrase_of(self, entity: Entity, spot: int) -> Phrase | None:
        near = [phrase for phrase in self._phrases if entity in phrase.entities]
        return min(near, key=lambda phrase: abs(phrase.first - spot), default=None)

    def _adjective(self, spot: int) -> tuple[Entity, ...]:
        """``russischer Angriff``, ``belarussisch-russische Gespräche``."""
        reader = registry()
        for before in range(spot - 1, max(-1, spot - 4), -1):
            token = self._tokens[before]
            if not token.word or (token.capital and not reader.adjectives(token.lower)):
                break
            codes = reader.adjectives(token.lower)
            if codes:
                return tuple(Entity(code, (), reader.country_name[code], "state") for code in codes)
        return ()

    def _found(
        self,
        clause: Clause,
        spot: int,
        entry: Entry,
        actors: tuple[tuple[Entity, Phrase | None], ...],
        recipients: tuple[tuple[Entity, Phrase | None], ...],
        *,
        noun: bool,
    ) -> Found | None:
        known = [entity.code for entity, _ in actors]
        recipients = tuple(
            (entity, phrase) for entity, phrase in recipients if not any(entity is other for other, _ in actors)
        )
        if entry.needs_two and len({*known, *(entity.code for entity, _ in recipients)}) < 2:  # noqa: PLR2004
            return None
        if entry.reciprocal and len(actors) + len(recipients) < 2:  # noqa: PLR2004  # talks need two
            return None
        if recipient_required(entry.type) and not recipients and not entry.reciprocal:
            return None
        if all(entity.place == "XXX" for entity, _ in actors):
            return None
        modality = modality_of(self._tokens, clause, spot, self._words, noun=noun)
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
            _NOUN if noun else _VERB,
        )


def words_of(tokens: tuple[Token, ...], spots: Sequence[int]) -> str:
    """The words at some positions."""
    return " ".join(tokens[spot].text for spot in spots)
