"""The senses of all files, found by their words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from streams.extract.events.lexicon.classes import PACKAGE, classes
from streams.extract.events.lexicon.parse import COLUMNS, parse_sense
from streams.extract.events.lexicon.sense import Sense
from streams.extract.languages.de.compounds import last_parts
from streams.extract.remembering import WORDS_KEPT
from streams.extract.tables import LexiconError, read_table

FOLDER = "events"
_OTHERS = frozenset(("classes.tsv",))


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All senses, by lemma; those with more words and conditions come first."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    tails: dict[str, tuple[Sense, ...]]
    _known: dict[str, tuple[Sense, ...]] = field(default_factory=dict, repr=False, compare=False)

    def noun(self, key: str) -> tuple[Sense, ...]:
        """The senses of a noun: its own, then those of its longest last parts."""
        found = self._known.get(key)
        if found is None:
            tails = [sense for part in last_parts(key) for sense in self.tails.get(part, ())]
            found = (*self.nouns.get(key, ()), *tails)
            if len(self._known) >= WORDS_KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    @property
    def senses(self) -> tuple[Sense, ...]:
        """All senses."""
        return tuple(
            sense for table in (self.verbs, self.nouns, self.tails) for senses in table.values() for sense in senses
        )


def file_names() -> list[str]:
    """The lexicon's files, in order."""
    folder = files(PACKAGE).joinpath(FOLDER)
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".tsv") and file.name not in _OTHERS)


def lexicon_folder() -> Path:
    """Where the package's files lie; only an editable installation or a checkout can be written to."""
    return Path(str(files(PACKAGE).joinpath(FOLDER)))


def read_senses(name: str) -> Iterator[Sense]:
    """The senses of one file.

    Raises:
        LexiconError: a bad line; the message names file, line and column.
    """
    names = classes().names
    for number, row in read_table(PACKAGE, f"{FOLDER}/{name}", COLUMNS):
        sense = parse_sense(row, f"languages/de/{FOLDER}/{name}:{number}", names)
        if sense.type.value.lower() != name.removesuffix(".tsv"):
            raise LexiconError(f"{sense.where}: type: {sense.type.value} stands in another file")
        yield sense


def lexicon_of(senses: Iterable[Sense]) -> EventLexicon:
    """Index senses by their words."""
    tables: tuple[dict[str, list[Sense]], ...] = ({}, {}, {})
    for sense in senses:
        table = tables[0] if sense.pos == "v" else tables[2] if sense.tail else tables[1]
        table.setdefault(sense.key, []).append(sense)
    verbs, nouns, tails = (
        {key: tuple(sorted(found, key=lambda sense: sense.rank, reverse=True)) for key, found in table.items()}
        for table in tables
    )
    return EventLexicon(verbs, nouns, tails)


@cache
def event_lexicon() -> EventLexicon:
    """The lexicon, read once.

    Raises:
        LexiconError: a bad line; the message names file, line and column.
    """
    return lexicon_of(sense for name in file_names() for sense in read_senses(name))
