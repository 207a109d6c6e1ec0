"""Fine-tuning the teacher: nine of the twelve layers, all heads, gold data only."""

import json
import logging
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training import batches, e5, losses, scoring
from training.corpora import Sentence
from training.labels import Labels
from training.network import Analyser, Encoder

log = logging.getLogger(__name__)

EPOCHS = 8
LAYERS = 9
PIECES_A_BATCH = 1024
ENCODER_RATE, HEAD_RATE = 2.5e-4, 1.2e-3
WARM_UP = 0.08
DECAY = 0.01
CLIP = 5.0


def seeded(seed: int) -> random.Random:
    """Seed everything and give a source of chance for the order of batches."""
    torch.manual_seed(seed)
    np.random.seed(seed)  # noqa: NPY002  some library below may use the old one
    return random.Random(seed)  # noqa: S311


def build(pieces: list[int], layers: list[int], labels: Labels, **sizes: int) -> Analyser:
    """Make a network of the given layers of e5 with fresh heads."""
    return Analyser(Encoder(e5.read(e5.wheel_file()), pieces, layers, 0.1), labels, **sizes)


def mood_weights(labels: Labels) -> Tensor:
    """Give the class weights of Mood."""
    return torch.tensor([losses.SUBJUNCTIVE_WEIGHT if mood == "Sub" else 1.0 for mood in labels.features["Mood"]])


def optimiser(
    model: nn.Module, encoder_rate: float, head_rate: float, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW with two learning rates, warm-up and linear decay."""
    encoder = [p for name, p in model.named_parameters() if p.requires_grad and ".layers." in f".{name}"]
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]
    made = torch.optim.AdamW(groups, weight_decay=DECAY, betas=(0.9, 0.98), fused=True)
    warm = max(1, int(steps * WARM_UP))
    plan = torch.optim.lr_scheduler.LambdaLR(
        made, lambda step: min(1.0, (step + 1) / warm) * max(0.0, (steps - step) / steps)
    )
    return made, plan


def train(
    sentences: list[Sentence], labels: Labels, vocabulary: tuple[list[int], list[str], list[float]],
    seed: int, target: Path, epochs: int = EPOCHS, check: list[Sentence] | None = None,
) -> None:  # fmt: skip
    """Train one teacher and write its weights.

    Args:
        sentences: gold sentences.
        labels: the inventories.
        vocabulary: piece numbers in e5, pieces, scores.
        seed: of the order, the heads and the dropout.
        target: the file of weights.
        epochs: passes over the trees; of the sentences with names only, each sees half.
        check: held-out sentences, scored at the end for the log only; nothing is chosen by them.
    """
    chance = seeded(seed)
    numbers, pieces, scores = vocabulary
    segmenter = batches.segmenter_of(pieces, scores)
    model = build(numbers, list(range(LAYERS)), labels)
    items = [batches.encode(s, labels, segmenter) for s in sentences if len(s.words) <= batches.MOST_WORDS]
    trees = [item for item in items if item.heads[0] != batches.IGNORE]
    others = [item for item in items if item.heads[0] == batches.IGNORE]
    half = trees + others[: len(others) // 2]
    per_epoch = sum(1 for _ in batches.batched(half, PIECES_A_BATCH, random.Random(0)))  # noqa: S311
    steps, moods = per_epoch * epochs, mood_weights(labels)
    adam, plan = optimiser(model, ENCODER_RATE, HEAD_RATE, steps)
    pad, started, done = segmenter.number("<pad>"), time.monotonic(), 0
    for epoch in range(epochs):
        model.train()
        total = 0.0
        if not epoch % 2:
            chance.shuffle(others)
        cut = len(others) // 2
        chosen = trees + (others[cut:] if epoch % 2 else others[:cut])
        for group in batches.batched(chosen, PIECES_A_BATCH, chance):
            if done >= steps:
                break
            batch, targets = batches.collate([chosen[at] for at in group], pad)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                output = model(batch)
                loss = losses.against_gold(model, output, batch, targets, moods)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            adam.step()
            plan.step()
            total += loss.item()
            done += 1
            if done % 20 == 0:
                log.info("step %d of %d, loss %.3f, %.0f s", done, steps, loss.item(), time.monotonic() - started)
        log.info("epoch %d: loss %.3f, %.0f s", epoch + 1, total / per_epoch, time.monotonic() - started)
        if check and (epoch + 1 == epochs or not (epoch + 1) % 3):
            log.info("held out: %s", json.dumps(scoring.score_model([model], check, labels, segmenter)))
    torch.save(model.state_dict(), target)
