"""Parts of the calendar that are no single day: last week, the summer of 1998, two months ago, the sixties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from streams.extract.document import Token
from streams.extract.tables import LexiconError, read_table

_DECEMBER = 12
_YEARS = (1000, 2199)
_UNITS = frozenset(("week", "weekend", "month", "year", "season", "quarter", "half", "decade", "century"))
_OWN = {"ownyear": "year", "ownmonth": "month", "ownweek": "week"}
_PARTS = {"quarter": 3, "half": 6}
_SKIPPED = frozenset(("des", "der", "jahr", "jahres", "im", "jahre"))
_VAGUE = frozenset(("rund", "etwa", "knapp", "gut", "fast", "genau", "über", "mehr", "als", "ungefähr", "circa", "ca"))
_OPENS = frozenset(("vor", "in", "seit", "anfang", "beginn", "mitte", "ende"))
"""Words that begin a part of the calendar and are none themselves."""
_MOST_COUNT = 400


@dataclass(frozen=True, slots=True)
class Period:
    """Words that name a part of the calendar; token positions, half-open."""

    first: int
    last: int
    unit: str
    away: int | None = None
    """How many units from the day of writing; None: not said."""
    number: int = 0
    """Which one of its year: the first month of a season, the number of a quarter, days from Easter."""
    day: int = 0
    year: int | None = None
    counted: bool = False
    """``vor zwei Wochen``: away from the day itself, not from its week."""


@cache
def _table() -> dict[str, dict[str, str]]:
    """Word → unit → value."""
    found: dict[str, dict[str, str]] = {}
    for number, row in read_table("streams.extract.languages.de", "periods.tsv", ("word", "unit", "value")):
        if row["word"] != row["word"].lower():
            raise LexiconError(f"periods.tsv:{number}: {row['word']} is not written small")
        found.setdefault(row["word"], {})[row["unit"]] = row["value"]
    return found


def _has(word: str, unit: str) -> str | None:
    return _table().get(word, {}).get(unit)


def begins_period(lower: str) -> bool:
    """Whether a part of the calendar may begin with a word; with a number it may."""
    return lower in _table() or lower in _OPENS or lower[0].isdigit()


def period_at(tokens: Sequence[Token], position: int) -> Period | None:
    """The part of the calendar that the words from a position on name, or nothing."""
    if not begins_period(tokens[position].lower):
        return None
    return (
        _ago(tokens, position) or _part_of(tokens, position) or _directed(tokens, position) or _named(tokens, position)
    )


def _lower(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].lower if 0 <= position < len(tokens) else ""


def _year(tokens: Sequence[Token], position: int) -> tuple[int | None, int]:
    """(year that follows, one past it), ``des Jahres`` passed over."""
    at = position
    while _lower(tokens, at) in _SKIPPED and at - position < len("des"):
        at += 1
    text = _lower(tokens, at)
    if len(text) == len("1998") and text.isascii() and text.isdigit() and _YEARS[0] <= int(text) <= _YEARS[1]:
        return int(text), at + 1
    return None, position


def _ago(tokens: Sequence[Token], position: int) -> Period | None:
    """``vor knapp zwei Jahren``, ``in drei Wochen``, ``seit drei Tagen``."""
    sign = {"vor": -1, "in": 1, "seit": -1}.get(_lower(tokens, position))
    if sign is None:
        return None
    at = position + 1
    while _lower(tokens, at) in _VAGUE:
        at += 1
    word = _lower(tokens, at)
    given = _has(word, "number")
    count = int(given) if given else int(word) if word.isdecimal() and word.isascii() else 0
    unit = _has(_lower(tokens, at + 1), "count") or (count == 1 and _unit(_lower(tokens, at + 1))) or ""
    if not 0 < count < _MOST_COUNT or unit not in ("day", "week", "month", "year"):
        return None
    return Period(position, at + 2, unit, sign * count, counted=True)


def _part_of(tokens: Sequence[Token], position: int) -> Period | None:
    """``Anfang der Woche``, ``Ende des Jahres``: the one that runs."""
    if _lower(tokens, position) not in ("anfang", "beginn", "mitte", "ende"):
        return None
    article, unit = _lower(tokens, position + 1), _unit(_lower(tokens, position + 2))
    if article not in ("der", "des") or unit not in ("week", "month", "year"):
        return None
    return Period(position, position + 3, unit, 0)


def _unit(word: str) -> str:
    return next((unit for unit in _table().get(word, {}) if unit in _UNITS), "")


def _directed(tokens: Sequence[Token], position: int) -> Period | None:
    """``im vergangenen Jahr``, ``diese Woche``, ``im kommenden Frühjahr``."""
    direction = _has(_lower(tokens, position), "direction")
    if direction is None:
        return None
    at = position + 1
    if _has(_lower(tokens, at), "direction") is None and not _unit(_lower(tokens, at)):
        return None
    if not _unit(_lower(tokens, at)):
        direction = _has(_lower(tokens, at), "direction") or direction
        at += 1
    unit = _unit(_lower(tokens, at))
    if not unit or unit in _PARTS:
        return None
    number = int(_has(_lower(tokens, at), unit) or 0)
    return Period(position, at + 1, unit, int(direction), number)


def _named(tokens: Sequence[Token], position: int) -> Period | None:  # one return a form
    lower = _lower(tokens, position)
    for own, unit in _OWN.items():
        value = _has(lower, own)
        if value is not None:
            return Period(position, position + 1, unit, int(value))
    season = _has(lower, "season")
    if season and tokens[position].capital:
        year, last = _year(tokens, position + 1)
        return Period(position, last, "season", None, int(season), year=year)
    if _has(lower, "weekend") is not None:
        return Period(position, position + 1, "weekend", None)
    holiday, easter = _has(lower, "holiday"), _has(lower, "easter")
    if (holiday or easter) and tokens[position].capital:
        year, last = _year(tokens, position + 1)
        month, _, day = (holiday or f"0-{easter}").partition("-")
        return Period(position, last, "day" if holiday else "easter", None, int(month), int(day or easter or 0), year)
    ordinal = _has(lower, "ordinal")
    if ordinal and _unit(_lower(tokens, position + 1)) in _PARTS:
        year, last = _year(tokens, position + 2)
        return Period(position, last, _unit(_lower(tokens, position + 1)), None, int(ordinal), year=year)
    return _spans_of_years(tokens, position)


def _spans_of_years(tokens: Sequence[Token], position: int) -> Period | None:
    """``die sechziger Jahre``, ``in den 1990er-Jahren``, ``das 20. Jahrhundert``."""
    lower = _lower(tokens, position)
    decade = _has(lower, "decade")
    if decade and _lower(tokens, position + 1) in ("jahre", "jahren"):
        return Period(position, position + 2, "decade", None, 1900 + int(decade))
    head, joined, tail = lower.partition("er-jahre")
    digits = head if joined and tail in ("", "n") else lower.removesuffix("er")
    apart = _lower(tokens, position + 1) in ("jahre", "jahren")
    if digits != lower and digits.isdecimal() and digits.isascii() and (joined or apart) and len(digits) in (2, 4):
        first = int(digits) if len(digits) == len("1990") else 1900 + int(digits)
        return Period(position, position + (1 if joined else 2), "decade", None, first)
    numbered = lower.isdecimal() and lower.isascii() and len(lower) <= len("21") and int(lower) > 0
    if numbered and _lower(tokens, position + 1) == "." and _unit(_lower(tokens, position + 2)) == "century":
        return Period(position, position + 3, "century", None, (int(lower) - 1) * 100)
    return None


def days_of(period: Period, anchor: date | None, *, future: bool) -> tuple[date, date, str] | None:
    """(first day, last day, precision) of a period, or nothing where it cannot be told.

    Raises:
        ValueError: no calendar has such a day.
        OverflowError: the same.
    """
    if period.unit in ("decade", "century") and period.away is None:
        length = 10 if period.unit == "decade" else 100
        first = max(period.number, 1)
        return date(first, 1, 1), date(period.number + length - 1, _DECEMBER, 31), "year"
    if anchor is None and period.year is None:
        return None
    if anchor is None:
        anchor = date(period.year or 1, 7, 1)
    return _days(period, anchor, future=future)


def _days(period: Period, anchor: date, *, future: bool) -> tuple[date, date, str] | None:  # noqa: PLR0911
    away = period.away or 0
    if period.counted:
        return _counted(period.unit, away, anchor)
    if period.unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=away)
        return monday, monday + timedelta(days=6), "day"
    if period.unit == "weekend":
        saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
        if (future or away > 0) and anchor.weekday() < len("Monda"):
            saturday += timedelta(weeks=1)
        if period.away == 0:
            saturday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=5)
        return saturday, saturday + timedelta(days=1), "day"
    if period.unit == "month":
        return _months(anchor.year, anchor.month + away, 1)
    if period.unit == "year":
        return date(anchor.year + away, 1, 1), date(anchor.year + away, _DECEMBER, 31), "year"
    if period.unit in ("decade", "century"):
        length = 10 if period.unit == "decade" else 100
        first = (anchor.year // length + away) * length
        return date(first, 1, 1), date(first + length - 1, _DECEMBER, 31), "year"
    year = period.year if period.year is not None else anchor.year + away
    if period.unit == "season":
        return _months(year, period.number, 3)
    if period.unit in _PARTS:
        length = _PARTS[period.unit]
        return _months(year, (period.number - 1) * length + 1, length)
    fixed = period.unit == "day"
    day = date(year, period.number, period.day) if fixed else _easter(year) + timedelta(days=period.day)
    return day, day, "day"


def _counted(unit: str, away: int, anchor: date) -> tuple[date, date, str]:
    if unit == "day":
        day = anchor + timedelta(days=away)
        return day, day, "day"
    if unit == "week":
        day = anchor + timedelta(weeks=away)
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6), "day"
    if unit == "month":
        return _months(anchor.year, anchor.month + away, 1)
    return date(anchor.year + away, 1, 1), date(anchor.year + away, _DECEMBER, 31), "year"


def _months(year: int, month: int, length: int) -> tuple[date, date, str]:
    """Whole months; a month beyond the year's is one of another year."""
    first = date(year + (month - 1) // _DECEMBER, (month - 1) % _DECEMBER + 1, 1)
    after = month + length
    end = date(year + (after - 1) // _DECEMBER, (after - 1) % _DECEMBER + 1, 1) - timedelta(days=1)
    return first, end, "month"


def _easter(year: int) -> date:
    """Easter Sunday, after Gauß."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
