"""The parts of the benchmark: each a module with ``measure() -> Result``, run in a process of its own."""

from typing import NamedTuple


class Part(NamedTuple):
    """A part that can be chosen by its name."""

    name: str
    title: str
    bound: float
    """Seconds; then it is ended and has no figures."""
    same_as: str = ""
    """The part whose module measures it too, on another broker."""
    broker: str = "embedded"
    """Or ``apache``, where the tests of faults have it."""

    @property
    def module(self) -> str:
        """What measures it."""
        return f"{__name__}.{self.same_as or self.name}"


PARTS = (
    Part("stages", "What extraction costs, stage by stage", 130),
    Part("compiled", "Extraction, compiled", 150),
    Part("encoder", "The encoder", 150),
    Part("taggers", "Beside other readers of German", 180),
    Part("growth", "Time against length", 110),
    Part("updates", "Rows", 60),
    Part("standin", "The stream alone", 220),
    Part("scaling", "Workers and partitions", 170),
    Part("end_to_end", "End to end", 210),
    Part("standin_kafka", "The stream alone, on Apache Kafka", 260, "standin", "apache"),
    Part("end_to_end_kafka", "End to end, on Apache Kafka", 240, "end_to_end", "apache"),
    Part("folding", "Rows beside Quix Streams", 110),
    Part("recovery", "Recovery", 200),
    Part("queries", "Questions", 240),
    Part("queries_growth", "Questions against events", 200),
)
