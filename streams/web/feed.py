"""The live feed: server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse
from starlette.types import Send

from schemas.plover import EventType
from streams.state.contribution import pairs
from streams.web import problems
from streams.web.codes import code
from streams.web.hub import Hub, Item, Kind, Passed, passed_to

HEARTBEAT_SECONDS = 15.0
"""Proxies close a connection that is silent for 30 to 60 seconds."""

_SEND_SECONDS = 30.0
"""A reader that takes nothing for so long, its buffers full, is dropped."""

_RETRY_MS = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records a reader asks for. A withdrawal names the record only, so every reader of its kind gets it."""

    kinds: Sequence[Kind] = ()
    actor: str | None = None
    from_: str | None = None
    to: str | None = None
    types: Sequence[str] = ()

    def __call__(self, item: Item) -> bool:
        """Whether the item is asked for."""
        if self.kinds and item.kind not in self.kinds:
            return False
        if item.plain is None:
            return True
        if self.types and item.plain.get("type") not in self.types:
            return False
        dyads = list(_dyads(item.plain))
        return (self.actor is None or any(_names(self.actor, code) for code in _codes(item.plain))) and (
            (self.from_ is None and self.to is None)
            or any(_names(self.from_, one) and _names(self.to, other) for one, other in dyads)
        )


def _names(asked: str | None, code: str) -> bool:
    return asked is None or code == asked or code.startswith(asked + ".")


def _codes(plain: dict[str, Any]) -> Iterator[str]:
    for role in ("actors", "recipients", "attribution", "speakers", "addressees", "via"):
        for party in plain.get(role, ()):
            if party["actor"]:
                yield party["actor"]["code"]
    yield from plain.get("about", ())


def _dyads(plain: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "event_id" in plain:
        actors, recipients = ([party["actor"]["code"] for party in plain[side]] for side in ("actors", "recipients"))
        yield from pairs(actors, recipients, reciprocal=plain["reciprocal"])
    else:
        for voice in plain["speakers"]:
            if voice["actor"]:
                yield from ((voice["actor"]["code"], about) for about in plain["about"])


def frame(passed: Passed | None) -> bytes:
    """The wire format of one item; of None, a heartbeat."""
    if passed is None:
        return b": heartbeat\n\n"
    item = passed.item
    if item is None:
        name, data = b"missed", b'{"detail": "more has come than is remembered here: ask the views anew"}'
    elif item.json is None:
        name, data = b"withdrawn", orjson.dumps({"kind": item.kind, "id": item.id})
    else:
        name, data = item.kind.encode(), orjson.dumps(item.plain)  # anew: what is on the topic might hold line ends
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (passed.place.encode(), name, data)


class _Feed(StreamingResponse):
    """Ends where the reader takes nothing any more."""

    media_type = "text/event-stream"

    async def stream_response(self, send: Send) -> None:
        async def in_time(message: Any) -> None:
            async with asyncio.timeout(_SEND_SECONDS):
                await send(message)

        try:
            await super().stream_response(in_time)
        except TimeoutError:
            return


_EXAMPLE = (
    "retry: 2000\n\nid: e0.12_s0.7\nevent: statement\n"
    'data: {"statement_id": "belta-17:s:0f3a", "…": "a Statement"}\n\n'
    'id: e0.13_s0.7\nevent: event\ndata: {"event_id": "belta-17:e:9c41", "…": "an Event"}\n\n'
    'id: e0.14_s0.7\nevent: withdrawn\ndata: {"kind": "event", "id": "belta-16:e:77aa"}\n\n: heartbeat\n\n'
)

_EVENT = {
    "type": "object",
    "description": "One event of the stream.",
    "required": ["id", "event", "data"],
    "properties": {
        "id": {"type": "string", "description": "Where the stream stands, for `Last-Event-ID`."},
        "event": {"enum": ["event", "statement", "withdrawn", "missed"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}


def feed_router(hub: Hub) -> APIRouter:
    """The route over one worker's hub."""
    router = APIRouter(tags=["feed"], responses=problems.PROBLEM_RESPONSES)

    @router.get(
        "/feed",
        response_class=_Feed,
        responses={
            200: {
                "description": "`event`: an Event. `statement`: a Statement. `withdrawn`: `{kind, id}` of a record "
                "that is gone. `missed`: resuming went too far back.",
                "content": {"text/event-stream": {"schema": _EVENT, "example": _EXAMPLE}},
            }
        },
    )
    async def feed(
        *,
        kind: Annotated[list[Kind] | None, Query(description="`event`, `statement`; both where absent.")] = None,
        actor: Annotated[str | None, code("In any role")] = None,
        from_: Annotated[str | None, code("Who acts or speaks", "from")] = None,
        to: Annotated[str | None, code("On whom, or about whom")] = None,
        type: Annotated[list[EventType] | None, Query(description="PLOVER types: then events only.")] = None,  # noqa: A002
        recent: Annotated[int, Query(ge=0, le=100, description="So many of the last ones come first.")] = 0,
        last_event_id: Annotated[
            str | None, Header(max_length=20_000, description="Resume after this `id`; any worker understands it.")
        ] = None,
    ) -> Response:
        """Events and statements of all workers as they come, and withdrawals: server-sent events without end."""
        types = [one.value for one in type or ()]
        wanted = Wanted(kind or (), actor, from_, to, types)
        reader = hub.subscribe(wanted, last_event_id, recent)
        if reader is None:
            return problems.problem(503, "too many readers of the feed; try another worker", {"Retry-After": "30"})

        async def frames() -> AsyncIterator[bytes]:
            yield b"retry: %d\n\n" % _RETRY_MS
            async for passed in passed_to(hub, reader, HEARTBEAT_SECONDS):
                yield frame(passed)

        return _Feed(frames(), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    return router
