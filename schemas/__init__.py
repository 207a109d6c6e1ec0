"""The records: what travels over the topics and what the views return. Imports nothing of ours outside itself."""

from schemas.actor import Actor, Party, Voice
from schemas.article import MAX_ID, MAX_TEXT, Article, ArticleRef
from schemas.base import SCHEMA_VERSION, Instant, Moment, Record, RecordError, decode_json
from schemas.dead_letter import DeadLetter
from schemas.event import Attribution, Event, EventDate, Mention, Place
from schemas.interaction import UNDATED, Interaction, row_key
from schemas.span import Span
from schemas.statement import Statement

__all__ = [
    "MAX_ID",
    "MAX_TEXT",
    "SCHEMA_VERSION",
    "UNDATED",
    "Actor",
    "Article",
    "ArticleRef",
    "Attribution",
    "DeadLetter",
    "Event",
    "EventDate",
    "Instant",
    "Interaction",
    "Mention",
    "Moment",
    "Party",
    "Place",
    "Record",
    "RecordError",
    "Span",
    "Statement",
    "Voice",
    "decode_json",
    "row_key",
]
