"""How real an event is, as its clause and what governs it tell."""

from schemas.plover import EventType, Modality
from streams.extract.analyser import Clause
from streams.extract.events.frame import Frame
from streams.extract.events.governed import governed, of_noun
from streams.extract.events.lexicon import Sense
from streams.extract.events.signs import FACT, Read, signs
from streams.extract.events.view import View

_PAST = frozenset(("past", "perfect", "pluperfect"))
_DONE_BY_TRYING = frozenset(
    (EventType.CONSULT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN)
)
"""Deeds that were done though they came to nothing: talks, and what is said."""
_CONTENT = frozenset(("nmod", "acl", "obl", "ccomp", "dep"))


def modality_of(view: View, frame: Frame | None, sense: Sense, spot: int, *, noun: bool) -> Read:
    """The modality of an event whose trigger stands at ``spot``."""
    if sense.modality is not None:
        return Read(sense.modality, (spot,))
    read = _read(view, frame, spot, noun=noun)
    if sense.type in _DONE_BY_TRYING and read.modality is Modality.NEGATED:
        # ``die gescheiterten Gespräche``, ``forderte ihn vergeblich auf``
        return FACT if any(signs().has("fails", view.keys[sign]) for sign in read.signs) else read
    return read


def _read(view: View, frame: Frame | None, spot: int, *, noun: bool) -> Read:
    if noun or frame is None:
        return of_noun(view, spot, _of_verb)
    if frame.attributive:
        return _adverbs(view, frame) or FACT
    return _of_verb(view, frame)


def _of_verb(view: View, frame: Frame) -> Read:
    if frame.clause < 0:
        return FACT
    clause = view.sentence.clauses[frame.clause]
    return (
        _negation(view, clause, frame)
        or _condition(view, frame.clause)
        or _adverbs(view, frame)
        or _auxiliary(view, clause)
        or governed(view, frame, _of_verb)
        or FACT
    )


def _negation(view: View, clause: Clause, frame: Frame) -> Read | None:
    """``nicht``, ``kein``, ``weder``; ``nicht nur`` denies nothing."""
    members = view.members(frame.clause)
    lowers = {spot: view.tokens[spot].text.lower() for spot in members}
    if not clause.negated and "weder" not in lowers.values():
        return None
    for spot, lower in lowers.items():
        if signs().has("negation", lower) or lower.startswith("kein"):
            after = view.tokens[spot + 1].text.lower() if spot + 1 < len(view.tokens) else ""
            if not signs().has("stop", after):
                return Read(Modality.NEGATED, (spot,))
    return None


def _condition(view: View, number: int) -> Read | None:
    """A condition: ``wenn``, ``falls``, the verb first and another clause behind it, ``im Falle eines Angriffs``."""
    clause = view.sentence.clauses[number]
    if clause.subordinator is not None:
        conjunction = view.tokens[clause.subordinator].text.lower()
        if signs().has("conjunction", conjunction) and clause.relation != "acl":
            done = clause.tense in _PAST and clause.mood == "indicative"
            return None if done else Read(Modality.HYPOTHETICAL, (clause.subordinator,))
    elif clause.order == "verb-first" and clause.relation == "advcl":
        return Read(Modality.HYPOTHETICAL, (clause.verb,))
    for spot in view.members(number):
        if view.keys[spot] == "fall" and view.preposition(spot) in ("in", "für") and _has_content(view, spot):
            return Read(Modality.HYPOTHETICAL, (spot,))
    return None


def _has_content(view: View, spot: int) -> bool:
    return any(view.tokens[child].relation in _CONTENT for child in view.children[spot])


def _adverbs(view: View, frame: Frame) -> Read | None:
    adverbs = signs().kinds["adverb"]
    for child in view.children[frame.node]:
        modality = adverbs.get(view.tokens[child].text.lower())
        if modality is not None:
            return Read(modality, (child,))
    return None


def _auxiliary(view: View, clause: Clause) -> Read | None:
    """Modal verbs, the future, the second subjunctive."""
    sign = (clause.verb,)
    conditional = clause.mood == "subjunctive-2"
    done = _perfect_infinitive(view, clause)
    if clause.modal:
        modality = _modal(clause, conditional=conditional, done=done)
        return Read(modality, sign) if modality is not None else None
    would = view.tokens[clause.verb].lemma == "werden" and len(clause.predicate) > 1 and not clause.passive
    if conditional and would:
        # What is told of others: ``die USA würden sich beteiligen``; else what hangs on a condition.
        return Read(Modality.HYPOTHETICAL if _conditional(view) else Modality.PLANNED, sign)
    if clause.tense == "future":
        return Read(Modality.PLANNED, sign)
    return Read(Modality.HYPOTHETICAL, sign) if conditional and done else None


def _perfect_infinitive(view: View, clause: Clause) -> bool:
    """``will gesehen haben``, ``soll gelogen und betrogen haben``: a claim, not a wish."""
    parts = [view.tokens[part] for part in clause.predicate]
    infinitives = [part.lemma for part in parts if part.stts == "VAINF"]
    if not infinitives and any(part.stts == "VVPP" for part in parts):
        # The second participle has the auxiliary of both.
        last = max(clause.predicate)
        infinitives = [token.lemma for token in view.tokens[last + 1 :] if token.stts == "VAINF"][:1]
    return any(lemma in ("haben", "sein") for lemma in infinitives)


def _conditional(view: View) -> bool:
    """Whether a clause of the sentence is a condition."""
    openers = (clause.subordinator for clause in view.sentence.clauses)
    return any(view.tokens[spot].text.lower() in ("wenn", "falls", "sofern") for spot in openers if spot is not None)


def _modal(clause: Clause, *, conditional: bool, done: bool) -> Modality | None:
    """What a modal verb makes of its clause."""
    past = clause.tense in _PAST and not conditional
    modal = clause.modal
    if modal in ("wollen", "mögen", "sollen"):
        if done:
            return None
        told = modal == "sollen" and (conditional or clause.mood == "subjunctive-1")
        return Modality.DEMANDED if told else Modality.PLANNED
    if modal == "müssen":
        return None if past or done else Modality.DEMANDED
    if modal in ("können", "dürfen"):
        could = past and modal == "können"
        return None if could or (done and not conditional) else Modality.HYPOTHETICAL
    return None
