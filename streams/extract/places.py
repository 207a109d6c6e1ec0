"""Places: names of countries, capitals and some other cities, and the country that each lies in."""

from functools import cache

from streams.extract.actors.iso import country_names
from streams.extract.tables import LexiconError, read_table, values

_PACKAGE = "streams.extract.languages.de"


@cache
def _places() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for code, name in country_names("de"):
        table.setdefault(name.lower(), (name, code))
    columns = ("code", "adjectives", "people", "capitals", "names")
    for _, row in read_table(_PACKAGE, "countries.tsv", columns):
        for name in (*values(row["capitals"]), *values(row["names"])):
            table.setdefault(name.lower(), (name, row["code"]))
    for number, row in read_table(_PACKAGE, "cities.tsv", ("code", "names")):
        if len(row["code"]) != len("DEU"):
            raise LexiconError(f"cities.tsv:{number}: {row['code']} is no ISO alpha-3 code")
        for name in values(row["names"]):
            table.setdefault(name.lower(), (name, row["code"]))
    return table


def known_place(name: str) -> tuple[str, str] | None:
    """(name as usually written, ISO alpha-3 of the country) of a known place, in any case; else nothing."""
    return _places().get(name.lower())
