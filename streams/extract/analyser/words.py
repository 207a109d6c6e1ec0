"""Text to words and marks, with their offsets. One pass of one pattern, so time grows with the length alone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from streams.extract.analyser.lists import lines

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphens, zero-width and direction marks: within a word they stay in its span, alone they are no words."""

_LETTERS = rf"[^\W\d_](?:[^\W_]|[{INVISIBLE}]|\u0300|\u0301|\u0308)*"
_MARKUP = rf"<[/!]?[A-Za-z][^<>\n]{{0,300}}>|&(?:nbsp|thinsp|ensp|emsp|shy|\#160);|[\s{INVISIBLE}\x00-\x1f\x7f-\x9f]+"
_WEB = r"""(?:https?://|www\.)[^\s<>"„“”]{1,2000}[^\s<>"„“”.,;:!?)\]]"""
_MAIL = r"[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,5}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}"
_UNIT = r"-[^\W\d_](?:[^\W_]|-(?=[^\W_]))*|[^\W\d_]{1,3}(?![^\W_])"
_DOMAIN = r"(?:de|com|org|net|eu|at|ch)\b"
_JOINT = rf"[-‑’'/&](?=[^\W_])|\.(?=[^\W\d_]{{1,2}}\.|{_DOMAIN})"
_MARKUP_AND_LINKS = f"(?P<markup> {_MARKUP} ) | (?P<link> {_WEB} | {_MAIL} ) |"
_OTHERS = rf"""
      (?P<number> \d+(?:[.,:/]\d+)*(?P<unit>{_UNIT})?(?P<ordinal>\.(?!\.))? )
    | (?P<word> {_LETTERS}(?:(?:{_JOINT})(?:[^\W_]|[{INVISIBLE}])+)*(?:[-‑](?![-‑\w]))? )(?P<dot>\.(?!\.))?
    | (?P<dots> \.{{2,}} | … ) | (?P<mark> [^\s{INVISIBLE}\x00-\x1f\x7f-\x9f] )
    """
_PATTERN = re.compile(_MARKUP_AND_LINKS + _OTHERS, re.VERBOSE)
_PLAIN = re.compile(_OTHERS, re.VERBOSE)
_NOT_PLAIN = re.compile(r"[@<&]|://|www\.")
"""Without one of these a text has neither markup nor links, as most have; the pattern is faster without."""
_DAY_AND_MONTH = re.compile(r"[ \u00a0]?(?:0?[1-9]|1[0-2])\.(?!\d)")
_YEAR = re.compile(r"[ \u00a0]?(?:1[5-9]|20)\d\d(?!\d)")
_DAY_BEFORE = re.compile(r"(?:^|\D)\d{1,2}\.[ \u00a0]?$")
_ROMAN = re.compile(r"[IVX]{1,5}")
_ORDINAL_DIGITS = 3
LONGEST = 300
"""Characters of a word; what is longer is cut. Many tables remember words, and none is to remember megabytes."""


class Word(NamedTuple):
    """A word or mark and where it stands."""

    start: int
    end: int
    text: str


class _Lists(NamedTuple):
    abbreviations: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    before_numbers: frozenset[str]


def _load() -> _Lists:
    return _Lists(
        frozenset(lines("abbreviations.txt")),
        frozenset(lines("starters.txt")),
        frozenset(line.split("\t")[0] for line in lines("months.tsv")),
        frozenset(lines("before_numbers.txt")),
    )


LISTS = _load()
_AFTER = re.compile(rf"[ \t\u00a0{INVISIBLE}]*(?:(?P<next>[^\W\d_]+)|(?P<digit>\d)|(?P<mark>[,;:–-])|(?P<other>\S))?")


def split_words(text: str, start: int, end: int) -> Iterator[Word]:
    """Find the words of `text[start:end]`, which must be one line."""
    pattern = _PLAIN if _NOT_PLAIN.search(text, start, end) is None else _PATTERN
    for match in pattern.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "markup":
            continue
        begin, stop = match.span()
        if kind == "dot" or (kind == "number" and match["ordinal"] is not None):
            dotted = text[begin:stop]
            if kind == "dot":
                keep = _is_abbreviation(dotted, text, stop, end)
            else:
                keep = _is_ordinal(match, text, stop, end) or _is_in_date(match, text, stop, end)
                keep = keep or (not text[start:begin].strip() and _numbers_an_item(match, text, stop))
            if not keep:
                yield from _pieces(text, begin, stop - 1)
                yield Word(stop - 1, stop, ".")
                continue
        if stop - begin > LONGEST:
            yield from _pieces(text, begin, stop)
            continue
        yield tuple.__new__(Word, (begin, stop, text[begin:stop]))  # a third of what calling the class takes


def _pieces(text: str, start: int, end: int) -> Iterator[Word]:
    for at in range(start, end, LONGEST):
        stop = min(at + LONGEST, end)
        yield Word(at, stop, text[at:stop])


def _is_abbreviation(dotted: str, text: str, at: int, end: int) -> bool:
    bare = dotted[:-1]
    if dotted.lower() in LISTS.abbreviations or "." in bare:
        return True
    if bare.lower() in LISTS.before_numbers or bare.lower().endswith("str"):
        after = _AFTER.match(text, at, end)
        if after is not None and after["digit"] is not None:
            return True
    if len(bare) == 1 and bare.isalpha():
        after = _AFTER.match(text, at, end)
        return after is not None and (after["next"] is not None or after["mark"] is not None)
    if _ROMAN.fullmatch(bare):
        after = _AFTER.match(text, at, end)
        return after is not None and after["next"] is not None and after["next"].lower() not in LISTS.starters
    return False


def _is_in_date(match: re.Match[str], text: str, at: int, end: int) -> bool:
    """Tell day or month of a date with spaces ("31. 12. 2020")."""
    digits = match["number"][:-1]
    if match["unit"] is not None or len(digits) > 2 or not digits.isdigit():  # noqa: PLR2004  a day
        return False
    if _DAY_AND_MONTH.match(text, at, end):
        return True
    begin = match.start()
    return _YEAR.match(text, at, end) is not None and _DAY_BEFORE.search(text[max(0, begin - 5) : begin]) is not None


def _numbers_an_item(match: re.Match[str], text: str, at: int) -> bool:
    """Tell the number that a line begins with ("1. Der Haushalt wird gekürzt.")."""
    digits = match["number"][:-1]
    return match["unit"] is None and len(digits) <= 2 and digits.isdigit() and bool(text[at : at + 2].strip())  # noqa: PLR2004


def _is_ordinal(match: re.Match[str], text: str, at: int, end: int) -> bool:
    digits = match["number"][:-1]
    if match["unit"] is not None:
        return False
    dots = digits.count(".")
    if not digits.replace(".", "").isdigit() or len(digits.split(".")[-1]) > _ORDINAL_DIGITS:
        return False
    after = _AFTER.match(text, at, end)
    if after is None:
        return False
    word = after["next"]
    if word is not None:
        return word[0].islower() or word.lower() in LISTS.months or (not dots and word.lower() not in LISTS.starters)
    return after["mark"] is not None and not dots
