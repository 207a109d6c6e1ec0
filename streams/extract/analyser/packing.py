"""Sentences side by side in rows, so that the network computes hardly anything for padding."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROW = 40
"""Words a row, begin marks and all; sentences share rows, a longer one has a row to itself."""
_ROWS = 12
"""Rows a run."""
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of sentences, each behind its begin mark, as numbers. B rows of L places, W words in all."""

    forms: Numbers
    """(B, L), places of vectors; 0 behind a row's last sentence."""
    positions: Numbers
    """(B, L), each place's position in its sentence; behind the last `nowhere`."""
    owners: Numbers
    """(B, L), the sentence of each place, -1 behind the last."""
    rows: Numbers
    """(B * L), where the row of each place begins in the batch laid out flat."""
    words: Numbers
    """(W), the places of words in the batch laid out flat, sentence by sentence: neither marks nor padding."""
    starts: Numbers
    """(W), the place of the begin mark before each word."""
    spans: list[tuple[int, int, int]]
    """Sentence, place of its begin mark, one past its last place."""

    @classmethod
    def of(cls, places: list[list[int]], rows: list[list[int]], nowhere: int) -> "Batch":
        """Lay out the sentences of some rows; `places` has the numbers of vectors of all sentences."""
        length = max([sum([len(places[at]) for at in row]) for row in rows])
        forms: list[int] = []
        positions: list[int] = []
        owners: list[int] = []
        words: list[int] = []
        starts: list[int] = []
        spans: list[tuple[int, int, int]] = []
        for number, row in enumerate(rows):
            for at in row:
                start, size = len(forms), len(places[at])
                forms += places[at]
                positions += range(size)
                owners += [at] * size
                words += range(start + 1, start + size)
                starts += [start] * (size - 1)
                spans.append((at, start, start + size))
            rest = (number + 1) * length - len(forms)
            forms += [0] * rest
            positions += [nowhere] * rest
            owners += [-1] * rest
        shape = (len(rows), length)
        return cls(
            np.array(forms, np.intp).reshape(shape), np.array(positions, np.intp).reshape(shape),
            np.array(owners, np.intp).reshape(shape), np.repeat(np.arange(len(rows)) * length, length),
            np.array(words, np.intp), np.array(starts, np.intp), spans,
        )  # fmt: skip


def packed(sizes: list[int]) -> Iterator[list[list[int]]]:
    """Pack sentences into rows of about the same length and rows into runs, so that hardly anything is padding.

    The longest first, each into the row that is emptiest (rows of a run, about as many as a run takes).
    """
    order = sorted(range(len(sizes)), key=lambda at: -sizes[at])
    start = 0
    while start < len(order):
        stop, total = start, 0
        while stop < len(order) and (stop == start or total + sizes[order[stop]] <= _ROW * _ROWS):
            total += sizes[order[stop]]
            stop += 1
        count = max(1, round(total / max(_ROW, sizes[order[start]])))
        rows: list[list[int]] = [[] for _ in range(count)]
        filled = [(0, number) for number in range(count)]
        for at in order[start:stop]:
            used, number = heapq.heappop(filled)
            rows[number].append(at)
            heapq.heappush(filled, (used + sizes[at], number))
        yield [row for row in rows if row]
        start = stop
