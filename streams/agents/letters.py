"""Messages that are sent on whole: dead letters, and articles that came under another key."""

from collections.abc import Mapping
from datetime import UTC, datetime

from faust.types.tuples import Message as Received

from schemas import DeadLetter, RecordError
from schemas.dead_letter import PREFIX
from streams import topics
from streams.agents.outbox import Message
from streams.pool import Failed

_FORWARDED = "depesche-forwarded"


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
        [*header_pairs(message), (_FORWARDED, b"1")],
        topics.partition_of(key, partitions),
    )


def dead_letter(message: Received, failure: Failed, coder: str) -> Message:
    """The message, untouched, with headers that say what failed."""
    pairs = header_pairs(message)
    letter = DeadLetter(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
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


def _attempts(headers: Mapping[str, bytes]) -> int:
    """How often the message has come to the dead letters before, by the headers that a retry leaves on it."""
    try:
        return DeadLetter.from_headers(dict(headers)).attempt
    except RecordError:
        return 0
