"""What the command says of words on a day."""

from datetime import date

import pytest

from streams.extract.actors.known.lookup import look_up
from streams.extract.actors.known.registry import Registry
from tests.cli.command import depesche

DAY = date(2024, 11, 25).toordinal()


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("belarussischer Außenminister", "Maxim Ryschenkow (BLR.GOV)"),
        ("Außenminister von Belarus", "Maxim Ryschenkow (BLR.GOV)"),
        ("Leiter des belarussischen Außenministeriums", "Maxim Ryschenkow (BLR.GOV)"),
        ("Präsident Frankreichs", "Emmanuel Macron (FRA.GOV)"),
        ("Russian foreign minister", "Sergej Lawrow (RUS.GOV)"),
        ("US-Präsident", "Joe Biden (USA.GOV)"),
        ("NATO-Generalsekretär", "Mark Rutte (NATO.IGO)"),
        ("Ryschenkow", "Maxim Ryschenkow (BLR.GOV)"),
        ("Ryzhankou", "Maxim Ryschenkow (BLR.GOV)"),
        ("Ex-Außenminister Deutschlands", "Sigmar Gabriel (DEU.GOV)"),
        ("Papst", "Franziskus (VAT.GOV)"),
        ("Kreml", "RUS.GOV Kreml"),
        ("Minsk", "BLR Belarus (capital)"),
        ("Europäische Union", "EU.IGO Europäische Union (organisation)"),
    ],
)
def test_words_are_told_with_their_lines(known: Registry, words: str, person: str) -> None:
    answer = look_up(known, words, DAY)
    assert answer.known
    assert any(line.startswith(person) for line in answer.lines), answer.lines
    assert any("data/" in line for line in answer.lines)


def test_the_day_decides(known: Registry) -> None:
    lines = [look_up(known, "deutscher Außenminister", date(year, 6, 1).toordinal()).lines[0] for year in (2009, 2024)]
    assert lines[0].startswith("Frank-Walter Steinmeier")
    assert lines[1].startswith("Annalena Baerbock")


def test_the_command_answers_and_says_why() -> None:
    done = depesche("actors", "lookup", "belarussischer Außenminister", "--at", "2024-11-25")
    assert done.code == 0
    assert done.out.startswith("Maxim Ryschenkow (BLR.GOV), außenminister of Belarus, 2024-06-27 to ")
    assert "data/holders/" in done.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Quarkmann", "nothing is known of 'Quarkmann'"),
        ("Außenminister", "of which country?"),
        ("Außenminister von Quarkland", "nothing is known of 'Quarkland'"),
        ("Außenminister der DDR", "nobody is known as 'außenminister' of DDR on 2024-11-25"),
    ],
)
def test_nothing_known_is_said(words: str, told: str) -> None:
    done = depesche("actors", "lookup", words, "--at", "2024-11-25")
    assert done.code == 1
    assert told in " ".join(done.errors)
    assert done.out == ""
