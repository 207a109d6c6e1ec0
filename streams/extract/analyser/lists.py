"""The plain word lists beside the code: one entry a line, `#` begins a comment line."""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Read a list.

    Raises:
        FileNotFoundError: no such list; the package is incomplete.
    """
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def table(name: str) -> dict[str, str]:
    """Read a list of two columns, set apart by a tab, as a mapping.

    Raises:
        ValueError: a line has not two columns; the message names it.
    """
    found = {}
    for number, line in enumerate(lines(name), start=1):
        cells = line.split("\t")
        if len(cells) < 2:  # noqa: PLR2004  key and value
            raise ValueError(f"{name}, entry {number}: two columns wanted, got {line!r}")
        found[cells[0]] = cells[1]
    return found
