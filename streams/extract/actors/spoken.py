"""Who is meant by ``wir``, ``ich``, ``unser Land``, ``Sie``: by who speaks to whom."""

from collections.abc import Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.context import NOBODY, Context, Meant, is_reported
from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.fits import Addressed
from streams.extract.actors.frames import Frames
from streams.extract.analyser import Sentence

_WITHIN = 2
"""Sentences back to whom a speaker may speak, where the frame tells nobody."""
_FOR_THE_STATE = frozenset(("GOV", "LEG", "MIL", "JUD", "COP", "SPY", "ELI", "IGO"))
"""Sectors that speak for their country, or organisation; the others speak for themselves."""


class Spoken:
    """The speakers of one sentence.

    Args:
        context: the article.
        number: of the sentence.
        sentence: the sentence.
        clauses: the innermost clause of each token.
        mentions: the sentence's mentions so far; more may come.
    """

    def __init__(
        self, context: Context, number: int, sentence: Sentence, clauses: Sequence[int], mentions: Sequence[Mention]
    ) -> None:
        self._context = context
        self._number = number
        self._sentence = sentence
        self._clauses = clauses
        self._frames = Frames(sentence, mentions, context.quoted[number], context.words)

    def hear(self) -> None:
        """Who speaks in this sentence's quotations and reported clauses, for ``wir`` and ``ich``."""
        frame = self._frames.last()
        if frame is not None:
            self._context.speaker, self._context.addressees = frame.speaker, frame.addressees
            if not any(is_reported(clause) for clause in self._sentence.clauses):
                self._context.reporter = frame.speaker

    def meant(self, candidate: Candidate) -> Meant:
        """``wir``, ``ich``, ``unser Land``, ``Sie``: by who speaks."""
        context = self._context
        quoted = context.quoted[self._number][candidate.head]
        if not quoted and candidate.side == "we" and candidate.sort != "pronoun":
            home = context.standing.home()
            return ((home,) if home else ()), "the country that the article is of", 0.6
        inner = self._frames.inner_speaker(self._clauses[candidate.head])
        speaker = inner or (context.speaker if quoted or candidate.side == "i" else None)
        if candidate.side in ("you", "addressee"):
            return self._addressed(speaker) if quoted else NOBODY
        if candidate.side == "i":
            return ((speaker,) if speaker is not None and speaker.kind == "person" else ()), "who speaks", 0.85
        if speaker is None:
            home = context.standing.home() if not quoted else None
            return ((home,) if home else ()), "the country that the article is of", 0.5
        return self._ours(candidate, speaker)

    def _ours(self, candidate: Candidate, speaker: Entity) -> Meant:
        context = self._context
        side = context.standing.side_of(speaker)
        if side is None:
            return NOBODY
        if self._jointly(candidate):
            together = context.pairs.with_partner(side)
            together = together or tuple(context.standing.place(code) for code in context.pairs.partner_places(side))
            if together:
                return together, "the speaker's side and the other one, who act together", 0.7
        if speaker.sectors and speaker.sectors[0] not in _FOR_THE_STATE and not speaker.international:
            if speaker.kind != "person":
                return (speaker,), "the speaker's body", 0.8
            return (context.standing.group(speaker),), "those for whom the speaker speaks", 0.7
        return (side,), "the speaker's side", 0.85

    def _addressed(self, speaker: Entity | None) -> Meant:
        """Whom the frame names, or else the other one of the conversation."""
        context = self._context
        if context.addressees:
            return context.addressees, "who is spoken to", 0.75
        other = context.memory.last(Addressed(speaker), within=_WITHIN, sentence=self._number)
        return ((other,) if other else ()), "the other one of the conversation", 0.5

    def _jointly(self, candidate: Candidate) -> bool:
        """What the speaker tells is done by both: ``haben wir vereinbart``, ``unsere gemeinsamen …``."""
        number = self._clauses[candidate.head]
        tokens = self._sentence.tokens
        if number < 0:
            return False
        clause = self._sentence.clauses[number]
        joint = self._context.words.classes["joint"]
        return clause.lemma in joint or any(t.lemma.lower() in joint for t in tokens[clause.start : clause.end])
