"""An extractor whose records are known beforehand: the text is a list of commands, one a line.

    CONSULT BLR.GOV USA.GOV 2020-10-24 [planned] [reciprocal]     an event
    SAYS BLR.GOV USA                                              a statement of BLR.GOV about USA
    SLEEP 1.5 | SPIN | EXIT 9 | EAT | FAIL                        behave badly

Lines that are no command give nothing. It stands in for German text where a test is about the stream.
"""

import os
import time
from datetime import date

from schemas import Actor, Article, Event, EventDate, Mention, Party, Span, Statement, Voice
from schemas.plover import EventType, Modality, intensity, quad_of
from streams.extract import Extraction, ExtractionError

CODER = "test/1"
MODALITIES = {modality.value for modality in Modality}


def coder() -> str:
    return CODER


def actor(code: str) -> Actor:
    return Actor(code=code, name=code, kind="state")


def extract(article: Article) -> Extraction:
    events: list[Event] = []
    statements: list[Statement] = []
    seen: dict[str, int] = {}
    start = 0
    for line in article.text.splitlines(keepends=True):
        words = line.split()
        if words:
            span = Span.of(article.text, start, start + len(line.rstrip("\n")))
            seen[line.strip()] = seen.get(line.strip(), 0) + 1
            id_ = f"{abs(hash_of(line)):x}-{seen[line.strip()]}"
            if words[0] in EventType.__members__:
                events.append(event(article, f"{article.id}:e:{id_}", span, words))
            elif words[0] == "SAYS":
                statements.append(statement(article, f"{article.id}:s:{id_}", span, words))
            else:
                misbehave(words)
        start += len(line)
    return Extraction(language="de", events=tuple(events), statements=tuple(statements))


def hash_of(line: str) -> int:
    return int.from_bytes(line.strip().encode(), "big") % (2**61 - 1)


def event(article: Article, event_id: str, span: Span, words: list[str]) -> Event:
    type_ = EventType(words[0])
    modality = next((word for word in words if word in MODALITIES), "factual")
    days = [date.fromisoformat(word) for word in words if word[:4].isdigit()]
    return Event(
        event_id=event_id,
        article=article.ref(),
        type=type_,
        quad=quad_of(type_),
        intensity=intensity(type_, []),
        actors=[Party(actor=actor(words[1]))],
        recipients=[Party(actor=actor(words[2]))],
        reciprocal="reciprocal" in words,
        modality=Modality(modality),
        date=EventDate(start=days[0], end=days[0], precision="day") if days else None,
        mentions=[Mention(trigger=span, sentence=span)],
        confidence=1,
        coder=CODER,
    )


def statement(article: Article, statement_id: str, span: Span, words: list[str]) -> Statement:
    return Statement(
        statement_id=statement_id,
        article=article.ref(),
        kind="indirect",
        quote=[span],
        speakers=[Voice(actor=actor(words[1]))],
        about=words[2:],
        confidence=1,
        coder=CODER,
    )


def misbehave(words: list[str]) -> None:
    match words:
        case ["SLEEP", seconds]:
            time.sleep(float(seconds))
        case ["SPIN"]:
            while True:
                pass
        case ["EXIT", code]:
            os._exit(int(code))
        case ["EAT"]:
            hoard = []
            while True:
                hoard.append(bytearray(1024 * 1024 * 1024))
        case ["FAIL"]:
            raise ExtractionError("the text says that it cannot be read")
        case ["BUG"]:
            raise ZeroDivisionError("a fault of the extractor")
