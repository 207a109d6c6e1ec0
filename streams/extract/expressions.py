"""Date expressions: the words that tell a day, a month, a year or another part of the calendar."""

from dataclasses import dataclass
from functools import lru_cache

from streams.extract.document import Token
from streams.extract.languages.de import Words, words
from streams.extract.periods import Period, period_at

FIRST_YEAR, LAST_YEAR = 1600, 2199
_DECEMBER = 12
_MOST_DAYS = 31


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
    """Last day of a range, or 0."""
    month: int = 0
    year: int | None = None
    offset: int = 0
    direction: int = 0
    """−1 the last one, +1 the next one, 0 not said."""
    open: bool = False
    """Since or until: no date of an event."""
    period: Period | None = None
    years: int | None = None
    """A month of another year: ``im Mai des vergangenen Jahres`` is −1."""


def find_expressions(tokens: tuple[Token, ...], lexicon: Words) -> list[Expression]:
    """The date expressions of a sentence."""
    found: list[Expression] = []
    position = 0
    while position < len(tokens):
        expression = _at(tokens, position, lexicon)
        if expression is None:
            position += 1
            continue
        found.append(expression)
        position = expression.last
    return found


def _at(  # noqa: PLR0911  # one return a form
    tokens: tuple[Token, ...], position: int, lexicon: Words
) -> Expression | None:
    token = tokens[position]
    lower = token.lower
    before = tokens[position - 1].lower if position else ""
    if before in ("anfang", "ende", "mitte") and position > 1:
        before = tokens[position - 2].lower
    is_open = before in ("seit", "bis", "ab")
    told = _told(tokens, position, lexicon)
    if told is not None:
        return told
    period = period_at(tokens, position)
    if period is not None:
        return Expression(position, period.last, "period", open=is_open, period=period)
    if lower.isdecimal() and lower.isascii():
        return _number(tokens, position, lexicon, is_open=is_open)
    if lower in lexicon.months and token.capital:
        year, last = _year_after(tokens, position + 1)
        years, last = _other_year(tokens, last) if year is None else (None, last)
        return Expression(position, last, "month", month=lexicon.months[lower], year=year, years=years, open=is_open)
    if (lower in lexicon.relative_days and not token.capital) or (lower in ("heute", "gestern") and position == 0):
        return Expression(position, position + 1, "relative", offset=lexicon.relative_days[lower])
    if lower == "morgen" and not token.capital and before not in ("heute", "gestern", "am"):
        return Expression(position, position + 1, "relative", offset=1)
    day = _weekday(lower) if token.capital else None
    if day is not None and not is_open:
        direction = 1 if lexicon.is_("next", before) else -1 if lexicon.is_("last", before) else 0
        return Expression(position, position + 1, "weekday", day=day, direction=direction)
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


@lru_cache(maxsize=50_000)
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


def _number(  # noqa: PLR0911  # one return a form
    tokens: tuple[Token, ...], position: int, lexicon: Words, *, is_open: bool
) -> Expression | None:
    text = tokens[position].text
    if len(text) == 4:  # noqa: PLR2004  # digits of a year
        before = tokens[position - 1].lower if position else ""
        year, last = _year_after(tokens, position)
        if year is not None and before in (
            "im",
            "in",
            "jahr",
            "jahre",
            "jahres",
            "seit",
            "bis",
            "ende",
            "anfang",
            "mitte",
            "von",
            "ab",
        ):
            return Expression(position, last, "year", year=year, open=is_open or before == "von")
        if year is not None and _stands_alone(tokens, position):
            return Expression(position, last, "year", year=year, open=is_open)
        return None
    if len(text) > 2 or not 1 <= int(text) <= _MOST_DAYS or not _is(tokens, position + 1, "."):  # noqa: PLR2004
        return None
    day, until, spot = int(text), 0, position + 2
    if spot + 2 < len(tokens) and tokens[spot].lower in ("und", "bis", "/", "-", "–"):
        second = tokens[spot + 1].text
        if second.isascii() and second.isdigit() and len(second) <= 2 and _is(tokens, spot + 2, "."):  # noqa: PLR2004
            until, spot = int(second), spot + 3
    if spot >= len(tokens):
        return None
    name = tokens[spot]
    month = lexicon.months.get(name.lower)
    if (
        month is None
        and name.text.isascii()
        and name.text.isdigit()
        and len(name.text) <= len("12")
        and _is(tokens, spot + 1, ".")
    ):
        month, spot = int(name.text), spot + 1
        if not 1 <= month <= _DECEMBER:
            return None
    if month is None:
        return None
    year, last = _year_after(tokens, spot + 1)
    return Expression(position, last, "day", day=day, until=until, month=month, year=year, open=is_open)


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
