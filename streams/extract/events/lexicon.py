"""The lexicon of events: which verbs and nouns report what, and where their arguments stand."""

from dataclasses import dataclass
from functools import cache

from schemas.plover import EventType, mode_names
from streams.extract.languages.de.words import fold, lemma_of
from streams.extract.tables import LexiconError, read_table, values

_COLUMNS = ("trigger", "pos", "type", "mode", "actor", "recipient", "flags")
_ROLES = frozenset(
    [
        "subj",
        "acc",
        "dat",
        "gen",
        "adj",
        "prefix",
        "poss",
        "zwischen",
        "mit",
        "gegen",
        "an",
        "auf",
        "aus",
        "bei",
        "in",
        "nach",
        "von",
        "durch",
        "seitens",
        "für",
        "gegenüber",
        "zu",
        "vor",
        "über",
        "unter",
    ]
)
_FLAGS = frozenset(("recip", "need2"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon."""

    trigger: str
    type: EventType
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    needs_two: bool
    needs: str = ""
    """Lemma of the noun that goes with the verb, ``sich``, or nothing."""
    where: str = ""
    """File and line."""


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All entries, by lemma; of a verb's entries those that need a noun come first."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]


def parse_entry(row: dict[str, str], where: str) -> tuple[str, Entry]:
    """(lemma, entry) of a line.

    Raises:
        LexiconError: a type, mode, role or flag that does not exist; the message begins with ``where``.
    """
    try:
        type_ = EventType(row["type"])
    except ValueError as error:
        raise LexiconError(f"{where}: no event type {row['type']}") from error
    if row["mode"] and row["mode"] not in mode_names(type_):
        raise LexiconError(f"{where}: {type_} has no mode {row['mode']}")
    actor, recipient = tuple(values(row["actor"], "|")), tuple(values(row["recipient"], "|"))
    strange = [role for role in (*actor, *recipient) if role not in _ROLES]
    flags = row["flags"].split()
    strange += [flag for flag in flags if flag not in _FLAGS]
    if strange or row["pos"] not in ("v", "n") or not actor:
        raise LexiconError(f"{where}: cannot read {', '.join(strange) or row['pos'] or 'no actor'}")
    needs, _, lemma = row["trigger"].rpartition(" ")
    if needs and needs != "sich":
        needs = lemma_of(needs) if needs[0].isupper() else needs
    two = "need2" in flags
    entry = Entry(row["trigger"], type_, row["mode"], actor, recipient, "recip" in flags, two, fold(needs), where)
    return fold(lemma), entry


@cache
def event_lexicon() -> EventLexicon:
    """The lexicon, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    tables: dict[str, dict[str, list[Entry]]] = {"v": {}, "n": {}}
    for number, row in read_table("streams.extract.languages.de", "events.tsv", _COLUMNS):
        lemma, entry = parse_entry(row, f"languages/de/events.tsv:{number}")
        tables[row["pos"]].setdefault(lemma, []).append(entry)
    verbs, nouns = (
        {lemma: tuple(sorted(entries, key=lambda entry: not entry.needs)) for lemma, entries in table.items()}
        for table in (tables["v"], tables["n"])
    )
    return EventLexicon(verbs, nouns)
