"""One head more: what it takes to hang another question on the shared features.

Speech cues and roles, mentions, event words: each is an entry of `HEADS`, and teacher, silver text, student, export and
runtime follow from it. There are two kinds:

- a **flat** head gives each word one of its labels; the first label means "nothing";
- a **pointer** (no labels) gives each word another word of its sentence, or nothing.

With `HEADS` empty nothing is computed that was not computed before.

A head's `read` gives its annotation as records `{"text": …, "labels": [[start, end, label], …], "points": [[start, to],
…]}`, offsets in characters of `text`; of labels that overlap the last counts. `labels` serves flat heads, `points`
pointers. Where a label list has `B-x` and `I-x`, a span labelled `x` gets them; words outside all spans get the first
label. So a text must be annotated as a whole: what is not marked is taught to be nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from streams.extract.analyser.sentences import split_sentences
from training import corpora, speech
from training.corpora import Sentence
from training.speech import STATEMENTS, Record


@dataclass(frozen=True)
class Head:
    """A head beside tags, trees and names."""

    name: str
    """Under which it is found in `Sentence.labels` or `Sentence.points` of the document."""
    annotation: Path
    """The file of stand-off annotation."""
    read: Callable[..., Iterable[Record]]
    """Gives the file's records, with `held=True` those that are kept back."""
    labels: tuple[str, ...] = ()
    """Nothing first; empty for a pointer."""
    weight: float = 1.0
    """Of its loss, beside 1 for tags and trees."""
    width: int = 64
    """Columns of the student's shared projection that are its own; each costs about 0.02 µs a word."""

    def __post_init__(self) -> None:
        """Refuse what would fail hours later.

        Raises:
            ValueError: the name is no identifier, or there is one label only, or one twice.
        """
        if not self.name.isidentifier():
            raise ValueError(f"head {self.name!r}: the name must be an identifier")
        if len(self.labels) == 1 or len(set(self.labels)) != len(self.labels):
            raise ValueError(f"head {self.name!r}: two or more labels, each once, or none for a pointer")

    @property
    def key(self) -> str:
        """The name among the network's outputs."""
        return f"{'extra' if self.labels else 'point'}.{self.name}"

    def fingerprint(self) -> str:
        """Hash the definition and the annotation: part of every step's key."""
        told = f"{self.name}\n{self.labels}\n{self.weight}\n{self.width}\n".encode()
        records = json.dumps(list(self.read(self.annotation)), ensure_ascii=False)
        return hashlib.sha256(told + records.encode()).hexdigest()


def _inside(*labels: str) -> tuple[str, ...]:
    return ("O", *(f"{place}-{label}" for label in labels for place in "BI"))


HEADS: tuple[Head, ...] = (
    Head("content", STATEMENTS, speech.content, _inside(*speech.CONTENT), weight=2.0, width=96),
    Head("quoted", STATEMENTS, speech.quoted, ("O", "said"), width=32),
    Head("frame", STATEMENTS, speech.frame, _inside("frame")),
    Head("role", STATEMENTS, speech.role, _inside("speaker", "cue", "addressee"), weight=2.0, width=96),
    Head("tie", STATEMENTS, speech.tie, weight=0.5),
)
"""The heads that are trained and shipped beside tags, trees and names."""


def ordered(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Give heads in the order of the graph's outputs: pointers last."""
    return tuple(sorted(heads, key=lambda head: not head.labels))


def sentences(heads: Sequence[Head]) -> list[Sentence]:
    """Read the annotation of all heads; a sentence that several annotate comes once, with all of it.

    Raises:
        FileNotFoundError: a file of annotation is missing.
        ValueError: a label that the head does not have; the message names file and record.
    """
    found: dict[tuple[str, ...], Sentence] = {}
    for head in heads:
        for number, record in enumerate(head.read(head.annotation), start=1):
            try:
                made = list(_annotated(head, record))
            except ValueError as error:
                raise ValueError(f"{head.annotation}, record {number}: {error}") from error
            for sentence in made:
                key = tuple(sentence.words)
                before = found.get(key)
                if before is not None:
                    sentence = replace(before, extra={**(before.extra or {}), **(sentence.extra or {})})  # noqa: PLW2901
                found[key] = sentence
    return list(found.values())


def _annotated(head: Head, record: Record) -> Iterator[Sentence]:
    text = str(record["text"])
    for _, words in split_sentences(text):
        spaced = [at == 0 or word.start > words[at - 1].end for at, word in enumerate(words)]
        spans = [(word.start, word.end) for word in words]
        chosen = flat_numbers(head, record, spans) if head.labels else _points(record, spans)
        bare = corpora.expand([word.text for word in words], None, spaced)
        column, first = _expanded([word.text for word in words], chosen, pointer=not head.labels)
        assert len(column) == len(bare.words), first
        yield replace(bare, source=f"head-{head.name}", extra={head.key: column})


def flat_numbers(head: Head, record: Record, words: list[tuple[int, int]]) -> list[int]:
    """Give the number of each word's label: that of the span which holds the word's first character."""
    numbers = [0] * len(words)
    for given in record.get("labels", []):
        start, end, label = int(given[0]), int(given[1]), str(given[2])
        inside = [at for at, (begin, _) in enumerate(words) if start <= begin < end]
        for place, at in enumerate(inside):
            name = f"{'I' if place else 'B'}-{label}" if f"B-{label}" in head.labels else label
            if name not in head.labels:
                raise ValueError(f"head {head.name!r} has no label {name!r}")
            numbers[at] = head.labels.index(name)
    return numbers


def _points(record: Record, words: list[tuple[int, int]]) -> list[int]:
    """Give for each word the one that it points to, from 1; 0 for nothing and for what is in another sentence."""
    numbers = [0] * len(words)
    for given in record.get("points", []):
        places = [next((at for at, (a, b) in enumerate(words) if a <= int(where) < b), None) for where in given[:2]]
        if places[0] is not None and places[1] is not None:
            numbers[places[0]] = places[1] + 1
    return numbers


def _expanded(words: list[str], numbers: list[int], *, pointer: bool) -> tuple[list[int], list[int]]:
    """Give contractions' halves ("in dem") the label of the whole; pointers mean the first half of their aim."""
    owners = [at for at, word in enumerate(words) for _ in range(2 if word.lower() in corpora.CONTRACTIONS else 1)]
    first = [owners.index(at) for at in range(len(words))]
    if pointer:
        return [first[numbers[at] - 1] + 1 if numbers[at] else 0 for at in owners], first
    return [numbers[at] for at in owners], first
