"""From a line of a lexicon to a sense; every fault names its column."""

from collections.abc import Iterator
from functools import lru_cache

from schemas.plover import EventType, Modality, mode_names
from streams.extract.dictionary import in_dictionary
from streams.extract.events.lexicon.sense import (
    DYNAMIC,
    FLAGS,
    NOUN_PLACES,
    PREPOSITIONS,
    VERB_PLACES,
    Condition,
    Sense,
    Slot,
    mark_of,
)
from streams.extract.languages.de.words import fold, lemma_of
from streams.extract.remembering import WORDS_KEPT
from streams.extract.tables import LexiconError, values

COLUMNS = (
    "sense",
    "pos",
    "type",
    "mode",
    "actor",
    "recipient",
    "flags",
    "when",
    "modality",
    "example",
    "gives",
    "note",
)
_LONGEST, _SHORTEST = 40, 3
_ELSEWHERE = frozenset(("word", "own", "comp", "als", "held", "pred"))
"""Places of conditions that are no place of a party."""


class CellError(LexiconError):
    """A cell is wrong."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def parse_sense(row: dict[str, str], where: str, classes: frozenset[str]) -> Sense:
    """Read a line.

    Args:
        row: column → cell.
        where: file and line.
        classes: names of the word classes that exist.

    Raises:
        LexiconError: a fault; the message begins with ``where`` and the column.
    """
    try:
        return _sense(row, where, classes)
    except CellError as error:
        raise LexiconError(f"{where}: {error.column}: {error}") from error


def _sense(row: dict[str, str], where: str, classes: frozenset[str]) -> Sense:
    pos = row["pos"]
    if pos not in ("v", "n"):
        raise CellError("pos", f"{pos or 'nothing'} is neither v nor n")
    type_ = _type(row["type"])
    modes = tuple(values(row["mode"], "+"))
    for mode in modes:
        if mode not in mode_names(type_):
            raise CellError("mode", f"{type_.value} has no mode {mode}")
    flags = row["flags"].split()
    for flag in flags:
        if flag not in FLAGS:
            raise CellError("flags", f"no flag {flag}")
    actor, recipient = _slots(row["actor"], "actor", pos), _slots(row["recipient"], "recipient", pos)
    if not actor:
        raise CellError("actor", "nobody acts")
    key, tail, words = _words(row["sense"], pos)
    return Sense(
        text=row["sense"],
        pos=pos,
        type=type_,
        modes=modes,
        actor=actor,
        recipient=recipient,
        reciprocal="recip" in flags,
        needs_two="two" in flags,
        state="state" in flags,
        parliament="parliament" in flags,
        conditions=tuple(_conditions(row["when"], classes)),
        modality=_modality(row["modality"]),
        example=row["example"],
        gives=row["gives"],
        note=row["note"],
        where=where,
        key=key,
        tail=tail,
        words=words,
        mark=mark_of(words),
    )


def _type(cell: str) -> EventType:
    try:
        return EventType(cell)
    except ValueError as error:
        raise CellError("type", f"no event type {cell or 'at all'}") from error


def _modality(cell: str) -> Modality | None:
    if not cell:
        return None
    try:
        return Modality(cell)
    except ValueError as error:
        raise CellError("modality", f"no modality {cell}") from error


def _words(text: str, pos: str) -> tuple[str, bool, tuple[str, ...]]:
    """(key, whether it is a tail, what goes with the verb)."""
    parts = text.split()
    if not parts:
        raise CellError("sense", "no words")
    if pos == "n":
        if len(parts) > 1:
            raise CellError("sense", "a noun is one word")
        if text.startswith("-"):
            if text != text.lower() or len(text) < len("-tat"):
                raise CellError("sense", "a tail is written small")
            return fold(text[1:]), True, ()
        if not text[0].isupper():
            raise CellError("sense", "a noun begins with a capital")
        return noun_key(text), False, ()
    *others, verb = parts
    if not verb.islower() or not verb.endswith(("n", "sein", "tun")):
        raise CellError("sense", f"{verb} is no infinitive")
    return fold(verb), False, tuple(_word(word) for word in others)


@lru_cache(maxsize=WORDS_KEPT)
def noun_key(word: str) -> str:
    """The folded lemma of a noun; of a compound that no dictionary has, with the lemma of its last part."""
    if not word.isalpha():
        head, hyphen, tail = word.rpartition("-")
        return f"{fold(head)}-{noun_key(tail)}" if hyphen and tail.isalpha() else fold(word)
    found = fold(lemma_of(word))
    if found != fold(word) or len(word) > _LONGEST or in_dictionary(word):
        return found
    for start in range(_SHORTEST, len(word) - _SHORTEST):
        tail = word[start:].capitalize()
        if in_dictionary(tail):
            lemma = fold(lemma_of(tail))
            return fold(word[:start]) + lemma if lemma != fold(tail) else found
    return found


def _word(word: str) -> str:
    key = noun_key(word)
    return key[0].upper() + key[1:] if word[0].isupper() else fold(word)


def _slots(cell: str, column: str, pos: str) -> tuple[Slot, ...]:
    slots = []
    places = PREPOSITIONS | (VERB_PLACES if pos == "v" else NOUN_PLACES)
    for part in values(cell, "|"):
        place = part.removesuffix("!")
        if place not in places:
            raise CellError(column, f"no place {place} of a {'verb' if pos == 'v' else 'noun'}")
        slots.append(Slot(place, part.endswith("!")))
    return tuple(slots)


def _conditions(cell: str, classes: frozenset[str]) -> Iterator[Condition]:
    for part in cell.split():
        place, equal, cells = part.partition("=")
        wanted = not place.endswith("!")
        place = place.removesuffix("!")
        if place not in VERB_PLACES | NOUN_PLACES | PREPOSITIONS | _ELSEWHERE:
            raise CellError("when", f"no place {place}")
        given = values(cells, ",")
        if not equal or not given:
            raise CellError("when", f"{part} tests nothing")
        names = tuple(value[1:] for value in given if value.startswith("@"))
        for name in names:
            if name not in classes and name not in DYNAMIC:
                raise CellError("when", f"no class @{name}")
        yield Condition(
            place,
            wanted,
            frozenset(noun_key(value) for value in given if value[0] not in "@-"),
            tuple(fold(value[1:]) for value in given if value.startswith("-")),
            names,
        )
