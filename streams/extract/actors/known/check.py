"""The proof that the data are whole: each file by itself, the files with each other, and their number."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from itertools import groupby, pairwise

from streams.extract.actors.known.entry import OPEN_UNTIL, Entry
from streams.extract.actors.known.folding import same
from streams.extract.actors.known.holders import Holders, Term, settled
from streams.extract.actors.known.nouns import Noun, read_nouns
from streams.extract.actors.known.reading import ambiguity, data, place_of, table
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.known.rows import Rows

LEAST = {"organisations": 120, "bodies": 1500, "German roles": 600, "English roles": 300}
"""What must be there."""

_NO_STATE = frozenset({"XXX", "WEST"})


def faults(folder: Traversable | None = None) -> tuple[str, ...]:
    """What is wrong with the data, one line each with file and line; nothing if they are whole."""
    where = folder or data()
    found: list[str] = []
    registry = Registry(where, found.append)
    english = list(read_nouns(where, "roles_en.tsv", found.append))
    found += _codes(registry.rows, registry.holders)
    found += _offices(registry.holders, registry.roles.nouns, english)
    for language in ("de", "en"):
        found += _meanings(registry.rows, language)
    found += _persons(registry)
    found += _twice(registry.roles.nouns)
    found += _twice(english)
    found += _overlaps(registry.holders)
    found += _pairs(where, found)
    found += _numbers(registry.rows, registry.roles.nouns, english)
    return tuple(dict.fromkeys(found))


def counts(registry: Registry) -> dict[str, int]:
    """How many there are of each."""
    rows = registry.rows
    return {
        "states": len(rows.states),
        "seats": len(rows.seats),
        "organisations": len({place_of(row["code"]) for row in rows.organisations}),
        "bodies": len(rows.bodies),
        "German roles": len({noun.noun for noun in registry.roles.nouns}),
        "English roles": len({noun.noun for noun in registry.english_roles.values()}),
        "offices": len(registry.holders.offices),
        "terms of office": len(registry.holders.terms),
        "other persons": len(rows.persons),
        "words for sides": len(registry.sides),
    }


def _codes(rows: Rows, holders: Holders) -> Iterator[str]:
    """No code that leads nowhere."""
    states = set(rows.state_names)
    organisations = set(rows.organisation_names)
    known = states | organisations | _NO_STATE
    seen: dict[str, str] = {}
    for row in rows.states:
        if row["code"] in seen:
            yield f"{row.where}: {row['code']} is there already, at {seen[row['code']]}"
        seen.setdefault(row["code"], row.where)
    for row in (*rows.seats, *rows.bodies, *rows.persons):
        place = place_of(row["code"])
        if place not in known:
            yield f"{row.where}: {row['code']}: neither a state nor an organisation is called {place}"
    for row in rows.organisations:
        if place_of(row["code"]) in states:
            yield f"{row.where}: {row['code']} is the code of a state"
    for one in holders.terms:
        if one.place not in known:
            yield f"{one.where}: neither a state nor an organisation is called {one.place}"
        if one.office not in holders.offices:
            yield f"{one.where}: there is no office {one.office}"


def _offices(holders: Holders, german: list[Noun], english: list[Noun]) -> Iterator[str]:
    for noun in (*german, *english):
        if noun.office and noun.office not in holders.offices:
            yield f"{noun.where}: there is no office {noun.office}"


def _meanings(rows: Rows, language: str) -> Iterator[str]:
    """No form that means two actors on the same day without a rule or a note to choose by."""
    meanings: dict[str, list[Entry]] = {}
    for form, entry in rows.entries(language):
        meanings.setdefault(form, []).append(entry)
    for form, entries in meanings.items():
        if len(entries) > 1:
            yield from _undecided(form, entries)


def _undecided(form: str, entries: list[Entry]) -> Iterator[str]:
    if any(entry.rule for entry in entries):
        return  # a rule decides among all lines of a form
    for spot, one in enumerate(entries):
        for other in entries[spot + 1 :]:
            if one.code == other.code or one.until <= other.since or other.until <= one.since:
                continue
            if place_of(one.code) == place_of(other.code) and one.sense != other.sense:
                continue  # a capital and its government, a state and its people: one place, told apart by sense
            if _historic(one) != _historic(other):
                continue  # on its days the historic one is meant, on all others the one that is
            if not (one.ambiguous or other.ambiguous):
                yield (
                    f"{one.where}: {form!r} is {one.code} here and {other.code} at {other.where}, "
                    "without a rule or `ambiguous:` to choose by"
                )


def _historic(entry: Entry) -> bool:
    """Whether it is the name of a state, or of its seat, that is no more."""
    return entry.until != OPEN_UNTIL and entry.sense not in ("organisation", "body", "person")


def _persons(registry: Registry) -> Iterator[str]:
    """No whole name of two persons at one time; nobody under two canonical names."""
    meanings: dict[str, dict[str, Entry]] = {}
    for holder, one in zip(registry.holders.all(), registry.holders.terms, strict=True):
        entry = registry.entry_of(holder)._replace(ambiguous=ambiguity(one.note))
        for form in dict.fromkeys((holder.person, *holder.forms)):
            if " " in form:
                meanings.setdefault(form, {}).setdefault(holder.person, entry)
    for form, entry in registry.rows.people():
        if " " in form:
            meanings.setdefault(form, {}).setdefault(entry.name, entry)
    for form, persons in meanings.items():
        first, *others = persons.values()
        for other in others:
            if not (first.ambiguous or other.ambiguous):
                yield (
                    f"{other.where}: {form!r} is {other.name} here and {first.name} at {first.where}; "
                    "one person has one canonical name, two need a note `ambiguous:`"
                )


def _twice(nouns: list[Noun]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for noun in nouns:
        if noun.noun in seen:
            yield f"{noun.where}: {noun.noun} is there already, at {seen[noun.noun]}"
        seen.setdefault(noun.noun, noun.where)


def _overlaps(holders: Holders) -> Iterator[str]:
    """On no day two holders of a single-holder office."""
    order = sorted(holders.terms, key=lambda one: (one.place, one.office))
    for (_, office), terms in groupby(order, key=lambda one: (one.place, one.office)):
        known = holders.offices.get(office)
        if known is not None and known.single:
            yield from _overlapping(list(terms))


def _overlapping(terms: list[Term]) -> Iterator[str]:
    for before, after in pairwise(settled(terms)):
        if before.until >= after.since and before.since <= before.until and after.since <= after.until:
            one, other = before.term, after.term
            yield (
                f"{other.where}: {other.person} begins in {other.place} as {other.office} "
                f"while {one.person} is there ({one.where})"
            )
    for one, other in pairwise(sorted(terms, key=lambda term: term.began.first)):
        if (one.person, one.began, one.ended) == (other.person, other.began, other.ended):
            yield f"{other.where}: {other.person} is there already, at {one.where}"


def _pairs(folder: Traversable, found: list[str]) -> Iterator[str]:
    for row in table(folder, "spelling_pairs.tsv", ("a", "b", "same", "note"), found.append):
        if row["same"] not in ("yes", "no") or row["note"].partition(";")[0] not in ("dev", "test"):
            yield f"{row.where}: same is yes or no, the note begins with dev or test"


def accuracy(folder: Traversable | None = None) -> dict[tuple[str, str], tuple[int, int]]:
    """Of the spelling pairs: (``dev`` or ``test``, ``yes`` or ``no``) → (right, all)."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for row in table(folder or data(), "spelling_pairs.tsv", ("a", "b", "same", "note")):
        key = (row["note"].partition(";")[0], row["same"])
        total[key] += 1
        right[key] += same(row["a"], row["b"]) == (row["same"] == "yes")
    return {key: (right[key], total[key]) for key in sorted(total)}


def _numbers(rows: Rows, german: list[Noun], english: list[Noun]) -> Iterator[str]:
    have = {
        "organisations": len({place_of(row["code"]) for row in rows.organisations}),
        "bodies": len(rows.bodies),
        "German roles": len({noun.noun for noun in german}),
        "English roles": len({noun.noun for noun in english}),
    }
    files = {
        "organisations": "organisations",
        "bodies": "bodies",
        "German roles": "roles_de",
        "English roles": "roles_en",
    }
    for what, least in LEAST.items():
        if have[what] < least:
            yield f"data/{files[what]}.tsv:1: {have[what]} {what}, fewer than {least}"
