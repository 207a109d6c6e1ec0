"""The day of an event that has no date of its own, and of one that counts from the day that is told."""

import pytest

from schemas import Article
from streams.extract import extract


def days(text: str, published: str | None = "2024-05-16") -> dict[str, str | None]:
    """Event type → day, of a Thursday's article."""
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": published})
    return {event.type.value: event.date.start.isoformat() if event.date else None for event in extract(article).events}


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        # the day of writing
        ("Polen kritisierte Belarus.", "ACCUSE", "2024-05-16"),
        ("Polen hat Belarus kritisiert.", "ACCUSE", "2024-05-16"),
        ("Polen kritisiert Belarus.", "ACCUSE", "2024-05-16"),
        ("MINSK, 14. Mai (BelTA) – Polen kritisierte Belarus.", "ACCUSE", "2024-05-14"),
        # the day that is being told
        ("Am Montag reiste der polnische Präsident nach Rom. Polen kritisierte Belarus.", "ACCUSE", "2024-05-13"),
        ("Am Montag reiste der polnische Präsident nach Rom.\nPolen kritisierte Belarus.", "ACCUSE", "2024-05-13"),
        ("Am Montag reiste der polnische Präsident nach Rom.\nPolen kritisiert Belarus.", "ACCUSE", "2024-05-16"),
        ("Am 2. Mai reiste der polnische Präsident nach Rom.\nPolen kritisierte Belarus.", "ACCUSE", "2024-05-16"),
        ("Am Montag war Ruhe. Am selben Tag kritisierte Polen Belarus.", "ACCUSE", "2024-05-13"),
        ("Am Montag war Ruhe. Am Tag darauf kritisierte Polen Belarus.", "ACCUSE", "2024-05-14"),
        ("Am Montag war Ruhe. Tags zuvor kritisierte Polen Belarus.", "ACCUSE", "2024-05-12"),
        ("Am Vortag kritisierte Polen Belarus.", "ACCUSE", "2024-05-15"),
        ("Am Abend kritisierte Polen Belarus.", "ACCUSE", "2024-05-16"),
        # a sentence that looks ahead or back does not move it
        ("Am Montag will Polen wählen. Polen kritisierte Belarus.", "ACCUSE", "2024-05-16"),
        ("Am 3. Mai 1990 war Ruhe. Polen kritisierte Belarus.", "ACCUSE", "2024-05-16"),
        # not told as of that day
        ("Polen hatte Belarus früher kritisiert.", "ACCUSE", None),
        ("Polen kritisierte Belarus früher.", "ACCUSE", None),
        ("Bis Montag kritisierte Polen Belarus.", "ACCUSE", None),
        ("„Polen kritisierte Belarus“, sagte der litauische Präsident.", "ACCUSE", None),
        ("Polen könnte Belarus angreifen.", "ASSAULT", None),
        ("Polen will Litauen besuchen.", "AGREE", None),
        # over, and not long
        ("Polen hatte Belarus kritisiert.", "ACCUSE", "2024-05-01"),
        ("Polen kritisierte Belarus bereits.", "ACCUSE", "2024-05-01"),
        ("MINSK, 1. Mai (BelTA) – Polen hatte Belarus kritisiert.", "ACCUSE", "2024-04-01"),
        # what goes on
        ("Seit Montag kritisiert Polen Belarus.", "ACCUSE", "2024-05-13"),
        ("Seit drei Tagen kritisiert Polen Belarus.", "ACCUSE", "2024-05-13"),
        # what a speaker does by saying it
        ("„Polen verurteilt Belarus“, sagte der polnische Präsident.", "ACCUSE", "2024-05-16"),
        # a date of another noun
        ("Nach der Wahl am 2. Mai kritisierte Polen Belarus.", "ACCUSE", "2024-05-16"),
        ("Polen kritisierte die für kommendes Jahr geplanten Manöver in Belarus.", "ACCUSE", "2024-05-16"),
        ("Im Jahre 1980 kritisierte Polen nach der Besetzung der Botschaft 1979 den Iran.", "ACCUSE", "1980-01-01"),
        # the day ahead that the sentence before tells
        ("Am Freitag ist ein Treffen in Rom geplant. Dabei wird Polen Litauen unterstützen.", "AGREE", "2024-05-17"),
        # weekdays
        ("Am Freitag kritisierte Polen Belarus.", "ACCUSE", "2024-05-10"),
        ("Am Freitag wird Polen Litauen besuchen.", "AGREE", "2024-05-17"),
    ],
)
def test_day(text: str, type_: str, day: str | None) -> None:
    assert days(text)[type_] == day


def test_without_a_day_of_writing_there_is_none() -> None:
    assert days("Polen kritisierte Belarus.", published=None) == {"ACCUSE": None}


def test_a_day_that_no_words_tell_parts_no_event() -> None:
    text = "Polen kritisierte Belarus.\nPolen hat Belarus am Montag kritisiert."
    assert days(text) == {"ACCUSE": "2024-05-13"}


def test_a_decade_that_no_calendar_has_is_no_date() -> None:
    assert days("In den 9999er Jahren kritisierte Polen Belarus.") == {"ACCUSE": None}
