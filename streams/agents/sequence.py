"""Whether the events of a partition come without a gap, and what to do where one shows."""

from enum import Enum, auto


class Verdict(Enum):
    """What to do with an event."""

    TAKE = auto()
    DROP = auto()
    """It comes behind a gap, and the messages of the gap have been asked for again: it will come again after them."""
    GO_BACK = auto()
    """The first behind a gap: ask for the messages from ``Sequence.expected`` on again."""
    SKIP = auto()
    """It came again without the messages of the gap, which are therefore none: take it, and count the gap as done."""


class Sequence:
    """The offsets of one partition in one generation of the consumer group.

    Faust can throw away messages that it had fetched while partitions were being assigned, and go on behind them. An
    agent that took the next one would, with its acknowledgement, pass over those for ever. So a gap is asked for once
    more, and believed when it shows again: a compacted or transactional topic has gaps of its own.
    """

    def __init__(self, expected: int) -> None:
        self.expected = expected
        """Offset of the next event."""
        self._dropped: int | None = None

    def judge(self, offset: int) -> Verdict:
        """What to do with the event at ``offset``; it must be the one that came last."""
        if offset <= self.expected:
            self.expected = max(self.expected, offset + 1)
            self._dropped = None
            return Verdict.TAKE
        if self._dropped is None:
            self._dropped = offset
            return Verdict.GO_BACK
        if offset > self._dropped:
            # Fetched before the way back took effect.
            self._dropped = offset
            return Verdict.DROP
        self.expected = offset + 1
        self._dropped = None
        return Verdict.SKIP
