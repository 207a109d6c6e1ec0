"""What holds for every text, however hostile; and the extractor that looks whether it does.

``tests.hostile.laws:extract`` reads with the real extractor and stands in its place in an extraction process or a
worker, so a law that is broken ends as a dead letter of class ``LawError`` and not in a log that nobody reads.
"""

import json
import time
from collections.abc import Iterator
from functools import cache
from zlib import crc32

import jsonschema
from jsonschema.protocols import Validator

from schemas import Article, Event, RecordError, Span, Statement
from schemas.export import json_schema
from streams import extract as real
from streams.extract import Extraction, coder, warm_up

__all__ = ["REFUSALS", "LawError", "broken", "coder", "extract", "is_expected", "spans_of", "warm_up"]

REFUSALS = {"RecordError": ("decode", "validate"), "LanguageNotSupportedError": ("extract",)} | {
    "LanguageUnknownError": ("extract",)
}
"""The typed errors that a message may end with, and the stages that raise them. Anything else is a fault of ours."""

SECONDS, SECONDS_A_CHARACTER = 2.0, 120 / 1_000_000
"""What a text may take of the processor: the time budget of an article, by its length, and what a pause may add."""


CLOSELY = 50
"""One text in so many is read twice, and its records are held against the published schemas: that takes longest."""


class LawError(AssertionError):
    """A law does not hold; the message says which, in one line."""


def is_expected(stage: str, error: str) -> bool:
    """Whether a failure is one that a text may have, and not a fault of ours."""
    return stage in REFUSALS.get(error, ())


def extract(article: Article) -> Extraction:
    """Read it as the real one does, and look at what comes out; some more closely, and twice.

    Raises:
        LawError: something does not hold.
        ExtractionError: as the real one.
    """
    loaded()
    begun = time.process_time()
    found = real.extract(article)
    took = time.process_time() - begun
    most = SECONDS + SECONDS_A_CHARACTER * (len(article.text) + len(article.title))
    if took > most:
        raise LawError(f"takes {took:.2f} s for {len(article.text)} characters, {most:.2f} at most")
    closely = crc32(article.text.encode()) % CLOSELY == 0
    for fault in broken(article, found, closely=closely):
        raise LawError(fault)
    if closely and as_bytes(real.extract(article)) != as_bytes(found):
        raise LawError("the same article gives other records the second time")
    return found


@cache
def loaded() -> None:
    """Loading models and tables is no text's time."""
    warm_up()


def as_bytes(extraction: Extraction) -> bytes:
    return b"\n".join(record.to_json() for record in (*extraction.events, *extraction.statements))


def broken(article: Article, found: Extraction, *, closely: bool = True) -> Iterator[str]:
    """Each law that the records of an article break, in one line.

    ``closely`` also validates by the published JSON Schemas, which takes as long as all the rest; the models, which
    they are made from, are always asked.
    """
    seen: set[str] = set()
    for record in (*found.events, *found.statements):
        kind, id_ = ("event", record.event_id) if isinstance(record, Event) else ("statement", record.statement_id)
        if id_ in seen:
            yield f"two records have the id {id_}"
        seen.add(id_)
        yield from (f"{kind} {id_} {fault}" for fault in _untrue(article, record))
        yield from (f"{kind} {id_} breaks its schema{fault}" for fault in _invalid(kind, record, closely=closely))
    yield from _hanging(found)


def _untrue(article: Article, record: Event | Statement) -> Iterator[str]:
    for span in spans_of(record):
        if not 0 <= span.start < span.end or article.text[span.start : span.end] != span.text:
            yield f"has a span that does not point at its text: {span!r}"
    if record.article != article.ref():
        yield "names another article"
    if isinstance(record, Event) and not record.actors:
        yield "has nobody who did it"


def _invalid(kind: str, record: Event | Statement, *, closely: bool) -> Iterator[str]:
    data = record.to_json()
    try:
        if type(record).from_json(data) != record:
            yield ": it is another one after a round trip"
    except RecordError as error:
        yield f": {error}"
    for error in validator(kind).iter_errors(json.loads(data)) if closely else ():
        yield f" at {error.json_path}: {error.message[:200]}"


def _hanging(found: Extraction) -> Iterator[str]:
    """References to statements that are not there."""
    known = {statement.statement_id for statement in found.statements}
    for statement in found.statements:
        if statement.within is not None and statement.within not in known:
            yield f"statement {statement.statement_id} is within one that is not there"
    for event in found.events:
        if not {each.statement_id for each in event.attribution if each.statement_id} <= known:
            yield f"event {event.event_id} is attributed to a statement that is not there"


@cache
def validator(kind: str) -> Validator:
    return jsonschema.Draft202012Validator(json_schema(kind))


def spans_of(value: object) -> list[Span]:
    """Every span in a record, however deep."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, list | tuple):
        return [span for each in value for span in spans_of(each)]
    if hasattr(type(value), "model_fields"):
        return [span for name in type(value).model_fields for span in spans_of(getattr(value, name))]
    return []
