"""Whether a changed JSON Schema still reads the records of an earlier one and gives their readers every field."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_MUST_STAY = ("pattern", "format", "multipleOf", "uniqueItems")


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """What in ``new`` breaks the records or the readers of ``old``: one line a change, each beginning with the field.

    A field that is gone, newly required or has another default; a type, enum or bound that allows less. What is only
    added or allows more is no break. Knows the keywords that ``schemas.export`` writes; the schemas must not refer to
    themselves.
    """
    return list(_compare(_Pair(old, new), old, new, "record"))


class _Pair:
    """Both documents, to look references up in."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old, new

    def old(self, schema: Schema) -> list[Schema]:
        return _alternatives(self._old, schema)

    def new(self, schema: Schema) -> list[Schema]:
        return _alternatives(self._new, schema)


def _alternatives(document: Schema, schema: Schema) -> list[Schema]:
    """The schema with its reference followed, taken apart where it is an ``anyOf``."""
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix("#/$defs/")
        return _alternatives(document, document["$defs"][name])
    if "anyOf" in schema:
        return [simple for part in schema["anyOf"] for simple in _alternatives(document, part)]
    return [schema]


def _compare(pair: _Pair, old: Schema, new: Schema, place: str) -> Iterator[str]:
    if "default" in old and ("default" not in new or new["default"] != old["default"]):
        yield f"{place}: another default"
    candidates = pair.new(new)
    for alternative in pair.old(old):
        problems = [list(_narrowed(pair, alternative, candidate, place)) for candidate in candidates]
        yield from min(problems, key=len)


def _narrowed(pair: _Pair, old: Schema, new: Schema, place: str) -> Iterator[str]:
    """What the one new alternative refuses of what the old one allows."""
    if "type" in new and new["type"] != old.get("type") and (old.get("type"), new["type"]) != ("integer", "number"):
        yield f"{place}: type {old.get('type', 'any')} is no longer allowed"
        return
    allowed, allowed_before = _values(new), _values(old)
    if allowed is not None:
        gone = ["other values"] if allowed_before is None else [v for v in allowed_before if v not in allowed]
        if gone:
            yield f"{place}: no longer allows {', '.join(map(str, gone))}"
    for keyword in _MUST_STAY:
        if keyword in new and new[keyword] != old.get(keyword):
            yield f"{place}: another {keyword}"
    for keyword in _LOWER_BOUNDS:
        if keyword in new and (keyword not in old or new[keyword] > old[keyword]):
            yield f"{place}: {keyword} is tighter"
    for keyword in _UPPER_BOUNDS:
        if keyword in new and (keyword not in old or new[keyword] < old[keyword]):
            yield f"{place}: {keyword} is tighter"
    yield from _object(pair, old, new, place)
    for keyword, name in (("items", "[]"), ("propertyNames", "{name}")):
        if keyword in new:
            yield from _compare(pair, old.get(keyword, {}), new[keyword], place + name)


def _values(schema: Schema) -> list[Any] | None:
    """The only values that the schema allows, if it names them."""
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum")


def _object(pair: _Pair, old: Schema, new: Schema, place: str) -> Iterator[str]:
    new_fields = new.get("properties", {})
    for name, field in old.get("properties", {}).items():
        if name in new_fields:
            yield from _compare(pair, field, new_fields[name], f"{place}.{name}")
        else:
            yield f"{place}.{name}: is gone"
    for name in new.get("required", []):
        if name not in old.get("required", []):
            yield f"{place}.{name}: is newly required"
    values = new.get("additionalProperties", True)
    old_values = old.get("additionalProperties", True)
    if values is False and old_values is not False:
        yield f"{place}: unknown fields are no longer passed over"
    elif isinstance(values, Mapping):
        yield from _compare(pair, old_values if isinstance(old_values, Mapping) else {}, values, place + "{}")
