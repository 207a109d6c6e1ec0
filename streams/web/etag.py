"""ETag and If-None-Match: who has an answer already is told so, and nothing more."""

from hashlib import blake2b

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OK = 200


class Etag:
    """Gives JSON answers to GET an ETag of their content, and answers 304 where the client has that content.

    Only JSON: a live feed has no end to take a digest of.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        answer = _Answer(Headers(scope=scope).get("if-none-match", ""), send)
        await self._app(scope, receive, answer.send)


class _Answer:
    """Holds a JSON answer back until it is whole; passes all others on."""

    def __init__(self, known: str, send: Send) -> None:
        self._known = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_json(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        tag = f'"{blake2b(self._body, digest_size=12).hexdigest()}"'
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["ETag"] = tag
        # A copy may be kept, but must be asked about each time: rows change with every article.
        headers["Cache-Control"] = "private, no-cache"
        status, body = int(start["status"]), self._body
        if tag in self._known or "*" in self._known:
            status, body = 304, b""
            del headers["content-length"], headers["content-type"]
        await self._send({**start, "status": status, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _is_json(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == _OK and kind.partition(";")[0] == "application/json")
