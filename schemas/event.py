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

    start: Annotated[date, Field(description="First day.")]
    end: Annotated[date, Field(description="Last day.")]
    precision: Annotated[Literal["day", "month", "year"], Field(description="How exact the words are.")]
    expression: Annotated[Span | None, Field(description="The words that say it.")] = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("end lies before start")
        return self


class Place(Record):
    """Where."""

    name: Annotated[str, Field(min_length=1, description="Name of the place.")]
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")] = None
    span: Annotated[Span | None, Field(description="The words that name it.")] = None


class Attribution(Record):
    """Who says that it happened."""

    actor: Annotated[Actor, Field(description="Who says so.")]
    statement_id: Annotated[str, Field(description="The statement that says so.")]


class Mention(Record):
    """One place that reports the event: the word that signals it, and its sentence."""

    trigger: Annotated[Span, Field(description="The word that signals the event.")]
    sentence: Annotated[Span, Field(description="Its sentence.")]


class Event(Record):
    """An event: topic ``events``, key: ``event_id``.

    Raises:
        RecordError: a mode that the type does not have, a wrong quad class, or a field that breaks its rule.
    """

    event_id: Annotated[str, Field(min_length=1, description="Deterministic.")]
    article: Annotated[ArticleRef, Field(description="The article that it was read from.")]
    type: Annotated[EventType, Field(description="PLOVER's event type.")]
    modes: Annotated[list[str], Field(description="PLOVER modes of the type.")] = []
    contexts: Annotated[list[Context], Field(description="PLOVER contexts.")] = []
    quad: Annotated[Quad, Field(description="Quad class of the type.")]
    intensity: Annotated[float, Field(ge=-10, le=10, multiple_of=0.5, description="Conflict-cooperation score.")]
    actors: Annotated[list[Party], Field(description="Who.")]
    recipients: Annotated[list[Party], Field(description="To whom.")] = []
    reciprocal: Annotated[bool, Field(description="Both sides act alike.")] = False
    modality: Annotated[Modality, Field(description="How real it is.")]
    date: Annotated[EventDate | None, Field(description="When; null where the text does not tell.")] = None
    place: Annotated[Place | None, Field(description="Where; null where the text does not tell.")] = None
    attribution: Annotated[
        list[Attribution],
        Field(description="Who says so, innermost first; empty where the article itself reports it."),
    ] = []
    mentions: Annotated[list[Mention], Field(min_length=1, description="Every place that reports it.")]
    confidence: Annotated[float, Field(ge=0, le=1, description="How sure the coder is: 0 to 1.")]
    coder: Annotated[str, Field(min_length=1, description="Name and version of code and lexicons.")]

    @model_validator(mode="after")
    def _is_plover(self) -> Self:
        strange = [mode for mode in self.modes if mode not in mode_names(self.type)]
        if strange:
            raise ValueError(f"{self.type} has no mode {', '.join(strange)}")
        if self.quad != quad_of(self.type):
            raise ValueError(f"{self.type} has quad {quad_of(self.type)}, not {self.quad}")
        return self
