"""Sentences, datelines, dates, languages, lexicons."""

from datetime import date

import pytest

from schemas import Article
from streams.extract import LanguageNotSupportedError, LanguageUnknownError, coder, extract, warm_up
from streams.extract.analyser import analyse
from streams.extract.dates import anchor_of, find_expressions, value_of
from streams.extract.document import Document, document_of
from streams.extract.languages.de.words import words


def split(text: str) -> Document:
    return document_of(analyse(text, "de"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Er kam. Sie ging.", 2),
        ("Am 24. Oktober kam er.", 1),
        ("Am 24. und 25. November kam er.", 1),
        ("Dr. Muster kam an.", 1),
        ("Das war 2020. Der Rest folgt.", 2),
        ("J. R. Muster kam.", 1),
        ("„Kommt er?“, fragte sie.", 1),
        ("„Er kam. Sie ging.“ Dann war Ruhe.", 3),
        ("Überschrift ohne Punkt\nDer Text.", 2),
        ("Der 15. Bundestag tagt.", 1),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split(text).sentences) == count


@pytest.mark.parametrize(
    ("text", "place", "day", "agency"),
    [
        ("MINSK, 26. Oktober (BelTA) – Er kam.", "MINSK", 26, "BelTA"),
        ("Berlin (dpa) - Er kam.", "Berlin", None, "dpa"),
        ("Berlin – Er kam.", "Berlin", None, None),
        ("Rangun (Myanmar), 20.09.2007 – Er kam.", "Rangun", 20, None),
    ],
)
def test_dateline_is_taken_off_and_kept(text: str, place: str, day: int | None, agency: str | None) -> None:
    document = split(text)
    assert document.dateline is not None
    assert (document.dateline.place, document.dateline.day, document.dateline.agency) == (place, day, agency)
    assert [text[each.start : each.end] for each in document.sentences] == ["Er kam."]


@pytest.mark.parametrize("text", ["Er kam – sie ging.", "Präsident Muster (CDU) sagte nichts.", "Peter – ein Name."])
def test_no_dateline(text: str) -> None:
    assert split(text).dateline is None


DATES = [
    ("am 24. Oktober", "2020-10-26", "2020-10-24", "2020-10-24", "day"),
    ("am 24. und 25. November", "2024-11-25", "2024-11-24", "2024-11-25", "day"),
    ("vom 24. bis zum 26. November", "2024-11-25", "2024-11-24", "2024-11-26", "day"),
    ("am 24., 25. und 26. November", "2024-11-25", "2024-11-24", "2024-11-26", "day"),
    ("im Jahre 1595", "2024-11-25", "1595-01-01", "1595-12-31", "year"),
    ("am 6. Februar 1595", "2024-11-25", "1595-02-06", "1595-02-06", "day"),
    ("seit drei Tagen", "2024-11-25", "2024-11-22", "2024-11-22", "day"),
    ("im Februar", "2020-10-26", "2020-02-01", "2020-02-29", "month"),
    ("im Jahr 2019", "2020-10-26", "2019-01-01", "2019-12-31", "year"),
    ("gestern", "2020-03-01", "2020-02-29", "2020-02-29", "day"),
    ("heute", "2020-03-01", "2020-03-01", "2020-03-01", "day"),
    ("am Montag", "2024-05-16", "2024-05-13", "2024-05-13", "day"),
    ("am vergangenen Donnerstag", "2024-05-16", "2024-05-09", "2024-05-09", "day"),
    ("am kommenden Montag", "2024-05-16", "2024-05-20", "2024-05-20", "day"),
    ("am 3.4.2019", "2020-10-26", "2019-04-03", "2019-04-03", "day"),
    ("am 28. Dezember", "2024-01-02", "2023-12-28", "2023-12-28", "day"),
    ("am 31. Februar", "2024-01-02", None, None, None),
    ("am 24. Oktober", None, None, None, None),
    ("am 24. Oktober 2020", None, "2020-10-24", "2020-10-24", "day"),
    ("gestern", "1000-01-01", None, None, None),
    ("übermorgen", "2199-12-31", None, None, None),
]


@pytest.mark.parametrize(("phrase", "anchor", "start", "end", "precision"), DATES)
def test_dates(phrase: str, anchor: str | None, start: str | None, end: str | None, precision: str | None) -> None:
    document = split(f"Er kam {phrase} an.")
    tokens = document.sentences[0].tokens
    day = date.fromisoformat(anchor) if anchor else None
    found = [
        value
        for each in find_expressions(tokens, words())
        if not each.part and (value := value_of(each, day, document, tokens, future=False))
    ]
    if start is None:
        assert found == []
    else:
        assert [(each.start.isoformat(), each.end.isoformat(), each.precision) for each in found] == [
            (start, end, precision)
        ]


def test_days_apart_are_days_of_their_own() -> None:
    document = split("Sie tagten am 3. und 7. sowie am 10. und 11. Mai 2024.")
    tokens = document.sentences[0].tokens
    found = [value_of(each, None, document, tokens, future=False) for each in find_expressions(tokens, words())]
    assert [(each.start.day, each.end.day) for each in found if each] == [(3, 3), (7, 7), (10, 11), (11, 11)]


def test_the_dateline_is_the_anchor_where_it_has_a_day() -> None:
    article = Article.from_plain({"source": "T", "text": "MINSK, 30. Dezember – Er kam.", "published_at": "2021-01-02"})
    assert anchor_of(article, split(article.text).dateline) == date(2020, 12, 30)


def test_language_is_refused_in_one_line() -> None:
    with pytest.raises(LanguageNotSupportedError, match='language "fr" is not supported yet'):
        extract(Article.from_plain({"source": "T", "text": "Bonjour", "language": "fr"}))
    with pytest.raises(LanguageNotSupportedError, match="detected"):
        extract(Article.from_plain({"source": "T", "text": "The president said that he would never come back here."}))
    with pytest.raises(LanguageUnknownError):
        extract(Article.from_plain({"source": "T", "text": "12345"}))


def test_german_is_detected() -> None:
    warm_up()
    text = "Der polnische Präsident hat am Montag in Warschau den Außenminister Litauens getroffen."
    assert extract(Article.from_plain({"source": "T", "text": text})).language == "de"


def test_coder_names_code_and_lexicons() -> None:
    assert coder().startswith("depesche/")
    assert " de/" in coder()


def test_a_word_that_is_too_long_is_cut_and_nothing_of_it_is_lost() -> None:
    text = f"Am Montag {'x' * 1000} {'ab-' * 40}c."
    (sentence,) = document_of(analyse(text, "de")).sentences
    assert max(len(token.text) for token in sentence.tokens) <= 300
    assert "".join(token.text for token in sentence.tokens) == text.replace(" ", "")
    assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
