"""German words: closed classes, verbs of saying, and dictionary forms."""

from dataclasses import dataclass
from functools import cache, lru_cache

from streams.extract.dictionary import dictionary_form, in_dictionary
from streams.extract.languages.de.saying import Saying, Speech, fold, read_speech
from streams.extract.remembering import WORDS_KEPT
from streams.extract.tables import LexiconError, read_table

__all__ = ["Saying", "Words", "fold", "lemma_of", "words"]

_PACKAGE = "streams.extract.languages.de"
_LONGEST = 40
"""Words above this length are no words; looking them up would take time that grows with their length."""


@dataclass(frozen=True, slots=True)
class Words:
    """The closed classes and the verbs and nouns of saying."""

    classes: dict[str, frozenset[str]]
    months: dict[str, int]
    weekdays: dict[str, int]
    speech: Speech
    relative_days: dict[str, int]
    """``gestern`` → days from the day of writing."""
    told_days: dict[tuple[str, ...], int]
    """``tags``, ``zuvor`` → days from the day that is being told."""
    told_starts: frozenset[str]

    @property
    def saying(self) -> dict[str, Saying]:
        """Verbs of saying, writing and thinking, by their folded lemma."""
        return self.speech.verbs

    def is_(self, name: str, word: str) -> bool:
        """Whether a lower-case word belongs to a class of ``words.tsv``."""
        return word in self.classes[name]


@cache
def words() -> Words:
    """The pack's words, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    classes: dict[str, set[str]] = {}
    numbered: dict[str, dict[str, int]] = {"month": {}, "weekday": {}}
    for number, row in read_table(_PACKAGE, "words.tsv", ("class", "word", "value")):
        classes.setdefault(row["class"], set()).add(row["word"])
        if row["class"] in numbered:
            if not row["value"].isdigit():
                raise LexiconError(f"words.tsv:{number}: a {row['class']} needs a number")
            numbered[row["class"]][row["word"]] = int(row["value"])
    counted = _counted_days()
    told = {tuple(form.split()): days for (form, start), days in counted.items() if start == "told"}
    return Words(
        {name: frozenset(members) for name, members in classes.items()},
        numbered["month"],
        numbered["weekday"],
        read_speech(),
        {form: days for (form, start), days in counted.items() if start == "writing"},
        told,
        frozenset(form[0] for form in told),
    )


def _counted_days() -> dict[tuple[str, str], int]:
    days = {}
    for number, row in read_table(_PACKAGE, "days.tsv", ("expression", "from", "days")):
        if row["from"] not in ("writing", "told") or not row["days"].lstrip("-").isdigit():
            raise LexiconError(f"days.tsv:{number}: from is writing or told, days a whole number")
        days[row["expression"], row["from"]] = int(row["days"])
    return days


@lru_cache(maxsize=WORDS_KEPT)
def lemma_of(word: str) -> str:
    """Dictionary form of a word, folded."""
    if len(word) > _LONGEST or not word[0].isalpha():
        return fold(word[:_LONGEST])
    irregular = _irregular().get(word)
    if irregular is not None:
        return irregular
    lemma = fold(dictionary_form(word))
    return _compound(word) or lemma if lemma == word else lemma


@cache
def _irregular() -> dict[str, str]:
    """Forms that the dictionary takes for another word."""
    return {row["form"]: fold(row["lemma"]) for _, row in read_table(_PACKAGE, "lemmas.tsv", ("form", "lemma"))}


def _compound(word: str) -> str | None:
    """A participle that the dictionary lacks, from the verb within: ``einbestellt``, ``beworfen``."""
    if in_dictionary(word):
        return None
    for prefix in sorted(words().classes["verb_prefix"]):
        rest = word.removeprefix(prefix)
        if rest == word or len(rest) < len("tan") or not word.endswith(("t", "en")):
            continue
        for form in (rest,) if in_dictionary(rest) else (f"ge{rest}",):
            lemma = fold(dictionary_form(form))
            if lemma.endswith("n") and lemma != form and not lemma.startswith("ge"):
                return prefix + lemma
    return None
