"""States, places, organisations, bodies and persons: rows of the data files to entries with their forms."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from streams.extract.actors.known.entry import Entry, Sense
from streams.extract.actors.known.reading import SECTORS, Report, Row, ambiguity, place_of, refuse, sector_of, table, term

STATES = (
    *("code", "name_de", "name_en", "from", "to", "article", "forms_de", "forms_en", "adjectives_de", "adjectives_en"),
    *("people_de", "people_en", "source", "note"),
)
SEATS = ("form", "language", "code", "kind", "from", "to", "rule", "source", "note")
ORGANISATIONS = ("code", "name_de", "name_en", "forms_de", "forms_en", "seat", "from", "to", "wikidata", "source", "note")
BODIES = ("code", "name", "kind", "forms_de", "forms_en", "sectors", "from", "to", "wikidata", "source", "note")
PERSONS = ("person", "code", "forms", "sex", "office", "from", "to", "wikidata", "source", "note")

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
    {"ministry", "parliament", "army", "service", "bank", "party", "armed_group", "agency", "paper", "broadcaster", "court"}
    | {"police", "company", "church", "union", "ngo", "government", "presidency", "university", "other"}
)
_PLACE_LETTERS = 3


class Adjective(NamedTuple):
    """A place that an adjective names."""

    code: str
    rule: str
    where: str


class Rows:
    """The rows of the files, checked one by one."""

    def __init__(self, folder: Traversable, report: Report = refuse) -> None:
        self.states = [row for row in table(folder, "states.tsv", STATES, report) if _state(row, report)]
        self.state_names: dict[str, str] = {}
        for row in self.states:
            self.state_names.setdefault(row["code"], row["name_de"])
        self.organisations = [
            row for row in table(folder, "organisations.tsv", ORGANISATIONS, report) if _organisation(row, report)
        ]
        self.organisation_names: dict[str, str] = {}
        for row in self.organisations:
            self.organisation_names.setdefault(place_of(row["code"]), row["name_de"])
        self.seats = [row for row in table(folder, "seats.tsv", SEATS, report) if _seat(row, report)]
        self.bodies = [row for row in table(folder, "bodies.tsv", BODIES, report) if _body(row, report)]
        self.persons = [row for row in table(folder, "persons.tsv", PERSONS, report) if _person(row, report)]

    def entries(self, language: str) -> Iterator[tuple[str, Entry]]:
        """Yield (form, entry) of all fixed names of a language (``de`` or ``en``) but those of persons."""
        yield from self._states(language)
        yield from self._seats(language)
        yield from self._organisations(language)
        yield from self._bodies(language)

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

    def _states(self, language: str) -> Iterator[tuple[str, Entry]]:
        for row in self.states:
            code, name = row["code"], row["name_de"]
            since, until = _days(row)
            about = ambiguity(row["note"])
            for form in dict.fromkeys((row[f"name_{language}"], *row.values(f"forms_{language}"))):
                yield form, Entry(
                    code, name, "state", (), code, "state", form, None, None, since, until, "", about, row.where
                )
            people = f"{code}.CVL"
            for form in row.values(f"people_{language}"):
                yield form, Entry(
                    people, name, "group", ("CVL",), code, "people", form, None, None, since, until, "", about, row.where
                )

    def _seats(self, language: str) -> Iterator[tuple[str, Entry]]:
        for row in self.seats:
            sense = SEAT_KINDS.get(row["kind"])
            if sense is None or row["language"] != language:
                continue
            code = f"{row['code']}.CVL" if sense == "people" else row["code"]
            place, sector = place_of(code), sector_of(code)
            sectors = (sector,) if sector else ()
            forms = row.values("form")
            own = sense in ("metonym", "entity") and sector
            name = forms[0] if own and place in self.state_names else self.name(place)
            kind = "group" if sense == "people" else "organisation" if sector and sense != "entity" else "state"
            since, until = _days(row)
            country = self._country(place)
            about = ambiguity(row["note"])
            for form in forms:
                yield form, Entry(
                    code, name, kind, sectors, country, sense, form, None, None, since, until, row["rule"], about, row.where
                )

    def _organisations(self, language: str) -> Iterator[tuple[str, Entry]]:
        for row in self.organisations:
            since, until = _days(row)
            code = f"{place_of(row['code'])}.{sector_of(row['code']) or 'IGO'}"
            about, wikidata = ambiguity(row["note"]), row["wikidata"] or None
            sectors = (sector_of(code),)
            acronym = place_of(code)
            names = (row[f"name_{language}"], *row.values(f"forms_{language}"), acronym)
            for form in dict.fromkeys(names):
                if form and (form != acronym or "-" not in form or form in names[:-1]):
                    yield form, Entry(
                        code, row["name_de"], "organisation", sectors, None, "organisation", form, None, wikidata,
                        since, until, "", about, row.where,
                    )  # fmt: skip

    def _bodies(self, language: str) -> Iterator[tuple[str, Entry]]:
        for row in self.bodies:
            since, until = _days(row)
            code = row["code"]
            sectors = tuple(dict.fromkeys((sector_of(code), *row.values("sectors")))) if sector_of(code) else ()
            country = self._country(place_of(code))
            about, wikidata = ambiguity(row["note"]), row["wikidata"] or None
            names = (row["name"], *row.values("forms_de")) if language == "de" else row.values("forms_en")
            for form in dict.fromkeys(names):
                yield form, Entry(
                    code, row["name"], "organisation", sectors, country, "body", form, None, wikidata,
                    since, until, "", about, row.where,
                )  # fmt: skip

    def people(self) -> Iterator[tuple[str, Entry]]:
        """Yield (form, entry) of the persons that hold none of the offices."""
        for row in self.persons:
            since, until = _days(row)
            code = row["code"]
            sectors = (sector_of(code),) if sector_of(code) else ()
            country = self._country(place_of(code))
            feminine = {"m": False, "f": True}.get(row["sex"])
            for form in dict.fromkeys((row["person"], *row.values("forms"))):
                yield form, Entry(
                    code, row["person"], "person", sectors, country, "person", form, row["office"] or None,
                    row["wikidata"] or None, since, until, "", ambiguity(row["note"]), row.where, feminine,
                )  # fmt: skip

    def name(self, code: str) -> str:
        """German name of a state or an organisation; its code where it has none."""
        return self.state_names.get(code) or self.organisation_names.get(code, code)

    def _country(self, place: str) -> str | None:
        return place if place in self.state_names else None


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


def _state(row: Row, report: Report) -> bool:
    if len(row["code"]) != _PLACE_LETTERS or not row["name_de"] or not row["name_en"]:
        report(f"{row.where}: a state has a code of three letters, a German and an English name")
        return False
    return _fits(row, report)


def _seat(row: Row, report: Report) -> bool:
    if row["kind"] not in SEAT_KINDS and row["kind"] != "adjective":
        report(f"{row.where}: {row['kind']!r} is no kind of seat")
        return False
    if row["language"] not in ("de", "en") or not row["form"]:
        report(f"{row.where}: language is de or en, and there is a form")
        return False
    return _fits(row, report)


def _organisation(row: Row, report: Report) -> bool:
    if not row["name_de"] or not row["name_en"]:
        report(f"{row.where}: an organisation has a German and an English name")
        return False
    return _fits(row, report)


def _body(row: Row, report: Report) -> bool:
    if row["kind"] not in BODY_KINDS or not row["name"]:
        report(f"{row.where}: {row['kind']!r} is no kind of body, or there is no name")
        return False
    if not set(row.values("sectors")) <= SECTORS:
        report(f"{row.where}: sectors are PLOVER's, not {row['sectors']}")
        return False
    return _fits(row, report)


def _person(row: Row, report: Report) -> bool:
    if not row["person"] or row["sex"] not in ("m", "f", ""):
        report(f"{row.where}: a person has a name, and sex is m, f or empty")
        return False
    return _fits(row, report)
