"""The shipped network: words in, probabilities of tags, heads, relations and names out. numpy and onnxruntime."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from streams.extract.analyser.bundles import Bundles
from streams.extract.analyser.packing import Batch, packed
from streams.extract.analyser.pieces import BEGIN, Segmenter
from streams.extract.analyser.tree import best_tree

Form = tuple[str, bool]
"""A word form, and whether a space stood before it."""
Entry = tuple[str, str, str, Mapping[str, str]]
"""Universal tag, STTS tag, lemma, features."""

_UNSEEN = np.float32(-40.0)
"""What keeps words of different sentences from seeing each other: e to the -40 is nothing beside 1 in 24 bits. Much
less would make subnormal numbers of it, with which a processor reckons several times slower."""
_APART = -1e9
"""What keeps them from being each other's heads."""
_MOST_FORMS = 40_000
"""Word vectors kept, 60 MB, and those of one text more; then the cache starts anew."""
_LEAST_FORMS = 16
"""Forms computed together at least: for fewer, numpy's BLAS adds up in another order, and a word's vector would depend
in the last bits on how many others were new with it."""


class Reading(NamedTuple):
    """What the network says of one sentence of N words, as numbers of labels."""

    tags: list[int]
    stts: list[int]
    features: list[int]
    """Bundles, see `Network.bundle`."""
    heads: list[int]
    """0 is the root, words count from 1."""
    relations: list[int]
    names: list[int]
    extra: tuple[list[int], ...] = ()
    """A further head each, in the order of `Network.extra` and then `Network.points`."""
    sure: tuple[list[float], ...] = ()
    """Probabilities of the labels in `extra`, of the heads in `Network.extra`."""


class _Places(dict[Form, int]):
    """Where the vector of each form lies; one that is asked for and has none gets the next place. 0 is nothing's."""

    def __missing__(self, form: Form) -> int:
        place = self[form] = len(self) + 1
        return place


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
        self.extra: dict[str, list[str]] = labels.get("extra", {})
        """Labels of the further heads, nothing first."""
        self.points: list[str] = labels.get("points", [])
        """Further heads that point from word to word."""
        self._most_pieces: int = labels["most_pieces"]
        self._bundles = Bundles(self._features)
        rows = (
            line.rsplit("\t", 1) for line in (folder / "pieces.tsv").read_text(encoding="utf-8").split("\n") if line
        )
        self._segmenter = Segmenter({piece: float(score) for piece, score in rows})
        with np.load(folder / "words.npz") as saved:
            self._pieces = saved["pieces"]
            self._scale = saved["scale"]
            self._inner, self._inner_bias = saved["inner"].astype(np.float32), saved["inner_bias"]
            self._outer, self._outer_bias = saved["outer"].astype(np.float32), saved["outer_bias"]
            positions = saved["positions"].astype(np.float32)
            self._rels, self._rels_bias = saved["relations"], saved["relations_bias"]
        self._blas = ThreadpoolController().select(user_api="blas")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a worker process is one core's worth
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # hardly two batches are of one shape
        self._session = onnxruntime.InferenceSession(
            str(folder / "graph.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._positions = np.concatenate([positions, np.zeros_like(positions[:1])])
        self.entries: dict[tuple[str, int, int, int], Entry] = {}
        """Kept by `assemble`: what follows from a form, its two tags and its bundle of features."""
        self._places = _Places()
        self._vectors = np.zeros((1024, self._pieces.shape[1]), np.float32)

    def bundle(self, number: int) -> dict[str, str]:
        """Give the features behind a bundle's number; always the same object for the same number."""
        return self._bundles.features(number)

    def read(self, sentences: Sequence[Sequence[Form]]) -> list[Reading]:
        """Read sentences, at most 255 forms each.

        How a sentence is read may depend in the last bits on what it is read together with, since activations are
        quantised by batch; the same list of sentences gives the same readings.
        """
        readings: list[Reading | None] = [None] * len(sentences)
        with self._blas.limit(limits=1):  # a second thread gains little and spins while its core is busy
            places = self._look_up(sentences)
            for rows in packed([len(row) for row in places]):
                for at, reading in self._run(places, rows):
                    readings[at] = reading
        return [reading for reading in readings if reading is not None]

    def _look_up(self, sentences: Sequence[Sequence[Form]]) -> list[list[int]]:
        places = self._places
        if len(places) > _MOST_FORMS:
            places.clear()
        known = len(places)
        try:
            begin = places["", False]
            found = [[begin, *map(places.__getitem__, sentence)] for sentence in sentences]
            new = list(islice(reversed(places), len(places) - known))
            self._embed(new[::-1], known + 1)
        except BaseException:
            places.clear()  # what has a place would have no vector
            raise
        return found

    def _embed(self, forms: list[Form], first: int) -> None:
        """Compute the vectors of new forms, which have the places from the first on."""
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
            joined = np.pad(joined, ((0, max(0, _LEAST_FORMS - len(part))), (0, 0)))
            hidden = _gelu(joined @ self._inner + self._inner_bias) @ self._outer
            vectors = mean + hidden[: len(part)] + self._outer_bias
            place = first + at
            while place + len(part) > len(self._vectors):
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._vectors[place : place + len(part)] = vectors

    def _run(self, places: list[list[int]], rows: list[list[int]]) -> Iterator[tuple[int, Reading]]:
        """Read the sentences of some rows; yields each with its number."""
        batch = Batch.of(places, rows, len(self._positions) - 1)
        vectors = self._vectors.take(batch.forms, axis=0)
        vectors += self._positions.take(batch.positions, axis=0)
        apart = batch.owners[:, :, None] != batch.owners[:, None, :]
        bias = apart * _UNSEEN
        outputs = self._session.run(None, {"vectors": vectors, "bias": bias[:, None]})
        size, words = batch.forms.size, batch.words
        columns = [output.reshape(size, -1).take(words, axis=0) for output in (outputs[0], outputs[1], outputs[3])]
        flat, names, chosen = columns
        np.putmask(outputs[2], apart, _APART)
        heads = outputs[2].argmax(-1).ravel()
        heads += batch.rows  # now places in the batch
        for _, start, stop in batch.no_trees(heads):
            row, first = divmod(start, batch.forms.shape[1])
            scores = outputs[2][row, first + 1 : first + stop - start, first : first + stop - start]
            heads[start + 1 : stop] = best_tree(scores, heads[start + 1 : stop] - start) + start
        heads = heads[words]
        chosen += outputs[4].reshape(size, -1).take(heads, axis=0)
        scores = np.maximum(chosen, 0.0, out=chosen) @ self._rels + self._rels_bias
        first, second = len(self.tags), len(self.tags) + len(self.stts)
        numbers: list[list[int]] = [
            column.tolist() for column in (
                flat[:, :first].argmax(1), flat[:, first:second].argmax(1), self._bundles.numbers(flat[:, second:]),
                heads - batch.starts, scores.argmax(1), names.argmax(1),
            )
        ]  # fmt: skip
        further: list[list[int]] = []
        certain: list[list[float]] = []
        for number, output in enumerate(outputs[5:]):
            if number < len(self.extra):
                logits = np.ascontiguousarray(output.reshape(size, -1).take(words, axis=0).T)
                further.append(logits.argmax(0).tolist())
                logits -= logits.max(0)
                certain.append((1.0 / np.exp(logits, out=logits).sum(0)).tolist())
            else:
                np.putmask(output, apart, _APART)
                aims = output.argmax(-1).ravel() + batch.rows
                further.append((aims[words] - batch.starts).tolist())
        at = 0
        for sentence, start, stop in batch.spans:
            end = at + stop - start - 1
            tags, stts, features, governors, relations, named = [column[at:end] for column in numbers]
            extra = tuple([column[at:end] for column in further])
            sure = tuple([column[at:end] for column in certain])
            yield sentence, Reading(tags, stts, features, governors, relations, named, extra, sure)
            at = end


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
