"""Sentences side by side in rows, so that the network computes hardly anything for padding."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

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
        order: list[int] = []
        begins: list[int] = []
        for number, row in enumerate(rows):
            begin = number * length
            for at in row:
                order.append(at)
                begins.append(begin)
                begin += len(places[at])
        sizes = [len(places[at]) for at in order]
        repeated = np.repeat(np.array(begins, np.intp), sizes)
        within = np.arange(len(repeated)) - np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)
        used = repeated + within
        forms = np.zeros(len(rows) * length, np.intp)
        forms[used] = list(chain.from_iterable([places[at] for at in order]))
        positions = np.full(len(forms), nowhere, np.intp)
        positions[used] = within
        owners = np.full(len(forms), -1, np.intp)
        owners[used] = np.repeat(order, sizes)
        no_mark = within > 0
        shape = (len(rows), length)
        return cls(
            forms.reshape(shape), positions.reshape(shape), owners.reshape(shape),
            np.repeat(np.arange(len(rows)) * length, length), used[no_mark], repeated[no_mark],
            [(at, begin, begin + size) for at, begin, size in zip(order, begins, sizes, strict=True)],
        )  # fmt: skip

    def no_trees(self, heads: Numbers) -> list[tuple[int, int, int]]:
        """Give the spans whose words' heads make no tree: not one root, or a cycle.

        Args:
            heads: (B * L), the head of each place as a place of the batch laid out flat.
        """
        words, starts = self.words, self.starts
        above = np.arange(len(heads))
        above[words] = heads[words]
        roots = above[words] == starts
        for _ in range(int(above.size).bit_length()):
            above = above[above]
            reached = above[words] == starts
            if reached.all():
                break
        firsts = np.cumsum([0, *[stop - start - 1 for _, start, stop in self.spans[:-1]]])
        fine = (np.add.reduceat(roots, firsts, dtype=np.intp) == 1) & np.logical_and.reduceat(reached, firsts)
        return [span for span, good in zip(self.spans, fine.tolist(), strict=True) if not good]


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
