"""Actors and parties."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record
from schemas.plover import Sector
from schemas.span import Span

CODE_PATTERN = r"^[A-Z][A-Z0-9-]*(\.[A-Z]{3})?$"
"""``COUNTRY`` or ``COUNTRY.SECTOR``."""


class Actor(Record):
    """Who acts, is acted on or speaks."""

    code: Annotated[
        str,
        Field(
            pattern=CODE_PATTERN,
            description="Country (ISO 3166-1 alpha-3, XXX where none can be told) or organisation, then the sector.",
        ),
    ]
    name: Annotated[str, Field(min_length=1, description="Canonical name.")]
    kind: Annotated[Literal["person", "state", "organisation", "group"], Field(description="What sort of actor.")]
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")] = None
    sectors: Annotated[list[Sector], Field(description="PLOVER sectors, primary first.")] = []
    office: Annotated[str | None, Field(description="The office held at the event's date, where known.")] = None
    wikidata: Annotated[str | None, Field(pattern=r"^Q[1-9][0-9]*$", description="Wikidata item.")] = None


class Party(Record):
    """An actor in its role, with the words that name it there (a pronoun or a description too)."""

    actor: Annotated[Actor, Field(description="Who it is.")]
    mention: Annotated[Span | None, Field(description="The words that name it here.")] = None


class Voice(Record):
    """A speaker, an addressee or who passed something on; ``actor`` is null where the words name nobody known."""

    actor: Annotated[Actor | None, Field(description="Who it is; null where nobody can be told.")] = None
    mention: Annotated[Span | None, Field(description="The words that name it here.")] = None
