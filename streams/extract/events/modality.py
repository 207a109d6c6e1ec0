"""How real an event is, as its clause tells."""

from schemas.plover import Modality
from streams.extract.document import Token
from streams.extract.events.clauses import Clause
from streams.extract.languages.de import Words

_WILL = frozenset(
    "will wollen wollte wollten wolle möchte möchten beabsichtigt beabsichtigen beabsichtigte plant planen "
    "plante planten".split()
)
_SHALL = frozenset("soll sollen".split())
_OUGHT = frozenset("sollte sollten solle müsse müssen muss muß müssten müsste".split())
_MAY = frozenset("kann können könne könnte könnten dürfte dürften darf dürfen".split())
_WOULD = frozenset("würde würden wäre wären hätte hätten".split())
_PLANNED = frozenset(
    "geplant geplante geplanten geplanter geplantes bevorstehende bevorstehenden künftige künftigen "
    "angekündigte angekündigten vorgesehen anberaumt kommende kommenden".split()
)
_POSSIBLE = frozenset(
    "möglich mögliche möglichen möglicher möglicherweise etwaige etwaigen falle potenzielle drohende".split()
)
_INTENDS = frozenset(("promise", "announce", "intend", "agree", "propose"))
_DEMANDS = frozenset(("demand", "ask"))
_NEAR = 4


def modality_of(tokens: tuple[Token, ...], clause: Clause, trigger: int, words: Words, *, noun: bool) -> Modality:
    """The modality of an event whose trigger stands in a clause."""
    lowers = [tokens[spot].lower for spot in clause.spots]
    negated = _negated(tokens, clause, trigger, words, noun=noun)
    if negated:
        return Modality.NEGATED
    if words.is_("condition", clause.opener):
        return Modality.HYPOTHETICAL
    near = {tokens[spot].lower for spot in range(max(0, trigger - _NEAR), trigger)}
    if near & _PLANNED or (noun and set(lowers) & {"geplant", "vorgesehen", "anberaumt"}):
        return Modality.PLANNED
    if near & _POSSIBLE:
        return Modality.HYPOTHETICAL
    embedded = _embedded(tokens, clause, words)
    if embedded is not None:
        return embedded
    perfect = bool({"haben", "worden", "sein"} & set(lowers[-2:]))
    for lower in lowers:
        if lower in _WILL and not noun:
            return Modality.PLANNED
        if lower in _SHALL:
            return Modality.FACTUAL if perfect and "worden" not in lowers[-1:] else Modality.PLANNED
        if lower in _OUGHT and not noun:
            return Modality.DEMANDED
        if (lower in _MAY or lower in _WOULD) and not noun:
            return Modality.HYPOTHETICAL
    if not noun and {"wird", "werden", "werde"} & set(lowers) and not _passive_present(tokens, clause, trigger):
        return Modality.PLANNED
    if (
        noun
        and {"will", "wollen", "soll", "wird", "werden"} & set(lowers)
        and lowers[-1] in ("stattfinden", "abhalten", "führen")
    ):
        return Modality.PLANNED
    return Modality.FACTUAL


def _negated(tokens: tuple[Token, ...], clause: Clause, trigger: int, words: Words, *, noun: bool) -> bool:
    for index, spot in enumerate(clause.spots):
        lower = tokens[spot].lower
        if not words.is_("negation", lower) or lower == "ohne":
            continue
        after = tokens[clause.spots[index + 1]].lower if index + 1 < len(clause.spots) else ""
        if lower == "nicht" and after in ("nur", "zuletzt", "allein", "mehr"):
            continue
        if noun and lower.startswith("kein") and not 0 <= trigger - spot <= _NEAR:
            continue
        return True
    return False


def _passive_present(tokens: tuple[Token, ...], clause: Clause, trigger: int) -> bool:
    """``wird verhaftet`` is a passive, ``wird verhaften`` is a future."""
    token = tokens[trigger]
    return token.lower != token.lemma or token.lower.startswith("ge") and not token.lemma.startswith("ge")


def _embedded(tokens: tuple[Token, ...], clause: Clause, words: Words) -> Modality | None:
    """An infinitive or dass-clause under a verb of demanding or promising."""
    matrix = clause.matrix
    if matrix is None or clause.relative or not (clause.infinitive or clause.opener in ("dass", "daß")):
        return None
    if clause.opener in ("um", "ohne", "statt"):
        return Modality.HYPOTHETICAL
    for spot in matrix.spots:
        for lemma in (tokens[spot].lemma, tokens[matrix.spots[-1]].lower + tokens[spot].lemma):
            saying = words.saying.get(lemma)
            if saying is not None and saying.act in _DEMANDS:
                return Modality.DEMANDED
            if saying is not None and saying.act in _INTENDS:
                return Modality.PLANNED
        if tokens[spot].lower in _WILL:
            return Modality.PLANNED
    return Modality.HYPOTHETICAL if clause.infinitive else None
