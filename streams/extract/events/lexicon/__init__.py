"""The lexicon of events: which words report what, and where their parties stand. ``docs/lexicon.md`` tells its form."""

from streams.extract.events.lexicon.load import EventLexicon, event_lexicon
from streams.extract.events.lexicon.sense import Condition, Sense, Slot

__all__ = ["Condition", "EventLexicon", "Sense", "Slot", "event_lexicon"]
