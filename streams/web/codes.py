"""Actor codes and other parameters that several routes take."""

import re
from datetime import date
from typing import Annotated

from fastapi import Path, Query
from pydantic import BeforeValidator

from schemas.actor import CODE_PATTERN

CODE = "An actor code; a country's or organisation's includes all its sectors."

CodeInPath = Annotated[str, Path(pattern=CODE_PATTERN, max_length=40, description=CODE)]


def code(role: str, alias: str | None = None) -> object:
    """A query parameter that takes an actor code.

    Args:
        role: what the actor does, to begin its description.
        alias: the parameter's name, where Python does not allow it.
    """
    return Query(alias=alias, pattern=CODE_PATTERN, max_length=40, description=f"{role}. {CODE}")


def _iso(given: str | None) -> str | None:
    """Pydantic alone would also take a number, as seconds since 1970."""
    if given is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII):
        raise ValueError("a day is written YYYY-MM-DD")
    return given


_Day = Annotated[date | None, BeforeValidator(_iso)]

DayFrom = Annotated[_Day, Query(description="First day. With a range, what has no day is left out.")]
DayTo = Annotated[_Day, Query(description="Last day.")]
Source = Annotated[str | None, Query(max_length=200, description="The publisher, exactly.")]
