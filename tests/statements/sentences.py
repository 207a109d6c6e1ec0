"""The sentences of `sentences.txt`: texts of our own with the statements that they hold.

A block is a text in one line and its statements, or `none`; parts that stand apart are joined by ` | `. A line `! why`
before the text says that the block is read wrong today, and how.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("sentences.txt")
KINDS = {
    "d": "direct", "i": "indirect", "r": "reported", "ifi": "indirect_free_indirect", "fi": "free_indirect",
}  # fmt: skip


@dataclass
class Wanted:
    """A statement as the file has it."""

    kind: str
    parts: dict[str, str] = field(default_factory=dict)
    """By `q`, `f`, `c`, `s`, `a`."""


@dataclass
class Block:
    """A text and its statements."""

    line: int
    text: str
    wanted: list[Wanted]
    fault: str = ""


def blocks() -> Iterator[Block]:
    """Read the file."""
    block: Block | None = None
    fault = ""
    for number, line in enumerate(FILE.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            if block is not None:
                yield block
            block = None
        elif line.startswith("#"):
            continue
        elif line.startswith("! "):
            fault = line[2:]
        elif block is None:
            block, fault = Block(number, line, [], fault), ""
        elif line in KINDS:
            block.wanted.append(Wanted(KINDS[line]))
        elif line != "none":
            name, _, value = line.partition(": ")
            block.wanted[-1].parts[name] = value
    if block is not None:
        yield block
