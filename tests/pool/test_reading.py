"""``read_message``: from bytes to a reply, without a process and without an exception."""

from datetime import UTC, date, datetime

import orjson
import pytest

from schemas import Article
from streams.extract import Extraction, ExtractionError
from streams.pool import Reply, Request
from streams.pool.reading import failed, read_message, reading_of
from tests.support.extractor import CODER, extract
from tests.support.stream import value

GOOD = "CONSULT BLR RUS 2024-11-25"


def request(**fields: object) -> Request:
    return {"key": "a", "placed": True, "revision": 0, "coder": ""} | fields  # type: ignore[return-value]


def read(data: bytes, **fields: object) -> Reply:
    return read_message(data, request(**fields), extract, CODER)


def refuse(_: Article) -> Extraction:
    raise AssertionError("the text must not be read")


@pytest.mark.parametrize(
    ("data", "stage", "error"),
    [
        (b"", "decode", "RecordError"),
        (b"no JSON", "decode", "RecordError"),
        (b'{"id":"\xff"}', "decode", "RecordError"),
        (b'{"id":"a","source":"x","text":"\\ud800"}', "decode", "RecordError"),
        (b"[" * 100_000, "decode", "RecordError"),
        (b"[1]", "validate", "RecordError"),
        (b"null", "validate", "RecordError"),
        (value("a", ""), "validate", "RecordError"),
        (value("a", GOOD, revision=0), "validate", "RecordError"),
        (value("a", GOOD, revision=True), "validate", "RecordError"),
        (value("a", "FAIL"), "extract", "ExtractionError"),
        (value("a", "BUG"), "extract", "ZeroDivisionError"),
    ],
)
def test_what_cannot_be_read_fails_with_its_stage_and_one_line(data: bytes, stage: str, error: str) -> None:
    reply = read(data)
    assert reply["kind"] == "failed"
    assert (reply["stage"], reply["error"]) == (stage, error)
    assert reply["message"]
    assert "\n" not in reply["message"]
    orjson.dumps(reply)


def test_memory_that_runs_out_is_a_failure_with_a_text() -> None:
    def eat(_: Article) -> Extraction:
        raise MemoryError

    reply = read_message(value("a", GOOD), request(), eat, CODER)
    assert reply["kind"] == "failed"
    assert (reply["stage"], reply["error"]) == ("extract", "MemoryError")
    assert "memory" in reply["message"]


@pytest.mark.parametrize(
    "wrong", [{"key": None}, {"key": "b"}, {"placed": False}], ids=["no key", "another's key", "another's partition"]
)
def test_a_message_in_the_wrong_place_names_its_id_and_is_not_read(wrong: dict[str, object]) -> None:
    reply = read_message(value("a", GOOD), request(**wrong), refuse, CODER)
    assert reply == {"kind": "misplaced", "id": "a"}


def test_a_message_in_the_wrong_place_is_misplaced_even_where_its_revision_is_known() -> None:
    """What the ledger holds under a key that is another's says nothing of this article."""
    assert read(value("a", GOOD), key="b", revision=9, coder=CODER)["kind"] == "misplaced"


@pytest.mark.parametrize(
    ("revision", "held", "coder", "kind"),
    [
        (1, 0, "", "read"),
        (1, 1, CODER, "known"),
        (1, 1, "test/0", "read"),
        (1, 2, "test/0", "known"),
        (2, 1, CODER, "read"),
    ],
)
def test_a_revision_is_read_unless_it_or_a_later_one_is_there_from_this_coder(
    revision: int, held: int, coder: str, kind: str
) -> None:
    """A new coder reads the same revision again; a lower one never comes back."""
    assert read(value("a", GOOD, revision=revision), revision=held, coder=coder)["kind"] == kind


def test_a_known_revision_is_not_read_again() -> None:
    assert read_message(value("a", GOOD), request(revision=1, coder=CODER), refuse, CODER) == {"kind": "known"}


def test_a_reading_holds_article_records_and_what_they_add_to_the_rows() -> None:
    article = Article(
        id="a",
        source="Beispiel",
        title="Titel",
        text=f"{GOOD}\nSAYS BLR RUS",
        revision=3,
        published_at=datetime(2024, 11, 27, 8, tzinfo=UTC),
    )
    extraction = extract(article)
    reading = reading_of(article, extraction, CODER)
    assert reading["article"] == {
        "id": "a",
        "revision": 3,
        "source": "Beispiel",
        "url": None,
        "published_at": "2024-11-27T08:00:00Z",
    }
    assert (reading["title"], reading["language"], reading["coder"]) == ("Titel", "de", CODER)
    assert reading["events"] == [orjson.loads(event.to_json()) for event in extraction.events]
    assert reading["statements"] == [orjson.loads(one.to_json()) for one in extraction.statements]
    assert reading["rows"]["BLR>RUS|2024-11-25"] == {
        "sum": {
            "counts": {"factual": {"CONSULT": 1}},
            "half_points": round(extraction.events[0].intensity * 2),
            "statements": 0,
            "articles": 1,
            "sources": {"Beispiel": 1},
        },
        "events": [extraction.events[0].event_id],
    }
    assert reading["rows"]["BLR>RUS|2024-11-27"]["sum"]["statements"] == 1
    assert orjson.loads(orjson.dumps(reading)) == reading, "it is plain JSON, for pipe and ledger"


def test_a_reading_is_the_same_byte_for_byte_each_time() -> None:
    article = Article(id="a", source="x", text=GOOD, published_at=date(2024, 11, 27))
    one, other = (orjson.dumps(reading_of(article, extract(article), CODER)) for _ in range(2))
    assert one == other


def test_a_failure_keeps_the_errors_text_on_one_line_and_short() -> None:
    reply = failed("extract", ExtractionError("first\n  second\t" + "x" * 5000 + "\ud800"))
    assert reply["message"].startswith("first second xxx")
    assert len(reply["message"]) == 1000
    assert failed("extract", ValueError())["message"] == "no message"
    assert failed("extract", ValueError("lone \ud800"))["message"] == "lone ?"
