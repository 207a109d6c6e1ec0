"""The route by which one worker asks another one. It is no part of the contract."""

from fastapi import APIRouter, HTTPException, Request, Response

from streams.web.ports import View
from streams.web.wire import WireError

_MOST_BYTES = 1024 * 1024
"""Of a question: the largest names the thousand dyads of a page."""


def peers_router(view: View) -> APIRouter:
    """The route over one worker's view."""
    router = APIRouter(include_in_schema=False)

    @router.post("/peers/{name}")
    async def ask(name: str, request: Request) -> Response:
        """This worker's part of an answer."""
        try:
            part = await view.answer(name, await _body(request))
        except WireError as error:
            raise HTTPException(422, str(error)) from error
        if part is None:
            raise HTTPException(404, f"no question {name!r}")
        return Response(part, media_type="application/octet-stream")

    return router


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, f"a question has {_MOST_BYTES:,} bytes at most", {"Connection": "close"})
    return bytes(body)
