"""An HTTP application on a real port of loopback."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from streams.broker import free_port


@contextmanager
def served(api: FastAPI) -> Iterator[str]:
    """Serve it from a thread of its own; yields its address, without a slash at the end."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(api, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        server.force_exit = True  # a feed that is still open never ends by itself
        thread.join(20)
