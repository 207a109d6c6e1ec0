"""Which articles are one report, told anew for each article that comes or goes without looking at all the others.

Two articles are one report where one is a copy of the other (``copies.py``), or both are of a third one: the connected
parts of the graph of copies. So the groups depend on the set of texts alone, not on the order in which they came.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from streams.state.copies import LEAST_COMMON, Hashes, are_copies, hashes_of

_OWNER = np.int64(32)
"""Bits of the index' numbers that tell the text; those above tell the hash."""

_FEW = 4
"""Texts that are compared with each other sooner than looked up."""


class Groups:
    """Articles by id, each with the sketch of its text, and the reports that they are.

    What all together hold takes some 2.5 KiB of memory an article; without any, 1.6 KiB.
    """

    def __init__(self, sketches: Mapping[str, str] | None = None) -> None:
        self._texts: dict[str, int | None] = {}
        """Article → number of its text; None where it is too short to be told from others."""
        self._numbers: dict[bytes, int] = {}
        self._articles: Counter[int] = Counter()
        self._hashes: dict[int, Hashes] = {}
        self._group: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._next = 0
        for article, sketch in (sketches or {}).items():
            self._texts[article] = self._number(hashes_of(sketch))[0] if sketch else None
        self._index: _Index | None = None
        """Made when it is first needed: most rows never have so many texts."""
        for number in self._hashes:
            self._join(number)

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return len(self._texts)

    @property
    def reports(self) -> int:
        """How many independent reports they are."""
        return len(self._members) + len(self._texts) - self._articles.total()

    @property
    def texts_held(self) -> int:
        """How many texts take up memory: those of the articles, and some that have gone."""
        return self._index.texts if self._index is not None else len(self._hashes)

    def place(self, article: str, sketch: str | None) -> None:
        """The article has this sketch from now on; ``None``: it is no longer there."""
        if article in self._texts:
            text = self._texts.pop(article)
            if text is not None:
                self._leave(text)
        if sketch is not None:
            self._texts[article] = self._come(hashes_of(sketch)) if sketch else None

    def _come(self, hashes: Hashes) -> int:
        number, is_new = self._number(hashes)
        if is_new:
            if self._index is not None:
                self._index.add(number, hashes)
            self._join(number)
        return number

    def _number(self, hashes: Hashes) -> tuple[int, bool]:
        """The number of a text that one more article has, and whether it is a new one, which is in no group yet."""
        number = self._numbers.setdefault(hashes.tobytes(), self._next)
        self._articles[number] += 1
        if number != self._next:
            return number, False
        self._next += 1
        self._hashes[number] = hashes
        return number, True

    def _leave(self, number: int) -> None:
        self._articles[number] -= 1
        if self._articles[number]:
            return
        del self._articles[number], self._numbers[self._hashes.pop(number).tobytes()]
        left = self._members.pop(self._group.pop(number)) - {number}
        if self._index is not None and self._index.texts > 2 * len(self._hashes):
            self._index = None
        while left:
            first = min(left)
            self._members[first] = self._reached(first, left)
            self._group |= dict.fromkeys(self._members[first], first)
            left -= self._members[first]

    def _reached(self, first: int, among: set[int]) -> set[int]:
        """The texts that chains of copies lead to from ``first``, itself included."""
        left, walked, ahead = among - {first}, {first}, [first]
        while ahead and left:
            hashes = self._hashes[ahead.pop()]
            near = [one for one in self._near(hashes) if one in left and are_copies(hashes, self._hashes[one])]
            left.difference_update(near)
            walked.update(near)
            ahead += near
        return walked

    def _join(self, number: int) -> None:
        self._group[number] = number
        self._members[number] = {number}
        hashes = self._hashes[number]
        for other in self._near(hashes):
            apart = other in self._group and self._group[other] != self._group[number]
            if apart and are_copies(hashes, self._hashes[other]):
                fewer, more = sorted((self._group[number], self._group[other]), key=lambda at: len(self._members[at]))
                for one in self._members[fewer]:
                    self._group[one] = more
                self._members[more] |= self._members.pop(fewer)

    def _near(self, hashes: Hashes) -> list[int]:
        """Texts that may be copies of one with these hashes, which is among them; some of them may have gone."""
        if len(self._hashes) <= _FEW:
            return list(self._hashes)
        if self._index is None:
            self._index = _Index(self._hashes.items())
        return self._index.sharing(hashes)


class _Index:
    """Hash → texts that have it, as sorted runs of numbers, each at least twice as long as the next.

    A text that comes is a run of its own until runs are put together, so adding one costs on average as much as the
    logarithm of how many there are.
    """

    def __init__(self, texts: Iterable[tuple[int, Hashes]] = ()) -> None:
        packed = [_packed(number, hashes) for number, hashes in texts]
        self.texts = len(packed)
        """How many are in it, those included that are gone."""
        self._runs = [np.sort(np.concatenate(packed))] if packed else []

    def add(self, number: int, hashes: Hashes) -> None:
        self.texts += 1
        run = _packed(number, hashes)
        while self._runs and self._runs[-1].size < 2 * run.size:
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        self._runs.append(run)

    def sharing(self, hashes: Hashes) -> list[int]:
        """Texts with enough of these hashes to be copies, those that share most first."""
        first = hashes.astype(np.int64) << _OWNER
        found = [_between(run, first, first + (np.int64(1) << _OWNER)) for run in self._runs]
        numbers, times = np.unique(np.concatenate(found), return_counts=True)
        numbers, times = numbers[times >= LEAST_COMMON], times[times >= LEAST_COMMON]
        return [*map(int, numbers[np.argsort(-times, kind="stable")])]


def _packed(number: int, hashes: Hashes) -> NDArray[np.int64]:
    return hashes.astype(np.int64) << _OWNER | np.int64(number)


def _between(run: NDArray[np.int64], first: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """The texts of all entries of a run from each ``first`` up to its ``end``."""
    starts, stops = np.searchsorted(run, first), np.searchsorted(run, end)
    sizes = stops - starts
    skipped = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return run[skipped + np.arange(skipped.size)] & ((np.int64(1) << _OWNER) - 1)
