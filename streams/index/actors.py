"""Actors: under which names a code was met, and its partners."""

from dataclasses import dataclass

from streams.index.store import Moment
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

    def __add__(self, other: "Named") -> "Named":
        """The same name with other articles too."""
        return Named(
            self.code,
            self.name,
            min(self.kind, other.kind),
            max(filter(None, (self.office, other.office)), default=None),
            max(filter(None, (self.wikidata, other.wikidata)), default=None),
            self.articles + other.articles,
        )


_NAMES = (
    "SELECT code, name, min(kind), max(office), max(wikidata), count(DISTINCT article) AS articles FROM name "
    "WHERE {where} GROUP BY code, name ORDER BY articles DESC, code, name LIMIT ?"
)


def names(now: Moment, code: str, limit: int) -> list[Named]:
    """The names of a code, those that most articles use first; of a country, with its sectors."""
    where = Where()
    where.equal("code" if "." in code else "home", code)
    return [Named(*row) for row in now.sql.execute(_NAMES.format(where=where), [*where.values, limit])]


def named(now: Moment, text: str, limit: int) -> list[Named]:
    """Actors whose name holds ``text``, in either case, or whose code it is; those in most articles first."""
    escaped = text.casefold().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    where = Where()
    where.add("(folded LIKE ? ESCAPE '\\' OR code = ? OR home = ?)", f"%{escaped}%", text.upper(), text.upper())
    return [Named(*row) for row in now.sql.execute(_NAMES.format(where=where), [*where.values, limit])]
