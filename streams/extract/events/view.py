"""One sentence as the rules of events see it: its tree, its verbs with their places, and who each word names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from streams.extract.actors import Entity, Mention, adjectival, prefixed
from streams.extract.analyser import Clause, Sentence
from streams.extract.events.found import Filled, Range
from streams.extract.events.frame import CONTENT, Frame
from streams.extract.events.frames import FrameReader
from streams.extract.events.lexicon.parse import noun_key
from streams.extract.events.lexicon.sense import marks_of
from streams.extract.languages.de.words import fold, words
from streams.extract.remembering import WORDS_KEPT

_AUX = frozenset(("aux", "aux:pass", "cop", "compound:prt", "mark"))
_RELATIVE = frozenset(("PRELS", "PRELAT"))
_COMPARES = frozenset(("wie", "als", "statt", "anstatt", "nicht"))
_ATTRIBUTES = frozenset(("nmod", "appos", "obl", "dep", "nmod:poss"))
_OF_SETTING = frozenset(("", "von", "an"))
_SOME = frozenset(("PIS", "CARD"))
_MOST_SAID = 50
_DEEPEST = 3
"""Steps from a thing to whose it is: ``die Politik der Regierung der USA``."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, as far as events need it."""

    speakers: tuple[Entity, ...]
    addressees: tuple[Entity, ...]
    act: str
    quote: tuple[Range, ...]
    frame: tuple[Range, ...]
    cue: tuple[Range, ...] = ()

    @property
    def length(self) -> int:
        """How far its content reaches."""
        return self.quote[-1][1] - self.quote[0][0]

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch of text lies within the content."""
        return any(first <= start and end <= last for first, last in self.quote)

    def touches(self, start: int, end: int) -> bool:
        """Whether a part of it lies within a stretch of text."""
        return any(first < end and last > start for first, last in (*self.quote, *self.frame))


class View:
    """One sentence."""

    def __init__(self, index: int, sentence: Sentence, mentions: Sequence[Mention], said: Sequence[Said] = ()) -> None:
        self.index = index
        self.said = [each for each in said if each.touches(sentence.start, sentence.end)][:_MOST_SAID]
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.mentions = mentions
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for number, token in enumerate(self.tokens):
            if token.head != number:
                self.children[token.head].append(number)
        self._covering: dict[int, Mention] = {}
        self._possessive: dict[int, Mention] = {}
        for mention in mentions:
            table = self._possessive if mention.possessive else self._covering
            for spot in range(mention.first, mention.last):
                table.setdefault(spot, mention)
        self.heads = [self._head_of(clause) for clause in sentence.clauses]
        """Per clause the token that the tree hangs it on."""
        self.owner = self._owners()
        """Per token the clause that it belongs to, -1 for none."""
        self._members: dict[int, list[int]] = {}
        for spot, whose in enumerate(self.owner):
            self._members.setdefault(whose, []).append(spot)
        forms = [_forms(token.text, token.lemma, token.tag) for token in self.tokens]
        self.keys = [key for key, _ in forms]
        """Per token the folded lemma that lexicons are looked up by."""
        self.folded = [word for _, word in forms]
        """Per token its word, folded."""
        self.marks = marks_of(self.keys, self.folded)
        self._reader = FrameReader(
            self.tokens,
            sentence.clauses,
            children=self.children,
            heads=self.heads,
            owner=self.owner,
            named=self._covering,
        )
        self.frames: list[Frame] = self._reader.read()
        """Its verbs, in the order of the text."""

    def _head_of(self, clause: Clause) -> int:
        if clause.complement is not None:
            return clause.complement
        parts = set(clause.predicate)
        for part in clause.predicate:
            token = self.tokens[part]
            if token.relation not in _AUX and (token.head == part or token.head not in parts):
                return part
        verb = self.tokens[clause.verb]
        return verb.head if verb.relation in _AUX else clause.verb

    def _owners(self) -> list[int]:
        owner = [-1] * len(self.tokens)
        for number, clause in enumerate(self.sentence.clauses):
            for part in (*clause.predicate, self.heads[number]):
                owner[part] = number
        settled = [whose >= 0 for whose in owner]
        for start in range(len(self.tokens)):
            path: list[int] = []
            at = start
            while not settled[at] and self.tokens[at].head != at and len(path) < len(self.tokens):
                path.append(at)
                at = self.tokens[at].head
            for step in path:
                owner[step], settled[step] = owner[at], True
        return owner

    def members(self, clause: int) -> list[int]:
        """The tokens of a clause."""
        return self._members.get(clause, [])

    def preposition(self, spot: int) -> str:
        """The preposition that governs a noun, contraction undone; empty for none."""
        return self._reader.preposition(spot)

    def setting(self, spot: int) -> int | None:
        """The noun of a preposition in several words: ``Rahmen`` of ``im Rahmen der Gespräche``."""
        above = self.tokens[spot].head
        if above < spot and self.preposition(spot) in _OF_SETTING and words().is_("setting", self.keys[above]):
            return above
        return None

    # who is named

    def mention(self, spot: int) -> Mention | None:
        """The words around a token that name somebody."""
        return self._covering.get(spot)

    def named(self, spot: int, role: str) -> tuple[Filled, ...]:
        """Whom a noun or pronoun names, with those that are joined to it."""
        return tuple(dict.fromkeys(self._named(spot, role, set())))

    def _named(self, spot: int, role: str, seen: set[int]) -> Iterator[Filled]:
        if spot in seen:
            return
        seen.add(spot)
        token = self.tokens[spot]
        if token.stts in _RELATIVE or self.hidden_pronoun(spot):
            before = self.antecedent(spot)
            if before is not None:
                yield from self._named(before, role, seen)
            return
        mention = self._covering.get(spot)
        if mention is not None:
            yield from (Filled(entity, mention, role) for entity in mention.entities)
        for child in self.children[spot]:
            relation = self.tokens[child].relation
            joined = relation == "conj" and self.tokens[child].tag in CONTENT and not self.compared(child)
            if joined or (mention is None and (relation in ("appos", "flat") or self._is_whole(child))):
                yield from self._named(child, role, seen)
                if joined and mention is not None and child not in self._covering:
                    # ``lehnt die EU-Mission und die Unabhängigkeit des Kosovos ab``
                    yield from self.owners(child, role)
        for child in self._joined_within(spot, mention) if mention is not None else ():
            yield from self._named(child, role, seen)

    def _joined_within(self, spot: int, mention: Mention) -> Iterator[int]:
        """``der Präsident Kenias, William Ruto, und sein Amtskollege``: joined, by its case, to the whole name."""
        case = self.tokens[spot].features.get("Case")
        for part in range(mention.first, mention.last):
            for child in self.children[part] if part != spot else ():
                token = self.tokens[child]
                if token.relation != "conj" or mention.first <= child < mention.last or self.compared(child):
                    continue
                if token.tag in CONTENT and case not in (None, "Gen") and token.features.get("Case") == case:
                    yield child

    def _is_whole(self, spot: int) -> bool:
        """``mehrere von ihnen``, ``zwei der Soldaten``: those some of whom the word above tells of."""
        token = self.tokens[spot]
        if self.tokens[token.head].stts not in _SOME or token.relation not in _ATTRIBUTES or token.tag not in CONTENT:
            return False
        return self.preposition(spot) in ("", "von")

    def compared(self, spot: int) -> bool:
        """``ebenso wie der Minister``, ``nicht die Regierung``: no party of the deed."""
        return any(
            self.tokens[child].text.lower() in _COMPARES
            and child < spot
            # ``sowohl Polen als auch Litauen``
            and self.tokens[child + 1].text.lower() != "auch"
            for child in self.children[spot]
        )

    def hidden_pronoun(self, spot: int) -> bool:
        """Whether a clause takes an article for its subject: a relative pronoun that the network missed."""
        token = self.tokens[spot]
        return token.tag == "DET" and token.stts not in _SOME and any(frame.subject == spot for frame in self.frames)

    def antecedent(self, spot: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        number = self.owner[spot]
        if number < 0:
            return None
        clause = self.sentence.clauses[number]
        above = self.tokens[self.heads[number]].head
        if clause.relation.startswith("acl") and above < spot:
            return above
        return next(
            (at for at in range(min(spot, clause.start) - 1, -1, -1) if self.tokens[at].tag in ("NOUN", "PROPN")), None
        )

    def owners(self, spot: int, role: str, depth: int = 0) -> tuple[Filled, ...]:
        """Whose a thing or deed is: genitive, ``von``, possessive, first part of the compound, adjective."""
        token = self.tokens[spot]
        if token.stts in _RELATIVE:
            before = self.antecedent(spot)
            return self.owners(before, role, depth) if before is not None and depth < _DEEPEST else ()
        for child in self.children[spot]:
            mention = self._possessive.get(child)
            if mention is not None:
                return tuple(Filled(entity, mention, role) for entity in mention.entities)
        for child in self._attributes(spot):
            other = self.tokens[child]
            if other.relation in ("nmod", "obl", "obj", "dep", "nmod:poss") and self.preposition(child) in ("", "von"):
                found = self.named(child, role)
                if not found and depth < _DEEPEST:
                    found = self.owners(child, role, depth + 1)
                if found:
                    return found
        return self.first_part(spot, role) or self.adjectives(spot, role)

    def _attributes(self, spot: int) -> Iterator[int]:
        """What hangs on a noun, or on the date behind it: ``der Besuch am 3. Mai von Minister Maas``."""
        for child in self.children[spot]:
            yield child
            if self.keys[child] in words().classes["weekday"] or self.keys[child] in words().classes["month"]:
                yield from (each for each in self.children[child] if self.preposition(each) == "von")

    def first_part(self, spot: int, role: str) -> tuple[Filled, ...]:
        """``US-Sanktionen``."""
        entity = prefixed(self.tokens[spot].text) if "-" in self.tokens[spot].text else None
        return (Filled(entity, None, role),) if entity is not None else ()

    def adjectives(self, spot: int, role: str) -> tuple[Filled, ...]:
        """``russische Angriffe``, ``belarussisch-russische Gespräche``."""
        found: list[Entity] = []
        for child in self.children[spot]:
            if self.tokens[child].relation == "amod":
                found += adjectival(self.tokens[child].text)
                for joined in self.children[child]:
                    if self.tokens[joined].relation == "conj":
                        found += adjectival(self.tokens[joined].text)
        return tuple(Filled(entity, None, role) for entity in found)

    def below(self, spots: Iterable[int], preposition: str) -> Iterator[int]:
        """Nouns that a preposition ties to one of the nouns, or to its attributes."""
        level, depth = list(spots), 0
        while level and depth < _DEEPEST:
            following: list[int] = []
            for spot in level:
                for child in self.children[spot]:
                    if self.tokens[child].tag in CONTENT and self.tokens[child].relation in _ATTRIBUTES:
                        if self.preposition(child) == preposition:
                            yield child
                        following.append(child)
            level, depth = following, depth + 1

    def speakers(self, spot: int) -> tuple[Filled, ...]:
        """Who says the words around a token: the innermost speaker."""
        around = [each for each in self.said if each.holds(self.tokens[spot].start, self.tokens[spot].end)]
        inner = min(around, key=lambda each: each.length, default=None)
        return tuple(Filled(speaker, None, "speaker") for speaker in inner.speakers) if inner is not None else ()

    def under(self, spot: int, above: int) -> bool:
        """Whether a word hangs on another, however far."""
        for _ in range(len(self.tokens)):
            if spot == above:
                return True
            if self.tokens[spot].head == spot:
                return False
            spot = self.tokens[spot].head
        return False


@lru_cache(maxsize=WORDS_KEPT)
def _forms(text: str, lemma: str, tag: str) -> tuple[str, str]:
    """A token's key, and its word folded."""
    if tag in ("NOUN", "PROPN") or text[:1].isupper():
        return noun_key(lemma if tag == "NOUN" else text), fold(text)
    return fold(lemma), fold(text)
