"""What is wrong in the data is told with file and line; the data that ship are whole."""

from pathlib import Path

import pytest

from streams.extract.actors.known import check
from streams.extract.actors.known.registry import Registry
from streams.extract.tables import LexiconError
from tests.actors.small import write
from tests.cli.command import depesche


@pytest.fixture(autouse=True)
def _few_are_enough(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "tmp_path" in request.fixturenames:
        monkeypatch.setattr(check, "LEAST", dict.fromkeys(check.LEAST, 1))


def test_the_data_are_whole() -> None:
    done = depesche("actors", "check")
    assert done.err == ""
    assert done.code == 0
    assert "organisations" in done.out


def test_small_data_are_whole(tmp_path: Path) -> None:
    assert check.faults(write(tmp_path)) == ()


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("bodies", "CCC.LEG\tOber Haus\tparliament\t\t\t\t\t\t\town\t", "bodies.tsv:3: CCC.LEG: neither a state"),
        ("bodies", "AAA.XYZ\tOber Haus\tparliament\t\t\t\t\t\t\town\t", "data/bodies.tsv:3: 'XYZ' is no sector"),
        ("bodies", "AAA.LEG\tOber Haus\tparlament\t\t\t\t\t\t\town\t", "bodies.tsv:3: 'parlament' is no kind"),
        ("bodies", "AAA.LEG\tOber Haus", "data/bodies.tsv:3: 2 cells where 11"),
        ("bodies", "AAA.LEG\tOber Haus\tparliament\tA; B\t\t\t\t\t\town\t", "data/bodies.tsv:3: an empty value"),
        ("bodies", "BBB.LEG\tRat\tparliament\t\t\t\t\t\t\town\t", "data/bodies.tsv:2: 'Rat' is AAA.LEG here"),
        ("states", "AAA\tAland\tAland\t\t\t\t\t\t\t\t\t\town\t", "data/states.tsv:4: AAA is there already"),
        ("persons", "Ida Rot\tAAA.OPP\t\t\tx\t\t\t\town\t", "data/persons.tsv:3: a person has a name, and sex"),
        ("roles_de", "fahrer\t\tXXX\tperson\tfree\tno\t\town\t", "data/roles_de.tsv:3: sectors are PLOVER's"),
        (
            "roles_de",
            "fahrer\t\tCVL\tperson\tfree\tno\tdriver\town\t",
            "data/roles_de.tsv:3: there is no office driver",
        ),
        ("roles_de", "präsident\t\tGOV\tperson\thome\tno\t\town\t", "data/roles_de.tsv:3: präsident is there already"),
        ("spelling_pairs", "A\tB\tmaybe\tdev;ru", "data/spelling_pairs.tsv:3: same is yes or no"),
        (
            "persons",
            "Eva Osten\tAAA.OPP\t\tEva Ost\tf\t\t\t\town\t",
            "data/persons.tsv:3: 'Eva Ost' is Eva Osten here and Eva Ost at data/persons.tsv:2",
        ),
        ("sides", "wir\tus\t", "data/sides.tsv:3: 'us' is no kind of side"),
        (
            "holders",
            "AAA\thead_of_state\tpräsident\tCarl Cent\t\tm\t2005-01-01\t2006-01-01\t\town\t",
            "all.tsv:4: Carl Cent begins in AAA as head_of_state while Anna Alt is there (data/holders/all.tsv:2)",
        ),
        (
            "holders",
            "AAA\thead_of_state\tpräsident\tCarl Cent\t\tm\t2010-01-01\t\t\town\t",
            "data/holders/all.tsv:4: Carl Cent begins",
        ),
        (
            "holders",
            "BBB\thead_of_state\tpräsident\tCarl Cent\t\tm\t2010-01-01\t2009-01-01\t\town\t",
            "data/holders/all.tsv:4: ends on 2009-01-01, before it begins",
        ),
        ("holders", "BBB\thead_of_state\tpräsident\tCarl Cent\t\tm\t2010-13\t\t\town\t", "'2010-13' is no date"),
        (
            "holders",
            "CCC\thead_of_state\tpräsident\tCarl Cent\t\tm\t\t\t\town\t",
            "neither a state nor an organisation",
        ),
        ("holders", "BBB\tboss\tpräsident\tCarl Cent\t\tm\t\t\t\town\t", "there is no office boss"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, file: str, line: str, told: str) -> None:
    found = check.faults(write(tmp_path, **{file: line}))
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("file", "line"),
    [
        # A note or a rule says how to choose; a body of another time; a state and its capital of one name.
        ("bodies", "BBB.LEG\tRat\tparliament\t\t\t\t\t\t\town\tambiguous: the country of the article"),
        ("persons", "Eva Osten\tBBB.OPP\t\tEva Ost\tf\t\t\t\town\tambiguous: country of the article"),
        ("seats", "Aland\tde\tBBB\tcity\t\t\tisland\town\t"),
        ("seats", "Aland\tde\tAAA\tcapital\t\t\t\town\t"),
        ("holders", "AAA\thead_of_state\tpräsident\tZoe Zent\t\tf\t1999\t2001-01-01\t\town\t"),
        ("holders", "BBB\thead_of_state\tpräsident\tCarl Cent\t\tm\t2010-02\t2012\t\town\t"),
    ],
)
def test_what_can_be_decided_is_no_fault(tmp_path: Path, file: str, line: str) -> None:
    assert check.faults(write(tmp_path, **{file: line})) == ()


def test_too_few_entries_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LEAST", {"bodies": 2, "organisations": 1, "German roles": 1, "English roles": 1})
    assert check.faults(write(tmp_path)) == ("data/bodies.tsv:1: 1 bodies, fewer than 2",)


def test_loading_refuses_a_wrong_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^data/states\.tsv:4: "):
        Registry(write(tmp_path, states="A\tB"))


def test_loading_refuses_a_missing_file(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "seats.tsv").unlink()
    with pytest.raises(LexiconError, match=r"data/seats\.tsv:1: there is no such file"):
        Registry(folder)
