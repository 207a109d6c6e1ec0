"""Gaps in the offsets of a partition: asked for again, and believed when they keep showing."""

from hypothesis import given
from hypothesis import strategies as st

from streams.agents.sequence import Sequence, Verdict

TAKEN = (Verdict.TAKE, Verdict.SKIP)


def taken(sequence: Sequence, offsets: list[int]) -> list[int]:
    return [offset for offset in offsets if sequence.judge(offset) in TAKEN]


def test_events_in_order_are_taken_and_so_are_repeats() -> None:
    assert taken(Sequence(5), [5, 6, 5, 6, 7]) == [5, 6, 5, 6, 7]


def test_the_first_event_behind_a_gap_asks_for_the_gap_once() -> None:
    sequence = Sequence(0)
    assert [sequence.judge(offset) for offset in (2, 3, 4)] == [Verdict.GO_BACK, Verdict.DROP, Verdict.DROP]
    assert sequence.expected == 0


def test_a_gap_that_keeps_showing_is_none_of_messages() -> None:
    """A transaction's marker or a compacted message has an offset and no message."""
    sequence = Sequence(0)
    assert [sequence.judge(2) for _ in range(4)] == [Verdict.GO_BACK] * 3 + [Verdict.SKIP]
    assert sequence.judge(3) is Verdict.TAKE


def test_once_gaps_have_been_believed_one_try_is_enough() -> None:
    """A producer that writes in transactions leaves one behind each."""
    sequence = Sequence(0)
    for offset in (2, 4, 6):
        while sequence.judge(offset) is not Verdict.SKIP:
            pass
    assert [sequence.judge(8), sequence.judge(8)] == [Verdict.GO_BACK, Verdict.SKIP]


@given(st.sets(st.integers(0, 30), min_size=1), st.data())
def test_whatever_is_thrown_away_each_message_is_taken_and_the_first_time_in_order(there: set[int], data) -> None:
    """A model of the consumer: it reads on, may lose stretches, and goes back where it is asked to."""
    log = sorted(there)
    sequence = Sequence(0)
    seen: list[int] = []
    position, losses = 0, data.draw(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=2))
    for _ in range(2000):
        rest = [offset for offset in log if offset >= position]
        if not rest:
            break
        offset = rest[0]
        if losses and losses[0][0] <= offset:
            position = offset + losses.pop(0)[1]
            continue
        expected = sequence.expected
        verdict = sequence.judge(offset)
        position = expected if verdict is Verdict.GO_BACK else offset + 1
        if verdict in TAKEN and offset not in seen:
            seen.append(offset)
    lost_at_the_end = [offset for offset in log if offset > max(seen, default=-1)]
    assert [*seen, *lost_at_the_end] == log
