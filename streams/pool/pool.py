"""The pool of extraction processes, as the worker's event loop sees it."""

import asyncio
import contextlib
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from typing import cast

from streams.pool.frames import encode_frame, read_frame
from streams.pool.reading import Failed, Reply, Request

_START_SECONDS = 120.0
"""A cold start loads the models from disk; on two busy cores that has taken up to 20 s."""

_END_SECONDS = 5.0
"""What a process that has closed its output may take to end."""

_ATTEMPTS = 2
"""How often a message is tried whose process dies under it: once may be an operator's kill, twice is the message."""


_STARTS = 3
"""How often a replacement is started that dies before it is ready: who killed one process may have killed the next."""


class PoolError(RuntimeError):
    """Extraction processes cannot be started. The message says how; see the worker's standard error for why."""


class _Gone(Exception):  # noqa: N818
    """The process ended before it answered."""


class _Reader:
    """One extraction process; one message at a time."""

    def __init__(self, extractor: str, memory_mb: int) -> None:
        self._command = [sys.executable, "-m", "streams.pool.process", extractor, str(memory_mb)]
        self._process: Process | None = None
        self.coder = ""

    async def start(self) -> None:
        process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE)
        self._process = process
        assert process.stdout is not None
        try:
            header, _ = await asyncio.wait_for(read_frame(process.stdout), _START_SECONDS)
        except asyncio.IncompleteReadError as error:
            await self._let_end(process)
            raise PoolError(f"an extraction process did not start (exit code {await self.stop()})") from error
        except TimeoutError as error:
            await self.stop()
            raise PoolError(f"an extraction process was not ready after {_START_SECONDS:g} s") from error
        self.coder = header["ready"]

    async def ask(self, frame: bytes) -> Reply:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise _Gone
        try:
            process.stdin.write(frame)
            await process.stdin.drain()
            reply, _ = await read_frame(process.stdout)
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as error:
            await self._let_end(process)
            raise _Gone from error
        return cast("Reply", reply)

    @staticmethod
    async def _let_end(process: Process) -> None:
        """Its end of the pipe closes a moment before it ends: killed in between it would not tell its exit code."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _END_SECONDS)

    async def stop(self) -> int | None:
        """End the process at once; its exit code, negative for a signal."""
        process, self._process = self._process, None
        if process is None:
            return None
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        return await process.wait()


class ExtractionPool:
    """A fixed number of extraction processes, each with the models loaded once.

    A process that outruns the time budget, or dies, is replaced; the message that it had gets a ``Failed`` reply.
    """

    def __init__(
        self,
        extractor: str,
        *,
        processes: int,
        time_budget: float,
        memory_mb: int,
        on_seconds: Callable[[float], None] = lambda _: None,
        on_replaced: Callable[[], None] = lambda: None,
    ) -> None:
        self._idle: asyncio.LifoQueue[_Reader] = asyncio.LifoQueue()
        self._readers = [_Reader(extractor, memory_mb) for _ in range(processes)]
        self._time_budget = time_budget
        self._on_seconds = on_seconds
        self._on_replaced = on_replaced
        self._stopped = False
        self.coder = ""
        self.replies = 0
        """Messages that a process has answered, or did not survive."""

    async def start(self) -> None:
        """Start the processes and wait until all are ready.

        Raises:
            PoolError: one could not be started.
        """
        try:
            await asyncio.gather(*(reader.start() for reader in self._readers))
        except PoolError:
            await self.stop()
            raise
        self.coder = self._readers[0].coder
        for reader in self._readers:
            self._idle.put_nowait(reader)

    async def stop(self) -> None:
        """End all processes at once; who waits for a reply gets a PoolError."""
        self._stopped = True
        await asyncio.gather(*(reader.stop() for reader in self._readers))

    async def read(self, value: bytes, request: Request) -> Reply:
        """Have a process read one message.

        Raises:
            PoolError: a process could not be replaced, and the worker must end; or the pool has been stopped.
        """
        frame = encode_frame(request, value)
        code: int | None = None
        for _ in range(_ATTEMPTS):
            reader = await self._idle.get()
            begun = time.monotonic()
            usable = False
            try:
                async with asyncio.timeout(self._time_budget):
                    reply = await reader.ask(frame)
                usable = reply["kind"] != "failed" or reply["error"] != "MemoryError"
            except TimeoutError:
                return Failed(
                    kind="failed",
                    stage="extract",
                    error="TimeBudgetExceeded",
                    message=f"reading it took longer than {self._time_budget:g} s",
                )
            except _Gone:
                continue
            else:
                return reply
            finally:
                self.replies += 1
                self._on_seconds(time.monotonic() - begun)
                try:
                    if not usable:
                        code = await self._replace(reader)
                finally:
                    self._idle.put_nowait(reader)
        return Failed(
            kind="failed",
            stage="extract",
            error="ExtractionProcessDied",
            message=f"its process ended with exit code {code}, {_ATTEMPTS} times",
        )

    async def _replace(self, reader: _Reader) -> int | None:
        code = await reader.stop()
        if self._stopped:
            raise PoolError("the extraction processes have been stopped")
        self._on_replaced()
        for left in reversed(range(_STARTS)):
            try:
                await reader.start()
                break
            except PoolError:
                if self._stopped or not left:
                    raise
        return code
