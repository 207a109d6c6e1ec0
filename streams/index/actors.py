"""Actors: under which names a code was met, and its partners."""

import sqlite3
from dataclasses import dataclass

from streams.index.where import Where


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a code was met under."""

    code: str
    name: str
    kind: str
    office: str | None
    wikidata: str | None
    articles: int


_NAMES = (
    "SELECT code, name, min(kind), max(office), max(wikidata), count(DISTINCT article) AS articles FROM name "
    "WHERE {where} GROUP BY code, name ORDER BY articles DESC, code, name LIMIT ?"
)


def names(connection: sqlite3.Connection, code: str, limit: int) -> list[Named]:
    """The names of a code, those that most articles use first; of a country, with its sectors."""
    where = Where()
    where.equal("code" if "." in code else "home", code)
    return [Named(*row) for row in connection.execute(_NAMES.format(where=where), [*where.values, limit])]


def named(connection: sqlite3.Connection, text: str, limit: int) -> list[Named]:
    """Actors whose name holds ``text``, in either case, or whose code it is; those in most articles first."""
    escaped = text.casefold().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    where = Where()
    where.add("(folded LIKE ? ESCAPE '\\' OR code = ? OR home = ?)", f"%{escaped}%", text.upper(), text.upper())
    return [Named(*row) for row in connection.execute(_NAMES.format(where=where), [*where.values, limit])]
