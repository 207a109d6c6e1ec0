"""Figures over facts: periods of the calendar, mean intensity, its trend. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """A stretch of the calendar; weeks are ISO 8601's, from Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_LAST_MONTH = 12


def bounds(period: Period, day: date) -> tuple[date, date]:
    """First and last day of the period that a day lies in."""
    match period:
        case Period.DAY:
            return day, day
        case Period.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case Period.MONTH:
            following = date(day.year + day.month // _LAST_MONTH, day.month % _LAST_MONTH + 1, 1)
            return day.replace(day=1), following - timedelta(days=1)
        case Period.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)


def label(period: Period, first: date) -> str:
    """The period's name in ISO 8601: ``2021-06-16``, ``2021-W24``, ``2021-06``, ``2021``."""
    match period:
        case Period.DAY:
            return first.isoformat()
        case Period.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year:04}-W{week:02}"
        case Period.MONTH:
            return first.isoformat()[:7]
        case Period.YEAR:
            return f"{first.year:04}"


def number(period: Period, first: date) -> int:
    """Where a period stands among its like: neighbours differ by one."""
    match period:
        case Period.DAY:
            return first.toordinal()
        case Period.WEEK:
            return (first.toordinal() - 1) // 7
        case Period.MONTH:
            return first.year * 12 + first.month
        case Period.YEAR:
            return first.year


def mean_intensity(half_points: int, events: int) -> float | None:
    """Mean score of an event, −10 to 10; None where there is none."""
    return round(half_points / 2 / events, 3) if events else None


def trend(points: Sequence[tuple[int, int, int]]) -> float | None:
    """How the mean intensity changes, in score points a period: the slope of the line of least squares.

    Args:
        points: (number of the period, half points, events); a period weighs as many as it has events.

    Returns:
        None with fewer than three periods that have events: two points always lie on a line, and say little.
    """
    used = [(at, half_points / 2, events) for at, half_points, events in points if events]
    if len(used) < 3:  # noqa: PLR2004
        return None
    weight = sum(events for _, _, events in used)
    middle = sum(at * events for at, _, events in used) / weight
    mean = sum(total for _, total, _ in used) / weight
    spread = sum(events * (at - middle) ** 2 for at, _, events in used)
    return round(sum((at - middle) * (total - mean * events) for at, total, events in used) / spread, 4)
