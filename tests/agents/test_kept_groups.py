"""Groups kept in memory are taken for the very row that they were kept for, and no more are kept than may be."""

from collections.abc import Iterator

import pytest

from streams.agents.kept_groups import KeptGroups
from streams.state.groups import Groups
from tests.state.test_groups import sketch

STORED = [("a", sketch(0, 1)), ("b", sketch(1, 1)), ("c", sketch(500, 1))]


def never() -> Iterator[tuple[str, str]]:
    pytest.fail("the table was read")


def test_groups_of_a_row_that_stands_as_it_was_are_not_read_again() -> None:
    kept = KeptGroups()
    groups = kept.take("A>B|2024-11-25", {"0": 5}, lambda: STORED)
    assert (groups.articles, groups.reports) == (3, 2)
    groups.place("d", sketch(501, 1))
    kept.put("A>B|2024-11-25", {"0": 6}, groups)
    assert kept.take("A>B|2024-11-25", {"0": 6}, never).articles == 4


def test_a_row_that_another_worker_has_changed_or_whose_writing_failed_is_read_again() -> None:
    kept = KeptGroups()
    kept.put("A>B|2024-11-25", {"0": 6}, Groups({"d": ""}))
    assert kept.take("A>B|2024-11-25", {"0": 5}, lambda: STORED).articles == 3


def test_a_row_to_which_nothing_has_been_applied_is_not_read() -> None:
    assert KeptGroups().take("A>B|2024-11-25", {}, never).reports == 0


def test_what_was_not_used_for_longest_is_let_go() -> None:
    kept = KeptGroups(most=8)  # two rows of three articles
    for key in ("first", "second", "third"):
        kept.put(key, {"0": 1}, kept.take(key, {"0": 1}, lambda: STORED))
        kept.put("first", {"0": 1}, kept.take("first", {"0": 1}, lambda: STORED))
    assert kept.take("first", {"0": 1}, never).articles == 3
    assert kept.take("third", {"0": 1}, never).articles == 3
    with pytest.raises(pytest.fail.Exception):
        kept.take("second", {"0": 1}, never)


def test_rows_that_all_articles_have_left_do_not_pile_up() -> None:
    kept = KeptGroups(most=8)
    for number in range(100):
        groups = kept.take(f"row {number}", {"0": 1}, lambda: STORED)
        for article, _ in STORED:
            groups.place(article, None)
        kept.put(f"row {number}", {"0": 1}, groups)
    with pytest.raises(pytest.fail.Exception):
        kept.take("row 91", {"0": 1}, never)
    assert kept.take("row 92", {"0": 1}, never).articles == 0
