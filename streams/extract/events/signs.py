"""Words that tell how real a deed is, read from the language's tables."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from schemas.plover import Modality
from streams.extract.languages.de.words import fold, words
from streams.extract.tables import LexiconError, read_table

_PACKAGE = "streams.extract.languages.de"
_ACTS = {
    "demand": Modality.DEMANDED,
    "request": Modality.DEMANDED,
    "order": Modality.DEMANDED,
    "ask": Modality.DEMANDED,
    "advise": Modality.DEMANDED,
    "invite": Modality.DEMANDED,
    "promise": Modality.PLANNED,
    "announce": Modality.PLANNED,
    "intend": Modality.PLANNED,
    "decide": Modality.PLANNED,
    "vow": Modality.PLANNED,
    "offer": Modality.HYPOTHETICAL,
    "threaten": Modality.HYPOTHETICAL,
    "forbid": Modality.NEGATED,
    "agree": Modality.PLANNED,
    "propose": Modality.HYPOTHETICAL,
}
"""What the acts of speaking make of what they speak of."""
_KINDS = frozenset(
    ("conjunction", "question", "adverb", "adjective", "fails", "negation", "stop", "opener", "circumstance", "goes"),
)
_ENDINGS = ("er", "en", "es", "em", "e")


class Read(NamedTuple):
    """A modality, and the words that decided it."""

    modality: Modality
    signs: tuple[int, ...] = ()


FACT = Read(Modality.FACTUAL)


@dataclass(frozen=True, slots=True)
class Signs:
    """The tables."""

    scopes: dict[str, Modality]
    """Folded lemma → what it makes of the deed that it governs."""
    kinds: dict[str, dict[str, Modality]]
    """Kind → word → modality."""

    def has(self, kind: str, word: str) -> bool:
        """Whether a word is of a kind."""
        return word in self.kinds[kind]

    def adjective(self, lemma: str) -> Modality | None:
        """What an adjective, in any inflection, makes of its noun's deed."""
        table = self.kinds["adjective"]
        stem = next((lemma.removesuffix(ending) for ending in _ENDINGS if lemma.endswith(ending)), lemma)
        return table.get(lemma) or table.get(stem)


@cache
def signs() -> Signs:
    """The tables, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    scopes = {lemma: _ACTS[saying.act] for lemma, saying in words().saying.items() if saying.act in _ACTS}
    for number, row in read_table(_PACKAGE, "scopes.tsv", ("lemma", "modality")):
        scopes[fold(row["lemma"])] = _modality(row["modality"], f"scopes.tsv:{number}")
    kinds: dict[str, dict[str, Modality]] = {kind: {} for kind in _KINDS}
    for number, row in read_table(_PACKAGE, "reality.tsv", ("kind", "word", "modality")):
        if row["kind"] not in _KINDS:
            raise LexiconError(f"reality.tsv:{number}: no kind {row['kind']}")
        modality = _modality(row["modality"], f"reality.tsv:{number}") if row["modality"] else Modality.NEGATED
        kinds[row["kind"]][row["word"]] = modality
    return Signs(scopes, kinds)


def _modality(cell: str, where: str) -> Modality:
    try:
        return Modality(cell)
    except ValueError as error:
        raise LexiconError(f"{where}: no modality {cell}") from error
