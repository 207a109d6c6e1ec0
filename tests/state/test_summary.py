"""Periods of the calendar and figures over them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.state.summary import Period, bounds, label, mean_intensity, number, trend

days = st.dates(date(1600, 1, 1), date(2199, 12, 30))


@given(st.sampled_from(Period), days)
def test_periods_cover_the_calendar_without_gap_or_overlap(period: Period, day: date) -> None:
    first, last = bounds(period, day)
    assert first <= day <= last
    assert bounds(period, first) == bounds(period, last) == (first, last)
    following = bounds(period, last + timedelta(days=1))
    assert following[0] == last + timedelta(days=1)
    assert number(period, following[0]) == number(period, first) + 1
    assert label(period, following[0]) > label(period, first)


@pytest.mark.parametrize(
    ("period", "day", "first", "last", "named"),
    [
        (Period.DAY, "2021-06-16", "2021-06-16", "2021-06-16", "2021-06-16"),
        (Period.WEEK, "2021-06-20", "2021-06-14", "2021-06-20", "2021-W24"),
        (Period.WEEK, "2021-01-01", "2020-12-28", "2021-01-03", "2020-W53"),
        (Period.MONTH, "2024-02-10", "2024-02-01", "2024-02-29", "2024-02"),
        (Period.MONTH, "2023-12-31", "2023-12-01", "2023-12-31", "2023-12"),
        (Period.YEAR, "2024-02-10", "2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_a_period_by_its_name(period: Period, day: str, first: str, last: str, named: str) -> None:
    found = bounds(period, date.fromisoformat(day))
    assert [one.isoformat() for one in found] == [first, last]
    assert label(period, found[0]) == named


def test_the_mean_intensity_is_in_score_points_and_none_without_events() -> None:
    assert mean_intensity(-7, 2) == -1.75
    assert mean_intensity(0, 0) is None


def test_the_trend_is_the_slope_in_points_a_period() -> None:
    assert trend([(0, 2, 1), (1, 4, 1), (2, 6, 1)]) == 1.0, "1, 2, 3 points"
    assert trend([(0, 2, 1), (1, 2, 1), (5, 2, 1)]) == 0.0
    assert trend([(10, -4, 2), (20, -40, 2), (30, -76, 2)]) == -0.9, "-1, -10, -19 points, ten periods apart"


def test_a_period_weighs_as_many_as_it_has_events_and_empty_ones_nothing() -> None:
    split = trend([(0, 2, 1), (1, 4, 1), (1, 4, 1), (2, 10, 1)])
    assert trend([(0, 2, 1), (1, 8, 2), (2, 10, 1), (3, 0, 0)]) == split


def test_two_periods_make_no_trend() -> None:
    assert trend([(0, 2, 1), (1, 4, 1), (2, 0, 0)]) is None
    assert trend([]) is None
