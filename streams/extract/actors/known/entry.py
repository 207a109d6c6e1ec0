"""What the registry answers with."""

from typing import Literal, NamedTuple

Sense = Literal[
    "state", "capital", "city", "metonym", "entity", "people", "organisation", "body", "person", "collective"
]

OPEN_SINCE = 0
"""First day of what has always been."""

OPEN_UNTIL = 9_999_999
"""Last day of what has no end yet."""


class Entry(NamedTuple):
    """One thing that a fixed name can mean."""

    code: str
    """As records carry it: ``BLR``, ``BLR.GOV``, ``NATO.IGO``; ``BLR.CVL`` for a people."""
    name: str
    """Canonical German name; a capital has its state's, and its own in ``form``."""
    kind: str
    """``state``, ``organisation``, ``group`` or ``person``."""
    sectors: tuple[str, ...]
    """Primary first; none for a state as a whole."""
    country: str | None
    """ISO alpha-3; none for international ones, XXX and WEST."""
    sense: Sense
    form: str
    """The dictionary form that matched."""
    office: str | None
    wikidata: str | None
    since: int
    """Proleptic ordinal of the first day; 0 if open."""
    until: int
    """Ordinal of the last day; 9,999,999 if open."""
    rule: str
    """Rule of choice among several meanings, or nothing."""
    ambiguous: str
    """What decides among several meanings, in words, or nothing."""
    where: str
    """File and line: ``data/states.tsv:12``."""
    feminine: bool | None = None
    """Of a person."""


class Holder(NamedTuple):
    """A term of office."""

    place: str
    office: str
    title: str
    person: str
    surname: str
    """Folded."""
    feminine: bool | None
    since: int
    """First day that is certain."""
    until: int
    """Last day that is certain."""
    wikidata: str | None
    code: str
    sectors: tuple[str, ...]
    where: str
    forms: tuple[str, ...] = ()
    """Other spellings of the whole name, and bynames."""


class Role(NamedTuple):
    """A role noun as it stands in a text."""

    noun: str
    """Dictionary noun, lower case masculine: ``minister``."""
    compound: str
    """What stands before it in a compound, lower case: ``außen``."""
    full: str
    """Compound and noun: ``außenminister``; names and ``ex-`` before a hyphen are not in it."""
    sectors: tuple[str, ...]
    kind: str
    """``person``, ``body``, ``group`` or ``state``."""
    takes: str
    """``home``, ``of`` or ``free``."""
    office: str
    """Identifier in offices.tsv, or nothing."""
    feminine: bool | None
    plural: bool | None
    """Whether the form is a plural; none where it can be either."""
    former: bool
    """Ex-, Alt-."""
    where: str


class Side(NamedTuple):
    """Words that name an actor only by way of a rule: ``beide Seiten``, ``der Westen``, ``die EU-Staaten``."""

    form: str
    """As it matched."""
    name: str
    """The first form of its line."""
    kind: str
    """The rule: ``both``, ``west``, ``eu_states``, ``we``, …; ``data/sides.tsv`` explains them."""
    note: str
    """Members of a group and other particulars."""
    where: str
