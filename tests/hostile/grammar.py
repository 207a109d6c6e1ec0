"""The grammar of hostile text: what crawlers, careless producers and spiteful people write.

One grammar for all who draw from it: hypothesis, which shrinks what it finds; atheris, which is led by coverage; and
a seeded generator, which is fast enough for a million. Each gives a ``Pick``.
"""

import json
import random
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Pick = Callable[[int], int]
"""A choice: a number from 0 to below the argument."""

WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
SENTENCES = (
    "MINSK, 25. November (BelTA) – Der belarussische Außenminister Maxim Ryschenkow besuchte am Montag Moskau.",
    "„Wir werden uns nicht beugen“, sagte Lukaschenko in Minsk und forderte von der EU ein Ende der Sanktionen.",
    "Russland und die Ukraine tauschten nach Angaben beider Seiten am Wochenende 300 Gefangene aus.",
    "Der US-Präsident drohte dem Iran, sollte er nicht einlenken, mit Strafmaßnahmen; Teheran wies das zurück.",
    "Die Bundeskanzlerin erklärte, man habe sich mit Frankreich geeinigt, und merkte an: „Das ist ein Anfang.“",
    "Zufolge dem Sprecher, so die Agentur, sei der Minister am 3. Mai 2021 festgenommen worden.",
)
OPENING, CLOSING = "„“‚‘«»‹›\"'”’(（[{<", "“”‘’»«›‹\"'”’)）]}>"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\ufe0f\U000e0001\U000e007f\ufff9\ufffb"
MARKS = "".join(map(chr, range(0x300, 0x370))) + "\u0483\u0489\u0591\u064b\u0e48\u20dd\u20e3"
SPACES = "\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\n\r"
SINGLE = BIDI + UNSEEN + SPACES + OPENING + CLOSING + ".,;:!?-–…"
LETTERS = (
    "аеорсухАВЕКМНОРСТХ",  # Cyrillic and Greek that look Latin
    "αβγΔΩς",
    "مينسك",
    "מינסק",
    "明斯克北京",
    "ミンスク",
    "मिन्स्क",
    "มินสก์",
    "민스크",
    "ՄինսկᏣᎳᎩ",
    "𝔐𝔦𝔫𝔰𝔨ＭＩＮＳＫ①²½Ⅻ",
)
MARKUP = (
    "<b>", "</b>", "<p class=", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<br/>", "&amp;", "&nbsp;",
    "&#x0;", "&#1114112;", "&amp;amp;", "<a href='", "<<<<", "/>", "%00", "\\u0000", "\\", "{{7*7}}", "${x}",
    "\x1b[31m", "https://x.de/ä?ö=%ff#", "www.", "a@b.de", "*/", "';--", "```", "| --- |", "=CMD()", "\x00",
)  # fmt: skip
PICTURES = ("😀", "👨\u200d👩\u200d👧\u200d👦", "🏳\ufe0f\u200d🌈", "🇩🇪🇩", "1\ufe0f\u20e3", "👍🏿")
JOINTS = ("", "", " ", " ", ", ", ". ", "\n", "\n\n", "-", ": ", " – ")
DAYS = ("2024-05-16", "1600-01-01", "2199-12-31", "2020-02-29", "2024-11-25T23:59:59+14:00")
NO_DAYS = ("0000-00-00", "gestern", "")
LANGUAGES = ("de", "de-AT", "DE", "de-1996", "en", "und", "zz", "d", "de_DE", "x" * 40)


@cache
def by_category() -> tuple[tuple[str, ...], ...]:
    """Some characters of each of Unicode's categories, surrogates and unassigned ones among them."""
    found: dict[str, list[str]] = {}
    for point in range(sys.maxunicode + 1):
        found.setdefault(unicodedata.category(chr(point)), []).append(chr(point))
    return tuple(tuple(all_[:: max(1, len(all_) // 400)]) for _, all_ in sorted(found.items()))


def among(pick: Pick, choices: Any) -> Any:
    return choices[pick(len(choices))]


def rarely(pick: Pick, often: int) -> bool:
    """Once in so many; the choice 0, which shrinking and an exhausted source come to, is the plain one."""
    return pick(often) == often - 1


def times(pick: Pick, most: int) -> int:
    """Mostly few, at times up to ``most``."""
    return 1 + pick(most) if rarely(pick, 4) else 1 + pick(4)


def categories(pick: Pick, most: int) -> str:
    return "".join(among(pick, among(pick, by_category())) for _ in range(times(pick, min(most, 40))))


def words(pick: Pick, most: int) -> str:
    return " ".join(among(pick, WORDS) for _ in range(times(pick, min(most, 30))))


def sentence(pick: Pick, most: int) -> str:
    return str(among(pick, SENTENCES))


def spoilt(pick: Pick, most: int) -> str:
    """A good sentence that something was done to."""
    text: str = among(pick, SENTENCES)
    for _ in range(times(pick, 6)):
        first = pick(len(text) + 1)
        last = min(len(text), first + pick(12))
        match pick(5):
            case 0:
                text = text[:first] + text[last:]
            case 1:
                text = text[:first] + text[first:last] * 2 + text[last:]
            case 2:
                text = text[:first] + text[first:last][::-1].upper() + text[last:]
            case 3:
                text = text[:first] + among(pick, SINGLE) + text[first:]
            case _:
                text = text[:first] + short(pick) + text[last:]
    return text


def zalgo(pick: Pick, most: int) -> str:
    return "".join(
        letter + "".join(among(pick, MARKS) for _ in range(times(pick, min(most, 30))))
        for letter in among(pick, WORDS)[: 1 + pick(6)]
    )


def bidi(pick: Pick, most: int) -> str:
    return "".join(among(pick, BIDI) + among(pick, WORDS) for _ in range(times(pick, min(most, 12))))


def unseen(pick: Pick, most: int) -> str:
    return str(among(pick, UNSEEN + SPACES)).join(among(pick, (among(pick, WORDS), words(pick, 5))))


def quotes(pick: Pick, most: int) -> str:
    mark = among(pick, OPENING)
    return among(pick, (mark * times(pick, most), "".join(among(pick, OPENING + CLOSING) for _ in range(1 + pick(12)))))


def nested(pick: Pick, most: int) -> str:
    depth, kind = times(pick, max(1, most // 8)), pick(len(OPENING))
    opening, closing = OPENING[kind] + among(pick, ("", "Er sagte: ", "dass er ")), CLOSING[kind]
    return opening * depth + words(pick, 4) + closing * pick(depth + 1)


def markup(pick: Pick, most: int) -> str:
    return "".join(among(pick, (among(pick, MARKUP), among(pick, WORDS))) for _ in range(times(pick, min(most, 20))))


def scripts(pick: Pick, most: int) -> str:
    letters = among(pick, LETTERS) + among(pick, LETTERS) + among(pick, WORDS)
    return "".join(among(pick, letters) for _ in range(times(pick, min(most, 30))))


def numbers(pick: Pick, most: int) -> str:
    def number() -> str:
        return among(pick, (str(pick(32)), str(pick(10**9)), "0", "9" * times(pick, most), "²", "٣", "III", "1.000,5"))

    marks = (".", ". Mai ", ":", "/", "-", " Uhr ", " Prozent", "er Jahre", ". ", " bis ")
    return "".join(number() + among(pick, marks) for _ in range(times(pick, 6)))


def pictures(pick: Pick, most: int) -> str:
    return "".join(among(pick, PICTURES) for _ in range(times(pick, min(most, 10))))


def chained(pick: Pick, most: int) -> str:
    """One word, name or initial after the other, without an end."""
    link = among(pick, ("-", "/", ".", "", " und ", ", der ", "’s ", " von ", "@", "&", "_", "…"))
    return link.join([among(pick, WORDS)] * times(pick, max(1, most // 8)))


def repeated(pick: Pick, most: int) -> str:
    piece = short(pick)
    return piece * min(times(pick, most), max(1, most // max(1, len(piece))))


def short(pick: Pick) -> str:
    return str(
        among(pick, (among(pick, WORDS), among(pick, MARKUP), among(pick, among(pick, by_category())), "z\u0335"))
    )


SHAPES = (
    words, sentence, sentence, spoilt, spoilt, spoilt, categories, zalgo, bidi, unseen, quotes, nested, markup,
    scripts, numbers, pictures, chained, repeated,
)  # fmt: skip


def text(pick: Pick, most: int) -> str:
    """Some pieces of some shapes; about ``most`` characters at most, and mostly far fewer."""
    pieces: list[str] = []
    left = most
    for _ in range(1 + pick(max(4, most // 25))):
        pieces += [among(pick, SHAPES)(pick, left), among(pick, JOINTS)]
        left -= len(pieces[-1]) + len(pieces[-2])
        if left < 1:
            break
    return "".join(pieces)[: 2 * most]


def message(pick: Pick, id_: str, most: int) -> bytes:
    """The bytes of an article; one in some thirty is none, by a field or as JSON."""
    fields: dict[str, Any] = {"id": id_, "source": "H", "language": "de", "text": text(pick, most)}
    if rarely(pick, 4):
        fields["language"] = among(pick, LANGUAGES) if rarely(pick, 4) else None
    if rarely(pick, 2):
        fields["published_at"] = among(pick, NO_DAYS if rarely(pick, 20) else DAYS)
    if rarely(pick, 4):
        fields["title"] = text(pick, 60)
    if rarely(pick, 200):
        fields[among(pick, ("text", "title", "source", "revision", "url"))] = among(
            pick, (None, [], {}, 1.5, "\ud800", "a\udc00", "", " ", True, -1, 10**30)
        )
    if rarely(pick, 200):
        depth = times(pick, 600)
        fields["more"] = json.loads("[" * depth + "]" * depth)
    data = json.dumps(fields, ensure_ascii=bool(pick(2))).encode("utf-8", "surrogatepass")
    return data[: pick(len(data))] if rarely(pick, 200) else data


def seeded(seed: int, number: int) -> Pick:
    """The choices of one input of a long run: the same whatever was drawn before it."""
    chance = random.Random(f"{seed}/{number}")
    return lambda below: int(chance.random() * below)


LENGTHS = ((250_000, 1_000_000), (20_000, 50_000), (500, 2_000), (8, 120))
"""Once in so many inputs of a long run, up to so many characters or few more."""
SHORT = 25
"""Characters, or few more, of all others: what goes wrong seldom needs more, and a million of them can be read."""


def numbered(seed: int, number: int) -> bytes:
    """One input of a long run."""
    most = next((most for often, most in LENGTHS if number % often == often - 1), SHORT)
    return message(seeded(seed, number), f"h-{number}", most)
