"""Expressions for several actors at once, as data: ``beide Seiten``, ``der Westen``, ``die Gesprächspartner``."""

from collections.abc import Sequence
from functools import cache

from streams.extract.tables import LexiconError, read_table, values

_PACKAGE = "streams.extract.actors.data"
KINDS = frozenset((
    "addressee", "all", "both", "counterpart", "eu_states", "gov_head", "minister", "nato_states", "partners", "prior",
    "speaker", "state_head", "states_group", "we", "west", "world",
))  # fmt: skip
_READ = frozenset(("both", "eu_states", "nato_states", "we", "west"))
"""Kinds that are resolved as expressions; the others are roles, and resolved as such."""


class Sides:
    """The expressions of ``sides.tsv``, by their words."""

    def __init__(self, forms: dict[tuple[str, ...], str]) -> None:
        self._kinds = forms
        self._longest: dict[str, int] = {}
        for words in forms:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def match(self, words: Sequence[str], index: int) -> tuple[int, str] | None:
        """The longest expression that begins at a word: (number of words, kind)."""
        longest = self._longest.get(words[index].lower())
        if longest is None:
            return None
        lower = tuple(word.lower() for word in words[index : index + longest])
        for length in range(len(lower), 0, -1):
            kind = self._kinds.get(lower[:length])
            if kind is not None:
                return length, kind
        return None


@cache
def sides() -> Sides:
    """The expressions, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    forms: dict[tuple[str, ...], str] = {}
    for number, row in read_table(_PACKAGE, "sides.tsv", ("form", "kind", "note")):
        if row["kind"] not in KINDS:
            raise LexiconError(f"sides.tsv:{number}: kind is one of {', '.join(sorted(KINDS))}")
        if row["kind"] in _READ:
            forms.update((tuple(form.lower().split()), row["kind"]) for form in values(row["form"]))
    return Sides(forms)
