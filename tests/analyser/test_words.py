"""Words, sentences and paragraphs from raw text."""

from pathlib import Path

import pytest

from streams.extract.analyser.sentences import MOST_WORDS, split_sentences
from streams.extract.analyser.words import split_words


def words(text: str) -> list[str]:
    return [word.text for word in split_words(text, 0, len(text))]


def sentences(text: str) -> list[str]:
    return [text[found[0].start : found[-1].end] for _, found in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 24. und 25. November", ["am", "24.", "und", "25.", "November"]),
        ("Er kam 1999.", ["Er", "kam", "1999", "."]),
        ("3,5 Mio. Euro", ["3,5", "Mio.", "Euro"]),
        ("der US-Außenminister", ["der", "US-Außenminister"]),
        ("z. B. so", ["z.", "B.", "so"]),
        ("z.B. so", ["z.B.", "so"]),
        ("Dr. Weber", ["Dr.", "Weber"]),
        ("„Nein“, sagte er.", ["„", "Nein", "“", ",", "sagte", "er", "."]),
        ("um 10.30 Uhr", ["um", "10.30", "Uhr"]),
        ("5,2%", ["5,2", "%"]),
        ("Öl- und Gaspreise", ["Öl-", "und", "Gaspreise"]),
        ("2024-2026", ["2024", "-", "2026"]),
        ("20-jährige Frau", ["20-jährige", "Frau"]),
        ("Mehr: https://example.org/a?b=1.", ["Mehr", ":", "https://example.org/a?b=1", "."]),
        ("a@b.de schreiben", ["a@b.de", "schreiben"]),
        ("<b>fett</b> &nbsp; hier", ["fett", "hier"]),
        ("Mini\u00adster", ["Mini\u00adster"]),
        ("\u200bhallo\u200b", ["hallo\u200b"]),
        ("Was ... nun", ["Was", "...", "nun"]),
        ("Elisabeth II. kam", ["Elisabeth", "II.", "kam"]),
        ("dpa/AFP", ["dpa/AFP"]),
        ("AT&T", ["AT&T"]),
    ],
)
def test_words(text, expected):
    """Abbreviations, ordinals, numbers, links and compounds stay whole; invisible characters are no words."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam. Sie ging.", ["Er kam.", "Sie ging."]),
        ("Minister tritt zurück\nBerlin trauert um ihn.", ["Minister tritt zurück", "Berlin trauert um ihn."]),
        ("„Ja.“ Dann ging er.", ["„Ja.“", "Dann ging er."]),
        ("Er rief: „Halt! Wer da?“ Niemand kam.", ["Er rief: „Halt!", "Wer da?“", "Niemand kam."]),
        ("„Kommt er?“ fragte sie.", ["„Kommt er?“ fragte sie."]),
        ("- Punkt eins\n- Punkt zwei", ["- Punkt eins", "- Punkt zwei"]),
        ("1. Erstens das\n2. Zweitens dies", ["1. Erstens das", "2. Zweitens dies"]),
        ("Das gilt (vgl. Abs. 3) auch hier. Gut.", ["Das gilt (vgl. Abs. 3) auch hier.", "Gut."]),
        ("<p>Erster Absatz</p><p>Zweiter Absatz</p>", ["Erster Absatz", "Zweiter Absatz"]),
        ("", []),
        ("\n\n  \n", []),
        ("...", ["..."]),
    ],
)
def test_sentences(text, expected):
    """Marks end sentences where another can begin; lines without marks are sentences."""
    assert sentences(text) == expected


def test_hard_line_breaks_are_joined():
    """A sentence that a mail program has broken at 60 characters is one sentence."""
    assert sentences("Der Minister sagte am Mittwoch in der Hauptstadt des Landes,\ndass er komme.") == [
        "Der Minister sagte am Mittwoch in der Hauptstadt des Landes,\ndass er komme."
    ]


def test_endless_sentences_are_cut():
    """Without any mark a sentence still has an end, so nothing downstream meets ten thousand words."""
    found = list(split_sentences("wort " * 10_000))
    assert all(len(part) <= MOST_WORDS for _, part in found)
    assert sum(len(part) for _, part in found) == 10_000


def hard_cases():
    """Give the paragraphs of `sentences.txt` as text and sentences; a line with | stands on a line of its own."""
    text = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        joined, apart = "", False
        for line in lines:
            own = line.startswith("| ")
            joined += ("" if not joined else "\n" if apart or own else " ") + line.removeprefix("| ")
            apart = own
        yield pytest.param(joined, [line.removeprefix("| ") for line in lines], id=joined[:40])


HARD_CASES = list(hard_cases())


def test_a_word_that_is_too_long_is_cut_and_nothing_of_it_is_lost():
    long = "x" * 1000
    words = list(split_words(f"So {long}. Und {long}", 0, 2009))
    assert [word.text for word in words] == ["So", *cut(long), ".", "Und", *cut(long)]
    assert all(f"So {long}. Und {long}"[word.start : word.end] == word.text for word in words)


def cut(long: str) -> list[str]:
    return ["x" * 300, "x" * 300, "x" * 300, "x" * (len(long) - 900)]


def test_there_are_enough_hard_cases():
    """Quotations, abbreviations, ordinals, dates, headlines, lists."""
    assert sum(len(case.values[1]) for case in HARD_CASES) >= 200


@pytest.mark.parametrize(("text", "expected"), HARD_CASES)
def test_hard_cases(text, expected):
    """The sentences are those of the file, and their offsets are true."""
    assert sentences(text) == expected
