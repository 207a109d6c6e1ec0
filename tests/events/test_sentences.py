"""What sentences of our own give: every type, the modes that news report, every modality, and what is no event."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas import Article
from schemas.plover import EventType
from streams.extract import extract

FILE = Path(__file__).with_name("sentences.txt")
LINE = re.compile(r"(?P<type>[A-Z]+)(?:\[(?P<mode>[^\]]+)\])? (?P<who>\S+) (?P<modality>\w+) \| (?P<text>.+)")


class Told(NamedTuple):
    type: str
    who: str
    modality: str
    modes: tuple[str, ...]


def cases() -> list[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def side(codes: list[str]) -> str:
    return ",".join(sorted({code.partition(".")[0] for code in codes}))


def told(text: str) -> list[Told]:
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
    events = []
    for event in extract(article).events:
        actors = [party.actor.code for party in event.actors]
        recipients = [party.actor.code for party in event.recipients]
        both = side(actors + recipients).replace(",", "+")
        who = both if event.reciprocal else f"{side(actors)}>{side(recipients)}"
        events.append(Told(event.type.value, who, event.modality.value, tuple(event.modes)))
    return events


def wanted(match: re.Match[str]) -> str:
    who = match["who"]
    if "+" in who:
        return "+".join(sorted(who.split("+")))
    return ">".join(",".join(sorted(part.split(","))) for part in who.split(">"))


POSITIVE = [line for line in cases() if not line.startswith("none")]
NEGATIVE = [line.partition("| ")[2] for line in cases() if line.startswith("none")]


def case(line: str) -> object:
    """A line that begins with ``!`` is read wrong today."""
    marks = [pytest.mark.xfail(reason="known weakness", strict=True)] if line.startswith("!") else []
    return pytest.param(line.removeprefix("!").strip(), marks=marks)


@pytest.mark.parametrize("line", [case(line) for line in POSITIVE])
def test_sentence_gives_its_event(line: str) -> None:
    match = LINE.fullmatch(line)
    assert match is not None
    found = told(match["text"])
    fitting = [each for each in found if each[:3] == (match["type"], wanted(match), match["modality"])]
    assert fitting, found
    assert match["mode"] is None or any(match["mode"] in each.modes for each in fitting)


@pytest.mark.parametrize("text", NEGATIVE)
def test_what_only_looks_like_an_event_gives_none(text: str) -> None:
    assert told(text) == []


def test_every_type_and_modality_has_sentences() -> None:
    matches = [LINE.fullmatch(line) for line in POSITIVE if not line.startswith("!")]
    assert {match["type"] for match in matches if match} == {type_.value for type_ in EventType}
    modalities = {match["modality"] for match in matches if match}
    assert modalities == {"factual", "planned", "hypothetical", "negated", "demanded"}
    assert len(NEGATIVE) >= 100
