"""Dates: the day of writing, and what the words that tell a date mean on it."""

from datetime import date, datetime, timedelta

from schemas import Article, EventDate, Span
from streams.extract.document import Dateline, Document, Token
from streams.extract.expressions import FIRST_YEAR, LAST_YEAR, Expression, find_expressions
from streams.extract.periods import days_of

__all__ = ["Expression", "anchor_of", "find_expressions", "value_of"]

_DECEMBER = 12
_NEAR_DAYS = 45
"""A date without a year this far ahead of the day of writing may still be ahead of it: ``am 3. Januar``."""


def anchor_of(article: Article, dateline: Dateline | None) -> date | None:
    """The day of writing: the dateline's, in the year of publication; else the day of publication."""
    published = article.published_at
    day = published.date() if isinstance(published, datetime) else published
    if dateline is None or dateline.day is None or dateline.month is None:
        return day
    if dateline.year is not None:
        return _date(dateline.year, dateline.month, dateline.day) or day
    if day is None:
        return None
    near = _nearest(dateline.month, dateline.day, day)
    return near or day


def _date(year: int, month: int, day: int) -> date | None:
    """The day, or nothing where the calendar has none or no article may carry it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, anchor: date) -> date | None:
    options = [found for year in (-1, 0, 1) if (found := _date(anchor.year + year, month, day))]
    return min(options, key=lambda found: abs((found - anchor).days), default=None)


def value_of(
    expression: Expression, anchor: date | None, document: Document, tokens: tuple[Token, ...], *, future: bool
) -> EventDate | None:
    """What an expression means, or nothing where it cannot be told; never raises.

    Args:
        expression: the words.
        anchor: the day of writing.
        document: for the words' span.
        tokens: the sentence's.
        future: the event lies ahead, so a weekday is the next one.
    """
    try:
        days = _range(expression, anchor, future=future)
    except (ValueError, OverflowError):  # a day that no calendar has: the decade of 9999, the day before year 1
        days = None
    if days is None:
        return None
    start, end, precision = days
    if not (FIRST_YEAR <= start.year <= LAST_YEAR and FIRST_YEAR <= end.year <= LAST_YEAR) or end < start:
        return None
    span = Span.of(document.text, tokens[expression.first].start, tokens[(expression.whole or expression.last) - 1].end)
    return EventDate.model_validate({"start": start, "end": end, "precision": precision, "expression": span})


def _range(  # noqa: PLR0911  # one return a kind of expression
    expression: Expression, anchor: date | None, *, future: bool
) -> tuple[date, date, str] | None:
    if expression.kind == "year" and expression.year is not None:
        return date(expression.year, 1, 1), date(expression.year, _DECEMBER, 31), "year"
    if expression.kind in ("relative", "told") and anchor is not None:
        day = anchor + timedelta(days=expression.offset)
        return day, day, "day"
    if expression.kind == "weekday" and anchor is not None:
        day = _weekday_near(expression, anchor, future=future)
        return day, day, "day"
    if expression.kind == "period" and expression.period is not None:
        return days_of(expression.period, anchor, future=future)
    if expression.kind == "month":
        return _month(expression, anchor, future=future)
    if expression.kind == "day":
        return _day(expression, anchor, future=future)
    return None


def _weekday_near(expression: Expression, anchor: date, *, future: bool) -> date:
    back = (anchor.weekday() - expression.day) % 7
    if expression.direction > 0 or (future and expression.direction == 0):
        return anchor + timedelta(days=(7 - back) if back or expression.direction > 0 else 0)
    if expression.direction < 0 and back == 0:
        back = 7
    return anchor - timedelta(days=back)


def _month(expression: Expression, anchor: date | None, *, future: bool) -> tuple[date, date, str] | None:
    year = expression.year
    if year is None:
        if anchor is None:
            return None
        year = anchor.year + (expression.years or 0)
        if expression.years is not None:
            pass
        elif future and expression.month < anchor.month:
            year += 1
        elif not future and expression.month > anchor.month:
            year -= 1
    start = _date(year, expression.month, 1)
    following = _date(year + expression.month // _DECEMBER, expression.month % _DECEMBER + 1, 1)
    if start is None or following is None:
        return None
    return start, following - timedelta(days=1), "month"


def _day(expression: Expression, anchor: date | None, *, future: bool) -> tuple[date, date, str] | None:
    if expression.year is not None:
        start = _date(expression.year, expression.month, expression.day)
    elif anchor is None:
        return None
    else:
        start = _nearest(expression.month, expression.day, anchor)
        if start is not None and not future and (start - anchor).days > _NEAR_DAYS:
            start = _date(start.year - 1, expression.month, expression.day) or start
    if start is None:
        return None
    end = _date(start.year, expression.month, expression.until) if expression.until else start
    return (start, end, "day") if end is not None and end >= start else (start, start, "day")
