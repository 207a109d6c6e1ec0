"""Words that name a side only by way of a rule: ``beide Seiten``, ``der Westen``, ``die EU-Staaten``."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Any

from streams.extract.actors.known.entry import Side
from streams.extract.actors.known.names import tokens
from streams.extract.actors.known.reading import Report, refuse, table

KINDS = frozenset(
    {
        "both",
        "all",
        "west",
        "eu_states",
        "nato_states",
        "states_group",
        "world",
        "we",
        "partners",
        "state_head",
        "gov_head",
    }
    | {"minister", "speaker", "counterpart", "addressee", "prior"}
)


class Sides:
    """The table of such words, by form and as they stand in a text."""

    def __init__(self, folder: Traversable, report: Report = refuse) -> None:
        self.by_form: dict[str, Side] = {}
        self._root: dict[str, Any] = {}
        for row in table(folder, "sides.tsv", ("form", "kind", "note"), report):
            if row["kind"] not in KINDS:
                report(f"{row.where}: {row['kind']!r} is no kind of side")
                continue
            forms = tuple(row.values("form"))
            for form in forms:
                self._add(form, Side(form, forms[0], row["kind"], row["note"], row.where))

    def _add(self, form: str, side: Side) -> None:
        self.by_form.setdefault(form, side)
        words = tokens(form)
        for first in dict.fromkeys((words[0], words[0][0].upper() + words[0][1:])):
            node = self._root
            for word in (first, *words[1:]):
                node = node.setdefault(word, {})
            node.setdefault("", side)

    def begins(self, word: str) -> bool:
        """Whether an expression begins with a word."""
        return word in self._root

    def match(self, words: Sequence[str], index: int) -> tuple[int, Side] | None:
        """The longest of these expressions that begins at a word."""
        node = self._root.get(words[index])
        spot = index
        best: tuple[int, Side] | None = None
        while node is not None:
            spot += 1
            if "" in node:
                best = (spot - index, node[""])
            node = node.get(words[spot]) if spot < len(words) else None
        return best
