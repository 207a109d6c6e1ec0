"""What a lexicon's sentences give: the reader's way up to events, with any lexicon."""

from collections.abc import Iterator
from datetime import date

from streams.extract.actors import resolve
from streams.extract.analyser import analyse
from streams.extract.events import Found, Scene, View, events_of
from streams.extract.events.lexicon import EventLexicon, Sense
from streams.extract.events.lexicon.check import Reading, fault_of
from streams.extract.reader import said_in

DAY = date(2024, 6, 1)
"""The day that examples are read as of."""


def readings(text: str, lexicon: EventLexicon | None = None) -> list[Reading]:
    """The events of an example."""
    document = analyse(text, "de")
    resolved = resolve(document, DAY)
    said = said_in(document, resolved)
    scene = Scene(resolved.home)
    return [
        Reading(found.where.rpartition(": ")[0], found.type, gives(found), found.modality)
        for index, (sentence, mentions) in enumerate(zip(document.sentences, resolved.mentions, strict=True))
        for found in events_of(View(index, sentence, mentions, said[index]), scene, lexicon)
    ]


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
