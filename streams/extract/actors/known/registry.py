"""The registry: what fixed names, adjectives, role nouns and offices mean on a day."""

import gc
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, partial
from importlib.resources.abc import Traversable
from operator import itemgetter

from streams.extract.actors.known.adjectives import Adjectives
from streams.extract.actors.known.entry import OPEN_UNTIL, Entry, Holder, Side
from streams.extract.actors.known.folding import fold
from streams.extract.actors.known.holders import Holders, called, surname
from streams.extract.actors.known.names import Found, Make, Names
from streams.extract.actors.known.nouns import Noun, read_nouns
from streams.extract.actors.known.people import People
from streams.extract.actors.known.reading import Report, data, refuse
from streams.extract.actors.known.roles import Roles
from streams.extract.actors.known.rows import Rows
from streams.extract.actors.known.sides import Sides
from streams.extract.remembering import WORDS_KEPT

_FIRST_SENSES = ("state", "organisation", "metonym", "body", "entity", "people", "capital", "city")


class Registry:
    """All that is known of actors."""

    def __init__(self, folder: Traversable | None = None, report: Report = refuse) -> None:
        self.folder = folder or data()
        self._report = report
        self.rows = Rows(self.folder, report)
        self._names = Names()
        self._nothing: set[str] = set()
        self._plain: set[str] = set()
        self._fill(self._names, "de")
        self.holders = Holders(self.folder, frozenset(self.rows.organisation_names), report)
        self._add_bynames()
        self.adjectives = Adjectives(self.rows, "de")
        self.roles = Roles(self.folder, self._is_name, report)
        self._sides = Sides(self.folder, report)
        self.sides: Mapping[str, Side] = self._sides.by_form
        self.adjective = self.adjectives.places
        self.role = self.roles.role
        self.office_of = self.holders.office_of
        self.holder = self.holders.at
        self.holders_named = self.holders.named
        self.side = self._sides.match
        self.side_begins = self._sides.begins
        self.place_name = self.rows.name

    def match(self, words: Sequence[str], index: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest fixed name that begins at a word: how many words, and what it can mean.

        A person's whole name is found in any spelling. Of a holder of office each term is a meaning of its own.
        """
        word = words[index]
        if word in self._nothing:
            return None
        found = self._names.match(words, index)
        person = self.people.match(words, index)
        if found is None and person is None:
            if self._names.none_begins(word) and self.people.none_begins(word):
                if len(self._nothing) > WORDS_KEPT:
                    self._nothing.clear()
                self._nothing.add(word)
            return None
        if person is None or (found is not None and found[0] > person[0]):
            return found
        if found is not None and found[0] == person[0]:
            return found[0], tuple(dict.fromkeys((*found[1], *person[1])))
        return person

    def is_plain(self, word: str) -> bool:
        """Whether it is known already that a word is no role, no number, and begins no name."""
        if word in self._plain:
            return True
        if word not in self._nothing or not word[0].isalpha() or self.role(word) is not None:
            return False
        if len(self._plain) > WORDS_KEPT:
            self._plain.clear()
        self._plain.add(word)
        return True

    def match_english(self, words: Sequence[str], index: int) -> tuple[int, tuple[Entry, ...]] | None:
        """As ``match``, in an English text."""
        found = self._english.match(words, index)
        person = self.people.match(words, index)
        return person if person is not None and (found is None or person[0] > found[0]) else found

    def prefix(self, word: str) -> Entry | None:
        """The name before the first hyphen of a compound: ``US-Außenminister``, ``Kreml-Sprecher``."""
        senses = self.prefixes(word)
        return senses[0] if senses else None

    def prefixes(self, word: str) -> tuple[Entry, ...]:
        """All that the name before the first hyphen can mean, of the likeliest sort: the FDP of two countries."""
        first, hyphen, _ = word.partition("-")
        if not hyphen or not first:
            return ()
        for code in self.adjectives.prefix(first):
            state = self.state(code)
            return () if state is None else (state,)
        found = self._names.match((first,), 0) or self._joined(word)
        senses = [entry for entry in found[1] if entry.sense in _FIRST_SENSES] if found is not None else []
        if not senses:
            return ()
        best = min(senses, key=_preference)
        return (best, *(entry for entry in senses if entry is not best and entry.sense == best.sense))

    def _joined(self, word: str) -> Found | None:
        """The name of several words before the last hyphen: ``Air-France-Chef``."""
        parts = tuple(word.split("-")[:-1])
        for length in range(len(parts), 1, -1):
            found = self._names.match(parts[:length], 0)
            if found is not None and found[0] == length:
                return found
        return None

    def is_organisation(self, code: str) -> bool:
        """Whether a code is that of an international organisation."""
        return code in self.rows.organisation_names

    def state(self, code: str) -> Entry | None:
        """The entry of a state."""
        return self._by_code.get(code)

    @cached_property
    def people(self) -> People:
        """Persons by whole name in any spelling, a holder's terms in order; made when the first is looked for."""
        named: list[tuple[int, str, Make]] = []
        for holder in self.holders.all():
            make = partial(self._byname, holder)
            named += [(holder.since, form, make) for form in (holder.person, *holder.forms)]
        named += [(entry.since, form, partial(_given, entry)) for form, entry in self.rows.people()]
        named.sort(key=itemgetter(0))
        return People((form, make) for _, form, make in named)

    def entry_of(self, holder: Holder) -> Entry:
        """A holder's term as the meaning of a name."""
        country = holder.place if holder.place in self.rows.state_names else None
        return Entry(
            code=holder.code,
            name=holder.person,
            kind="person",
            sectors=holder.sectors,
            country=country,
            sense="person",
            form=holder.person,
            office=holder.title,
            wikidata=holder.wikidata,
            since=holder.since,
            until=holder.until,
            rule="",
            ambiguous="",
            where=holder.where,
            feminine=holder.feminine,
        )

    def persons_named(self, surname: str) -> tuple[Entry, ...]:
        """Persons that hold none of the offices, by surname in any spelling."""
        return self._persons_by_surname.get(fold(surname), ())

    def gender(self, given: str) -> bool | None:
        """Whether a given name is a woman's, as far as those who are known by it tell; none where they differ."""
        return self._genders.get(fold(given))

    @cached_property
    def _genders(self) -> dict[str, bool | None]:
        found: dict[str, bool | None] = {}
        known = [(holder.person, holder.feminine) for holder in self.holders.all()]
        for name, feminine in (*known, *((entry.name, entry.feminine) for _, entry in self.rows.people())):
            if feminine is not None and " " in name:
                given = fold(name.partition(" ")[0])
                found[given] = feminine if found.get(given, feminine) is feminine else None
        return found

    def code_of_place(self, name: str) -> tuple[str, str] | None:
        """(name as usually written, ISO alpha-3 of its state) of a state, capital or city, in any case."""
        return self._places.get(name.casefold())

    @cached_property
    def english_roles(self) -> dict[str, Noun]:
        """English role nouns of one or more words, by each singular and plural form."""
        found: dict[str, Noun] = {}
        for noun in read_nouns(self.folder, "roles_en.tsv", self._report):
            for form in (noun.noun, *noun.feminine):
                found.setdefault(form, noun)
                found.setdefault(_english_plural(form), noun)
        return found

    @cached_property
    def english_adjectives(self) -> Adjectives:
        """Adjectives in English."""
        return Adjectives(self.rows, "en")

    @cached_property
    def _english(self) -> Names:
        names = Names()
        self._fill(names, "en")
        return names

    def _fill(self, names: Names, language: str) -> None:
        for form, maker, row in self.rows.forms(language):
            names.add(form, partial(maker, row))

    @cached_property
    def _by_code(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for form, entry in self.rows.entries("de"):
            if entry.sense in ("state", "organisation") and (entry.code not in found or form == entry.name):
                found[entry.code] = entry
        return found

    @cached_property
    def _places(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for sense in ("state", "capital", "city"):
            for language in ("de", "en"):
                for form, entry in self.rows.entries(language):
                    if entry.sense == sense and entry.country is not None and entry.until == OPEN_UNTIL:
                        found.setdefault(form.casefold(), (form, entry.country))
        return found

    @cached_property
    def _persons_by_surname(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, dict[str, Entry]] = {}
        for form, entry in self.rows.people():
            for name in called(form, entry.country or "", ()):
                found.setdefault(fold(name), {}).setdefault(entry.where, entry)
        return {key: tuple(entries.values()) for key, entries in found.items() if key}

    def _add_bynames(self) -> None:
        """One-word names of persons (``Lula``) are fixed names like others; whole names are met in any spelling."""
        for holder in self.holders.all():
            for form in (holder.person, *holder.forms):
                if " " not in form and form != surname(holder.person, holder.place):
                    self._names.add(form, partial(self._byname, holder))
        for form, entry in self.rows.people():
            if " " not in form and form != surname(entry.name, entry.country or ""):
                self._names.add(form, partial(_given, entry))

    def _byname(self, holder: Holder, form: str) -> Entry:
        return self.entry_of(holder)._replace(form=form)

    def _is_name(self, word: str) -> bool:
        found = self._names.match((word,), 0)
        return found is not None or bool(self.adjectives.prefix(word))


def _given(entry: Entry, form: str) -> Entry:
    return entry._replace(form=form)


def _preference(entry: Entry) -> tuple[bool, int]:
    return bool(entry.rule), _FIRST_SENSES.index(entry.sense)


def _english_plural(form: str) -> str:
    if form.endswith("man"):
        return f"{form[:-2]}en"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return f"{form[:-1]}ies"
    return f"{form}es" if form.endswith(("s", "x", "ch", "sh")) else f"{form}s"


@cache
def registry() -> Registry:
    """The registry, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing that is read becomes garbage, and looking for it takes a third of the time
    try:
        return Registry()
    finally:
        if collecting:
            gc.enable()
