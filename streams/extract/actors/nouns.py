"""Where a noun phrase begins, what follows its noun, which words are a person's name."""

from collections.abc import Sequence
from functools import cache, lru_cache

from streams.extract.analyser import Name, Token
from streams.extract.remembering import SOME_KEPT
from streams.extract.tables import read_table

MOST_BEFORE = 6
"""Words before the noun of a phrase that are looked at."""
MOST_NAME = 6
"""Words of a person's name."""
_TITLES = frozenset(
    ("dr.", "prof.", "dr", "prof", "sir", "lord", "lady", "herr", "herrn", "frau", "scheich", "ajatollah", "imam")
)
_JOINS = frozenset(("und", "sowie", "bzw.", "oder"))


def noun_start(tokens: Sequence[Token], noun: int) -> int:
    """First token of the phrase whose noun stands at ``noun``: determiner and adjectives before it."""
    first = noun
    while first > 0 and noun - first < MOST_BEFORE:
        before = tokens[first - 1]
        if before.tag in ("ADJ", "NUM") and before.stts not in ("ADJD", "ADV"):
            first -= 1
        elif before.tag == "DET":
            return first - 1
        elif before.text in _JOINS and first < noun and first > 1 and tokens[first - 2].tag == "ADJ":
            first -= 1
        elif before.text in _JOINS and first > 1 and tokens[first - 2].text.endswith("-"):
            first -= len(("Handels-", "und"))  # ``der ehemalige Handels- und Industrieminister``
        else:
            break
    return first


def determiner(tokens: Sequence[Token], first: int, noun: int) -> Token | None:
    """The determiner that a phrase begins with."""
    return tokens[first] if first < noun and tokens[first].tag == "DET" else None


def is_title(token: Token) -> bool:
    """``Dr.``, ``Sir``: before a name and no part of it."""
    return token.text.lower() in _TITLES


def person_names(names: Sequence[Name]) -> dict[int, int]:
    """Person names that the analyser found: first token → one past the last."""
    return {name.first: name.last for name in names if name.kind == "PER"}


def name_at(tokens: Sequence[Token], at: int, persons: dict[int, int]) -> tuple[int, int] | None:
    """The tokens of a person's name that begins at ``at``, titles left out, or nothing."""
    start = at
    while start < len(tokens) and start - at < len("two") and is_title(tokens[start]):
        start += 1
    end = persons.get(start)
    if end is None and start > at:
        end = persons.get(at)
    if end is None:
        end = start
        while end < len(tokens) and end - start < MOST_NAME and _is_name_word(tokens[end]):
            end += 1
    while start < end and is_title(tokens[start]):
        start += 1
    return (start, min(end, start + MOST_NAME)) if end > start else None


def _is_name_word(token: Token) -> bool:
    return (
        token.tag == "PROPN"
        and token.stts == "NE"
        and token.text[0].isalpha()
        and not token.name.endswith(("LOC", "ORG"))
    )


@cache
def _genders() -> dict[str, str]:
    rows = read_table("streams.extract.actors", "data/genders.tsv", ("ending", "gender"))
    return {row["ending"]: row["gender"] for _, row in rows}


@lru_cache(maxsize=SOME_KEPT)
def gender_of(noun: str) -> str:
    """Grammatical gender of a body's noun by its ending: ``Masc``, ``Fem``, ``Neut``, or nothing."""
    genders, lower = _genders(), noun.lower()
    for start in range(len(lower)):
        found = genders.get(lower[start:])
        if found is not None:
            return found
    return ""


def name_words(tokens: Sequence[Token]) -> list[str]:
    """The words of a name without the genitive's ending."""
    words = [token.text for token in tokens]
    last = words[-1]
    if last.endswith(("’", "'")) or (
        len(last) > len("Xis") and last.endswith("s") and tokens[-1].features.get("Case") == "Gen"
    ):
        words[-1] = last[:-1]
    return words


def syntactic_head(tokens: Sequence[Token], first: int, last: int, otherwise: int) -> int:
    """The token of a span that hangs on something outside it."""
    if last - first == 1:
        return first if tokens[first].tag != "PUNCT" else otherwise
    for position in range(first, last):
        head = tokens[position].head
        if (head < first or head >= last or head == position) and tokens[position].tag != "PUNCT":
            return position
    return otherwise
