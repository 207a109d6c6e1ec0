"""Fixed names of one or several words as an automaton over words: the longest that begins at a word."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from streams.extract.actors.known.entry import Entry
from streams.extract.remembering import WORDS_KEPT

Node = dict[str, Any]
"""Word → node; under the empty word, which no text has, the list of entries whose name ends here."""

Make = Callable[[str], Entry]
"""The entry of a form."""

Found = tuple[int, tuple[Entry, ...]]

_TOKEN = re.compile(r"[^\W_]+(?:[-’'‑][^\W_]+)*|\S")
"""As languages.de.split cuts a text."""

_ENDINGS = ("e", "en", "er", "es", "em")
_STEMS = (
    *("isch", "lich", "ig", "al", "är", "iv", "ell", "ös", "ern", "ant", "ent", "haft", "los", "sam", "bar", "ant"),
    *("iert", "nigt", "bündet", "äisch", "eint", "affnet", "einigt", "elt", "schwarz", "weiß", "rot", "grün", "blau"),
    *("gelb", "neu", "groß", "hoh", "höchst", "oberst", "frei", "alt", "jung", "stark", "nah", "fern", "eur", "recht"),
)
_GROUP = frozenset({"neu", "alt", "rot", "weiß", "grün", "groß", "hoh", "frei", "link", "jung", "nah", "stet"})
_LEAST_STEM = 5


def tokens(form: str) -> list[str]:
    """A name cut as texts are."""
    if form.isalnum():
        return [form]
    if form.replace(" ", "").isalpha():
        return form.split(" ")
    return _TOKEN.findall(form)


def declined(word: str) -> tuple[str, ...]:
    """All forms of a word that looks like an adjective before a noun: ``Weißes``, ``Weißen``; else the word alone."""
    ending = word[-2:] if word[-2:] in _ENDINGS else word[-1:] if word[-1:] == "e" else ""
    if not ending:
        return (word,)
    stem = word[: -len(ending)]
    lower = stem.lower()
    if lower not in _GROUP and not (len(stem) >= _LEAST_STEM and lower.endswith(_STEMS)):
        return (word,)
    return tuple(stem + other for other in _ENDINGS)


def spellings(words: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word of a name the words that may stand for it; the last word's endings are matter of the text."""
    last = len(words) - 1
    found: list[tuple[str, ...]] = []
    for spot, word in enumerate(words):
        forms = declined(word) if spot < last else (word,)
        if spot == 0 and word[0].islower():
            forms = (*forms, *(form[0].upper() + form[1:] for form in forms))
        found.append(forms)
    return found


@lru_cache(maxsize=WORDS_KEPT)
def _begun(first: str, more: bool) -> tuple[str, ...]:  # noqa: FBT001 (a key of the cache)
    """How the first word of a name may stand in a text."""
    if not more and first[0].isupper():
        return (first,)
    return spellings([first, ""] if more else [first])[0]


def bases(word: str) -> Iterator[str]:
    """The dictionary forms that a name's last word can have in a text, likeliest first."""
    yield word
    if word[-1:] == "s":
        if word[-2:] in ("'s", "’s"):
            yield word[:-2]
        else:
            yield word[:-1]
            if word[-2:] == "es":
                yield word[:-2]
    if word.isupper() and len(word) > len("USA"):
        yield word.title()


class Names:
    """Names and what each can mean."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, Make]]] = {}
        self._root: Node = {}
        self._first: dict[str, tuple[Node | None, tuple[Entry, ...]] | None] = {}

    def add(self, form: str, make: Make) -> None:
        """Let a form mean an entry too; the entry is made when a text has the form's first word."""
        blank = form.find(" ")
        first = form if blank < 0 else form[:blank]
        if not first.isalnum():
            first = tokens(first)[0]
        for spelling in _begun(first, len(first) < len(form)):
            self._waiting.setdefault(spelling, []).append((form, make))

    def _grow(self, first: str) -> None:
        """Put the forms that begin with a word into the automaton."""
        for form, make in self._waiting.pop(first, ()):
            words = tokens(form)
            ends = [self._root.setdefault(first, {})]
            for forms in spellings(words)[1:]:
                ends = _step(ends, forms)
            entry = make(form)
            for node in ends:
                entries = node.setdefault("", [])
                if all(known.code != entry.code or known.where != entry.where for known in entries):
                    entries.append(entry)

    def match(self, words: Sequence[str], index: int) -> Found | None:
        """The longest name that begins at a word: how many words, and what it can mean; else nothing."""
        word = words[index]
        try:
            first = self._first[word]
        except KeyError:
            first = self._look_up(word)
        if first is None:
            return None
        node, entries = first
        best = (1, entries) if entries else None
        spot = index
        end = len(words)
        while node is not None and spot + 1 < end:
            spot += 1
            found = _ended(node, words[spot])
            if found:
                best = (spot - index + 1, tuple(found))
            node = _next(node, words[spot])
        return best

    def none_begins(self, word: str) -> bool:
        """Whether it is known already that no name begins with a word."""
        return word in self._first and self._first[word] is None

    def _look_up(self, word: str) -> tuple[Node | None, tuple[Entry, ...]] | None:
        if len(self._first) > WORDS_KEPT:
            self._first.clear()
        for base in bases(word):
            if base in self._waiting:
                self._grow(base)
        entries = tuple(_ended(self._root, word))
        node = _next(self._root, word)
        found = (node, entries) if entries or node is not None else None
        self._first[word] = found
        return found

    def forms(self) -> Iterator[tuple[tuple[str, ...], tuple[Entry, ...]]]:
        """All names as they stand in the automaton, with their meanings."""
        for first in list(self._waiting):
            self._grow(first)
        waiting: list[tuple[tuple[str, ...], Node]] = [((), self._root)]
        while waiting:
            words, node = waiting.pop()
            for word, child in node.items():
                if word:
                    waiting.append(((*words, word), child))
                else:
                    yield words, tuple(child)


def _step(nodes: Iterable[Node], forms: tuple[str, ...]) -> list[Node]:
    """The nodes behind any of the forms; those that are missing become one."""
    reached: list[Node] = []
    for node in nodes:
        known = [node[form] for form in forms if form in node]
        new = known[0] if known else {}
        for form in forms:
            child = node.setdefault(form, new)
            if all(child is not other for other in reached):
                reached.append(child)
    return reached


def _ended(node: Node, word: str) -> list[Entry]:
    """What ends with a word."""
    for base in bases(word):
        child = node.get(base)
        if child is not None and "" in child:
            entries: list[Entry] = child[""]
            return entries
    return []


def _next(node: Node, word: str) -> Node | None:
    """Where a name goes on after a word; nothing where none does."""
    child: Node | None = node.get(word)
    if child is None and word.isupper() and len(word) > len("USA"):
        child = node.get(word.title())
    return child if child is not None and len(child) > ("" in child) else None
