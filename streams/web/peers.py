"""The route by which one worker asks another one. It is no part of the contract."""

from fastapi import APIRouter, HTTPException, Request, Response

from streams.web.ports import View
from streams.web.wire import WireError


def peers_router(view: View) -> APIRouter:
    """The route over one worker's view."""
    router = APIRouter(include_in_schema=False)

    @router.post("/peers/{name}")
    async def ask(name: str, request: Request) -> Response:
        """This worker's part of an answer."""
        try:
            part = await view.answer(name, await request.body())
        except WireError as error:
            raise HTTPException(422, str(error)) from error
        if part is None:
            raise HTTPException(404, f"no question {name!r}")
        return Response(part, media_type="application/octet-stream")

    return router
