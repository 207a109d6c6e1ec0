"""Whole names of persons in any spelling: an automaton over folded words."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.folding import fold
from streams.extract.remembering import WORDS_KEPT

Node = dict[str, Any]

Make = Callable[[str], Entry]

_LEAST_WORDS = 2
_PARTICLES = frozenset(
    {
        "von",
        "van",
        "der",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "di",
        "du",
        "la",
        "le",
        "bin",
        "ibn",
        "ben",
        "al",
        "zu",
        "und",
    }
    | {"e", "y", "ag", "ould", "el"}
)
"""Small words that may follow a given name."""

_ARTICLES = frozenset({"al-", "as-", "el-", "ar-", "at-", "ad-", "an-", "az-", "asc", "ash"})

_NOTHING: tuple[Node, ...] = ()


class People:
    """Persons by whole name."""

    def __init__(self, named: Iterable[tuple[str, Make]]) -> None:
        self._waiting: dict[str, list[tuple[str, Make]]] = {}
        self._root: Node = {}
        self._first: dict[str, tuple[Node, ...]] = {}
        for form, make in named:
            first, blank, _ = form.partition(" ")
            if blank or "-" in first:
                key = fold(first) or fold(form)
                self._waiting.setdefault(key.partition(" ")[0], []).append((form, make))

    def _grow(self, first: str) -> None:
        for form, make in self._waiting.pop(first, ()):
            words = fold(form).split()
            if len(words) < _LEAST_WORDS:
                continue
            node = self._root
            for word in words:
                node = node.setdefault(word, {})
            entries = node.setdefault("", [])
            entry = make(form)
            if all(known.where != entry.where for known in entries):
                entries.append(entry)

    def match(self, words: Sequence[str], index: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest name of a person that begins at a capitalised word."""
        word = words[index]
        if index + 1 >= len(words) or not (
            words[index + 1][:1].isupper() or words[index + 1] in _PARTICLES or words[index + 1][:3] in _ARTICLES
        ):
            return None
        nodes = self._first.get(word)
        if nodes is None:
            nodes = self._begin(word)
        if not nodes:
            return None
        best: tuple[int, tuple[Entry, ...]] | None = None
        spot = index
        while nodes and spot + 1 < len(words):
            spot += 1
            nodes, ended = _after(nodes, words[spot])
            if ended:
                best = (spot - index + 1, _spelled(ended, " ".join(words[index : spot + 1])))
        return best

    def none_begins(self, word: str) -> bool:
        """Whether no name begins with a word."""
        if not word[0].isupper():
            return True
        nodes = self._first.get(word)
        return (self._begin(word) if nodes is None else nodes) == _NOTHING

    def _begin(self, word: str) -> tuple[Node, ...]:
        if len(self._first) > WORDS_KEPT:
            self._first.clear()
        nodes = _NOTHING
        if word[0].isupper():
            self._grow(fold(word).partition(" ")[0])
            node = _walk(self._root, word)
            nodes = (node,) if node is not None else _NOTHING
        self._first[word] = nodes
        return nodes


def _spelled(entries: list[Entry], words: str) -> tuple[Entry, ...]:
    """Where one key is of several persons (Kim Jong-il, Kim Yong-il), those that are spelled so."""
    exact = [entry for entry in entries if words.startswith(entry.form)]
    return tuple(exact or entries)


def _after(nodes: tuple[Node, ...], word: str) -> tuple[tuple[Node, ...], list[Entry]]:
    """Where names go on after a word, and who is named whole by it; a genitive's -s may end a name."""
    reached: list[Node] = []
    ended: list[Entry] = []
    for base in (word, word[:-1]) if word[-1:] == "s" and word[-2:-1].isalpha() else (word,):
        for node in nodes:
            child = _walk(node, base)
            if child is None:
                continue
            if base is word:
                reached.append(child)
            if not ended:
                ended = child.get("", [])
    return tuple(reached), ended


def _walk(node: Node | None, word: str) -> Node | None:
    for part in fold(word).split():
        node = node.get(part) if node is not None else None
    return node if word[:1].isalpha() else None
