"""The places of verbs, mended where the network slips: a dative for a genitive, an object for a subject."""

from collections.abc import Collection, Sequence

from streams.extract.analyser import Clause, Oblique, Token
from streams.extract.events.frame import AGENT, CONTENT, OBJECTS, Frame, preposition_of
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.lexicon.parse import noun_key
from streams.extract.languages.de.words import words

_RELATIVE_FORMS = frozenset(("der", "die", "das", "welcher", "welche", "welches"))
_ACCUSATIVE = frozenset(("den", "einen", "diesen", "jenen", "keinen", "jeden", "seinen", "ihren", "unseren"))
_SAID = frozenset(("charge", "demand", "proposal", "measure"))


class Mending:
    """Mends the frames of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        clauses: Sequence[Clause],
        children: Sequence[Sequence[int]],
        named: Collection[int],
    ) -> None:
        self._tokens = tokens
        self._clauses = clauses
        self._children = children
        self._named = named

    def mended(self, frame: Frame) -> Frame:
        """A clause's own verb with the places that its words must have."""
        return self._turned(self._mended(frame))

    def _mended(self, frame: Frame) -> Frame:
        clause = self._clauses[frame.clause]
        hidden = self._hidden_pronoun(clause)
        if hidden is not None and frame.subject != hidden:
            # ``Norwegen, das Island unterstützt``: the network takes the pronoun for Island's article.
            objects = frame.objects if frame.subject is None else (frame.subject, *frame.objects)
            return frame._replace(subject=hidden, objects=objects)
        frame = self._with_dative_between(frame)
        if frame.passive:
            return self._with_agent(self._with_dative(frame))
        if not frame.objects and frame.dative is None:
            # ``kritisierten Russland scharf``: the object hangs on the adverb.
            stray = [
                below
                for child in self._children[frame.node]
                if self._tokens[child].stts in ("ADJD", "ADV", "VVPP") and child != frame.subject
                for below in self._children[child]
                if self._tokens[below].relation in OBJECTS and self._tokens[below].tag in CONTENT
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
                and not self._preposition(below)
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

    def _with_dative_between(self, frame: Frame) -> Frame:
        """``leistete Japan der Ukraine Hilfe``: no genitive stands before its noun, and no state has another one."""
        if frame.dative is not None:
            return frame
        subject = frame.subject if frame.subject is not None else -1
        names = [oblique.head for oblique in frame.obliques if oblique.preposition == "mit"]
        if self._clauses[frame.clause].verb < subject:
            names.append(subject)
        things = [thing for thing in (*frame.objects, subject) if thing >= 0]
        between = (
            child
            for thing in dict.fromkeys((*things, *names))
            for child in self._children[thing]
            if self._tokens[child].relation == "nmod"
            and self._tokens[child].features.get("Case") in ("Dat", "Gen")
            and self._definite(child)
            and not self._preposition(child)
            and ((thing in things and child < thing) or (thing in names and self._bare_names(thing, child)))
        )
        return frame._replace(dative=next(between, None))

    def _bare_names(self, one: int, other: int) -> bool:
        """``China der Schweiz``: names side by side."""
        return other == one + 2 and self._tokens[one].tag == self._tokens[other].tag == "PROPN" and one in self._named

    def _with_agent(self, frame: Frame) -> Frame:
        """``wurden drei Touristen von Kriegern entführt``: who acts hangs on who suffers it."""
        if frame.subject is None or any(oblique.preposition in AGENT for oblique in frame.obliques):
            return frame
        agents = tuple(
            Oblique(child, "von")
            for child in self._children[frame.subject]
            if frame.subject < child < frame.node
            and child in self._named
            and self._tokens[child].tag == "NOUN"
            and self._preposition(child) == "von"
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

    def _preposition(self, spot: int) -> str:
        return preposition_of(self._tokens, self._children[spot])


def _ends(key: str, name: str) -> bool:
    """Whether a noun ends in one of a class of words: ``Todesopfer`` in ``opfer``."""
    return key.endswith(tuple(words().classes[name]))
