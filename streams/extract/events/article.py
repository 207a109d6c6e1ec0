"""The events of a sentence within its article: those of its words, and those of what is said."""

from streams.extract.events.found import Found
from streams.extract.events.lexicon import EventLexicon, event_lexicon
from streams.extract.events.read import told_by_words
from streams.extract.events.scene import Scene
from streams.extract.events.speech import acts_of, demands_of
from streams.extract.events.view import View


def events_of(view: View, scene: Scene, lexicon: EventLexicon | None = None) -> list[Found]:
    """The events that a sentence reports; the scene learns them.

    Args:
        view: the sentence.
        scene: the article up to here.
        lexicon: another than the one that ships.
    """
    found = told_by_words(view, scene, lexicon or event_lexicon())
    if view.said:
        found += demands_of(view)
        found += acts_of(view, found, scene)
    scene.told += found
    return found
