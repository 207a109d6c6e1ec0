"""What the views answer with, beside the records themselves."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from schemas import ArticleRef, Event, Interaction, Statement


class InteractionPage(BaseModel):
    """Rows of the interaction table in the order of their keys."""

    interactions: list[Interaction]
    complete: Annotated[bool, Field(description="False where other workers hold partitions that are not in it.")]
    missing_partitions: list[int]
    next: Annotated[str | None, Field(description="Where the next page is; also in the `Link` header.")]


class ArticleAnswer(BaseModel):
    """What an article gave."""

    article: ArticleRef
    title: str
    text: Annotated[str, Field(description="What the spans point into, in Unicode code points; empty where unknown.")]
    language: Annotated[str | None, Field(description="BCP 47 of the language that it was read in.")]
    coder: str
    events: list[Event]
    statements: list[Statement]


class Health(BaseModel):
    """Alive, or ready, or why not."""

    status: str


JSON = dict[str, Any]
