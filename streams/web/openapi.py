"""The OpenAPI document: mended where pydantic says what no JSON can be, and with examples.

The examples are what the sample dispatches give, shortened to one line a list.
"""

from importlib.resources import files
from typing import Any

import orjson
from fastapi import FastAPI

_QUAD = {"$ref": "#/components/schemas/Quad"}


def install(api: FastAPI) -> None:
    """Make the document so."""
    examples: dict[str, Any] = orjson.loads(files(__package__).joinpath("examples.json").read_bytes())
    make = api.openapi

    def document() -> dict[str, Any]:
        if api.openapi_schema is None:
            made = make()
            for schema in made["components"]["schemas"].values():
                for field in schema.get("properties", {}).values():
                    if field.get("propertyNames") == _QUAD:
                        # Names in JSON are strings: pydantic's integers would forbid every quad class there is.
                        field["propertyNames"] = {"enum": ["1", "2", "3", "4"]}
            for path, example in examples.items():
                made["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"] = example
        return make()

    api.openapi = document  # type: ignore[method-assign]
