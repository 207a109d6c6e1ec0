"""Interactions: the rows of the table of who did what to whom, day by day."""

from datetime import date
from typing import Annotated

from pydantic import Field

from schemas.actor import CODE_PATTERN
from schemas.base import Instant, Record
from schemas.plover import EventType, Modality, Quad

UNDATED = "undated"
"""Stands for the day in the key of a row whose events have none."""


class Interaction(Record):
    """One directed dyad on one day: topic ``interactions``, key: ``FROM>TO|YYYY-MM-DD``."""

    from_: Annotated[str, Field(alias="from", pattern=CODE_PATTERN, description="Code of the actor.")]
    to: Annotated[str, Field(pattern=CODE_PATTERN, description="Code of the recipient.")]
    day: Annotated[date | None, Field(description="The event's day (first day of a range).")] = None
    counts: Annotated[dict[EventType, int], Field(description="Factual events by type.")] = {}
    other_modalities: Annotated[
        dict[Modality, dict[EventType, int]],
        Field(description="Planned, hypothetical, negated and demanded events by type."),
    ] = {}
    quads: Annotated[dict[Quad, int], Field(description="Factual events by quad class.")] = {}
    intensity_sum: Annotated[float, Field(multiple_of=0.5, description="Over factual events.")] = 0.0
    statements: Annotated[int, Field(ge=0, description="Statements of `from` whose content is about `to`.")] = 0
    articles: Annotated[int, Field(ge=0, description="Articles that contribute, copies of one dispatch each.")] = 0
    reports: Annotated[
        int,
        Field(
            ge=0,
            description="Independent reports: these articles, but all that print the same text, whole or cut, as one. "
            "Not to be added up over rows: a report may be in several.",
        ),
    ] = 0
    sources: Annotated[dict[str, int], Field(description="Source to articles.")] = {}
    sample: Annotated[
        list[str],
        Field(max_length=10, description="Ids of events to open as evidence, the first ten in order of id."),
    ] = []
    updated_at: Annotated[Instant | None, Field(description="Last change of the row, UTC.")] = None

    @property
    def key(self) -> str:
        """The row's key on the topic and in the table."""
        return row_key(self.from_, self.to, self.day)


def row_key(from_: str, to: str, day: date | None) -> str:
    """The key of a row: ``FROM>TO|YYYY-MM-DD``, or ``FROM>TO|undated``."""
    return f"{from_}>{to}|{day.isoformat() if day else UNDATED}"
