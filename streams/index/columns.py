"""The facts of dyads as columns of numbers: what sums and rankings are taken over.

A sum over some hundred thousand facts takes numpy a few milliseconds, whatever it is narrowed by. Tables of sums that
are kept beside would answer some questions faster and others not at all: an article counts once in each sum, so sums
of articles over days or types cannot be added up.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.plover import EventType, Modality
from streams.index.lines import Fact

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


class Grouping(StrEnum):
    """What a dyad's two sides are: actor codes, countries (or organisations), or PLOVER sectors."""

    ACTOR = "actor"
    COUNTRY = "country"
    SECTOR = "sector"


TYPES: tuple[str, ...] = (*(type_.value for type_ in EventType), "")
"""A fact's type is its place here; the last one is a statement."""

STATEMENT = len(TYPES) - 1
NO_MODALITY = len(Modality)
"""A statement's."""

_TYPE = {type_: number for number, type_ in enumerate(TYPES)}
_MODALITY = {modality.value: number for number, modality in enumerate(Modality)} | {"": NO_MODALITY}
_GONE = -1
"""In place of a modality: the fact's article was taken back."""

_FIELDS = ("pair", "day", "type", "modality", "half_points", "source", "article")
_TYPES_OF_FIELDS: dict[str, Any] = dict.fromkeys(_FIELDS, np.int32) | dict.fromkeys(
    ("type", "modality", "half_points"), np.int8
)
_FEW = 10_000
"""Facts that are gone are swept out when they are more than these and more than half."""


def modality_number(modality: Modality) -> int:
    """How a modality stands in the column."""
    return _MODALITY[modality.value]


class _Growing:
    """A column that only grows: what was handed out before stays as it is."""

    def __init__(self, dtype: Any) -> None:
        self._data: NDArray[Any] = np.empty(64, dtype)
        self.size = 0

    def extend(self, values: Any) -> None:
        end = self.size + len(values)
        if end > len(self._data):
            grown = np.empty(max(end, 2 * len(self._data)), self._data.dtype)
            grown[: self.size] = self._data[: self.size]
            self._data = grown
        self._data[self.size : end] = values
        self.size = end

    def view(self) -> NDArray[Any]:
        return self._data[: self.size]

    def replace(self, data: NDArray[Any]) -> None:
        self._data, self.size = data, len(data)


class _Numbers(dict[Any, int]):
    """Gives each key the next number when it is first asked for."""

    def __missing__(self, key: Any) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Columns:
    """All facts at one moment: column by column, one place a fact. Nothing in it ever changes."""

    pair: Ints
    day: Ints
    """Proleptic Gregorian ordinal; 0 where there is none."""
    type: NDArray[np.int8]
    modality: NDArray[np.int8]
    half_points: NDArray[np.int8]
    source: Ints
    article: Ints
    pair_from: Ints
    """For each pair the number of the code that acts."""
    pair_to: Ints
    code_home: Ints
    """For each code the number of its country or organisation."""
    groups: dict[Grouping, Ints]
    """For each pair the number of its group."""
    labels: dict[Grouping, list[tuple[str, str]]]
    """For each group its two sides; may hold more than were known at that moment."""
    _codes: _Numbers
    _homes: _Numbers
    _sources: _Numbers
    _numbers: dict[Grouping, _Numbers]

    def codes_within(self, asked: str) -> Bools:
        """For each code whether it is the one asked for, or a sector of the country or organisation asked for."""
        if "." not in asked:
            return np.equal(self.code_home, self._homes.get(asked, -1))
        chosen: Bools = np.zeros(len(self.code_home), np.bool_)
        if (number := self._codes.get(asked, len(chosen))) < len(chosen):
            chosen[number] = True
        return chosen

    def source_number(self, source: str) -> int:
        """A publisher's number; −1 for one that is not known."""
        return self._sources.get(source, -1)

    def group_number(self, grouping: Grouping, sides: tuple[str, str]) -> int | None:
        """A group's number, or None where no fact has been in it."""
        from_, to = sides
        if grouping is Grouping.ACTOR:
            known = from_ in self._codes and to in self._codes
            key: Any = (self._codes.get(from_), self._codes.get(to)) if known else None
        else:
            key = sides
        return self._numbers[grouping].get(key)


class ColumnWriter:
    """Makes one ``Columns`` after another: what is added and removed shows in the next one.

    One thread at a time. What was not published can be dropped.
    """

    def __init__(self) -> None:
        self._codes, self._homes, self._sources = _Numbers(), _Numbers(), _Numbers()
        self._code_home = _Growing(np.int32)
        self._pair_from, self._pair_to = _Growing(np.int32), _Growing(np.int32)
        self._numbers = {grouping: _Numbers() for grouping in Grouping}
        self._labels: dict[Grouping, list[tuple[str, str]]] = {grouping: [] for grouping in Grouping}
        self._groups = {grouping: _Growing(np.int32) for grouping in Grouping}
        self._facts = {name: _Growing(_TYPES_OF_FIELDS[name]) for name in _FIELDS}
        self._places: dict[int, tuple[int, int]] = {}
        self._gone = 0
        self._added = array("i")
        self._added_places: dict[int, tuple[int, int]] = {}
        self._removed: set[int] = set()
        self._dropped: list[tuple[int, int]] = []

    def add(self, article: int, source: str, facts: Iterable[Fact]) -> None:
        """The facts of an article under its number."""
        begin = len(self._added) // len(_FIELDS)
        publisher = self._sources[source]
        for fact in facts:
            self._added.extend(
                (
                    self._pair(fact),
                    date.fromisoformat(fact.day).toordinal() if fact.day else 0,
                    _TYPE[fact.type],
                    _MODALITY[fact.modality],
                    fact.half_points,
                    publisher,
                    article,
                )
            )
        self._added_places[article] = begin, len(self._added) // len(_FIELDS)

    def remove(self, article: int) -> None:
        """Take an article's facts out again."""
        if article in self._added_places:
            self._dropped.append(self._added_places.pop(article))
        else:
            self._removed.add(article)

    def drop(self) -> None:
        """Forget what was added and removed since the last ``publish``."""
        del self._added[:]
        self._added_places.clear()
        self._removed.clear()
        self._dropped.clear()

    def publish(self) -> Columns:
        """The columns with all that was added, without what was removed."""
        modality = self._facts["modality"]
        gone = [self._places.pop(article) for article in self._removed if article in self._places]
        if gone:
            marked = modality.view().copy()  # whoever reads the columns of a moment ago still sees those facts
            for begin, end in gone:
                marked[begin:end] = _GONE
                self._gone += end - begin
            modality.replace(marked)
        if self._added:
            size = modality.size
            table = np.frombuffer(self._added, np.int32).reshape(-1, len(_FIELDS)).copy()
            for begin, end in self._dropped:
                table[begin:end, _FIELDS.index("modality")] = _GONE
                self._gone += end - begin
            for number, name in enumerate(_FIELDS):
                self._facts[name].extend(table[:, number])
            for article, (begin, end) in self._added_places.items():
                self._places[article] = size + begin, size + end
        self.drop()
        if self._gone > max(_FEW, modality.size // 2):
            self._sweep()
        return self._columns()

    def _sweep(self) -> None:
        stays = self._facts["modality"].view() != _GONE
        before = np.concatenate(([0], np.cumsum(stays)))
        for column in self._facts.values():
            column.replace(column.view()[stays])
        self._places = {
            article: (int(before[begin]), int(before[end])) for article, (begin, end) in self._places.items()
        }
        self._gone = 0

    def _columns(self) -> Columns:
        return Columns(
            **{name: column.view() for name, column in self._facts.items()},
            pair_from=self._pair_from.view(),
            pair_to=self._pair_to.view(),
            code_home=self._code_home.view(),
            groups={grouping: column.view() for grouping, column in self._groups.items()},
            labels=self._labels,
            _codes=self._codes,
            _homes=self._homes,
            _sources=self._sources,
            _numbers=self._numbers,
        )

    def _pair(self, fact: Fact) -> int:
        pairs = self._numbers[Grouping.ACTOR]
        key = (self._code(fact.from_code, fact.from_home), self._code(fact.to_code, fact.to_home))
        if key not in pairs:
            self._pair_from.extend(key[:1])
            self._pair_to.extend(key[1:])
            for grouping, group, sides in (
                (Grouping.ACTOR, key, (fact.from_code, fact.to_code)),
                (Grouping.COUNTRY, (fact.from_home, fact.to_home), (fact.from_home, fact.to_home)),
                (Grouping.SECTOR, (fact.from_sector, fact.to_sector), (fact.from_sector, fact.to_sector)),
            ):
                if group not in self._numbers[grouping]:
                    self._labels[grouping].append(sides)
                self._groups[grouping].extend([self._numbers[grouping][group]])
        return pairs[key]

    def _code(self, code: str, home: str) -> int:
        if code not in self._codes:
            self._code_home.extend([self._homes[home]])
        return self._codes[code]
