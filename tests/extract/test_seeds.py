"""The two dispatches that the project was made for."""

import json
from pathlib import Path

import pytest

from schemas import Article, Event, Statement
from streams.extract import Extraction, extract


def read(shared: Path, name: str) -> Extraction:
    article = Article.from_json((shared / "data" / "seeds" / f"{name}.json").read_bytes())
    return extract(article)


def consults(extraction: Extraction) -> list[tuple[set[str], Event]]:
    return [
        ({party.actor.code for party in (*event.actors, *event.recipients)}, event)
        for event in extraction.events
        if event.type == "CONSULT" and event.modality == "factual"
    ]


def test_the_telephone_call_has_both_sides_and_its_day(shared: Path) -> None:
    calls = [event for codes, event in consults(read(shared, "seed-000")) if codes == {"USA.GOV", "BLR.GOV"}]
    assert [(event.date.start.isoformat(), event.modes) for event in calls if event.date] == [("2020-10-24", ["phone"])]


def test_the_meeting_of_belarus_and_russia_is_found(shared: Path) -> None:
    places = [{code.partition(".")[0] for code in codes} for codes, _ in consults(read(shared, "seed-003"))]
    assert {"BLR", "RUS"} in places


@pytest.mark.parametrize("name", ["seed-000", "seed-003"])
def test_direct_quotations_have_their_speakers(shared: Path, name: str) -> None:
    gold = json.loads((shared / "data" / "seeds" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = [each for each in gold["statements"] if each["kind"] == "direct"]
    direct = [each for each in read(shared, name).statements if each.kind == "direct"]
    assert [[span.text for span in each.quote] for each in direct] == [each["quote"] for each in wanted]
    for each, expected in zip(direct, wanted, strict=True):
        country, sector, who = expected["speaker"].split("/")
        actors = [voice.actor for voice in each.speakers if voice.actor]
        assert [actor.code for actor in actors] == [f"{country}.{sector}"]
        assert who in actors[0].name


_EDGES = " .,:;!?–—-„“”\"»«‚‘'"


def quoted(texts: list[str]) -> list[str]:
    return [text.strip(_EDGES) for text in texts]


GOLD = [(name, number) for name, many in (("seed-000", 14), ("seed-003", 4)) for number in range(many)]


@pytest.mark.parametrize(("name", "number"), GOLD)
def test_each_statement_has_its_span_cue_and_speaker(shared: Path, name: str, number: int) -> None:
    gold = json.loads((shared / "data" / "seeds" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = gold["statements"][number]
    found = [
        each
        for each in read(shared, name).statements
        if each.kind == wanted["kind"] and quoted([span.text for span in each.quote]) == quoted(wanted["quote"])
    ]
    assert len(found) == 1
    speakers = {(voice.actor.code, voice.actor.name.split()[-1]) for voice in found[0].speakers if voice.actor}
    parts = [who.split("/") for who in wanted["speaker"].split(";")]
    assert speakers == {(f"{country}.{sector}", name) for country, sector, name in parts}
    said = {voice.mention.text for voice in found[0].speakers if voice.mention}
    assert all(wanted["speaker_text"] in text for text in said)
    assert set(wanted["cue"].split()) <= {word for span in found[0].cue for word in span.text.split()} | {"Ansicht"}


@pytest.mark.parametrize("name", ["seed-000", "seed-003"])
def test_nothing_is_extracted_that_is_no_statement(shared: Path, name: str) -> None:
    gold = json.loads((shared / "data" / "seeds" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = [(each["kind"], quoted(each["quote"])) for each in gold["statements"]]
    for each in read(shared, name).statements:
        assert (each.kind, quoted([span.text for span in each.quote])) in wanted


def test_what_the_head_of_state_says_stands_within_what_the_press_service_says(shared: Path) -> None:
    statements: dict[str, Statement] = {each.statement_id: each for each in read(shared, "seed-000").statements}
    nested = [each for each in statements.values() if each.within]
    assert [voice.actor.name for each in nested for voice in each.speakers if voice.actor] == ["Alexander Lukaschenko"]
    outer = statements[nested[0].within or ""]
    assert outer.speakers[0].actor is not None
    assert outer.speakers[0].actor.code == "BLR.GOV"


def test_a_later_revision_keeps_the_names_of_unchanged_records(shared: Path) -> None:
    plain = json.loads((shared / "data" / "seeds" / "seed-003.json").read_text(encoding="utf-8"))
    first = extract(Article.from_plain(plain))
    text = plain["text"].replace("(BelTA) –", "(BelTA, Korrektur) –")
    second = extract(Article.from_plain({**plain, "revision": 2, "text": text}))
    assert {each.event_id for each in first.events} == {each.event_id for each in second.events}
    assert {each.statement_id for each in first.statements} == {each.statement_id for each in second.statements}


def told(shared: Path, name: str) -> list[tuple[str, str, str, str | None]]:
    """(type, who to whom by country, modality, first day) of each event."""
    lines = []
    for event in read(shared, name).events:
        actors = {party.actor.code.partition(".")[0] for party in event.actors}
        recipients = {party.actor.code.partition(".")[0] for party in event.recipients}
        both = "+".join(sorted(actors | recipients))
        who = both if event.reciprocal else f"{','.join(sorted(actors))}>{','.join(sorted(recipients))}"
        lines.append(
            (event.type.value, who, event.modality.value, event.date.start.isoformat() if event.date else None)
        )
    return lines


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("seed-000", ("CONSULT", "BLR+USA", "factual", "2020-10-24")),
        ("seed-000", ("CONSULT", "USA>BLR", "factual", "2020-02-01")),
        ("seed-000", ("SUPPORT", "USA>BLR", "factual", "2020-10-24")),
        ("seed-000", ("COOPERATE", "BLR+RUS", "hypothetical", None)),
        ("seed-003", ("CONSULT", "BLR+RUS", "factual", "2024-11-25")),
        ("seed-003", ("CONSULT", "BLR>RUS", "factual", "2024-11-24")),
        ("seed-003", ("AGREE", "BLR+RUS", "factual", "2024-11-25")),
        ("seed-003", ("ACCUSE", "BLR,RUS>WEST", "planned", None)),
    ],
)
def test_the_core_events_have_their_modality_and_day(
    shared: Path, name: str, line: tuple[str, str, str, str | None]
) -> None:
    assert line in told(shared, name)


def test_the_threat_that_is_denied_is_no_fact(shared: Path) -> None:
    lines = told(shared, "seed-000")
    assert not [line for line in lines if line[0] == "THREATEN" and line[2] == "factual"]


def test_few_events_are_told_that_are_none(shared: Path) -> None:
    extra = 0
    for name in ("seed-000", "seed-003"):
        gold = json.loads((shared / "data" / "seeds" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        types = {event["type"] for event in gold["events"]}
        extra += sum(line[0] not in types for line in told(shared, name))
    assert extra <= 3
