"""What producers may send, and what a refusal says: the error names the field."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import MAX_ID, MAX_TEXT, Article, RecordError

GOOD: dict[str, Any] = {"id": "a-1", "source": "BelTA", "text": "Minsk und Moskau reden."}


def article(**changes: Any) -> Article:
    return Article.from_plain({**GOOD, **changes})


def refusal(**changes: Any) -> str:
    with pytest.raises(RecordError) as caught:
        article(**changes)
    message = str(caught.value)
    assert "\n" not in message
    return message


REFUSED = [
    ("id", 5, "string"),
    ("id", "", "at least 1"),
    ("id", "x" * (MAX_ID + 1), "at most 512"),
    ("id", "x" * 10_000, "at most 512"),
    ("id", "a\x00b", "control characters"),
    ("id", "a\nb", "control characters"),
    ("id", "a\u0085b", "control characters"),
    ("id", " a", "white space"),
    ("id", "a\u00a0", "white space"),
    ("id", "a\ud800", "unicode"),
    ("revision", 0, "greater than or equal to 1"),
    ("revision", -1, "greater than or equal to 1"),
    ("revision", 2**53, "less than or equal"),
    ("revision", True, "must be an integer"),
    ("revision", 1.0, "must be an integer"),
    ("revision", "2", "must be an integer"),
    ("revision", None, "must be an integer"),
    ("source", None, "string"),
    ("source", "", "at least 1"),
    ("source", "x" * 201, "at most 200"),
    ("source", "Bel\x07TA", "control characters"),
    ("source", ["BelTA"], "string"),
    ("url", "belta.by/1", "not an http or https URL"),
    ("url", "ftp://belta.by/1", "not an http or https URL"),
    ("url", "javascript:alert(1)", "not an http or https URL"),
    ("url", "https://", "not an http or https URL"),
    ("url", "https://[half", ""),
    ("url", "https://x.example/" + "x" * 4096, "at most 4096"),
    ("url", 5, "string"),
    ("url", "https://x.example/\ud800", "unicode"),
    ("language", "deutsch!", "pattern"),
    ("language", "", "pattern"),
    ("language", "d", "pattern"),
    ("language", 5, "string"),
    ("title", None, "string"),
    ("title", 5, "string"),
    ("title", "x" * 10_001, "at most 10000"),
    ("title", "\udfff", "unicode"),
    ("text", None, "string"),
    ("text", 5, "string"),
    ("text", ["Ein Satz."], "string"),
    ("text", {"de": "Ein Satz."}, "string"),
    ("text", "", "at least 1"),
    ("text", " \n\t\u00a0", "white space"),
    ("text", "x" * (MAX_TEXT + 1), "at most 1000000"),
    ("text", "Ein \ud83d halber.", "unicode"),
    ("published_at", "gestern", "ISO 8601"),
    ("published_at", "", "ISO 8601"),
    ("published_at", "24.11.2024", "ISO 8601"),
    ("published_at", "2024-02-30", "ISO 8601"),
    ("published_at", "2024-11-25T25:00:00", "ISO 8601"),
    ("published_at", 1732500000, "ISO 8601"),
    ("published_at", True, "ISO 8601"),
    ("published_at", "9999-12-31", "year 9999"),
    ("published_at", "9999-12-31T23:59:59-12:00", "year 9999"),
    ("published_at", "0001-01-01T00:00:00+14:00", "year 1 "),
    ("published_at", "1599-12-31", "year 1599"),
    ("published_at", "2200-01-01", "year 2200"),
    ("published_at", "2199-12-31T23:00:00-05:00", "year 2200"),
    ("published_at", {}, "ISO 8601"),
]


@pytest.mark.parametrize(
    ("field", "value", "words"), REFUSED, ids=lambda value: str(value)[:20].encode("ascii", "replace")
)
def test_a_bad_value_is_refused_and_the_field_named(field: str, value: Any, words: str) -> None:
    message = refusal(**{field: value})
    assert message.startswith(f"{field}: ")
    assert words.lower() in message.lower()
    assert len(message) < 200, "the value itself is not repeated"


@pytest.mark.parametrize("field", ["source", "text"])
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(RecordError, match=f"^{field}: Field required"):
        Article.from_plain({name: value for name, value in GOOD.items() if name != field})


@pytest.mark.parametrize("value", [None, [], "Ein Satz.", 5, True])
def test_what_is_no_object_is_refused(value: Any) -> None:
    with pytest.raises(RecordError, match=r"^record: "):
        Article.from_plain(value)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"Ein Satz.", b"\xff\xfe", b'{"text": "\xe4"}', b'{"text": "\\ud800"}', b"NaN", b'{"a":1}{"a":1}'],
)
def test_what_is_no_json_is_refused_with_its_place(data: bytes) -> None:
    with pytest.raises(RecordError, match=r"^not JSON: "):
        Article.from_json(data)


def test_deep_nesting_is_refused_and_does_not_crash() -> None:
    with pytest.raises(RecordError):
        Article.from_json(b"[" * 100_000)
    with pytest.raises(RecordError, match="text: "):
        Article.from_json(b'{"source": "s", "text": ' + b"[" * 900 + b"]" * 900 + b"}")


def test_many_faults_are_named_together_but_not_without_end() -> None:
    message = refusal(id=5, revision=0, source="", url="x", language="?", title=5, text="")
    assert message.count("; ") == 5
    assert message.endswith("and 2 more")


def test_the_longest_text_is_accepted() -> None:
    assert len(article(text="😀" * MAX_TEXT).text) == MAX_TEXT


@pytest.mark.parametrize("text", ["NUL \x00 im Text", "\x07\x1b[31m rot", "\ufeffBOM", "\u202e rechts", "a"])
def test_control_characters_are_accepted_in_text(text: str) -> None:
    """Offsets are into the text as it was sent, so nothing in it is cleaned."""
    again = Article.from_json(article(text=text).to_json())
    assert again.text == text


def test_unknown_fields_are_passed_over() -> None:
    assert article(rubric="Politik", keywords=["Minsk"]) == article()


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2024-11-25", date(2024, 11, 25)),
        ("1918-11-09", date(1918, 11, 9)),
        ("2024-11-25T10:00:00Z", datetime(2024, 11, 25, 10, tzinfo=UTC)),
        ("2024-11-25T10:00:00+01:00", datetime(2024, 11, 25, 9, tzinfo=UTC)),
        ("2024-11-25T00:30:00+01:00", datetime(2024, 11, 24, 23, 30, tzinfo=UTC)),
        ("2024-11-25T10:00:00", datetime(2024, 11, 25, 10, tzinfo=UTC)),
        ("2024-11-25 10:00", datetime(2024, 11, 25, 10, tzinfo=UTC)),
        ("2024-11-25T10:00:00.5Z", datetime(2024, 11, 25, 10, 0, 0, 500_000, tzinfo=UTC)),
        (date(2024, 11, 25), date(2024, 11, 25)),
        (datetime(2024, 11, 25, 10), datetime(2024, 11, 25, 10, tzinfo=UTC)),  # noqa: DTZ001 - naive on purpose
        (None, None),
    ],
)
def test_times_are_taken_to_utc_and_days_stay_days(sent: Any, read: Any) -> None:
    got = article(published_at=sent).published_at
    assert got == read
    assert type(got) is type(read)
    assert Article.from_json(article(published_at=sent).to_json()).published_at == read


@pytest.mark.parametrize("language", ["de", "DE", "de-AT", "de-Latn-DE-1996", "zh-Hant", "gsw", None])
def test_languages(language: str | None) -> None:
    assert article(language=language).language == language


def test_an_id_is_derived_from_the_url_before_the_content() -> None:
    url = "https://belta.example/1"
    digest = hashlib.sha256(url.encode()).hexdigest()[:32]
    one = Article.from_plain({"source": "a", "text": "b", "url": url})
    assert one.id == f"sha256-{digest}"
    assert Article.from_plain({"source": "x", "text": "y", "url": url}).id == one.id


def test_an_id_is_derived_from_the_content_where_there_is_no_url() -> None:
    base = {"source": "a", "title": "b", "text": "c"}
    ids = {
        Article.from_plain({**base, **change}).id
        for change in ({}, {"source": "A"}, {"title": "B"}, {"text": "C"}, {"title": "b\nc", "text": "d"})
    }
    assert len(ids) == 5
    same = {
        Article.from_plain({**base, **change}).id
        for change in ({}, {"id": None}, {"revision": 2}, {"language": "de"}, {"published_at": "2024-01-01"})
    }
    assert len(same) == 1


@given(st.text(min_size=1), st.text())
def test_a_derived_id_is_the_same_each_time_and_a_good_one(text: str, title: str) -> None:
    if not text.strip() or len(title) > 10_000:
        return
    one, other = (Article.from_plain({"source": "s", "title": title, "text": text}) for _ in range(2))
    assert one.id == other.id
    assert Article.from_json(one.to_json()) == one


def test_a_lone_surrogate_from_python_is_refused_not_a_crash() -> None:
    with pytest.raises(RecordError, match=r"^text: "):
        Article.from_plain({"source": "s", "text": "a\ud800"})
    with pytest.raises(RecordError, match=r"^url: "):
        Article.from_plain({"source": "s", "text": "a", "url": "https://x.example/\ud800"})


def test_from_text_makes_an_article_of_plain_text() -> None:
    made = Article.from_text("Ein Satz.", source="Datei")
    assert (made.source, made.text, made.title, made.revision) == ("Datei", "Ein Satz.", "", 1)
    with pytest.raises(RecordError, match=r"^text: "):
        Article.from_text("", source="Datei")


def test_a_reference_says_where_a_record_comes_from() -> None:
    one = article(url="https://x.example/1", revision=3, published_at="2024-05-01")
    assert json.loads(one.ref().to_json()) == {
        "id": "a-1",
        "revision": 3,
        "source": "BelTA",
        "url": "https://x.example/1",
        "published_at": "2024-05-01",
    }


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_whatever_stands_in_a_field_there_is_a_record_or_a_refusal(value: Any) -> None:
    for field in Article.model_fields:
        try:
            got = Article.from_plain({**GOOD, field: value})
        except RecordError as error:
            assert str(error).startswith(f"{field}: ")  # noqa: PT017 - a refusal is one of two good ends
        else:
            assert Article.from_json(got.to_json()) == got
