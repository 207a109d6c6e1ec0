"""The watchdog: a worker that has something to do and does not move becomes unready, then ends, to be started again.

Consumers have stalled after a rebalance, and recoveries have hung, without any error (docs/decisions/0004-faust.md).
What there is to do the watchdog asks of the broker itself, by connections of its own: the state of a consumer that
stalls is no witness. While the broker does not answer, nothing stands still that a new start would move.
"""

import asyncio
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import faust
import structlog
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

from streams.admin import end_of_marks, group_positions
from streams.agents.lanes import Lanes
from streams.settings import Settings

_log = structlog.get_logger(__name__)

_START_SECONDS = 120.0
"""What replacing an extraction process may take beside the time budget."""
_BUSY = 10
"""A partition may wait for so many times the limit while others keep the worker busy."""
_ASK_SECONDS = 30.0


class StalledError(RuntimeError):
    """The worker did not move although there was something to do. Start it again: it goes on where it was."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that should move: what it looks like now, and how long it may look so."""

    state: Hashable
    limit: float
    """Seconds."""
    told: str
    """What stands still, for a person."""


class Standstill:
    """How long each thing has looked the same."""

    def __init__(self) -> None:
        self._since: dict[Hashable, tuple[Hashable, float]] = {}

    def judge(self, sights: Mapping[Hashable, Sight], now: float) -> list[tuple[float, Hashable, Sight]]:
        """Each thing with the share of its limit that it has stood still, the longest first.

        What is not among ``sights`` this time has nothing to do, and begins anew when it comes again.
        """
        self._since = {
            name: (sight.state, since if state == sight.state else now)
            for name, sight in sights.items()
            for state, since in [self._since.get(name, (sight.state, now))]
        }
        shares = [((now - self._since[name][1]) / sight.limit, name, sight) for name, sight in sights.items()]
        return sorted(shares, key=lambda share: share[0], reverse=True)


class Watchdog:
    """Watches a worker's consumer, agents and recovery.

    Args:
        app: ended by ``crash`` when it stands still.
        settings: ``stall_seconds`` is the limit; half of it makes the worker unready.
        lanes: the agents.
        replies: how many messages the extraction processes have dealt with so far.
    """

    def __init__(
        self, app: faust.App, settings: Settings, lanes: Sequence[Lanes[Any]], replies: Callable[[], int]
    ) -> None:
        self._app = app
        self._settings = settings
        self._lanes = lanes
        self._replies = replies
        self._standstill = Standstill()
        self._empty: dict[TopicPartition, int] = {}
        self.trouble: str | None = None
        """Why the worker is not ready, or None."""

    async def run(self) -> None:
        """Watch until the worker stands still for too long, or until cancelled."""
        every = min(15.0, self._settings.stall_seconds / 6)
        while True:
            await asyncio.sleep(every)
            try:
                reason = await self._look()
            except Exception:  # noqa: BLE001 (a watchdog that died unnoticed would be none)
                _log.exception("the watchdog could not look")
                reason = None
            if reason is not None:
                await self._app.crash(StalledError(reason))
                return

    async def _look(self) -> str | None:
        """Set ``trouble``; the reason to end, if there is one."""
        try:
            sights = await asyncio.wait_for(self._sights(), _ASK_SECONDS)
        except (KafkaError, OSError, TimeoutError):
            sights = {}  # the broker is away
        shares = self._standstill.judge(sights, time.monotonic())
        share, name, worst = shares[0] if shares else (0.0, None, None)
        if worst is None or share < 1 / 2:
            self.trouble = None
            return None
        if isinstance(name, TopicPartition) and not await self._is_there(name, worst):
            return None
        seconds = share * worst.limit
        self.trouble = f"{worst.told}: no progress for {seconds:.0f} s, though the broker answers"
        _log.warning("standing still", what=worst.told, seconds=round(seconds), ends_after=round(worst.limit))
        return self.trouble if share >= 1 else None

    async def _sights(self) -> dict[Hashable, Sight]:
        limit = self._settings.stall_seconds
        topics = [lanes.topic for lanes in self._lanes]
        positions = await group_positions(self._settings, topics)
        recovery: Any = self._app.tables.recovery  # type: ignore[attr-defined]
        if self._app.rebalancing or recovery.in_recovery or not recovery.completed.is_set():
            state = self._app.consumer_generation_id, sum(offset or 0 for offset in recovery.active_offsets.values())
            # A member that died keeps its partitions, and the others waiting, until its session runs out.
            patience = limit + self._settings.kafka_session_timeout
            return {"recovery": Sight(state, patience, "assigning partitions and recovering tables")}
        sights: dict[Hashable, Sight] = {}
        assigned = self._app.consumer.assignment()
        for lanes in self._lanes:
            work_limit = limit + 2 * self._settings.extraction_time_budget + _START_SECONDS
            if lanes.in_work():
                state = lanes.finished, self._replies()
                sights[lanes.topic] = Sight(state, work_limit, f"work on {lanes.topic}")
            for tp, (committed, end) in positions.items():
                behind = tp.topic == lanes.topic and tp in assigned and committed < end and self._empty.get(tp) != end
                if behind and not lanes.in_work(tp.partition):
                    told = f"{tp.topic} {tp.partition} stands at {committed} of {end}"
                    sights[tp] = Sight(committed, _BUSY * limit if lanes.in_work() else limit, told)
        return sights

    async def _is_there(self, partition: TopicPartition, sight: Sight) -> bool:
        """Whether there is a message to read at all: a transaction leaves marks in a topic that nobody gets to see."""
        assert isinstance(sight.state, int)
        try:
            end = await asyncio.wait_for(end_of_marks(self._settings, partition, sight.state), _ASK_SECONDS)
        except (KafkaError, OSError, TimeoutError):
            return False
        if end is not None:
            self._empty[partition] = end
        return end is None
