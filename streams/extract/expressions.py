"""Date expressions: the words that tell a day, a month, a year or another part of the calendar."""

from dataclasses import dataclass, replace
from functools import lru_cache

from streams.extract.document import Token
from streams.extract.languages.de.words import Words, words
from streams.extract.periods import Period, begins_period, period_at
from streams.extract.remembering import WORDS_KEPT

FIRST_YEAR, LAST_YEAR = 1000, 2199
_BARE_YEAR = 1600
"""A smaller number without a month or the word "Jahr" beside it counts something."""
_DECEMBER = 12
_MOST_DAYS = 31
_YEAR_WORDS = frozenset(("jahr", "jahre", "jahres"))
_BEFORE_YEARS = frozenset(
    ("im", "in", "jahr", "jahre", "jahres", "seit", "bis", "ende", "anfang", "mitte", "von", "ab")
)
_RANGES = frozenset(("bis", "-", "–", "/"))
_LISTS = _RANGES | frozenset((",", "und", "sowie", "zum", "am"))


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a date; token positions, half-open."""

    first: int
    last: int
    kind: str
    """``day``, ``month``, ``year``, ``relative``, ``weekday`` or ``period``; ``told``: counted from the day that is
    being told."""
    day: int = 0
    until: int = 0
    """Last day of a row of days that begins here (``vom 3. bis 5. Mai``, ``am 24. und 25. Mai``), or 0."""
    whole: int = 0
    """One past the row's words, or 0."""
    part: bool = False
    """A later day of a row."""
    month: int = 0
    year: int | None = None
    offset: int = 0
    direction: int = 0
    """−1 the last one, +1 the next one, 0 not said."""
    open: bool = False
    """Since or until: a beginning or an end, no date of an event."""
    since: bool = False
    """``seit Montag``: what goes on began then."""
    period: Period | None = None
    years: int | None = None
    """A month of another year: ``im Mai des vergangenen Jahres`` is −1."""


def find_expressions(tokens: tuple[Token, ...], lexicon: Words) -> list[Expression]:
    """The date expressions of a sentence."""
    found: list[Expression] = []
    position = 0
    while position < len(tokens):
        if not _may_begin(tokens[position].lower):  # most words begin nothing
            position += 1
            continue
        days = _days(tokens, position, lexicon)
        if days:
            found += days
            position = days[-1].last
            continue
        expression = _at(tokens, position, lexicon)
        if expression is None:
            position += 1
            continue
        since = _before(tokens, position) == "seit" or tokens[position].lower == "seit"
        found.append(replace(expression, since=since, open=expression.open or since))
        position = expression.last
    return found


@lru_cache(maxsize=WORDS_KEPT)
def _may_begin(lower: str) -> bool:
    """Whether any date expression begins with a word."""
    lexicon = words()
    return (
        begins_period(lower)
        or lower in _YEAR_WORDS
        or lower in lexicon.months
        or lower in lexicon.relative_days
        or lower in lexicon.told_starts
        or lower in ("morgen", "heute", "gestern")
        or _weekday(lower) is not None
    )


def _before(tokens: tuple[Token, ...], position: int) -> str:
    """The word before an expression, the part of a month or year left out: ``seit Anfang Mai``."""
    before = tokens[position - 1].lower if position else ""
    if before in ("anfang", "ende", "mitte", "dem") and position > 1:
        before = tokens[position - 2].lower
    return before


def _at(  # noqa: PLR0911  # one return a form
    tokens: tuple[Token, ...], position: int, lexicon: Words
) -> Expression | None:
    token = tokens[position]
    lower = token.lower
    before = _before(tokens, position)
    is_open = before in ("seit", "bis", "ab")
    told = _told(tokens, position, lexicon)
    if told is not None:
        return told
    period = period_at(tokens, position)
    if period is not None:
        return Expression(position, period.last, "period", open=is_open, period=period)
    if lower.isdecimal() and lower.isascii():
        return _number(tokens, position, is_open=is_open)
    if lower in lexicon.months and token.capital:
        year, last = _year_after(tokens, position + 1)
        years, last = _other_year(tokens, last) if year is None else (None, last)
        return Expression(position, last, "month", month=lexicon.months[lower], year=year, years=years, open=is_open)
    if lower in _YEAR_WORDS:
        year, last = _year_after(tokens, position + 1)
        if year is not None:
            return Expression(position, last, "year", year=year, open=is_open)
    if lower == "morgen" and position == 0:
        return Expression(position, position + 1, "relative", offset=1)
    if (lower in lexicon.relative_days and not token.capital) or (lower in ("heute", "gestern") and position == 0):
        return Expression(position, position + 1, "relative", offset=lexicon.relative_days[lower])
    if lower == "morgen" and not token.capital and before not in ("heute", "gestern", "am"):
        return Expression(position, position + 1, "relative", offset=1)
    day = _weekday(lower) if token.capital else None
    if day is not None:
        direction = 1 if lexicon.is_("next", before) else -1 if lexicon.is_("last", before) else 0
        return Expression(position, position + 1, "weekday", day=day, direction=direction, open=is_open)
    return None


def _told(tokens: tuple[Token, ...], position: int, lexicon: Words) -> Expression | None:
    """``am selben Tag``, ``tags zuvor``; the longest form wins."""
    if tokens[position].lower not in lexicon.told_starts:
        return None
    for length in (3, 2):
        form = tuple(token.lower for token in tokens[position : position + length])
        if form in lexicon.told_days:
            following = tokens[position + length].lower if position + length < len(tokens) else ""
            if following in ("der", "des", "vor", "nach", "von"):
                return None
            return Expression(position, position + length, "told", offset=lexicon.told_days[form])
    return None


@lru_cache(maxsize=WORDS_KEPT)
def _weekday(lower: str) -> int | None:
    """The weekday in a word: ``montag``, ``montags``, ``montagabend``."""
    days = words().weekdays
    for part in ("", "abend", "morgen", "nachmittag", "vormittag", "mittag", "nacht"):
        if lower.endswith(part):
            day = days.get(lower.removesuffix(part) if part else lower)
            if day is not None:
                return day
    return None


def _year_after(tokens: tuple[Token, ...], position: int) -> tuple[int | None, int]:
    if position < len(tokens):
        text = tokens[position].text
        if len(text) == 4 and text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:  # noqa: PLR2004  # digits of a year
            return int(text), position + 1
    return None, position


def _other_year(tokens: tuple[Token, ...], position: int) -> tuple[int | None, int]:
    """``dieses Jahres``, ``des vergangenen Jahres``: (years from the one of writing, one past the words)."""
    for start in (
        (position, position + 1) if position < len(tokens) and tokens[position].lower == "des" else (position,)
    ):
        period = period_at(tokens, start) if start < len(tokens) else None
        if period is not None and period.unit == "year" and period.away is not None and not period.counted:
            return period.away, period.last
    return None, position


def _number(tokens: tuple[Token, ...], position: int, *, is_open: bool) -> Expression | None:
    """A year by itself."""
    year, last = _year_after(tokens, position)
    if year is None or year < _BARE_YEAR:
        return None
    before = tokens[position - 1].lower if position else ""
    if before in _BEFORE_YEARS:
        return Expression(position, last, "year", year=year, open=is_open or before == "von")
    if _stands_alone(tokens, position):
        return Expression(position, last, "year", year=year, open=is_open)
    return None


def _days(tokens: tuple[Token, ...], position: int, lexicon: Words) -> list[Expression]:
    """``am 3. Mai 2024``, ``am 3., 4. und 7. Mai``, ``vom 3. bis zum 5.5.``: one expression a day."""
    days: list[tuple[int, int, bool]] = []
    spot, joined = position, False
    while _is_day(tokens, spot):
        days.append((spot, int(tokens[spot].text), joined))
        spot += 2
        after, joined = _and(tokens, spot)
        if after == spot or not _is_day(tokens, after):
            break
        spot = after
    month, spot = _month_at(tokens, spot, lexicon) if days else (None, spot)
    if month is None:
        return []
    year, last = _year_after(tokens, spot)
    before = _before(tokens, position)
    found = [Expression(at, at + 2, "day", day=day, month=month, year=year) for at, day, _ in days]
    found[0] = replace(found[0], open=before in ("seit", "bis", "ab"), since=before == "seit")
    found[-1] = replace(found[-1], last=last)
    return _rows(found, [joined for *_, joined in days])


def _rows(days: list[Expression], joined: list[bool]) -> list[Expression]:
    """Days that follow each other, or that ``bis`` joins, are a row: its first day knows its last."""
    found = list(days)
    first = 0
    for index in range(1, len(days)):
        if not joined[index] and days[index].day != days[index - 1].day + 1:
            first = index
        elif days[index].day > days[first].day:
            found[first] = replace(found[first], until=days[index].day, whole=days[index].last)
            found[index] = replace(found[index], part=True)
    return found


def _is_day(tokens: tuple[Token, ...], position: int) -> bool:
    if position >= len(tokens) or not _is(tokens, position + 1, "."):
        return False
    text = tokens[position].text
    return text.isascii() and text.isdigit() and len(text) <= len("31") and 1 <= int(text) <= _MOST_DAYS


def _and(tokens: tuple[Token, ...], position: int) -> tuple[int, bool]:
    """(position of the next day of a list, whether all days between belong to it)."""
    range_ = False
    for _ in range(3):
        lower = tokens[position].lower if position < len(tokens) else ""
        if lower not in _LISTS:
            break
        range_ = range_ or lower in _RANGES
        position += 1
    return position, range_


def _month_at(tokens: tuple[Token, ...], position: int, lexicon: Words) -> tuple[int | None, int]:
    """(month by name or number, one past it)."""
    if position >= len(tokens):
        return None, position
    name = tokens[position]
    month = lexicon.months.get(name.lower)
    if month is not None:
        return month, position + 1
    text = name.text
    if text.isascii() and text.isdigit() and len(text) <= len("12") and _is(tokens, position + 1, "."):
        return (int(text), position + 2) if 1 <= int(text) <= _DECEMBER else (None, position)
    return None, position


def _stands_alone(tokens: tuple[Token, ...], position: int) -> bool:
    """A number of four digits that counts nothing: ``wurde er 1998 gewählt``, not ``1998 Soldaten``, ``rund 1500``."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    before = tokens[position - 1].lower if position else ""
    counts = following is not None and (
        (following.capital and following.word)
        or (
            following.text in (",", ".", "%", "€", "$")
            and (
                position + 2 < len(tokens)
                and tokens[position + 2].start == following.end
                and tokens[position + 2].text.isdigit()
            )
        )
    )
    if before in (
        "rund",
        "etwa",
        "über",
        "als",
        "knapp",
        "fast",
        "ca",
        "circa",
        "nr",
        "nummer",
        "gut",
        "um",
        "auf",
        "bei",
    ):
        return False
    if position and tokens[position - 1].end == tokens[position].start and tokens[position - 1].text in (".", ",", "-"):
        return False
    return not counts


def _is(tokens: tuple[Token, ...], position: int, text: str) -> bool:
    return position < len(tokens) and tokens[position].text == text
