"""States, places, organisations, bodies and persons: rows of the data files to entries with their forms."""

from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from streams.extract.actors.known.entry import Entry, Sense
from streams.extract.actors.known.reading import (
    SECTORS,
    Report,
    Row,
    ambiguity,
    place_of,
    refuse,
    sector_of,
    table,
    term,
)

STATES = (
    *("code", "name_de", "name_en", "from", "to", "article", "forms_de", "forms_en", "adjectives_de", "adjectives_en"),
    *("people_de", "people_en", "source", "note"),
)
SEATS = ("form", "language", "code", "kind", "from", "to", "rule", "source", "note")
ORGANISATIONS = (
    "code",
    "name_de",
    "name_en",
    "forms_de",
    "forms_en",
    "seat",
    "from",
    "to",
    "wikidata",
    "source",
    "note",
)
BODIES = ("code", "name", "kind", "forms_de", "forms_en", "sectors", "from", "to", "wikidata", "source", "note")
PERSONS = ("name", "code", "sectors", "forms", "sex", "from", "to", "wikidata", "source", "note")

SEAT_KINDS: dict[str, Sense] = {
    "capital": "capital",
    "city": "city",
    "metonym": "metonym",
    "seat": "metonym",
    "entity": "entity",
    "state": "state",
    "people": "people",
}
BODY_KINDS = frozenset(
    {
        "ministry",
        "parliament",
        "army",
        "service",
        "bank",
        "party",
        "armed_group",
        "agency",
        "paper",
        "broadcaster",
        "court",
    }
    | {"police", "company", "church", "union", "ngo", "government", "presidency", "university", "other"}
)
_PLACE_LETTERS = 3

Maker = Callable[[Row, str], Entry]


class Adjective(NamedTuple):
    """A place that an adjective names."""

    code: str
    rule: str
    where: str


class Rows:
    """The rows of the files, checked one by one."""

    def __init__(self, folder: Traversable, report: Report = refuse) -> None:
        self.states = [row for row in table(folder, "states.tsv", STATES, report) if _right_state(row, report)]
        self.state_names: dict[str, str] = {}
        for row in self.states:
            self.state_names.setdefault(row["code"], row["name_de"])
        self.organisations = [
            row for row in table(folder, "organisations.tsv", ORGANISATIONS, report) if _right_organisation(row, report)
        ]
        self.organisation_names: dict[str, str] = {}
        for row in self.organisations:
            self.organisation_names.setdefault(place_of(row["code"]), row["name_de"])
        self.seats = [row for row in table(folder, "seats.tsv", SEATS, report) if _right_seat(row, report)]
        self.bodies = [row for row in table(folder, "bodies.tsv", BODIES, report) if _right_body(row, report)]
        self.persons = [row for row in table(folder, "persons.tsv", PERSONS, report) if _right_person(row, report)]

    def forms(self, language: str) -> Iterator[tuple[str, Maker, Row]]:
        """Yield (form, maker, row) of all fixed names of a language (``de`` or ``en``) but those of persons.

        ``maker(row, form)`` is the entry; nobody pays for the entries of names that no text has.
        """
        name = f"name_{language}"
        forms, people = f"forms_{language}", f"people_{language}"
        for row in self.states:
            for form in dict.fromkeys((row[name], *row.values(forms))):
                yield form, self._state, row
            for form in row.values(people):
                yield form, self._people, row
        for row in self.seats:
            if row["language"] == language and row["kind"] in SEAT_KINDS:
                for form in row.values("form"):
                    yield form, self._seat, row
        for row in self.organisations:
            for form in dict.fromkeys((row[name], *row.values(forms))):
                yield form, self._organisation, row
        for row in self.bodies:
            own = (row["name"],) if language == "de" else ()
            for form in dict.fromkeys((*own, *row.values(forms))):
                yield form, self._body, row

    def entries(self, language: str) -> Iterator[tuple[str, Entry]]:
        """Yield (form, entry) of what ``forms`` has."""
        for form, maker, row in self.forms(language):
            yield form, maker(row, form)

    def adjectives(self, language: str) -> Iterator[tuple[str, Adjective]]:
        """Yield (stem, place) of all adjectives, those of states that exist before those of historic ones."""
        column = f"adjectives_{language}"
        rows = sorted(self.states, key=lambda row: bool(row["to"]))
        ruled: dict[tuple[str, str], str] = {}
        for row in self.seats:
            if row["kind"] == "adjective" and row["language"] == language:
                for form in row.values("form"):
                    ruled[form, row["code"]] = row["rule"]
                    yield form, Adjective(row["code"], row["rule"], row.where)
        for row in rows:
            for form in row.values(column):
                if (form, row["code"]) not in ruled:
                    yield form, Adjective(row["code"], "", row.where)

    def _state(self, row: Row, form: str) -> Entry:
        code = row["code"]
        return _entry(row, form, code, name=row["name_de"], kind="state", sectors=(), country=code, sense="state")

    def _people(self, row: Row, form: str) -> Entry:
        code = row["code"]
        name = row["name_de"]
        return _entry(row, form, f"{code}.CVL", name=name, kind="group", sectors=("CVL",), country=code, sense="people")

    def _seat(self, row: Row, form: str) -> Entry:
        sense = SEAT_KINDS[row["kind"]]
        code = f"{row['code']}.CVL" if sense == "people" else row["code"]
        place, sector = place_of(code), sector_of(code)
        own = sense in ("metonym", "entity") and sector and place in self.state_names
        name = row.values("form")[0] if own else self.name(place)
        kind = "group" if sense == "people" else "organisation" if sector and sense != "entity" else "state"
        sectors = (sector,) if sector else ()
        country = self._country(place)
        entry = _entry(row, form, code, name=name, kind=kind, sectors=sectors, country=country, sense=sense)
        return entry._replace(rule=row["rule"])

    def _organisation(self, row: Row, form: str) -> Entry:
        code = f"{place_of(row['code'])}.{sector_of(row['code']) or 'IGO'}"
        name, sectors = row["name_de"], (sector_of(code),)
        entry = _entry(
            row, form, code, name=name, kind="organisation", sectors=sectors, country=None, sense="organisation"
        )
        return entry._replace(wikidata=row["wikidata"] or None)

    def _body(self, row: Row, form: str) -> Entry:
        code = row["code"]
        sector = sector_of(code)
        sectors = tuple(dict.fromkeys((sector, *row.values("sectors")))) if sector else ()
        name, country = row["name"], self._country(place_of(code))
        entry = _entry(row, form, code, name=name, kind="organisation", sectors=sectors, country=country, sense="body")
        return entry._replace(wikidata=row["wikidata"] or None)

    def people(self) -> Iterator[tuple[str, Entry]]:
        """Yield (form, entry) of the persons that hold none of the offices."""
        for row in self.persons:
            since, until = _days(row)
            code = row["code"]
            sector = sector_of(code)
            sectors = tuple(dict.fromkeys((sector, *row.values("sectors")))) if sector else tuple(row.values("sectors"))
            country = self._country(place_of(code))
            feminine = {"m": False, "f": True}.get(row["sex"])
            for form in dict.fromkeys((row["name"], *row.values("forms"))):
                yield form, Entry(
                    code, row["name"], "person", sectors, country, "person", form, None,
                    row["wikidata"] or None, since, until, "", ambiguity(row["note"]), row.where, feminine,
                )  # fmt: skip

    def name(self, code: str) -> str:
        """German name of a state or an organisation; its code where it has none."""
        return self.state_names.get(code) or self.organisation_names.get(code, code)

    def _country(self, place: str) -> str | None:
        return place if place in self.state_names else None


def _entry(
    row: Row, form: str, code: str, *, name: str, kind: str, sectors: tuple[str, ...], country: str | None, sense: Sense
) -> Entry:
    since, until = _days(row)
    about = ambiguity(row["note"])
    return Entry(code, name, kind, sectors, country, sense, form, None, None, since, until, "", about, row.where)


def _days(row: Row) -> tuple[int, int]:
    began, ended = term(row, _ignore)
    return began.first, ended.last


def _ignore(fault: str) -> None:
    """The fault was told when the row was read."""
    del fault


def _fits(row: Row, report: Report) -> bool:
    if row["from"] or row["to"]:
        term(row, report)
    code = row["code"]
    place, sector = place_of(code), sector_of(code)
    if not place or not place.replace("-", "").isalnum() or not place.isupper() or not place.isascii():
        report(f"{row.where}: {code!r} is no actor code")
        return False
    if sector and sector not in SECTORS:
        report(f"{row.where}: {sector!r} is no sector")
        return False
    return True


def _right_state(row: Row, report: Report) -> bool:
    if len(row["code"]) != _PLACE_LETTERS or not row["name_de"] or not row["name_en"]:
        report(f"{row.where}: a state has a code of three letters, a German and an English name")
        return False
    return _fits(row, report)


def _right_seat(row: Row, report: Report) -> bool:
    if row["kind"] not in SEAT_KINDS and row["kind"] != "adjective":
        report(f"{row.where}: {row['kind']!r} is no kind of seat")
        return False
    if row["language"] not in ("de", "en") or not row["form"]:
        report(f"{row.where}: language is de or en, and there is a form")
        return False
    return _fits(row, report)


def _right_organisation(row: Row, report: Report) -> bool:
    if not row["name_de"] or not row["name_en"]:
        report(f"{row.where}: an organisation has a German and an English name")
        return False
    return _fits(row, report)


def _right_body(row: Row, report: Report) -> bool:
    if row["kind"] not in BODY_KINDS or not row["name"]:
        report(f"{row.where}: {row['kind']!r} is no kind of body, or there is no name")
        return False
    if not set(row.values("sectors")) <= SECTORS:
        report(f"{row.where}: sectors are PLOVER's, not {row['sectors']}")
        return False
    return _fits(row, report)


def _right_person(row: Row, report: Report) -> bool:
    if not set(row.values("sectors")) <= SECTORS:
        report(f"{row.where}: sectors are PLOVER's, not {row['sectors']}")
        return False
    if not row["name"] or row["sex"] not in ("m", "f", ""):
        report(f"{row.where}: a person has a name, and sex is m, f or empty")
        return False
    return _fits(row, report)
