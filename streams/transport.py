"""What we change in Faust's Kafka driver, and why (docs/decisions/0004-faust.md)."""

import asyncio
import copy
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError, ProducerClosed, RebalanceInProgressError
from aiokafka.protocol.group import HeartbeatRequest, SyncGroupRequest
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from faust.types.tuples import Message

from streams.fetching import fetch_in_time
from streams.membership import CutOffError, Membership
from streams.topics import partition_of

_BATCH_BYTES = 256 * 1024
"""Of one partition's messages in a request; the client's 16 KiB are two ledger entries, and a request each."""


class Outgoing(Protocol):
    """A message to be sent."""

    @property
    def topic(self) -> str:
        """Where it goes."""
        ...

    @property
    def key(self) -> bytes | None:
        """Its key."""
        ...

    @property
    def value(self) -> bytes | None:
        """None is a tombstone."""
        ...

    @property
    def headers(self) -> Sequence[tuple[str, bytes]]:
        """In order."""
        ...

    @property
    def partition(self) -> int | None:
        """None: by the key."""
        ...


class IdempotentProducer(driver.Producer):
    """Faust makes the producer idempotent only under ``exactly_once``, which it does not do right.

    Without it a batch that fails while the next one succeeds would reach a row out of order, and the row would take
    the late one for a repeat.

    What it has taken in leaves it only while the worker's session certainly holds.
    """

    def _settings_extra(self) -> dict[str, Any]:
        return {"acks": "all", "enable_idempotence": True, "max_batch_size": _BATCH_BYTES}

    async def send_many(self, messages: Sequence[Outgoing]) -> list[int]:
        """Send messages in their order and wait until the broker has them all; their offsets.

        The client's own ``send`` makes a coroutine and a future for each message, and waits where a batch is full.
        Here messages go straight into the client's batches, and each batch is waited for once.

        Raises:
            MessageSizeTooLargeError: one is larger than the producer may send; none is sent.
            KafkaError: the broker has not confirmed them all.
        """
        producer = self._ensure_producer()
        for message in messages:
            size = DefaultRecordBatchBuilder.estimate_size_in_bytes(message.key, message.value, list(message.headers))
            if size > producer._max_request_size:  # noqa: SLF001
                raise MessageSizeTooLargeError(f"the message is {size} bytes, and the producer may send fewer")
        topics = {message.topic for message in messages}
        for topic in topics:
            await producer.client._wait_on_metadata(topic)  # noqa: SLF001
        partitions = {topic: len(producer.client.cluster.partitions_for_topic(topic) or ()) for topic in topics}
        places = [self._add(message, partitions[message.topic]) for message in messages]
        futures = {id(batch): batch.future for batch, _ in places}
        if futures:
            await asyncio.wait(futures.values())  # unlike gather it leaves them alone when it is cancelled
        bases = {number: future.result().offset for number, future in futures.items()}
        return [bases[id(batch)] + place for batch, place in places]

    def _add(self, message: Outgoing, partitions: int) -> tuple[Any, int]:
        """Put a message into the open batch of its partition, or a new one; the batch, and its place in it."""
        producer: Any = self._ensure_producer()
        accumulator = producer._message_accumulator  # noqa: SLF001
        if accumulator._closed:  # noqa: SLF001
            raise ProducerClosed
        if accumulator._exception is not None:  # noqa: SLF001
            raise copy.copy(accumulator._exception)  # noqa: SLF001
        key, value, partition = message.key, message.value, message.partition
        if partition is None and key is not None:
            partition = partition_of(key, partitions)  # the client would list the topic's partitions for each message
        tp = TopicPartition(
            message.topic,
            producer._partition(message.topic, partition, key, value, key, value),  # noqa: SLF001
        )
        pending = accumulator._batches.get(tp)  # noqa: SLF001
        if pending:
            place = _append(pending[-1], message)
            if place is not None:
                return pending[-1], place
        batch = accumulator._append_batch(accumulator.create_builder(), tp)  # noqa: SLF001
        place = _append(batch, message)
        assert place is not None  # whatever its size, a batch takes a first message
        return batch, place

    def _new_producer(self, transactional_id: str | None = None) -> AIOKafkaProducer:
        producer = super()._new_producer(transactional_id)
        client, membership = producer.client, _membership(self.app)
        send = client.send

        async def send_in_session(node_id: int, request: Any, **options: Any) -> Any:
            if isinstance(request, ProduceRequest):
                await client.ready(node_id)  # connecting takes time: after it, nothing is waited for any more
                await membership.wait_to_send()
            return await send(node_id, request, **options)

        client.send = send_in_session
        return producer


def _append(batch: Any, message: Outgoing) -> int | None:
    added = batch._builder.append(  # noqa: SLF001
        timestamp=None, key=message.key, value=message.value, headers=list(message.headers)
    )
    return None if added is None else int(added.offset)


class _ConsumerThread(driver.AIOKafkaConsumerThread):
    """Tells when the coordinator last confirmed the worker as a member."""

    def _create_consumer(self, loop: asyncio.AbstractEventLoop) -> AIOKafkaConsumer:
        consumer = super()._create_consumer(loop)
        client, membership = consumer._client, _membership(self.app)  # noqa: SLF001 (the coordinator sends by it)
        send = client.send

        async def send_and_note(node_id: int, request: Any, **options: Any) -> Any:
            asked_at = membership.now()
            response = await send(node_id, request, **options)
            if isinstance(request, HeartbeatRequest | SyncGroupRequest) and response.error_code in _A_MEMBER:
                membership.confirm(asked_at)
            return response

        client.send = send_and_note
        fetch_in_time(client)
        return consumer


_A_MEMBER = (0, RebalanceInProgressError.errno)
"""Answers that a coordinator gives to members only."""


def _membership(app: Any) -> Membership:
    return cast("Membership", app.membership)


class _Forgetful(dict[TP, int | None]):
    """Stands for Faust's memory of the last offset read in each partition, and remembers nothing.

    By it Faust drops messages that it takes for read and acknowledges gaps; after a seek it can be ahead, and then
    drops the very messages that were to be read again. The lanes have a sequence of their own.
    """

    def __getitem__(self, _: TP) -> None:
        return None

    def __setitem__(self, _: TP, __: int | None) -> None:
        pass

    def update(self, *_: Any, **__: Any) -> None:
        pass


class CurrentConsumer(driver.Consumer):
    """Ways in which a rebalance would lose messages, closed.

    Faust acknowledges buffered messages of the old generation without processing them. They are read again in the new
    one, so an acknowledgement of the old one is dropped: otherwise a crash right after a rebalance would lose them.

    What is fetched while partitions are being assigned, Faust throws away and seeks back to the committed offset; but
    a partition without one it leaves where it is, behind what was thrown away. Such a partition is read from its
    beginning: nothing of it has been acknowledged.

    Before partitions are given up, all that was begun for them is confirmed (``streams.membership``).

    What is lost all the same, the agents notice and ask for again (``streams.agents.gaps``).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_offset = _Forgetful()
        self._begins: dict[TP, int] = {}
        """Where reading begins in this generation, of partitions that nothing is committed of."""

    def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def do_not_fetch(self, tps: Iterable[TP]) -> None:
        """Have the client fetch nothing of these partitions while they are assigned; Faust only leaves it lying there.

        Raises:
            IllegalStateError: one is not assigned any more.
        """
        partitions = [TopicPartition(*tp) for tp in tps]
        await self._thread.call_thread(self._thread._ensure_consumer().pause, *partitions)  # noqa: SLF001

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Give partitions up, with nothing of theirs under way."""
        self._begins = {}
        try:
            await _membership(self.app).leave()
        except CutOffError as error:
            await self.app.crash(error)
        await super().on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Take partitions on."""
        _membership(self.app).join()
        await super().on_partitions_assigned(assigned, generation_id)

    def ack(self, message: Message) -> bool:
        """Acknowledge a message of the current generation; any other is left to be read again."""
        if message.generation_id != self.app.consumer_generation_id:
            return False
        return super().ack(message)

    async def perform_seek(self) -> None:
        """Go back to the committed offset of every partition, or to its beginning where there is none."""
        self._begins = {}
        await super().perform_seek()
        fresh = [tp for tp in self.assignment() if self._committed_offset[tp] is None and not self._is_changelog_tp(tp)]
        if fresh:
            self._begins = await self._first_offsets(fresh)
            await self._thread.seek_wait(self._begins)

    async def first_offset(self, tp: TP) -> int:
        """The offset that reading a partition begins with in this generation."""
        begin = self._begins.get(tp)
        return begin if begin is not None else (await self._first_offsets([tp]))[tp]

    async def _first_offsets(self, tps: Sequence[TP]) -> dict[TP, int]:
        """The offsets that reading these partitions begins with in this generation.

        Faust forgets the committed one in some rebalances. The broker has it: taken for none, the whole partition would
        be read again, which changes nothing and takes for ever. Where a partition begins is asked for all at once: each
        question waits behind a fetch, which Apache Kafka answers after 1.5 s where there is nothing to read.
        """
        consumer = self._thread._ensure_consumer()  # noqa: SLF001
        found: dict[TP, int | None] = {}
        for tp in tps:
            known = self._committed_offset[tp]
            found[tp] = known if known is not None else await self._thread.call_thread(consumer.committed, tp)
        unread = [tp for tp, offset in found.items() if offset is None]
        if unread:
            found |= await self._thread.earliest_offsets(*unread)
        return {tp: int(cast("int", offset)) for tp, offset in found.items()}

    def positions(self, topic: str) -> dict[TP, int]:
        """What is read next of each partition of a topic; nothing while partitions are assigned or tables recovered.

        Read from aiokafka's own state: asking by way of Faust's thread waits for a position where there is none yet,
        and two who wait so hold up everything else that the thread has to do.
        """
        recovery: Any = self.app.tables.recovery  # type: ignore[attr-defined]
        if self.app.rebalancing or recovery.in_recovery or not recovery.completed.is_set():
            return {}
        subscription = self._thread._ensure_consumer()._subscription.subscription  # noqa: SLF001
        if subscription is None or subscription.assignment is None:
            return {}
        states = {
            tp: subscription.assignment.state_value(tp) for tp in subscription.assignment.tps if tp.topic == topic
        }
        return {
            TP(*tp): state.position for tp, state in states.items() if state is not None and state.has_valid_position
        }

    async def go_back(self, tp: TP, offset: int) -> None:
        """Read a partition again from an offset; what Faust takes for a gap behind it is forgotten.

        The consumer is moved in its own thread. Faust's ``seek`` moves it from the caller's, and takes fetched records
        away while that thread looks through them: a ``KeyError`` there ends the worker.
        """
        self._gap.pop(tp, None)
        await self._thread.call_thread(self._thread._ensure_consumer().seek, tp, offset)  # noqa: SLF001
        self._read_offset[tp] = offset or None

    def pass_over(self, tp: TP, first: int, end: int) -> None:
        """Count the offsets ``first`` to ``end`` (exclusive), where no messages are, as acknowledged."""
        self._gap[tp].addi(first, end)


class Transport(driver.Transport):
    """Faust's transport with the two above."""

    Consumer = CurrentConsumer
    Producer = IdempotentProducer
