"""Value accuracy of dates on KRAUTS: newspaper articles whose dates people have marked and valued.

``python -m tests.extract.krauts [--errors]`` prints the figures; the corpus is for evaluation only.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from streams.extract import analyser
from streams.extract.dates import find_expressions, value_of
from streams.extract.document import document_of
from streams.extract.languages.de.words import words
from streams.extract.outlook import Outlook, outlook

_TAG = re.compile(r"<(/?)TIMEX3([^>]*)>")
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


class Gold(NamedTuple):
    document: str
    start: int
    end: int
    text: str
    value: str


class Score(NamedTuple):
    right: int
    total: int
    errors: list[str]

    @property
    def share(self) -> float:
        return self.right / self.total


def month(year: int, number: int) -> tuple[date, date]:
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1)


def span_of(value: str) -> tuple[date, date] | None:  # noqa: PLR0911  # one return a form
    """First and last day of a TIMEX value; None for what names no part of the calendar."""
    value = value.strip()
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(T.*)?", value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := re.fullmatch(r"(\d{4})[-_](\d\d)", value):
        return month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + timedelta(days=5 if match[3] else 0)), monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first, last = _SEASONS[match[2]]
        return month(int(match[1]), first)[0], month(int(match[1]), last)[1]
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if match[2] == "Q" else 6
        first = (int(match[3]) - 1) * length + 1
        return month(int(match[1]), first)[0], month(int(match[1]), first + length - 1)[1]
    if re.fullmatch(r"\d{1,4}", value):
        spread = 10 ** (4 - len(value))
        first = int(value) * spread
        return (date(max(first, 1), 1, 1), date(first + spread - 1, 12, 31)) if first else None
    return None


def read(folder: Path) -> Iterator[tuple[str, date, str, list[Gold]]]:
    """(name, day of writing, text, dates) of each article."""
    for file in sorted(folder.rglob("*.tml")):
        raw = file.read_text(encoding="utf-8")
        created = re.search(
            r'CREATION_TIME"[^>]*value="(\d{4}-\d\d-\d\d)|value="(\d{4}-\d\d-\d\d)[^>]*CREATION_TIME', raw
        )
        body = raw.partition("<TEXT>")[2].partition("</TEXT>")[0]
        if created is None:
            continue
        text, golds, open_, at = "", [], None, 0
        for tag in _TAG.finditer(body):
            text += body[at : tag.start()]
            at = tag.end()
            if tag[1] and open_ is not None:
                start, attributes = open_
                if 'type="DATE"' in attributes and (value := re.search(r' value="([^"]*)"', attributes)):
                    golds.append(Gold(file.stem, start, len(text), text[start:], value[1]))
                open_ = None
            elif not tag[1] and not tag[2].endswith("/"):
                open_ = (len(text), tag[2])
        text += body[at:]
        yield file.stem, date.fromisoformat(created[1] or created[2]), text, golds


def found_in(text: str, anchor: date) -> list[tuple[int, int, date, date]]:
    """(start, end, first day, last day) of the dates that our rules read."""
    analysed = analyser.analyse(text, "de")
    document = document_of(analysed)
    found = []
    for sentence, parsed in zip(document.sentences, analysed.sentences, strict=True):
        for each in find_expressions(sentence.tokens, words()):
            first, last = sentence.tokens[each.first], sentence.tokens[each.last - 1]
            future = outlook(parsed, first.start) is not Outlook.BACK
            day = replace(each, until=0)  # the corpus marks each day of a row by itself
            when = value_of(day, anchor, document, sentence.tokens, future=future)
            if when is not None:
                found.append((first.start, last.end, when.start, when.end))
    return found


def score(folder: Path) -> Score:
    """Value accuracy over the dates that name a part of the calendar."""
    right, total, errors = 0, 0, []
    for name, anchor, text, golds in read(folder):
        ours = found_in(text, anchor)
        for gold in golds:
            wanted = span_of(gold.value)
            if wanted is None:
                continue
            total += 1
            near = [
                (min(e, gold.end) - max(s, gold.start), a, b) for s, e, a, b in ours if s < gold.end and e > gold.start
            ]
            if any((a, b) == wanted for _, a, b in near):
                right += 1
            else:
                given = ", ".join(f"{a}..{b}" for _, a, b in near) or "nothing"
                errors.append(f"{name} {anchor} {gold.text!r} = {gold.value}, not {given}")
    return Score(right, total, errors)


if __name__ == "__main__":
    result = score(Path("../shared/data/dates/krauts").resolve())
    if "--errors" in sys.argv:
        sys.stdout.write("\n".join(result.errors) + "\n")
    sys.stdout.write(f"{result.right} of {result.total} dates right: {100 * result.share:.1f} %\n")
