"""Groups of articles are those of the graph of copies, in whatever order articles came, changed and went."""

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.state.copies import shared
from streams.state.groups import Groups

SIZE = 40


def sketch(first: int, step: int) -> str:
    """The sketch of a text whose hashes begin at ``first``: near ones overlap, the more the nearer they are."""
    return "".join(f"{first + step * number:06x}" for number in range(SIZE))


def by_definition(sketches: dict[str, str]) -> int:
    """Connected parts of the graph in which copies are neighbours, found by walking it."""
    left, parts = dict(sketches), 0
    while left:
        parts += 1
        walked = [left.popitem()[1]]
        while walked:
            here = walked.pop()
            near = [article for article, other in left.items() if here and other and shared(here, other) >= 0.5]
            walked += [left.pop(article) for article in near]
    return parts


drawn = st.none() | st.just("") | st.builds(sketch, st.integers(0, 120), st.sampled_from([1, 2]))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefghijkl"), drawn), max_size=60))
def test_whatever_came_changed_and_went_the_groups_are_those_of_what_is_there(
    changes: list[tuple[str, str | None]],
) -> None:
    groups, there = Groups(), dict[str, str]()
    for article, new in changes:
        groups.place(article, new)
        if new is None:
            there.pop(article, None)
        else:
            there[article] = new
        assert groups.reports == by_definition(there)
        assert groups.articles == len(there)


def test_a_report_falls_apart_where_the_text_that_joined_two_is_withdrawn() -> None:
    groups = Groups({"left": sketch(0, 1), "right": sketch(36, 1), "both": sketch(18, 1)})
    assert groups.reports == 1
    groups.place("both", None)
    assert groups.reports == 2
    groups.place("both", sketch(18, 1))
    assert groups.reports == 1


def test_what_is_gone_is_forgotten_however_often_articles_are_corrected() -> None:
    groups = Groups()
    for number in range(500):
        groups.place("corrected", sketch(1000 * number, 1))
        groups.place("stays", sketch(0, 1))
        assert groups.texts_held <= 2 * groups.articles
    assert groups.reports == 2


def test_a_row_that_all_articles_have_left_holds_no_text() -> None:
    groups = Groups({"one": sketch(0, 1), "other": sketch(500, 1)})
    groups.place("one", None)
    groups.place("other", None)
    assert groups.texts_held == 0
