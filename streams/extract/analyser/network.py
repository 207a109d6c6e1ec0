"""The shipped network: words in, probabilities of tags, heads, relations and names out. numpy and onnxruntime."""

import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from streams.extract.analyser.pieces import BEGIN, Segmenter
from streams.extract.analyser.tree import best_tree

Form = tuple[str, bool]
"""A word form, and whether a space stood before it."""

_ROW = 40
"""Words a row, begin marks and all; sentences share rows, a longer one has a row to itself."""
_ROWS = 12
"""Rows a run."""
_APART = -1e4
"""What keeps words of different sentences from seeing each other."""
_MOST_FORMS = 40_000
"""Word vectors kept, 60 MB; then the cache starts anew."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence of N words."""

    tags: list[int]
    stts: list[int]
    features: list[int]
    """One number for the whole bundle; `Network.bundle` gives its features."""
    heads: list[int]
    """0 is the root, words count from 1."""
    relations: list[int]
    names: list[int]


class Network:
    """Loaded once a process; not to be shared between threads."""

    def __init__(self, folder: Path) -> None:
        """Load the files that `training/export.py` wrote.

        Raises:
            FileNotFoundError: a file is missing; the package is incomplete.
        """
        labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.tags: list[str] = labels["tags"]
        self.stts: list[str] = labels["stts"]
        self.relations: list[str] = labels["relations"]
        self.names: list[str] = labels["names"]
        self._features: dict[str, list[str]] = labels["features"]
        self._most_pieces: int = labels["most_pieces"]
        self._slices: list[tuple[slice, int]] = []
        at, radix = len(self.tags) + len(self.stts), 1
        for values in self._features.values():
            self._slices.append((slice(at, at + len(values)), radix))
            at, radix = at + len(values), radix * len(values)
        self._bundles: dict[int, dict[str, str]] = {}
        rows = (
            line.rsplit("\t", 1) for line in (folder / "pieces.tsv").read_text(encoding="utf-8").split("\n") if line
        )
        self._segmenter = Segmenter({piece: float(score) for piece, score in rows})
        with np.load(folder / "words.npz") as saved:
            self._pieces = saved["pieces"]
            self._scale = saved["scale"]
            self._inner, self._inner_bias = saved["inner"].astype(np.float32), saved["inner_bias"]
            self._outer, self._outer_bias = saved["outer"].astype(np.float32), saved["outer_bias"]
            self._positions = saved["positions"].astype(np.float32)
            self._rels, self._rels_bias = saved["relations"], saved["relations_bias"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a worker process is one core's worth
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "graph.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._places: dict[Form, int] = {}
        self._vectors = np.zeros((1024, self._pieces.shape[1]), np.float32)

    def bundle(self, number: int) -> dict[str, str]:
        """Give the features behind a bundle's number; always the same object for the same number."""
        found = self._bundles.get(number)
        if found is None:
            radices = (radix for _, radix in self._slices)
            chosen = zip(self._features.items(), radices, strict=True)
            found = {key: options[number // radix % len(options)] for (key, options), radix in chosen}
            found = {key: value for key, value in found.items() if value != "_"}
            self._bundles[number] = found
        return found

    def read(self, sentences: list[list[Form]]) -> list[Reading]:
        """Read sentences, at most 255 forms each.

        How a sentence is read may depend in the last bits on what it is read together with, since activations are
        quantised by batch; the same list of sentences gives the same readings.
        """
        places = self._look_up(sentences)
        readings: list[Reading | None] = [None] * len(sentences)
        for rows in _packed([len(row) for row in places]):
            for at, reading in self._run(places, rows):
                readings[at] = reading
        return [reading for reading in readings if reading is not None]

    def _look_up(self, sentences: list[list[Form]]) -> list[list[int]]:
        known = self._places
        new = {form for sentence in sentences for form in sentence if form not in known}
        if len(known) + len(new) > _MOST_FORMS:
            known.clear()
            new = {form for sentence in sentences for form in sentence}
        if ("", False) not in known:
            new.add(("", False))
        if new:
            self._embed(sorted(new))
        begin = known["", False]
        return [[begin, *(known[form] for form in sentence)] for sentence in sentences]

    def _embed(self, forms: list[Form]) -> None:
        """Compute the vectors of new forms."""
        begin = (self._segmenter.number(BEGIN),)
        segment, most = self._segmenter.word, self._most_pieces
        for at in range(0, len(forms), 512):
            part = forms[at : at + 512]
            found = [segment(form, spaced=spaced)[:most] if form else begin for form, spaced in part]
            counts = np.array([len(numbers) for numbers in found])
            flat = np.concatenate([np.array(numbers) for numbers in found])
            pieces = self._pieces[flat].astype(np.float32) * self._scale[flat][:, None]
            starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
            mean = np.add.reduceat(pieces, starts, axis=0) / counts[:, None].astype(np.float32)
            joined = np.concatenate([mean, pieces[starts], pieces[starts + counts - 1]], axis=1)
            vectors = mean + _gelu(joined @ self._inner + self._inner_bias) @ self._outer + self._outer_bias
            first = len(self._places)
            while first + len(part) > len(self._vectors):
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._vectors[first : first + len(part)] = vectors
            self._places.update({form: number for number, form in enumerate(part, start=first)})

    def _run(self, places: list[list[int]], rows: list[list[int]]) -> Iterator[tuple[int, Reading]]:
        """Read the sentences of some rows; yields each with its number."""
        length = max(sum(len(places[at]) for at in row) for row in rows)
        vectors = np.zeros((len(rows), length, self._vectors.shape[1]), np.float32)
        bias = np.full((len(rows), 1, length, length), _APART, np.float32)
        spans: list[tuple[int, int, int, int]] = []
        for number, row in enumerate(rows):
            start = 0
            for at in row:
                stop = start + len(places[at])
                vectors[number, start:stop] = self._vectors[places[at]]
                vectors[number, start:stop] += self._positions[: stop - start]
                bias[number, 0, start:stop, start:stop] = 0.0
                spans.append((at, number, start, stop))
                start = stop
            bias[number, 0, start:, start:] = 0.0  # what is behind the last sentence sees itself, not nothing
        flat, names, arcs, rel_dependents, rel_heads = self._session.run(None, {"vectors": vectors, "bias": bias})
        tags = flat[..., : len(self.tags)].argmax(-1)
        stts = flat[..., len(self.tags) : len(self.tags) + len(self.stts)].argmax(-1)
        bundles = np.zeros(tags.shape, np.int64)
        for part, radix in self._slices:
            bundles += flat[..., part].argmax(-1) * radix
        found = names.argmax(-1)
        heads = np.zeros(tags.shape, np.int64)
        chosen = np.zeros_like(rel_heads)
        for _, number, start, stop in spans:
            block = arcs[number, start + 1 : stop, start:stop]
            best = best_tree(block, block.argmax(-1))
            heads[number, start + 1 : stop] = best
            chosen[number, start + 1 : stop] = rel_heads[number, start + best]
        scores = np.maximum(rel_dependents + chosen, 0.0) @ self._rels + self._rels_bias
        columns = (tags, stts, bundles, heads, scores.argmax(-1), found)
        for at, number, start, stop in spans:
            yield at, Reading(*(column[number, start + 1 : stop].tolist() for column in columns))


def _packed(sizes: list[int]) -> Iterator[list[list[int]]]:
    """Pack sentences into rows of about the same length and rows into runs, so that hardly anything is padding.

    The longest first, each into the row that is emptiest (rows of a run, about as many as a run takes).
    """
    order = sorted(range(len(sizes)), key=lambda at: -sizes[at])
    start = 0
    while start < len(order):
        stop, total = start, 0
        while stop < len(order) and (stop == start or total + sizes[order[stop]] <= _ROW * _ROWS):
            total += sizes[order[stop]]
            stop += 1
        count = max(1, round(total / max(_ROW, sizes[order[start]])))
        rows: list[list[int]] = [[] for _ in range(count)]
        filled = [(0, number) for number in range(count)]
        for at in order[start:stop]:
            used, number = heapq.heappop(filled)
            rows[number].append(at)
            heapq.heappush(filled, (used + sizes[at], number))
        yield [row for row in rows if row]
        start = stop


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The exact GELU by its error function, after Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1.0 - poly * np.exp(-z * z))
    result: NDArray[np.float32] = (0.5 * x * (1.0 + erf)).astype(np.float32)
    return result


@cache
def shipped() -> Network:
    """Load the network that ships with the package, once."""
    with as_file(files(__package__) / "model") as folder:
        return Network(folder)
