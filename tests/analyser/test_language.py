"""German is told from other languages, from its kin above all, and from what is in two."""

from pathlib import Path

import pytest

from streams.extract.analyser import UnsupportedLanguageError, analyse, identify

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "languages.tsv").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "text"), [(row[0], row[2]) for row in _ROWS], ids=lambda value: value[:40])
def test_german_or_not(language, text):
    """German is read; all else is not, however close."""
    assert (identify(text) == "de") == (language == "de")


@pytest.mark.parametrize("language", ["lb", "nds", "yi", "gsw"])
def test_kin_is_named(language):
    """What is counted is not just "not German"."""
    texts = [row[2] for row in _ROWS if row[:2] == [language, "long"]]
    assert [identify(text) for text in texts].count(language) >= len(texts) - 1


def test_a_long_article_in_two_languages():
    """One half French is not read."""
    german = "Der Minister sagte am Montag, die Gespräche in Genf würden nach der Pause fortgesetzt. " * 4
    french = "Le ministre a déclaré lundi que les négociations de Genève allaient reprendre après la pause. " * 4
    assert identify(german) == "de"
    with pytest.raises(UnsupportedLanguageError):
        analyse(french + german)
