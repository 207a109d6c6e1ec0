"""Our own annotation of statements as lessons: which words are content, frame, cue, speaker, addressee.

`training/annotations/statements.jsonl` holds an article a line, without its text: `{"article": id, "sha256": of the
text, "statements": [{"kind": …, "quote": [[start, end], …], "frame": …, "cue": …, "speaker": …, "addressee": …}]}`,
offsets in characters of the text in `wikinews-text`. See `training/annotations/README.md` for how it was made.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from streams.extract.analyser.sentences import split_sentences
from training import corpora
from training.corpora import ROOT

STATEMENTS = ROOT / "training" / "annotations" / "statements.jsonl"
CONTENT = ("indirect", "reported", "indirect_free_indirect", "free_indirect")
"""Kinds that the words themselves tell; direct speech is marked by its quotation marks and has a head of its own."""
_ROLES = ("addressee", "speaker", "cue")
_HELD = 16
"""One article in so many is kept back, to measure on."""

Span = tuple[int, int]
Record = dict[str, Any]


@cache
def texts() -> dict[str, str]:
    """Give the articles' texts by their ids."""
    return {article["id"]: article["text"] for article in corpora.wikinews()}


def annotated(path: Path, *, held: bool = False) -> Iterator[tuple[str, list[Record]]]:
    """Yield each annotated text that is for training, or each that is kept back, with its statements.

    Raises:
        ValueError: a text is not the one that was annotated; the message names file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line:
            continue
        record = json.loads(line)
        text = texts().get(record["article"])
        if text is None or not hashlib.sha256(text.encode()).hexdigest().startswith(record["sha256"]):
            raise ValueError(f"{path}, line {number}: {record['article']} has another text, or none")
        if (int(record["sha256"][:8], 16) % _HELD == 0) is held:
            yield text, record["statements"]


def content(path: Path, *, held: bool = False) -> Iterator[Record]:
    """Content without quotation marks, by kind; of contents in each other the outer one, a report below all others."""
    for text, statements in annotated(path, held=held):
        spans = [
            (given["kind"] != "reported", end - start, start, end, given["kind"])
            for given in statements
            if given["kind"] in CONTENT
            for start, end in given["quote"]
        ]
        yield {"text": text, "labels": [[start, end, kind] for _, _, start, end, kind in sorted(spans)]}


def quoted(path: Path, *, held: bool = False) -> Iterator[Record]:
    """Words of direct speech, and quoted words that somebody is said to have used."""
    for text, statements in annotated(path, held=held):
        spans = [span for given in statements if given["kind"] == "direct" for span in given["quote"]]
        yield {"text": text, "labels": [[start, end, "said"] for start, end in spans]}


def frame(path: Path, *, held: bool = False) -> Iterator[Record]:
    """Reporting clauses."""
    for text, statements in annotated(path, held=held):
        spans = {tuple(span) for given in statements for span in given["frame"]}
        yield {"text": text, "labels": [[start, end, "frame"] for start, end in sorted(spans)]}


def role(path: Path, *, held: bool = False) -> Iterator[Record]:
    """Speakers, addressees and cues."""
    for text, statements in annotated(path, held=held):
        spans = {(_ROLES.index(part), *span, part) for given in statements for part in _ROLES for span in given[part]}
        yield {"text": text, "labels": [[start, end, part] for _, start, end, part in sorted(spans)]}


def tie(path: Path, *, held: bool = False) -> Iterator[Record]:
    """What belongs together: content, frame and addressee point to the cue, and the cue to the speaker.

    Without a cue they point to the speaker. Of words in several statements the smallest counts.
    """
    for text, statements in annotated(path, held=held):
        words = [(word.start, word.end) for _, row in split_sentences(text) for word in row]
        points: dict[int, int] = {}
        for given in sorted(statements, key=lambda one: -sum(end - start for start, end in one["quote"])):
            cue, speaker = (_first(given[part]) for part in ("cue", "speaker"))
            for part in ("quote", "frame", "addressee", "speaker", "cue"):
                aim = speaker if part == "cue" or cue is None else cue
                for start, end in given[part] if aim is not None else ():
                    points |= {begin: aim for begin, _ in words if start <= begin < end and begin != aim}
        yield {"text": text, "points": sorted(points.items())}


def _first(spans: list[list[int]]) -> int | None:
    return min((start for start, _ in spans), default=None)
