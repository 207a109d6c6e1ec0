"""Noun phrases by the tree: the words that belong to a head, relative clauses left out."""

from collections.abc import Sequence

from streams.extract.analyser import Token

_APART = frozenset(("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "punct", "case", "cop", "mark", "cc"))
_ROUNDS = 12
"""Depth of the tree below a head that is followed."""


_PART = frozenset(("flat", "flat:name", "det", "det:poss", "amod", "compound", "nummod", "goeswith"))


def whole_phrase(tokens: Sequence[Token], first: int, last: int, barred: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Let a run of tokens that is part of a noun phrase be all of it, as far as no barred token lies in the rest."""
    head = next(
        (at for at in range(first, last) if not first <= tokens[at].head < last or tokens[at].head == at), first
    )
    for _ in range(_ROUNDS):
        if tokens[head].relation.split(":")[0] not in _PART or tokens[head].head == head:
            break
        head = tokens[head].head
    begin, end = noun_phrase(tokens, head)
    begin, end = min(begin, first), max(end, last)
    for low, high in barred:
        if low < last and first < high:
            continue
        if high <= first:
            begin = max(begin, high)
        elif low >= last:
            end = min(end, low)
    return begin, end


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
