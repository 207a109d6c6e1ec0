"""The silver text as the student's lessons: forms numbered once, batches of sentences, soft targets."""

import random
from dataclasses import dataclass

import torch
from torch import Tensor

from streams.extract.analyser.pieces import BEGIN, Segmenter
from training.silver import Silver

MOST_PIECES = 8
"""Pieces of a word that are read."""


@dataclass
class WordBatch:
    """Sentences of whole words: numbers of forms (B, W + 1; the begin mark first), mask (B, W + 1), dialect (B)."""

    forms: Tensor
    mask: Tensor
    dialect: Tensor

    @property
    def word_mask(self) -> Tensor:
        """The mask without the begin mark."""
        return self.mask[:, 1:]


@dataclass
class Lesson:
    """What training needs of the silver text, as tensors; `forms` numbers each (form, spaced) once."""

    form_pieces: Tensor
    form_counts: Tensor
    sentences: list[list[int]]
    weights: list[int]


def lesson(silver: Silver, segmenter: Segmenter) -> Lesson:
    """Number the forms and sentences; gold trees and heads more come thrice an epoch, gold names twice."""
    forms: dict[tuple[str, bool], int] = {("", False): 0}
    sentences, weights = [], []
    for sentence in silver.sentences:
        keys = zip(sentence.words, sentence.spaced, strict=True)
        sentences.append([0, *(forms.setdefault(key, len(forms)) for key in keys)])
        weights.append(3 if sentence.heads or sentence.extra else 2 if sentence.names else 1)
    pieces = torch.full((len(forms), MOST_PIECES), segmenter.size)
    counts = torch.ones(len(forms), dtype=torch.long)
    for (form, spaced), number in forms.items():
        found = (segmenter.word(form, spaced=spaced) if number else (segmenter.number(BEGIN),))[:MOST_PIECES]
        pieces[number, : len(found)] = torch.tensor(found)
        counts[number] = len(found)
    return Lesson(pieces, counts, sentences, weights)


def collate(silver: Silver, task: Lesson, group: list[int]) -> tuple[WordBatch, dict[str, Tensor]]:
    """Pad sentences into a batch and the soft targets."""
    rows, words = len(group), max(len(task.sentences[at]) for at in group) - 1
    forms, mask = torch.zeros(rows, words + 1, dtype=torch.long), torch.zeros(rows, words + 1)
    soft = {
        "flat": torch.zeros(rows, words, silver.flat.shape[1]),
        "names": torch.zeros(rows, words, silver.names.shape[1]),
        "rels": torch.zeros(rows, words, silver.rels.shape[1]), "arcs": torch.zeros(rows, words, words + 1),
        "heads": torch.zeros(rows, words, dtype=torch.long),
    }  # fmt: skip
    for key, column in silver.extra.items():
        soft[key] = torch.zeros(rows, words, words + 1 if key in silver.aims else column.shape[1])
    for row, at in enumerate(group):
        size = len(task.sentences[at]) - 1
        forms[row, : size + 1] = torch.tensor(task.sentences[at])
        mask[row, : size + 1] = 1
        place = slice(silver.starts[at], silver.starts[at + 1])
        for key in ("flat", "names", "rels"):
            soft[key][row, :size] = torch.from_numpy(getattr(silver, key)[place].astype("float32"))
        heads = torch.from_numpy(silver.heads[place].astype("int64"))
        heads[heads > size] = 0  # padding of the teacher's batch, at a score of nought
        soft["heads"][row, :size] = heads[:, 0]
        soft["arcs"][row, :size].scatter_add_(1, heads, torch.from_numpy(silver.head_scores[place].astype("float32")))
        for key, column in silver.extra.items():
            given = torch.from_numpy(column[place].astype("float32"))
            if key in silver.aims:
                aims = torch.from_numpy(silver.aims[key][place].astype("int64"))
                aims[aims > size] = 0
                soft[key][row, :size].scatter_add_(1, aims, given)
            else:
                soft[key][row, :size] = given
    dialect = torch.tensor([silver.sentences[at].dialect for at in group])
    return WordBatch(forms, mask, dialect), soft


def groups(task: Lesson, words: int, chance: random.Random) -> list[list[int]]:
    """Group sentences of like length, at most `words` padded words a batch, in chance order."""
    order = [at for at, weight in enumerate(task.weights) for _ in range(weight)]
    order.sort(key=lambda at: len(task.sentences[at]) + 3 * chance.random())
    made: list[list[int]] = [[]]
    for at in order:
        if made[-1] and (len(made[-1]) + 1) * len(task.sentences[at]) > words:
            made.append([])
        made[-1].append(at)
    chance.shuffle(made)
    return made
