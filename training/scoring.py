"""Scores of a network on sentences with gold words: tags, trees, names."""

import numpy as np
import torch

from training import batches
from training.batches import Encoded
from training.corpora import Sentence
from training.labels import Labels
from training.network import Analyser
from streams.extract.analyser.pieces import PAD, Segmenter


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
            }  # fmt: skip
            for key, value in given.items():
                sums[key] = sums[key] + value if key in sums else value
        heads = sums["arcs"].argmax(-1)
        rels = sum(torch.softmax(m.relations(o, heads).float(), -1) for m, o in zip(models, outputs, strict=True))
        result = {key: value / len(models) for key, value in sums.items()}
        yield group, {**result, "heads": heads, "rels": rels / len(models)}


def f1(gold: set, found: set) -> float:
    """Give the harmonic mean of precision and recall, in per cent."""
    return round(200 * len(gold & found) / max(1, len(gold) + len(found)), 2)


def spans(tags: list[str], *, fold: bool = True) -> set[tuple[int, int, str]]:
    """Read BIO tags as (first, last + 1, type); `fold` takes derived and part forms for their base type."""
    found, start, kind = set(), None, ""
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != kind):
            found.add((start, at, kind.replace("deriv", "").replace("part", "") if fold else kind))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, kind = at, tag[2:]
    return found


def pairs(words: int, heads: list[int], relations: list[str], finite: list[bool], wanted: str) -> set[tuple[int, int]]:
    """Give (finite verb, subject or object) pairs of a tree, by word number from 0.

    The finite verb of a predicate is the predicate itself or its finite auxiliary or copula.
    """
    verb = {at: at for at in range(words) if finite[at]}
    for at in range(words):
        if finite[at] and relations[at].split(":")[0] in {"aux", "cop"} and heads[at]:
            verb[heads[at] - 1] = at
    return {
        (verb[heads[at] - 1], at) for at in range(words)
        if relations[at].split(":")[0] == wanted and heads[at] and heads[at] - 1 in verb
    }  # fmt: skip


def score_model(models: list[Analyser], sentences: list[Sentence], labels: Labels, segmenter: Segmenter) -> dict[str, float]:
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
                "features": [
                    {key: values[best[f"feature:{key}"][w]] for key, values in labels.features.items() if best[f"feature:{key}"][w]}
                    for w in range(size)
                ],
                "heads": arrays["heads"][row, :size].tolist(),
                "relations": [labels.relations[n] for n in arrays["rels"][row, :size].argmax(-1).tolist()],
                "names": [labels.names[n] for n in arrays["names"][row, :size].argmax(-1).tolist()],
            }  # fmt: skip
    return score(sentences, predicted)


def score(sentences: list[Sentence], predicted: list[dict]) -> dict[str, float]:
    """Compare predictions with gold; percentages."""
    hits = {key: [] for key in ("upos", "features", "uas", "las", "las_universal")}
    gold_pairs = {kind: (set(), set()) for kind in ("nsubj", "obj", "names")}
    for number, (gold, found) in enumerate(zip(sentences, predicted, strict=True)):
        if gold.tags:
            hits["upos"] += [a == b for a, b in zip(gold.tags, found["tags"], strict=True)]
        if gold.heads and gold.relations and gold.features:
            hits["features"] += [a == b for a, b in zip(gold.features, found["features"], strict=True)]
            for at, tag in enumerate(gold.tags or []):
                if tag == "PUNCT":
                    continue
                same = gold.heads[at] == found["heads"][at]
                hits["uas"].append(same)
                a, b = gold.relations[at], found["relations"][at]
                hits["las"].append(same and a == b)
                hits["las_universal"].append(same and a.split(":")[0] == b.split(":")[0])
            for kind in ("nsubj", "obj"):
                for at, source in enumerate((gold.__dict__, found)):
                    finite = [given.get("VerbForm") == "Fin" for given in source["features"]]
                    made = pairs(len(gold.words), source["heads"], source["relations"], finite, kind)
                    gold_pairs[kind][at].update((number, *pair) for pair in made)
        if gold.names and not gold.dialect:
            for at, tags in enumerate((gold.names, found["names"])):
                gold_pairs["names"][at].update((number, *span) for span in spans(tags))
    result = {key: round(100 * float(np.mean(values)), 2) for key, values in hits.items() if values}
    return result | {key: f1(*both) for key, both in gold_pairs.items() if both[0]}
