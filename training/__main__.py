"""`make train`: data in, weights out, in steps that are skipped when their inputs have not changed.

    python -m training               everything, into streams/extract/analyser/model
    python -m training --split pud   the second run: a quarter of PUD kept back, figures only, nothing ships

A step's key is a hash of the data files, of the modules that it uses and of the keys of the steps before it. It is
kept in `work/steps.json`; a step whose key and output are there is not run again, and one that was broken off is.
"""

import argparse
import hashlib
import json
import logging
import os
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import torch

from streams.extract.analyser import Network
from training import (
    batches,
    card,
    corpora,
    e5,
    evaluate,
    export,
    heads,
    labels,
    lexicon,
    metrics,
    scoring,
    silver,
    student,
    teacher,
    vocabulary,
)
from training.corpora import DATA, ROOT, Sentence
from training.labels import Labels

log = logging.getLogger("training")

WORK = ROOT / "training" / "work"
TEACHER_SEEDS = {"gsd": (1, 2), "pud": (1,)}
"""The teachers' probabilities are averaged."""
FURTHER_SEEDS = (1,)
"""Of the teachers of `training.heads`."""
FURTHER_EPOCHS = 10
"""Each passes over half of the annotation."""
FURTHER_STUDENT_EPOCHS = 2
SHARE = 0.75
"""Of the student with heads more in the mean of it and the one without: names and trees are better kept so."""
HEADS = {"gsd": heads.HEADS, "pud": ()}
"""The second run measures trees, and its heads more would be trained on nothing else."""
STUDENT_SEED = 1
EPOCHS = {"gsd": 4, "pud": 3}
_DATA = ("treebank", "ner", "debates", "wikinews-text", "lexicon")

Vocabulary = tuple[list[int], list[str], list[float]]


def data_hash() -> str:
    """Hash all data files that go into the weights."""
    total = hashlib.sha256()
    for folder in _DATA:
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file():
                total.update(f"{path.relative_to(DATA)}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    total.update(hashlib.sha256(e5.wheel_file().read_bytes()).digest())
    return total.hexdigest()


def code_hash(*modules: str) -> str:
    """Hash the modules of `training` that a step uses."""
    total = hashlib.sha256()
    for name in modules:
        total.update((ROOT / "training" / f"{name}.py").read_bytes())
    return total.hexdigest()


class Steps:
    """The steps that are done, with their keys."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "steps.json"
        self.done: dict[str, str] = json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}

    def run(self, name: str, output: Path, parts: list[str], make: Callable[[], None]) -> str:
        """Run a step if its key is new or its output is gone; gives the key."""
        key = hashlib.sha256("\n".join([name, *parts]).encode()).hexdigest()
        if self.done.get(name) == key and output.exists():
            log.info("%s: unchanged", name)
            return key
        log.info("%s: running", name)
        make()
        self.done[name] = key
        self.file.write_text(json.dumps(self.done, indent=1) + "\n", encoding="utf-8")
        return key


def forms() -> Iterator[str]:
    """Give every word form that the vocabulary must be able to write."""
    for split in ("gsd", "pud"):
        for sentence in labels.training_sentences(split):
            yield from sentence.words
    for source in (corpora.debates(), corpora.mobie()):
        for words in source:
            yield from words
    for text in [*corpora.smartdata(), *(article["text"] for article in corpora.wikinews())]:
        yield from re.findall(r"\w+(?:-\w+)*|\S", text)
    for row in (DATA / "lexicon" / "verb_forms.tsv").read_text(encoding="utf-8").split("\n")[1:]:
        yield row.split("\t")[0]


def make_vocabulary(target: Path) -> None:
    """Prune the pieces and write their numbers, texts and scores."""
    whole = e5.read(e5.wheel_file())
    numbers = vocabulary.prune(whole, forms())
    rows = (numbers, [whole.pieces[n] for n in numbers], [float(whole.scores[n]) for n in numbers])
    target.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def make_silver(
    split: str, gold: list[Sentence], inventories: Labels, vocab: Vocabulary, teachers: list[Path], target: Path
) -> None:
    """Have the teachers read the free text and the gold sentences."""
    held = {tuple(sentence.words) for sentence in [*labels.held_out(split), *corpora.germeval("dev")]}
    free = [sentence for sentence in silver.free_text() if tuple(sentence.words) not in held]
    if split == "pud":  # only figures come of it: the news will do
        free = [sentence for sentence in free if sentence.source in {"wikinews", "smartdata"}]
    gold = [sentence for sentence in gold if len(sentence.words) <= batches.MOST_WORDS]
    models = silver.load_teachers(teachers, lambda: teacher.build(vocab[0], list(range(teacher.LAYERS)), inventories))
    made = silver.annotate(models, gold + free, inventories, vocab[1:], int(split == "pud"))
    target.write_bytes(pickle.dumps(made, protocol=4))


def make_further(
    read: silver.Silver,
    gold: list[Sentence],
    inventories: Labels,
    vocab: Vocabulary,
    teachers: list[Path],
    target: Path,
) -> None:
    """Have the teachers of the heads more read the same text."""
    models = silver.load_teachers(teachers, lambda: teacher.build(vocab[0], list(range(teacher.LAYERS)), inventories))
    silver.annotate_further(models, read, gold, inventories, vocab[1:])
    target.write_bytes(pickle.dumps((read.sentences, read.extra, read.aims), protocol=4))


def load_silver(syntax: Path, further: Path | None = None) -> silver.Silver:
    """Read what the teachers said of the free text, the heads more beside the others."""
    read: silver.Silver = pickle.loads(syntax.read_bytes())  # noqa: S301  our own file, a step before
    if further is not None:
        read.sentences, read.extra, read.aims = pickle.loads(further.read_bytes())  # noqa: S301
    return read


def train_further(
    steps: "Steps", work: Path, inventories: Labels, vocab: Vocabulary, before: list[str], syntax: Path, start: Path
) -> tuple[Path, str]:
    """Train the teachers of the heads more on their annotation alone, have them read, and let the student go on.

    Gives the student's file and its key.
    """
    gold = heads.sentences(inventories.heads)
    asked = [head.fingerprint() for head in inventories.heads]
    code = code_hash("network", "batches", "losses", "teacher", "heads")
    teachers, keys = [], []
    for seed in FURTHER_SEEDS:
        path = work / f"teacher-further-{seed}.pt"
        parts = [before[0], code, *asked]
        keys.append(
            steps.run(
                path.stem, path, parts,
                lambda s=seed, p=path: teacher.train(gold, inventories, vocab, s, p, FURTHER_EPOCHS),
            )
        )  # fmt: skip
        teachers.append(path)
    target = work / "silver-further.pkl"
    parts = [*before[:2], *keys, code_hash("silver")]
    make = lambda: make_further(load_silver(syntax), gold, inventories, vocab, teachers, target)  # noqa: E731
    key = steps.run(target.stem, target, parts, make)
    learnt, mean, settled = (start.with_name(f"{start.stem}-{name}.pt") for name in ("further", "mixed", "settled"))

    def go_on(begin: Path, end: Path, epochs: int, *, hold: bool) -> None:
        read, rates = load_silver(syntax, target), student.SETTLING_RATES if hold else student.FURTHER_RATES
        student.train(
            read, inventories, vocab, STUDENT_SEED, end, epochs, start=begin, rates=rates, hold=hold
        )  # fmt: skip

    code = code_hash("student", "lessons")
    key = steps.run(
        learnt.stem, learnt, [key, before[2], code], lambda: go_on(start, learnt, FURTHER_STUDENT_EPOCHS, hold=False)
    )
    key = steps.run(mean.stem, mean, [key, str(SHARE)], lambda: student.mixed(start, learnt, SHARE, mean))
    return settled, steps.run(settled.stem, settled, [key, code], lambda: go_on(mean, settled, 1, hold=True))


def main() -> None:
    """Run all steps of a split."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["gsd", "pud"], default="gsd")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--threads", type=int, default=int(os.environ.get("OMP_NUM_THREADS", "1")))
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    split, work = given.split, given.work
    work.mkdir(parents=True, exist_ok=True)
    steps, data = Steps(work), data_hash()
    log.info("inputs: %s", data)

    vocab_file = work / "vocabulary.json"
    parts = [data, code_hash("e5", "vocabulary", "corpora", "labels")]
    vocab_key = steps.run("vocabulary", vocab_file, parts, lambda: make_vocabulary(vocab_file))
    vocab: Vocabulary = tuple(json.loads(vocab_file.read_text(encoding="utf-8")))
    gold = labels.training_sentences(split)
    bare = labels.collect(gold)
    inventories = replace(bare, heads=heads.ordered(HEADS[split]))

    teachers, keys = [], []
    for seed in TEACHER_SEEDS[split]:
        path = work / f"teacher-{split}-{seed}.pt"
        parts = [vocab_key, code_hash("network", "batches", "losses", "teacher")]
        keys.append(steps.run(path.stem, path, parts, lambda s=seed, p=path: teacher.train(gold, bare, vocab, s, p)))
        teachers.append(path)

    silver_file = work / f"silver-{split}.pkl"
    parts = [*keys, code_hash("silver")]
    silver_key = steps.run(
        silver_file.stem,
        silver_file,
        parts,
        lambda: make_silver(split, gold, bare, vocab, teachers, silver_file),
    )
    student_file = work / f"student-{split}-{STUDENT_SEED}.pt"
    student_key = steps.run(
        student_file.stem,
        student_file,
        [silver_key, code_hash("student", "lessons")],
        lambda: student.train(load_silver(silver_file), bare, vocab, STUDENT_SEED, student_file, EPOCHS[split]),
    )
    if inventories.heads:
        student_file, student_key = train_further(
            steps, work, inventories, vocab, [vocab_key, silver_key, student_key], silver_file, student_file
        )

    model = student.Student(e5.read(e5.wheel_file()), vocab[0], inventories)
    model.load_state_dict(torch.load(student_file, weights_only=True))
    if split == "gsd":
        folder = ROOT / "streams" / "extract" / "analyser" / "model"
        words = folder.parent / "data" / "verbs.tsv.gz"
        steps.run("lexicon", words, [data, code_hash("lexicon")], lambda: log.info("%d forms", lexicon.build(words)))
        steps.run(
            "export",
            folder / "graph.onnx",
            [student_key, code_hash("export")],
            lambda: export.export(model, inventories, vocab[1], vocab[2], folder),
        )
        (folder / "inputs.json").write_text(
            json.dumps({"data": data, "steps": steps.done}, indent=1) + "\n", encoding="utf-8"
        )
        return
    held = labels.held_out("pud")
    segmenter = batches.segmenter_of(vocab[1], vocab[2])
    folder = work / "model-pud"
    export.export(model, inventories, vocab[1], vocab[2], folder, dialect=1)
    found = metrics.score(held, evaluate.predict(Network(folder), held))
    taught = scoring.score_model(
        silver.load_teachers(teachers, lambda: teacher.build(vocab[0], list(range(teacher.LAYERS)), bare)),
        held,
        bare,
        segmenter,
    )
    figures = {
        "LAS, kept-back quarter of PUD": found["las"],
        "UAS, kept-back quarter of PUD": found["uas"],
        "teacher's LAS there": taught["las"],
    }
    card.PUD_FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
