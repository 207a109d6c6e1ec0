"""What the codes of states and organisations mean: German and English names, out of the registry that reads texts."""

from functools import cache

from streams.extract.actors.known.reading import data, table
from streams.extract.actors.known.rows import ORGANISATIONS, STATES

_TABLES = {"states": STATES, "organisations": ORGANISATIONS}


@cache
def names() -> dict[str, dict[str, tuple[str, str]]]:
    """``states`` and ``organisations`` → code → German and English name, the first where several lines share it."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for kind, columns in _TABLES.items():
        named = found[kind] = {}
        for row in table(data(), f"{kind}.tsv", columns):
            named.setdefault(row["code"], (row["name_de"], row["name_en"]))
    return found
