"""The verbs of a sentence with their places, read off the analyser's clauses and mended where the network slips."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from streams.extract.analyser import Clause, Oblique, Token
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.lexicon.parse import noun_key
from streams.extract.events.verbs import participle_of
from streams.extract.languages.de import words
from streams.extract.languages.de.words import fold

_OBJECTS = frozenset(("obj", "iobj", "obl:arg"))
_CONTENT = frozenset(("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"))
_AGENT = frozenset(("von", "durch", "seitens"))
_RELATIVE_FORMS = frozenset(("der", "die", "das", "welcher", "welche", "welches"))
_ACCUSATIVE = frozenset(("den", "einen", "diesen", "jenen", "keinen", "jeden", "seinen", "ihren", "unseren"))
_SAID = frozenset(("charge", "demand", "proposal", "measure"))
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


def _ends(key: str, name: str) -> bool:
    """Whether a noun ends in one of a class of words: ``Todesopfer`` in ``opfer``."""
    return key.endswith(tuple(words().classes[name]))


class Frame(NamedTuple):
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
        frames = [
            self._turned(self._mended(self._of_clause(number, clause))) for number, clause in enumerate(self._clauses)
        ]
        taken = {part for clause in self._clauses for part in clause.predicate} | set(self._heads)
        for spot in range(len(self._tokens)):
            if spot not in taken:
                frames += self._loose(spot, frames)
        return sorted(frames, key=lambda frame: frame.node)

    def _of_clause(self, number: int, clause: Clause) -> Frame:
        obliques = clause.obliques
        if clause.complement is not None:
            known = {oblique.head for oblique in obliques}
            obliques += tuple(
                Oblique(child, self.preposition(child))
                for child in self._children[clause.complement]
                if child not in known and self._tokens[child].tag in _CONTENT and self.preposition(child)
            )
        return Frame(
            self._heads[number], fold(clause.lemma), number, own=True, passive=clause.passive, subject=clause.subject,
            objects=clause.objects, dative=clause.dative, obliques=obliques,
        )  # fmt: skip

    def _mended(self, frame: Frame) -> Frame:
        clause = self._clauses[frame.clause]
        hidden = self._hidden_pronoun(clause)
        if hidden is not None and frame.subject != hidden:
            # ``Norwegen, das Island unterstützt``: the network takes the pronoun for Island's article.
            objects = frame.objects if frame.subject is None else (frame.subject, *frame.objects)
            return frame._replace(subject=hidden, objects=objects)
        if frame.passive:
            return self._with_agent(self._with_dative(frame))
        if not frame.objects and frame.dative is None:
            # ``kritisierten Russland scharf``: the object hangs on the adverb.
            stray = [
                below
                for child in self._children[frame.node]
                if self._tokens[child].stts in ("ADJD", "ADV", "VVPP") and child != frame.subject
                for below in self._children[child]
                if self._tokens[below].relation in _OBJECTS and self._tokens[below].tag in _CONTENT
            ]
            stray = stray or [
                # ``im Herbst Marokko besuchen``: it hangs on the time.
                below
                for oblique in frame.obliques
                for below in self._children[oblique.head]
                if oblique.head not in self._named
                and below in self._named
                and below == oblique.head + 1
                and self._tokens[below].tag == "PROPN"
                and self._tokens[below].features.get("Case") != "Gen"
                and not self.preposition(below)
            ]
            return frame._replace(objects=tuple(stray)) if stray else frame
        return frame

    def _with_dative(self, frame: Frame) -> Frame:
        """``wurde den Mönchen erlaubt``: what the network takes for a subject, and no nominative can be."""
        if frame.subject is not None or frame.dative is not None:
            return frame
        return frame._replace(
            dative=next((c for c in self._children[frame.node] if self._tokens[c].relation == "nsubj:pass"), None)
        )

    def _with_agent(self, frame: Frame) -> Frame:
        """``wurden drei Touristen von Kriegern entführt``: who acts hangs on who suffers it."""
        if frame.subject is None or any(oblique.preposition in _AGENT for oblique in frame.obliques):
            return frame
        agents = tuple(
            Oblique(child, "von")
            for child in self._children[frame.subject]
            if frame.subject < child < frame.node
            and child in self._named
            and self._tokens[child].tag == "NOUN"
            and self.preposition(child) == "von"
            # ``die Geschäfte von Händlern``: theirs.
            and (frame.subject in self._named or self._definite(child))
        )
        return frame._replace(obliques=(*frame.obliques, *agents)) if agents else frame

    def _definite(self, spot: int) -> bool:
        below = (self._tokens[child] for child in self._children[spot])
        return any(token.tag == "DET" or token.text in ("vom", "beim") for token in below)

    def _turned(self, frame: Frame) -> Frame:
        """``versprach Dänemark weitere Hilfe``: the network takes who acts for the dative."""
        subject, dative = frame.subject, frame.dative
        if frame.lemma == "sein" and subject is not None and subject not in self._named and frame.node in self._named:
            # ``sei Russland der wichtigste Verbündete``: said of Russland.
            return frame._replace(subject=frame.node, objects=(subject, *frame.objects))
        turned = self._object_first(frame)
        if turned is not None:
            return turned
        if frame.passive or subject is None or dative is None or subject in self._named or dative not in self._named:
            return frame
        if (
            frame.node < dative < subject
            and self._tokens[dative].tag == "PROPN"
            and not any(self._tokens[child].tag == "DET" for child in self._children[dative])
        ):
            return frame._replace(subject=dative, objects=(subject, *frame.objects), dative=None)
        return frame

    def _object_first(self, frame: Frame) -> Frame | None:
        """``Weitere Forderungen lehnt die Regierung ab``: the one who acts stands behind the verb."""
        subject = frame.subject
        if frame.passive or subject is None or subject in self._named or len(frame.objects) > 1:
            return None
        verb = self._clauses[frame.clause].verb
        behind = frame.objects or tuple(c for c in self._children[frame.node] if self._tokens[c].relation == "nsubj")
        other = next((spot for spot in behind if spot in self._named and subject < verb < spot), None)
        if other is None or (frame.objects and not self._suffers(frame.lemma, subject, other, verb)):
            return None
        return frame._replace(subject=other, objects=(subject,))

    def _suffers(self, lemma: str, subject: int, other: int, verb: int) -> bool:
        """Whether the noun before the verb is its object: by form, by meaning, or as the verb agrees with the other."""
        if _ends(noun_key(self._tokens[other].lemma), "victim"):
            return False
        if self._accusative(subject) or self._only_said_of(lemma, subject):
            return True
        number, before, after = (self._tokens[spot].features.get("Number") for spot in (verb, subject, other))
        return number is not None and before != number and after == number

    def _accusative(self, spot: int) -> bool:
        """``Diesen Vorschlag``: the form says what the network does not."""
        if self._tokens[spot].features.get("Number") != "Sing":
            return False
        return any(self._tokens[child].text.lower() in _ACCUSATIVE for child in self._children[spot] if child < spot)

    def _only_said_of(self, lemma: str, subject: int) -> bool:
        """``Die Vorwürfe wies …``: charges and proposals say nothing themselves."""
        if self._tokens[subject].tag != "NOUN":
            return False
        if words().is_("only_things", lemma):  # whom they seem to have for object acts
            return True
        key = noun_key(self._tokens[subject].lemma)
        # Resolutions and appeals do demand and condemn.
        return lemma in words().saying and bool(_SAID & classes().of(key)) and not _ends(key, "speaking_text")

    def _hidden_pronoun(self, clause: Clause) -> int | None:
        """A relative pronoun that the network takes for an article."""
        if not clause.relation.startswith("acl") or clause.subordinator is not None or clause.order == "infinitive":
            return None
        first = clause.start
        while first < clause.end and self._tokens[first].tag == "PUNCT":
            first += 1
        token = self._tokens[first]
        before = self._tokens[first - 1].text if first else ""
        if before == "," and token.tag == "DET" and token.text in _RELATIVE_FORMS and clause.verb > token.head:
            return first
        return None

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
            if not any(oblique.preposition in _AGENT for oblique in obliques):
                obliques += tuple(oblique for oblique in partner.obliques if oblique.preposition in _AGENT)
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
            elif token.relation in _OBJECTS and not preposition:
                if token.features.get("Case") == "Dat":
                    dative = child
                else:
                    objects.append(child)
            elif (token.relation in _OBJECTS or token.relation.startswith(("obl", "nmod"))) and token.tag in _CONTENT:
                obliques.append(Oblique(child, preposition))
        return subject, tuple(objects), dative, tuple(obliques)

    def preposition(self, spot: int) -> str:
        """The preposition that governs a noun, contraction undone; empty for none."""
        for child in self._children[spot]:
            token = self._tokens[child]
            if token.relation == "case" and token.tag == "ADP":
                if token.lemma == "zufolge" and child < spot:
                    continue  # It stands behind its noun: ``Angaben zufolge``.
                return _BARE.get(token.lemma, token.lemma)
        return ""
