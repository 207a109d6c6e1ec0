"""A clause in the making, as the modules that read clauses hand it on."""

from dataclasses import dataclass, field


@dataclass
class Draft:
    """A clause in the making: its verb, the head of its predicate, and that head's dependants."""

    verb: int
    head: int
    finite: bool
    children: list[int]
    parts: list[int] = field(default_factory=list)
