"""Publishing: many messages at once, each confirmed by the broker, tried again until it is."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import cast

import faust
import structlog
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from faust.exceptions import ProducerSendError

from streams.membership import Membership
from streams.transport import IdempotentProducer

_log = structlog.get_logger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
"""Seconds between two tries while the broker is away."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to be published."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = field(default=())
    partition: int | None = None
    """None: by the key."""


class StaleError(Exception):
    """The partition went to another worker meanwhile. Drop the work unacknowledged: the other does it again."""


class Outbox:
    """Sends messages and waits until the broker has them all."""

    def __init__(self, app: faust.App, membership: Membership) -> None:
        self._app = app
        self._membership = membership

    async def deliver(self, messages: Iterable[Message], still_mine: Callable[[], bool]) -> list[int]:
        """Publish these messages in order, wait until all are confirmed, and return their offsets.

        While the broker does not take them it tries again, for as long as it takes.

        All are sent again after a failure: whoever reads them knows a repeat, and the order stays.

        Raises:
            StaleError: ``still_mine`` no longer holds, or the partition is being given up.
            MessageSizeTooLargeError: one is larger than the producer may send; no retry would help.
        """
        waiting = list(messages)
        pause = _FIRST_PAUSE
        while waiting:
            # Without a session it can wait for one; frozen in the middle of sending it could not.
            while still_mine() and self._membership.may_begin() and not self._membership.may_send():  # noqa: ASYNC110
                await asyncio.sleep(_FIRST_PAUSE)
            if not (still_mine() and self._membership.may_begin()):
                raise StaleError
            try:
                with self._membership.sending():
                    return await self._send(waiting)
            except MessageSizeTooLargeError:
                raise
            except (KafkaError, ProducerSendError) as error:
                if isinstance(error.__cause__, MessageSizeTooLargeError):
                    raise error.__cause__ from error
                _log.warning("publishing failed, will try again", error=repr(error), seconds=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
        return []

    async def _send(self, messages: Sequence[Message]) -> list[int]:
        producer = cast("IdempotentProducer", self._app.producer)
        return await producer.send_many(messages)


def event_headers(type_: str, id_: str, source: str, traceparent: bytes | None = None) -> list[tuple[str, bytes]]:
    """CloudEvents 1.0 headers in Kafka's binary mode, and the W3C trace that the article came with.

    A tombstone has them too: they say which record is gone.
    """
    headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", id_.encode()),
        ("ce_type", type_.encode()),
        ("ce_source", source.encode()),
        ("ce_time", _moment(time.time_ns() // 1_000_000)),
        ("content-type", b"application/json"),
    ]
    return headers + ([("traceparent", traceparent)] if traceparent else [])


@lru_cache(maxsize=1)
def _moment(milliseconds: int) -> bytes:
    """ISO 8601, UTC."""
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z").encode()
