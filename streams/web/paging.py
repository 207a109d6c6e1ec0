"""Cursors, links to the next page, and what every answer says of itself."""

import base64
import binascii
from typing import Annotated, Any

import orjson
from fastapi import HTTPException, Query, Request, Response

from streams.web.ports import Told

MOST = 1000
"""Lines on a page, at most."""

Limit = Annotated[int, Query(ge=1, le=MOST, description="Lines on a page.")]
Cursor = Annotated[str | None, Query(max_length=2000, description="From the last page's `next`.")]

_STRANGE = "cursor: not one of ours; take it from `next`"


def encode(text: str) -> str:
    """A cursor: URL-safe, without padding."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    """What a cursor was made of.

    Raises:
        HTTPException: 422, it is none of ours.
    """
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, _STRANGE) from error


def encode_place(*parts: str | int) -> str:
    """A cursor of several parts."""
    return encode(orjson.dumps(parts).decode())


def decode_place(cursor: str, *types: type) -> list[Any]:
    """The parts of a cursor, of these types.

    Raises:
        HTTPException: 422, it is none of ours.
    """
    try:
        parts = orjson.loads(decode(cursor))
    except orjson.JSONDecodeError as error:
        raise HTTPException(422, _STRANGE) from error
    if not isinstance(parts, list) or [type(part) for part in parts] != list(types):
        raise HTTPException(422, _STRANGE)
    return parts


def link_next(request: Request, response: Response, cursor: str | None) -> str | None:
    """The address of the page after this one, also as a `Link` header; None where there is none."""
    if cursor is None:
        return None
    more = str(request.url.include_query_params(cursor=cursor))
    response.headers["Link"] = f'<{more}>; rel="next"'
    return more


def told(answered: Told) -> dict[str, Any]:
    """Whether an answer is whole, and how far it lags behind."""
    return {
        "complete": not answered.missing_partitions,
        "missing_partitions": list(answered.missing_partitions),
        "lag_seconds": answered.lag_seconds,
    }
