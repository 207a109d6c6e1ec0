"""PLOVER's tables of quad classes and scores, read once from the files beside this module."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from schemas.plover.enums import EventType, Quad


class TableError(ValueError):
    """A line of ``types.tsv`` or ``modes.tsv`` is wrong; the message names the file and the line. Mend the line."""


def _rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, column → cell) of a tab-separated file with ``#`` comments and one header line."""
    header: list[str] = []
    for number, line in enumerate(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise TableError(f"{name}:{number}: {len(cells)} cells where {len(header)} are expected")
        else:
            yield number, dict(zip(header, cells, strict=True))


def _read_types() -> dict[EventType, tuple[Quad, bool, float]]:
    table = {}
    for number, row in _rows("types.tsv"):
        try:
            table[EventType(row["type"])] = (
                Quad(int(row["quad"])),
                {"yes": True, "no": False}[row["recipient_required"]],
                float(row["score"]),
            )
        except (KeyError, ValueError) as error:
            raise TableError(f"types.tsv:{number}: {error}") from error
    return table


def _read_modes() -> dict[tuple[EventType, str], float]:
    table = {}
    for number, row in _rows("modes.tsv"):
        try:
            table[EventType(row["type"]), row["mode"]] = float(row["score"])
        except ValueError as error:
            raise TableError(f"modes.tsv:{number}: {error}") from error
    return table


_TYPES = _read_types()

TYPE_SCORES: dict[EventType, float] = {type_: score for type_, (_, _, score) in _TYPES.items()}
"""Event type → conflict-cooperation score, −10 to 10."""

MODE_SCORES: dict[tuple[EventType, str], float] = _read_modes()
"""(event type, mode) → conflict-cooperation score, −10 to 10."""


def quad_of(type_: EventType) -> Quad:
    """The quad class of an event type."""
    return _TYPES[type_][0]


def recipient_required(type_: EventType) -> bool:
    """Whether PLOVER asks for a recipient in events of this type."""
    return _TYPES[type_][1]


def mode_names(type_: EventType) -> frozenset[str]:
    """The modes that an event type may have; empty for AGREE, SUPPORT, CONCEDE, COOPERATE and AID."""
    return frozenset(mode for owner, mode in MODE_SCORES if owner is type_)


def intensity(type_: EventType, modes: Sequence[str]) -> float:
    """The score of the first mode, else of the type: −10 (conflict) to 10 (cooperation), in half points.

    Raises:
        KeyError: a mode that the type does not have.
    """
    return MODE_SCORES[type_, modes[0]] if modes else TYPE_SCORES[type_]
