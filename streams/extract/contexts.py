"""Contexts of an event (PLOVER): what its article speaks of, by the words of the event's sentences and of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from schemas.plover import Context
from streams.extract.document import Document, traits_of
from streams.extract.languages.de.compounds import SHORTEST, first_parts, last_parts
from streams.extract.languages.de.words import fold
from streams.extract.remembering import WORDS_KEPT
from streams.extract.tables import LexiconError, read_table

STRONG, WEAK = 2, 1
"""A word that is enough in the event's own sentence, and one that needs company."""
_COMPANY = 4
"""Weight of an article's words from which on a weak one counts, if a strong one is among them."""
_SUBJECT = 10
"""Weight from which on an article is about a context, whatever an event's sentence says."""
_FILE = "contexts.tsv"

Weights = Mapping[Context, int]


@dataclass(frozen=True, slots=True)
class Signs:
    """The table: words, first and last parts of compounds, sectors and modes, each with its contexts."""

    words: dict[str, dict[Context, int]]
    heads: dict[str, dict[Context, int]]
    tails: dict[str, dict[Context, int]]
    others: dict[str, dict[Context, int]]


@cache
def signs() -> Signs:
    """The table, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    found = Signs({}, {}, {}, {})
    for number, row in read_table("streams.extract.languages.de", _FILE, ("context", "word", "weight")):
        word = row["word"]
        try:
            context, weight = Context(row["context"]), int(row["weight"])
        except ValueError as error:
            raise LexiconError(f"{_FILE}:{number}: {error}") from error
        if weight not in (0, WEAK, STRONG) or not word:
            raise LexiconError(f"{_FILE}:{number}: a word and a weight of 0, 1 or 2 are needed")
        if word[0] in "@+":
            table, key = found.others, word
        elif word.startswith("-"):
            table, key = found.tails, fold(word[1:])
        elif word.endswith("-"):
            table, key = found.heads, fold(word[:-1])
        else:
            table, key = found.words, fold(word)
        if table is not found.words and len(key) < SHORTEST:
            raise LexiconError(f"{_FILE}:{number}: {word} is too short to tell anything")
        if context in table.setdefault(key, {}):
            raise LexiconError(f"{_FILE}:{number}: {word} stands twice under {context.value}")
        table[key][context] = weight
    return found


@lru_cache(maxsize=WORDS_KEPT)
def contexts_of_word(lemma: str, *, noun: bool) -> tuple[tuple[Context, int], ...]:
    """(context, weight) of a folded lemma; only nouns are taken apart."""
    table = signs()
    found: dict[Context, int] = {}
    if noun:
        for part in (*first_parts(lemma), lemma):
            found |= table.heads.get(part, {})
        for part in reversed(tuple(last_parts(lemma))):
            found |= table.tails.get(part, {})
    found |= table.words.get(lemma, {})
    return tuple((context, weight) for context, weight in found.items() if weight)


@lru_cache(maxsize=WORDS_KEPT)
def _contexts_of(word: str) -> tuple[str, tuple[tuple[Context, int], ...]] | None:
    """(lemma, its contexts) of a word that speaks of any."""
    _, _, lemma, capital, is_word = traits_of(word)
    found = contexts_of_word(lemma, noun=capital) if is_word else ()
    return (lemma, found) if found else None


class Vocabulary:
    """What the words of one article speak of."""

    def __init__(self, document: Document) -> None:
        """Look up each word once; the work grows with the text alone."""
        self._rows: list[dict[str, tuple[tuple[Context, int], ...]]] = []
        words: dict[str, tuple[tuple[Context, int], ...]] = {}
        for sentence in document.sentences:
            row = dict([told for word in sentence.words if (told := _contexts_of(word)) is not None])
            self._rows.append(row)
            words |= row
        self._total: dict[Context, int] = {}
        self._strong: set[Context] = set()
        for found in words.values():
            for context, weight in found:
                self._total[context] = self._total.get(context, 0) + weight
                if weight == STRONG:
                    self._strong.add(context)

    def of(self, sentences: Sequence[int], sectors: Iterable[str] = (), modes: Iterable[str] = ()) -> list[Context]:
        """The contexts of an event, in PLOVER's order.

        Args:
            sentences: numbers of the sentences that report it.
            sectors: of its parties.
            modes: its own.
        """
        here: dict[Context, int] = {}
        for index in dict.fromkeys(sentences):
            for found in self._rows[index].values():
                for context, weight in found:
                    here[context] = max(here.get(context, 0), weight)
        for key in (*(f"@{sector}" for sector in sectors), *(f"+{mode}" for mode in modes)):
            here |= signs().others.get(key, {})
        return [context for context in Context if self._holds(context, here.get(context, 0))]

    def _holds(self, context: Context, here: int) -> bool:
        total = self._total.get(context, 0)
        if here == STRONG:
            return True
        if here == WEAK:
            return context in self._strong and total >= _COMPANY
        return total >= _SUBJECT and total == max(self._total.values())
