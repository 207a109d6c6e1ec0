"""The analysed text as the rules on words see it: every mark and number a token of its own."""

import re
from dataclasses import dataclass

from streams.extract import analyser
from streams.extract.document import Dateline, Document, Sentence, Token
from streams.extract.languages.de.words import lemma_of

_TOKEN = re.compile(r"[^\W_]+(?:[-’'‑][^\W_]+)*|[^\s\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Surface:
    """A document, and where the analyser's tokens stand in it."""

    document: Document
    places: tuple[tuple[int, ...], ...]
    """Per sentence: for each token of the analyser's and for the end, the position of the token that begins there."""


def surface_of(analysed: analyser.Document) -> Surface:
    """Cut the analyser's sentences into the tokens of the rules; time grows with the text alone."""
    sentences, rows = [], []
    for index, sentence in enumerate(analysed.sentences):
        tokens = tuple(
            Token(m.start(), m.end(), w, w.lower(), lemma_of(w), w[0].isupper(), w[0].isalnum())
            for m in _TOKEN.finditer(analysed.text, sentence.start, sentence.end)
            if (w := m.group())
        )
        places, at = [], 0
        for token in sentence.tokens:
            while at < len(tokens) and tokens[at].start < token.start:
                at += 1
            places.append(min(at, len(tokens) - 1))
        sentences.append(Sentence(index, sentence.paragraph, tokens))
        rows.append((*places, len(tokens)))
    line = analysed.dateline
    dateline = (
        Dateline(line.start, line.end, line.place, line.day, line.month, line.year, line.agency or None)
        if line
        else None
    )
    return Surface(Document(analysed.text, tuple(sentences), dateline), tuple(rows))
