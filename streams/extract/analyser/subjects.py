"""The subject of a clause: from the tree, mended by case and agreement, or shared with another clause."""

from collections.abc import Sequence

from streams.extract.analyser.document import Token
from streams.extract.analyser.draft import Draft
from streams.extract.analyser.fields import field, is_finite
from streams.extract.analyser.lists import lines

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_WRONG = frozenset(
    {"obj", "obl:arg", "nmod", "dep", "appos", "conj", "flat", "xcomp", "parataxis", "obl", "expl", "iobj"}
)
_RELATIVE = frozenset({"PRELS", "PWS"})
OBJECT_CONTROL = frozenset(lines("object_control.txt"))


def own(tokens: Sequence[Token], draft: Draft) -> int | None:
    """Give the subject that the tree names; an expletive "es" counts where there is no other."""
    for wanted in ("nsubj", "csubj", "expl"):
        for child in sorted(draft.children):
            if tokens[child].relation.split(":")[0] == wanted and tokens[child].relation != "expl:pv":
                return child
    return None


def mend(tokens: Sequence[Token], draft: Draft, children: list[list[int]], owner: list[int], number: int) -> int | None:
    """Look for the subject among what the tree calls something else.

    First a nominative that agrees with the finite verb, then an object whose form could be a nominative.
    """
    if not draft.finite:
        return None
    verb = tokens[draft.verb]
    near = [at for at in sorted(draft.children) if tokens[at].tag in _NOMINAL and _bare(tokens, children, at)]
    for at in near:
        token = tokens[at]
        wrong = token.relation.split(":")[0] in _WRONG and token.features.get("Case") == "Nom"
        if wrong and agrees(token, verb, tokens, children, at):
            return at
    start, end = field(tokens, draft.verb)
    for at in range(start, end):
        token = tokens[at]
        nominative = token.tag in _NOMINAL and token.features.get("Case") == "Nom"
        if not nominative or owner[at] != number or at == draft.head or at in draft.parts:
            continue
        if token.relation in {"root", "conj", "nsubj", "nsubj:pass"} and agrees(token, verb, tokens, children, at):
            return at
    for at in near:
        token = tokens[at]
        if (
            token.relation in {"obj", "obl:arg"}
            and _may_be_nominative(tokens, children, at)
            and agrees(token, verb, tokens, children, at)
        ):
            return at
    return None


def _bare(tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    return not any(tokens[child].relation == "case" and tokens[child].tag == "ADP" for child in children[at])


def _may_be_nominative(tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    """Tell whether a noun called accusative may be nominative: all but the masculine singular look the same."""
    token = tokens[at]
    if token.stts == "PRF" or token.features.get("Case") in {"Dat", "Gen"}:
        return False
    return not any(tokens[child].tag == "DET" and tokens[child].text.lower().endswith("en") for child in children[at])


def agrees(token: Token, verb: Token, tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    """Tell whether number and person of a noun phrase go with a finite verb's, as far as they are known."""
    plural = token.features.get("Number") == "Plur" or any(tokens[child].relation == "conj" for child in children[at])
    wanted = verb.features.get("Number")
    if (
        wanted is not None
        and token.features.get("Number") is not None
        and plural != (wanted == "Plur")
        and not (wanted == "Plur" and plural)
    ):
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
