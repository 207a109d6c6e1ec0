"""Scores of predictions against gold, without any network: tags, trees, pairs, names, moods."""

from typing import TypedDict

import numpy as np

from training.corpora import Sentence


class Predicted(TypedDict):
    """What was found for one sentence with gold words; heads count from 1."""

    tags: list[str]
    features: list[dict[str, str]]
    heads: list[int]
    relations: list[str]
    names: list[str]


def f1(gold: set[tuple[object, ...]], found: set[tuple[object, ...]]) -> float:
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


def score(sentences: list[Sentence], predicted: list[Predicted]) -> dict[str, float]:
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
