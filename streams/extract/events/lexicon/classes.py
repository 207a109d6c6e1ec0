"""Classes of nouns that conditions name: weapons, treaties, sports."""

from dataclasses import dataclass
from functools import cache, lru_cache

from streams.extract.languages.de.compounds import last_parts
from streams.extract.languages.de.words import fold
from streams.extract.remembering import SOME_KEPT
from streams.extract.tables import LexiconError, read_table

PACKAGE = "streams.extract.languages.de"
_COLUMNS = ("class", "word")


@dataclass(frozen=True, slots=True)
class Classes:
    """Which words belong to which class."""

    words: dict[str, frozenset[str]]
    """Folded lemma → classes."""
    tails: dict[str, frozenset[str]]
    """Last part of a compound → classes."""
    names: frozenset[str]

    def of(self, lemma: str) -> frozenset[str]:
        """The classes of a folded lemma; a compound's are those of its last part."""
        return _of(lemma)


@lru_cache(maxsize=SOME_KEPT)
def _of(lemma: str) -> frozenset[str]:
    known = classes()
    found = known.words.get(lemma)
    if found is not None:
        return found
    return next((known.tails[part] for part in last_parts(lemma) if part in known.tails), frozenset())


@cache
def classes() -> Classes:
    """The classes, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    words: dict[str, set[str]] = {}
    tails: dict[str, set[str]] = {}
    for number, row in read_table(PACKAGE, "events/classes.tsv", _COLUMNS):
        name, word = row["class"], row["word"]
        if not name.isalpha() or not word:
            raise LexiconError(f"events/classes.tsv:{number}: a class and a word are needed")
        table = tails if word.startswith("-") else words
        table.setdefault(fold(word.removeprefix("-")), set()).add(name)
    return Classes(
        {word: frozenset(found) for word, found in words.items()},
        {tail: frozenset(found) for tail, found in tails.items()},
        frozenset(name for found in (*words.values(), *tails.values()) for name in found),
    )
