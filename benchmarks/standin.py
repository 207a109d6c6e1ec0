"""An extractor that costs next to nothing, so that what is measured is the stream around it.

Each article gives 3 events and 3 statements and changes 4 rows. Whom and when they are about follows from the
article's id: few dyads have most of the articles, as in the world.
"""

from datetime import date, timedelta
from functools import cache
from zlib import crc32

from schemas import Actor, Article, Event, EventDate, Mention, Party, Span, Statement, Voice
from schemas.plover import EventType, Modality, intensity, quad_of
from streams.extract import Extraction

_CODES = [f"{country}.{sector}" for country in ("BLR", "RUS", "USA", "POL", "DEU", "FRA", "CHN", "UKR", "GBR", "LTU")
          for sector in ("GOV", "MIL", "LEG", "OPP")]  # fmt: skip
_TYPES = [EventType.CONSULT, EventType.AGREE, EventType.ACCUSE]
_FIRST = date(2024, 1, 1)
_DAYS = 90


def coder() -> str:
    return "standin/1"


def extract(article: Article) -> Extraction:
    number = crc32(article.id.encode())
    events, statements = _templates(number % 4096)
    ref = article.ref()
    return Extraction(
        "de",
        tuple(
            event.model_copy(update={"event_id": f"{article.id}:e:{at}", "article": ref})
            for at, event in enumerate(events)
        ),
        tuple(
            statement.model_copy(update={"statement_id": f"{article.id}:s:{at}", "article": ref})
            for at, statement in enumerate(statements)
        ),
    )


def day_of(number: int) -> date:
    """When the article was published."""
    return _FIRST + timedelta(days=number % _DAYS)


@cache
def _templates(number: int) -> tuple[list[Event], list[Statement]]:
    """The records of an article, but for its name: three dyads with an event, two with a statement too, one without."""
    step = 1 + number % 7 * (number >> 3) % (len(_CODES) - 5)
    codes = [_CODES[(number // 7 + step * at) % len(_CODES)] for at in range(8)]
    pairs = [(codes[at], _other(codes[at], codes[at + 4])) for at in range(4)]
    day = day_of(number)
    ref = Article(id="x", source="x", text="x").ref()
    words = "Der Minister reiste am Montag nach Moskau"
    span = Span(start=0, end=len(words), text=words)
    events = [
        Event(
            event_id="x",
            article=ref,
            type=type_,
            quad=quad_of(type_),
            intensity=intensity(type_, []),
            actors=[Party(actor=_actor(one))],
            recipients=[Party(actor=_actor(other))],
            modality=Modality.FACTUAL,
            date=EventDate(start=day, end=day, precision="day"),
            mentions=[Mention(trigger=span, sentence=span)],
            confidence=1,
            coder=coder(),
        )
        for type_, (one, other) in zip(_TYPES, pairs, strict=False)
    ]
    statements = [
        Statement(
            statement_id="x",
            article=ref,
            kind="indirect",
            quote=[span],
            speakers=[Voice(actor=_actor(one))],
            about=[other],
            confidence=1,
            coder=coder(),
        )
        for one, other in (pairs[0], pairs[1], pairs[3])
    ]
    return events, statements


def _other(one: str, other: str) -> str:
    return other if other != one else _CODES[(_CODES.index(one) + 1) % len(_CODES)]


@cache
def _actor(code: str) -> Actor:
    return Actor(code=code, name=code, kind="state")
