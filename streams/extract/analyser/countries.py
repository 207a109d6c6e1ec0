"""Names of countries: the network has seen few of them and takes some for persons ("Belarus")."""

from functools import cache

from babel import Locale


@cache
def countries() -> frozenset[str]:
    """Give the German names of territories of one word, and their genitives."""
    names = {name for name in Locale("de").territories.values() if name[:1].isupper() and name.isalpha()}
    return frozenset(names | {name + "s" for name in names if name[-1] not in "sxz"})
