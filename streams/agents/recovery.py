"""Recovery of tables: what is fetched of a changelog goes into the store as it comes, a batch at a time.

Faust makes of each record a message, two tasks, an event and a place in a queue, and counts for each what remains of
all partitions: 0.2 ms, over three minutes for a million entries. A store needs keys and values only.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import cast

from aiokafka.structs import ConsumerRecord
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.types import TP
from mode import Service

from streams.agents.stores import RecoveringTable


class BatchRecovery(Recovery):
    """Faust's recovery, but for the records' way into the stores."""

    async def take(self, fetched: dict[TP, Sequence[ConsumerRecord]], is_current: Callable[[], bool]) -> None:
        """Store what was fetched of changelogs, partition by partition, in order; recovery ends with the last of it.

        Args:
            fetched: the records of each partition, in order of their offsets.
            is_current: whether they still belong to the present assignment. If not, the next recovery, which begins
                where the store ends, reads them again. Outside of one nothing is stored: the agents write then, and
                what comes late is older than what they wrote.
        """
        for tp, records in fetched.items():
            if not (self.in_recovery and is_current()):
                return
            self._store(tp, records)
            await asyncio.sleep(0)
        if self.in_recovery and is_current() and not self.need_recovery():
            self._set_recovery_ended()
            self.signal_recovery_end.set()

    def _store(self, tp: TP, records: Sequence[ConsumerRecord]) -> None:
        self._active_events_received_at[tp] = self._last_flush_at = time.monotonic()
        stored = self.active_offsets.get(tp)
        new = records if stored is None else [record for record in records if record.offset > stored]
        if tp not in self.active_tps or not new:
            return
        cast("RecoveringTable", self.tp_to_table[tp]).restore(tp.partition, new)
        self.active_offsets[tp] = new[-1].offset

    def _set_recovery_started(self) -> None:
        self.signal_recovery_end.clear()
        super()._set_recovery_started()

    @Service.task
    async def _slurp_changelogs(self) -> None:
        """Nothing comes by Faust's queue."""


class Tables(TableManager):
    """Faust's tables with such a recovery."""

    @property
    def recovery(self) -> Recovery:
        """The recovery of this worker's tables."""
        if self._recovery is None:
            self._recovery = BatchRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
