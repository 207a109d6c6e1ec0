"""The subject of a clause: from the tree, mended by case and agreement, or shared with another clause."""

from collections.abc import Sequence

from streams.extract.analyser.document import Token
from streams.extract.analyser.draft import Draft
from streams.extract.analyser.fields import field
from streams.extract.analyser.lists import lines
from streams.extract.analyser.predicate import predicate_of
from streams.extract.analyser.tags import is_finite

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NO_SUBJECTS = frozenset(
    ["den", "dem", "ihn", "ihm", "mich", "mir", "dich", "dir", "sich", "dessen", "deren", "einen", "einem"]
)
ONLY_SUBJECTS = frozenset(["ich", "du", "er", "wir", "man"])
"""Pronouns that are nothing but nominative."""
_OBLIQUE = frozenset(["den", "dem", "des", "einen", "einem", "eines"])
_TIMES = frozenset({"Morgen", "Heute", "Gestern", "Abend", "Montag"})
_WRONG = frozenset(
    {"obj", "obl:arg", "nmod", "dep", "appos", "conj", "flat", "xcomp", "parataxis", "obl", "expl", "iobj"}
)
_RELATIVE = frozenset({"PRELS", "PWS"})
OBJECT_CONTROL = frozenset(lines("object_control.txt"))


def own(tokens: Sequence[Token], draft: Draft, children: list[list[int]]) -> int | None:
    """Give the subject that the tree names; an expletive "es" counts where there is no other.

    Of two subjects the one that agrees with the verb is taken; one across a comma and another finite verb is none.
    """
    below = sorted(draft.children)
    kinds = [tokens[at].relation.partition(":")[0] for at in below]
    for wanted in ("nsubj", "csubj", "expl"):
        if wanted not in kinds:
            continue
        named = [at for at, kind in zip(below, kinds, strict=True) if kind == wanted]
        named = [at for at in named if tokens[at].relation != "expl:pv" and _possible(tokens, draft, children, at)]
        if len(named) > 1:
            fitting = [at for at in named if agrees(tokens[at], tokens[draft.verb], tokens, children, at)]
            sure = [at for at in fitting if tokens[at].text.lower() in ONLY_SUBJECTS]
            named = sure or [at for at in fitting if tokens[at].text not in _TIMES] or fitting or named
        if named:
            return _agreeing(tokens, draft, children, named[0])
    return None


def _agreeing(tokens: Sequence[Token], draft: Draft, children: list[list[int]], named: int) -> int:
    """Give the subject that was named, or the object if only that one agrees ("das beide Staaten unterzeichneten")."""
    verb = tokens[draft.verb]
    if tokens[named].stts not in _RELATIVE or agrees(tokens[named], verb, tokens, children, named):
        return named
    objects = [at for at in _near(tokens, draft, children) if tokens[at].relation == "obj"]
    fitting = [at for at in objects if agrees(tokens[at], verb, tokens, children, at)]
    return fitting[0] if fitting and _may_be_nominative(tokens, children, fitting[0]) else named


def _possible(tokens: Sequence[Token], draft: Draft, children: list[list[int]], at: int) -> bool:
    if tokens[at].text.lower() in _NO_SUBJECTS or not clear(tokens, children, at):
        return False
    if not draft.finite or at < draft.verb:
        return True
    between = tokens[draft.verb + 1 : at]
    return not (any(token.text == "," for token in between) and any(is_finite(token) for token in between))


def nominative(
    tokens: Sequence[Token], draft: Draft, children: list[list[int]], owner: list[int], number: int
) -> int | None:
    """Look for a nominative that agrees with the finite verb among what the tree calls something else."""
    if not draft.finite:
        return None
    verb = tokens[draft.verb]
    for at in _near(tokens, draft, children):
        token = tokens[at]
        wrong = token.relation.split(":")[0] in _WRONG and token.features.get("Case") == "Nom"
        if wrong and clear(tokens, children, at) and agrees(token, verb, tokens, children, at):
            return at
    start, end = field(tokens, draft.verb)
    for at in range(start, end):
        token = tokens[at]
        named = token.tag in _NOMINAL and token.features.get("Case") == "Nom"
        if not named or owner[at] != number or at == draft.head or at in draft.parts:
            continue
        if token.relation in {"root", "conj", "nsubj", "nsubj:pass"} and agrees(token, verb, tokens, children, at):
            return at
    return None


def promoted(tokens: Sequence[Token], draft: Draft, children: list[list[int]]) -> int | None:
    """Take an object for the subject if its form allows it and there is no other."""
    if not draft.finite:
        return None
    for at in _near(tokens, draft, children):
        token = tokens[at]
        fits = token.relation in {"obj", "obl:arg"} and _may_be_nominative(tokens, children, at)
        if fits and agrees(token, tokens[draft.verb], tokens, children, at):
            return at
    return None


def nearby(tokens: Sequence[Token], draft: Draft, children: list[list[int]], found: list[int | None]) -> int | None:
    """Take the first nominative behind the verb in its field that is nobody's subject yet, wherever it hangs."""
    if not draft.finite:
        return None
    _, end = field(tokens, draft.verb)
    for at in range(draft.verb + 1, end):
        token = tokens[at]
        free = token.tag in _NOMINAL and token.features.get("Case") == "Nom" and at not in found
        if free and _bare(tokens, children, at) and agrees(token, tokens[draft.verb], tokens, children, at):
            return at
    return None


def _near(tokens: Sequence[Token], draft: Draft, children: list[list[int]]) -> list[int]:
    return [at for at in sorted(draft.children) if tokens[at].tag in _NOMINAL and _bare(tokens, children, at)]


def clear(tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    """Tell a noun phrase that may be a nominative from one whose article says that it is none."""
    articles = [tokens[child] for child in children[at] if tokens[child].tag == "DET"]
    return not any(article.text.lower() in _OBLIQUE or _is_her(article) for article in articles)


def feminine(article: Token) -> bool:
    """Tell a feminine singular article; the network reads its gender more surely than its noun's ("der Türkei")."""
    return article.features.get("Gender") == "Fem" and article.features.get("Number") == "Sing"


def _is_her(article: Token) -> bool:
    """``der`` of a feminine is no nominative, whatever case the network reads."""
    return article.text.lower() == "der" and article.stts == "ART" and feminine(article)


def _bare(tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    return not any(tokens[child].relation == "case" and tokens[child].tag == "ADP" for child in children[at])


def _may_be_nominative(tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    """Tell whether a noun called accusative may be nominative: all but the masculine singular look the same."""
    token = tokens[at]
    if token.stts == "PRF" or token.features.get("Case") in {"Dat", "Gen"} or token.text.lower() in _NO_SUBJECTS:
        return False
    return not any(tokens[child].tag == "DET" and tokens[child].text.lower().endswith("en") for child in children[at])


def agrees(token: Token, verb: Token, tokens: Sequence[Token], children: list[list[int]], at: int) -> bool:
    """Tell whether number and person of a noun phrase go with a finite verb's, as far as they are known."""
    plural = token.features.get("Number") == "Plur" or any(tokens[child].relation == "conj" for child in children[at])
    if not plural and token.features.get("Gender") in {"Masc", "Neut"}:  # "die Wähler"
        plural = any(tokens[child].text in {"die", "Die"} and tokens[child].tag == "DET" for child in children[at])
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


def before_the_first(tokens: Sequence[Token], draft: Draft, children: list[list[int]]) -> int | None:
    """``bis der Präsident das Ergebnis anerkannt und sein Amt abgegeben habe``: it hangs on the first participle."""
    head = tokens[draft.head]
    if not draft.finite or head.relation != "conj" or tokens[head.head].stts not in {"VVPP", "VVINF"}:
        return None
    for at in sorted(children[head.head]):
        token = tokens[at]
        if token.relation.startswith("nsubj") and at < head.head and clear(tokens, children, at):
            return at if agrees(token, tokens[draft.verb], tokens, children, at) else None
    return None


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
    if predicate_of(tokens, above)[0] in OBJECT_CONTROL:
        for child in above.children:
            if tokens[child].relation in {"obj", "iobj", "obl:arg"} and tokens[child].tag in _NOMINAL:
                return child
    return found[governor]
