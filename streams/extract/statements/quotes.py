"""Quotation marks of all kinds, paired over the whole document."""

from dataclasses import dataclass

from streams.extract.document import Document, Token

_LONGEST = 4000
"""Characters in a quotation; a mark left open must not swallow the article."""
_FULL_WORDS = 3
_CLOSE_OF = {"„": '“”"', "‚": "‘’'", "»": "«", "«": "»", "“": "”", "‘": "’", '"': '"', "›": "‹", "‹": "›"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included; positions are (sentence, token), the last one inclusive."""

    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]
    words: int
    full: bool
    """Stands as a sentence or clause of its own, not as words within one."""


def find_quotes(document: Document) -> list[Quote]:
    """The outermost quotations, in order."""
    quotes: list[Quote] = []
    opened: list[tuple[str, Token, tuple[int, int], int]] = []
    words = 0
    paragraph = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            # A straight mark does not tell left from right: it must not pair across paragraphs.
            opened = [entry for entry in opened if entry[0] != '"']
        for position, token in enumerate(sentence.tokens):
            if token.word:
                words += 1
                continue
            if token.text not in _CLOSE_OF and token.text not in "”’“‘":
                continue
            if opened and token.start - opened[0][1].start > _LONGEST:
                opened.clear()
            closing = next((i for i in range(len(opened) - 1, -1, -1) if token.text in _CLOSE_OF[opened[i][0]]), None)
            if closing is not None:
                _, first, place, before = opened[closing]
                del opened[closing:]
                if not opened and token.start > first.end:
                    full = _is_full(document, place, (sentence.index, position), words - before)
                    quotes.append(
                        Quote(first.start, token.end, place, (sentence.index, position), words - before, full)
                    )
            elif token.text in _CLOSE_OF and token.text not in "‘‚'" and _opens(sentence.tokens, position):
                if len(opened) > 3:  # noqa: PLR2004  # deeper nesting is noise
                    opened.clear()
                opened.append((token.text, token, (sentence.index, position), words))
    return quotes


def _opens(tokens: tuple[Token, ...], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].start == tokens[position].end


def _is_full(document: Document, first: tuple[int, int], last: tuple[int, int], words: int) -> bool:
    if first[0] != last[0]:
        return True
    tokens = document.sentences[first[0]].tokens
    inner = tokens[last[1] - 1].text
    if words < _FULL_WORDS and inner not in ".!?":
        return False
    before = tokens[first[1] - 1].text if first[1] else ""
    after = tokens[last[1] + 1] if last[1] + 1 < len(tokens) else None
    begins = before in ("", ",", ":", "–", "-", "—", "“", "”")
    ends = after is None or after.text in (",", ".", "!", "?", ";", "–", "-", "—") or inner in ",.!?"
    if before == ":":
        return True
    return begins and ends and (after is None or after.text != "." or before != ",")
