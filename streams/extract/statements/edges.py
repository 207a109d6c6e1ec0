"""Where a frame ends: whole phrases and whole clauses, and no words from within the content."""

from collections.abc import Sequence

from streams.extract.analyser import Sentence
from streams.extract.statements.nounphrase import noun_phrase
from streams.extract.statements.tagged import Tagged

Tokens = tuple[int, int]

_OPEN = frozenset(("case", "det", "det:poss", "amod", "nummod", "cc", "mark"))
_GOES_ON = frozenset(',(–“”«»"')
_STRAY = 3
"""Words of a run apart from cue and speaker that are no part of a frame."""


def settled(
    sentence: Sentence, tagged: Tagged, spans: Sequence[Tokens], cue: Sequence[Tokens], parties: Sequence[Tokens]
) -> list[Tokens]:
    """Give the runs of a frame with whole phrases and clauses at their ends, and none that lies astray.

    Args:
        sentence: the sentence.
        tagged: what the network marks; contents end a frame.
        spans: the runs that the network marks, and what they were filled up with.
        cue: the cue.
        parties: speaker and addressee, as far as they are known.
    """
    own = [*cue, *parties]
    if cue and all(sentence.tokens[first].tag == "ADP" for first, _ in cue):
        spans = _of_source(sentence, spans, cue, parties)
    kept = [
        (first, last)
        for first, last in spans
        if any(first < end and begin < last for begin, end in own) or last - first > _STRAY
    ]
    found: list[Tokens] = []
    for first, last in sorted(kept or spans):
        end = _whole(sentence, tagged, first, last)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return found


def _of_source(
    sentence: Sentence, spans: Sequence[Tokens], cue: Sequence[Tokens], parties: Sequence[Tokens]
) -> list[Tokens]:
    """Give the cue of "nach X" or "X zufolge" and its noun phrase; what follows behind a comma may be of it."""
    around = [party for party in parties if any(party[0] <= last and first <= party[1] for first, last in cue)]
    if not around or not cue:
        return list(spans)
    low, high = min(first for first, _ in (*cue, *around)), max(last for _, last in (*cue, *around))
    for first, last in spans:
        if first <= low and first + 1 == low and sentence.tokens[first].text == ",":
            low = first
        if first < high < last and sentence.tokens[high].text in _GOES_ON:
            high = last
    return [(low, high)]


def _whole(sentence: Sentence, tagged: Tagged, first: int, last: int) -> int:
    """The end of a run with the rest of a clause or phrase that it breaks off in."""
    tokens = sentence.tokens
    end = last
    for clause in sentence.clauses:
        broken = first < clause.start < last <= clause.verb and clause.order == "verb-last"
        if broken and clause.relation.startswith("acl") and clause.end > end:
            end = clause.end
            while end > last and not tokens[end - 1].text[0].isalnum():
                end -= 1
    if end == last and tokens[last - 1].relation in _OPEN and tokens[last - 1].head >= last:
        end = max(last, noun_phrase(tokens, tokens[last - 1].head)[1])
    stop = next((at for at in range(last, end) if tagged.said[at] or _within(tagged.contents, at)), end)
    while (
        stop == last
        and last > first + 1
        and tokens[last - 1].relation in ("case", "det", "cc")
        and tokens[last - 1].head >= last
    ):
        last -= 1
        stop = last
    return stop


def _within(runs: Sequence[Tokens], position: int) -> bool:
    return any(first <= position < last for first, last in runs)
