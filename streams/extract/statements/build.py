"""Statements of a document: direct speech first, then what is told without quotation marks."""

from collections.abc import Sequence

from streams.extract.actors import Phrase
from streams.extract.document import Document
from streams.extract.languages.de import words
from streams.extract.statements.direct import DirectReader
from streams.extract.statements.draft import Draft
from streams.extract.statements.indirect import IndirectReader
from streams.extract.statements.quotes import Quote, find_quotes
from streams.extract.statements.view import View

__all__ = ["Draft", "drafts_of"]


def drafts_of(document: Document, phrases: Sequence[list[Phrase]]) -> list[Draft]:
    """The statements of a document, in the order of the text."""
    quotes = find_quotes(document)
    inside = _inside(document, [quote for quote in quotes if quote.full])
    views = [
        View(document, sentence, phrases[sentence.index], inside[sentence.index], words())
        for sentence in document.sentences
    ]
    drafts = DirectReader(document, views, quotes).read()
    drafts = IndirectReader(document, views, quotes, drafts).read()
    drafts.sort(key=lambda draft: (draft.quote[0][0], -draft.quote[-1][1]))
    return drafts


def _inside(document: Document, quotes: Sequence[Quote]) -> list[list[bool]]:
    marks = [[False] * len(sentence.tokens) for sentence in document.sentences]
    for quote in quotes:
        for index in range(quote.first[0], quote.last[0] + 1):
            row = marks[index]
            begin = quote.first[1] if index == quote.first[0] else 0
            end = quote.last[1] + 1 if index == quote.last[0] else len(row)
            row[begin:end] = [True] * (end - begin)
    return marks
