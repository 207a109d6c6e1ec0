"""What happens: triggers, their arguments, and the events that they make."""

from streams.extract.events.found import Filled, Found
from streams.extract.events.read import events_of

__all__ = ["Filled", "Found", "events_of"]
