"""What stands above a deed makes of it: the verb over an infinitive, the verb and the adjectives of a noun."""

from collections.abc import Callable

from schemas.plover import Modality
from streams.extract.analyser import Clause
from streams.extract.events.frame import Frame
from streams.extract.events.match import light_verbs
from streams.extract.events.signs import FACT, Read, signs
from streams.extract.events.view import View
from streams.extract.languages.de.words import fold

OfVerb = Callable[[View, Frame], Read]
"""The modality of a verb's own clause."""
_SAID = frozenset(("ccomp", "xcomp", "csubj", "csubj:pass", "acl"))
_WORDS = frozenset(("NOUN", "ADJ", "ADV"))
_GOVERNED = frozenset(("zu", "auf", "mit", "um", "an"))
"""Prepositions by which a verb governs a deed: ``verzichtet auf``."""
_STEPS = 3


def governed(view: View, frame: Frame, of_verb: OfVerb) -> Read | None:
    """What the words above make of an infinitive or of a clause with ``dass``."""
    clause = view.sentence.clauses[frame.clause]
    infinitive = clause.order == "infinitive"
    found = (_opened(view, frame, clause, of_verb) or _of_noun_before(view, clause)) if infinitive else None
    if found is not None:
        return found
    conjunction = view.tokens[clause.subordinator].text.lower() if clause.subordinator is not None else ""
    if not infinitive and conjunction not in ("dass", "daß"):
        return None
    above = view.tokens[frame.node].head
    for step in (above, view.tokens[above].head) if infinitive else (above,):
        found = _scope(view, step) if step != frame.node else None
        if found is not None:
            return found
    if clause.governor is None or clause.governor == frame.clause:
        return None
    outer = view.sentence.clauses[clause.governor]
    modality = signs().scopes.get(fold(outer.lemma))
    if modality is not None and (infinitive or clause.relation in _SAID):
        return Read(modality, (outer.verb,))
    return _shared(view, frame, clause.governor, of_verb) if infinitive else None


def _frame_of(view: View, number: int | None) -> Frame | None:
    return next((each for each in view.frames if each.own and each.clause == number), None)


def _opened(view: View, frame: Frame, clause: Clause, of_verb: OfVerb) -> Read | None:
    """``um … zu``, ``ohne … zu``; but who travels in order to meet, meets."""
    lowers = (view.tokens[spot].text.lower() for spot in view.members(frame.clause))
    opener = next((lower for lower in lowers if signs().has("opener", lower)), None)
    if opener is None:
        return None
    outer = _frame_of(view, clause.governor)
    if opener == "um" and outer is not None and signs().has("goes", outer.lemma):
        return of_verb(view, outer)
    return Read(signs().kinds["opener"][opener], (frame.node,))


def _of_noun_before(view: View, clause: Clause) -> Read | None:
    """``die Bereitschaft, Gespräche zu führen``."""
    before = clause.start - 1
    while before > 0 and view.tokens[before].tag == "PUNCT":
        before -= 1
    modality = signs().scopes.get(view.keys[before]) if view.tokens[before].tag == "NOUN" else None
    return Read(modality, (before,)) if modality is not None else None


def _scope(view: View, spot: int) -> Read | None:
    frame = next((each for each in view.frames if each.node == spot), None)
    scopes = signs().scopes
    key = frame.lemma if frame is not None and frame.lemma in scopes else view.keys[spot]
    return Read(scopes[key], (spot,)) if key in scopes else None


def _shared(view: View, frame: Frame, number: int, of_verb: OfVerb) -> Read | None:
    """An infinitive is as real as its verb: ``erklärte sich bereit, …``, ``begann damit, …``."""
    head = _frame_of(view, number)
    if head is None or head.node == frame.node or view.sentence.clauses[number].governor == frame.clause:
        return None
    for word in (*head.objects, *view.children[head.node]):
        if view.keys[word] in signs().scopes and view.tokens[word].tag in _WORDS:
            return Read(signs().scopes[view.keys[word]], (word,))
    return of_verb(view, head)


def of_noun(view: View, spot: int, of_verb: OfVerb) -> Read:
    """What adjectives, articles and the verb make of a noun's deed."""
    own = _beside(view, spot)
    if own is not None:
        return own
    at = spot
    for _ in range(_STEPS):
        above = view.tokens[at].head
        if above == at:
            break
        governing = next((each for each in view.frames if each.node == above and not each.attributive), None)
        if governing is not None:
            return _under(view, at, governing) or of_verb(view, governing)
        modality = signs().scopes.get(view.keys[above]) if view.tokens[above].tag == "NOUN" else None
        if modality is not None:
            return Read(modality, (above,))
        at = above
    return FACT


def _beside(view: View, spot: int) -> Read | None:
    """``kein Angriff``, ``der geplante Besuch``."""
    for child in view.children[spot]:
        token = view.tokens[child]
        if token.text.lower().startswith("kein"):
            return Read(Modality.NEGATED, (child,))
        modality = signs().adjective(fold(token.lemma))
        if modality is not None:
            return Read(modality, (child,))
    return None


def _under(view: View, at: int, governing: Frame) -> Read | None:
    """A noun as object of a verb that makes something of it, or in a circumstance that happened anyhow."""
    oblique = view.tokens[at].relation.startswith("obl")
    preposition = view.preposition(at)
    modality = signs().scopes.get(governing.lemma)
    if modality is Modality.NEGATED and governing.lemma in light_verbs():
        modality = None  # ``hielt Gespräche ab`` held them; ``hielt ihn davon ab, …`` did not
    if modality is not None:
        suffers = at != governing.subject if not governing.passive else True
        if suffers and (not oblique or preposition in _GOVERNED):
            return Read(modality, (governing.node,))
    if oblique and signs().has("circumstance", preposition):
        return FACT
    return None
