"""Places: names of countries, capitals and other cities, and the country that each lies in."""

from streams.extract.actors.known.registry import registry


def known_place(name: str) -> tuple[str, str] | None:
    """(name as usually written, ISO alpha-3 of the country) of a known place, in any case; else nothing."""
    return registry().code_of_place(name)
