"""Offices and who held them when."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import NamedTuple

from streams.extract.actors.known.entry import OPEN_SINCE, OPEN_UNTIL, Holder
from streams.extract.actors.known.folding import fold
from streams.extract.actors.known.reading import SECTORS, Days, Report, Row, refuse, table, term

OFFICE_COLUMNS = ("office", "single", "sectors", "titles_de", "titles_en", "source", "note")
COLUMNS = ("place", "office", "title", "person", "forms", "sex", "from", "to", "wikidata", "source", "note")

_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "MAC", "SGP", "KHM"})
"""Where the family name stands first in German too; Vietnam's people are called by either end."""

_EITHER_END = frozenset({"VNM", "KHM", "LAO", "MMR", "MYS", "ETH", "ERI", "IDN", "SOM"})
_DOUBLE = frozenset(
    {"ESP", "MEX", "ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM", "HND", "NIC", "PAN", "PER", "PRY"}
    | {"SLV", "URY", "VEN", "PRT", "BRA", "GNQ", "PHL"}
)
"""Where two family names are usual, and people are called by the first, the last or both."""

_PARTICLES = frozenset(
    {"von", "der", "den", "van", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "las", "los"}
    | {"zu", "zum", "ten", "ter", "bin", "ben", "ibn", "abu", "ould", "al", "el", "mac", "al-", "ag"}
)
_GIVEN_AND_MORE = 3


class Office(NamedTuple):
    """A line of the table of offices."""

    office: str
    single: bool
    sectors: tuple[str, ...]
    titles_de: tuple[str, ...]
    titles_en: tuple[str, ...]
    where: str


class Term(NamedTuple):
    """A line of a table of holders."""

    place: str
    office: str
    title: str
    person: str
    forms: tuple[str, ...]
    feminine: bool | None
    began: Days
    ended: Days
    wikidata: str | None
    note: str
    where: str


def read_offices(folder: Traversable, report: Report = refuse) -> dict[str, Office]:
    """Offices by identifier."""
    found: dict[str, Office] = {}
    for row in table(folder, "offices.tsv", OFFICE_COLUMNS, report):
        sectors = tuple(row.values("sectors"))
        if row["office"] in found:
            report(f"{row.where}: {row['office']} is there already, at {found[row['office']].where}")
        if row["single"] not in ("yes", "no") or not set(sectors) <= SECTORS:
            report(f"{row.where}: single is yes or no, sectors are PLOVER's")
        found[row["office"]] = Office(
            row["office"],
            row["single"] == "yes",
            sectors,
            tuple(row.values("titles_de")),
            tuple(row.values("titles_en")),
            row.where,
        )
    return found


def read_terms(folder: Traversable, report: Report = refuse) -> Iterator[Term]:
    """Yield the terms of all tables of holders."""
    tables = folder.joinpath("holders")
    names = sorted(path.name for path in tables.iterdir() if path.name.endswith(".tsv")) if tables.is_dir() else []
    if not names:
        report("data/holders:1: there are no tables of holders")
    for name in names:
        for row in table(folder, f"holders/{name}", COLUMNS, report):
            yield _term(row, report)


def _term(row: Row, report: Report) -> Term:
    began, ended = term(row, report)
    if row["sex"] not in ("m", "f", ""):
        report(f"{row.where}: sex is m or f, not {row['sex']!r}")
    if not row["person"] or not row["place"] or not row["office"] or not row["title"]:
        report(f"{row.where}: place, office, title and person must be there")
    wikidata = row["wikidata"]
    if wikidata and not (wikidata[0] == "Q" and wikidata[1:].isdigit()):
        report(f"{row.where}: {wikidata!r} is no Wikidata item")
    return Term(
        row["place"],
        row["office"],
        row["title"],
        row["person"],
        tuple(row.values("forms")),
        {"m": False, "f": True}.get(row["sex"]),
        began,
        ended,
        wikidata or None,
        row["note"],
        row.where,
    )


class Possible(NamedTuple):
    """A term with the days that are certain and those that can be."""

    term: Term
    since: int
    until: int
    earliest: int
    latest: int


def settled(terms: Iterable[Term]) -> list[Possible]:
    """The terms of one single-holder office in order, each cut to the days on which no other can be meant.

    A beginning or an end of which only month or year is known is taken from the neighbour's day where that is known;
    what stays open then belongs to nobody.
    """
    order = sorted(terms, key=lambda one: (one.began.first, one.began.last, one.ended.last, one.where))
    began = [one.began for one in order]
    ended = [one.ended for one in order]
    for spot, (one, other) in enumerate(pairwise(order)):
        end, begin = one.ended, other.began
        if end.last == OPEN_UNTIL or begin.first == OPEN_SINCE or end.last < begin.first:
            continue
        if begin.first == begin.last and end.first <= begin.first <= end.last:
            ended[spot] = Days(begin.first - 1, begin.first - 1)
        elif end.first == end.last and begin.first <= end.first <= begin.last:
            began[spot + 1] = Days(end.first + 1, end.first + 1)
    return [
        Possible(one, since.last, until.first, since.first, until.last)
        for one, since, until in zip(order, began, ended, strict=True)
    ]


class Holders:
    """Who held which office when, and who has which surname."""

    def __init__(self, folder: Traversable, organisations: frozenset[str], report: Report = refuse) -> None:
        self.offices = read_offices(folder, report)
        self.terms = list(read_terms(folder, report))
        self._organisations = organisations
        self._by_office: dict[tuple[str, str], list[Term]] = {}
        for one in self.terms:
            self._by_office.setdefault((one.place, one.office), []).append(one)
        self._settled: dict[tuple[str, str], tuple[list[int], list[Holder]]] = {}
        self._by_surname: dict[str, tuple[Holder, ...]] | None = None
        self._titles: dict[str, tuple[str, ...]] = {}
        for office in self.offices.values():
            for title in office.titles_de:
                self._titles[title] = (*self._titles.get(title, ()), office.office)

    def office_of(self, role: str) -> tuple[str, ...]:
        """Offices with one holder at a time that a title can name, the likeliest first."""
        found = self._titles.get(role, ())
        return tuple(office for office in found if self.offices[office].single)

    def at(self, place: str, office: str, day: int | None) -> Holder | None:
        """Who holds a single-holder office on a day; none where it is not known."""
        if day is None:
            return None
        key = (place, office)
        known = self._settled.get(key)
        if known is None:
            holders = self.of(place, office)
            known = ([holder.since for holder in holders], holders)
            self._settled[key] = known
        starts, holders = known
        spot = bisect_right(starts, day) - 1
        return holders[spot] if spot >= 0 and holders[spot].until >= day else None

    def of(self, place: str, office: str) -> list[Holder]:
        """The terms of an office in a place, in order; of a single-holder office only with days that are certain."""
        terms = self._by_office.get((place, office), [])
        known = self.offices.get(office)
        if known is None or not known.single:
            return []
        possible = settled(terms)
        return [self._holder(one.term, one.since, one.until) for one in possible if one.since <= one.until]

    def named(self, surname: str) -> tuple[Holder, ...]:
        """All terms of all holders with a surname or byname, in any spelling."""
        if self._by_surname is None:
            self._by_surname = self._surnames()
        return self._by_surname.get(fold(surname), ())

    def all(self) -> Iterator[Holder]:
        """All terms; where only month or year is known, with the longest that they can have been."""
        for one in self.terms:
            yield self._holder(one, one.began.first, one.ended.last)

    def _surnames(self) -> dict[str, tuple[Holder, ...]]:
        found: dict[str, dict[str, Holder]] = {}
        for holder in self.all():
            for name in called(holder.person, holder.place, holder.forms):
                found.setdefault(fold(name), {})[holder.where] = holder
        return {key: tuple(holders.values()) for key, holders in found.items() if key}

    def _holder(self, one: Term, since: int, until: int) -> Holder:
        office = self.offices.get(one.office)
        international = one.place in self._organisations
        sectors = office.sectors if office is not None else ()
        if international and sectors[:1] != ("JUD",):  # whoever speaks for a court of the United Nations is of a court
            sectors = ("IGO",)
        return Holder(
            place=one.place,
            office=one.office,
            title=one.title,
            person=one.person,
            surname=fold(surname(one.person, one.place)),
            feminine=one.feminine,
            since=since,
            until=until,
            wikidata=one.wikidata,
            code=f"{one.place}.{sectors[0]}" if sectors else one.place,
            sectors=sectors,
            where=one.where,
            forms=one.forms,
        )


def surname(person: str, place: str) -> str:
    """The family name in a whole name, with the particles before it."""
    words = person.split()
    if len(words) == 1:
        return person
    if place in _SURNAME_FIRST or _east_asian(words):
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _east_asian(words: list[str]) -> bool:
    """``Ban Ki-moon``: a short name, then one with a small letter behind its hyphen."""
    _, hyphen, after = words[-1].partition("-")
    short = len(words) == len(("Ban", "Ki-moon")) and len(words[0]) <= len("Tschiang")
    return short and bool(hyphen) and after[:1].islower()


def called(person: str, place: str, forms: Iterable[str]) -> list[str]:
    """What a person is called by when not by the whole name."""
    words = person.split()
    family = surname(person, place)
    names = [family, words[-1] if " " in family else family]
    if len(words) >= _GIVEN_AND_MORE and (place in _DOUBLE):
        names += [" ".join(words[-2:]), words[-2]]
    if place in _EITHER_END:
        names += [words[0], words[-1]]
    for form in forms:
        names.append(form if " " not in form else surname(form, place))
    return [name for name in dict.fromkeys(names) if name.lower() not in _PARTICLES]
