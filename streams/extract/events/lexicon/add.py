"""A new line of the lexicon: from its cells to a checked sense, and into its file at its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from streams.extract.events.lexicon.check import cells_missing, doubles
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.lexicon.parse import COLUMNS, parse_sense
from streams.extract.events.lexicon.sense import Sense
from streams.extract.languages.de.words import fold
from streams.extract.tables import LexiconError

NEW = "new line"
"""Where a sense stands that no file has yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be added."""

    cells: tuple[str, ...]
    sense: Sense

    @property
    def text(self) -> str:
        """As it stands in the file."""
        return "\t".join(self.cells)

    @property
    def file_name(self) -> str:
        """The file of its type."""
        return f"{self.sense.type.value.lower()}.tsv"


def line_of(cells: Mapping[str, str], senses: Sequence[Sense]) -> Line:
    """Check the cells of a new line against the senses that there are.

    Args:
        cells: column → cell; what is absent is empty.
        senses: those of the lexicon.

    Raises:
        LexiconError: a fault; the message begins with ``new line`` and the column.
    """
    row = {column: " ".join(cells.get(column, "").split()) for column in COLUMNS}
    unknown = sorted(cells.keys() - set(COLUMNS))
    if unknown:
        raise LexiconError(f"{NEW}: {unknown[0]}: no such column; there are {', '.join(COLUMNS)}")
    sense = parse_sense(row, NEW, classes().names)
    faults = [*cells_missing([sense]), *(fault for fault in doubles([*senses, sense]) if fault.startswith(f"{NEW}:"))]
    if faults:
        raise LexiconError(faults[0])
    return Line(tuple(row[column] for column in COLUMNS), sense)


def insert(line: Line, folder: Path) -> tuple[Path, int]:
    """Write a line into the file of its type, after the last sense that has its verb or noun, else at the end.

    Returns:
        The file, and the number of the line in it.

    Raises:
        LexiconError: the folder has no file of that type.
    """
    path = folder / line.file_name
    if not path.is_file():
        raise LexiconError(f"{path}: no such file; give the folder of the lexicon, one file a type")
    lines = path.read_text(encoding="utf-8").splitlines()
    word = _word(line.cells[0])
    same = [number for number, each in enumerate(lines) if _is_sense(each) and _word(each.partition("\t")[0]) == word]
    at = same[-1] + 1 if same else len(lines)
    path.write_text("\n".join([*lines[:at], line.text, *lines[at:]]) + "\n", encoding="utf-8")
    return path, at + 1


def _is_sense(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#") and line.partition("\t")[0] != COLUMNS[0]


def _word(sense: str) -> str:
    """The verb or noun of a sense."""
    return fold(sense.rpartition(" ")[2]) if sense else ""
