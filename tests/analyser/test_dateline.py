"""Datelines are found, taken apart, and not mistaken for sentences."""

import pytest

from streams.extract.analyser.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "place", "day", "month", "year", "agency"),
    [
        ("MINSK, 26. Oktober (BelTA) – Auf Initiative", "MINSK", 26, 10, None, "BelTA"),
        ("Berlin (dpa) - Die Regierung", "Berlin", None, None, None, "dpa"),
        ("Berlin – Die Regierung plant.", "Berlin", None, None, None, ""),
        ("MINSK – Präsident reist ab.", "MINSK", None, None, None, ""),
        ("Frankfurt am Main, 3. Mai 2019 (Reuters) - Die EZB", "Frankfurt am Main", 3, 5, 2019, "Reuters"),
        ("WIEN/GENF (APA/dpa). – Die Gespräche", "WIEN/GENF", None, None, None, "APA/dpa"),
        ("Moskau, 12.03.2010 – Die Duma", "Moskau", 12, 3, 2010, ""),
        ("New York (AP) – Der Sicherheitsrat", "New York", None, None, None, "AP"),
        ("Wapakoneta (Ohio), 5. August 2005 – Der Astronaut", "Wapakoneta", 5, 8, 2005, ""),
    ],
)
def test_found(text, place, day, month, year, agency):  # noqa: PLR0917  a row of the table
    """Place, date and agency, in the ways that agencies write them."""
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.day, found.month, found.year, found.agency) == (place, day, month, year, agency)
    assert text[found.end :][0].isupper()


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel – die Kanzlerin – sprach.",
        "Die Regierung in Berlin – so heißt es – plant nichts.",
        "Er kam.",
        "Berlin ist groß - und laut.",
        "Minsk, 40. Oktober (BelTA) – Unsinn",
        "",
        "   ",
        "Berlin",
    ],
)
def test_not_found(text):
    """Parentheses between dashes and impossible dates are none."""
    assert find_dateline(text) is None


def test_sentences_begin_after_it(read):
    """The dateline is in no sentence."""
    document = read("MINSK, 26. Oktober (BelTA) – Der Minister reiste ab.")
    assert document.dateline is not None
    assert document.text[document.sentences[0].start : document.sentences[0].end] == "Der Minister reiste ab."
