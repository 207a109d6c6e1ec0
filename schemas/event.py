"""Events: who did what to whom."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.actor import Actor, Party
from schemas.article import ArticleRef
from schemas.base import Record
from schemas.plover import Context, EventType, Modality, Quad, mode_names, quad_of
from schemas.span import Span


class EventDate(Record):
    """When: a range of days (one day: ``start`` = ``end``), how exact it is, and the words that say it."""

    start: date
    end: date
    precision: Literal["day", "month", "year"]
    expression: Span | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("end lies before start")
        return self


class Place(Record):
    """Where."""

    name: Annotated[str, Field(min_length=1)]
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")] = None
    span: Span | None = None


class Attribution(Record):
    """Who says that it happened."""

    actor: Actor
    statement_id: str


class Mention(Record):
    """One place that reports the event: the word that signals it, and its sentence."""

    trigger: Span
    sentence: Span


class Event(Record):
    """An event: topic ``events``, key: ``event_id``.

    Raises:
        RecordError: a mode that the type does not have, a wrong quad class, or a field that breaks its rule.
    """

    event_id: Annotated[str, Field(min_length=1, description="Deterministic.")]
    article: ArticleRef
    type: EventType
    modes: Annotated[list[str], Field(description="PLOVER modes of the type.")] = []
    contexts: list[Context] = []
    quad: Quad
    intensity: Annotated[float, Field(ge=-10, le=10, multiple_of=0.5, description="Conflict-cooperation score.")]
    actors: Annotated[list[Party], Field(description="Who.")]
    recipients: Annotated[list[Party], Field(description="To whom.")] = []
    reciprocal: Annotated[bool, Field(description="Both sides act alike.")] = False
    modality: Modality
    date: EventDate | None = None
    place: Place | None = None
    attribution: Annotated[
        list[Attribution],
        Field(description="Who says so, innermost first; empty where the article itself reports it."),
    ] = []
    mentions: Annotated[list[Mention], Field(min_length=1)]
    confidence: Annotated[float, Field(ge=0, le=1)]
    coder: Annotated[str, Field(min_length=1, description="Name and version of code and lexicons.")]

    @model_validator(mode="after")
    def _is_plover(self) -> Self:
        strange = [mode for mode in self.modes if mode not in mode_names(self.type)]
        if strange:
            raise ValueError(f"{self.type} has no mode {', '.join(strange)}")
        if self.quad != quad_of(self.type):
            raise ValueError(f"{self.type} has quad {quad_of(self.type)}, not {self.quad}")
        return self
