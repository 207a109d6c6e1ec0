"""Search in the words of articles."""

import re
from dataclasses import dataclass
from typing import Any

import orjson

from streams.index.store import Moment

_WORD = re.compile(r"\w+")

_OPEN, _CLOSE = "\x02", "\x03"
"""Around what was found. A text that has these characters gets its marks wrong, and nothing worse."""

_AROUND = 24
"""Words of an excerpt."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of an excerpt, found or around what was found."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An article that has all the words."""

    article: dict[str, Any]
    published: str
    """Day, ISO 8601, or ''."""
    title: str
    excerpt: list[Piece]


def search(now: Moment, text: str, limit: int) -> list[Found]:
    """Articles that have all the words of ``text`` in title or text, the last one perhaps unfinished; newest first.

    By day, for how rare a word is depends on what else a worker holds: two workers' order by that could not be merged.
    Nothing in ``text`` is an operator: whoever types a quotation mark or ``NOT`` looks for words.
    """
    words = _WORD.findall(text)
    if not words:
        return []
    match = " ".join(f'"{word}"' for word in words) + "*"
    rows = now.sql.execute(
        "SELECT ref, published, article.title, snippet(words, -1, ?, ?, '…', ?) FROM words "
        "JOIN article ON article.number = words.rowid WHERE words MATCH ? ORDER BY published DESC, article.id LIMIT ?",
        [_OPEN, _CLOSE, _AROUND, match, limit],
    )
    return [Found(orjson.loads(ref), published, title, _pieces(excerpt)) for ref, published, title, excerpt in rows]


def _pieces(excerpt: str) -> list[Piece]:
    pieces, found = [], False
    for part in re.split(f"([{_OPEN}{_CLOSE}])", excerpt):
        if part in (_OPEN, _CLOSE):
            found = part == _OPEN
        elif part:
            pieces.append(Piece(part, found))
    return pieces
