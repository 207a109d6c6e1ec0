"""German text to tokens and sentences; the dateline is taken off and kept."""

import re
from collections.abc import Iterator

from streams.extract.document import MOST_TOKENS, Dateline, Document, Sentence, Token
from streams.extract.languages.de.words import Words, lemma_of, words

_TOKEN = re.compile(
    r"[^\W_]+(?:[-’'‑][^\W_]+)*|[^\s\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f-\x9f]|\n|\r|\x0b|\x0c|\x85|\u2028|\u2029"
)
_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_ENDS = frozenset(".!?…")
CLOSERS = frozenset("“”«»‘’\"'›‹)]")
OPENERS = frozenset("„“”«»‚‘\"'›‹([")
_YEAR_DIGITS = 4

_DATELINE_WINDOW = 160
_DATELINE = re.compile(
    r"\s*(?P<place>[A-ZÄÖÜ][^\W\d_]*(?:[ /-][A-ZÄÖÜa-z][^\W\d_]*){0,4})"
    r"(?: ?\((?P<land>[A-ZÄÖÜ][^\W\d_]{2,25})\))?"
    r"(?:, ?(?:den )?(?P<day>\d{1,2})\. ?(?P<month>[^\W\d_]{3,9}|\d{1,2}\.)(?: ?(?P<year>\d{4}))?)?"
    r" ?(?:[(\[](?P<agency>[^\W\d_][^()\[\]\n]{0,30})[)\]])?"
    r"(?: ?[–—]| -|\. ?[–—]|(?<=[)\]]):?)(?=\s)"
)


def split(text: str) -> Document:
    """Split a text; time grows with its length and nothing else."""
    lexicon = words()
    dateline = find_dateline(text, lexicon)
    sentences: list[Sentence] = []
    for paragraph, tokens in enumerate(_paragraphs(text, dateline.end if dateline else 0)):
        for piece in _sentences(tokens, lexicon):
            sentences.append(Sentence(len(sentences), paragraph, tuple(piece)))
    return Document(text, tuple(sentences), dateline)


def _paragraphs(text: str, begin: int) -> Iterator[list[Token]]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, begin):
        word = match.group()
        if word in _BREAKS:
            if tokens:
                yield tokens
            tokens = []
            continue
        tokens.append(
            Token(
                match.start(),
                match.end(),
                word,
                word.lower(),
                lemma_of(word),
                word[0].isupper(),
                word[0].isalnum(),
            )
        )
    if tokens:
        yield tokens


def _sentences(tokens: list[Token], lexicon: Words) -> Iterator[list[Token]]:
    begin = 0
    index = 0
    while index < len(tokens):
        index += 1
        if tokens[index - 1].text in _ENDS and _ends_here(tokens, index - 1, lexicon):
            while index < len(tokens) and _closes(tokens, index):
                index += 1
            if index < len(tokens) and not _may_begin(tokens, index):
                continue
            yield tokens[begin:index]
            begin = index
        elif index - begin >= MOST_TOKENS:
            yield tokens[begin:index]
            begin = index
    if begin < len(tokens):
        yield tokens[begin:]


def _closes(tokens: list[Token], index: int) -> bool:
    """A closing mark that stands right after the end, or one more end mark."""
    token = tokens[index]
    if token.start != tokens[index - 1].end:
        return False
    if token.text in _ENDS:
        return True
    return token.text in CLOSERS and (
        index + 1 == len(tokens) or tokens[index + 1].start > token.end or not tokens[index + 1].word
    )


def _may_begin(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    if token.text in OPENERS and index + 1 < len(tokens):
        return tokens[index + 1].capital or not tokens[index + 1].word or tokens[index + 1].text[0].isdigit()
    return token.capital or token.text[0].isdigit() or token.text in "–—-•*"


def _ends_here(tokens: list[Token], index: int, lexicon: Words) -> bool:
    mark = tokens[index]
    if mark.text != "." or index == 0:
        return True
    before = tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before.end != mark.start or after is None:
        return True
    if after.start == mark.end and after.word:
        return False
    if before.text.isdigit():
        return _number_ends(before, after, lexicon)
    if lexicon.is_("abbreviation", before.lower):
        return False
    return not (len(before.text) == 1 and before.text.isalpha() and before.capital)


def _number_ends(number: Token, after: Token, lexicon: Words) -> bool:
    """Whether a stop after a number ends the sentence: not after a day or an ordinal."""
    if len(number.text) >= _YEAR_DIGITS:
        return True
    if after.lower in lexicon.months or not after.word:
        return not after.word and after.text in OPENERS
    return after.capital and lexicon.is_("starter", after.lower)


def find_dateline(text: str, lexicon: Words) -> Dateline | None:
    """The dateline that a text begins with, if any."""
    match = _DATELINE.match(text[:_DATELINE_WINDOW])
    if match is None:
        return None
    day, month = match["day"], match["month"]
    number = None
    if month is not None:
        number = int(month[:-1]) if month[0].isdigit() else lexicon.months.get(month.lower())
        if number is None:
            return None
    place = match["place"]
    if day is None and match["agency"] is None and not _is_place(place):
        return None
    start = match.start("place")
    return Dateline(
        start,
        match.end(),
        place,
        int(day) if day else None,
        number,
        int(match["year"]) if match["year"] else None,
        match["agency"],
    )


def _is_place(name: str) -> bool:
    from streams.extract.places import known_place  # noqa: PLC0415  # places reads the pack's own data files

    return known_place(name) is not None
