"""A client for the HTTP application, without a server."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI


class Client:
    """Asks the application itself, without a port, in one loop a request.

    Not Starlette's test client: that one decodes paths twice, and no server does.
    """

    def __init__(self, api: FastAPI) -> None:
        self._transport = httpx.ASGITransport(api, raise_app_exceptions=False)

    def request(self, method: str, url: str, headers: dict[str, Any] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://worker") as client:
                return await client.request(method, url, headers=headers)

        return asyncio.run(ask())

    def get(self, url: str, headers: dict[str, Any] | None = None) -> httpx.Response:
        return self.request("GET", url, headers)
