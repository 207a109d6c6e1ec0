"""Quotation marks of all kinds, paired over the whole document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from streams.extract.analyser import Sentence, Token

_LONGEST = 4000
"""Characters in a quotation; a mark left open must not swallow the article."""
_DEEPEST = 3
_UNCLOSED = 3
"""Words behind a mark without its other half that are a quotation."""
_CLOSE_OF = {"„": '“”"', "‚": "‘’'", "»": "«", "«": "»", "“": "”", "‘": "’", '"': '"', "›": "‹", "‹": "›"}
_MARKS = frozenset(_CLOSE_OF) | frozenset("”’“‘")
_SINGLE = frozenset("‘‚'")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included; places are (sentence, token), the last one inclusive."""

    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]
    words: int


class _Open(NamedTuple):
    mark: str
    token: Token
    place: tuple[int, int]
    words: int


def find_quotes(sentences: Sequence[Sentence]) -> list[Quote]:
    """The outermost quotations, in order; one that is never closed ends with its paragraph.

    Time grows with the number of tokens alone.
    """
    reader = _Reader(sentences)
    for number, sentence in enumerate(sentences):
        reader.begin(sentence)
        for position, token in enumerate(sentence.tokens):
            reader.take(number, position, token)
    reader.give_up()
    return reader.quotes


class _Reader:
    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.quotes: list[Quote] = []
        self._sentences = sentences
        self._opened: list[_Open] = []
        self._words = 0
        self._paragraph = -1

    def begin(self, sentence: Sentence) -> None:
        """A straight mark does not tell left from right: it must not pair across paragraphs."""
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            if self._opened and self._opened[0].mark == '"':
                self.give_up()
            self._opened = [entry for entry in self._opened if entry.mark != '"']

    def take(self, number: int, position: int, token: Token) -> None:
        """Read the next token."""
        if token.text not in _MARKS:
            self._words += token.text[0].isalnum()
            return
        opened = self._opened
        if opened and token.start - opened[0].token.start > _LONGEST:
            self.give_up()
        closing = next((i for i in range(len(opened) - 1, -1, -1) if token.text in _CLOSE_OF[opened[i].mark]), None)
        if closing is not None:
            first = opened[closing]
            del opened[closing:]
            if not opened and token.start > first.token.end:
                words = self._words - first.words
                self.quotes.append(Quote(first.token.start, token.end, first.place, (number, position), words))
        elif token.text in _CLOSE_OF and token.text not in _SINGLE and self._opens(number, position):
            again = bool(opened) and opened[0].mark == token.text and position == 0
            if again and self._sentences[opened[0].place[0]].paragraph != self._paragraph:
                self.give_up()  # a quotation over paragraphs opens each of them
            if len(opened) > _DEEPEST:  # deeper nesting is noise
                opened.clear()
            opened.append(_Open(token.text, token, (number, position), self._words))

    def give_up(self) -> None:
        """End what is open with the paragraph in which it was opened."""
        if self._opened:
            first = self._opened[0]
            self._opened.clear()
            number = first.place[0]
            paragraph, words = self._sentences[number].paragraph, 0
            while (
                number + 1 < len(self._sentences)
                and self._sentences[number + 1].paragraph == paragraph
                and self._sentences[number + 1].end - first.token.start < _LONGEST
            ):
                number += 1
            last = self._sentences[number]
            words = sum(
                token.text[0].isalnum()
                for each in self._sentences[first.place[0] : number + 1]
                for token in each.tokens
                if token.start >= first.token.end
            )
            if words >= _UNCLOSED:
                end = (number, len(last.tokens) - 1)
                self.quotes.append(Quote(first.token.start, last.end, first.place, end, words))

    def _opens(self, number: int, position: int) -> bool:
        """A mark opens what stands close behind it; French ones leave a space within."""
        tokens = self._sentences[number].tokens
        if position + 1 >= len(tokens):
            return False
        if tokens[position + 1].start == tokens[position].end:
            return True
        return tokens[position].text == "«" and (position == 0 or tokens[position - 1].end < tokens[position].start)
