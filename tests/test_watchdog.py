"""How long a thing has stood still: counted from when it was first seen so, and anew when it has moved."""

from streams.watchdog import Sight, Standstill


def sight(state: object, limit: float = 10) -> Sight:
    return Sight(state, limit, "told")  # type: ignore[arg-type]


def test_what_looks_the_same_stands_still_since_it_was_first_seen_so() -> None:
    still = Standstill()
    assert [share for share, *_ in still.judge({"a": sight(1)}, 100)] == [0]
    assert [share for share, *_ in still.judge({"a": sight(1)}, 105)] == [0.5]
    assert [share for share, *_ in still.judge({"a": sight(1)}, 110)] == [1]


def test_what_has_moved_begins_anew() -> None:
    still = Standstill()
    still.judge({"a": sight(1)}, 100)
    assert [share for share, *_ in still.judge({"a": sight(2)}, 109)] == [0]
    assert [share for share, *_ in still.judge({"a": sight(2)}, 111)] == [0.2]


def test_what_had_nothing_to_do_for_once_begins_anew() -> None:
    """So does all, where the broker did not answer."""
    still = Standstill()
    still.judge({"a": sight(1)}, 100)
    assert still.judge({}, 105) == []
    assert [share for share, *_ in still.judge({"a": sight(1)}, 109)] == [0]


def test_the_one_that_has_used_most_of_its_limit_comes_first() -> None:
    still = Standstill()
    still.judge({"a": sight(1, 100), "b": sight(1, 10)}, 0)
    assert [name for _, name, _ in still.judge({"a": sight(1, 100), "b": sight(1, 10)}, 5)] == ["b", "a"]
