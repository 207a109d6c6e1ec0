"""Noun phrases by the tree: the words that belong to a head, relative clauses left out."""

from collections.abc import Sequence

from streams.extract.analyser import Token

_APART = frozenset(("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "punct", "case", "cop", "mark", "cc"))
_BEFORE = frozenset(("case", "det", "det:poss", "amod", "nummod"))
_DATIVES = frozenset(("iobj", "obj", "obl", "obl:arg"))
_ROUNDS = 12
"""Depth of the tree below a head that is followed."""


_PART = frozenset(("flat", "flat:name", "det", "det:poss", "amod", "compound", "nummod", "goeswith"))


def whole_phrase(tokens: Sequence[Token], first: int, last: int, barred: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Let a run that is cut off within a noun phrase have the rest, and let go of another phrase behind it.

    The rest are articles, adjectives and parts of names of its words, and the noun of a preposition at its end
    ("die Opposition in | Caracas"). Another phrase is a dative ("der Minister | den Spielerinnen").
    """
    taken = {at for low, high in barred for at in range(low, high)}
    inside = set(range(first, last)) | {tokens[at].head for at in range(first, last) if tokens[at].relation in _PART}
    ends_open = tokens[last - 1].relation in ("case", "det", "amod") and tokens[last - 1].head >= last
    if ends_open:
        inside |= set(range(*noun_phrase(tokens, tokens[last - 1].head)))
    inside |= _attached(tokens, inside, last)
    for _ in range(_ROUNDS):
        more = {at for at, token in enumerate(tokens) if token.relation in _PART and token.head in inside} - inside
        if not more:
            break
        inside |= more
    while first - 1 in inside - taken:
        first -= 1
    while last in inside - taken:
        last += 1
    return first, _before_dative(tokens, first, last)


def _attached(tokens: Sequence[Token], inside: set[int], last: int) -> set[int]:
    """The genitive or prepositional phrase right behind a run that depends on one of its nouns."""
    if last >= len(tokens):
        return set()
    first = tokens[last]
    noun = first.head if first.relation in _BEFORE else last
    behind = tokens[noun]
    if not behind.relation.startswith("nmod") or behind.head not in inside:
        return set()
    if first.relation != "case" and behind.features.get("Case") != "Gen":
        return set()
    begin, end = noun_phrase(tokens, noun)
    return set(range(last, end)) if begin == last + (first.relation == "case") else set()


def _before_dative(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a bare dative begins that depends on a word outside; the run's own head is no dative."""
    own = next((at for at in range(first, last) if not first <= tokens[at].head < last), first)
    for at in range(own + 1, last):
        token = tokens[at]
        if token.relation not in _DATIVES or first <= token.head < last or token.features.get("Case") != "Dat":
            continue
        begin = at
        while begin - 1 > first and tokens[begin - 1].relation in _PART and tokens[begin - 1].head == at:
            begin -= 1
        if begin > first:
            return begin
    return last


def noun_phrase(tokens: Sequence[Token], head: int) -> tuple[int, int]:
    """Give the run of tokens around `head` that depend on it, without clauses and without its preposition."""
    inside = {head}
    for _ in range(_ROUNDS):
        more = {
            at
            for at, token in enumerate(tokens)
            if at not in inside and token.head in inside and token.relation not in _APART
        }
        if not more:
            break
        inside |= more
    first = last = head
    while first - 1 in inside or (first - 2 in inside and tokens[first - 1].relation in ("punct", "cc")):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and tokens[last + 1].relation in ("punct", "cc", "case")):
        last += 1
    return first, last + 1
