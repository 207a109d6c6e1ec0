"""One sentence as the rules of events see it: its tree, its verbs with their places, and who each word names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from streams.extract.actors import Entity, Mention, adjectival, prefixed
from streams.extract.analyser import Clause, Oblique, Sentence
from streams.extract.events.found import Filled
from streams.extract.events.lexicon.parse import noun_key
from streams.extract.events.verbs import participle_of
from streams.extract.languages.de.words import fold

_AUX = frozenset(("aux", "aux:pass", "cop", "compound:prt", "mark"))
_RELATIVE = frozenset(("PRELS", "PRELAT"))
_OBJECTS = frozenset(("obj", "iobj", "obl:arg"))
_DEEPEST = 3
"""Steps from a thing to whose it is: ``die Politik der Regierung der USA``."""
_CONTENT = frozenset(("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with its places."""

    node: int
    """The full verb; of a copula clause what it says."""
    lemma: str
    clause: int
    """Number of the clause that it belongs to, -1 where there is none."""
    own: bool
    """The clause's own verb, not one that shares it or stands before a noun."""
    passive: bool
    subject: int | None
    objects: tuple[int, ...]
    dative: int | None
    obliques: tuple[Oblique, ...]
    attributive: bool = False
    """A participle before its noun."""


class View:
    """One sentence."""

    def __init__(self, index: int, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.index = index
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

    @cached_property
    def heads(self) -> list[int]:
        """Per clause the token that the tree hangs it on."""
        return [self._head_of(clause) for clause in self.sentence.clauses]

    def _head_of(self, clause: Clause) -> int:
        if clause.complement is not None:
            return clause.complement
        parts = set(clause.predicate)
        for part in clause.predicate:
            token = self.tokens[part]
            if token.relation not in _AUX and (token.head == part or token.head not in parts):
                return part
        return clause.verb

    @cached_property
    def owner(self) -> list[int]:
        """Per token the clause that it belongs to, -1 for none."""
        owner = [-1] * len(self.tokens)
        for number, clause in enumerate(self.sentence.clauses):
            for part in (*clause.predicate, self.heads[number]):
                owner[part] = number
        for start in range(len(self.tokens)):
            path, at = [], start
            while owner[at] < 0 and self.tokens[at].head != at and len(path) < len(self.tokens):
                path.append(at)
                at = self.tokens[at].head
            for step in path:
                owner[step] = owner[at]
        return owner

    def members(self, clause: int) -> list[int]:
        """The tokens of a clause."""
        return [spot for spot, whose in enumerate(self.owner) if whose == clause]

    @cached_property
    def keys(self) -> list[str]:
        """Per token the folded lemma that lexicons are looked up by."""
        return [
            noun_key(token.lemma if token.tag == "NOUN" else token.text)
            if token.tag in ("NOUN", "PROPN") or token.text[:1].isupper()
            else fold(token.lemma)
            for token in self.tokens
        ]

    @cached_property
    def frames(self) -> list[Frame]:
        """Its verbs, in the order of the text."""
        frames = []
        taken: set[int] = set()
        for number, clause in enumerate(self.sentence.clauses):
            node = self.heads[number]
            taken.update((node, *clause.predicate))
            frames.append(
                Frame(
                    node,
                    fold(clause.lemma),
                    number,
                    own=True,
                    passive=clause.passive,
                    subject=clause.subject,
                    objects=clause.objects,
                    dative=clause.dative,
                    obliques=clause.obliques,
                )
            )
        frames += [frame for spot in range(len(self.tokens)) if spot not in taken for frame in self._loose(spot, frames)]
        return sorted(frames, key=lambda frame: frame.node)

    def _loose(self, spot: int, frames: Sequence[Frame]) -> Iterator[Frame]:
        """A verb that no clause has for its own: a participle before a noun, a second one of an auxiliary."""
        token = self.tokens[spot]
        if token.tag == "ADJ" and token.stts == "ADJA" and token.relation == "amod":
            form = participle_of(token.text)
            if form is not None:
                yield self._attribute(spot, form.lemma, passive=form.passive)
        elif token.tag == "VERB" and token.stts in ("VVPP", "VVINF"):
            partner = self._partner(spot, frames)
            lemma = self._particle(spot)
            subject, objects, dative, obliques = self._places(spot)
            if partner is not None and subject is None:
                subject = partner.subject
            passive = token.stts == "VVPP" and (partner is None or partner.passive)
            if passive and partner is None and subject is None and objects:
                subject, objects = objects[0], objects[1:]
            if partner is not None and not passive and not objects and dative is None and token.stts == "VVPP":
                objects, dative = partner.objects, partner.dative
            clause = partner.clause if partner is not None else self.owner[spot]
            yield Frame(
                spot, lemma, clause, own=False, passive=passive, subject=subject, objects=objects, dative=dative,
                obliques=obliques,
            )  # fmt: skip

    def _particle(self, spot: int) -> str:
        particle = next((c for c in self.children[spot] if self.tokens[c].relation == "compound:prt"), None)
        return fold((self.tokens[particle].text if particle is not None else "") + self.tokens[spot].lemma)

    def _partner(self, spot: int, frames: Sequence[Frame]) -> Frame | None:
        """The clause whose auxiliary a verb shares."""
        above = self.tokens[spot].head
        linked = [child for child in self.children[spot] if self.tokens[child].relation == "conj"]
        near = [above, *linked] if self.tokens[spot].relation in ("conj", "xcomp") else linked
        for frame in frames:
            if frame.own and frame.node in near and frame.node != spot:
                return frame
        return None

    def _attribute(self, spot: int, lemma: str, *, passive: bool) -> Frame:
        noun = self.tokens[spot].head
        _, objects, dative, obliques = self._places(spot)
        # The network hangs what stands between article and participle on the participle or on its noun.
        inside = [
            Oblique(child, self.preposition(child))
            for child in self.children[noun]
            if child < spot and self.tokens[child].tag in ("NOUN", "PROPN", "PRON") and self.preposition(child)
        ]
        return Frame(
            spot, fold(lemma), self.owner[spot], own=False, passive=passive, subject=noun, objects=objects,
            dative=dative, obliques=(*obliques, *inside), attributive=True,
        )  # fmt: skip

    def _places(self, spot: int) -> tuple[int | None, tuple[int, ...], int | None, tuple[Oblique, ...]]:
        subject, dative = None, None
        objects, obliques = [], []
        for child in self.children[spot]:
            token = self.tokens[child]
            preposition = self.preposition(child)
            if token.relation.startswith("nsubj"):
                subject = child
            elif token.relation in _OBJECTS and not preposition:
                if token.features.get("Case") == "Dat":
                    dative = child
                else:
                    objects.append(child)
            elif token.relation.startswith(("obl", "nmod")) and token.tag in _CONTENT:
                obliques.append(Oblique(child, preposition))
        return subject, tuple(objects), dative, tuple(obliques)

    def preposition(self, spot: int) -> str:
        """The preposition that governs a noun, contraction undone; empty for none."""
        for child in self.children[spot]:
            token = self.tokens[child]
            if token.relation == "case" and token.tag == "ADP":
                return _BARE.get(token.lemma, token.lemma)
        return ""

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
        if token.stts in _RELATIVE:
            before = self.antecedent(spot)
            if before is not None:
                yield from self._named(before, role, seen)
            return
        mention = self._covering.get(spot)
        if mention is not None:
            yield from (Filled(entity, mention, role) for entity in mention.entities)
        for child in self.children[spot]:
            relation = self.tokens[child].relation
            joined = relation == "conj" and self.tokens[child].tag in _CONTENT
            if joined or (mention is None and relation in ("appos", "flat")):
                yield from self._named(child, role, seen)

    def antecedent(self, spot: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        number = self.owner[spot]
        if number < 0:
            return None
        clause = self.sentence.clauses[number]
        above = self.tokens[self.heads[number]].head
        if clause.relation.startswith("acl") and above < spot:
            return above
        return next((at for at in range(min(spot, clause.start) - 1, -1, -1) if self.tokens[at].tag in ("NOUN", "PROPN")), None)

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
        for child in self.children[spot]:
            other = self.tokens[child]
            if other.relation in ("nmod", "obl", "obj", "dep", "nmod:poss") and self.preposition(child) in ("", "von"):
                found = self.named(child, role)
                if not found and depth < _DEEPEST:
                    found = self.owners(child, role, depth + 1)
                if found:
                    return found
        return self.first_part(spot, role) or self.adjectives(spot, role)

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
        """Nouns that a preposition ties to one of the nouns."""
        for spot in spots:
            for child in self.children[spot]:
                if self.tokens[child].tag in _CONTENT and self.preposition(child) == preposition:
                    yield child

    def under(self, spot: int, above: int) -> bool:
        """Whether a word hangs on another, however far."""
        for _ in range(len(self.tokens)):
            if spot == above:
                return True
            if self.tokens[spot].head == spot:
                return False
            spot = self.tokens[spot].head
        return False


_BARE = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "beim": "bei",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "aufs": "auf",
    "fürs": "für",
    "vorm": "vor",
}
