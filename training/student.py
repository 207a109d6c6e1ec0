"""The student: a few of the encoder's layers on whole words, trained on the teachers' probabilities."""

import json
import logging
import random
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training import batches, e5, losses, teacher
from training.e5 import E5
from training.labels import Labels
from training.lessons import WordBatch, collate, groups, lesson
from training.network import DIALECTS, Layer, Steady, load_layer, pointed
from training.silver import Silver

log = logging.getLogger(__name__)

LAYERS = (0, 1, 2, 3)
"""Layers of e5 that the student begins with."""
WIDTHS = {"tags": 192, "names": 128, "arc_dependent": 192, "arc_head": 192, "rel_dependent": 192, "rel_head": 192}
WORDS_A_BATCH = 1024
RATES = (4e-4, 1e-3)
"""Learning rates of layers and heads."""
FURTHER_RATES = (1.5e-4, 1e-3)
"""When heads more are learnt by a student that has learnt the others."""
SETTLING_RATES = (0.0, 2e-4)
"""When only the heads more learn, on layers that have moved a little under them."""


def widths(labels: Labels) -> dict[str, int]:
    """Give the columns of the projection that each head reads; a pointer reads two, of words and of their aims."""
    found = dict(WIDTHS)
    for head in labels.heads:
        found[head.key] = head.width
        if not head.labels:
            found[f"{head.key}.aim"] = head.width
    return found


class Words(nn.Module):
    """A word's vector from the frozen vectors of its pieces; it is the same wherever the word stands."""

    def __init__(self, source: E5, pieces: list[int]) -> None:
        super().__init__()
        table = torch.tensor(source.tensors["emb.word"][pieces])
        self.pieces = nn.Embedding.from_pretrained(torch.cat([table, torch.zeros(1, table.shape[1])]), freeze=True)
        hidden = table.shape[1]
        self.inner, self.outer = nn.Linear(3 * hidden, 2 * hidden), nn.Linear(2 * hidden, hidden)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, pieces: Tensor, counts: Tensor) -> Tensor:
        """Take piece numbers (N, 8), filled up with the one past the last, and how many there are (N)."""
        vectors = self.pieces(pieces)
        mean = vectors.sum(1) / counts[:, None]
        last = vectors[torch.arange(len(counts)), counts - 1]
        joined = torch.cat([mean, vectors[:, 0], last], 1)
        return mean + self.outer(functional.gelu(self.inner(joined)))


class Student(nn.Module):
    """Layers over words and all heads on one projection. The heads are those of the teacher, see `slices`."""

    def __init__(self, source: E5, pieces: list[int], labels: Labels, layers: tuple[int, ...] = LAYERS) -> None:
        super().__init__()
        hidden = source.hidden
        self.words = Words(source, pieces)
        self.positions = nn.Parameter(torch.tensor(source.tensors["emb.pos"][:256] + source.tensors["emb.type"][0]))
        self.norm = nn.LayerNorm(hidden, eps=1e-9)
        self.norm.weight.data, self.norm.bias.data = (
            torch.tensor(source.tensors["emb.ln.w"]),
            torch.tensor(source.tensors["emb.ln.b"]),
        )
        self.layers = nn.ModuleList(
            [load_layer(Layer(hidden, source.heads, source.inner, 0.0), source, number) for number in layers]
        )
        self.dialects = nn.Embedding(DIALECTS, hidden)
        nn.init.zeros_(self.dialects.weight)
        self.steady = Steady(0.1)
        self.extra_heads = labels.heads
        self.widths = widths(labels)
        self.project = nn.Linear(2 * hidden, sum(self.widths.values()))
        self.slices: dict[str, slice] = {}
        at = 0
        sizes = {"tags": len(labels.tags), "stts": len(labels.stts)}
        sizes |= {f"feature:{key}": len(values) for key, values in labels.features.items()}
        for name, size in sizes.items():
            self.slices[name] = slice(at, at + size)
            at += size
        self.tag_out, self.name_out = nn.Linear(WIDTHS["tags"], at), nn.Linear(WIDTHS["names"], len(labels.names))
        self.arc_matrix = nn.Linear(WIDTHS["arc_dependent"], WIDTHS["arc_head"])
        self.rel_out = nn.Linear(WIDTHS["rel_head"], len(labels.relations))
        self.extras = nn.ModuleDict(
            {head.name: nn.Linear(head.width, len(head.labels) or head.width) for head in labels.heads}
        )

    def forward(self, batch: WordBatch, vectors: Tensor) -> dict[str, Tensor]:
        """Take a batch and the vectors of its forms (F, H); give logits like the teacher's."""
        length = batch.forms.shape[1]
        first = self.norm(functional.embedding(batch.forms, vectors) + self.positions[:length])
        additive = (1.0 - batch.mask[:, None, None, :]) * -1e4
        x = first
        for layer in self.layers:
            x = layer(x, additive)
        x = x + self.dialects(batch.dialect)[:, None]
        parts = functional.gelu(self.project(self.steady(torch.cat([x, first.to(x.dtype)], 2))))
        tags, names, dependents, heads, rel_dependents, rel_heads, *more = parts.split(list(self.widths.values()), 2)
        arcs = self.arc_matrix(dependents[:, 1:]) @ heads.transpose(1, 2) * (WIDTHS["arc_head"] ** -0.5)
        return {
            "flat": self.tag_out(tags[:, 1:]), "names": self.name_out(names[:, 1:]),
            "arcs": arcs.float() + (1.0 - batch.mask[:, None]) * -1e4,
            "rel_dependents": rel_dependents[:, 1:], "rel_heads": rel_heads, **self._extra(more, batch.mask),
        }  # fmt: skip

    def _extra(self, parts: list[Tensor], mask: Tensor) -> dict[str, Tensor]:
        """Give the heads more by their keys; a pointer has two parts, and the begin mark stands for nothing."""
        found, rest = {}, iter(parts)
        for head in self.extra_heads:
            made = self.extras[head.name](next(rest)[:, 1:])
            found[head.key] = made if head.labels else pointed(made, next(rest), mask)
        return found

    def relations(self, output: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Give relation logits (B, W, R) of the words under the given heads (B, W)."""
        dependents = output["rel_dependents"]
        chosen = output["rel_heads"].gather(1, heads[:, :, None].expand(-1, -1, dependents.shape[2]))
        return self.rel_out(functional.relu(dependents + chosen))


def _go_on(model: Student, known: dict[str, Tensor]) -> None:
    """Take over weights; the heads more come last in every matrix and keep what chance gave them."""
    state = model.state_dict()
    for name, value in known.items():
        state[name][tuple(slice(size) for size in value.shape)] = value
    model.load_state_dict(state)


def _hold(model: Student) -> dict[str, Tensor]:
    """Let only the heads more learn; gives the columns of the projection that other heads read, to be put back."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("project.", "extras."))
    shared = sum(WIDTHS.values())
    return {name: value[:shared].clone() for name, value in model.state_dict().items() if name.startswith("project.")}


def mixed(first: Path, second: Path, share: float, target: Path) -> None:
    """Take of a student and of the one that it became the mean of all weights, `share` of the latter."""
    before, after = (torch.load(path, weights_only=True) for path in (first, second))
    for name, value in before.items():
        part = tuple(slice(size) for size in value.shape)
        after[name][part] = share * after[name][part] + (1 - share) * value
    torch.save(after, target)


def train(
    silver: Silver, labels: Labels, vocabulary: tuple[list[int], list[str], list[float]], seed: int, target: Path,
    epochs: int, check: Callable[[Student], dict[str, float]] | None = None, start: Path | None = None,
    rates: tuple[float, float] = RATES, *, hold: bool = False,
) -> None:  # fmt: skip
    """Train the student and write its weights.

    Args:
        silver: the teachers' reading, gold labels in place.
        labels: the inventories.
        vocabulary: piece numbers in e5, pieces, scores.
        seed: of the order and the heads.
        target: the file of weights.
        epochs: passes.
        start: weights to go on from, instead of e5's; those of a student with fewer heads will do.
        rates: learning rates of layers and heads.
        hold: learn the heads more only; all that a student without them has stays as it is.
        check: scores a student on held-out sentences, for the log; nothing is chosen by it.
    """
    chance = teacher.seeded(seed)
    numbers, pieces, scores = vocabulary
    segmenter = batches.segmenter_of(pieces, scores)
    model = Student(e5.read(e5.wheel_file()), numbers, labels)
    if start is not None:
        _go_on(model, torch.load(start, weights_only=True))
    fixed = _hold(model) if hold else {}
    task = lesson(silver, segmenter)
    per_epoch = len(groups(task, WORDS_A_BATCH, random.Random(0)))  # noqa: S311
    steps = per_epoch * epochs
    adam, plan = teacher.optimiser(model, *rates, steps)
    begun, done = time.monotonic(), 0
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for group in groups(task, WORDS_A_BATCH, chance)[:per_epoch]:
            batch, soft = collate(silver, task, group)
            used, places = batch.forms.unique(return_inverse=True)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = model.words(task.form_pieces[used], task.form_counts[used])
                output = model(WordBatch(places, batch.mask, batch.dialect), vectors)
                loss = losses.against_teacher(model, output, batch, soft)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), teacher.CLIP)
            adam.step()
            plan.step()
            done, total = done + 1, total + loss.item()
            if done % 100 == 0:
                log.info("step %d of %d, loss %.3f, %.0f s", done, steps, loss.item(), time.monotonic() - begun)
        log.info("epoch %d: loss %.4f, %.0f s", epoch + 1, total / per_epoch, time.monotonic() - begun)
        _go_on(model, fixed)
        torch.save(model.state_dict(), target)
        if check:
            log.info("held out: %s", json.dumps(check(model)))
