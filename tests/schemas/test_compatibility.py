"""Records and schemas of earlier versions: what was once written can be read for ever."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schemas.compatibility import breaking_changes
from schemas.export import RECORDS, json_schema

STORED = Path(__file__).parent / "stored"
VERSIONS = sorted(folder.name for folder in STORED.iterdir() if folder.is_dir())


def lines(path: Path) -> list[Any]:
    # Not splitlines(): JSON lets U+2028 stand unescaped within a string.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def stored_records() -> list[Any]:
    return [
        pytest.param(name, record, id=f"{version}-{name}-{number}")
        for version in VERSIONS
        for name in RECORDS
        for number, record in enumerate(lines(STORED / version / f"{name}.jsonl"), 1)
    ]


def differences(stored: Any, read: Any, place: str = "record") -> list[str]:
    """Where what was read says something else than what was stored; new fields are no difference."""
    if isinstance(stored, dict) and isinstance(read, dict):
        return [
            problem
            for name, value in stored.items()
            for problem in (
                differences(value, read[name], f"{place}.{name}") if name in read else [f"{place}.{name} is gone"]
            )
        ]
    if isinstance(stored, list) and isinstance(read, list) and len(stored) == len(read):
        return [
            problem
            for number, (one, other) in enumerate(zip(stored, read, strict=True))
            for problem in differences(one, other, f"{place}[{number}]")
        ]
    return [] if stored == read and type(stored) is type(read) else [f"{place}: {stored!r} became {read!r}"]


@pytest.mark.parametrize(("name", "record"), stored_records())
def test_a_stored_record_is_read_with_the_same_values(name: str, record: dict[str, Any]) -> None:
    read = RECORDS[name].from_json(json.dumps(record))
    assert differences(record, json.loads(read.to_json())) == []


@pytest.mark.parametrize(("name", "record"), stored_records())
def test_a_stored_record_is_valid_under_the_schema_of_today(name: str, record: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(name), format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(record)] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_what_foreign_producers_sent_is_still_read_the_same_way(version: str) -> None:
    """Article ids derived from url or content, and times without a zone, must not change: keys hang on them."""
    for pair in lines(STORED / version / "article.foreign.jsonl"):
        read = RECORDS["article"].from_json(json.dumps(pair["sent"]))
        assert differences(pair["read"], json.loads(read.to_json())) == []
        validator = jsonschema.Draft202012Validator(json_schema("article"))
        assert [error.message for error in validator.iter_errors(pair["sent"])] == []


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_does_not_break_an_earlier_version(version: str, name: str) -> None:
    frozen = json.loads((STORED / version / f"{name}.schema.json").read_bytes())
    assert breaking_changes(frozen, json_schema(name)) == []


def changed(name: str, *path: str, **changes: Any) -> dict[str, Any]:
    """The schema with some keywords at ``path`` set, or taken out where the new value is ``...``."""
    schema = copy.deepcopy(json_schema(name))
    place = schema
    for step in path:
        place = place[step] if isinstance(place, dict) else place[int(step)]
    for keyword, value in changes.items():
        if value is ...:
            del place[keyword]
        else:
            place[keyword] = value
    return schema


BREAKING = [
    pytest.param(changed("event", "properties", place=...), "record.place: is gone", id="field removed"),
    pytest.param(
        changed("event", "$defs", "Span", "properties", text=...), "record.mentions[].trigger.text: is gone", id="deep"
    ),
    pytest.param(
        changed("event", required=[*json_schema("event")["required"], "place"]),
        "record.place: is newly required",
        id="newly required",
    ),
    pytest.param(
        changed("event", "properties", "confidence", type="integer"),
        "record.confidence: type number is no longer allowed",
        id="type narrowed",
    ),
    pytest.param(
        changed("event", "properties", "intensity", type="string"),
        "record.intensity: type number is no longer allowed",
        id="another type",
    ),
    pytest.param(
        changed("event", "$defs", "ArticleRef", "properties", "url", anyOf=[{"type": "string"}]),
        "record.article.url: type null is no longer allowed",
        id="null no longer allowed",
    ),
    pytest.param(
        changed("event", "$defs", "EventType", enum=json_schema("event")["$defs"]["EventType"]["enum"][1:]),
        "record.type: no longer allows AGREE",
        id="enum narrowed",
    ),
    pytest.param(
        changed("event", "properties", "coder", enum=["a", "b"]),
        "record.coder: no longer allows other values",
        id="enum",
    ),
    pytest.param(changed("event", "properties", "coder", const="a"), "record.coder: no longer allows", id="const"),
    pytest.param(
        changed("event", "properties", "confidence", maximum=0.5), "record.confidence: maximum is tighter", id="maximum"
    ),
    pytest.param(
        changed("event", "properties", "mentions", minItems=2), "record.mentions: minItems is tighter", id="minItems"
    ),
    pytest.param(
        changed("event", "$defs", "Actor", "properties", "code", pattern="^[A-Z]{3}$"),
        "record.actors[].actor.code: another pattern",
        id="pattern",
    ),
    pytest.param(
        changed("event", "properties", "reciprocal", default=True), "record.reciprocal: another default", id="default"
    ),
    pytest.param(
        changed("event", additionalProperties=False), "record: unknown fields are no longer passed over", id="closed"
    ),
    pytest.param(
        changed("event", "properties", "modes", items={"type": "integer"}),
        "record.modes[]: type string is no longer allowed",
        id="items",
    ),
]


@pytest.mark.parametrize(("new", "problem"), BREAKING)
def test_the_check_finds_a_breaking_change(new: dict[str, Any], problem: str) -> None:
    found = breaking_changes(json_schema("event"), new)
    assert any(line.startswith(problem) for line in found), found


def test_the_check_finds_a_narrowed_name_and_value_of_a_table() -> None:
    old = json_schema("interaction")
    assert breaking_changes(old, changed("interaction", "properties", "quads", propertyNames={"enum": ["1", "2", "3"]}))
    assert breaking_changes(old, changed("interaction", "properties", "sources", propertyNames={"pattern": "x"}))
    assert breaking_changes(
        old, changed("interaction", "properties", "counts", additionalProperties={"type": "string"})
    ) == ["record.counts{}: type integer is no longer allowed"]


ADDED = [
    pytest.param(
        changed("event", "properties", new={"type": "string", "default": ""}), id="an optional field, and nothing else"
    ),
    pytest.param(changed("event", "properties", "coder", minLength=...), id="a bound taken away"),
    pytest.param(changed("event", "properties", "confidence", maximum=100), id="a wider bound"),
    pytest.param(
        changed("event", "properties", "coder", anyOf=[{"type": "string"}, {"type": "null"}], type=...),
        id="null allowed",
    ),
    pytest.param(
        changed("event", "$defs", "Context", enum=[*json_schema("event")["$defs"]["Context"]["enum"], "space"]),
        id="an enum value more",
    ),
    pytest.param(changed("event", "$defs", "Span", "properties", "start", type="number"), id="integer to number"),
    pytest.param(changed("event", "properties", "coder", description="other words"), id="other words"),
]


@pytest.mark.parametrize("new", ADDED)
def test_the_check_lets_an_addition_pass(new: dict[str, Any]) -> None:
    assert breaking_changes(json_schema("event"), new) == []


def test_each_version_has_a_schema_and_several_records_of_every_kind() -> None:
    assert VERSIONS
    for version in VERSIONS:
        for name in RECORDS:
            assert (STORED / version / f"{name}.schema.json").is_file()
            assert len(lines(STORED / version / f"{name}.jsonl")) >= 4, f"too few stored records of {name}"
