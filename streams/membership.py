"""Whether this worker may write: only while the group certainly takes it for alive.

A worker that was frozen, or cut off, for longer than its session does not know that another has gone on with its
partitions; what it had begun to send would come after what the other sent, and undo it. So a worker counts the time
since the coordinator last confirmed it, and writes nothing once its session may have run out; and it gives its
partitions up only when nothing that it began is still under way.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_SECONDS = 0.02
_CUT_OFF = "the worker was frozen or cut off for longer than its session, with messages under way"


class CutOffError(RuntimeError):
    """The session ran out with messages under way, which must not be sent any more. Start the worker again."""


class Membership:
    """The worker's place in its consumer group, as far as writing depends on it.

    Args:
        seconds: the session time-out.
        clock: seconds, ever growing, also while the process is frozen.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._confirmed: float | None = None
        self._under_way = 0
        self._leaving = False
        self._cut_off = False

    def now(self) -> float:
        """The clock, for ``confirm``."""
        return self._clock()

    def confirm(self, asked_at: float) -> None:
        """The coordinator has answered a request, sent at ``asked_at``, as a member's. Called from any thread."""
        self._confirmed = max(asked_at, self._confirmed or asked_at)

    def may_send(self) -> bool:
        """Whether the session certainly still holds. Before there is one nothing can be in work."""
        return not self._cut_off and (self._confirmed is None or self._clock() < self._confirmed + self._seconds)

    def may_begin(self) -> bool:
        """Whether something new may be sent: not while partitions are being given up."""
        return not self._leaving

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Messages are under way, until each is confirmed or has failed."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def wait_to_send(self) -> None:
        """Wait until the session holds.

        Raises:
            CutOffError: what is under way must not be sent any more.
        """
        while not self.may_send():
            if self._cut_off:
                raise CutOffError(_CUT_OFF)
            await asyncio.sleep(_LOOK_SECONDS)

    async def leave(self) -> None:
        """Begin nothing more, and wait until nothing is under way: then others may have the partitions.

        Raises:
            CutOffError: the session ran out before; what is under way will never be sent.
        """
        self._leaving = True
        while self._under_way and self.may_send():  # noqa: ASYNC110 (what ends it is also time)
            await asyncio.sleep(_LOOK_SECONDS)
        if self._under_way:
            self._cut_off = True
            raise CutOffError(_CUT_OFF)

    def join(self) -> None:
        """Partitions have been assigned."""
        self._leaving = False
