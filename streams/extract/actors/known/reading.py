"""The data files to rows: each line read once and checked; a fault is told with file and line."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from schemas.plover import Sector
from streams.extract.actors.known.entry import OPEN_SINCE, OPEN_UNTIL
from streams.extract.tables import LexiconError

Report = Callable[[str], None]
"""Told of each fault; may raise."""

SECTORS = frozenset(sector.value for sector in Sector)

_YEAR, _MONTH, _DAY = len("2024"), len("2024-11"), len("2024-11-25")
_DECEMBER = 12


class Row:
    """A line of a table."""

    __slots__ = ("cells", "where")

    def __init__(self, where: str, cells: dict[str, str]) -> None:
        self.where = where
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> list[str]:
        """The values of a cell that holds several."""
        cell = self.cells[column]
        return cell.split(";") if cell else []


class Days(NamedTuple):
    """What is known of a beginning or an end: the days that it can be."""

    first: int
    last: int


def data() -> Traversable:
    """The folder of the data files."""
    return files("streams.extract.actors").joinpath("data")


def refuse(fault: str) -> None:
    """Report a fault by raising it.

    Raises:
        LexiconError: always.
    """
    raise LexiconError(fault)


def table(folder: Traversable, name: str, columns: tuple[str, ...], report: Report = refuse) -> Iterator[Row]:
    """Yield the rows of ``name`` in a folder; what is wrong is reported, and its row left out."""
    path = folder.joinpath(name)
    shown = f"data/{name}"
    if not path.is_file():
        report(f"{shown}:1: there is no such file")
        return
    header = False
    width = len(columns)
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.isspace() or line[0] == "#":
            continue
        cells = line.split("\t")
        where = f"{shown}:{number}"
        if not header:
            header = True
            if tuple(cells) != columns:
                report(f"{where}: columns {', '.join(cells)}, not {', '.join(columns)}")
                return
        elif len(cells) != width:
            report(f"{where}: {len(cells)} cells where {width} are expected")
        elif _untidy(line):
            report(f"{where}: {_fault_in(cells)}")
        else:
            yield Row(where, dict(zip(columns, cells, strict=True)))


def _untidy(line: str) -> bool:
    if line[0] == " " or line[-1] == " " or " \t" in line or "\t " in line:
        return True
    before = line[: line.rfind("\t")]
    if ";" not in before:
        return False
    return any(sign in before for sign in ("; ", " ;", ";;", ";\t", "\t;")) or before[0] == ";" or before[-1] == ";"


def _fault_in(cells: list[str]) -> str:
    for cell in cells:
        if cell and (cell[0].isspace() or cell[-1].isspace()):
            return f"blanks around {cell.strip()!r}"
    for cell in cells[:-1]:
        if ";" in cell and ("" in (values := cell.split(";")) or any(value != value.strip() for value in values)):
            return f"an empty value or a blank beside a semicolon in {cell!r}"
    return ""


@cache
def days_of(text: str) -> Days | None:
    """The days that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` can be; none where it is no date."""
    digits = text.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    try:
        if len(text) == _YEAR:
            return Days(date(int(text), 1, 1).toordinal(), date(int(text), 12, 31).toordinal())
        if len(text) == _MONTH and text[4] == "-":
            year, month = int(text[:4]), int(text[5:])
            after = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
            return Days(date(year, month, 1).toordinal(), after.toordinal() - 1)
        if len(text) == _DAY:
            day = date.fromisoformat(text).toordinal()
            return Days(day, day)
    except ValueError:
        return None
    return None


def term(row: Row, report: Report = refuse) -> tuple[Days, Days]:
    """When what a row says began and ended (columns ``from``, ``to``)."""
    began, ended = Days(OPEN_SINCE, OPEN_SINCE), Days(OPEN_UNTIL, OPEN_UNTIL)
    for column in ("from", "to"):
        text = row[column]
        if not text:
            continue
        days = days_of(text)
        if days is None:
            report(f"{row.where}: {text!r} is no date; YYYY-MM-DD, YYYY-MM or YYYY")
        elif column == "from":
            began = days
        else:
            ended = days
    if began.first > ended.last:
        report(f"{row.where}: ends on {row['to']}, before it begins on {row['from']}")
    return began, ended


def sector_of(code: str) -> str:
    """The sector in an actor's code, or nothing."""
    return code.partition(".")[2]


def place_of(code: str) -> str:
    """The country or organisation in an actor's code."""
    return code.partition(".")[0]


def ambiguity(note: str) -> str:
    """What stands after ``ambiguous:`` in a note."""
    before, sign, after = note.partition("ambiguous:")
    del before
    return after.strip() if sign else ""
