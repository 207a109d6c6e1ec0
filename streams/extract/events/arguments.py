"""Who fills which place: subject, objects and prepositional arguments of a clause, neighbours of a noun."""

from streams.extract.actors import Entity, Phrase
from streams.extract.document import Token
from streams.extract.events.clauses import Clause
from streams.extract.languages.de import Words

_NEAR_NOUN = 6
"""Words between a noun and its argument: ``Treffen der Vertreter der Parlamente von Finnland``."""

_OWNED = frozenset(("gegen", "an"))
"""Prepositions whose noun stands for its owner."""


class Arguments:
    """The arguments of one clause."""

    def __init__(self, tokens: tuple[Token, ...], clause: Clause, words: Words) -> None:
        self._tokens = tokens
        self._clause = clause
        self._words = words
        self.subject = self._find_subject()

    def _is_attribute(self, phrase: Phrase) -> bool:
        """A genitive or bare phrase right after another noun belongs to that noun."""
        if phrase.preposition is not None:
            return False
        if phrase.cases == frozenset("g"):
            return True
        before = self._tokens[phrase.first - 1] if phrase.first else None
        return (
            before is not None
            and before.capital
            and before.word
            and phrase.first - 1 in self._clause.spots
            and phrase.first - 1 != self._clause.spots[0]
            and "g" in phrase.cases
        )

    def _find_subject(self) -> Phrase | None:  # noqa: PLR0911  # one return a kind of clause
        clause = self._clause
        if clause.first is not None:
            return Arguments(self._tokens, clause.first, self._words).subject
        if clause.infinitive and (clause.finite is None or clause.finite >= clause.spots[-1] - 1):
            return self._of_matrix()
        if clause.relative:
            if clause.opener in ("der", "die", "das", "welcher", "welche", "welches"):
                inner = next((phrase for phrase in clause.phrases if phrase.cases == frozenset("n")), None)
                return inner or clause.antecedent
            return self._first_nominative(clause.spots[0])
        if clause.subordinate:
            return self._first_nominative(clause.spots[0] + 1)
        finite = clause.finite
        if finite is None:
            return None
        prefield = [spot for spot in clause.spots if spot < finite]
        if prefield and self._opens_with_noun_phrase(prefield):
            for phrase in clause.phrases:
                if phrase.head < finite and phrase.preposition is None and "n" in phrase.cases:
                    return phrase if self._heads(phrase, prefield[0]) else None
            if not self._object_first(prefield):
                return None
        return self._first_nominative(finite + 1)

    def _of_matrix(self) -> Phrase | None:
        matrix = self._clause.matrix
        if matrix is None:
            return None
        around = Arguments(self._tokens, matrix, self._words)
        demand = any(
            (saying := self._words.saying.get(self._tokens[spot].lemma)) is not None and saying.act in ("demand", "ask")
            for spot in matrix.spots
        )
        return around.object("ad") if demand else around.subject

    def _opens_with_noun_phrase(self, prefield: list[int]) -> bool:
        token = self._tokens[prefield[0]]
        if len(prefield) > 1 and self._words.is_("focus", token.lower):
            # ``Auch mit China``: what follows decides.
            token = self._tokens[prefield[1]]
        if self._words.is_("preposition", token.lower):
            return False
        if self._words.is_("determiner", token.lower) or self._words.is_("pronoun", token.lower):
            return True
        if any(self._tokens[spot].capital for spot in prefield[1:]):
            return True
        return any(phrase.first == prefield[0] for phrase in self._clause.phrases)

    def _object_first(self, prefield: list[int]) -> bool:
        """The prefield is no subject by its article: ``Dem Minister …``, ``Den Vorschlag …``."""
        return self._tokens[prefield[0]].lower in ("dem", "den", "diesen", "diesem", "einen", "einem", "dies", "das")

    def _heads(self, phrase: Phrase, first: int) -> bool:
        """No noun stands before the phrase in its field, so it is not that noun's attribute."""
        return not any(
            self._tokens[spot].capital and spot != first
            for spot in range(first, phrase.first)
            if spot in self._clause.spots
        ) and not (phrase.first > first and self._words.is_("determiner", self._tokens[first].lower))

    def _first_nominative(self, start: int) -> Phrase | None:
        for phrase in self._clause.phrases:
            if phrase.first < start or phrase.preposition is not None:
                continue
            if "n" in phrase.cases and not self._is_attribute(phrase):
                blocked = any(
                    self._tokens[spot].lower
                    in ("der", "die", "das", "er", "sie", "es", "man", "ein", "eine", "wir", "ich")
                    for spot in self._clause.spots
                    if start <= spot < phrase.first
                )
                return None if blocked else phrase
        return None

    def object(self, cases: str) -> Phrase | None:
        """The object in one of the cases: a bare phrase that is not the subject."""
        for phrase in self._clause.phrases:
            if phrase is self.subject or phrase.preposition is not None or self._is_attribute(phrase):
                continue
            if phrase.cases & frozenset(cases):
                return phrase
        return None

    def prepositional(self, preposition: str, near: int | None = None) -> Phrase | None:
        """The phrase that a preposition governs; with ``near`` the first one right of that position."""
        for phrase in self._clause.phrases:
            if phrase.preposition == preposition and (near is None or phrase.first > near):
                return phrase
        return self._owner_of_governed(preposition) if preposition in _OWNED else None

    def _owner_of_governed(self, preposition: str) -> Phrase | None:
        """``gegen die Politik der Regierung``: whose it is what the preposition governs."""
        for spot in self._clause.spots:
            if self._tokens[spot].lower == preposition:
                for phrase in self._clause.phrases:
                    if phrase.first <= spot + 1 or not self._only_nouns(spot, phrase.first):
                        continue
                    if phrase.preposition is None and "g" in phrase.cases and self._tokens[phrase.first - 1].capital:
                        return phrase
        return None

    def agent(self) -> Phrase | None:
        """Who acts in a passive clause: ``von``, ``durch``, ``seitens``, but not right after a noun."""
        for phrase in self._clause.phrases:
            if phrase.preposition not in ("von", "durch", "seitens"):
                continue
            before = self._tokens[phrase.first - 2] if phrase.first > 1 else None
            after_subject = self.subject is not None and self.subject.last == phrase.first - 1
            if phrase.preposition != "von" or before is None or not before.capital or after_subject:
                return phrase
        if self._clause.shares_verb and self._clause.first is not None:
            return Arguments(self._tokens, self._clause.first, self._words).agent()
        return None

    def beside(self, after: int) -> Phrase | None:
        """The actor that an object belongs to: ``begrüßte den Beschluss der IAEA``."""
        for phrase in self._clause.phrases:
            if phrase is self.subject or phrase.first < after:
                continue
            if self._is_attribute(phrase) or phrase.preposition in (
                "von",
                "gegen",
                "mit",
                "aus",
                "für",
                "gegenüber",
            ):
                return phrase
            if phrase.preposition == "in" and self._in_attribute(phrase):
                return phrase
        return None

    def _in_attribute(self, phrase: Phrase) -> bool:
        """``die Lage in Syrien``; a capital, or what follows no noun, only tells where it happened."""
        before = self._tokens[phrase.first - 2] if phrase.first > 1 else None
        time = before is not None and (before.lower in self._words.weekdays or before.lower in self._words.months)
        capital = any(mention.capital for mention in phrase.mentions)
        return before is not None and before.capital and not time and not capital

    def of_noun(self, spot: int, role: str) -> tuple[Entity, ...]:  # noqa: PLR0911  # one return a role
        """The argument of a noun at a position: genitive, ``von``, adjective, compound prefix, preposition."""
        following = [phrase for phrase in self._clause.phrases if phrase.first > spot]
        if role == "gen":
            for phrase in following[:1]:
                if phrase.preposition is None and "g" in phrase.cases and self._only_nouns(spot, phrase.first):
                    return phrase.entities
            return self._possessor(spot)
        if role == "poss":
            return self._possessor(spot)
        for phrase in following:
            if phrase.preposition == role and phrase.first - spot <= 4 * _NEAR_NOUN:
                if role in ("auf", "gegen", "an", "nach") and spot < (self._clause.finite or 0) < phrase.first:
                    return ()
                if role in ("von", "in") and not self._only_nouns(spot, phrase.first - 1):
                    return ()
                return phrase.entities
        if role in ("mit", "gegen"):
            for phrase in self._clause.phrases:
                if phrase.preposition == role and spot - phrase.last <= 1 and phrase.last <= spot:
                    return phrase.entities
        return ()

    def _possessor(self, spot: int) -> tuple[Entity, ...]:
        """``Russlands Angriff``."""
        for phrase in self._clause.phrases:
            if phrase.last == spot and phrase.cases == frozenset("g"):
                return phrase.entities
        return ()

    def _only_nouns(self, first: int, last: int) -> bool:
        """Between a noun and its attribute stand only other nouns, articles and adjectives."""
        if last - first - 1 > _NEAR_NOUN:
            return False
        return all(
            self._tokens[spot].capital
            or self._words.is_("determiner", self._tokens[spot].lower)
            or self._tokens[spot].lower.endswith(("en", "er"))
            for spot in range(first + 1, last)
        )
