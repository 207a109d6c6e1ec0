"""Direct speech: what is dated within it follows the days of whoever speaks."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of direct speech."""

    start: int
    end: int
    places: frozenset[str]
    """Countries that its speakers speak for."""


class Quotes:
    """The stretches of direct speech in a text, in order."""

    def __init__(self, quoted: Sequence[Quoted]) -> None:
        self._quoted = quoted
        self._starts = [each.start for each in quoted]

    def at(self, position: int) -> Quoted | None:
        """The direct speech that a code point stands in."""
        index = bisect_left(self._starts, position + 1) - 1
        return self._quoted[index] if index >= 0 and position < self._quoted[index].end else None
