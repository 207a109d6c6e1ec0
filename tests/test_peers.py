"""Asking another worker: in time, by way of kept connections, and without an answer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from pydantic import SecretStr

from streams.broker import free_port
from streams.peers import Peers

pytestmark = pytest.mark.anyio

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@contextlib.asynccontextmanager
async def worker(serve: Serve) -> AsyncIterator[str]:
    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@contextlib.asynccontextmanager
async def asking(token: str | None = None, seconds: float = 5.0) -> AsyncIterator[Peers]:
    peers = Peers(SecretStr(token) if token else None, seconds)
    yield peers
    await peers.close()


async def request_of(reader: asyncio.StreamReader) -> str:
    return (await reader.readuntil(b"\r\n\r\n")).decode()


def answer(status: str, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


async def test_a_question_goes_to_its_path_with_the_token() -> None:
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await request_of(reader))
        seen.append((await reader.readexactly(2)).decode())
        writer.write(answer("200 OK", b"part"))

    async with worker(serve) as url, asking("geheim") as peers:
        assert await peers.ask(url, "Total", b"{}") == b"part"
    assert seen[0].startswith("POST /peers/Total HTTP/1.1\r\n")
    assert "Authorization: Bearer geheim\r\n" in seen[0]
    assert seen[1] == "{}"


async def test_a_kept_connection_that_was_closed_meanwhile_costs_nothing() -> None:
    """The other worker closes idle connections, perhaps just as the next question is sent."""
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await request_of(reader)
        writer.write(answer("200 OK", b"part"))
        await request_of(reader)  # the second question on this connection is cut off

    async with worker(serve) as url, asking() as peers:
        assert await peers.ask(url, "Total", b"") == b"part"
        assert await peers.ask(url, "Total", b"") == b"part"
    assert connections == 2


@pytest.mark.parametrize("status", ["503 Service Unavailable", "404 Not Found", "500 Internal Server Error"])
async def test_a_refusal_is_no_answer(status: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_of(reader)
        writer.write(answer(status, b"{}"))

    async with worker(serve) as url, asking() as peers:
        assert await peers.ask(url, "Total", b"") is None


async def test_who_does_not_answer_in_time_is_left_out() -> None:
    asked = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await request_of(reader)
        asked.set()
        await reader.read()

    async with worker(serve) as url, asking(seconds=0.5) as peers:
        assert await peers.ask(url, "Total", b"") is None
    assert asked.is_set()


async def test_a_worker_that_is_not_there_is_no_answer() -> None:
    async with asking() as peers:
        assert await peers.ask(f"http://127.0.0.1:{free_port()}", "Total", b"") is None
