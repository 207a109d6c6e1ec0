"""Proof that the lexicon is whole: every line reads, no sense stands twice, every example gives what it says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.plover import EventType, Modality
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.lexicon.load import file_names, read_senses
from streams.extract.events.lexicon.parse import COLUMNS, parse_sense
from streams.extract.events.lexicon.sense import Sense
from streams.extract.tables import LexiconError


@dataclass(frozen=True, slots=True)
class Reading:
    """An event that an example gave."""

    where: str
    """File and line of the sense that made it."""
    type: EventType
    gives: str
    modality: Modality


def read_file(path: Path) -> tuple[list[Sense], list[str]]:
    """(senses, faults) of a file anywhere; a bad line does not hide the next."""
    names = classes().names
    senses: list[Sense] = []
    faults: list[str] = []
    header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = True
            if cells != list(COLUMNS):
                faults.append(f"{path}:{number}: the header is {', '.join(cells)}, not {', '.join(COLUMNS)}")
                break
            continue
        if len(cells) != len(COLUMNS):
            faults.append(f"{path}:{number}: {len(cells)} cells where {len(COLUMNS)} are expected")
            continue
        try:
            sense = parse_sense(dict(zip(COLUMNS, cells, strict=True)), f"{path}:{number}", names)
        except LexiconError as error:
            faults.append(str(error))
            continue
        if sense.type.value.lower() != path.stem:
            faults.append(f"{sense.where}: type: {sense.type.value} stands in {path.name}")
        senses.append(sense)
    return senses, faults


def shipped(*, without: Iterable[str] = ()) -> list[Sense]:
    """The senses of the package's files, but for some files."""
    left_out = set(without)
    return [sense for name in file_names() if name not in left_out for sense in read_senses(name)]


def doubles(senses: Sequence[Sense]) -> Iterator[str]:
    """Senses that stand twice, or that nothing tells apart."""
    seen: dict[tuple[object, ...], Sense] = {}
    for sense in senses:
        key = (sense.key, sense.pos, sense.tail, sense.words, sense.conditions)
        other = seen.setdefault(key, sense)
        if other is not sense:
            what = "stands twice" if other.type is sense.type else f"is {other.type.value} as well"
            yield f"{sense.where}: sense: {sense.text} {what}, see {other.where}"


def cells_missing(senses: Iterable[Sense]) -> Iterator[str]:
    """Lines without example, or without what it gives."""
    for sense in senses:
        for column, cell in (("example", sense.example), ("gives", sense.gives)):
            if not cell:
                yield f"{sense.where}: {column}: empty"


def fault_of(sense: Sense, readings: Sequence[Reading]) -> str | None:
    """What is wrong with the example of a sense, given the events that it was read as."""
    own = [reading for reading in readings if reading.where == sense.where]
    if not own:
        others = ", ".join(f"{reading.type.value} {reading.gives} by {reading.where}" for reading in readings)
        return f"{sense.where}: example: {sense.text} does not fire ({others or 'nothing does'}): {sense.example}"
    wanted = normal(sense.gives)
    if all(normal(reading.gives) != wanted for reading in own):
        return f"{sense.where}: gives: {own[0].gives}, not {sense.gives}: {sense.example}"
    return None


def normal(gives: str) -> str:
    """``who > whom`` with each side in order."""
    if "+" in gives:
        return "+".join(sorted(part.strip() for part in gives.split("+")))
    actors, _, recipients = gives.partition(">")
    return ">".join(",".join(sorted(code.strip() for code in side.split(","))) for side in (actors, recipients))
