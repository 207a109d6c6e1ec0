"""Statements: who said what to whom."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.actor import Voice
from schemas.article import ArticleRef
from schemas.base import Record
from schemas.span import Span

Kind = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
"""How a statement is told: verbatim; paraphrase with a frame; summary of a speech act and its topic; the speaker's
view going on without frame or subjunctive; subjunctive without a frame of its own."""


class Statement(Record):
    """A statement: topic ``statements``, key: ``statement_id``."""

    statement_id: Annotated[str, Field(min_length=1, description="Deterministic.")]
    article: Annotated[ArticleRef, Field(description="The article that it was read from.")]
    kind: Annotated[Kind, Field(description="How it is told.")]
    medium: Annotated[
        Literal["speech", "thought", "writing"] | None, Field(description="Said, thought or written, where known.")
    ] = None
    quote: Annotated[list[Span], Field(min_length=1, description="The content; several where the frame breaks it.")]
    speakers: Annotated[list[Voice], Field(description="Who says it.")] = []
    addressees: Annotated[list[Voice], Field(description="To whom.")] = []
    cue: Annotated[list[Span], Field(description="The words that signal it: merkte, an.")] = []
    act: Annotated[str | None, Field(description="What the speaker does: assert, deny, demand, thank, ...")] = None
    frame: Annotated[list[Span], Field(description="The reporting clause.")] = []
    about: Annotated[list[str], Field(description="Codes of the actors named in the content.")] = []
    via: Annotated[list[Voice], Field(description="Who passed it on: press service, agency.")] = []
    within: Annotated[str | None, Field(description="The statement that this one is nested in.")] = None
    confidence: Annotated[float, Field(ge=0, le=1, description="How sure the coder is: 0 to 1.")]
    coder: Annotated[str, Field(min_length=1, description="Name and version of code and lexicons.")]
