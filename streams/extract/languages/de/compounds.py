"""Parts of compounds, by which tables that say ``-anschlag`` find ``Bombenanschlag``."""

from collections.abc import Iterator

SHORTEST = 3
"""Letters that a part of a compound has at least."""
_LONGEST = 60
"""Words above this length are no words; trying all their parts would take time that grows with their length."""


def last_parts(word: str) -> Iterator[str]:
    """The word itself, then its last parts, the longest first; a hyphen may stand nearer to the beginning."""
    yield word
    if len(word) > _LONGEST:
        return
    for start in range(1, len(word) - SHORTEST + 1):
        if start >= SHORTEST or word[start - 1] == "-":
            yield word[start:]


def first_parts(word: str) -> Iterator[str]:
    """What a word may begin with, the shortest first, an ending left at least; never the word itself."""
    if len(word) <= _LONGEST:
        for end in range(SHORTEST, len(word)):
            yield word[:end]
