"""Candidates: words that may name an actor, as one sentence alone tells it."""

from typing import Literal, NamedTuple

from streams.extract.actors.known.entry import Entry, Role

Sort = Literal["name", "role", "person", "pronoun", "possessive", "side", "age"]


class Candidate(NamedTuple):
    """Words that may name an actor; token positions, ``last`` exclusive."""

    sort: Sort
    first: int
    last: int
    head: int
    entries: tuple[Entry, ...] = ()
    """What a fixed name can mean."""
    role: Role | None = None
    places: tuple[tuple[Entry, ...] | str, ...] = ()
    """Countries (codes), and names with all that they can mean, beside a role: adjectives, prefix, complement."""
    inner: "Candidate | None" = None
    """The role in its complement: ``Sprecher des Außenministeriums``."""
    name: tuple[int, int] | None = None
    """Tokens of a person's name."""
    side: str = ""
    """Kind of a collective expression: ``both``, ``west``, ``we`` …"""
    owner: int | None = None
    """Token of a possessive before the noun: ``sein Amtskollege``."""
