"""Rules of the records beside Article: what is refused, and that the error names the field."""

import json
from typing import Any

import pytest

from schemas import DeadLetter, Event, Interaction, Record, RecordError, Span, Statement

SPAN = {"start": 0, "end": 5, "text": "Minsk"}
ARTICLE = {"id": "a", "revision": 1, "source": "s"}
ACTOR = {"code": "BLR.GOV", "name": "Regierung", "kind": "organisation"}
EVENT: dict[str, Any] = {
    "event_id": "a:e:1",
    "article": ARTICLE,
    "type": "CONSULT",
    "modes": ["visit"],
    "quad": 1,
    "intensity": 4,
    "actors": [{"actor": ACTOR}],
    "modality": "factual",
    "mentions": [{"trigger": SPAN, "sentence": SPAN}],
    "confidence": 0.5,
    "coder": "c",
}
STATEMENT: dict[str, Any] = {
    "statement_id": "a:s:1",
    "article": ARTICLE,
    "kind": "direct",
    "quote": [SPAN],
    "confidence": 0.5,
    "coder": "c",
}
ROW: dict[str, Any] = {"from": "BLR", "to": "USA"}
LETTER: dict[str, Any] = {
    "topic": "articles",
    "partition": 0,
    "offset": 1,
    "stage": "decode",
    "error": "RecordError",
    "message": "not JSON",
    "coder": "c",
    "time": "2026-05-01T12:00:00Z",
}

REFUSED: list[tuple[type[Record], dict[str, Any], dict[str, Any], str]] = [
    (Span, SPAN, {"start": -1}, "start: "),
    (Span, SPAN, {"end": 4}, "record: end - start is 4, but text has 5"),
    (Span, SPAN, {"text": ""}, "text: "),
    (Event, EVENT, {"type": "FIGHT"}, "type: "),
    (Event, EVENT, {"type": "consult"}, "type: "),
    (Event, EVENT, {"modes": ["beat"]}, "record: CONSULT has no mode beat"),
    (Event, EVENT, {"quad": 2}, "record: CONSULT has quad 1, not 2"),
    (Event, EVENT, {"quad": 5}, "quad: "),
    (Event, EVENT, {"intensity": 0.3}, "intensity: "),
    (Event, EVENT, {"intensity": 10.5}, "intensity: "),
    (Event, EVENT, {"intensity": float("nan")}, "intensity: "),
    (Event, EVENT, {"confidence": 1.01}, "confidence: "),
    (Event, EVENT, {"confidence": float("inf")}, "confidence: "),
    (Event, EVENT, {"mentions": []}, "mentions: "),
    (Event, EVENT, {"modality": "certain"}, "modality: "),
    (Event, EVENT, {"contexts": ["sport"]}, "contexts.0: "),
    (Event, EVENT, {"actors": [{"actor": {**ACTOR, "code": "blr"}}]}, "actors.0.actor.code: "),
    (Event, EVENT, {"actors": [{"actor": {**ACTOR, "code": "BLR.GOVT"}}]}, "actors.0.actor.code: "),
    (Event, EVENT, {"actors": [{"actor": {**ACTOR, "sectors": ["HLH"]}}]}, "actors.0.actor.sectors.0: "),
    (Event, EVENT, {"actors": [{"actor": {**ACTOR, "wikidata": "P31"}}]}, "actors.0.actor.wikidata: "),
    (Event, EVENT, {"actors": [{"actor": None}]}, "actors.0.actor: "),
    (Event, EVENT, {"date": {"start": "2024-05-02", "end": "2024-05-01", "precision": "day"}}, "date: end lies before"),
    (Event, EVENT, {"date": {"start": "2024-05-01", "end": "2024-05-01", "precision": "hour"}}, "date.precision: "),
    (Event, EVENT, {"article": {**ARTICLE, "revision": 0}}, "article.revision: "),
    (Event, EVENT, {"event_id": ""}, "event_id: "),
    (Statement, STATEMENT, {"kind": "quoted"}, "kind: "),
    (Statement, STATEMENT, {"quote": []}, "quote: "),
    (Statement, STATEMENT, {"medium": "song"}, "medium: "),
    (Statement, STATEMENT, {"speakers": [{"mention": {**SPAN, "end": 6}}]}, "speakers.0.mention: "),
    (Interaction, ROW, {"from": "blr"}, "from: "),
    (Interaction, ROW, {"to": ""}, "to: "),
    (Interaction, ROW, {"counts": {"FIGHT": 1}}, "counts.FIGHT"),
    (Interaction, ROW, {"quads": {"5": 1}}, "quads.5"),
    (Interaction, ROW, {"intensity_sum": 0.25}, "intensity_sum: "),
    (Interaction, ROW, {"sample": ["e"] * 11}, "sample: "),
    (DeadLetter, LETTER, {"offset": -1}, "offset: "),
    (DeadLetter, LETTER, {"attempt": 0}, "attempt: "),
    (DeadLetter, LETTER, {"time": "gestern"}, "time: "),
]


@pytest.mark.parametrize(
    ("model", "good", "change", "words"), REFUSED, ids=[f"{row[0].__name__}-{row[3][:24]}" for row in REFUSED]
)
def test_a_bad_value_is_refused_and_the_field_named(
    model: type[Record], good: dict[str, Any], change: dict[str, Any], words: str
) -> None:
    model.from_plain(good)
    with pytest.raises(RecordError) as caught:
        model.from_plain({**good, **change})
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("model", "good"), [(Event, EVENT), (Statement, STATEMENT), (Interaction, ROW), (DeadLetter, LETTER)]
)
def test_unknown_fields_are_passed_over(model: type[Record], good: dict[str, Any]) -> None:
    assert model.from_plain({**good, "later": 1}) == model.from_plain(good)


def test_absent_values_are_written_as_null() -> None:
    written = json.loads(Event.from_plain(EVENT).to_json())
    assert written["date"] is None
    assert written["place"] is None
    assert written["article"]["url"] is None
    assert written["actors"][0]["mention"] is None


def test_a_span_is_a_place_in_a_text() -> None:
    text = "In 😀 Minsk"
    span = Span.of(text, 5, 10)
    assert span.text == "Minsk" == text[span.start : span.end]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 6)])
def test_a_span_outside_its_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span.of("Minsk", start, end)


def test_a_dead_letter_with_a_header_missing_is_refused() -> None:
    headers = DeadLetter.from_plain(LETTER).to_headers()
    del headers["depesche-dead-letter-stage"]
    with pytest.raises(RecordError, match="stage: "):
        DeadLetter.from_headers(headers)


def test_a_dead_letter_with_broken_bytes_in_a_header_is_read() -> None:
    headers = DeadLetter.from_plain(LETTER).to_headers()
    letter = DeadLetter.from_headers({**headers, "depesche-dead-letter-message": b"\xff kaputt"})
    assert letter.message == "\ufffd kaputt"
