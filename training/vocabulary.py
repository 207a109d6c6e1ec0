"""The pieces that German text needs, out of the 250,000."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from streams.extract.analyser.pieces import BEGIN, END, PAD, UNKNOWN, Segmenter
from training.e5 import E5

_LATIN_END, _SYMBOLS_END = 0x250, 0x2200


def prune(e5: E5, forms: Iterable[str], least: int = 1) -> list[int]:
    """Choose the pieces in which the given word forms are written, and every single letter of Latin script.

    Args:
        e5: the whole vocabulary.
        forms: word forms, each as often as it occurs; read with and without a space before.
        least: how often a piece must occur.

    Returns:
        Numbers in the old vocabulary, the four special pieces first.
    """
    whole = Segmenter(dict(zip(e5.pieces, e5.scores.tolist(), strict=False)))
    counts: Counter[int] = Counter()
    for form, count in Counter(forms).items():
        for piece in {*whole.word(form, spaced=True), *whole.word(form, spaced=False)}:
            counts[piece] += count
    wanted = {piece for piece, count in counts.items() if count >= least}
    for number, piece in enumerate(e5.pieces):
        bare = piece.removeprefix("▁")
        if len(bare) <= 1 and all(_common(char) for char in bare):
            wanted.add(number)
    special = [e5.pieces.index(piece) for piece in (BEGIN, PAD, END, UNKNOWN)]
    return special + sorted(wanted - set(special))


def _common(char: str) -> bool:
    """Tell a letter of Latin script, or a mark or symbol that news may use."""
    return ord(char) < _LATIN_END or (unicodedata.category(char)[0] in "PS" and ord(char) < _SYMBOLS_END)
