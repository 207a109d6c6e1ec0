"""Free German text, read by the teachers: what the student learns from."""

import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from streams.extract.analyser.pieces import PAD
from streams.extract.analyser.sentences import split_sentences
from training import batches, corpora, scoring
from training.batches import IGNORE
from training.corpora import Sentence
from training.labels import Labels
from training.network import Analyser

log = logging.getLogger(__name__)

BEST_HEADS = 5
_FEWEST = 3


def _from_words(words: list[str], source: str) -> Sentence:
    return replace(corpora.expand(words, None, corpora.guess_spaces(words)), source=source)


def _from_text(text: str, source: str) -> Iterator[Sentence]:
    for _, words in split_sentences(text):
        spaced = [at == 0 or word.start > words[at - 1].end for at, word in enumerate(words)]
        yield replace(corpora.expand([word.text for word in words], None, spaced), source=source)


def free_text() -> list[Sentence]:
    """Give the sentences of all free text that may train weights, without repetition.

    Not in it: GermEval dev and the treebanks (they measure), and everything of use class B.
    """
    found: dict[tuple[str, ...], Sentence] = {}

    def take(sentence: Sentence) -> None:
        if _FEWEST <= len(sentence.words) <= batches.MOST_WORDS - 30:
            found.setdefault(tuple(sentence.words), sentence)

    for article in corpora.wikinews():
        for sentence in _from_text(article["title"] + "\n" + article["text"], "wikinews"):
            take(sentence)
    for text in corpora.smartdata():
        for sentence in _from_text(text, "smartdata"):
            take(sentence)
    for words in corpora.debates():
        take(_from_words(words, "debates"))
    return list(found.values())


@dataclass
class Silver:
    """Sentences with the teachers' probabilities, words of all sentences one after another.

    `flat` (N, labels of all flat heads), `names`, `rels` (N, labels), `heads` (N, 5) and `head_scores` (N, 5): the
    likeliest heads; `starts` (sentences + 1): where each sentence begins.
    """

    sentences: list[Sentence]
    starts: NDArray[np.int64]
    flat: NDArray[np.float16]
    names: NDArray[np.float16]
    rels: NDArray[np.float16]
    heads: NDArray[np.uint8]
    head_scores: NDArray[np.float16]
    extra: dict[str, NDArray[np.float16]] = field(default_factory=dict)
    """By key of a head of `training.heads`: (N, labels); of a pointer (N, 5) words and (N, 5) scores, see `aims`."""
    aims: dict[str, NDArray[np.uint8]] = field(default_factory=dict)


def annotate(
    models: list[Analyser],
    sentences: list[Sentence],
    labels: Labels,
    vocabulary: tuple[list[str], list[float]],
    dialect: int,
) -> Silver:
    """Read sentences with the average of the teachers, and put gold labels in place where there are any."""
    segmenter = batches.segmenter_of(*vocabulary)
    items = [batches.encode(sentence, labels, segmenter) for sentence in sentences]
    for item, sentence in zip(items, sentences, strict=True):
        item.dialect = sentence.dialect if sentence.heads else dialect
    starts = np.cumsum([0, *(len(sentence.words) for sentence in sentences)])
    total, width = int(starts[-1]), max(part.stop for part in models[0].slices.values())
    made = Silver(
        [replace(sentence, dialect=item.dialect) for sentence, item in zip(sentences, items, strict=True)], starts,
        np.zeros((total, width), np.float16), np.zeros((total, len(labels.names)), np.float16),
        np.zeros((total, len(labels.relations)), np.float16), np.zeros((total, BEST_HEADS), np.uint8),
        np.zeros((total, BEST_HEADS), np.float16),
    )  # fmt: skip
    begun, done = time.monotonic(), 0
    for group, arrays in scoring.run(models, items, segmenter.number(PAD)):
        best = min(BEST_HEADS, arrays["arcs"].shape[2])
        scores, heads = arrays["arcs"].topk(best, -1)
        for row, at in enumerate(group):
            size = len(items[at].spans)
            place = slice(starts[at], starts[at + 1])
            for key in ("flat", "names", "rels"):
                getattr(made, key)[place] = arrays[key][row, :size].numpy()
            made.heads[place, :best] = heads[row, :size].numpy()
            kept = scores[row, :size].numpy()
            made.head_scores[place, :best] = kept / kept.sum(1, keepdims=True)
            _gold(made, items[at], models[0].slices, place)
            done += size
        if random.random() < 0.03:  # noqa: S311, PLR2004  how often to say so is no matter of chance that counts
            log.info("%d of %d words, %.0f s", done, total, time.monotonic() - begun)
    return made


def _gold(made: Silver, item: batches.Encoded, slices: dict[str, slice], place: slice) -> None:
    """Put gold labels, as certainties, over the teachers' opinion."""
    for word in range(place.stop - place.start):
        row = place.start + word
        for column, part in zip(item.flat, slices.values(), strict=True):
            if column[word] != IGNORE:
                made.flat[row, part] = 0
                made.flat[row, part.start + column[word]] = 1
        for key, gold in (("names", item.names), ("rels", item.relations)):
            if gold[word] != IGNORE:
                getattr(made, key)[row] = 0
                getattr(made, key)[row, gold[word]] = 1
        if item.heads[word] != IGNORE:
            made.heads[row], made.head_scores[row] = item.heads[word], 0
            made.head_scores[row, 0] = 1


def annotate_further(
    models: list[Analyser],
    made: Silver,
    gold: list[Sentence],
    labels: Labels,
    vocabulary: tuple[list[str], list[float]],
) -> None:
    """Have the teachers of the heads more read the sentences, and put gold labels in place where there are any."""
    segmenter = batches.segmenter_of(*vocabulary)
    known = {tuple(sentence.words): sentence.extra for sentence in gold}
    made.sentences = [replace(one, extra=known.get(tuple(one.words))) for one in made.sentences]
    items = [batches.encode(sentence, labels, segmenter) for sentence in made.sentences]
    total = int(made.starts[-1])
    made.extra, made.aims = {}, {}
    for head in labels.heads:
        made.extra[head.key] = np.zeros((total, len(head.labels) or BEST_HEADS), np.float16)
        if not head.labels:
            made.aims[head.key] = np.zeros((total, BEST_HEADS), np.uint8)
    for group, arrays in scoring.run(models, items, segmenter.number(PAD)):
        for row, at in enumerate(group):
            size = len(items[at].spans)
            place = slice(made.starts[at], made.starts[at + 1])
            for key, column in made.extra.items():
                read = arrays[key][row, :size]
                if key in made.aims:
                    read, aims = read.topk(min(BEST_HEADS, read.shape[1]), -1)
                    made.aims[key][place, : read.shape[1]] = aims.numpy()
                    read = read / read.sum(1, keepdim=True)
                column[place, : read.shape[1]] = read.numpy()
            _gold_further(made, items[at], place)


def _gold_further(made: Silver, item: batches.Encoded, place: slice) -> None:
    for key, column in item.extra.items():
        for word, label in enumerate(column):
            if label == IGNORE:
                continue
            row = place.start + word
            made.extra[key][row] = 0
            if key in made.aims:
                made.aims[key][row, 0] = label
            made.extra[key][row, 0 if key in made.aims else label] = 1


def load_teachers(paths: list[Path], build) -> list[Analyser]:  # noqa: ANN001
    """Load teachers of one architecture."""
    models = []
    for path in paths:
        model = build()
        model.load_state_dict(torch.load(path, weights_only=True))
        models.append(model.eval())
    return models
