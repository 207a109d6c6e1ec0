"""Timing in pairs: the candidates in turn, A B C A B C …, in processor time, so that a busy machine hurts all alike."""

import math
import time
from collections.abc import Callable, Mapping, Sequence

from benchmarks.result import Spread

clock = time.process_time


def seconds(work: Callable[[], object]) -> float:
    """Processor time that a call takes in this process."""
    begun = clock()
    work()
    return clock() - begun


def in_turn(candidates: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each candidate in each round; a candidate times itself, for it may work in another process.

    One round before is thrown away.
    """
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, timed in candidates.items():
            used = timed()
            if number:
                taken[name].append(used)
    return taken


def ratio(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Of two candidates, round by round."""
    return Spread.of([one / other for one, other in zip(above, below, strict=True)])


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By which power y grows with x: the slope of the line of least squares through the logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    middle, mean = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - middle) * (y - mean) for x, y in logs) / sum((x - middle) ** 2 for x, _ in logs)
