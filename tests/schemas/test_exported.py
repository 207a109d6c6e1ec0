"""The published files: not stale, valid, and saying what the records do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schemas import SCHEMA_VERSION, Event, Interaction
from schemas.asyncapi import Channel, asyncapi_document
from schemas.dead_letter import PREFIX
from schemas.envelope import ce_type
from schemas.export import DIALECT, RECORDS, exported_files, json_schema
from streams import contract
from streams.settings import Settings
from streams.topics import topic_specs

ROOT = Path(__file__).parents[2]


def walk(value: Any, place: str = "#") -> Iterator[tuple[str, Any]]:
    yield place, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, f"{place}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, f"{place}/{number}")


@pytest.fixture
def document() -> dict[str, Any]:
    return asyncapi_document(contract.channels(Settings()), {name: json_schema(name) for name in RECORDS})


def test_the_files_in_the_repository_are_not_stale() -> None:
    """Mend with `depesche schemas export`."""
    assert contract.stale(ROOT / "schemas") == []


def test_no_file_of_the_contract_is_left_over() -> None:
    there = {f"json/{path.name}" for path in (ROOT / "schemas" / "json").iterdir()}
    assert there == {path for path in contract.files() if path.startswith("json/")}


def test_the_files_do_not_depend_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = contract.files()
    monkeypatch.setenv("DEPESCHE_PARTITIONS", "3")
    monkeypatch.setenv("DEPESCHE_ARTICLES_RETENTION_DAYS", "3")
    assert contract.files() == before == exported_files(contract.channels(contract.default_settings()))


def test_write_writes_what_is_stale_and_only_that(tmp_path: Path) -> None:
    assert sorted(contract.stale(tmp_path)) == sorted(contract.files())
    assert sorted(contract.write(tmp_path)) == sorted(contract.files())
    assert contract.stale(tmp_path) == []
    (tmp_path / "asyncapi.json").write_bytes(b"{}")
    assert contract.write(tmp_path) == ["asyncapi.json"]
    assert contract.write(tmp_path) == []


@pytest.mark.parametrize("name", RECORDS)
def test_a_schema_is_valid_2020_12(name: str) -> None:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"urn:depesche:schema:{name}:{SCHEMA_VERSION}"
    assert schema["title"] == RECORDS[name].__name__


KEYWORDS_OF_BOTH_DRAFTS = """
    $schema $id $ref $defs title description default type enum const properties required items additionalProperties
    propertyNames anyOf pattern format minimum maximum multipleOf minLength maxLength minItems maxItems
"""


def keywords(schema: Any, *, names: bool = False) -> Iterator[str]:
    """The keywords of a schema; ``names`` says that the keys here are the user's own."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if not names:
                yield key
            if key not in ("default", "enum", "const", "required") or names:
                yield from keywords(value, names=not names and key in ("properties", "$defs"))
    elif isinstance(schema, list):
        for value in schema:
            yield from keywords(value)


@pytest.mark.parametrize("name", RECORDS)
def test_a_schema_has_only_keywords_of_both_drafts(name: str) -> None:
    """AsyncAPI's own schema format is draft-07 and more; a misspelt keyword would be passed over in silence."""
    assert set(keywords(json_schema(name))) - set(KEYWORDS_OF_BOTH_DRAFTS.split()) == set()


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_is_described_in_plain_words(name: str) -> None:
    schema = json_schema(name)
    for title, part in [(name, schema), *schema.get("$defs", {}).items()]:
        assert part["description"], title
        assert "``" not in part["description"], title
        assert "Raises" not in part["description"], title
        for field, rule in part.get("properties", {}).items():
            assert rule.get("description"), f"{title}.{field} has no description"


@pytest.mark.parametrize("name", RECORDS)
def test_field_names_are_snake_case(name: str) -> None:
    schema = json_schema(name)
    offenders = [
        f"{title}.{field}"
        for title, part in [(name, schema), *schema.get("$defs", {}).items()]
        for field in part.get("properties", {})
        if not re.fullmatch(r"[a-z]+(_[a-z]+)*", field)
    ]
    assert offenders == []


FIELDS = {
    "article": "id revision source url language title text published_at",
    "event": "event_id article type modes contexts quad intensity actors recipients reciprocal modality date place "
    "attribution mentions confidence coder",
    "statement": "statement_id article kind medium quote speakers addressees cue act frame about via within "
    "confidence coder",
    "interaction": "from to day counts other_modalities quads intensity_sum statements articles reports sources sample "
    "updated_at",
    "dead-letter": "topic partition offset stage error message attempt coder time",
}
PARTS = {
    "Actor": "code name kind country sectors office wikidata",
    "ArticleRef": "id revision source url published_at",
    "Attribution": "actor statement_id",
    "EventDate": "start end precision expression",
    "Mention": "trigger sentence",
    "Party": "actor mention",
    "Place": "name country span",
    "Span": "start end text",
    "Voice": "actor mention",
}


@pytest.mark.parametrize("name", RECORDS)
def test_field_names_are_the_contracts(name: str) -> None:
    """Scorers and clients read these names; they change only with a new major version."""
    schema = json_schema(name)
    assert set(schema["properties"]) == set(FIELDS[name].split())
    for title, part in schema.get("$defs", {}).items():
        if "properties" in part:
            assert set(part["properties"]) == set(PARTS[title].split()), title


def test_an_article_without_an_id_is_valid() -> None:
    validator = jsonschema.Draft202012Validator(json_schema("article"))
    assert validator.is_valid({"source": "BelTA", "text": "Ein Satz."})
    assert validator.is_valid({"id": None, "source": "BelTA", "text": "Ein Satz."})
    assert not validator.is_valid({"id": "", "source": "BelTA", "text": "Ein Satz."})
    assert not validator.is_valid({"source": "BelTA", "text": "Ein Satz.", "revision": 0})
    assert not validator.is_valid({"source": "BelTA", "text": "Ein Satz.", "revision": True})


def test_a_row_with_quads_is_valid() -> None:
    row = Interaction.from_plain({"from": "BLR.GOV", "to": "USA", "quads": {"1": 2, 4: 1}, "counts": {"CONSULT": 2}})
    validator = jsonschema.Draft202012Validator(json_schema("interaction"))
    assert list(validator.iter_errors(json.loads(row.to_json()))) == []
    assert not validator.is_valid({"from": "BLR", "to": "USA", "quads": {"5": 1}})


# AsyncAPI


def test_references_within_the_document_lead_somewhere(document: dict[str, Any]) -> None:
    files = contract.files()
    for place, value in walk(document):
        if not place.endswith("/$ref"):
            continue
        if value.startswith("#/"):
            target: Any = document
            for step in value[2:].split("/"):
                target = target[step]
        else:
            assert value in files, place


def test_the_document_has_the_shape_of_asyncapi_3(document: dict[str, Any]) -> None:
    assert document["asyncapi"] == "3.0.0"
    assert set(document) <= {
        "asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations", "components"
    }  # fmt: skip
    assert document["info"]["title"]
    assert document["info"]["version"] == SCHEMA_VERSION
    assert set(document["components"]) <= {"messages", "schemas", "operations", "channels"}
    for name, channel in document["channels"].items():
        assert re.fullmatch(r"[A-Za-z0-9_\-]+", name)
        assert set(channel) <= {"address", "title", "summary", "description", "messages", "bindings"}
        assert set(channel["bindings"]["kafka"]) == {
            "topic", "partitions", "replicas", "topicConfiguration", "bindingVersion"
        }  # fmt: skip
    for operation in document["operations"].values():
        assert set(operation) <= {"action", "channel", "summary", "messages", "bindings"}
        assert operation["action"] in ("send", "receive")
        (message,) = operation["messages"]
        assert message["$ref"].startswith(operation["channel"]["$ref"] + "/messages/")
    for message in document["components"]["messages"].values():
        assert set(message) <= {
            "name", "title", "summary", "description", "contentType", "headers", "payload", "bindings"
        }  # fmt: skip
        assert message["bindings"]["kafka"]["key"]["type"] == "string"
        assert message.get("headers", {"type": "object"})["type"] == "object"
        jsonschema.Draft202012Validator.check_schema(message.get("headers", {}))


def test_every_public_topic_is_a_channel_as_it_is_made(document: dict[str, Any]) -> None:
    settings = Settings()
    by_topic = {channel["address"]: channel["bindings"]["kafka"] for channel in document["channels"].values()}
    public = [spec for spec in topic_specs(settings) if not spec.internal]
    assert set(by_topic) == {spec.name for spec in public}
    for spec in public:
        kafka = by_topic[spec.name]
        assert kafka["partitions"] == settings.partitions
        assert kafka["replicas"] == settings.replication_factor
        assert kafka["topicConfiguration"]["cleanup.policy"] == [spec.cleanup]
        if spec.cleanup == "delete":
            assert kafka["topicConfiguration"]["retention.ms"] == spec.retention_ms


def test_articles_are_sent_and_all_else_is_received(document: dict[str, Any]) -> None:
    assert {name: operation["action"] for name, operation in document["operations"].items()} == {
        "sendArticles": "send",
        "receiveEvents": "receive",
        "receiveStatements": "receive",
        "receiveInteractions": "receive",
        "receiveArticlesDeadLetter": "receive",
    }


@pytest.mark.parametrize("name", ["events", "statements", "interactions"])
def test_records_come_with_cloudevents_headers(document: dict[str, Any], name: str) -> None:
    message = document["components"]["messages"][name]
    assert set(message["headers"]["required"]) == {
        "ce_id", "ce_type", "ce_source", "ce_specversion", "ce_time", "content-type"
    }  # fmt: skip
    assert message["headers"]["properties"]["ce_type"]["const"] == ce_type(message["name"])
    assert "Null value: " in message["description"]


def test_a_dead_letter_comes_with_its_fields_as_headers(document: dict[str, Any]) -> None:
    headers = document["components"]["messages"]["articlesDeadLetter"]["headers"]
    assert set(headers["properties"]) == {PREFIX + field for field in FIELDS["dead-letter"].split()}


def test_a_channel_name_twice_is_refused() -> None:
    channel = contract.channels(Settings())[0]
    with pytest.raises(ValueError, match="articles"):
        asyncapi_document([channel, channel], {"article": {"title": "Article"}})


def test_a_channel_of_an_unknown_record_is_refused() -> None:
    channel = contract.channels(Settings())[0]
    with pytest.raises(KeyError, match="letter"):
        asyncapi_document([Channel(**{**_fields(channel), "record": "letter"})], {})


def _fields(channel: Channel) -> dict[str, Any]:
    return {name: getattr(channel, name) for name in Channel.__slots__}


def test_cloudevents_types_carry_the_major_version() -> None:
    assert ce_type("event") == "depesche.event.v1"
    assert Event.__name__.lower() in RECORDS
