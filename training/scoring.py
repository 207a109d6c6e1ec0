"""Scores of a network on sentences with gold words: tags, trees, names."""

import torch

from streams.extract.analyser.pieces import PAD, Segmenter
from training import batches
from training.batches import Encoded
from training.corpora import Sentence
from training.labels import Labels
from training.metrics import score
from training.network import Analyser


@torch.no_grad()
def run(models: list[Analyser], items: list[Encoded], pad: int, words: int = 2500):  # noqa: ANN201
    """Average the probabilities of several networks; yield for each group its places and a dict of arrays."""
    for model in models:
        model.eval()
    for group in batches.batched(items, words, None):
        batch, _ = batches.collate([items[at] for at in group], pad)
        sums: dict[str, torch.Tensor] = {}
        outputs = []
        for model in models:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                output = model(batch)
            outputs.append(output)
            parts = [torch.softmax(output["flat"][..., part].float(), -1) for part in model.slices.values()]
            given = {
                "flat": torch.cat(parts, -1), "names": torch.softmax(output["names"].float(), -1),
                "arcs": torch.softmax(output["arcs"], -1),
                **{head.key: torch.softmax(output[head.key].float(), -1) for head in model.extra_heads},
            }  # fmt: skip
            for key, value in given.items():
                sums[key] = sums[key] + value if key in sums else value
        heads = sums["arcs"].argmax(-1)
        rels = sum(torch.softmax(m.relations(o, heads).float(), -1) for m, o in zip(models, outputs, strict=True))
        result = {key: value / len(models) for key, value in sums.items()}
        yield group, {**result, "heads": heads, "rels": rels / len(models)}


def score_model(
    models: list[Analyser], sentences: list[Sentence], labels: Labels, segmenter: Segmenter
) -> dict[str, float]:
    """Score greedy decoding of one network, or of several averaged."""
    items = [batches.encode(sentence, labels, segmenter) for sentence in sentences]
    predicted: list[dict] = [{} for _ in sentences]
    slices = models[0].slices
    for group, arrays in run(models, items, segmenter.number(PAD)):
        for row, at in enumerate(group):
            size = len(sentences[at].words)
            flat = arrays["flat"][row, :size]
            best = {name: flat[:, part].argmax(-1).tolist() for name, part in slices.items()}
            predicted[at] = {
                "tags": [labels.tags[n] for n in best["tags"]],
                "features": [labels.bundle(best, word) for word in range(size)],
                "heads": arrays["heads"][row, :size].tolist(),
                "relations": [labels.relations[n] for n in arrays["rels"][row, :size].argmax(-1).tolist()],
                "names": [labels.names[n] for n in arrays["names"][row, :size].argmax(-1).tolist()],
            }  # fmt: skip
    return score(sentences, predicted)
