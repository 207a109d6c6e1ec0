"""Sentences to padded tensors."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from streams.extract.analyser.pieces import BEGIN, END, PAD, Segmenter
from training.corpora import Sentence
from training.labels import NONE, Labels
from training.network import Batch

IGNORE = -100
MOST_WORDS = 150
"""Longer sentences are left out of training."""


@dataclass
class Encoded:
    """One sentence in numbers; a missing annotation is filled with `IGNORE`."""

    pieces: list[int]
    spans: list[tuple[int, int]]
    flat: list[list[int]]
    names: list[int]
    heads: list[int]
    relations: list[int]
    dialect: int
    extra: dict[str, list[int]]
    """By key of a head of `training.heads`."""


def encode(sentence: Sentence, labels: Labels, segmenter: Segmenter) -> Encoded:
    """Turn a sentence and its labels into numbers."""
    pieces, spans = [segmenter.number(BEGIN)], []
    for word, spaced in zip(sentence.words, sentence.spaced, strict=True):
        found = segmenter.word(word, spaced=spaced)[:8]
        spans.append((len(pieces), len(pieces) + len(found)))
        pieces += found
    pieces.append(segmenter.number(END))
    size = len(sentence.words)
    blank = [IGNORE] * size

    def numbers(column: list[str] | None, inventory: list[str]) -> list[int]:
        return [inventory.index(value) if value in inventory else IGNORE for value in column] if column else blank

    flat = [numbers(sentence.tags, labels.tags), numbers(sentence.stts, labels.stts)]
    for key, values in labels.features.items():
        column = [given.get(key, NONE) for given in sentence.features] if sentence.features else None
        flat.append(numbers(column, values))
    names = numbers(sentence.names, labels.names)
    if sentence.dialect:  # UNER has neither OTH nor derived forms: its O says nothing
        names = [IGNORE if name == 0 else name for name in names]
    return Encoded(
        pieces,
        spans,
        flat,
        names,
        sentence.heads or blank,
        numbers(sentence.relations, labels.relations),
        sentence.dialect,
        {head.key: (sentence.extra or {}).get(head.key, blank) for head in labels.heads},
    )


def collate(sentences: list[Encoded], pad: int) -> tuple[Batch, dict[str, Tensor]]:
    """Pad sentences into one batch and its targets."""
    size = len(sentences)
    length = max(len(sentence.pieces) for sentence in sentences)
    words = max(len(sentence.spans) for sentence in sentences)
    pieces = torch.full((size, length), pad)
    piece_mask, word_mask = torch.zeros(size, length), torch.zeros(size, words)
    average, last = torch.zeros(size, words, length), torch.zeros(size, words, dtype=torch.long)
    columns = len(sentences[0].flat)
    targets = {
        "flat": torch.full((size, words, columns), IGNORE), "names": torch.full((size, words), IGNORE),
        "heads": torch.full((size, words), IGNORE), "relations": torch.full((size, words), IGNORE),
    }  # fmt: skip
    targets |= {key: torch.full((size, words), IGNORE) for key in sentences[0].extra}
    for row, sentence in enumerate(sentences):
        pieces[row, : len(sentence.pieces)] = torch.tensor(sentence.pieces)
        piece_mask[row, : len(sentence.pieces)] = 1
        count = len(sentence.spans)
        word_mask[row, :count] = 1
        for word, (start, end) in enumerate(sentence.spans):
            average[row, word, start:end] = 1.0 / (end - start)
            last[row, word] = end - 1
        targets["flat"][row, :count] = torch.tensor(sentence.flat).T
        for key in ("names", "heads", "relations"):
            targets[key][row, :count] = torch.tensor(getattr(sentence, key))
        for key, column in sentence.extra.items():
            targets[key][row, :count] = torch.tensor(column)
    dialect = torch.tensor([sentence.dialect for sentence in sentences])
    return Batch(pieces, piece_mask, average, last, word_mask, dialect), targets


def batched(items: list[Encoded], words: int, chance: random.Random | None) -> Iterator[list[int]]:
    """Group sentences of like length, at most `words` padded pieces a batch; shuffled if there is a `chance`."""
    noise = chance.random if chance else (lambda: 0.0)
    order = sorted(range(len(items)), key=lambda at: len(items[at].pieces) + 4 * noise())
    groups: list[list[int]] = [[]]
    for at in order:
        if (len(groups[-1]) + 1) * len(items[at].pieces) > words and groups[-1]:
            groups.append([])
        groups[-1].append(at)
    if chance:
        chance.shuffle(groups)
    yield from groups


def segmenter_of(pieces: list[str], scores: list[float]) -> Segmenter:
    """Make a segmenter for a (pruned) vocabulary."""
    assert PAD in pieces
    return Segmenter(dict(zip(pieces, scores, strict=True)))
