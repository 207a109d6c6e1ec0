"""The text as the rules on dates and subjects see it: every mark and number a token of its own.

Offsets are code points into the article's text.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from streams.extract import analyser
from streams.extract.analyser.words import LONGEST
from streams.extract.languages.de.words import lemma_of
from streams.extract.remembering import WORDS_KEPT

_MOST_PARTS = 9
"""Of a word with hyphens; longer ones are cut, as the analyser cuts them: tables remember words."""
_PART = rf"[^\W_]{{1,{LONGEST}}}"
_WORD = rf"{_PART}(?:[-’'‑]{_PART}){{0,{_MOST_PARTS - 1}}}"
_TOKEN = re.compile(rf"{_WORD}|[^\s\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f-\x9f]")


class Token(NamedTuple):
    """A word, a number or one mark."""

    start: int
    end: int
    text: str
    lower: str
    lemma: str
    """Dictionary form, lower case; the word itself where none is known."""
    capital: bool
    """Begins with a capital letter."""
    word: bool
    """Begins with a letter or a digit."""


class Sentence:
    """A stretch of the text. The analyser cuts those longer than its ``MOST_WORDS``: no rule meets an endless one."""

    def __init__(self, index: int, paragraph: int, start: int, end: int, whole: str) -> None:
        self.index = index
        self.paragraph = paragraph
        self.start = start
        """First code point."""
        self.end = end
        """One past the last code point."""
        self._whole = whole
        self._tokens: tuple[Token, ...] | None = None
        self._words: list[str] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens; made when they are asked for, since most sentences are not."""
        if self._tokens is None:
            found = _TOKEN.finditer(self._whole, self.start, self.end)
            self._tokens = tuple([tuple.__new__(Token, m.span() + traits_of(m.group())) for m in found])
        return self._tokens

    @property
    def words(self) -> list[str]:
        """The words of its tokens."""
        if self._words is None:
            self._words = _TOKEN.findall(self._whole, self.start, self.end)
        return self._words


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a dispatch was written, and by whom: ``MINSK, 26. Oktober (BelTA) –``."""

    start: int
    end: int
    place: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text, split up."""

    text: str
    sentences: tuple[Sentence, ...]
    dateline: Dateline | None = field(default=None)


def document_of(analysed: analyser.Document) -> Document:
    """The analyser's sentences, to be cut into the tokens of the rules."""
    sentences = [
        Sentence(index, sentence.paragraph, sentence.start, sentence.end, analysed.text)
        for index, sentence in enumerate(analysed.sentences)
    ]
    line = analysed.dateline
    dateline = (
        Dateline(line.start, line.end, line.place, line.day, line.month, line.year, line.agency or None)
        if line
        else None
    )
    return Document(analysed.text, tuple(sentences), dateline)


@lru_cache(maxsize=WORDS_KEPT)
def traits_of(word: str) -> tuple[str, str, str, bool, bool]:
    """What a token has from its word alone."""
    return word, word.lower(), lemma_of(word), word[0].isupper(), word[0].isalnum()
