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

Place = tuple[int, int]
"""Sentence and token."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included; places are (sentence, token), the last one inclusive."""

    start: int
    end: int
    first: Place
    last: Place
    words: int


class _Open(NamedTuple):
    mark: str
    token: Token
    place: Place
    words: int


def find_quotes(sentences: Sequence[Sentence]) -> list[Quote]:
    """The outermost quotations, in order.

    One that is never closed ends with its paragraph, or before the next one. Time grows with the tokens alone.
    """
    reader = _Reader(sentences)
    for number, sentence in enumerate(sentences):
        reader.begin(number, sentence)
        for position, token in enumerate(sentence.tokens):
            reader.take(number, position, token)
    reader.give_up()
    return reader.quotes


class _Reader:
    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.quotes: list[Quote] = []
        self._sentences = sentences
        self._opened: list[_Open] = []
        self._inner: list[Quote] = []
        self._words = 0
        self._paragraph = -1

    def begin(self, number: int, sentence: Sentence) -> None:
        """What is open at the end of a paragraph goes on only if the next one goes on with it.

        It does if it closes more than it opens, has no marks at all, or opens at its very beginning: a quotation over
        paragraphs opens each of them. A straight mark does not tell left from right and never pairs across paragraphs.
        """
        if sentence.paragraph == self._paragraph:
            return
        self._paragraph = sentence.paragraph
        if not self._opened:
            return
        mark = self._opened[0].mark
        if mark == '"' or not self._goes_on(number, mark):
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
            self._close(closing, (number, position), token)
        elif token.text in _CLOSE_OF and token.text not in _SINGLE and self._opens(number, position):
            again = bool(opened) and opened[0].mark == token.text and position == 0
            if again and self._sentences[opened[0].place[0]].paragraph != self._paragraph:
                self.give_up()
            if len(opened) > _DEEPEST:  # deeper nesting is noise
                self.give_up()
            opened.append(_Open(token.text, token, (number, position), self._words))

    def _close(self, closing: int, place: Place, token: Token) -> None:
        first = self._opened[closing]
        del self._opened[closing:]
        if token.start <= first.token.end:
            return
        found = Quote(first.token.start, token.end, first.place, place, self._words - first.words)
        if self._opened:
            while self._inner and self._inner[-1].start > found.start:
                self._inner.pop()
            self._inner.append(found)
        else:
            self._inner.clear()
            self.quotes.append(found)

    def give_up(self) -> None:
        """End what is open with the paragraph in which it was opened, or before the next mark that opens."""
        if self._opened:
            nexts = [*(entry.place for entry in self._opened[1:]), *(quote.first for quote in self._inner)]
            self._end_unclosed(self._opened[0], min(nexts, default=None))
            self.quotes += self._inner
        self._opened.clear()
        self._inner.clear()

    def _end_unclosed(self, first: _Open, before: Place | None) -> None:
        number = first.place[0]
        paragraph = self._sentences[number].paragraph
        while (
            number + 1 < len(self._sentences)
            and self._sentences[number + 1].paragraph == paragraph
            and self._sentences[number + 1].end - first.token.start < _LONGEST
        ):
            number += 1
        last = number, len(self._sentences[number].tokens) - 1
        if before is not None and before <= last:
            last = self._before(before)
        tokens = [
            token
            for at in range(first.place[0], last[0] + 1)
            for token in self._sentences[at].tokens[: last[1] + 1 if at == last[0] else None]
            if token.start >= first.token.end
        ]
        words = sum(token.text[0].isalnum() for token in tokens)
        if words >= _UNCLOSED:
            self.quotes.append(Quote(first.token.start, tokens[-1].end, first.place, last, words))

    def _before(self, place: Place) -> Place:
        number, position = place
        if position > 0:
            return number, position - 1
        return (number - 1, len(self._sentences[number - 1].tokens) - 1) if number > 0 else (0, 0)

    def _goes_on(self, number: int, mark: str) -> bool:
        """Whether the paragraph that begins with a sentence goes on with what such a mark opened."""
        if self._sentences[number].tokens[0].text == mark:
            return True
        depth, seen = 0, False
        for sentence in self._sentences[number:]:
            if sentence.paragraph != self._paragraph:
                break
            for token in sentence.tokens:
                if token.text in _CLOSE_OF[mark]:
                    depth -= 1
                    if depth < 0:
                        return True
                elif token.text == mark:
                    depth, seen = depth + 1, True
        return not seen

    def _opens(self, number: int, position: int) -> bool:
        """A mark opens what stands close behind it; French ones leave a space within."""
        tokens = self._sentences[number].tokens
        if position + 1 >= len(tokens):
            return False
        if tokens[position + 1].start == tokens[position].end:
            return True
        return tokens[position].text == "«" and (position == 0 or tokens[position - 1].end < tokens[position].start)
