"""What happens: triggers, their arguments, and the events that they make."""

from streams.extract.events.article import events_of
from streams.extract.events.confidence import confidence
from streams.extract.events.found import Filled, Found
from streams.extract.events.genre import genre_of
from streams.extract.events.scene import Scene
from streams.extract.events.view import Said, View

__all__ = ["Filled", "Found", "Said", "Scene", "View", "confidence", "events_of", "genre_of"]
