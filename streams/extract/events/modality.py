"""How real an event is, as its clause tells."""

from schemas.plover import Modality
from streams.extract.document import Token
from streams.extract.events.clauses import Clause
from streams.extract.languages.de import Words

_INTENDS = frozenset(("promise", "announce", "intend", "agree", "propose"))
_DEMANDS = frozenset(("demand", "ask"))
_NEAR = 4


def modality_of(  # noqa: C901, PLR0911  # a list of signs, the strongest first
    tokens: tuple[Token, ...], clause: Clause, trigger: int, words: Words, *, noun: bool
) -> Modality:
    """The modality of an event whose trigger stands in a clause."""
    lowers = [tokens[spot].lower for spot in clause.spots]
    negated = _negated(tokens, clause, trigger, words, noun=noun)
    if negated:
        return Modality.NEGATED
    if words.is_("condition", clause.opener):
        return Modality.HYPOTHETICAL
    near = {tokens[spot].lower for spot in range(max(0, trigger - _NEAR), trigger)}
    if near & words.classes["planned"] or (noun and set(lowers) & {"geplant", "vorgesehen", "anberaumt"}):
        return Modality.PLANNED
    if near & words.classes["possible"]:
        return Modality.HYPOTHETICAL
    embedded = _embedded(tokens, clause, words)
    if embedded is not None:
        return embedded
    perfect = bool({"haben", "worden", "sein"} & set(lowers[-2:]))
    for lower in lowers:
        if lower in words.classes["will"] and not noun:
            return Modality.PLANNED
        if lower in words.classes["shall"]:
            return Modality.FACTUAL if perfect and "worden" not in lowers[-1:] else Modality.PLANNED
        if lower in words.classes["ought"] and not noun:
            return Modality.DEMANDED
        if (lower in words.classes["may"] or lower in words.classes["would"]) and not noun:
            return Modality.HYPOTHETICAL
    if not noun and {"wird", "werden", "werde"} & set(lowers) and not _passive_present(tokens, trigger):
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


def _passive_present(tokens: tuple[Token, ...], trigger: int) -> bool:
    """``wird verhaftet`` is a passive, ``wird verhaften`` is a future."""
    token = tokens[trigger]
    return token.lower != token.lemma or (token.lower.startswith("ge") and not token.lemma.startswith("ge"))


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
        if tokens[spot].lower in words.classes["will"]:
            return Modality.PLANNED
    return Modality.HYPOTHETICAL if clause.infinitive else None
