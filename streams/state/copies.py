"""Which articles print the same text: the same dispatch in five papers is five articles and one report.

An article is sketched by the smallest hashes of its sequences of three words. What two sketches share tells how much
of the shorter text stands in the longer one: so a dispatch that was cut, given another lead or other numbers is still
known, and how likely a miss is does not depend on how long the texts are.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

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

_NEIGHBOURS = 4

_DIGITS = 6
"""Of a hash: 24 bits."""


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


def shared(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer one, by their sketches: 0 to 1; 0 where it cannot be told."""
    return _shared(_numbers([one]), _numbers([other]))


def _shared(one: Numbers, other: Numbers) -> float:
    # A full sketch says nothing of hashes above its last one.
    limit = min((int(numbers[-1]) for numbers in (one, other) if len(numbers) == _SIZE), default=1 << 24)
    these, those = ({*numbers[: np.searchsorted(numbers, limit, "right")].tolist()} for numbers in (one, other))
    least = min(len(these), len(those))
    return len(these & those) / least if least >= _ENOUGH else 0.0


def _numbers(sketches: Sequence[str]) -> Numbers:
    """The hashes of sketches, one sketch behind the other."""
    digits = np.frombuffer(bytes.fromhex("".join(sketches)), np.uint8).reshape(-1, 3).astype(np.int64)
    return digits[:, 0] << 16 | digits[:, 1] << 8 | digits[:, 2]


def reports(sketches: Iterable[str]) -> int:
    """How many independent reports some articles are, given each one's sketch.

    Articles are one report where one is a copy of the other, or both are of a third one. Depends on the set of texts
    alone, not on the order in which they came: so a report can be taken back.
    """
    found = Counter(sketches)
    alone = found.pop("", 0)
    return alone + _clusters(sorted(found))


def _clusters(sketches: Sequence[str]) -> int:
    if len(sketches) <= 1:
        return len(sketches)
    sizes = [len(sketch) // _DIGITS for sketch in sketches]
    ends = np.cumsum([0, *sizes])
    numbers = _numbers(sketches)
    leader = [*range(len(sketches))]

    def find(article: int) -> int:
        while leader[article] != article:
            leader[article] = article = leader[leader[article]]
        return article

    clusters = len(sketches)
    for one, other in _neighbours(numbers, np.repeat(np.arange(len(sketches)), sizes), len(sketches)):
        these, those = (numbers[ends[article] : ends[article + 1]] for article in (one, other))
        if find(one) != find(other) and _shared(these, those) >= _SHARE:
            leader[find(one)] = find(other)
            clusters -= 1
    return clusters


def _neighbours(numbers: Numbers, owners: Numbers, articles: int) -> list[tuple[int, int]]:
    """Pairs of articles that are to be compared, those that share most first.

    Of all that have a hash, each is paired with the next few only: a thousand versions of one dispatch would else be
    half a million pairs, and one is enough to join two.
    """
    order = np.lexsort((owners, numbers))
    numbers, owners = numbers[order], owners[order]
    pairs = np.concatenate(
        [
            owners[:-step][same] * articles + owners[step:][same]
            for step in range(1, _NEIGHBOURS + 1)
            if (same := numbers[:-step] == numbers[step:]).any()
        ]
        or [np.empty(0, np.int64)]
    )
    found, times = np.unique(pairs, return_counts=True)
    found = found[np.argsort(-times, kind="stable")][: np.count_nonzero(times >= _ENOUGH // 2)]
    return [divmod(pair, articles) for pair in found.tolist()]
