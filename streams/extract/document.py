"""The text as the rules see it: tokens, sentences, the dateline. Offsets are code points into the article's text."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Token:
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens. The analyser cuts longer ones than its ``MOST_WORDS``: no rule meets an endless sentence."""

    index: int
    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """First code point."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.tokens[-1].end


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
