"""The dateline that a dispatch begins with: found, taken apart, kept."""

import re

from streams.extract.analyser.document import Dateline
from streams.extract.analyser.lists import table

_WINDOW = 160
_MONTHS = {name: int(number) for name, number in table("months.tsv").items()}
_PATTERN = re.compile(
    r"\s*(?P<place>[A-ZÄÖÜ][^\W\d_]*\.?(?:[ /-](?:a[mn]|der|im|bei|vor|den|de|el|la|[A-ZÄÖÜ][^\W\d_]*\.?)){0,5})"
    r"(?: ?\((?P<land>[A-ZÄÖÜ][^\W\d_]{2,25})\))?"
    r"(?P<when>,? ?(?:den )?(?P<day>\d{1,2})\. ?"
    r"(?:(?P<month>[^\W\d_]{3,9})\.?|(?P<number>\d{1,2})\.)(?: ?(?P<year>\d{4}))?)?"
    r",? ?(?:[(\[/](?P<agency>[^\W\d_][^()\[\]\n]{0,30})[)\]/])?"
    r"(?P<dash> ?[–—]| -+|\. ?[–—-]+|(?<=[)\]/]):?|:)(?=\s)\s*"
)
_DASH = re.compile(r"\s[–—-]\s")


def find_dateline(text: str) -> Dateline | None:
    """Find the dateline at the beginning of a text.

    With a date or an agency any place will do; without, the place must be in capitals, or one or two words before a
    dash that no second dash closes ("Berlin – Die Regierung …", not "Minsk – die Hauptstadt – ist …").
    """
    match = _PATTERN.match(text[:_WINDOW])
    if match is None:
        return None
    place, month = match["place"], None
    if match["when"]:
        month = _MONTHS.get((match["month"] or "").lower()) if match["month"] else int(match["number"])
        if month is None or not 1 <= month <= 12 or not 1 <= int(match["day"]) <= 31:  # noqa: PLR2004  a calendar's
            return None
    if not match["when"] and not match["agency"] and not _bare(text, match, place):
        return None
    return Dateline(
        match.start("place"), match.end(), place, int(match["day"]) if match["day"] else None, month,
        int(match["year"]) if match["year"] else None, (match["agency"] or "").strip(),
    )  # fmt: skip


def _bare(text: str, match: re.Match[str], place: str) -> bool:
    dash = match["dash"].strip(" .")
    rest = text[match.end() : match.end() + 300]
    if not dash or dash == ":" or (not rest[:1].strip('„“"»').isupper() and not rest[1:2].isupper()):
        return False
    if place.isupper() and len(place) > 2:  # noqa: PLR2004  not an acronym of a letter or two
        return True
    first_sentence = re.split(r"[.!?\n]", rest, maxsplit=1)[0]
    return len(re.split(r"[ /-]", place)) <= 2 and not _DASH.search(first_sentence)  # noqa: PLR2004
