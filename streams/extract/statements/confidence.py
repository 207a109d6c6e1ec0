"""How sure a statement is: what the network's heads think of its words, set right by how often they were right.

The points of `_RIGHT` were fitted on the articles of our own annotation that nothing was trained on
(`python -m training.calibrate`); `docs/statements.md` has how they hold on other articles.
"""

from bisect import bisect_right
from collections.abc import Sequence

_RIGHT = ((0.0, 0.3), (1.0, 0.9))
"""Rising (mean probability of the words' labels, share of statements that were right)."""


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def calibrated(raw: float) -> float:
    """Give the confidence for a mean probability, between the fitted points in a straight line."""
    at = min(max(bisect_right(_RIGHT, (raw, 2.0)), 1), len(_RIGHT) - 1)
    (low, first), (high, last) = _RIGHT[at - 1], _RIGHT[at]
    share = (raw - low) / (high - low)
    return round(first + (last - first) * min(max(share, 0.0), 1.0), 3)
