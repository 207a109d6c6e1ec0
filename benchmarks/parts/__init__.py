"""The parts of the benchmark: each a module with ``measure() -> Result``, run in a process of its own."""

from typing import NamedTuple


class Part(NamedTuple):
    """A part that can be chosen by its name."""

    name: str
    title: str
    bound: float
    """Seconds; then it is ended and has no figures."""


PARTS = (
    Part("stages", "What extraction costs, stage by stage", 120),
    Part("encoder", "The encoder", 120),
    Part("taggers", "Beside other readers of German", 180),
    Part("growth", "Time against length", 180),
    Part("updates", "Rows", 60),
    Part("standin", "The stream alone", 360),
    Part("end_to_end", "End to end", 360),
    Part("folding", "Rows beside Quix Streams", 300),
    Part("recovery", "Recovery", 240),
    Part("queries", "Questions", 180),
)
