"""Expressions for sides: ``beide Seiten``, ``beide Atommächte``, ``der Westen``, ``wir``."""

from collections.abc import Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.nouns import noun_start
from streams.extract.analyser import Token

_SIDES = frozenset(("both", "all", "states_group", "eu_states", "nato_states", "we", "west"))
"""Kinds of sides that are resolved as expressions; the others are roles, and resolved as such."""
_NAMED = "states_group"
_BOTH = frozenset(("beide", "beiden", "beider"))
_FIRST = _BOTH | {word.capitalize() for word in _BOTH}


def side_at(tokens: Sequence[Token], words: Sequence[str], index: int, registry: Registry) -> Candidate | None:
    """The expression for a side that begins at a word; the longest."""
    listed = _listed(tokens, words, index, registry)
    both = _both(tokens, words, index) if words[index] in _FIRST else None
    return listed if listed is not None and (both is None or listed.last >= both.last) else both


def _listed(tokens: Sequence[Token], words: Sequence[str], index: int, registry: Registry) -> Candidate | None:
    found = registry.side(words, index)
    if found is None or found[1].kind not in _SIDES:
        return None
    length, side = found
    following = tokens[index + length] if index + length < len(tokens) else None
    if words[index + length - 1] in _BOTH and following is not None and following.stts == "ADJA":
        return None
    if side.kind == _NAMED:
        # ``die G8-Staaten`` is the organisation's own name too, and then a name like others.
        if registry.match(words, index) is not None:
            return None
        return Candidate("side", noun_start(tokens, index), index + length, index + length - 1, side=side.kind)
    return Candidate("side", index, index + length, index + length - 1, side=side.kind)


def _both(tokens: Sequence[Token], words: Sequence[str], index: int) -> Candidate | None:
    """``Beide drohten``, ``beide Atommächte``."""
    last = index + 1
    while last < len(tokens) and tokens[last].stts == "ADJA":
        last += 1
    noun = last < len(tokens) and tokens[last].tag == "NOUN"
    if not noun and last > index + 1:
        return None
    first = index - 1 if index and words[index - 1].lower() in ("die", "den", "der") else index
    return Candidate("side", first, last + 1 if noun else index + 1, last if noun else index, side="both")
