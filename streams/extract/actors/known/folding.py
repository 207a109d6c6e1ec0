"""One key for all spellings of a name that reaches German from another script or language: ``fold``, ``same``."""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import product

from streams.extract.actors.known.orthography import CYRILLIC, LETTERS, Way, key_of, way_of
from streams.extract.remembering import WORDS_KEPT
from streams.extract.tables import read_table, values

_ARTICLES = ("al", "el", "as", "ash", "asch", "ad", "an", "ar", "at", "az", "ul")
_SHORT = 3
_GIVEN_AND_SURNAME = 2
_MOST_ROUNDS = 8


@lru_cache(maxsize=WORDS_KEPT)
def fold(name: str) -> str:
    """The key of a name: words folded one by one, hyphens as blanks, the Arabic article left out."""
    return " ".join(_words(name, _fold_word, joined=False))


@lru_cache(maxsize=WORDS_KEPT)
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
    keys = [tuple(_words(name, lambda word: _settle(word, way_of(word)), joined=joined))]
    keys += [tuple(_words(name, partial(_settle, way=way), joined=joined)) for way in dict.fromkeys(ways)]
    return list(dict.fromkeys(keys))


@lru_cache(maxsize=WORDS_KEPT)
def same(one: str, other: str) -> bool:
    """Whether two spellings can be of one name; a part of a name (a surname, a byname) is the same as the whole."""
    return any(_alike(left, right) for left in _parts(one) for right in _parts(other))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if "".join(one) == "".join(other):
        return True
    fewer, more = sorted((set(one), set(other)), key=len)
    return fewer == more or (fewer < more and len(fewer) != _GIVEN_AND_SURNAME)


@lru_cache(maxsize=WORDS_KEPT)
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
    parts: list[str] = []
    for word in _plain(name).split():
        split = _no_article(word).split("-")
        parts += ["".join(split)] if joined else split
    keys = [(part, key) for part in parts if part and (key := one(part))]
    # A part may fold to what is an article: what folding leaves must fold to itself.
    bare = [key for part, key in keys if part not in _ARTICLES and key not in _ARTICLES]
    return bare if sum(map(len, bare)) >= _SHORT else [key for _, key in keys]


@lru_cache(maxsize=WORDS_KEPT)
def _plain(name: str) -> str:
    """Lower case, Latin letters, marks that are no sound taken off."""
    lower = name.casefold()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower).translate(CYRILLIC).translate(LETTERS)
        lower = "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))
        lower = lower.casefold()
    else:
        lower = lower.translate(LETTERS)
    return lower


@lru_cache(maxsize=WORDS_KEPT)
def _fold_word(word: str) -> str:
    return _settle(word, way_of(word))


def _settle(word: str, way: Way) -> str:
    key = _settled(word, way)
    return _variants().get(key, key)


def _settled(word: str, way: Way) -> str:
    key = key_of(word, way)
    for _ in range(_MOST_ROUNDS):
        again = key_of(key, way_of(key))
        if again == key:
            break
        key = again
    return key


@cache
def _variants() -> dict[str, str]:
    """Names and parts of names that several languages share in forms which no rule connects: key → key of the first."""
    table: dict[str, str] = {}
    for _, row in read_table("streams.extract.actors", "data/given_names.tsv", ("names", "note")):
        first, *others = (_settled(_plain(name), way_of(_plain(name))) for name in values(row["names"]))
        table.setdefault(first, first)
        for other in others:
            table.setdefault(other, table[first])
    return table
