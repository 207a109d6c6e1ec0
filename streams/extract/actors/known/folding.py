"""One key for all spellings of a name that reaches German from another script or language.

A word is read letter group by letter group as the orthographies do that news mix: German (``sch``, ``tsch``, ``w``,
``j``, ``z`` for ts), English (``sh``, ``ch``, ``zh``, ``v``, ``y``), French (``ch``, ``tch``, ``ou``, ``-ine``), Polish
(``sz``, ``cz``, ``w``), scholarly and Slavic Latin (``š``, ``č``, ``ž``), Turkish (``ş``, ``ç``), and all of these
without their marks. Sounds that one of them cannot tell apart are one in the key: all sibilants are ``s``. Vowels and
endings stay apart, so that neither Iwanow and Iwanowa nor Putin and Patten meet. What a letter group means in one
orthography only (``ch``, ``j``, ``gh``) gives a second key, which ``readings`` has and ``same`` uses.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import product
from typing import NamedTuple

from streams.extract.tables import read_table, values


class Way(NamedTuple):
    """How to read the letter groups that mean different sounds in different orthographies."""

    ch: bool = False
    """As tsch (English) or sch (French), not as in ach."""
    j: bool = False
    """As dsch (English), not as y."""
    q: bool = False
    """gh as k, q as g (Persian, Libyan)."""
    soft: bool = False
    """zi as ti (Belarusian)."""


_WAY = Way()
_ENGLISH = Way(ch=True)

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("šşșśŝ", "s"),
        **dict.fromkeys("žżźčćçĉċß", "s"),
        **dict.fromkeys("ț", "s"),
        "ß": "ss",
        "đ": "dj",
        "ð": "d",
        "þ": "t",
        "ł": "l",
        "ı": "i",
        "ø": "o",
        "œ": "o",
        "æ": "a",
        "å": "o",
        "ə": "a",
        "ŋ": "n",
        **dict.fromkeys("’'ʼʻ`´ʿʾ·", ""),
        **dict.fromkeys("‑–‐.", "-"),
    }
)
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиійклмнопрстуўфцыьъэї", "abwggdesiiiklmnoprstuwfsi  ei", strict=True))
    | {"е": "e", "ё": "jo", "є": "je", "ж": "zh", "х": "kh", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju"}
    | {"я": "ja", "ь": "", "ъ": "", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz"}
)

_FRENCH_ENGLISH = ("v", "sh", "zh", "kh", "gh", "ou", "oo", "ee", "tch", "ts", "y")
_GERMAN = ("w", "sch", "j", "z")

_SOUNDS = {
    **dict.fromkeys(
        ("schtsch", "stsch", "shch", "chtch", "szcz", "tzsch", "tsch", "dsch", "sch", "tch", "tsh", "dzh"), "s"
    ),
    **dict.fromkeys(("dj", "zh", "sh", "cz", "sz", "tz", "ts", "dz", "ds", "z", "c"), "s"),
    "kh": "h",
    "ch": "h",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "bh": "b",
    "rh": "r",
    "gh": "g",
    "q": "k",
    "v": "w",
    "x": "ks",
    "y": "i",
    "j": "i",
    "oo": "u",
    "ee": "i",
    "ou": "u",
    "gue": "ge",
    "gui": "gi",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))

_HISSED = (("tsi", "ti"), ("zi", "ti"), ("dzi", "di"), ("dsi", "di"), ("tsj", "tj"), ("zj", "tj"))
"""Belarusian: what hisses before i is t or d in Russian."""

_VOWELS = frozenset("aeiou")
_ARTICLES = ("al", "el", "as", "ash", "asch", "ad", "an", "ar", "at", "az", "ul")
_SHORT = 3
_GIVEN_AND_SURNAME = 2
_NISBA = 5
_MOST_ROUNDS = 8


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """The key of a name: words folded one by one, hyphens as blanks, the Arabic article left out."""
    return " ".join(_words(name, _fold_word, joined=False))


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[str, ...]:
    """All keys that a name can have, ``fold``'s first."""
    return tuple(" ".join(words) for words in _readings(name, joined=False))


def _readings(name: str, *, joined: bool) -> list[tuple[str, ...]]:
    lower = _plain(name)
    may_be = (
        (False, True) if "ch" in lower else (False,),
        (False, True) if "j" in lower else (False,),
        (False, True) if "gh" in lower or "q" in lower else (False,),
        (False, True),
    )
    ways = [Way(*way) for way in product(*may_be)]
    keys = [tuple(_words(name, lambda word: _settle(word, _way(word)), joined=joined))]
    keys += [tuple(_words(name, partial(_settle, way=way), joined=joined)) for way in dict.fromkeys(ways)]
    return list(dict.fromkeys(keys))


@lru_cache(maxsize=20_000)
def same(one: str, other: str) -> bool:
    """Whether two spellings can be of one name; a part of a name (a surname, a byname) is the same as the whole."""
    return any(_alike(left, right) for left in _parts(one) for right in _parts(other))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if "".join(one) == "".join(other):
        return True
    fewer, more = sorted((set(one), set(other)), key=len)
    return fewer == more or (fewer < more and len(fewer) != _GIVEN_AND_SURNAME)


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of each reading, what a hyphen joins as several words and as one."""
    found = _readings(name, joined=True)
    spaced = _readings(name, joined=False)
    if len(spaced[0]) != len(found[0]):
        # As words of their own only to be laid side by side: a double name is not the same as its half.
        found += [("".join(words),) for words in spaced]
    return tuple(found)


def _no_article(word: str) -> str:
    head, hyphen, rest = word.partition("-")
    return rest if hyphen and head.casefold() in _ARTICLES and len(rest) >= _SHORT else word


def _words(name: str, one: Callable[[str], str], *, joined: bool) -> list[str]:
    folded = []
    words = _plain(name).split()
    for word in words:
        if word in _ARTICLES and len(words) > 1:
            continue
        parts = _no_article(word).split("-")
        for part in ["".join(parts)] if joined else parts:
            key = one(part) if part else ""
            if key:
                folded.append(key)
    return folded


@lru_cache(maxsize=100_000)
def _plain(name: str) -> str:
    """Lower case, Latin letters, marks that are no sound taken off."""
    lower = name.casefold()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower).translate(_CYRILLIC).translate(_LETTERS)
        lower = "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))
        lower = lower.casefold()
    else:
        lower = lower.translate(_LETTERS)
    return lower


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    return _settle(word, _way(word))


def _way(word: str) -> Way:
    english = any(sign in word for sign in _FRENCH_ENGLISH) and not any(sign in word for sign in _GERMAN)
    return _ENGLISH if english else _WAY


def _settle(word: str, way: Way) -> str:
    key = _settled(word, way)
    return _variants().get(key, key)


def _settled(word: str, way: Way) -> str:
    key = _key(word, way)
    for _ in range(_MOST_ROUNDS):
        again = _key(key, _way(key))
        if again == key:
            break
        key = again
    return key


def _key(word: str, way: Way) -> str:
    word = _ending(_beginning(word))
    if way.soft:
        for hissed, plain in _HISSED:
            word = word.replace(hissed, plain)
    sounds = _sounds(way)
    return _vowels(_SOUND.sub(lambda found: sounds[found[0]], word))


@cache
def _sounds(way: Way) -> dict[str, str]:
    sounds = dict(_SOUNDS)
    if way.ch:
        sounds["ch"] = "s"
    if way.j:
        sounds["j"] = "s"
    if way.q:
        sounds["gh"], sounds["q"] = "k", "g"
    return sounds


def _beginning(word: str) -> str:
    if word.startswith("hs"):
        return word[1:]
    if word.startswith("x"):
        return f"s{word[1:]}"
    return f"g{word[1:]}" if word.startswith("hr") else word


_ENDED = (
    *(
        ("chenko", "schenko"),
        ("chenka", "schenko"),
        ("off", "ow"),
        ("eff", "ew"),
        ("ouskaja", "owskaja"),
        ("ouskaya", "owskaja"),
        ("ouski", "owski"),
        ("auski", "owski"),
    ),
    *(("enka", "enko"), ("schka", "schko"), ("shka", "shko"), ("ika", "iko"), ("yka", "iko"), ("ine", "in")),
    *((f"{letter}ou", f"{letter}ow") for letter in "klnrptwm"),
    *((f"{letter}iw", f"{letter}ow") for letter in "klnrptwm"),
    *((f"{letter}iv", f"{letter}ow") for letter in "klnrptv"),
)


_ENDINGS: dict[str, list[tuple[str, str]]] = {}
for _end, _other in _ENDED:
    _ENDINGS.setdefault(_end[-2:], []).append((_end, _other))


def _ending(word: str) -> str:
    for end, other in _ENDINGS.get(word[-2:], ()):
        if word.endswith(end) and len(word) > len(end) + 1:
            return word[: -len(end)] + other
    return word


def _vowels(word: str) -> str:
    word = _umlauts(word).replace("iow", "ew")
    if word.startswith("ie"):
        word = word[1:]
    if word.endswith("i") and len(word) >= _NISBA and not word.endswith("ski"):
        word = word.replace("o", "u")
    if word.endswith(("ieh", "iah")):
        word = f"{word[:-2]}a"
    for before, after in (("sow", "sew"), ("sankow", "senkow"), ("sankew", "senkow")):
        if word.endswith((before, f"{before}a")):
            word = word.replace(before, after)
    return _undoubled(word)


def _umlauts(word: str) -> str:
    """``ae``, ``oe``, ``ue`` behind a consonant are umlauts, and an umlaut is its plain vowel."""
    for pair in ("ae", "oe", "ue"):
        spot = word.find(pair)
        while spot >= 0:
            if spot == 0 or word[spot - 1] not in _VOWELS:
                word = word[: spot + 1] + word[spot + 2 :]
            spot = word.find(pair, spot + 1)
    return word


def _undoubled(word: str) -> str:
    """Doubled letters are one; ``ss`` only between vowels."""
    kept: list[str] = []
    for spot, letter in enumerate(word):
        if kept and kept[-1] == letter and (letter != "s" or _between(word, spot)):
            continue
        kept.append(letter)
    return "".join(kept)


def _between(word: str, spot: int) -> bool:
    return spot > 1 and word[spot - 2] in _VOWELS and spot + 1 < len(word) and word[spot + 1] in _VOWELS


@cache
def _variants() -> dict[str, str]:
    """Names and parts of names that several languages share in forms which no rule connects: key → key of the first."""
    table: dict[str, str] = {}
    for _, row in read_table("streams.extract.actors", "data/given_names.tsv", ("names", "note")):
        first, *others = (_settled(_plain(name), _way(_plain(name))) for name in values(row["names"]))
        table.setdefault(first, first)
        for other in others:
            table.setdefault(other, table[first])
    return table
