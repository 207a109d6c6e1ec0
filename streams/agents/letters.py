"""Messages that are sent on whole: dead letters, and articles that came under another key."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from faust.types.tuples import Message as Received

from schemas import DeadLetter, RecordError
from schemas.dead_letter import PREFIX
from streams import topics
from streams.agents.outbox import Message
from streams.pool import Failed

_FORWARDED = "depesche-forwarded"
_SOURCE = re.compile(rb"([0-9]{1,9})/([0-9]{1,18})")


def header_pairs(message: Received) -> list[tuple[str, bytes]]:
    """A message's headers as pairs, in order."""
    headers = message.headers or ()
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [(str(name), bytes(value or b"")) for name, value in pairs]


def is_reprocessed(message: Received) -> bool:
    """Whether it was sent again only to be read by a new coder."""
    return any(name == topics.REPROCESS_HEADER for name, _ in header_pairs(message))


def was_forwarded(message: Received) -> bool:
    """Whether it has been sent on under the right key before."""
    return any(name == _FORWARDED for name, _ in header_pairs(message))


def forwarded(message: Received, key: bytes, partitions: int) -> Message:
    """The same article under its own id as key, in that key's partition."""
    return Message(
        topics.ARTICLES,
        key,
        message.value,
        [*header_pairs(message), (_FORWARDED, f"{message.partition}/{message.offset}".encode())],
        topics.partition_of(key, partitions),
    )


def dead_letter(message: Received, failure: Failed, coder: str) -> Message:
    """The message, untouched, with headers that say what failed."""
    pairs = header_pairs(message)
    partition, offset = _source(message)
    letter = DeadLetter(
        topic=message.topic,
        partition=partition,
        offset=offset,
        stage=failure["stage"],
        error=failure["error"],
        message=failure["message"],
        attempt=_attempts(dict(pairs)) + 1,
        coder=coder,
        time=datetime.now(UTC),
    )
    own = [(name, value) for name, value in pairs if not name.startswith(PREFIX) and name != _FORWARDED]
    # The client refuses to send neither key nor value; nothing is what an empty key keeps of nothing.
    key = b"" if message.key is None and message.value is None else message.key
    return Message(topics.DEAD_LETTERS, key, message.value, [*own, *letter.to_headers().items()])


def _source(message: Received) -> tuple[int, int]:
    """(partition, offset) of the message that a producer sent.

    One that is sent on twice, for want of a confirmation, has two letters, and they name the same source.
    """
    written = dict(header_pairs(message)).get(_FORWARDED, b"")
    known = _SOURCE.fullmatch(written)  # a producer may have written anything there
    return (int(known[1]), int(known[2])) if known else (message.partition, message.offset)


def _attempts(headers: Mapping[str, bytes]) -> int:
    """How often the message has come to the dead letters before, by the headers that a retry leaves on it."""
    try:
        return DeadLetter.from_headers(dict(headers)).attempt
    except RecordError:
        return 0
