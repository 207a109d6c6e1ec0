"""How real an event is, as its clause and what governs it tell."""

from functools import cache
from typing import NamedTuple

from schemas.plover import Modality
from streams.extract.analyser import Clause
from streams.extract.events.frames import Frame
from streams.extract.events.lexicon import Sense
from streams.extract.events.view import View
from streams.extract.languages.de import words
from streams.extract.languages.de.words import fold
from streams.extract.tables import LexiconError, read_table

_CONDITIONS = frozenset(("wenn", "falls", "sofern", "ob", "bevor", "ehe", "solange"))
_FUTURE_ADJECTIVES = frozenset(("geplant", "angekündigt", "vorgesehen", "bevorstehend", "anstehend", "künftig", "zukünftig", "beabsichtigt", "anberaumt"))
_POSSIBLE_ADJECTIVES = frozenset(("möglich", "etwaig", "drohend", "denkbar", "eventuell", "angedroht", "potentiell", "potenziell"))
_DEMANDED_ADJECTIVES = frozenset(("gefordert", "verlangt", "überfällig", "nötig", "notwendig"))
_NOT_SO = frozenset(("abgesagt", "gescheitert", "verhindert", "vereitelt", "abgelehnt", "verweigert"))
_DOUBT = frozenset(("möglicherweise", "womöglich", "vielleicht", "eventuell", "gegebenenfalls", "notfalls"))
_STOPS = frozenset(("nur", "zuletzt", "allein", "mehr", "ausgeschlossen"))
_SAID = frozenset(("ccomp", "xcomp", "csubj", "csubj:pass", "acl"))
_CIRCUMSTANCES = frozenset(
    ("nach", "seit", "wegen", "trotz", "infolge", "angesichts", "aufgrund", "durch", "unter")
)
_GOES = frozenset(("besuchen", "reisen", "kommen", "eintreffen", "fliegen", "zusammenkommen", "treffen", "weilen", "anreisen"))
_STEPS = 3


class Read(NamedTuple):
    """A modality, and the words that decided it."""

    modality: Modality
    signs: tuple[int, ...] = ()


_FACT = Read(Modality.FACTUAL)


@cache
def _scopes() -> dict[str, Modality]:
    """What a word makes of the deed that it governs."""
    acts = {
        "demand": Modality.DEMANDED,
        "ask": Modality.DEMANDED,
        "promise": Modality.PLANNED,
        "announce": Modality.PLANNED,
        "intend": Modality.PLANNED,
        "agree": Modality.PLANNED,
        "propose": Modality.HYPOTHETICAL,
    }
    found = {lemma: acts[saying.act] for lemma, saying in words().saying.items() if saying.act in acts}
    for number, row in read_table("streams.extract.languages.de", "scopes.tsv", ("lemma", "modality")):
        try:
            found[fold(row["lemma"])] = Modality(row["modality"])
        except ValueError as error:
            raise LexiconError(f"scopes.tsv:{number}: no modality {row['modality']}") from error
    return found


def modality_of(view: View, frame: Frame | None, sense: Sense, spot: int, *, noun: bool) -> Read:
    """The modality of an event whose trigger stands at ``spot``."""
    if sense.modality is not None:
        return Read(sense.modality, (spot,))
    if noun:
        return _of_noun(view, frame, spot)
    assert frame is not None
    if frame.attributive:
        return _adverbs(view, frame) or _FACT
    return _of_verb(view, frame)


def _of_verb(view: View, frame: Frame) -> Read:
    if frame.clause < 0:
        return _FACT
    clause = view.sentence.clauses[frame.clause]
    return (
        _negation(view, clause, frame)
        or _condition(view, frame.clause)
        or _adverbs(view, frame)
        or _auxiliary(view, clause)
        or _governed(view, frame)
        or _FACT
    )


def _negation(view: View, clause: Clause, frame: Frame) -> Read | None:
    """``nicht``, ``kein``, ``weder``; ``nicht nur`` denies nothing."""
    if not clause.negated and not any(view.tokens[c].text.lower() == "weder" for c in view.members(frame.clause)):
        return None
    for spot in view.members(frame.clause):
        lower = view.tokens[spot].text.lower()
        if lower in ("nicht", "nie", "niemals", "weder", "niemand", "keineswegs", "keinesfalls", "nichts") or lower.startswith("kein"):
            after = view.tokens[spot + 1].text.lower() if spot + 1 < len(view.tokens) else ""
            if after in _STOPS:
                continue
            return Read(Modality.NEGATED, (spot,))
    return None


def _condition(view: View, number: int) -> Read | None:
    """A condition: ``wenn``, ``falls``, or the verb first and another clause behind it."""
    clause = view.sentence.clauses[number]
    if clause.subordinator is not None:
        if view.tokens[clause.subordinator].text.lower() in _CONDITIONS and clause.relation != "acl":
            if clause.tense in ("past", "perfect", "pluperfect") and clause.mood == "indicative":
                return None
            return Read(Modality.HYPOTHETICAL, (clause.subordinator,))
    elif clause.order == "verb-first" and clause.relation == "advcl":
        return Read(Modality.HYPOTHETICAL, (clause.verb,))
    for spot in view.members(number):
        if view.keys[spot] == "fall" and view.preposition(spot) in ("in", "für") and view.children[spot]:
            # ``im Falle eines Angriffs``
            return Read(Modality.HYPOTHETICAL, (spot,)) if _has_content(view, spot) else None
    return None


def _has_content(view: View, spot: int) -> bool:
    return any(view.tokens[child].relation in ("nmod", "acl", "obl", "ccomp", "dep") for child in view.children[spot])


def _adverbs(view: View, frame: Frame) -> Read | None:
    for child in view.children[frame.node]:
        lower = view.tokens[child].text.lower()
        if lower in _DOUBT:
            return Read(Modality.HYPOTHETICAL, (child,))
        if lower == "fast" or lower == "beinahe":
            return Read(Modality.NEGATED, (child,)) if view.tokens[child].head == frame.node else None
    return None


def _auxiliary(view: View, clause: Clause) -> Read | None:  # noqa: PLR0911  # one return a modal verb
    """Modal verbs, the future, the second subjunctive."""
    past = clause.tense in ("past", "perfect", "pluperfect")
    modal, sign = clause.modal, (clause.verb,)
    conditional = clause.mood == "subjunctive-2"
    parts = [view.tokens[part] for part in clause.predicate]
    done = any(part.lemma in ("haben", "sein") and part.stts == "VAINF" for part in parts)
    if modal in ("wollen", "mögen"):
        # ``will gesehen haben``: a claim.
        return None if done else Read(Modality.PLANNED, sign)
    if modal == "sollen":
        if done:
            return None
        return Read(Modality.DEMANDED if conditional or clause.mood == "subjunctive-1" else Modality.PLANNED, sign)
    if modal == "müssen":
        return None if past and not conditional or done else Read(Modality.DEMANDED, sign)
    if modal in ("können", "dürfen"):
        return None if past and not conditional and modal == "können" or done and not conditional else Read(Modality.HYPOTHETICAL, sign)
    if clause.tense == "future":
        return Read(Modality.PLANNED, sign)
    if conditional and view.tokens[clause.verb].lemma == "werden" and len(clause.predicate) > 1 and not clause.passive:
        return Read(Modality.PLANNED if clause.governor is not None else Modality.HYPOTHETICAL, sign)
    if conditional and done:
        return Read(Modality.HYPOTHETICAL, sign)
    return None


def _governed(view: View, frame: Frame) -> Read | None:
    """What the clause above makes of an infinitive or a dass-clause."""
    clause = view.sentence.clauses[frame.clause]
    conjunction = view.tokens[clause.subordinator].text.lower() if clause.subordinator is not None else ""
    infinitive = clause.order == "infinitive"
    if infinitive:
        opener = next((view.tokens[s].text.lower() for s in view.members(frame.clause) if view.tokens[s].text.lower() in ("um", "ohne", "statt", "anstatt")), "")
        if opener == "um":
            outer = next((each for each in view.frames if each.own and each.clause == clause.governor), None)
            if outer is not None and outer.lemma in _GOES:
                # Who travels in order to meet, meets.
                return _of_verb(view, outer)
            return Read(Modality.HYPOTHETICAL, (frame.node,))
        if opener:
            return Read(Modality.NEGATED, (frame.node,))
    above = view.tokens[frame.node].head
    before = clause.start - 1
    while before > 0 and view.tokens[before].tag == "PUNCT":
        before -= 1
    if infinitive and view.tokens[before].tag == "NOUN" and view.keys[before] in _scopes():
        return Read(_scopes()[view.keys[before]], (before,))
    if not infinitive and conjunction not in ("dass", "daß"):
        return None
    for step in (above, *((view.tokens[above].head,) if infinitive else ())):
        found = _scope(view, step)
        if found is not None and step != frame.node:
            return found
    if clause.governor is not None and clause.governor != frame.clause:
        outer = view.sentence.clauses[clause.governor]
        found = _scopes().get(fold(outer.lemma))
        if found is not None and (infinitive or clause.relation in _SAID):
            return Read(found, (outer.verb,))
        if infinitive:
            head = next(each for each in view.frames if each.own and each.clause == clause.governor)
            for word in (*head.objects, *view.children[head.node]):
                if view.keys[word] in _scopes() and view.tokens[word].tag in ("NOUN", "ADJ", "ADV"):
                    # ``erklärte sich bereit, …``, ``hat die Absicht, …``
                    return Read(_scopes()[view.keys[word]], (word,))
            return _of_verb(view, head) if head.node != frame.node and outer.governor != frame.clause else None
    return None


def _scope(view: View, spot: int) -> Read | None:
    frame = next((each for each in view.frames if each.node == spot), None)
    key = frame.lemma if frame is not None and frame.lemma in _scopes() else view.keys[spot]
    found = _scopes().get(key)
    return Read(found, (spot,)) if found is not None else None


def _of_noun(view: View, frame: Frame | None, spot: int) -> Read:
    """What adjectives, articles and the verb make of a noun's event."""
    for child in view.children[spot]:
        token = view.tokens[child]
        lemma = fold(token.lemma)
        stem = next((lemma.removesuffix(end) for end in ("er", "en", "es", "em", "e") if lemma.endswith(end)), lemma)
        if token.text.lower().startswith("kein"):
            return Read(Modality.NEGATED, (child,))
        for table, modality in _ADJECTIVES:
            if lemma in table or stem in table:
                return Read(modality, (child,))
    at, steps = spot, 0
    while steps < _STEPS:
        above = view.tokens[at].head
        if above == at:
            break
        governing = next((each for each in view.frames if each.node == above and not each.attributive), None)
        if governing is None:
            found = _scopes().get(view.keys[above]) if view.tokens[above].tag == "NOUN" else None
            if found is not None:
                return Read(found, (above,))
            at, steps = above, steps + 1
            continue
        oblique = view.tokens[at].relation.startswith("obl")
        found = _scopes().get(governing.lemma)
        if found is not None and (not oblique or view.preposition(at) in ("zu", "auf", "mit", "um", "an")) and at != governing.subject or (found is not None and governing.passive and at == governing.subject):
            return Read(found, (above,))
        if oblique and view.preposition(at) in _CIRCUMSTANCES:
            return _FACT
        return _of_verb(view, governing)
    return _FACT


_ADJECTIVES = (
    (_FUTURE_ADJECTIVES, Modality.PLANNED),
    (_POSSIBLE_ADJECTIVES, Modality.HYPOTHETICAL),
    (_DEMANDED_ADJECTIVES, Modality.DEMANDED),
    (_NOT_SO, Modality.NEGATED),
)
