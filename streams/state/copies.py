"""Which articles print the same text: the same dispatch in five papers is five articles and one report.

An article is sketched by the smallest hashes of its sequences of three words. What two sketches share tells how much
of the shorter text stands in the longer one: so a dispatch that was cut, given another lead or other numbers is still
known, and how likely a miss is does not depend on how long the texts are.
"""

import re
import zlib
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
"""The hashes of a sketch, ascending, each once."""

_WORD = re.compile(r"\w+")

_RUN = 3
"""Words of a sequence. Longer ones miss texts in which names and numbers were changed, shorter ones are in any text."""

_SIZE = 128
"""Hashes of a sketch: between texts of one length, what they share is told to within some four points in a hundred."""

_SHARE = 0.5
"""So much of the shorter text must stand in the longer one (docs/decisions/0013-syndication.md has the measure)."""

_LEAST = 20
"""Sequences below which a text is no dispatch: two such lines may be alike by chance."""

_ENOUGH = 6
"""Hashes that must be there to compare by: fewer are left of a brief beside a very long text."""

LEAST_COMMON = 3
"""Hashes that copies have in common at least: ``_SHARE`` of ``_ENOUGH``."""


def sketch_of(text: str) -> str:
    """A text's sketch: its smallest hashes in hexadecimal, ascending; '' where the text is too short for one."""
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    joined = b" ".join(words)
    ends = list(accumulate([len(word) + 1 for word in words]))  # each with the space behind it
    starts = [0, *ends]
    # A run is a piece of the joined words: nothing is put together a second time.
    hashes = {zlib.crc32(joined[starts[at] : end - 1]) for at, end in enumerate(ends[_RUN - 1 :])}
    if len(hashes) < _LEAST:
        return ""
    found = np.unique(_stirred(np.fromiter(hashes, np.uint64, len(hashes))))[:_SIZE]
    return found.astype(">u4").view(np.uint8).reshape(-1, 4)[:, 1:].tobytes().hex()


def _stirred(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """CRC-32, stirred to 24 bits: by itself it keeps texts that differ by little close together."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        numbers = (numbers ^ numbers >> np.uint64(shift)) * np.uint64(factor) & np.uint64(0xFFFFFFFF)
    return (numbers ^ numbers >> np.uint64(16)) & np.uint64(0xFFFFFF)


def hashes_of(sketch: str) -> Hashes:
    """The hashes that a sketch holds; none of ''."""
    digits = np.frombuffer(bytes.fromhex(sketch), np.uint8).reshape(-1, 3).astype(np.uint32)
    return (digits @ np.array([1 << 16, 1 << 8, 1], np.uint32)).astype(np.uint32, copy=False)


def shared(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer one, by their sketches: 0 to 1; 0 where it cannot be told."""
    return _shared(hashes_of(one), hashes_of(other))


def are_copies(one: Hashes, other: Hashes) -> bool:
    """Whether enough of the shorter text stands in the longer one."""
    return _shared(one, other) >= _SHARE


def _shared(one: Hashes, other: Hashes) -> float:
    # A full sketch says nothing of hashes above its last one.
    for full in (one, other):
        if len(full) == _SIZE:
            one, other = (hashes[: np.searchsorted(hashes, full[-1], "right")] for hashes in (one, other))
    least = min(len(one), len(other))
    if least < _ENOUGH:
        return 0.0
    at = np.minimum(np.searchsorted(one, other), len(one) - 1)
    return np.count_nonzero(one[at] == other) / least
