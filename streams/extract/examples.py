"""What a lexicon's sentences give: the reader's way up to events, with any lexicon."""

from collections.abc import Iterator
from datetime import date

from streams.extract.actors import resolve
from streams.extract.analyser import analyse
from streams.extract.events import Found, Scene, View, events_of
from streams.extract.events.lexicon import EventLexicon, Sense
from streams.extract.events.lexicon.check import Reading, fault_of
from streams.extract.reader import said_in
from streams.extract.tables import LexiconError

DAY = date(2024, 6, 1)
"""The day that examples are read as of."""


class Prepared:
    """A text that is read up to its events, which each lexicon tells in its own way."""

    def __init__(self, text: str) -> None:
        """Analyse the text and resolve its actors."""
        self._document = analyse(text, "de")
        self._resolved = resolve(self._document, DAY)
        self._said = said_in(self._document, self._resolved)

    def readings(self, lexicon: EventLexicon | None = None) -> list[Reading]:
        """The events, by a lexicon or by the one that ships."""
        scene = Scene(self._resolved.home)
        return [
            Reading(found.where.rpartition(": ")[0], found.type, gives(found), found.modality)
            for index, (sentence, mentions) in enumerate(
                zip(self._document.sentences, self._resolved.mentions, strict=True)
            )
            for found in events_of(View(index, sentence, mentions, self._said[index]), scene, lexicon)
        ]


def readings(text: str, lexicon: EventLexicon | None = None) -> list[Reading]:
    """The events of an example."""
    return Prepared(text).readings(lexicon)


def gives(found: Found) -> str:
    """Who to whom, by country: ``RUS>UKR``, ``RUS+UKR``."""
    actors = dict.fromkeys(filled.entity.place for filled in found.actors)
    recipients = dict.fromkeys(filled.entity.place for filled in found.recipients)
    if found.reciprocal:
        return "+".join(sorted({**actors, **recipients}))
    return f"{','.join(sorted(actors))}>{','.join(sorted(recipients))}"


UNREAD = "engine:"
"""How the note of a sense begins whose example is right and is not read as it should be."""


def example_faults(senses: list[Sense], lexicon: EventLexicon) -> Iterator[str]:
    """What is wrong with the examples of senses; a known weakness is a fault once it is none."""
    for sense in senses:
        if not sense.example or not sense.gives:
            continue
        fault = fault_of(sense, readings(sense.example, lexicon))
        known = sense.note.startswith(UNREAD)
        if fault is not None and not known:
            yield fault
        elif fault is None and known:
            yield f"{sense.where}: note: the example is read now; take {UNREAD!r} away"


def prove(sense: Sense, lexicon: EventLexicon) -> None:
    """Read the example of one sense.

    Raises:
        LexiconError: it is not read as it says; the message names the sense and its column.
    """
    for fault in example_faults([sense], lexicon):
        raise LexiconError(fault)
