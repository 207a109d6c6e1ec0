"""Losses of all heads, against gold labels and against a teacher's probabilities."""

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import IGNORE
from training.network import Analyser, Batch

FEATURE_WEIGHT = 0.25
NAME_WEIGHT = 4.0
"""Names are few, so their loss is small; of the student's losses it is the one that is slowest to fall."""
SUBJUNCTIVE_WEIGHT = 3.0
"""The subjunctive is rare in the treebanks (182 cases) and matters most to reported speech."""


def _gold(logits: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    return functional.cross_entropy(
        logits.flatten(0, -2).float(), target.flatten(), weight=weight, ignore_index=IGNORE, reduction="sum"
    )


def against_gold(
    model: Analyser, output: dict[str, Tensor], batch: Batch, targets: dict[str, Tensor], moods: Tensor
) -> Tensor:
    """Sum the cross-entropies of all heads, by word of the batch.

    Args:
        model: for the relations under the gold heads.
        output: what the model gave for the batch.
        batch: the batch.
        targets: gold labels.
        moods: class weights of the feature Mood.
    """
    loss = torch.zeros(())
    for column, (name, part) in enumerate(model.slices.items()):
        scale = FEATURE_WEIGHT if name.startswith("feature:") else 1.0
        weight = moods if name == "feature:Mood" else None
        loss = loss + scale * _gold(output["flat"][..., part], targets["flat"][..., column], weight)
    heads = targets["heads"]
    loss = loss + _gold(output["arcs"], heads) + _gold(output["names"], targets["names"]) * 1.5
    relations = model.relations(output, heads.clamp(min=0))
    loss = loss + _gold(relations, torch.where(heads >= 0, targets["relations"], IGNORE))
    for head in model.extra_heads:
        loss = loss + head.weight * _gold(output[head.key], targets[head.key])
    return loss / batch.word_mask.sum()


def _soft(logits: Tensor, probabilities: Tensor, mask: Tensor) -> Tensor:
    log = functional.log_softmax(logits.float(), -1)
    return -((log * probabilities).sum(-1) * mask).sum()


FURTHER_WEIGHT = 0.5
"""Of the heads more in the student: with all their weight names and trees get worse."""


def against_teacher(model: Analyser, output: dict[str, Tensor], batch: Batch, soft: dict[str, Tensor]) -> Tensor:
    """Sum the cross-entropies against the teacher's distributions, by word of the batch.

    `soft` has `flat` and `names` (B, W, labels), `arcs` (B, W, W + 1), `heads` (B, W) and `rels` (B, W, R) under them;
    the heads more by their keys, pointers like `arcs`.
    """
    mask, loss = batch.word_mask, torch.zeros(())
    for name, part in model.slices.items():
        scale = FEATURE_WEIGHT if name.startswith("feature:") else 1.0
        loss = loss + scale * _soft(output["flat"][..., part], soft["flat"][..., part], mask)
    loss = loss + _soft(output["arcs"], soft["arcs"], mask) + NAME_WEIGHT * _soft(output["names"], soft["names"], mask)
    loss = loss + _soft(model.relations(output, soft["heads"]), soft["rels"], mask)
    for head in model.extra_heads:
        loss = loss + FURTHER_WEIGHT * head.weight * _soft(output[head.key], soft[head.key], mask)
    return loss / mask.sum()
