"""Who goes on speaking where no frame says so."""

from streams.extract.analyser import Clause, Document
from streams.extract.languages.de import Words
from streams.extract.statements.acts import saying_of
from streams.extract.statements.draft import Heard
from streams.extract.statements.reported import subject_of
from streams.extract.statements.voices import Voices

_HEARSAY = frozenset(("sollen",))


class Turns:
    """What the sentences of a document tell of who speaks, and whether they go on with what was said."""

    def __init__(self, document: Document, voices: Voices, words: Words) -> None:
        self._document = document
        self._voices = voices
        self._words = words

    def goes_on(self, number: int, *, after_statement: bool) -> bool:
        """Whether a sentence goes on by its verb alone: "Die Lage sei ernst. Zudem sollen Brücken gebaut werden"."""
        root = self._root(number)
        if root is None:
            return False
        if root.mood == "subjunctive-1":
            return after_statement or (number > 0 and self.acts(number - 1) is not None)
        return after_statement and root.modal in _HEARSAY and root.tense == "present"

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
