"""The verbs of a sentence with their places, read off the analyser's clauses."""

from collections.abc import Collection, Iterator, Sequence

from streams.extract.analyser import Clause, Oblique, Token
from streams.extract.events.frame import AGENT, CONTENT, OBJECTS, Frame, preposition_of
from streams.extract.events.mending import Mending
from streams.extract.events.verbs import participle_of
from streams.extract.languages.de.words import fold

_LOOSE = frozenset(("ADJ", "VERB"))
"""Tags of what is a verb without a clause of its own."""


class FrameReader:
    """Reads the verbs of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        clauses: Sequence[Clause],
        *,
        children: Sequence[Sequence[int]],
        heads: Sequence[int],
        owner: Sequence[int],
        named: Collection[int],
    ) -> None:
        self._tokens = tokens
        self._clauses = clauses
        self._children = children
        self._heads = heads
        self._owner = owner
        self._named = named

    def read(self) -> list[Frame]:
        """The verbs, in the order of the text."""
        mending = Mending(self._tokens, self._clauses, self._children, self._named)
        frames = [mending.mended(self._of_clause(number, clause)) for number, clause in enumerate(self._clauses)]
        taken = {part for clause in self._clauses for part in clause.predicate} | set(self._heads)
        for spot, token in enumerate(self._tokens):
            if token.tag in _LOOSE and spot not in taken:
                frames += self._loose(spot, frames)
        return sorted(frames, key=lambda frame: frame.node)

    def _of_clause(self, number: int, clause: Clause) -> Frame:
        obliques = clause.obliques
        if clause.complement is not None:
            known = {oblique.head for oblique in obliques}
            obliques += tuple(
                Oblique(child, self.preposition(child))
                for child in self._children[clause.complement]
                if child not in known and self._tokens[child].tag in CONTENT and self.preposition(child)
            )
        return Frame(
            self._heads[number], fold(clause.lemma), number, own=True, passive=clause.passive, subject=clause.subject,
            objects=clause.objects, dative=clause.dative, obliques=obliques,
        )  # fmt: skip

    def _loose(self, spot: int, frames: Sequence[Frame]) -> Iterator[Frame]:
        """A verb that no clause has for its own: a participle before a noun, a second one of an auxiliary."""
        token = self._tokens[spot]
        if token.tag == "ADJ" and token.stts == "ADJA" and token.relation == "amod":
            form = participle_of(token.text)
            if form is not None:
                yield self._attribute(spot, form.lemma, passive=form.passive)
        elif token.tag == "VERB" and token.stts in ("VVPP", "VVINF"):
            yield self._second(spot, self._partner(spot, frames))

    def _second(self, spot: int, partner: Frame | None) -> Frame:
        token = self._tokens[spot]
        subject, objects, dative, obliques = self._places(spot)
        participle = token.stts == "VVPP"
        passive = participle and (partner is None or partner.passive)
        mirror = next((child for child in self._children[spot] if self._tokens[child].stts == "PRF"), None)
        if partner is not None and partner.lemma == "lassen" and mirror is not None:
            # ``musste sich kritisieren lassen``: who lets it be done suffers it.
            passive, subject = True, partner.subject
            objects = tuple(other for other in objects if other != mirror)
            dative = dative if dative != mirror else None
        elif partner is not None and not passive:
            objects = objects if subject in (None, partner.subject) else (subject, *objects)
            subject = partner.subject
            if not objects and dative is None and participle:
                objects, dative = partner.objects, partner.dative
        elif partner is not None:
            subject = partner.subject if subject is None else subject
            if not any(oblique.preposition in AGENT for oblique in obliques):
                obliques += tuple(oblique for oblique in partner.obliques if oblique.preposition in AGENT)
        elif passive and subject is None and objects:
            subject, objects = objects[0], objects[1:]
        clause = partner.clause if partner is not None else self._owner[spot]
        return Frame(
            spot, self._lemma(spot), clause, own=False, passive=passive, subject=subject, objects=objects,
            dative=dative, obliques=obliques,
        )  # fmt: skip

    def _lemma(self, spot: int) -> str:
        particle = next((c for c in self._children[spot] if self._tokens[c].relation == "compound:prt"), None)
        return fold((self._tokens[particle].text if particle is not None else "") + self._tokens[spot].lemma)

    def _partner(self, spot: int, frames: Sequence[Frame]) -> Frame | None:
        """The clause whose auxiliary a verb shares."""
        linked = [child for child in self._children[spot] if self._tokens[child].relation == "conj"]
        if self._tokens[spot].relation in ("conj", "xcomp"):
            linked.append(self._tokens[spot].head)
        return next((frame for frame in frames if frame.own and frame.node in linked), None)

    def _attribute(self, spot: int, lemma: str, *, passive: bool) -> Frame:
        noun = self._tokens[spot].head
        _, objects, dative, obliques = self._places(spot)
        # The network hangs what stands between article and participle on the participle or on its noun.
        inside = [
            Oblique(child, self.preposition(child))
            for child in self._children[noun]
            if child < spot and self._tokens[child].tag in ("NOUN", "PROPN", "PRON") and self.preposition(child)
        ]
        return Frame(
            spot, fold(lemma), self._owner[spot], own=False, passive=passive, subject=noun, objects=objects,
            dative=dative, obliques=(*obliques, *inside), attributive=True,
        )  # fmt: skip

    def _places(self, spot: int) -> tuple[int | None, tuple[int, ...], int | None, tuple[Oblique, ...]]:
        subject, dative = None, None
        objects, obliques = [], []
        for child in self._children[spot]:
            token = self._tokens[child]
            preposition = self.preposition(child)
            if token.relation.startswith("nsubj"):
                subject = child
            elif token.relation in OBJECTS and not preposition:
                if token.features.get("Case") == "Dat":
                    dative = child
                else:
                    objects.append(child)
            elif (token.relation in OBJECTS or token.relation.startswith(("obl", "nmod"))) and token.tag in CONTENT:
                obliques.append(Oblique(child, preposition))
        return subject, tuple(objects), dative, tuple(obliques)

    def preposition(self, spot: int) -> str:
        """The preposition that governs a noun, contraction undone; empty for none."""
        return preposition_of(self._tokens, self._children[spot])
