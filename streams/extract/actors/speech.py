"""Who speaks where: what stands in quotation marks, and whose ``wir`` it is."""

from collections.abc import Sequence

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import Words, fold

_CLOSE = {"„": '“”"', "»": "«", "«": "»", "“": "”", '"': '"', "‚": "‘’"}
_MARKS = frozenset(_CLOSE)
_LONGEST_SENTENCES = 12
"""A quotation mark left open must not make the whole article speech."""


def quoted_tokens(sentences: Sequence[Sentence]) -> list[list[bool]]:
    """For each token of each sentence, whether it stands within quotation marks."""
    rows: list[list[bool]] = []
    mark, since = "", 0
    for number, sentence in enumerate(sentences):
        if mark and (
            number - since > _LONGEST_SENTENCES or (mark == '"' and sentence.paragraph != sentences[since].paragraph)
        ):
            mark = ""
        if not mark and _MARKS.isdisjoint([token.text for token in sentence.tokens]):
            rows.append([False] * len(sentence.tokens))
            continue
        row = []
        for token in sentence.tokens:
            if mark:
                row.append(True)
                if token.text in _CLOSE[mark]:
                    mark = ""
            else:
                row.append(False)
                if token.text in _MARKS:
                    mark, since = token.text, number
        rows.append(row)
    return rows


def says(clause: Clause, words: Words) -> bool:
    """Whether a clause's verb is one of saying, writing or thinking."""
    return fold(clause.lemma) in words.saying


def clause_numbers(sentence: Sentence) -> list[int]:
    """The innermost clause of each token; -1 outside all."""
    numbers = [-1] * len(sentence.tokens)
    spans = sorted(enumerate(sentence.clauses), key=lambda pair: pair[1].start - pair[1].end)
    for number, clause in spans:
        end = min(clause.end, len(numbers))
        numbers[clause.start : end] = [number] * (end - clause.start)
    return numbers
