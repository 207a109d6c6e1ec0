"""Bundles of features: a word's values of all features as one number, and back."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class Bundles:
    """Numbers a word's features in a mixed radix, a digit each feature."""

    def __init__(self, features: Mapping[str, Sequence[str]]) -> None:
        self._inventories = features
        self._made: dict[int, dict[str, str]] = {}
        sizes = [len(values) for values in features.values()]
        self._first = np.cumsum([0, *sizes[:-1]])
        order = sorted(range(len(sizes)), key=lambda at: -sizes[at])
        self._owner = np.repeat([order.index(at) for at in range(len(sizes))], sizes)
        firsts = self._first[order]
        self._levels = [firsts[: sum(size > number for size in sizes)] + number for number in range(max(sizes))]
        """Columns of each feature's first value, of its second value …; features with more values stand first."""
        radices = np.cumprod([1, *sizes[:-1]], dtype=np.int64)
        self._radices = radices
        worth = [np.arange(size) * radix for size, radix in zip(sizes, radices, strict=True)]
        self._worth = np.concatenate(worth).astype(np.float64)
        """What each column adds to the number if it is the best of its feature; whole numbers below 2 to the 53."""

    def numbers(self, scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """Give the number of each word's likeliest features, (W), from scores (W, values of all features)."""
        turned = np.ascontiguousarray(scores.T)  # a feature's few values side by side: no loop over words
        highest = turned[self._levels[0]]
        for columns in self._levels[1:]:
            some = highest[: len(columns)]
            np.maximum(some, turned[columns], out=some)
        best = turned == highest[self._owner]
        if np.count_nonzero(best) == len(self._first) * len(scores):
            found: NDArray[np.int64] = (self._worth @ best.astype(np.float64)).astype(np.int64)
            return found
        digits = [part.argmax(0) for part in np.split(turned, self._first[1:])]  # two values alike: the first
        found = self._radices @ np.stack(digits)
        return found  # noqa: RET504  numpy's types say Any

    def features(self, number: int) -> dict[str, str]:
        """Give the features behind a number; always the same object for the same number."""
        found = self._made.get(number)
        if found is None:
            found, rest = {}, number
            for key, values in self._inventories.items():
                rest, digit = divmod(rest, len(values))
                if values[digit] != "_":
                    found[key] = values[digit]
            self._made[number] = found
        return found
