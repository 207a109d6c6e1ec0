"""Questions and parts as they travel between workers: a line of JSON that says whose part it is, then the part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from streams.web.ports import Question
from streams.web.questions import QUESTIONS


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker answers, and of what."""

    value: Any
    partitions: Sequence[int]
    generation: int
    """Of the consumer group: within one, no two workers hold the same partition."""
    lag_seconds: float | None


class WireError(ValueError):
    """Not what a worker of this version would send. Workers of two versions cannot merge their answers."""


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(type_: Any) -> TypeAdapter[Any]:
    if type_ not in _ADAPTERS:
        _ADAPTERS[type_] = TypeAdapter(type_)
    return _ADAPTERS[type_]


def encode_question(question: Question[Any]) -> bytes:
    """As JSON."""
    return _adapter(type(question)).dump_json(question)


def decode_question(name: str, data: bytes) -> Question[Any] | None:
    """What ``encode_question`` wrote; None where no question has that name.

    Raises:
        WireError: it is none.
    """
    kind = QUESTIONS.get(name)
    if kind is None:
        return None
    try:
        found: Question[Any] = _adapter(kind).validate_json(data)
    except ValidationError as error:
        raise WireError(f"not a question {name}: {error.error_count()} errors") from error
    return found


def encode_part(question: Question[Any], part: Part) -> bytes:
    """As two lines of JSON."""
    head = {"partitions": list(part.partitions), "generation": part.generation, "lag_seconds": part.lag_seconds}
    return orjson.dumps(head) + b"\n" + _adapter(question.part).dump_json(part.value, by_alias=True)


def decode_part(question: Question[Any], data: bytes) -> Part:
    """What ``encode_part`` wrote.

    Raises:
        WireError: it is none.
    """
    head, _, body = data.partition(b"\n")
    try:
        return Part(value=_adapter(question.part).validate_json(body), **orjson.loads(head))
    except (ValueError, TypeError) as error:
        raise WireError(f"not an answer to {type(question).__name__}") from error
