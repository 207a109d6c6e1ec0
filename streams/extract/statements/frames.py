"""Reporting clauses of a sentence: cue, speaker, addressee and all words of the frame."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import Saying
from streams.extract.languages.de.words import Words
from streams.extract.statements.acts import saying_of
from streams.extract.statements.addressee import Told, addressee_of
from streams.extract.statements.edges import settled
from streams.extract.statements.nounphrase import bare_dative, noun_phrase, whole_phrase
from streams.extract.statements.tagged import Tagged

_BY = frozenset(("von", "durch", "seitens"))
_NOBODY = frozenset(("es", "das", "dies"))
_MODALS = frozenset(("wollen", "sollen", "müssen", "können", "dürfen", "mögen"))
_QUOTING = frozenset(("zitieren",))
_OUT_OF = frozenset(("in", "aus", "auf"))
_AS = frozenset(("wie",))
_VERBS = frozenset(("VERB", "AUX"))
_STOPS = frozenset(',:;.!?…–—()„“”"»«')

Tokens = tuple[int, int]
"""Tokens of a sentence, the last one exclusive."""


@dataclass(slots=True, eq=False)
class Frame:
    """A reporting clause."""

    sentence: int
    cue: list[Tokens]
    spans: list[Tokens] = field(default_factory=list)
    speaker: Tokens | None = None
    addressee: Tokens | None = None
    perhaps_to: Told | None = None
    """The addressee by the tree."""
    saying: Saying | None = None


def frames_of(number: int, sentence: Sentence, tagged: Tagged, words: Words) -> list[Frame]:
    """Give the frames of a sentence from left to right; one that has no cue only where no other has one."""
    frames = [Frame(number, [tagged.cues[at] for at in group]) for group in _grouped(sentence, tagged)]
    if not frames and tagged.frames:
        frames.append(Frame(number, []))
    _deal_out(frames, tagged)
    for frame in frames:
        frame.saying = saying_of(sentence, [at for first, last in frame.cue for at in range(first, last)], words)
        if any(sentence.tokens[first].tag in _VERBS for first, _ in frame.cue):
            frame.spans = _filled(sentence, tagged, frame)
    for frame in frames:
        _put_parties(sentence, tagged, frame, frames, words)
        parties = [party for party in (frame.speaker, frame.addressee) if party is not None]
        frame.spans = settled(sentence, tagged, frame.spans, frame.cue, parties)
    return frames


def _grouped(sentence: Sentence, tagged: Tagged) -> list[list[int]]:
    """Cues of one predicate, or of one run of frame words, are one: "kündigte … an", "Wie … mitteilte"."""
    owners = [_clause_of(sentence, first) for first, _ in tagged.cues]
    runs = [_run_of(tagged.frames, first) for first, _ in tagged.cues]
    groups: list[list[int]] = []
    for at in range(len(tagged.cues)):
        for group in groups:
            before = group[-1]
            known = owners[at] is not None and owners[before] is not None
            if (known and owners[at] == owners[before]) or (
                runs[at] is not None and runs[at] == runs[before] and not (known and owners[at] != owners[before])
            ):
                group.append(at)
                break
        else:
            groups.append([at])
    return groups


def whole_predicate(sentence: Sentence, cue: list[Tokens]) -> list[Tokens]:
    """Let a verb that is a cue have its particle, its auxiliary and its participle too: "wurde … festgestellt"."""
    number = next((found for first, _ in cue if (found := _clause_of(sentence, first)) is not None), None)
    if number is None:
        number = _opened_by(sentence, cue)
    if number is None:
        return cue
    known = {at for first, last in cue for at in range(first, last)}
    more = [
        at
        for at in sentence.clauses[number].predicate
        if at not in known and sentence.tokens[at].lemma.lower() not in _MODALS
    ]
    return sorted([*cue, *((at, at + 1) for at in more)])


def _opened_by(sentence: Sentence, cue: list[Tokens]) -> int | None:
    """The clause whose conjunction is all of a cue: "wie X mitteilte"."""
    alone = cue[0][0] if len(cue) == 1 and cue[0][1] - cue[0][0] == 1 else None
    if alone is None or sentence.tokens[alone].lemma.lower() not in _AS:
        return None
    return next((at for at, clause in enumerate(sentence.clauses) if clause.subordinator == alone), None)


def _put_parties(sentence: Sentence, tagged: Tagged, frame: Frame, frames: Sequence[Frame], words: Words) -> None:
    frame.speaker = _speaker(sentence, tagged, frame, frames, words)
    if frame.speaker is not None:
        barred = [*tagged.cues, *tagged.contents, *tagged.addressees]
        frame.speaker = whole_phrase(sentence.tokens, *frame.speaker, barred)
    frame.addressee = _addressee(tagged, frame, frames)
    if frame.addressee is not None:
        frame.addressee = whole_phrase(sentence.tokens, *frame.addressee, [*tagged.cues, *tagged.contents])
    if frame.addressee is not None and frame.speaker is not None and _overlap(frame.addressee, frame.speaker):
        frame.addressee = None
    if frame.addressee is None:
        frame.perhaps_to = addressee_of(sentence, frame.cue, frame.saying, frame.speaker)


def _clause_of(sentence: Sentence, position: int) -> int | None:
    return next((number for number, clause in enumerate(sentence.clauses) if position in clause.predicate), None)


def _run_of(runs: Sequence[Tokens], position: int) -> int | None:
    return next((number for number, (first, last) in enumerate(runs) if first <= position < last), None)


def _deal_out(frames: Sequence[Frame], tagged: Tagged) -> None:
    """Give each run of frame words to the frame whose cue lies in it, else whose cue it points to, else the nearest."""
    for first, last in tagged.frames:
        own = [frame for frame in frames if any(first <= begin < last for begin, _ in frame.cue)]
        if len(own) > 1:
            _share(own, first, last)
            continue
        if not own:
            own = [
                _pointed(frames, tagged, first, last) or min(frames, key=lambda frame: _distance(frame, first, last))
            ]
        own[0].spans.append((first, last))
    for frame in frames:
        frame.spans = frame.spans or list(frame.cue)


def _filled(sentence: Sentence, tagged: Tagged, frame: Frame) -> list[Tokens]:
    """Let a frame reach to the marks, contents and other frames around it; the mark before a content belongs to it."""
    taken = [*tagged.contents, *(run for run in tagged.frames if run not in frame.spans)]
    spans: list[Tokens] = []
    for first, last in sorted(frame.spans):
        while first > 0 and sentence.tokens[first - 1].text not in _STOPS and not _within(taken, first - 1):
            first -= 1  # noqa: PLW2901
        while last < len(sentence.tokens) and sentence.tokens[last].text not in _STOPS and not _within(taken, last):
            last += 1  # noqa: PLW2901
        if last < len(sentence.tokens) and sentence.tokens[last].text in ",:" and _within(tagged.contents, last + 1):
            last += 1  # noqa: PLW2901
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _within(runs: Sequence[Tokens], position: int) -> bool:
    return any(first <= position < last for first, last in runs)


def _share(frames: Sequence[Frame], first: int, last: int) -> None:
    """Two cues in one run of frame words: "X riet ab und sagte,"; the cut is before the later frame's cue."""
    ordered = sorted(frames, key=lambda frame: frame.cue[0][0])
    cuts = [first, *(frame.cue[0][0] for frame in ordered[1:]), last]
    for frame, begin, end in zip(ordered, cuts[:-1], cuts[1:], strict=True):
        if begin < end:
            frame.spans.append((begin, end))


def _pointed(frames: Sequence[Frame], tagged: Tagged, first: int, last: int) -> Frame | None:
    votes = [aim for aim in tagged.ties[first:last] if aim >= 0]
    scores = [sum(any(a <= aim < b for a, b in frame.cue) for aim in votes) for frame in frames]
    best = max(range(len(frames)), key=lambda at: scores[at])
    return frames[best] if scores[best] else None


def _distance(frame: Frame, first: int, last: int) -> int:
    return min((max(begin - last, first - end, 0) for begin, end in frame.cue), default=0)


def _speaker(sentence: Sentence, tagged: Tagged, frame: Frame, frames: Sequence[Frame], words: Words) -> Tokens | None:
    clause = _clause(sentence, frame)
    marked = _marked(tagged, frame)
    source = _source(sentence, clause, words) if clause is not None else None
    if source is not None:
        return source
    if clause is not None and clause.passive and clause.lemma not in _QUOTING:
        return _agent(sentence, clause, tagged, marked)
    if marked is not None and not (clause is not None and clause.passive):
        return marked
    if clause is None or clause.subject is None or sentence.tokens[clause.subject].lemma.lower() in _NOBODY:
        return None
    if any(sentence.tokens[last - 1].text.lower() == "es" for _, last in frame.cue):
        return None
    subject = noun_phrase(sentence.tokens, clause.subject)
    taken = [other.speaker for other in frames if other.speaker is not None]
    return next((run for run in (*tagged.speakers, *taken) if _overlap(run, subject)), subject)


def _source(sentence: Sentence, clause: Clause, words: Words) -> Tokens | None:
    """What speaks where nobody does: "Im Bericht heißt es", "aus dem Palast verlautete", "auf dem Plakat stand"."""
    if not words.is_("source_verb", clause.lemma.lower()):
        return None
    if clause.subject is not None and sentence.tokens[clause.subject].tag != "PRON":
        return None
    heads = [oblique.head for oblique in clause.obliques if oblique.preposition in _OUT_OF]
    return noun_phrase(sentence.tokens, heads[0]) if heads else None


def _marked(tagged: Tagged, frame: Frame) -> Tokens | None:
    """The speaker that the cue points to, else one among the frame's words."""
    aims = [tagged.ties[position] for first, last in frame.cue for position in range(first, last)]
    for aim in aims:
        for run in tagged.speakers:
            if run[0] <= aim < run[1]:
                return run
    for run in tagged.speakers:
        if any(first <= run[0] < last for first, last in frame.spans):
            return run
    return None


def _agent(sentence: Sentence, clause: Clause, tagged: Tagged, marked: Tokens | None) -> Tokens | None:
    """In the passive whom it is said by; the one it is said to is no speaker, whatever the network thinks."""
    agent = agent_of(sentence, clause)
    if agent is not None:
        return next((run for run in tagged.speakers if _overlap(run, agent)), agent)
    if marked is None or bare_dative(sentence.tokens, marked[0]):
        return None
    told = [head for head in (clause.subject, clause.dative) if head is not None]
    return None if any(marked[0] <= head < marked[1] for head in told) else marked


def says_nobody(sentence: Sentence, frame: Frame) -> bool:
    """Whether a frame is a passive without anybody: "Es wurde festgestellt, dass …"."""
    clause = _clause(sentence, frame)
    if clause is None or not clause.passive or agent_of(sentence, clause) is not None:
        return False
    return clause.subject is None or sentence.tokens[clause.subject].lemma.lower() in _NOBODY


def agent_of(sentence: Sentence, clause: Clause) -> Tokens | None:
    """The one by whom the deed of a passive is done."""
    for oblique in clause.obliques:
        if oblique.preposition in _BY:
            return noun_phrase(sentence.tokens, oblique.head)
    return None


def _overlap(one: Tokens, other: Tokens) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _clause(sentence: Sentence, frame: Frame) -> Clause | None:
    for first, _ in frame.cue:
        number = _clause_of(sentence, first)
        if number is not None:
            return sentence.clauses[number]
    return None


def _addressee(tagged: Tagged, frame: Frame, frames: Sequence[Frame]) -> Tokens | None:
    for run in tagged.addressees:
        if any(begin <= tagged.ties[run[0]] < end for begin, end in frame.cue):
            return run
    for run in tagged.addressees:
        if any(first <= run[0] < last for first, last in frame.spans):
            return run
    return tagged.addressees[0] if tagged.addressees and len(frames) == 1 else None
