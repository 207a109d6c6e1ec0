"""The lexicon is whole, and says where it is not."""

from pathlib import Path

import pytest

from schemas.plover import EventType, mode_names
from streams.extract.events.lexicon.check import cells_missing, doubles, read_file, shipped
from streams.extract.events.lexicon.load import lexicon_of
from streams.extract.events.lexicon.parse import COLUMNS
from streams.extract.examples import example_faults

GOOD = {
    "sense": "angreifen",
    "pos": "v",
    "type": "ASSAULT",
    "actor": "subj",
    "recipient": "obj",
    "example": "x",
    "gives": "y",
}


def faults(tmp_path: Path, **cells: str) -> list[str]:
    row = "\t".join({**GOOD, **cells}.get(column, "") for column in COLUMNS)
    file = tmp_path / "assault.tsv"
    file.write_text("\t".join(COLUMNS) + f"\n{row}\n", encoding="utf-8")
    return read_file(file)[1]


def test_a_good_line_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("type", "ATTACK", "no event type ATTACK"),
        ("type", "COERCE", "COERCE stands in assault.tsv"),
        ("mode", "biting", "ASSAULT has no mode biting"),
        ("pos", "x", "neither v nor n"),
        ("actor", "wem", "no place wem"),
        ("actor", "", "nobody acts"),
        ("recipient", "adj", "no place adj of a verb"),
        ("flags", "often", "no flag often"),
        ("when", "obj", "tests nothing"),
        ("when", "obj=@moon", "no class @moon"),
        ("when", "hand=x", "no place hand"),
        ("modality", "perhaps", "no modality perhaps"),
        ("sense", "Angriff", "no infinitive"),
    ],
)
def test_a_fault_names_file_line_and_column(tmp_path: Path, column: str, cell: str, message: str) -> None:
    (fault,) = faults(tmp_path, **{column: cell})
    assert fault.startswith(f"{tmp_path / 'assault.tsv'}:2: {column}: ")
    assert message in fault


def test_a_line_with_too_few_cells_is_named(tmp_path: Path) -> None:
    file = tmp_path / "assault.tsv"
    file.write_text("\t".join(COLUMNS) + "\nangreifen\tv\n", encoding="utf-8")
    assert read_file(file)[1] == [f"{file}:2: 2 cells where 12 are expected"]


def test_no_sense_stands_twice_and_none_lacks_its_example() -> None:
    senses = shipped()
    assert len(senses) >= 2500
    assert list(doubles(senses)) == []
    assert list(cells_missing(senses)) == []


def test_every_type_has_senses_and_most_modes_have() -> None:
    senses = shipped()
    assert {sense.type for sense in senses} == set(EventType)
    modes = {(sense.type, mode) for sense in senses for mode in sense.modes}
    every = {(type_, mode) for type_ in EventType for mode in mode_names(type_)}
    assert every <= modes


def test_examples_give_what_they_say() -> None:
    senses = shipped()
    assert list(example_faults(senses, lexicon_of(senses))) == []
