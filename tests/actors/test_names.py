"""Fixed names in a sentence."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.names import Names, bases
from streams.extract.actors.known.registry import Registry

WORDS = ("Rote", "Roten", "Rat", "Rats", "Rates", "USA", "Neue", "Neuen", "Bund", "bunte", "Bunte", "x", "Hauses")
FORM = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def _entry(form: str) -> Entry:
    return Entry("AAA", form, "state", (), "AAA", "state", form, None, None, 0, 1, "", "", form)


def _naive(names: Names, words: Sequence[str], index: int) -> tuple[int, set[str]] | None:
    """Lay every form on the words, longest first; the last word may have a genitive's ending."""
    forms = list(names.forms())
    for length in range(len(words) - index, 0, -1):
        here = tuple(words[index : index + length])
        for base in bases(here[-1]):
            found = {entry.form for form, entries in forms if form == (*here[:-1], base) for entry in entries}
            if found:
                return length, found
    return None


@given(st.lists(FORM, min_size=1, max_size=8), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_longest_match_agrees_with_laying_on_every_form(forms: list[str], words: list[str]) -> None:
    names, other = Names(), Names()
    for form in forms:
        names.add(form, _entry)
        other.add(form, _entry)
    for index in range(len(words)):
        found = names.match(words, index)
        seen = (found[0], {entry.form for entry in found[1]}) if found else None
        assert seen == _naive(other, words, index)


@pytest.mark.parametrize(
    ("text", "length", "code"),
    [
        ("Werchowna Rada stimmte", 2, "UKR.LEG"),
        ("Vereinigten Staaten von Amerika und", 4, "USA"),
        ("Weißem Haus", 2, "USA.GOV"),
        ("Kremls Sprecher", 1, "RUS.GOV"),
        ("MINSK am", 1, "BLR"),
        ("Brüssels Antwort", 1, "EU.IGO"),
        ("NATO und", 1, "NATO.IGO"),
        ("Maksim Ryschankou sagte", 2, "BLR.GOV"),
        ("Wladimir Putins Rede", 2, "RUS.GOV"),
        ("Abdel Fattah as-Sissi kam", 3, "EGY.GOV"),
        ("Kim Jong Un lachte", 3, "PRK.GOV"),
        ("Lula sprach", 1, "BRA.GOV"),
        ("Belarussen protestierten", 1, "BLR.CVL"),
    ],
)
def test_names_are_found(known: Registry, text: str, length: int, code: str) -> None:
    found = known.match(text.split(), 0)
    assert found is not None
    assert found[0] == length
    assert code in {entry.code for entry in found[1]}


@pytest.mark.parametrize("text", ["Kanister", "und", "der", "Haus am", "Weiße Weste", "Georgisches", "Wladimir sagte"])
def test_other_words_are_none(known: Registry, text: str) -> None:
    assert known.match(text.split(), 0) is None


def test_every_form_is_found_as_it_stands(known: Registry) -> None:
    from streams.extract.actors.known.names import tokens  # noqa: PLC0415

    for form, entry in known.rows.entries("de"):
        words = tokens(form)
        found = known.match(words, 0)
        assert found is not None, form
        assert found[0] == len(words), form
        assert entry.code in {other.code for other in found[1]}, form


@pytest.mark.parametrize(
    ("word", "code"), [("US-Außenminister", "USA"), ("Kreml-Sprecher", "RUS.GOV"), ("EU-Gipfel", "EU.IGO")]
)
def test_prefixes(known: Registry, word: str, code: str) -> None:
    found = known.prefix(word)
    assert found is not None
    assert found.code == code


def test_no_prefix(known: Registry) -> None:
    assert known.prefix("Außenminister") is None
    assert known.prefix("Vize-Kanzler") is None
    assert known.prefix("-Kanzler") is None


@pytest.mark.parametrize(
    ("word", "places"),
    [
        ("belarussischer", ("BLR",)),
        ("Weißrussischen", ("BLR",)),
        ("deutsch-französische", ("DEU", "FRA")),
        ("US-amerikanischen", ("USA",)),
        ("amerikanisch-chinesischem", ("USA", "CHN")),
        ("Moskauer", ("RUS",)),
        ("Wiener", ("AUT",)),
        ("Dresdner", ("DEU",)),
        ("westukrainische", ("UKR",)),
        ("südkoreanisches", ("KOR",)),
        ("Schweizer", ("CHE",)),
        ("prorussisch", ()),
        ("russischsprachig", ()),
        ("US", ()),
        ("moskauer", ()),
        ("Hannover", ()),
        ("schöner", ()),
    ],
)
def test_adjectives(known: Registry, word: str, places: tuple[str, ...]) -> None:
    assert known.adjective(word) == places


def test_places_of_datelines(known: Registry) -> None:
    assert known.code_of_place("MINSK") == ("Minsk", "BLR")
    assert known.code_of_place("Nirgendwo") is None


def test_sides(known: Registry) -> None:
    found = known.side(["Beide", "Seiten", "betonten"], 0)
    assert found is not None
    assert (found[0], found[1].kind) == (2, "both")
    assert known.side(["Seitenwind"], 0) is None
