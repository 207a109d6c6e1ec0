"""What a part of the benchmark gives: tables, and checks of floors and laws. Plain values, stored as JSON."""

import statistics
from collections.abc import Sequence
from typing import NamedTuple, NotRequired, TypedDict


class Table(TypedDict):
    title: str
    columns: list[str]
    rows: list[list[str]]


class Check(TypedDict):
    """A floor of the project, or a law of growth, and whether it holds."""

    what: str
    found: str
    wanted: str
    holds: bool


class Plot(TypedDict):
    """Points on double logarithmic scales, and the power of x that they should grow with."""

    name: str
    title: str
    across: str
    up: str
    points: list[list[float]]
    power: float


class Result(TypedDict):
    tables: list[Table]
    checks: list[Check]
    plots: NotRequired[list[Plot]]
    numbers: NotRequired[dict[str, float]]
    """What docs/capacity.md reckons with, by the names there."""


class Spread(NamedTuple):
    """The median of several runs, and their span."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(self.least)}–{short(self.most)})"


def short(value: float) -> str:
    """Three digits that count."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def at_most(what: str, found: float, limit: float) -> Check:
    return Check(what=what, found=short(found), wanted=f"≤ {short(limit)}", holds=found <= limit)


def at_least(what: str, found: float, limit: float) -> Check:
    return Check(what=what, found=short(found), wanted=f"≥ {short(limit)}", holds=found >= limit)
