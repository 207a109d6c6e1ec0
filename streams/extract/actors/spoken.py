"""Who is meant by ``wir``, ``ich``, ``unser Land``, ``Sie``: by who speaks to whom."""

from collections.abc import Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.context import NOBODY, Context, Meant
from streams.extract.actors.entity import Entity, Mention
from streams.extract.actors.speech import says
from streams.extract.analyser import Sentence

_DEEP = 4
"""Clauses upwards that are looked at for who speaks."""


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
        self._mentions = mentions

    def hear(self) -> None:
        """Who speaks in this sentence's quotations and reported clauses, for ``wir`` and ``ich``."""
        context, sentence = self._context, self._sentence
        quoted = context.quoted[self._number]
        for clause in sentence.clauses:
            if clause.subject is None or quoted[clause.verb] or not says(clause, context.words):
                continue
            subject = self._at(clause.subject)
            if subject is not None:
                context.speaker = subject.entities[0]
                to = self._at(clause.dative) if clause.dative is not None else None
                context.addressee = to.entities[0] if to else None

    def _at(self, position: int | None) -> Mention | None:
        if position is None:
            return None
        return next((m for m in self._mentions if m.first <= position < m.last and not m.possessive), None)

    def meant(self, candidate: Candidate) -> Meant:  # noqa: PLR0911
        """``wir``, ``ich``, ``unser Land``, ``Sie``: by who speaks."""
        context = self._context
        quoted = context.quoted[self._number][candidate.head]
        if not quoted and candidate.side == "we" and candidate.sort != "pronoun":
            home = context.standing.home()
            return ((home,) if home else ()), "the country that the article is of", 0.6
        speaker = self._inner_speaker(candidate) or (context.speaker if quoted or candidate.side == "i" else None)
        if candidate.side in ("you", "addressee"):
            return ((context.addressee,) if context.addressee and quoted else ()), "who is spoken to", 0.6
        if candidate.side == "i":
            return ((speaker,) if speaker is not None and speaker.kind == "person" else ()), "who speaks", 0.85
        if speaker is None:
            home = context.standing.home() if not quoted else None
            return ((home,) if home else ()), "the country that the article is of", 0.5
        side = context.standing.side_of(speaker)
        if side is None:
            return NOBODY
        together = context.pairs.with_partner(side) if self._jointly(candidate) else None
        if together is not None:
            return together, "the speaker's side and the other one, who act together", 0.7
        return (side,), "the speaker's side", 0.85

    def _inner_speaker(self, candidate: Candidate) -> Entity | None:
        """The subject of the clause of saying that the pronoun's clause hangs on."""
        sentence, number = self._sentence, self._clauses[candidate.head]
        for _ in range(_DEEP):
            if number < 0:
                return None
            governor = sentence.clauses[number].governor
            if governor is None:
                return None
            clause = sentence.clauses[governor]
            if says(clause, self._context.words):
                subject = self._at(clause.subject)
                return subject.entities[0] if subject else None
            number = governor
        return None

    def _jointly(self, candidate: Candidate) -> bool:
        """What the speaker tells is done by both: ``haben wir vereinbart``, ``unsere gemeinsamen …``."""
        number = self._clauses[candidate.head]
        tokens = self._sentence.tokens
        if number < 0:
            return False
        clause = self._sentence.clauses[number]
        joint = self._context.words.classes["joint"]
        return clause.lemma in joint or any(t.lemma.lower() in joint for t in tokens[clause.start : clause.end])
