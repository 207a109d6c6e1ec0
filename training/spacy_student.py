"""`make train-spacy`: the pipeline that the issue names, trained on what the student is trained on, and its figures.

A spaCy CNN with Brown clusters, one tok2vec under tagger, morphologizer, parser and names. It never ships; its row in
the model card says why. Learns the likeliest labels of the silver text: spaCy's transition parser takes no
probabilities.
"""

import argparse
import json
import logging
import pickle
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch

from streams.extract.analyser.tree import best_tree
from training import corpora, labels, metrics, spacy_features
from training.__main__ import WORK
from training.card import SPACY_FIGURES
from training.corpora import Sentence
from training.labels import NONE, Labels
from training.silver import Silver

log = logging.getLogger("training.spacy")

WIDTH, DEPTH = 128, 4
SEED = 1
WORDS_A_BATCH = 1500
DROPOUT = 0.1
RATE = 1e-3
_ARTICLES = 120


def pipeline(width: int = WIDTH, depth: int = DEPTH) -> Language:
    """Build the empty pipeline: one tok2vec, four heads that listen to it."""
    nlp = spacy.blank("de")
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "depesche.Tok2Vec.v1", "width": width, "depth": depth}})
    ear = {"@architectures": "spacy.Tok2VecListener.v1", "width": width}
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
        "hidden_width": 128, "maxout_pieces": 3, "use_upper": True, "tok2vec": ear,
    }  # fmt: skip
    for name in ("tagger", "morphologizer"):
        nlp.add_pipe(name, config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": ear}})
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 10})
    nlp.add_pipe("ner", config={"model": {**parser, "state_type": "ner", "hidden_width": 64, "maxout_pieces": 2}})
    return nlp


def _slices(inventories: Labels) -> dict[str, slice]:
    sizes = {"tags": len(inventories.tags), "stts": len(inventories.stts)}
    sizes |= {f"feature:{key}": len(values) for key, values in inventories.features.items()}
    found, at = {}, 0
    for name, size in sizes.items():
        found[name] = slice(at, at + size)
        at += size
    return found


def documents(silver: Silver, inventories: Labels, nlp: Language) -> Iterator[Doc]:
    """Yield the silver sentences with their likeliest labels; heads are made a tree."""
    slices = _slices(inventories)
    for number, sentence in enumerate(silver.sentences):
        place = slice(silver.starts[number], silver.starts[number + 1])
        size = len(sentence.words)
        flat = silver.flat[place]
        best = {name: flat[:, part].argmax(1) for name, part in slices.items()}
        names = [inventories.names[at] for at in silver.names[place].argmax(1)]
        scores = np.full((size, size + 1), -30.0, np.float32)
        for column in range(silver.heads.shape[1] - 1, -1, -1):
            chosen = silver.heads[place][:, column].astype(np.int64)
            inside = np.flatnonzero((chosen <= size) & (silver.head_scores[place][:, column] > 0))
            given = silver.head_scores[place][inside, column].astype(np.float32)
            scores[inside, chosen[inside]] = np.log(given + 1e-9)
        heads = best_tree(scores, scores.argmax(1)).tolist()
        relations = [inventories.relations[at] for at in silver.rels[place].argmax(1)]
        yield Doc(
            nlp.vocab, words=sentence.words, spaces=[*sentence.spaced[1:], False],
            tags=[inventories.stts[at] for at in best["stts"]], pos=[inventories.tags[at] for at in best["tags"]],
            morphs=["|".join(
                f"{key}={values[best[f'feature:{key}'][at]]}" for key, values in inventories.features.items()
                if values[best[f"feature:{key}"][at]] != NONE
            ) for at in range(size)],
            heads=[at if not head else head - 1 for at, head in enumerate(heads)],
            deps=["ROOT" if not head else "dep" if relation == "root" else relation
                  for head, relation in zip(heads, relations, strict=True)],
            ents=_begun(names),
        )  # fmt: skip


def _begun(tags: list[str]) -> list[str]:
    """Make an inside without a beginning a beginning: spaCy refuses it otherwise."""
    return [
        "B" + tag[1:] if tag[0] == "I" and (not at or tags[at - 1][1:] != tag[1:] or tags[at - 1] == "O") else tag
        for at, tag in enumerate(tags)
    ]


def train(docs: list[Doc], nlp: Language, epochs: int, target: Path, weights: list[int]) -> None:
    """Train and save after each epoch; a sentence with a gold tree comes three times."""
    chance = random.Random(SEED)  # noqa: S311
    spacy.util.fix_random_seed(SEED)
    nlp.initialize(lambda: [_example(nlp, doc) for doc in docs])
    adam = nlp.create_optimizer()
    order = [at for at, weight in enumerate(weights) for _ in range(weight)]
    total, seen, begun = sum(len(docs[at]) for at in order) * epochs, 0, time.monotonic()
    for epoch in range(epochs):
        chance.shuffle(order)
        losses: dict[str, float] = {}
        for step, group in enumerate(_batched(docs, order)):
            adam.learn_rate = RATE * max(0.02, 1 - seen / total)
            nlp.update([_example(nlp, docs[at]) for at in group], sgd=adam, drop=DROPOUT, losses=losses)
            seen += sum(len(docs[at]) for at in group)
            if step % 100 == 0:
                log.info("%d of %d words, %.0f s, %s", seen, total, time.monotonic() - begun, _short(losses))
        log.info("epoch %d: %.0f s, %s", epoch + 1, time.monotonic() - begun, _short(losses))
        with nlp.use_params(adam.averages):
            nlp.to_disk(target)


def _short(losses: dict[str, float]) -> str:
    return json.dumps({name: round(value) for name, value in losses.items()})


def _example(nlp: Language, doc: Doc) -> Example:
    return Example(_bare(nlp, [token.text for token in doc], [bool(token.whitespace_) for token in doc]), doc)


def _bare(nlp: Language, words: list[str], spaces: list[bool]) -> Doc:
    """Give a document of the corpus' words, known to be one sentence."""
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=[at == 0 for at in range(len(words))])


def _batched(docs: list[Doc], order: list[int]) -> Iterator[list[int]]:
    for part in minibatch(order, size=2000):
        group: list[int] = []
        words = 0
        for at in sorted(part, key=lambda number: len(docs[number])):
            group.append(at)
            words += len(docs[at])
            if words >= WORDS_A_BATCH:
                yield group
                group, words = [], 0
        if group:
            yield group


def predict(nlp: Language, sentences: list[Sentence]) -> list[metrics.Predicted]:
    """Read sentences with the corpus' words, for `metrics.score`."""
    bare = [_bare(nlp, sentence.words, [*sentence.spaced[1:], False]) for sentence in sentences]
    return [
        metrics.Predicted(
            tags=[token.pos_ for token in doc], features=[token.morph.to_dict() for token in doc],
            heads=[0 if token.head.i == token.i else token.head.i + 1 for token in doc],
            relations=["root" if token.head.i == token.i else token.dep_ for token in doc],
            names=[token.ent_iob_ if token.ent_iob_ == "O" else f"{token.ent_iob_}-{token.ent_type_}" for token in doc],
        )
        for doc in nlp.pipe(bare)
    ]  # fmt: skip


def speed(nlp: Language, texts: list[str]) -> float:
    """Measure words a second of processor time, raw text to documents, words as white space has them; best of five."""
    words, best = sum(len(text.split()) for text in texts), float("inf")
    for _ in range(5):
        begun = time.process_time()
        for _ in nlp.pipe(texts):
            pass
        best = min(best, time.process_time() - begun)
    return round(words / best)


def figures(nlp: Language) -> dict[str, float]:
    """Measure what the model card compares, with the code that measures the student."""
    gold, named = labels.held_out("gsd"), corpora.germeval("dev")
    found = metrics.score(gold, predict(nlp, gold))
    texts = [article["text"] for article in corpora.wikinews()][:_ARTICLES]
    return {
        "UPOS": found["upos"], "morphology": found["features"], "UAS": found["uas"], "LAS": found["las"],
        "subjects": found["nsubj"], "objects": found["obj"],
        "names": metrics.score(named, predict(nlp, named))["names"], "words a second": speed(nlp, texts),
    }  # fmt: skip


def main() -> None:
    """Train, measure, write `spacy-figures.json`, which `make eval` puts into the card."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silver", type=Path, default=WORK / "silver-gsd.pkl")
    parser.add_argument("--target", type=Path, default=WORK / "spacy")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--only-measure", action="store_true")
    given = parser.parse_args()
    assert spacy_features.COLUMNS  # importing it registers the architecture
    if not given.only_measure:
        silver: Silver = pickle.loads(given.silver.read_bytes())  # noqa: S301  our own file
        inventories = labels.collect(labels.training_sentences("gsd"))
        nlp = pipeline()
        docs = list(documents(silver, inventories, nlp))
        weights = [3 if s.heads else 2 if s.names else 1 for s in silver.sentences]
        log.info("%d sentences, %d words", len(docs), sum(map(len, docs)))
        del silver
        train(docs, nlp, given.epochs, given.target, weights)
    made = figures(spacy.load(given.target))
    print(json.dumps(made, indent=1))
    SPACY_FIGURES.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
