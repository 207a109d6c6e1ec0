"""Places: names of countries, capitals and other cities, and the country that each lies in."""

import gzip
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from streams.extract.actors.known.registry import registry
from streams.extract.tables import parse_table

_FILE = "cities.tsv.gz"
_COLUMNS = ("names", "country", "thousands")
_OWN_NAME = 20
"""Times that a city must be larger than one whose own name this is, to be meant by one of its other names."""


class City(NamedTuple):
    """A city that a name may mean."""

    country: str
    """ISO alpha-3."""
    thousands: int
    """Of people."""
    own: bool
    """The name is its own, not one of another language's."""


def known_place(name: str) -> tuple[str, str] | None:
    """(name as usually written, ISO alpha-3 of the country) of a place of the registry, in any case; else nothing."""
    return registry().code_of_place(name)


@cache
def cities() -> dict[str, tuple[City, ...]]:
    """Name → the cities of 15,000 people and more that it may mean, the largest first; read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    found: dict[str, tuple[City, ...]] = {}
    packed = files("streams.extract.languages.de").joinpath(_FILE).read_bytes()
    for _, row in parse_table(gzip.decompress(packed).decode(), _FILE, _COLUMNS):
        country, thousands = row["country"], int(row["thousands"])
        for index, name in enumerate(row["names"].split(";")):
            found[name] = (*found.get(name, ()), City(country, thousands, not index))
    return found


def place_named(name: str, near: Collection[str] = (), *, rare: bool = True) -> tuple[str, str, bool] | None:
    """(name, ISO alpha-3 of the country, whether it is a city) of what a name in a text means; else nothing.

    Args:
        name: as it is written.
        rare: whether cities count that the registry does not know.
        near: countries that the event is about: of two cities with one name the one there is meant, else the larger.
    """
    known = known_place(name)
    if known is not None:
        return known[0], known[1], not _is_state(known[0])
    found = cities().get(name) if rare else None
    if found is None:
        return None
    return name, min(found, key=lambda city: (city.country not in near, -_weight(city))).country, True


def _weight(city: City) -> int:
    return city.thousands * (_OWN_NAME if city.own else 1)


@cache
def _is_state(name: str) -> bool:
    words = name.split()
    found = registry().match(words, 0)
    return found is not None and found[0] == len(words) and any(entry.sense == "state" for entry in found[1])
