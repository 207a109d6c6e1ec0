"""The subject of a clause: from the tree, mended by case and agreement, or shared with another clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from streams.extract.analyser.document import Token
from streams.extract.analyser.fields import field, is_finite
from streams.extract.analyser.lists import lines

if TYPE_CHECKING:
    from streams.extract.analyser.clauses import Draft

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_WRONG = frozenset({"obj", "obl:arg", "nmod", "dep", "appos", "conj", "flat", "xcomp", "parataxis", "obl", "expl", "iobj"})
_RELATIVE = frozenset({"PRELS", "PWS"})
OBJECT_CONTROL = frozenset(lines("object_control.txt"))


def own(tokens: Sequence[Token], draft: Draft, children: list[list[int]]) -> int | None:
    """Give the subject that the tree names; an expletive "es" counts where there is no other."""
    for wanted in ("nsubj", "csubj", "expl"):
        for child in sorted(draft.children):
            if tokens[child].relation.split(":")[0] == wanted and tokens[child].relation != "expl:pv":
                return child
    return None


def mend(tokens: Sequence[Token], draft: Draft, children: list[list[int]], owner: list[int], number: int) -> int | None:
    """Look for a nominative that agrees with the finite verb among what the tree calls something else."""
    if not draft.finite:
        return None
    verb = tokens[draft.verb]
    start, end = field(tokens, draft.verb)
    for at in sorted(draft.children):
        token = tokens[at]
        if token.tag not in _NOMINAL or token.relation.split(":")[0] not in _WRONG or token.features.get("Case") not in {"Nom", None}:
            continue
        if token.relation in {"conj", "parataxis", "appos", "flat", "obl"} and token.features.get("Case") != "Nom":
            continue
        if any(tokens[child].relation == "case" for child in children[at]):
            continue
        if agrees(token, verb, tokens, children, at) and _free(tokens, draft, at):
            return at
    for at in range(start, end):
        token = tokens[at]
        if owner[at] == number and token.tag in _NOMINAL and token.features.get("Case") == "Nom" and token.relation in {"root", "conj", "nsubj", "nsubj:pass"}:
            if agrees(token, verb, tokens, children, at) and at not in draft.parts and at != draft.head:
                return at
    return None


def _free(tokens: Sequence[Token], draft: Draft, at: int) -> bool:
    """Tell whether a direct object may be taken for the subject: only if another one remains, or it is a nominative."""
    return tokens[at].features.get("Case") == "Nom" or tokens[at].stts in _RELATIVE


def agrees(token: Token, verb: Token, tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    """Tell whether number and person of a noun phrase go with a finite verb's, as far as they are known."""
    plural = token.features.get("Number") == "Plur" or any(tokens[child].relation == "conj" for child in children[at])
    wanted = verb.features.get("Number")
    if wanted is not None and token.features.get("Number") is not None and plural != (wanted == "Plur") and not (wanted == "Plur" and plural):
        return False
    person = verb.features.get("Person", "3")
    return token.features.get("Person", "3") == person


def shared(
    tokens: Sequence[Token], draft: Draft, drafts: list[Draft], governor: int | None, found: list[int | None]
) -> int | None:
    """Give the subject that a clause shares: with the clause it is coordinated with, or the one that controls it."""
    if governor is None:
        return None
    relation = tokens[draft.head].relation
    if draft.finite:
        verb, other = tokens[draft.verb], tokens[drafts[governor].verb]
        if relation != "conj" or (is_finite(other) and verb.features.get("Number") != other.features.get("Number")):
            return None
        return found[governor]
    above = drafts[governor]
    if tokens[above.head].lemma in OBJECT_CONTROL:
        for child in above.children:
            if tokens[child].relation in {"obj", "iobj", "obl:arg"} and tokens[child].tag in _NOMINAL:
                return child
    return found[governor]
