"""Every record comes back from its JSON as it went in."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import (
    Actor,
    Article,
    ArticleRef,
    Attribution,
    DeadLetter,
    Event,
    EventDate,
    Interaction,
    Mention,
    Party,
    Place,
    Record,
    Span,
    Statement,
    Voice,
)
from schemas.export import RECORDS, json_schema
from schemas.plover import Context, EventType, Modality, Quad, Sector, intensity, mode_names, quad_of

words = st.text(min_size=1, max_size=40)
texts = words.filter(lambda value: value.strip() != "")
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    lambda value: value == value.strip() and value != ""
)
codes = st.from_regex(r"[A-Z][A-Z0-9-]{1,7}(\.[A-Z]{3})?", fullmatch=True)
countries = st.from_regex(r"[A-Z]{3}", fullmatch=True)
days = st.dates(date(1600, 1, 1), date(2199, 12, 31))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1601, 1, 1), datetime(2199, 12, 30), timezones=zones)  # noqa: DTZ001 - hypothesis wants bounds without one
moments = days | times
halves = st.integers(-20, 20).map(lambda value: value / 2)
shares = st.floats(0, 1)
counters = st.integers(0, 2**53 - 1)
urls = st.from_regex(r"https?://[a-z]{1,10}\.example/[a-z0-9?=&]{0,20}", fullmatch=True)


def few(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, min_size=least, max_size=3)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    text = draw(words)
    start = draw(st.integers(0, 1_000_000))
    return Span(start=start, end=start + len(text), text=text)


@st.composite
def dates(draw: st.DrawFn) -> EventDate:
    start, end = sorted([draw(days), draw(days)])
    precision = draw(st.sampled_from(["day", "month", "year"]))
    return EventDate(start=start, end=end, precision=precision, expression=draw(st.none() | spans()))


actors = st.builds(
    Actor,
    code=codes,
    name=words,
    kind=st.sampled_from(["person", "state", "organisation", "group"]),
    country=st.none() | countries,
    sectors=few(st.sampled_from(Sector)),
    office=st.none() | words,
    wikidata=st.none() | st.from_regex(r"Q[1-9][0-9]{0,8}", fullmatch=True),
)
refs = st.builds(
    ArticleRef,
    id=names,
    revision=st.integers(1, 2**53 - 1),
    source=names,
    url=st.none() | urls,
    published_at=st.none() | moments,
)
parties = st.builds(Party, actor=actors, mention=st.none() | spans())
voices = st.builds(Voice, actor=st.none() | actors, mention=st.none() | spans())
articles = st.builds(
    Article,
    id=names,
    revision=st.integers(1, 2**53 - 1),
    source=names,
    url=st.none() | urls,
    language=st.sampled_from([None, "de", "de-AT", "und", "zh-Hant-TW"]),
    title=st.text(max_size=40),
    text=texts,
    published_at=st.none() | moments,
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    type_ = draw(st.sampled_from(EventType))
    own = sorted(mode_names(type_))
    modes = draw(st.lists(st.sampled_from(own), max_size=2, unique=True)) if own else []
    return Event(
        event_id=draw(words),
        article=draw(refs),
        type=type_,
        modes=modes,
        contexts=draw(few(st.sampled_from(Context))),
        quad=quad_of(type_),
        intensity=intensity(type_, modes),
        actors=draw(few(parties)),
        recipients=draw(few(parties)),
        reciprocal=draw(st.booleans()),
        modality=draw(st.sampled_from(Modality)),
        date=draw(st.none() | dates()),
        place=draw(st.none() | st.builds(Place, name=words, country=st.none() | countries, span=st.none() | spans())),
        attribution=draw(few(st.builds(Attribution, actor=actors, statement_id=words))),
        mentions=draw(few(st.builds(Mention, trigger=spans(), sentence=spans()), least=1)),
        confidence=draw(shares),
        coder=draw(words),
    )


statements = st.builds(
    Statement,
    statement_id=words,
    article=refs,
    kind=st.sampled_from(["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]),
    medium=st.sampled_from([None, "speech", "thought", "writing"]),
    quote=few(spans(), least=1),
    speakers=few(voices),
    addressees=few(voices),
    cue=few(spans()),
    act=st.none() | words,
    frame=few(spans()),
    about=few(codes),
    via=few(voices),
    within=st.none() | words,
    confidence=shares,
    coder=words,
)
by_type = st.dictionaries(st.sampled_from(EventType), counters, max_size=4)
interactions = st.builds(
    lambda from_, **rest: Interaction(**{"from": from_}, **rest),
    from_=codes,
    to=codes,
    day=st.none() | days,
    counts=by_type,
    other_modalities=st.dictionaries(st.sampled_from(Modality), by_type, max_size=3),
    quads=st.dictionaries(st.sampled_from(Quad), counters, max_size=4),
    intensity_sum=halves,
    statements=counters,
    articles=counters,
    sources=st.dictionaries(names, counters, max_size=3),
    sample=st.lists(words, max_size=10),
    updated_at=st.none() | times,
)
dead_letters = st.builds(
    DeadLetter,
    topic=words,
    partition=counters,
    offset=counters,
    stage=words,
    error=words,
    message=st.text(max_size=40),
    attempt=st.integers(1, 2**53 - 1),
    coder=words,
    time=times,
)
records = articles | events() | statements | interactions | dead_letters

VALIDATORS = {
    RECORDS[name].__name__: jsonschema.Draft202012Validator(
        json_schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for name in RECORDS
}


@given(records)
def test_a_record_comes_back_as_it_went_in(record: Record) -> None:
    data = record.to_json()
    again = type(record).from_json(data)
    assert again == record
    assert again.to_json() == data


@given(records)
def test_what_is_written_is_valid_under_the_published_schema(record: Record) -> None:
    validator = VALIDATORS[type(record).__name__]
    assert [error.message for error in validator.iter_errors(json.loads(record.to_json()))] == []


@given(records)
def test_every_field_is_written_also_an_absent_one(record: Record) -> None:
    fields = set(json_schema_of(record)["properties"])
    assert set(json.loads(record.to_json())) == fields


def json_schema_of(record: Record) -> dict[str, Any]:
    return next(json_schema(name) for name, model in RECORDS.items() if type(record) is model)


@given(dead_letters)
def test_a_dead_letter_comes_back_from_its_headers(letter: DeadLetter) -> None:
    assert DeadLetter.from_headers({**letter.to_headers(), "traceparent": b"00-ab"}) == letter


@given(moments)
def test_times_are_written_in_utc(moment: date) -> None:
    written = json.loads(Article.from_plain({"source": "s", "text": "t", "published_at": moment}).to_json())
    if isinstance(moment, datetime):
        assert written["published_at"].endswith("Z")
        assert datetime.fromisoformat(written["published_at"]) == moment
    else:
        assert written["published_at"] == moment.isoformat()


def test_a_row_names_its_actor_from() -> None:
    """Python cannot call a field `from`; the contract does."""
    row = Interaction.from_plain({"from": "BLR", "to": "USA", "day": "2020-10-24"})
    assert json.loads(row.to_json())["from"] == "BLR"
    assert row.key == "BLR>USA|2020-10-24"
    assert Interaction.from_plain({"from": "BLR", "to": "USA"}).key == "BLR>USA|undated"


def test_a_records_times_are_taken_to_utc() -> None:
    row = Interaction.from_plain({"from": "BLR", "to": "USA", "updated_at": "2024-05-01T12:00:00+02:00"})
    assert row.updated_at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert b'"updated_at":"2024-05-01T10:00:00Z"' in row.to_json()
    naive = Interaction.from_plain({"from": "BLR", "to": "USA", "updated_at": "2024-05-01T12:00:00"})
    assert b'"updated_at":"2024-05-01T12:00:00Z"' in naive.to_json()


def test_records_are_immutable() -> None:
    span = Span.of("Minsk", 0, 5)
    with pytest.raises(ValueError, match="frozen"):
        span.start = 1  # type: ignore[misc]
