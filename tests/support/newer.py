"""The test extractor's next version: what was a consultation is an agreement, and threats are no longer seen."""

from schemas import Article, Event
from schemas.plover import EventType, intensity, quad_of
from streams.extract import Extraction
from tests.support import extractor

CODER = "test/2"


def coder() -> str:
    return CODER


def extract(article: Article) -> Extraction:
    old = extractor.extract(article)
    events = tuple(read(event) for event in old.events if event.type is not EventType.THREATEN)
    statements = tuple(one.model_copy(update={"coder": CODER}) for one in old.statements)
    return Extraction(language=old.language, events=events, statements=statements)


def read(event: Event) -> Event:
    type_ = EventType.AGREE if event.type is EventType.CONSULT else event.type
    changes = {"type": type_, "quad": quad_of(type_), "intensity": intensity(type_, []), "coder": CODER}
    return event.model_copy(update=changes)
