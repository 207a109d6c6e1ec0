"""What happens: triggers, their arguments, and the events that they make."""

from streams.extract.events.read import Found, events_of

__all__ = ["Found", "events_of"]
