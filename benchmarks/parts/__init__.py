"""The parts of the benchmark: each a module with ``measure() -> Result``, run in a process of its own."""

from typing import NamedTuple


class Part(NamedTuple):
    """A part that can be chosen by its name."""

    name: str
    title: str
    bound: float
    """Seconds; then it is ended and has no figures."""


PARTS = (
    Part("stages", "What extraction costs, stage by stage", 130),
    Part("encoder", "The encoder", 150),
    Part("taggers", "Beside other readers of German", 120),
    Part("growth", "Time against length", 110),
    Part("updates", "Rows", 60),
    Part("standin", "The stream alone", 220),
    Part("scaling", "Workers and partitions", 170),
    Part("end_to_end", "End to end", 210),
    Part("folding", "Rows beside Quix Streams", 110),
    Part("recovery", "Recovery", 110),
    Part("queries", "Questions", 240),
)
