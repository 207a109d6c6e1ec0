"""A word of a name, by the letters of one orthography or another, to the key of its sounds.

A word is read letter group by letter group as the orthographies do that news mix: German (``sch``, ``tsch``, ``w``,
``j``, ``z`` for ts), English (``sh``, ``ch``, ``zh``, ``v``, ``y``), French (``ch``, ``tch``, ``ou``, ``-ine``), Polish
(``sz``, ``cz``, ``w``), scholarly and Slavic Latin (``š``, ``č``, ``ž``), Turkish (``ş``, ``ç``), and all of these
without their marks. Sounds that one of them cannot tell apart are one in the key: all sibilants are ``s``. Vowels and
endings stay apart, so that neither Iwanow and Iwanowa nor Putin and Patten meet. What a letter group means in one
orthography only (``ch``, ``j``, ``gh``) gives a second key, which ``readings`` of a name has.
"""

import re
from functools import cache
from typing import NamedTuple


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

LETTERS = str.maketrans(
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
CYRILLIC = str.maketrans(
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
_NISBA = 5


def way_of(word: str) -> Way:
    """How a word is to be read that shows by other letters in which orthography it is."""
    english = any(sign in word for sign in _FRENCH_ENGLISH) and not any(sign in word for sign in _GERMAN)
    return _ENGLISH if english else _WAY


def key_of(word: str, way: Way) -> str:
    """The sounds of a word in lower case and plain Latin letters."""
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
        ("off", "ow"),
        ("eff", "ew"),
        ("ouskaja", "owskaja"),
        ("ouskaya", "owskaja"),
        ("ouski", "owski"),
        ("auski", "owski"),
    ),
    *(("enka", "enko"), ("schka", "schko"), ("shka", "shko"), ("ika", "iko"), ("yka", "iko"), ("ine", "in")),
    *((f"{letter}chenko", f"{letter}schenko") for letter in "aeiouy"),
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
