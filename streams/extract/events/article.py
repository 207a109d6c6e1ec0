"""The events of a sentence within its article: those of its words, and those of what is said."""

from collections.abc import Sequence

from streams.extract.events.found import Found
from streams.extract.events.lexicon import EventLexicon, event_lexicon
from streams.extract.events.read import told_by_words
from streams.extract.events.scene import Scene
from streams.extract.events.speech import Said, acts_of, demands_of
from streams.extract.events.view import View


def events_of(
    view: View, scene: Scene, said: Sequence[Said] = (), lexicon: EventLexicon | None = None
) -> list[Found]:
    """The events that a sentence reports; the scene learns them.

    Args:
        view: the sentence.
        scene: the article up to here.
        said: the article's statements.
        lexicon: another than the one that ships.
    """
    found = told_by_words(view, scene, lexicon or event_lexicon())
    near = [each for each in said if any(start < view.sentence.end and end > view.sentence.start for start, end in (*each.quote, *each.frame))]
    if near:
        found += demands_of(view, near)
        found += acts_of(view, near, found, scene)
    scene.told += found
    return found
