"""Whether the events of a partition come without a gap, and what to do where one shows."""

from enum import Enum, auto

_TRIES = 3
"""Times that a gap is asked for before it is believed: Faust can throw the same messages away more than once."""
_TRUSTED = 3
"""Gaps found to be none of messages, after which one try is enough: the producer writes in transactions."""


class Verdict(Enum):
    """What to do with an event."""

    TAKE = auto()
    DROP = auto()
    """It comes behind a gap, and the messages of the gap have been asked for again: it will come again after them."""
    GO_BACK = auto()
    """The first behind a gap: ask for the messages from ``Sequence.expected`` on again."""
    SKIP = auto()
    """It came again and again without the messages of the gap, which are therefore none: take it, the gap is done."""


class Sequence:
    """The offsets of one partition in one generation of the consumer group.

    Faust can throw away messages that it had fetched while partitions were being assigned, and go on behind them. An
    agent that took the next one would, with its acknowledgement, pass over those for ever. So a gap is asked for
    again, and believed when it keeps showing: a compacted or transactional topic has gaps of its own.
    """

    def __init__(self, expected: int) -> None:
        self.expected = expected
        """Offset of the next event."""
        self._dropped: int | None = None
        self._tries = 0
        self._believed = 0

    def judge(self, offset: int) -> Verdict:
        """What to do with the event at ``offset``; it must be the one that came last."""
        if offset <= self.expected:
            self._move(max(self.expected, offset + 1))
            return Verdict.TAKE
        if self._dropped is not None and offset > self._dropped:
            # Fetched before the way back took effect.
            self._dropped = offset
            return Verdict.DROP
        if self._tries < (1 if self._believed >= _TRUSTED else _TRIES):
            self._tries += 1
            self._dropped = offset
            return Verdict.GO_BACK
        self._believed += 1
        self._move(offset + 1)
        return Verdict.SKIP

    def _move(self, expected: int) -> None:
        if expected > self.expected:
            self._tries = 0
        self.expected = expected
        self._dropped = None
