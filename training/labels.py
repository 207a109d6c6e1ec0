"""The inventories of labels, fixed in one file that ships with the weights."""

from collections import Counter
from dataclasses import asdict, dataclass

from training import corpora
from training.corpora import Sentence
from training.heads import Head

NONE = "_"
_LEFT_OUT = {"Typo", "AdpType"}


@dataclass(frozen=True)
class Labels:
    """Every label list in the order of the network's outputs; `features` maps an attribute to its values, `_` first."""

    tags: list[str]
    stts: list[str]
    relations: list[str]
    names: list[str]
    features: dict[str, list[str]]
    heads: tuple[Head, ...] = ()
    """The heads more, see `training.heads`."""

    def as_json(self) -> dict[str, object]:
        """Give what `labels.json` holds; `extra` and `points` name the heads more in the graph's order."""
        made = asdict(self)
        del made["heads"]
        if self.heads:
            made["extra"] = {head.name: list(head.labels) for head in self.heads if head.labels}
            made["points"] = [head.name for head in self.heads if not head.labels]
        return made

    def bundle(self, best: dict[str, list[int]], word: int) -> dict[str, str]:
        """Give the features of a word from the best value of each `feature:` head."""
        chosen = {key: best[f"feature:{key}"][word] for key in self.features}
        return {key: self.features[key][value] for key, value in chosen.items() if value}


def _often(counts: Counter[str], least: int) -> list[str]:
    return sorted(label for label, count in counts.items() if count >= least)


def collect(sentences: list[Sentence]) -> Labels:
    """Take every tag, and of relations and features those that occur at least three times.

    The test split of GSD gives no label: what the training data lacks cannot be got right anyway.
    """
    tags: Counter[str] = Counter()
    stts: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    features: dict[str, Counter[str]] = {}
    names = {"O"}
    for sentence in sentences:
        tags.update(sentence.tags or [])
        stts.update(sentence.stts or [])
        relations.update(sentence.relations or [])
        for tag in sentence.names or []:
            if tag != "O":
                names |= {"B-" + tag[2:], "I-" + tag[2:]}
        for given in sentence.features or []:
            for key, value in given.items():
                features.setdefault(key, Counter())[value] += 1
    return Labels(
        tags=_often(tags, 1), stts=_often(stts, 1), relations=_often(relations, 3), names=["O", *sorted(names - {"O"})],
        features={
            key: [NONE, *_often(counts, 3)] for key, counts in sorted(features.items()) if key not in _LEFT_OUT
        },
    )  # fmt: skip


def training_sentences(split: str) -> list[Sentence]:
    """Give the gold sentences of a split: `gsd` keeps GSD test back, `pud` a quarter of PUD instead.

    Sentences with compounds split at hyphens come twice: as the treebank has them, and joined as text has them.
    GermEval dev is in neither: it measures the names, which are learnt in the split `gsd` only.
    """
    gold = corpora.treebank("de_gsd-ud-dev")
    if split == "gsd":
        gold += corpora.pud()
    else:
        gold += [sentence for at, sentence in enumerate(corpora.pud()) if at % 4]
        gold += corpora.treebank("de_gsd-ud-test")
    joined = [made for made in map(corpora.rejoin_hyphens, gold) if made]
    return gold + joined + (corpora.germeval("test") if split == "gsd" else [])


def held_out(split: str) -> list[Sentence]:
    """Give the sentences that the split keeps back for measuring trees."""
    if split == "gsd":
        return corpora.treebank("de_gsd-ud-test")
    return [sentence for at, sentence in enumerate(corpora.treebank("de_pud-ud-test")) if not at % 4]
