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
) -> tuple[Modality, tuple[int, ...]]:
    """(modality of an event whose trigger stands in a clause, positions of the words that decided it)."""
    lowers = {spot: tokens[spot].lower for spot in clause.spots}
    ends = [lowers[spot] for spot in clause.spots[-2:]]

    def signs(wanted: frozenset[str] | set[str]) -> tuple[int, ...]:
        return tuple(spot for spot, lower in lowers.items() if lower in wanted)

    negation = _negated(tokens, clause, trigger, words, noun=noun)
    if negation is not None:
        return Modality.NEGATED, (negation,)
    if words.is_("condition", clause.opener):
        return Modality.HYPOTHETICAL, signs({clause.opener})[:1]
    near = range(max(0, trigger - _NEAR), trigger)
    planned = tuple(spot for spot in near if words.is_("planned", tokens[spot].lower))
    if planned or (noun and (planned := signs({"geplant", "vorgesehen", "anberaumt"}))):
        return Modality.PLANNED, planned
    possible = tuple(spot for spot in near if words.is_("possible", tokens[spot].lower))
    if possible:
        return Modality.HYPOTHETICAL, possible
    embedded = _embedded(tokens, clause, words)
    if embedded is not None:
        return embedded
    perfect = bool({"haben", "worden", "sein"} & set(ends))
    for spot, lower in lowers.items():
        if lower in words.classes["will"] and not noun:
            return Modality.PLANNED, (spot,)
        if lower in words.classes["shall"]:
            return Modality.FACTUAL if perfect and "worden" not in ends[-1:] else Modality.PLANNED, (spot,)
        if lower in words.classes["ought"] and not noun:
            return Modality.DEMANDED, (spot,)
        if (lower in words.classes["may"] or lower in words.classes["would"]) and not noun:
            return Modality.HYPOTHETICAL, (spot,)
    future = signs({"wird", "werden", "werde"})
    if not noun and future and not _passive_present(tokens, trigger):
        return Modality.PLANNED, future
    future = signs({"will", "wollen", "soll", "wird", "werden"})
    if noun and future and ends[-1] in ("stattfinden", "abhalten", "führen"):
        return Modality.PLANNED, future
    return Modality.FACTUAL, ()


def _negated(tokens: tuple[Token, ...], clause: Clause, trigger: int, words: Words, *, noun: bool) -> int | None:
    """Where the word stands that denies it."""
    for index, spot in enumerate(clause.spots):
        lower = tokens[spot].lower
        if not words.is_("negation", lower) or lower == "ohne":
            continue
        after = tokens[clause.spots[index + 1]].lower if index + 1 < len(clause.spots) else ""
        if lower == "nicht" and after in ("nur", "zuletzt", "allein", "mehr"):
            continue
        if noun and lower.startswith("kein") and not 0 <= trigger - spot <= _NEAR:
            continue
        return spot
    return None


def _passive_present(tokens: tuple[Token, ...], trigger: int) -> bool:
    """``wird verhaftet`` is a passive, ``wird verhaften`` is a future."""
    token = tokens[trigger]
    return token.lower != token.lemma or (token.lower.startswith("ge") and not token.lemma.startswith("ge"))


def _embedded(tokens: tuple[Token, ...], clause: Clause, words: Words) -> tuple[Modality, tuple[int, ...]] | None:
    """An infinitive or dass-clause under a verb of demanding or promising."""
    matrix = clause.matrix
    if matrix is None or clause.relative or not (clause.infinitive or clause.opener in ("dass", "daß")):
        return None
    if clause.opener in ("um", "ohne", "statt"):
        return Modality.HYPOTHETICAL, (clause.spots[0],)
    for spot in matrix.spots:
        for lemma in (tokens[spot].lemma, tokens[matrix.spots[-1]].lower + tokens[spot].lemma):
            saying = words.saying.get(lemma)
            if saying is not None and saying.act in _DEMANDS:
                return Modality.DEMANDED, (spot,)
            if saying is not None and saying.act in _INTENDS:
                return Modality.PLANNED, (spot,)
        if tokens[spot].lower in words.classes["will"]:
            return Modality.PLANNED, (spot,)
    return (Modality.HYPOTHETICAL, ()) if clause.infinitive else None
