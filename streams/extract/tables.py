"""Lexicons as data: tab-separated files with ``#`` comments and one header line, read once and checked."""

from collections.abc import Iterator, Sequence
from importlib.resources import files


class LexiconError(ValueError):
    """A line of a lexicon is wrong; the message names the file and the line. Mend the line."""


def read_table(package: str, name: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, column → cell) of a file that stands beside a module of ``package``.

    Raises:
        LexiconError: the header is not ``columns``, or a line has another number of cells.
    """
    yield from parse_table(files(package).joinpath(name).read_text(encoding="utf-8"), name, columns)


def parse_table(text: str, name: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, column → cell) of a table; ``name`` is for messages.

    Raises:
        LexiconError: the header is not ``columns``, or a line has another number of cells.
    """
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != list(columns):
                raise LexiconError(f"{name}:{number}: columns {', '.join(header)}, not {', '.join(columns)}")
        elif len(cells) != len(header):
            raise LexiconError(f"{name}:{number}: {len(cells)} cells where {len(header)} are expected")
        else:
            yield number, dict(zip(header, (cell.strip() for cell in cells), strict=True))


def values(cell: str, separator: str = ";") -> list[str]:
    """The values of a cell that holds several."""
    return [value for value in (part.strip() for part in cell.split(separator)) if value]
