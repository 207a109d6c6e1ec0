"""The records as JSON Schema 2020-12, and all files of the published contract."""

from collections.abc import Sequence
from typing import Any

import orjson

from schemas.article import Article
from schemas.asyncapi import Channel, asyncapi_document
from schemas.base import SCHEMA_VERSION, Record
from schemas.dead_letter import DeadLetter
from schemas.event import Event
from schemas.interaction import Interaction
from schemas.statement import Statement

DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: dict[str, type[Record]] = {
    "article": Article,
    "event": Event,
    "statement": Statement,
    "interaction": Interaction,
    "dead-letter": DeadLetter,
}
"""Name in file names and URNs → record. Each travels on a topic of its own."""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema that the record called ``name`` is validated by, with the contract's field names.

    Raises:
        KeyError: no record has that name; see ``RECORDS``.
    """
    model = RECORDS[name]
    schema = model.model_json_schema(by_alias=True, mode="validation")
    for part in (schema, *schema.get("$defs", {}).values()):
        _tidy(part)
    if model is Article:
        # The model always has an id; what a producer sends need not, it is derived then.
        schema["required"].remove("id")
        schema["properties"]["id"] = {
            "anyOf": [{k: v for k, v in schema["properties"]["id"].items() if k != "description"}, {"type": "null"}],
            "default": None,
            "description": schema["properties"]["id"]["description"]
            + " Left out or null: derived from `url`, else from source, title and text.",
        }
    return {"$schema": DIALECT, "$id": f"urn:depesche:schema:{name}:{SCHEMA_VERSION}", **schema}


def exported_files(channels: Sequence[Channel]) -> dict[str, bytes]:
    """Every file of the contract: path below the folder ``schemas`` → content. The same call, the same bytes."""
    schemas = {name: json_schema(name) for name in RECORDS}
    files = {f"json/{name}.schema.json": _pretty(schema) for name, schema in schemas.items()}
    files["asyncapi.json"] = _pretty(asyncapi_document(channels, schemas))
    return files


def _pretty(document: dict[str, Any]) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _tidy(schema: dict[str, Any]) -> None:
    """Turn what pydantic makes of one class into what a reader of another language wants to see, in place.

    Docstrings lose their Python mark-up, fields their made-up titles ("Published At"), definitions stand in order.
    """
    if "description" in schema:
        text = str(schema["description"]).split("\n\nRaises:")[0].replace("``", "`")
        schema["description"] = "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    for field in schema.get("properties", {}).values():
        field.pop("title", None)
        _names_are_strings(field)
    if "$defs" in schema:
        used = orjson.dumps(schema).decode()
        schema["$defs"] = {name: part for name, part in sorted(schema["$defs"].items()) if f'/$defs/{name}"' in used}


def _names_are_strings(field: dict[str, Any]) -> None:
    """Mend the one thing that pydantic gets wrong: keys of a JSON object are strings, also those of an integer enum."""
    if field.get("propertyNames") == {"$ref": "#/$defs/Quad"}:
        field["propertyNames"] = {"enum": ["1", "2", "3", "4"]}
    inner = field.get("additionalProperties")
    if isinstance(inner, dict):
        _names_are_strings(inner)
