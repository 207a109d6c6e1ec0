"""Who goes on speaking where no frame says so."""

from streams.extract.analyser import Clause, Document, Sentence
from streams.extract.languages.de.words import Words
from streams.extract.statements import stances
from streams.extract.statements.acts import saying_of
from streams.extract.statements.draft import Draft, Heard
from streams.extract.statements.nounphrase import noun_phrase
from streams.extract.statements.reported import subject_of
from streams.extract.statements.voices import Voices

_HEARSAY = frozenset(("sollen",))
_SUPPOSING = frozenset(("als", "wenn", "falls"))
GOES_ON = "mood or hearsay that goes on with the last speaker"


class Turns:
    """What the sentences of a document tell of who speaks, and whether they go on with what was said."""

    def __init__(self, document: Document, voices: Voices, words: Words) -> None:
        self._document = document
        self._voices = voices
        self._words = words

    def goes_on(self, number: int, before: Draft | None, speaker: Heard | None) -> str | None:
        """By which rule a sentence goes on with what was said; None if nothing but the network could tell.

        Args:
            number: the sentence.
            before: the statement right before it in its paragraph.
            speaker: who would go on speaking.
        """
        sentence, root = self._document.sentences[number], self._root(number)
        if root is None:
            return None
        if root.mood == "subjunctive-1":
            told = before is not None or (number > 0 and self.acts(number - 1) is not None)
            return GOES_ON if told else None
        if before is None:
            return None
        if root.modal in _HEARSAY and root.tense == "present":
            return GOES_ON
        if before.rule == stances.RULE and stances.tells_duty(root):
            return stances.RULE
        party = (
            self._voices.actor(number, noun_phrase(sentence.tokens, root.subject)) if root.subject is not None else None
        )
        return stances.RULE if stances.tells_stance(sentence, root, party, speaker, self._words) else None

    def acts(self, number: int) -> Heard | None:
        """Who does a speech act in a sentence, by its main verb."""
        sentence, root = self._document.sentences[number], self._root(number)
        if root is None or saying_of(sentence, root.predicate, self._words) is None:
            return None
        speaker = subject_of(sentence, root)
        return self._voices.heard(number, speaker) if speaker is not None else None

    def subject(self, number: int) -> Heard | None:
        """Who a sentence is about, if the next one belongs to its paragraph."""
        sentence, root = self._document.sentences[number], self._root(number)
        if root is None or root.passive or self._document.sentences[number + 1].paragraph != sentence.paragraph:
            return None
        speaker = subject_of(sentence, root)
        return self._voices.actor(number, speaker) if speaker is not None else None

    def _root(self, number: int) -> Clause | None:
        return next((one for one in self._document.sentences[number].clauses if one.relation == "root"), None)


def is_irreal(sentence: Sentence) -> bool:
    """Whether a sentence supposes what is not so, and reports nothing: "Gäbe es Schnee, wären die Pisten offen"."""
    if any(clause.mood == "subjunctive-1" for clause in sentence.clauses):
        return False
    return any(
        clause.mood == "subjunctive-2"
        and clause.relation == "advcl"
        and (clause.order == "verb-first" or sentence.tokens[clause.start].lemma.lower() in _SUPPOSING)
        for clause in sentence.clauses
    )
