"""Words to sentences, paragraph by paragraph."""

import re
from collections.abc import Iterator

from streams.extract.analyser.words import INVISIBLE, LISTS, Word, split_words

MOST_WORDS = 120
"""Longest sentence; longer ones are cut, at a semicolon or comma if there is one in the last third."""
_MOST_CLOSERS = 6
"""Marks that may close behind a sentence; thousands would make it longer than the network reads."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLOCK = re.compile(r"<(?:/?p|br|/?div|/?li|/?h[1-6]|/?tr|/?td)\b[^<>\n]{0,300}>", re.IGNORECASE)
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("“”\"»«’‘'›‹)]")
_OPENERS = frozenset("„“”\"»«‚‘'›‹([–—-•*·")
_QUOTES = frozenset("“”\"»«’‘'›‹")
_BREAK_MARKS = frozenset(";,")
_FULL_LINE = 45
"""A line at least this long that ends without a mark may go on in the next: text with hard line breaks."""
_LIST = re.compile(r"\s*(?:[-–—•*·]|\d{1,2}[.)])\s")


def paragraphs(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    """Find the lines from `start` on and join those that a hard line break has cut, as lists of (start, end)."""
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, start):
        for begin, end in _blocks(text, *match.span()):
            if group and not _goes_on(text, group[-1], (begin, end)):
                yield group
                group = []
            group.append((begin, end))
    if group:
        yield group


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    if "<" in text[start:end]:
        for tag in _BLOCK.finditer(text, start, end):
            if text[at : tag.start()].strip():
                yield at, tag.start()
            at = tag.end()
    if text[at:end].strip():
        yield at, end


def _goes_on(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    gap = text[before[1] : line[0]]
    if gap.count("\n") > 1 or "\u2029" in gap or "<" in gap or before[1] - before[0] < _FULL_LINE:
        return False
    last = text[max(before[0], before[1] - 20) : before[1]].rstrip()[-1:]
    first = text[line[0] : line[0] + 20].lstrip()[:1]
    if last in _ENDS or last in _CLOSERS or last == ":" or _LIST.match(text, line[0], min(line[1], line[0] + 20)):
        return False
    return first.islower() or (last in ",-" and first.isalpha())


def split_sentences(text: str, start: int = 0) -> Iterator[tuple[int, list[Word]]]:
    """Find the sentences from `start` on, each with the number of its paragraph.

    A full stop, question or exclamation mark ends a sentence where what follows can begin one; marks that close
    brackets and quotations go with what they close. A line without any is a sentence (headlines).
    """
    for number, group in enumerate(paragraphs(text, start)):
        words: list[Word] = []
        for begin, end in group:
            words.extend(split_words(text, begin, end))
        for first, last in _cuts(words):
            yield number, words[first:last]


def _cuts(words: list[Word]) -> Iterator[tuple[int, int]]:
    begin, at, size = 0, 0, len(words)
    while at < size:
        word = words[at]
        at += 1
        tail = word.text[-1]
        if tail in _ENDS and (word.text[0] in _ENDS or _may_end(words, at)):
            stop = _with_closers(words, at)
            if stop >= size or _can_begin(words, stop, word, closed=stop > at):
                yield begin, stop
                begin = at = stop
                continue
        if at - begin >= MOST_WORDS:
            cut = next((k for k in range(at, at - MOST_WORDS // 3, -1) if words[k - 1].text in _BREAK_MARKS), at)
            yield begin, cut
            begin = cut
    if begin < size:
        yield begin, size


def _may_end(words: list[Word], at: int) -> bool:
    """Tell whether a word with a full stop of its own ends a sentence: an abbreviation before a new beginning."""
    if at >= len(words):
        return True
    after = words[at]
    closing = words[at - 1].text.lower() in {
        "usw.",
        "etc.",
        "u.a.",
        "co.",
        "inc.",
        "ltd.",
        "corp.",
        "jh.",
        "jr.",
        "al.",
    }
    initial = len(words[at - 1].text) == 2  # noqa: PLR2004  a letter and its stop
    if initial or not after.text[0].isupper():
        return False
    return closing and after.text.lower() in LISTS.starters


def _with_closers(words: list[Word], at: int) -> int:
    """Go past what closes right behind the mark; a quotation mark after a space opens instead."""
    for _ in range(min(_MOST_CLOSERS, len(words) - at)):
        text = words[at].text
        glued = words[at].start == words[at - 1].end
        if (glued and text[0] in _ENDS and text[-1] in _ENDS) or (glued and text in _CLOSERS and not _opens(words, at)):
            at += 1
        else:
            break
    return at


def _opens(words: list[Word], at: int) -> bool:
    """Tell whether a mark touches the next word but not the one before."""
    after = words[at + 1] if at + 1 < len(words) else None
    return words[at].start > words[at - 1].end and after is not None and after.start == words[at].end


def _can_begin(words: list[Word], at: int, end: Word, *, closed: bool) -> bool:
    text = words[at].text
    if text[0].isupper() or text[0].isdigit():
        return not (end.text in {"…", "..", "..."} and not closed and words[at].start == end.end)
    if text in _OPENERS:
        if text in _QUOTES and not _opens(words, at):
            return False
        after = next((w.text for w in words[at + 1 : at + 3] if w.text not in _OPENERS), "")
        dash = text in "–—-"
        return not after[:1].islower() and not (dash and closed)
    if text[0].islower() and text[1:2].isupper():
        return True  # "eBay"
    strong = end.text[0] in ".!?" and not closed and words[at].start > end.end
    return strong and end.text == "." and text[0].isalpha() and words[at].start - end.end > 1


__all__ = ["INVISIBLE", "MOST_WORDS", "paragraphs", "split_sentences"]
