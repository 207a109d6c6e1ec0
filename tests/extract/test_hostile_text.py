"""Whatever comes in, what comes out is true: spans, round trips, determinism, time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Article, Event, RecordError, Span, Statement
from streams.extract import Extraction, ExtractionError, extract
from streams.settings import Settings

WORDS = [
    *("Der", "die", "das", "Präsident", "Außenminister", "Minister", "von", "Belarus", "Russland", "USA", "Minsk"),
    *("NATO", "EU", "er", "sie", "wir", "sagte", "erklärte", "merkte", "an", "traf", "besuchte", "forderte", "dass"),
    *("habe", "sei", "mit", "gegen", "und", "24.", "Oktober", "2024", "gestern", "am", "Montag", "laut", "nach"),
    *("Angaben", "zufolge", "so", "Lukaschenko", "Mike", "Pompeo", "beide", "Seiten", "É", "e\u0301"),
    *",.:;!?„“”»«\"'()–-",
    *("\n", "\x00", "\u200b", "\ufeff", "\u2028", "\x85", "\U0001f600", "\U0001f468\u200d\U0001f469"),
]
TEXTS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map("".join),
)
DAYS = st.one_of(st.none(), st.dates().filter(lambda day: 1600 <= day.year <= 2199))


def spans_of(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, list | tuple):
        return [span for each in value for span in spans_of(each)]
    if hasattr(value, "__class__") and hasattr(type(value), "model_fields"):
        return [span for name in type(value).model_fields for span in spans_of(getattr(value, name))]
    return []


def as_bytes(extraction: Extraction) -> bytes:
    return b"\n".join(record.to_json() for record in (*extraction.events, *extraction.statements))


def check(article: Article) -> None:
    try:
        first = extract(article)
    except ExtractionError as error:
        if "\n" in str(error):
            pytest.fail("a message of more than one line")
        return
    assert as_bytes(first) == as_bytes(extract(article))
    for record in (*first.events, *first.statements):
        for span in spans_of(record):
            assert article.text[span.start : span.end] == span.text
    for event in first.events:
        assert Event.from_json(event.to_json()) == event
        assert event.actors
    for statement in first.statements:
        assert Statement.from_json(statement.to_json()) == statement
    names = [event.event_id for event in first.events] + [each.statement_id for each in first.statements]
    assert len(set(names)) == len(names)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, day=DAYS, language=st.sampled_from(["de", "de-AT", None]))
def test_any_text_is_read_or_refused_in_words(text: str, day: object, language: str | None) -> None:
    try:
        article = Article.from_plain({"source": "T", "text": text, "language": language, "published_at": day})
    except RecordError:
        return
    check(article)


LONG = {
    "one line": "Der Minister sagte, dass Russland die Ukraine angegriffen habe und ",
    "one letter": "x",
    "commas": ",",
    "opening marks": "„",
    "straight marks": '" ',
    "stops": ". ",
    "numbers": "24. ",
    "capitals": "Präsident ",
    "names": "Lukaschenko Pompeo ",
    "conjunctions": "Russland und ",
    "zero width": "a\u200b",
    "line breaks": "a\n",
    "control": "\x00 a",
    "hyphens": "US-",
    "quotations": "„Wir kommen gern zu euch“, sagte Putin. ",
    "subjunctives": "Er sei da. ",
    "events": "Russland griff die Ukraine an. ",
}


WHOLE = ("one line", "one letter", "commas", "quotations")
"""Read at full length, each straining another part; the others at a fifth of it, which tells linear from quadratic."""


@pytest.mark.parametrize("name", list(LONG))
def test_a_megabyte_is_read_within_the_time_budget(name: str) -> None:
    piece = LONG[name]
    length = 1_000_000 if name in WHOLE else 200_000
    text = (piece * (length // len(piece) + 1))[:length]
    article = Article.from_plain({"source": "T", "text": text, "language": "de", "published_at": "2024-05-16"})
    begin = time.monotonic()
    extract(article)
    budget = Settings().extraction_time_budget
    assert time.monotonic() - begin < (budget if name in WHOLE else budget / 4)
