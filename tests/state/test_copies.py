"""Copies of a dispatch are one report, other articles on the same matter are not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.state.copies import shared, sketch_of
from streams.state.groups import Groups

DISPATCH = """\
GENF, 16. Juni – Am Mittwoch sind am Genfer See die Präsidenten der Vereinigten Staaten und Russlands zusammengekommen.
Gastgeber Guy Parmelin begrüßte beide vor der Villa La Grange und wünschte ihnen ein fruchtbares Gespräch.
Die Unterredung dauerte etwas mehr als drei Stunden und damit kürzer, als beide Seiten vorher angekündigt hatten.
Im Mittelpunkt standen die Rüstungskontrolle, Angriffe auf Rechnernetze und die Lage im Osten der Ukraine.
Beide Staaten wollen ihre Botschafter zurückkehren lassen, die seit dem Frühjahr nicht mehr auf ihren Posten sind.
Eine gemeinsame Abschlusserklärung zur strategischen Stabilität umfasst nur drei kurze Absätze.
Vor der Presse traten die Präsidenten getrennt auf, was Diplomaten als Zeichen des tiefen Misstrauens werteten.
Der Kreml nannte das Treffen sachlich, das Weiße Haus sprach von einem Anfang.
"""
ANOTHER = """\
GENF, 16. Juni – Tausende Polizisten haben am Mittwoch die Innenstadt von Genf während des Gipfels abgesperrt.
Anwohner am Genfer See kamen nur mit einem Ausweis zu ihren Häusern, Schulen blieben den ganzen Tag geschlossen.
Der Flughafen meldete Verspätungen, weil der Luftraum zeitweise nur für Staatsgäste offen war.
Die Kosten des Einsatzes schätzt der Kanton auf mehrere Millionen Franken, von denen der Bund den größten Teil trägt.
Bundespräsident Guy Parmelin dankte den Einsatzkräften und nannte den Tag einen Erfolg für die Schweiz.
Zwischenfälle gab es nach Angaben der Behörden keine, zwei kleine Kundgebungen lösten sich am Abend friedlich auf.
"""
LINES = DISPATCH.splitlines()


def reports(sketches: list[str]) -> int:
    return Groups({str(at): sketch for at, sketch in enumerate(sketches)}).reports


@pytest.mark.parametrize(
    "printed",
    [
        DISPATCH,
        "\n".join(LINES[:4]),
        "Der Gipfel, auf den die Welt lange gewartet hatte, ist vorüber.\nWas bleibt von ihm?\n" + "\n".join(LINES[1:]),
        DISPATCH.replace("Guy Parmelin", "der Bundespräsident").replace("drei", "3").replace("Mittwoch", "16. Juni"),
        DISPATCH.upper().replace("\n", " "),
        "\n".join(random.Random(1).sample(LINES, len(LINES))),
    ],
    ids=["word for word", "cut", "another lead", "other names and numbers", "other layout", "other order"],
)
def test_what_papers_make_of_a_dispatch_is_one_report(printed: str) -> None:
    assert reports([sketch_of(DISPATCH), sketch_of(printed)]) == 1


def test_another_article_on_the_same_matter_is_a_report_of_its_own() -> None:
    assert reports([sketch_of(DISPATCH), sketch_of(ANOTHER)]) == 2


def test_a_shared_paragraph_makes_no_copy() -> None:
    background = "\n".join(LINES[5:7])
    assert reports([sketch_of(DISPATCH), sketch_of(f"{ANOTHER}\n{background}")]) == 2


def test_lines_that_are_too_short_to_be_told_apart_are_reports_of_their_own() -> None:
    short = "Minsk und Moskau haben sich am Montag geeinigt."
    assert sketch_of(short) == ""
    assert reports([sketch_of(short), sketch_of(short)]) == 2


def test_a_brief_is_known_in_a_text_much_longer() -> None:
    chance = random.Random(3)
    rest = " ".join(f"wort{chance.randrange(10_000)}" for _ in range(1500))
    assert shared(sketch_of(DISPATCH), sketch_of(f"{DISPATCH} {rest}")) > 0.9


def test_two_papers_with_different_halves_are_one_report_where_the_whole_is_there_too() -> None:
    halves = [sketch_of("\n".join(LINES[:4])), sketch_of("\n".join(LINES[4:]))]
    assert reports(halves) == 2
    assert reports([*halves, sketch_of(DISPATCH)]) == 1


texts = st.lists(st.sampled_from([DISPATCH, ANOTHER, *("\n".join(LINES[at : at + 4]) for at in range(5)), "kurz"]))


@settings(deadline=None)
@given(texts, st.randoms(use_true_random=False))
def test_the_number_of_reports_depends_on_the_set_of_texts_alone(drawn: list[str], chance: random.Random) -> None:
    sketches = [sketch_of(text) for text in drawn]
    number = reports(sketches)
    chance.shuffle(sketches)
    assert reports(sketches) == number
    assert reports([*sketches, sketch_of(ANOTHER)]) == number + (ANOTHER not in drawn)
    assert (number == 0) == (not drawn)


def test_a_thousand_versions_of_one_dispatch_are_one_report() -> None:
    chance = random.Random(8)
    words = [word for line in LINES for word in line.split()]

    def version() -> str:
        begin = chance.randrange(20)
        return " ".join(word if chance.random() > 0.03 else "anders" for word in words[begin : begin + 90])

    assert reports([sketch_of(version()) for _ in range(1000)]) == 1


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_a_sketch_is_short_plain_text_and_the_same_each_time(text: str) -> None:
    sketch = sketch_of(text)
    assert sketch == sketch_of(text)
    assert len(sketch) <= 128 * 6
    assert not sketch.strip("0123456789abcdef")
