"""What the API says of itself, and the conventions that hold for all of it."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi.openapi.models import OpenAPI
from fastapi.routing import APIRoute
from jsonschema import Draft202012Validator
from pydantic import BaseModel, SecretStr

from streams.web import answers
from streams.web.api import create_api
from streams.web.problems import MEDIA_TYPE
from tests.web.client import Client
from tests.web.fake_view import FakeView

API = create_api(FakeView(), SecretStr("geheim"), "1.2.3")
DOCUMENT: dict[str, Any] = Client(API).get("/openapi.json").json()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
HEALTH = {"GET /livez", "GET /readyz", "GET /startupz"}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_the_routes_are_these() -> None:
    """An inventory: nothing comes or goes unnoticed."""
    assert set(OPERATIONS) == HEALTH | {
        "GET /articles/{article_id}",
        "GET /events/{event_id}",
        "GET /statements/{statement_id}",
        "GET /interactions",
        "GET /interactions/{from_}/{to}",
        "GET /events",
        "GET /statements",
        "GET /articles",
        "GET /dyads",
        "GET /dyads/{from_}/{to}",
        "GET /actors/{code}",
        "GET /search",
        "GET /contradictions",
        "GET /feed",
        "GET /metrics",
    }


def test_the_document_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert DOCUMENT["info"]["version"] == "1.2.3"
    OpenAPI.model_validate(DOCUMENT)
    for name, schema in DOCUMENT["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("description"), f"{name} says nothing of itself"
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))


def test_every_reference_in_the_document_leads_somewhere() -> None:
    for reference in references(DOCUMENT):
        target: Any = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            assert part in target, reference
            target = target[part]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_says_what_it_is_for_and_which_parameters_its_path_has(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["description"].endswith(".")
    in_path = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
    assert in_path == set(re.findall(r"{(\w+)", name))


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_documents_its_problems_as_problem_json(name: str) -> None:
    """Only /livez cannot fail: it asks nothing of anybody."""
    bad = {status: response for status, response in OPERATIONS[name]["responses"].items() if status >= "400"}
    for status, response in bad.items():
        assert set(response["content"]) == {MEDIA_TYPE}, f"{name}: {status}"
    if name == "GET /livez":
        assert not bad
    elif name in HEALTH:
        assert set(bad) == {"503"}
    elif name == "GET /metrics":
        assert set(bad) == {"401"}
    else:
        assert set(bad) == {"401", "404", "410", "422", "503"}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_has_an_example_that_its_schema_allows(name: str) -> None:
    if name == "GET /metrics":
        return  # Prometheus' own text format
    ((kind, content),) = OPERATIONS[name]["responses"]["200"]["content"].items()
    assert content["example"]
    if kind == "application/json":
        schema = content["schema"] | {"components": DOCUMENT["components"]}
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(content["example"])


def test_evidence_in_the_examples_lies_where_its_spans_say() -> None:
    article = OPERATIONS["GET /articles/{article_id}"]["responses"]["200"]["content"]["application/json"]["example"]
    for mention in article["events"][0]["mentions"]:
        for span in mention.values():
            assert article["text"][span["start"] : span["end"]] == span["text"]


def test_the_documentation_is_the_pages_and_loads_nothing_from_elsewhere() -> None:
    answer = Client(API).get("/docs")
    assert answer.status_code == 307
    assert answer.headers["location"] == "./#/reference"
    assert Client(API).get("/redoc").status_code == 404


def test_the_asyncapi_document_is_served_with_the_schemas_that_it_refers_to() -> None:
    document = Client(API).get("/asyncapi.json").json()
    assert document["asyncapi"].startswith("3.")
    found = {reference for reference in references(document) if not reference.startswith("#")}
    assert len(found) == 4
    for reference in found:
        schema = Client(API).get(f"/{reference}").json()
        Draft202012Validator.check_schema(schema)
        assert schema["properties"]


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for inner in get_args(annotation):
        yield from models(inner)


def test_every_field_of_every_answer_is_snake_case() -> None:
    """By its name on the wire; the offender is named."""
    answered = {
        model for route in API.routes if isinstance(route, APIRoute) for model in models(route.response_model)
    } | {model for model in vars(answers).values() if isinstance(model, type) and issubclass(model, BaseModel)}
    checked = {inner for model in answered for inner in models(model)}
    assert {"Event", "Statement", "Interaction", "InteractionPage", "ArticleAnswer", "Health", "Span"} <= {
        model.__name__ for model in checked
    }
    offenders = [
        f"{model.__name__}.{name}"
        for model in checked
        for name in (field.serialization_alias or field.alias or own for own, field in model.model_fields.items())
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)
    ]
    assert not offenders
