"""The table of role nouns, and their forms by the table of endings."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from streams.extract.actors.known.reading import SECTORS, Report, refuse, table

COLUMNS = ("noun", "feminine", "sectors", "kind", "takes", "suffix", "office", "source", "note")
KINDS = frozenset({"person", "body", "group", "state"})
TAKES = frozenset({"home", "of", "free"})


class Noun(NamedTuple):
    """A line of the table of roles."""

    noun: str
    feminine: tuple[str, ...]
    sectors: tuple[str, ...]
    kind: str
    takes: str
    suffix: bool
    office: str
    note: str
    where: str


class Form(NamedTuple):
    """A form of a noun."""

    noun: Noun
    feminine: bool | None
    plural: bool | None


class Declension(NamedTuple):
    """A line of the table of endings."""

    ending: str
    kinds: frozenset[str]
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    both: tuple[str, ...]


def read_nouns(folder: Traversable, name: str, report: Report = refuse) -> Iterator[Noun]:
    """Yield the role nouns of a table."""
    for row in table(folder, name, COLUMNS, report):
        sectors = tuple(row.values("sectors"))
        if not row["noun"] or row["noun"] != row["noun"].lower():
            report(f"{row.where}: {row['noun']!r}: a noun stands in lower case")
        elif row["kind"] not in KINDS or row["takes"] not in TAKES or row["suffix"] not in ("yes", "no"):
            report(f"{row.where}: kind, takes, suffix are {row['kind']}, {row['takes']}, {row['suffix']}")
        elif not set(sectors) <= SECTORS:
            report(f"{row.where}: sectors are PLOVER's, not {row['sectors']}")
        else:
            yield Noun(
                row["noun"],
                tuple(row.values("feminine")),
                sectors,
                row["kind"],
                row["takes"],
                row["suffix"] == "yes",
                row["office"],
                row["note"],
                row.where,
            )


def read_declensions(folder: Traversable, report: Report = refuse) -> list[Declension]:
    """The table of endings, longest first."""
    columns = ("ending", "kinds", "singular", "plural", "both")
    found = [
        Declension(
            row["ending"],
            frozenset(row.values("kinds")),
            tuple(row.values("singular")),
            tuple(row.values("plural")),
            tuple(row.values("both")),
        )
        for row in table(folder, "declension.tsv", columns, report)
    ]
    return sorted(found, key=lambda declension: -len(declension.ending))


class Declined:
    """Forms of nouns by the table of endings."""

    def __init__(self, declensions: list[Declension]) -> None:
        self._by_ending: dict[str, list[Declension]] = {}
        for declension in declensions:
            self._by_ending.setdefault(declension.ending, []).append(declension)
        self._longest = max(map(len, self._by_ending), default=0)

    def forms(self, noun: Noun) -> Iterator[tuple[str, bool | None, bool | None]]:
        """Yield (form, feminine, plural) of a noun; feminine is none where either can be meant."""
        masculine = False if noun.feminine and noun.kind in ("person", "group", "state") else None
        if "plural only" in noun.note:
            yield noun.noun, None, True
            if noun.noun[-1] not in "ns":
                yield f"{noun.noun}n", None, True
        elif noun.note.startswith("adjectival"):
            stem = noun.noun.removesuffix("er") if noun.noun.endswith("er") else noun.noun.removesuffix("e")
            yield f"{stem}er", masculine, None
            yield f"{stem}em", masculine, False
            yield f"{stem}e", None, None
            yield f"{stem}en", None, None
        else:
            for form, plural in self._declined(noun.noun, noun.kind):
                yield form, (None if plural else masculine), plural
        for feminine in noun.feminine:
            if feminine.endswith(("in", "frau", "mutter", "tochter")) or not noun.note.startswith("adjectival"):
                for form, plural in self._declined(feminine, noun.kind):
                    yield form, True, plural

    def _declined(self, noun: str, kind: str) -> Iterator[tuple[str, bool | None]]:
        line = self._line(noun, kind)
        stem = noun[: len(noun) - len(line.ending)]
        yield noun, None if "=" in line.both else False
        for endings, plural in ((line.both, None), (line.singular, False), (line.plural, True)):
            for ending in endings:
                if ending != "=":
                    yield stem + ending, plural

    def _line(self, noun: str, kind: str) -> Declension:
        for length in range(min(self._longest, len(noun)), -1, -1):
            lines = self._by_ending.get(noun[len(noun) - length :], ())
            for line in lines:
                if not line.kinds or kind in line.kinds:
                    return line
        return Declension("", frozenset(), (), (), ())
