"""Quotation marks of all kinds, paired over the whole document."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.extract.analyser import Sentence, Token

_LONGEST = 4000
"""Characters in a quotation; a mark left open must not swallow the article."""
_DEEPEST = 3
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


def find_quotes(sentences: Sequence[Sentence]) -> list[Quote]:
    """The outermost quotations, in order. Time grows with the number of tokens alone."""
    quotes: list[Quote] = []
    opened: list[tuple[str, Token, tuple[int, int], int]] = []
    words, paragraph = 0, -1
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            # A straight mark does not tell left from right: it must not pair across paragraphs.
            opened = [entry for entry in opened if entry[0] != '"']
        for position, token in enumerate(sentence.tokens):
            if token.text not in _MARKS:
                words += token.text[0].isalnum()
                continue
            if opened and token.start - opened[0][1].start > _LONGEST:
                opened.clear()
            closing = next((i for i in range(len(opened) - 1, -1, -1) if token.text in _CLOSE_OF[opened[i][0]]), None)
            if closing is not None:
                _, first, place, before = opened[closing]
                del opened[closing:]
                if not opened and token.start > first.end:
                    quotes.append(Quote(first.start, token.end, place, (number, position), words - before))
            elif token.text in _CLOSE_OF and token.text not in _SINGLE and _opens(sentence.tokens, position):
                if len(opened) > _DEEPEST:  # deeper nesting is noise
                    opened.clear()
                opened.append((token.text, token, (number, position), words))
    return quotes


def _opens(tokens: Sequence[Token], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].start == tokens[position].end
