"""Clauses read off the tree: predicate, mood, tense, voice, arguments, subordinator, governor."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.extract.analyser import subjects
from streams.extract.analyser.document import Clause, Oblique, Order, Token
from streams.extract.analyser.draft import Draft
from streams.extract.analyser.fields import mend
from streams.extract.analyser.lemma import verb_form
from streams.extract.analyser.lists import lines, table
from streams.extract.analyser.predicate import mood_of, predicate_of, with_mood
from streams.extract.analyser.tags import AUX_RELATIONS, is_finite
from streams.extract.remembering import WORDS_KEPT

CONTRACTIONS = table("contractions.tsv")
_NEGATIONS = frozenset(
    {"nicht", "nie", "niemals", "nichts", "niemand", "kein", "keinesfalls", "keineswegs", "nirgends"}
)
_NEGATING = frozenset("nNkK")
"""What they begin with: most words need not be looked up."""
_INFINITIVES = frozenset({"VVIZU", "VVINF", "VAINF", "VMINF", "VVPP"})
_RELATIVE = frozenset({"PRELS", "PRELAT", "PWS", "PWAV", "PWAT"})
_DATIVES = frozenset(
    [
        "dem",
        "einem",
        "keinem",
        "diesem",
        "jenem",
        "jedem",
        "meinem",
        "seinem",
        "ihrem",
        "unserem",
        "ihm",
        "ihnen",
        "mir",
        "dir",
        "wem",
        "denen",
    ]
)
_ACCUSATIVES = frozenset(["ihn", "mich", "dich", "wen", "das", "ein", "kein", "dieses", "sein"])
_DATIVE_VERBS = frozenset(lines("dative_verbs.txt"))
_OBJECTS = frozenset({"obj", "iobj", "obl:arg"})
_NEGATABLE = frozenset({"obj", "nsubj", "nsubj:pass", "advmod", "obl"})


def clauses_of(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[Clause, ...]]:
    """Read the clauses of a sentence, and give its tokens with what was mended on the way.

    Clauses stand in the order of their verbs. Each finite verb has exactly one.
    """
    mended = mend(tokens)
    children: list[list[int]] = [[] for _ in mended]
    for number, token in enumerate(mended):
        if token.head != number:
            children[token.head].append(number)
    drafts = _drafts(mended, children)
    if not drafts:
        return tuple(mended), ()
    owner = _owners(mended, drafts)
    governors = [_governor(mended, draft, owner, number) for number, draft in enumerate(drafts)]
    found = _subjects(mended, drafts, children, owner, governors)
    members: list[list[int]] = [[] for _ in drafts]
    for at, whose in enumerate(owner):
        if whose >= 0:
            members[whose].append(at)
    negations = {
        at for at, token in enumerate(mended) if token.text[0] in _NEGATING and _negates(token.lemma, token.text)
    }
    clauses = []
    for number, draft in enumerate(drafts):
        place = Place(found[number], governors[number], members[number], negations)
        made = _clause(mended, draft, children, place)
        mended[draft.verb] = with_mood(mended[draft.verb], made.mood)
        clauses.append(made)
    return tuple(mended), tuple(clauses)


def _subjects(
    tokens: Sequence[Token], drafts: list[Draft], children: list[list[int]], owner: list[int],
    governors: list[int | None],
) -> list[int | None]:  # fmt: skip
    """Give each clause's subject, the surest ways first: what one clause has taken another cannot have."""
    found: list[int | None] = [
        own if (own := subjects.own(tokens, draft, children)) is not None
        else subjects.before_the_first(tokens, draft, children)
        for draft in drafts
    ]  # fmt: skip
    for number, draft in enumerate(drafts):
        if found[number] is None:
            found[number] = subjects.nominative(tokens, draft, children, owner, number)
    for number, draft in enumerate(drafts):
        if found[number] is None:
            found[number] = subjects.shared(tokens, draft, drafts, governors[number], found)
    for number, draft in enumerate(drafts):
        if found[number] is None:
            found[number] = subjects.promoted(tokens, draft, children)
        if found[number] is None:
            found[number] = subjects.nearby(tokens, draft, children, found)
    return found


def _drafts(tokens: Sequence[Token], children: list[list[int]]) -> list[Draft]:
    drafts: list[Draft] = []
    taken: set[int] = set()
    moved: set[int] = set()
    for number, token in enumerate(tokens):
        finite = is_finite(token)
        if not finite and (token.stts not in _INFINITIVES or not _zu_infinitive(tokens, number, children)):
            continue
        head = token.head if finite and token.relation in AUX_RELATIONS else number
        if not finite and token.stts == "VAINF" and _participle(tokens, number - 2):
            head = number - 2  # "belogen zu haben"
        if head in taken or (head != number and is_finite(tokens[head])):
            head = number
        taken.add(head)
        draft = Draft(
            number, head, finite, [child for child in children[head] if child != number and child not in moved]
        )
        if head != number:
            draft.children += children[number]
        elif (
            token.relation in AUX_RELATIONS and token.head > number
        ):  # two finite verbs: what stands between is the first's
            between = [child for child in children[token.head] if number < child < token.head]
            draft.children += between
            moved.update(between)
        draft.parts = sorted(
            {number, head if tokens[head].tag in {"VERB", "AUX"} else number}
            | {
                c
                for c in draft.children
                if tokens[c].relation in AUX_RELATIONS and not (is_finite(tokens[c]) and c != number)
            }
            | {c for c in draft.children if tokens[c].relation == "compound:prt" or tokens[c].stts == "PTKVZ"}
        )
        drafts.append(draft)
    return drafts


def _participle(tokens: Sequence[Token], at: int) -> bool:
    if at < 0 or tokens[at].tag not in {"VERB", "AUX"}:
        return False
    known = verb_form(tokens[at].text)
    return tokens[at].stts == "VVPP" or (known is not None and "p" in known.readings)


def _zu_infinitive(tokens: Sequence[Token], number: int, children: list[list[int]]) -> bool:
    mine = children[number]
    if any(is_finite(tokens[child]) and tokens[child].relation in AUX_RELATIONS for child in mine):
        return False  # "ist durchzusetzen": the auxiliary's clause
    return tokens[number].stts == "VVIZU" or any(tokens[child].stts == "PTKZU" for child in mine)


def _owners(tokens: Sequence[Token], drafts: list[Draft]) -> list[int]:
    """Give for each token the clause that it belongs to: that of the nearest predicate above it, else -1."""
    owner = [-1] * len(tokens)
    for number, draft in enumerate(drafts):
        owner[draft.head] = number
        for part in draft.parts:
            owner[part] = number
    heads, most = [token.head for token in tokens], len(tokens)
    for start in range(most):
        if owner[start] >= 0:
            continue
        path: list[int] = []
        at = start
        while owner[at] < 0 and heads[at] != at and len(path) <= most:
            path.append(at)
            at = heads[at]
        for step in path:
            owner[step] = owner[at]
    return owner


def _governor(tokens: Sequence[Token], draft: Draft, owner: list[int], number: int) -> int | None:
    above = tokens[draft.head].head
    if above == draft.head or owner[above] in {-1, number}:
        return None
    return owner[above]


def _taken_for_subject(
    tokens: Sequence[Token], draft: Draft, children: list[list[int]], subject: int | None, number: int
) -> bool:
    """Tell an object that the network takes for a subject."""
    if tokens[number].stts == "PRELS" or not subjects.clear(tokens, children, number):
        return True
    if subject is None:
        return False
    if tokens[subject].text.lower() in subjects.ONLY_SUBJECTS:
        return True  # ``Die Union forderte er auf``
    # ``Polizisten nahmen Journalisten fest``: the verb between them, the second a plural whose case no form shows.
    around = draft.finite and subject < draft.verb < number and not _preposition(tokens, subject, children)
    plural = tokens[number].tag == "NOUN" and tokens[number].features.get("Number") == "Plur"
    bare = plural and all(tokens[child].tag != "DET" for child in children[number])
    return around and bare and all(tokens[child].relation not in _OBJECTS for child in draft.children)


class Place(NamedTuple):
    """What a clause has from its sentence."""

    subject: int | None
    governor: int | None
    members: list[int]
    """The tokens that belong to it, in order."""
    negations: set[int]
    """All negating tokens of the sentence."""


def _clause(tokens: Sequence[Token], draft: Draft, children: list[list[int]], place: Place) -> Clause:
    subject, governor, mine, negations = place
    lemma, modal, tense, passive = predicate_of(tokens, draft)
    subordinator = _subordinator(tokens, draft, children)
    kinds = {child: tokens[child].relation for child in draft.children}
    objects = [
        child
        for child, kind in kinds.items()
        if child != subject
        and (kind in _OBJECTS or (kind == "nsubj" and _taken_for_subject(tokens, draft, children, subject, child)))
        and not _preposition(tokens, child, children)
    ]
    dative = next((child for child in objects if _is_dative(tokens, child, children)), None)
    if dative is None and len(objects) == 1 and lemma in _DATIVE_VERBS:
        dative = objects[0]
    copula = draft.head != draft.verb and tokens[draft.verb].relation == "cop"
    return Clause(
        verb=draft.verb, predicate=tuple(draft.parts), lemma=lemma, mood=mood_of(tokens, draft, subject), tense=tense,
        passive=passive, negated=bool(negations) and _negated(tokens, draft, children, negations), modal=modal,
        order=_order(tokens, draft, subordinator, mine), subject=subject,
        objects=tuple(child for child in objects if child != dative), dative=dative,
        complement=draft.head if copula else None,
        obliques=tuple(
            Oblique(child, _preposition(tokens, child, children)) for child, kind in kinds.items()
            if kind.startswith("obl") and child not in objects and child != subject
        ),
        subordinator=subordinator, governor=governor, relation=tokens[draft.head].relation,
        start=mine[0] if mine else draft.verb, end=(mine[-1] if mine else draft.verb) + 1,
    )  # fmt: skip


def _is_dative(tokens: Sequence[Token], number: int, children: list[list[int]]) -> bool:
    """Tell a dative by the form of its article or pronoun where that is clear, else by the network's case."""
    articles = [tokens[child] for child in children[number] if tokens[child].tag == "DET"]
    marks = [article.text.lower() for article in articles]
    features = tokens[number].features
    if features.get("Number") == "Sing" and marks:
        if marks[0] == "der" and (features.get("Gender") == "Fem" or subjects.feminine(articles[0])):
            return True
        if marks[0] == "den":
            return False
    clear = [mark for mark in (*marks, tokens[number].text.lower()) if mark in _DATIVES or mark in _ACCUSATIVES]
    if clear:
        return clear[0] in _DATIVES
    return features.get("Case") == "Dat"


@lru_cache(maxsize=WORDS_KEPT)
def _negates(lemma: str, text: str) -> bool:
    return lemma.lower() in _NEGATIONS or text.lower().startswith("kein")


def _negated(tokens: Sequence[Token], draft: Draft, children: list[list[int]], negations: set[int]) -> bool:
    if not negations.isdisjoint(draft.children):
        return True
    near = [child for child in draft.children if tokens[child].relation in _NEGATABLE]
    return any(not negations.isdisjoint(children[child]) for child in near)


def _order(tokens: Sequence[Token], draft: Draft, subordinator: int | None, mine: list[int]) -> Order:
    if not draft.finite:
        return "infinitive"
    verbal = [
        part
        for part in draft.parts
        if part != draft.verb and tokens[part].tag in {"VERB", "AUX"} and tokens[part].relation != "cop"
    ]
    if subordinator is not None and subordinator < draft.verb and all(part < draft.verb for part in verbal):
        return "verb-last"
    before = [at for at in mine if at < draft.verb and tokens[at].tag not in {"PUNCT", "CCONJ"}]
    return "verb-second" if before else "verb-first"


def _subordinator(tokens: Sequence[Token], draft: Draft, children: list[list[int]]) -> int | None:
    marks = [
        child
        for child in draft.children
        if tokens[child].relation == "mark" and tokens[child].stts not in {"PTKZU", "PTKVZ"}
    ]
    if marks:
        return min(marks)
    for child in sorted(draft.children):
        if child > draft.verb:
            break
        for at in (child, *children[child]):
            if tokens[at].stts in _RELATIVE:
                return at
    return None


def _preposition(tokens: Sequence[Token], number: int, children: list[list[int]]) -> str:
    for child in children[number]:
        if tokens[child].relation == "case" and tokens[child].tag == "ADP":
            return tokens[child].lemma if tokens[child].stts != "APPRART" else _undone(tokens[child].text)
    return ""


def _undone(text: str) -> str:
    return CONTRACTIONS.get(text.lower(), text.lower()).split(" ")[0]
