"""A linguist adds a line: checked, shown, and written only when told to."""

from pathlib import Path

import pytest

from streams.extract.changes import changes
from streams.extract.events.lexicon.add import insert, line_of
from streams.extract.events.lexicon.check import read_file, shipped
from streams.extract.events.lexicon.load import lexicon_of
from streams.extract.events.lexicon.parse import COLUMNS
from streams.extract.tables import LexiconError
from tests.cli.command import depesche

CELLS = {
    "sense": "anpampen",
    "pos": "v",
    "type": "ACCUSE",
    "mode": "disapprove",
    "actor": "subj",
    "recipient": "obj",
    "example": "Polen hat Belarus angepampt.",
    "gives": "POL>BLR",
}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"type": "ATTACK"}, "new line: type: no event type ATTACK"),
        ({"mode": "biting"}, "new line: mode: ACCUSE has no mode biting"),
        ({"actor": ""}, "new line: actor: nobody acts"),
        ({"recipient": "whom"}, "new line: recipient: no place whom"),
        ({"example": ""}, "new line: example: empty"),
        ({"gives": ""}, "new line: gives: empty"),
        ({"colour": "red"}, "new line: colour: no such column"),
        ({"when": "obj=@moon"}, "new line: when: no class @moon"),
    ],
)
def test_a_fault_names_its_column(cells: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        line_of({**CELLS, **cells}, [])


def test_a_sense_that_is_there_is_refused_with_its_place() -> None:
    senses = shipped()
    there = next(sense for sense in senses if sense.pos == "v" and not sense.words and not sense.conditions)
    cells = {**CELLS, "sense": there.text, "type": there.type.value, "mode": ""}
    with pytest.raises(LexiconError, match=r"new line: sense: .* stands twice, see languages/de/events/\w+\.tsv:\d+"):
        line_of(cells, senses)


def folder(tmp_path: Path) -> Path:
    row = {"sense": "rügen", "pos": "v", "type": "ACCUSE", "actor": "subj", "recipient": "obj", "example": "x"}
    lines = ["# Accusations.", "\t".join(COLUMNS)]
    lines += [
        "\t".join({**row, "sense": sense, "gives": "y"}.get(column, "") for column in COLUMNS)
        for sense in ("anpampen", "rügen")
    ]
    (tmp_path / "accuse.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_a_line_goes_after_the_senses_of_its_verb(tmp_path: Path) -> None:
    line = line_of({**CELLS, "sense": "Vorwurf anpampen"}, [])
    path, number = insert(line, folder(tmp_path))
    assert path.read_text(encoding="utf-8").splitlines()[number - 1] == line.text
    assert number == 4
    assert [sense.text for sense in read_file(path)[0]] == ["anpampen", "Vorwurf anpampen", "rügen"]


def test_a_new_verb_goes_to_the_end(tmp_path: Path) -> None:
    path, number = insert(line_of({**CELLS, "sense": "anmaulen"}, []), folder(tmp_path))
    assert number == len(path.read_text(encoding="utf-8").splitlines()) == 5


def test_a_folder_without_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"accuse\.tsv: no such file"):
        insert(line_of(CELLS, []), tmp_path)


def test_changes_tell_what_is_gained_and_lost() -> None:
    line = line_of({**CELLS, "sense": "angreifen", "type": "COERCE", "mode": "", "when": "obj=@actor"}, [])
    old = line_of({**CELLS, "sense": "angreifen", "type": "ASSAULT", "mode": ""}, [])
    before, after = lexicon_of([old.sense]), lexicon_of([line.sense])
    texts = [("a", "Polen griff Belarus an."), ("b", "Polen spielte gut.")]
    (change,) = changes(texts, before, after)
    assert change.told() == "a: + COERCE POL>BLR factual, - ASSAULT POL>BLR factual"
    assert list(changes(texts, before, before)) == []


def arguments(**cells: str) -> list[str]:
    return [part for column, cell in {**CELLS, **cells}.items() for part in (f"--{column}", cell)]


def test_the_command_writes_only_when_told_to(tmp_path: Path) -> None:
    place = folder(tmp_path)
    before = (place / "accuse.tsv").read_text(encoding="utf-8")
    cells = arguments(sense="anmaulen", example="Polen hat Belarus angemault.")
    shown = depesche("lexicon", "add", *cells, "--no-samples", "--folder", place)
    assert shown.code == 0, shown.err
    assert "not written" in shown.out
    assert (place / "accuse.tsv").read_text(encoding="utf-8") == before
    written = depesche("lexicon", "add", *cells, "--no-samples", "--folder", place, "--write")
    assert written.code == 0, written.err
    assert f"written: {place / 'accuse.tsv'}:5" in written.out
    assert (place / "accuse.tsv").read_text(encoding="utf-8").startswith(before)


def test_an_example_that_does_not_fire_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    place = folder(tmp_path)
    before = (place / "accuse.tsv").read_text(encoding="utf-8")
    done = depesche("lexicon", "add", *arguments(example="Polen spielte gut."), "--folder", place, "--write")
    assert done.code == 1
    assert done.errors[0].startswith("new line: example: anpampen does not fire")
    assert (place / "accuse.tsv").read_text(encoding="utf-8") == before
