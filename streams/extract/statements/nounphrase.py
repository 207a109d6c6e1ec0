"""Noun phrases by the tree: the words that belong to a head, relative clauses left out."""

from collections.abc import Sequence

from streams.extract.analyser import Token

_APART = frozenset(("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "punct", "case", "cop", "mark", "cc"))
_ROUNDS = 12
"""Depth of the tree below a head that is followed."""


_PART = frozenset(("flat", "flat:name", "det", "det:poss", "amod", "compound", "nummod", "goeswith"))


def whole_phrase(tokens: Sequence[Token], first: int, last: int, barred: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Let a run that begins or ends within a name or before its noun have the rest: article, adjectives, name parts."""
    inside = set(range(first, last))
    for at in range(first, last):
        if tokens[at].relation in _PART:
            inside.add(tokens[at].head)
    for _ in range(_ROUNDS):
        more = {at for at, token in enumerate(tokens) if token.relation in _PART and token.head in inside} - inside
        if not more:
            break
        inside |= more
    taken = {at for low, high in barred for at in range(low, high)}
    while first - 1 in inside - taken:
        first -= 1
    while last in inside - taken:
        last += 1
    return first, last


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
