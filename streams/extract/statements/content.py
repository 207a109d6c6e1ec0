"""Content without quotation marks: which words it is, and under which frame it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.analyser import Sentence
from streams.extract.statements.frames import Frame, Tokens
from streams.extract.statements.tagged import Run, Tagged

_EDGES_LEFT = frozenset(",:;–—-")
_EDGES_RIGHT = frozenset(",:;–—-.!?…")
_STOPS = frozenset(",:;–—()")
_GAP = 3
"""Words between two pieces of one content that the network may have passed over."""
_WHOLE, _MOST = 0.7, 0.5
"""Share of a sentence's words from which on the sentence is meant, with a framed content beside it and without."""
_FEWEST = 4
"""Words of a clause that is a statement by itself."""
_NEXT = frozenset(("conj", "parataxis"))
_FREE = frozenset(("indirect_free_indirect", "free_indirect"))
"""Kinds that the mood of the verb tells apart, not the network."""
_MAIN = frozenset(("root", "conj", "parataxis", "advcl"))

_LOST = "content whose frame is not in the sentence"
_RULES = {
    "reported": "clause that reports a speech act",
    "indirect_free_indirect": "subjunctive that goes on with the last speaker",
    "free_indirect": "view that goes on with the last speaker",
}


@dataclass(frozen=True, slots=True)
class Content:
    """The pieces of one content in a sentence."""

    kind: str
    pieces: tuple[Tokens, ...]
    frame: Frame | None
    whole: bool
    """All of the sentence, its full stop included."""
    rule: str


def contents_of(sentence: Sentence, tagged: Tagged, frames: Sequence[Frame]) -> list[Content]:
    """Give the contents of a sentence, from left to right."""
    found = list(_indirect(sentence, tagged, frames))
    for run in _joined([run for run in tagged.content if run.label != "indirect"]):
        found += _unframed(sentence, run, found)
    return sorted(found, key=lambda content: content.pieces[0])


def going_on(sentence: Sentence, rule: str) -> Content:
    """Give a sentence that goes on with the last speaker by a rule, whatever the network thinks."""
    size = len(sentence.tokens)
    return Content(_by_mood(sentence, "free_indirect", 0, size), ((0, size),), None, whole=True, rule=rule)


def _indirect(sentence: Sentence, tagged: Tagged, frames: Sequence[Frame]) -> Iterator[Content]:
    groups: dict[int, list[Run]] = {}
    for run in tagged.content:
        if run.label == "indirect":
            groups.setdefault(_framed(run, tagged, frames), []).append(run)
    for number, runs in groups.items():
        frame = frames[number] if number >= 0 else None
        pieces: list[Tokens] = []
        for run in runs:
            filled = _with_verbs(sentence, tagged, *_filled(sentence, tagged, run))
            trimmed = trim(sentence, *filled)
            if trimmed is None or (trimmed[1] - trimmed[0] == 1 and len(runs) > 1):
                continue
            if pieces and trimmed[0] - pieces[-1][1] <= _GAP and not _crosses(tagged, pieces[-1][1], trimmed[0]):
                pieces[-1] = (pieces[-1][0], max(trimmed[1], pieces[-1][1]))
            else:
                pieces.append(trimmed)
        if not pieces:
            continue
        size = sum(last - first for first, last in pieces)
        if frame is None:
            if _subjunctive(sentence, 0, len(sentence.tokens)) and size >= _MOST * len(sentence.tokens):
                yield Content("indirect_free_indirect", ((0, len(sentence.tokens)),), None, whole=True, rule=_LOST)
        else:
            if len(frames) == 1 and all(sentence.tokens[first].tag == "ADP" for first, _ in frame.cue):
                pieces[-1] = (pieces[-1][0], _with_next_clauses(sentence, tagged, *pieces[-1]))
            yield Content("indirect", tuple(pieces), frame, whole=False, rule="content of a frame")


def _framed(run: Run, tagged: Tagged, frames: Sequence[Frame]) -> int:
    """The number of the frame that a content stands under: where its words point, else the nearest; -1 for none."""
    if not frames:
        return -1
    votes = [0] * len(frames)
    for aim in tagged.ties[run.first : run.last]:
        for number, frame in enumerate(frames):
            votes[number] += any(first <= aim < last for first, last in frame.cue)
    best = max(range(len(frames)), key=lambda number: votes[number])
    if votes[best]:
        return best
    return min(range(len(frames)), key=lambda number: _distance(run, frames[number]))


def _distance(run: Run, frame: Frame) -> int:
    return min(max(first - run.last, run.first - last, 0) for first, last in frame.spans)


def _filled(sentence: Sentence, tagged: Tagged, run: Run) -> Tokens:
    """Let a content reach to the next mark, or to the frame: it does not end within a phrase."""
    first, last = run.first, run.last
    while first > 0 and sentence.tokens[first - 1].text not in _STOPS and not _crosses(tagged, first - 1, first):
        first -= 1
    end = len(sentence.tokens)
    while last < end and sentence.tokens[last].text not in _STOPS and not _crosses(tagged, last, last + 1):
        last += 1
    return first, last


def _with_verbs(sentence: Sentence, tagged: Tagged, first: int, last: int) -> Tokens:
    """Let a content that begins a clause have its verb too, behind whatever stands between."""
    for clause in sentence.clauses:
        begins = first <= clause.start < last <= clause.verb and clause.order == "verb-last"
        if begins and not _crosses(tagged, last, clause.verb + 1):
            last = clause.verb + 1
    return first, last


def _with_next_clauses(sentence: Sentence, tagged: Tagged, first: int, last: int) -> int:
    """The end of the main clauses that go on behind a comma: "Nach Ansicht der Ärzte ist er krank, er braucht Ruhe"."""
    for clause in sentence.clauses:
        begins = clause.start in (last, last + 1) and clause.verb > last and sentence.tokens[last].text == ","
        if begins and clause.relation in _NEXT and clause.order == "verb-second" and clause.subject is not None:
            governor = sentence.clauses[clause.governor] if clause.governor is not None else clause
            if first <= governor.verb < last and not _crosses(tagged, last, clause.end):
                last = (trim(sentence, first, clause.end) or (first, last))[1]
    return last


def _crosses(tagged: Tagged, first: int, last: int) -> bool:
    return any(begin < last and first < end for begin, end in (*tagged.frames, *tagged.cues))


def trim(sentence: Sentence, first: int, last: int) -> Tokens | None:
    """Leave out the marks at both ends, and an "und" behind the last."""
    while first < last and sentence.tokens[first].text in _EDGES_LEFT:
        first += 1
    while last > first and (sentence.tokens[last - 1].text in _EDGES_RIGHT or sentence.tokens[last - 1].tag == "CCONJ"):
        last -= 1
    return (first, last) if first < last else None


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs of one kind with hardly a word between are one."""
    found: list[Run] = []
    for run in runs:
        alike = found and (found[-1].label == run.label or {found[-1].label, run.label} == _FREE)
        if alike and run.first - found[-1].last <= _GAP:
            found[-1] = Run(found[-1].first, run.last, found[-1].label)
        else:
            found.append(run)
    return found


def _unframed(sentence: Sentence, run: Run, beside: Sequence[Content]) -> Iterator[Content]:
    """Let a report be a sentence, or a main clause of it: parts of a clause say nothing by themselves."""
    size = len(sentence.tokens)
    framed = any(content.frame is not None for content in beside)
    if run.last - run.first >= (_WHOLE if framed else _MOST) * size:
        kind = _by_mood(sentence, run.label, 0, size)
        yield Content(kind, ((0, size),), None, whole=True, rule=_RULES[kind])
        return
    clauses = [
        clause
        for clause in sentence.clauses
        if run.first <= clause.verb < run.last
        and clause.relation in _MAIN
        and clause.order != "infinitive"
        and clause.subject is not None
    ]
    trimmed = trim(sentence, run.first, run.last)
    if not clauses or trimmed is None or trimmed[1] - trimmed[0] < _FEWEST:
        return
    at_end = all(not token.text[0].isalnum() for token in sentence.tokens[trimmed[1] :])
    kind = _by_mood(sentence, run.label, *trimmed)
    piece = (trimmed[0], size if at_end else trimmed[1])
    yield Content(kind, (piece,), None, whole=False, rule=_RULES[kind])


def _by_mood(sentence: Sentence, kind: str, first: int, last: int) -> str:
    """A view that goes on is told from reported speech that goes on by the mood of its verbs."""
    if kind == "reported":
        return kind
    return "indirect_free_indirect" if _subjunctive(sentence, first, last) else "free_indirect"


def _subjunctive(sentence: Sentence, first: int, last: int) -> bool:
    return any(first <= clause.verb < last and clause.mood.startswith("subj") for clause in sentence.clauses)
