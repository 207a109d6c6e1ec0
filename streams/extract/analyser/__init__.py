"""The German analyser: raw text to a `Document` of sentences, tokens on a tree, clauses and names.

    from streams.extract.analyser import analyse
    document = analyse("MINSK, 26. Oktober (BelTA) – Der Minister reiste ab.")

Reads with the small network that lies in `model/`; needs numpy and onnxruntime, no internet and no PyTorch.
"""

from streams.extract.analyser.assemble import forms_of, further_of, names_of, tokens_of
from streams.extract.analyser.clauses import clauses_of
from streams.extract.analyser.dateline import find_dateline
from streams.extract.analyser.document import Clause, Dateline, Document, Name, Oblique, Sentence, Token
from streams.extract.analyser.language import SUPPORTED, UnsupportedLanguageError, identify
from streams.extract.analyser.network import Form, Network, shipped
from streams.extract.analyser.sentences import split_sentences

__all__ = [
    "Clause", "Dateline", "Document", "Name", "Network", "Oblique", "Sentence", "Token", "UnsupportedLanguageError",
    "analyse", "identify",
]  # fmt: skip

_SENTENCES_A_RUN = 2000
"""Sentences read together, so that a megabyte takes bounded memory."""


def analyse(text: str, language: str | None = None, *, network: Network | None = None) -> Document:
    """Read a text.

    Args:
        text: an article's text or headline; paragraphs set apart by line breaks.
        language: BCP 47 code if known; else the text tells.
        network: another than the shipped one, for measuring.

    Raises:
        UnsupportedLanguageError: the text is not German, or does not tell what it is.
    """
    found = identify(text) if language is None else language.split("-")[0].lower()
    if found not in SUPPORTED:
        raise UnsupportedLanguageError(found)
    reader = network or shipped()
    dateline = find_dateline(text)
    split = list(split_sentences(text, dateline.end if dateline else 0))
    sentences: list[Sentence] = []
    for start in range(0, len(split), _SENTENCES_A_RUN):
        part = split[start : start + _SENTENCES_A_RUN]
        prepared = [forms_of(words) for _, words in part]
        # Equal sentences are read once: a page that repeats its header, or a megabyte of commas.
        unique: dict[tuple[Form, ...], int] = {}
        numbers = [unique.setdefault(tuple(forms), len(unique)) for forms, _ in prepared]
        read = reader.read(list(unique))
        readings = [read[number] for number in numbers]
        for (paragraph, words), (forms, owners), reading in zip(part, prepared, readings, strict=True):
            tokens = tokens_of(words, forms, owners, reading, reader)
            tokens, clauses = clauses_of(tokens)
            further = further_of(owners, len(words), reading, reader) if reading.extra else ()
            sentences.append(
                Sentence(words[0].start, words[-1].end, paragraph, tokens, clauses, names_of(tokens), *further)
            )
    return Document(text, found, dateline, tuple(sentences))
