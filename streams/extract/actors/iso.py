"""Countries: ISO codes, and CLDR's names of them."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from streams.extract.tables import LexiconError, read_table


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 → alpha-3.

    Raises:
        LexiconError: a code of another length.
    """
    table = {}
    for number, row in read_table("streams.extract.actors", "iso3166.tsv", ("alpha2", "alpha3")):
        if (len(row["alpha2"]), len(row["alpha3"])) != (2, 3):
            raise LexiconError(f"iso3166.tsv:{number}: {row['alpha2']} {row['alpha3']} are no ISO codes")
        table[row["alpha2"]] = row["alpha3"]
    return table


def country_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield (alpha-3, CLDR's name in the language) of every country, in order of code."""
    territories = Locale.parse(language).territories
    for two, three in sorted(alpha3().items()):
        if two in territories:
            yield three, territories[two]
