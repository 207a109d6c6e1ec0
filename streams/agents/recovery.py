"""Recovery of tables: what their changelogs have and the local stores have not, read by a consumer of its own.

Faust reads changelogs by the consumer that reads the articles, and makes of each record a message, two tasks and an
event: 0.7 ms, twelve minutes for a million entries. A store needs keys and values only; and a consumer that nobody
rebalances owns its position, which says when all is read (docs/decisions/0004-faust.md).
"""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import IllegalStateError, KafkaError
from aiokafka.structs import TopicPartition
from faust.tables import recovery as faust_recovery
from faust.tables.manager import TableManager
from faust.types import TP
from mode import Service

from streams.agents.stores import RecoveringTable
from streams.kafka import consumer_client
from streams.settings import Settings

_log = structlog.get_logger("streams.recovery")
"""Not by the module's name: by that Faust's own messages come too, which are not shown."""

_AT_ONCE = 5000
"""Records taken from the client, and written to a store, at once: some 10 ms."""
_WAIT_MILLISECONDS = 500
_RETRY_SECONDS = 1.0
_TELL_SECONDS = 5.0


class ChangelogError(RuntimeError):
    """A changelog ends before what a local store has of it. The message names both and says what to do."""


class Recovery(faust_recovery.Recovery):
    """When tables are recovered, Faust's; how, ours."""

    _revocations = 0
    _revocations_before = 0
    """How often partitions had been given up when the present ones were assigned."""

    def on_partitions_revoked(self, revoked: set[TP]) -> None:  # noqa: ARG002 (all of them)
        """Partitions are being given up: nothing is written to their stores any more."""
        self._revocations += 1

    async def on_rebalance(self, *args: Any, **options: Any) -> None:
        """Partitions are assigned: recover the tables."""
        self._revocations_before = self._revocations
        await super().on_rebalance(*args, **options)

    @Service.task
    async def _restart_recovery(self) -> None:
        while not await self.wait_for_stopped(cast("Any", self.signal_recovery_start)):
            self.signal_recovery_start.clear()
            try:
                await self._recover(self._generation_id, self._revocations_before)
            except (faust_recovery.RebalanceAgain, IllegalStateError):
                continue  # which tells of itself by the same signal
            except faust_recovery.ServiceStopped:
                break

    @Service.task
    async def _slurp_changelogs(self) -> None:
        """Nothing comes by Faust's queue."""

    @Service.task
    async def _publish_stats(self) -> None:
        """Tell how far a recovery has come, in place of Faust's, which looks at its own queue and finds it stalled."""
        while not self.should_stop:
            await self.sleep(_TELL_SECONDS)
            if self.in_recovery and (remaining := self.active_remaining_total()):
                _log.info("tables are being recovered", remaining=remaining)

    async def _recover(self, generation: int, revocations: int) -> None:
        self._set_recovery_started()
        consumer: Any = self.app.consumer
        await self._wait(consumer.do_not_fetch(self.active_tps))
        await self._wait(self.app.producer.flush())
        await self._wait(self._restore({TopicPartition(*tp): tp for tp in self.active_tps}, revocations))
        await self._wait(self.on_recovery_completed(generation))

    async def _restore(self, partitions: Mapping[TopicPartition, TP], revocations: int) -> None:
        """Bring the stores of these partitions to the end that their changelogs have now."""
        settings: Settings = cast("Any", self.app).settings
        while True:
            try:
                async with consumer_client(settings) as consumer:
                    await self._open(consumer, partitions)
                    return await self._read(consumer, partitions, revocations)
            except (KafkaError, OSError) as error:
                _log.warning("changelogs cannot be read, will try again", error=repr(error))
            await asyncio.sleep(_RETRY_SECONDS)

    async def _open(self, consumer: AIOKafkaConsumer, partitions: Mapping[TopicPartition, TP]) -> None:
        """Have the consumer stand in each partition that is behind where its store ends.

        Raises:
            ChangelogError: a changelog is shorter than what a store has of it.
        """
        ends = await consumer.end_offsets(list(partitions))
        firsts = await consumer.beginning_offsets(list(partitions))
        begins: dict[TopicPartition, int] = {}
        for tp, ours in partitions.items():
            stored = self.tp_to_table[ours].persisted_offset(ours)
            begin = max(firsts[tp], 0 if stored is None else stored + 1)
            if begin > ends[tp]:
                raise ChangelogError(
                    f"changelog {tp.topic} {tp.partition} ends at {ends[tp]}, though the local table has it up to"
                    f" {stored}: the broker lost what it had confirmed, or the data folder is another group's"
                    " (docs/operations.md, 'A changelog is gone')"
                )
            self.active_offsets[ours], self.active_highwaters[ours] = begin - 1, ends[tp] - 1
            if begin < ends[tp]:
                begins[tp] = begin
        consumer.assign(list(begins))
        for tp, begin in begins.items():
            consumer.seek(tp, begin)

    async def _read(
        self, consumer: AIOKafkaConsumer, partitions: Mapping[TopicPartition, TP], revocations: int
    ) -> None:
        """Store what comes until the consumer stands at the end of each partition, whatever is missing before it."""
        waiting = set(consumer.assignment())
        while waiting:
            fetched = await consumer.getmany(*waiting, timeout_ms=_WAIT_MILLISECONDS, max_records=_AT_ONCE)
            for tp, records in fetched.items():
                if self._revocations != revocations:  # nothing is awaited between this and the write
                    raise faust_recovery.RebalanceAgain
                ours = partitions[tp]
                cast("RecoveringTable", self.tp_to_table[ours]).restore(tp.partition, records)
                self.active_offsets[ours] = records[-1].offset
                await asyncio.sleep(0)
            for tp in list(waiting):
                if await consumer.position(tp) > self.active_highwaters[partitions[tp]]:
                    waiting.remove(tp)
                    consumer.pause(tp)


class Tables(TableManager):
    """Faust's tables with such a recovery."""

    @property
    def recovery(self) -> Recovery:
        """The recovery of this worker's tables."""
        if self._recovery is None:
            self._recovery = Recovery(self.app, cast("Any", self), beacon=self.beacon, loop=self.loop)
        return cast("Recovery", self._recovery)
