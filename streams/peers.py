"""Asking other workers over HTTP."""

import asyncio

import httpx
import structlog
from pydantic import SecretStr

_IDLE_SECONDS = 2.0
"""An idle connection is closed here before the other worker closes it, after 5 seconds, perhaps just as it is used."""

_log = structlog.get_logger(__name__)

PATH = "/peers"


class Peers:
    """The other workers of the group.

    Args:
        token: what each of them asks for, where they ask for one.
        seconds: a worker that has not answered by then is left out of an answer.
    """

    def __init__(self, token: SecretStr | None, seconds: float) -> None:
        self._headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token is not None else {}
        self._seconds = seconds
        self._client: httpx.AsyncClient | None = None

    async def ask(self, url: str, name: str, question: bytes) -> bytes | None:
        """What one worker answers, or None where it does not in time."""
        if self._client is None:
            self._client = httpx.AsyncClient(
                headers=self._headers,
                timeout=self._seconds,
                trust_env=False,  # no proxy of the environment stands between workers
                limits=httpx.Limits(keepalive_expiry=_IDLE_SECONDS),
            )
        try:
            async with asyncio.timeout(self._seconds):
                response = await self._post(self._client, f"{url}{PATH}/{name}", question)
                response.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            _log.info("another worker does not answer", url=url, question=name, error=repr(error))
            return None
        return response.content

    async def _post(self, client: httpx.AsyncClient, url: str, question: bytes) -> httpx.Response:
        try:
            return await client.post(url, content=question)
        except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
            return await client.post(url, content=question)  # a connection that was kept had been closed

    async def close(self) -> None:
        """Close all connections."""
        if self._client is not None:
            await self._client.aclose()
