"""What answers may be narrowed by, as conditions of SQL. Values go in as parameters, never as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.plover import EventType, Modality, Quad


@dataclass(frozen=True, slots=True)
class Facts:
    """Which facts of dyads count. A code without a sector includes all its sectors."""

    from_: str | None = None
    to: str | None = None
    actor: str | None = None
    """On either side."""
    day_from: date | None = None
    day_to: date | None = None
    types: Sequence[EventType] = ()
    quads: Sequence[Quad] = ()
    modality: Modality = Modality.FACTUAL
    source: str | None = None


class Where:
    """Conditions that must all hold, with their parameters."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: list[str | int] = []

    def __str__(self) -> str:
        return " AND ".join(self._conditions) or "TRUE"

    def add(self, condition: str, *values: str | int) -> None:
        """A condition with a ``?`` for each value."""
        self._conditions.append(condition)
        self.values += values

    def equal(self, column: str, value: str | int | None) -> None:
        """A column has this value; nothing, where it is None."""
        if value is not None:
            self.add(f"{column} = ?", value)

    def among(self, column: str, values: Iterable[str | int]) -> None:
        """A column has one of these values; nothing, where there are none."""
        if given := list(values):
            self.add(f"{column} IN ({', '.join('?' * len(given))})", *given)

    def days(self, column: str, first: date | None, last: date | None) -> None:
        """A day within these bounds. With any of them, what has no day is left out."""
        if first is not None or last is not None:
            self.add(f"{column} >= ?", first.isoformat() if first else "0")
        if last is not None:
            self.add(f"{column} <= ?", last.isoformat())


def code_column(side: str, code: str) -> str:
    """The column to compare a code with: the whole code where it has a sector, else the code's home."""
    return f"{side}_code" if "." in code else f"{side}_home"
