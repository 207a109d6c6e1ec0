"""How sure a statement is: what the network's heads think of its words, set right by how often they were right.

`confidence.tsv` was fitted on articles of our own annotation that nothing was trained on (`training/calibrate.py`);
`docs/statements.md` has how it holds on others.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from streams.extract.tables import read_table

Points = tuple[tuple[float, float], ...]


@cache
def points() -> Points:
    """Rising (mean probability of the words' labels, share of statements that were right), two at least.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    rows = read_table("streams.extract.languages.de", "confidence.tsv", ("raw", "right"))
    found = [(float(row["raw"]), float(row["right"])) for _, row in rows]
    return ((0.0, found[0][1]), *found, (1.0 + 1e-9, found[-1][1]))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def calibrated(raw: float) -> float:
    """Give the confidence for a mean probability, between the fitted points in a straight line."""
    known = points()
    at = min(max(bisect_right(known, (raw, 2.0)), 1), len(known) - 1)
    (low, first), (high, last) = known[at - 1], known[at]
    return round(first + (last - first) * min(max((raw - low) / (high - low), 0.0), 1.0), 3)
