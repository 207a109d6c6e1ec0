"""Words to subword pieces: the unigram segmentation of multilingual-e5, one word at a time.

A word is segmented by itself (with the marker of a space before it, if there was one), so each form is computed
once and looked up from then on. This differs from segmenting a whole sentence in a few rare cases only, and the
network was fine-tuned with exactly this.
"""

import unicodedata
from collections.abc import Mapping

SPACE = "▁"
PAD, BEGIN, END, UNKNOWN = "<pad>", "<s>", "</s>", "<unk>"
_MAX_PIECE = 24
"""Longest piece looked for, in characters; the vocabulary's German pieces are shorter."""
_MAX_WORD = 60
"""Characters of a word that are read: what is longer is a link or rubbish, and its beginning says so."""
_CACHE_LIMIT = 50_000
"""Forms kept before the cache starts anew: about 10 MB."""
_NEVER = -1e30


class Segmenter:
    """Turns words into piece numbers, remembering each form."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        """Take the vocabulary in the order of the piece numbers.

        Args:
            scores: log probability of each piece; must hold the four special pieces.
        """
        self._ids = {piece: number for number, piece in enumerate(scores)}
        self._scores = dict(scores)
        self._unknown = self._ids[UNKNOWN]
        self._unknown_score = min(scores.values()) - 10.0
        self._cache: dict[tuple[str, bool], tuple[int, ...]] = {}
        for special in (PAD, BEGIN, END, UNKNOWN):
            self._scores.pop(special, None)

    def number(self, piece: str) -> int:
        """Give a piece's number.

        Raises:
            KeyError: the vocabulary has no such piece.
        """
        return self._ids[piece]

    @property
    def size(self) -> int:
        """How many pieces there are."""
        return len(self._ids)

    def word(self, form: str, *, spaced: bool) -> tuple[int, ...]:
        """Segment one word; at least one piece comes back, `<unk>` if nothing fits."""
        key = (form, spaced)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[key] = self._segment(form, spaced=spaced)
        return found

    def _segment(self, form: str, *, spaced: bool) -> tuple[int, ...]:
        text = unicodedata.normalize("NFKC", form)[:_MAX_WORD].strip()
        if spaced:
            text = SPACE + text
        if not text:
            return (self._unknown,)
        scores, size = self._scores, len(text)
        best = [0.0] + [_NEVER] * size
        origin = [0] * (size + 1)
        known = [False] * (size + 1)
        for start in range(size):
            base = best[start]
            for end in range(start + 1, min(size, start + _MAX_PIECE) + 1):
                score = scores.get(text[start:end])
                if score is not None and base + score > best[end]:
                    best[end], origin[end], known[end] = base + score, start, True
            if base + self._unknown_score > best[start + 1]:
                best[start + 1], origin[start + 1], known[start + 1] = base + self._unknown_score, start, False
        numbers: list[int] = []
        end = size
        while end:
            start = origin[end]
            numbers.append(self._ids[text[start:end]] if known[end] else self._unknown)
            end = start
        return tuple(reversed(numbers))
