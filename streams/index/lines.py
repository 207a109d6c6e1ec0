"""One ledger entry as lines of the index's tables: pure."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from streams.state.contribution import pairs
from streams.state.ledger import Entry, Plain


class Side(NamedTuple):
    """Who stands in a record, and how."""

    record: str
    role: str
    code: str
    home: str


class Fact(NamedTuple):
    """What one record says of one directed dyad."""

    record: str
    from_code: str
    from_home: str
    from_sector: str
    to_code: str
    to_home: str
    to_sector: str
    day: str
    type: str
    modality: str
    quad: int
    half_points: int


class Name(NamedTuple):
    """A name under which a code was met."""

    code: str
    home: str
    name: str
    folded: str
    kind: str
    office: str | None
    wikidata: str | None


class Record(NamedTuple):
    """An event or a statement."""

    id: str
    is_event: int
    type: str
    act: str
    quad: int
    modality: str
    day: str
    json: bytes


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of one article."""

    source: str
    published: str
    """Day, ISO 8601, or ''."""
    title: str
    text: str
    ref: bytes
    records: list[Record]
    sides: list[Side]
    facts: list[Fact]
    names: list[Name]


def home_of(code: str) -> str:
    """The country or organisation of an actor code: the code without its sector."""
    return code.partition(".")[0]


def lines_of(entry: Entry) -> Lines | None:
    """The lines of an article, or None where it was withdrawn."""
    article = entry["article"]
    if article is None:
        return None
    published = (article["published_at"] or "")[:10]
    events, statements = entry["events"], entry["statements"]
    sides = [*itertools.chain.from_iterable(map(_event_sides, events))]
    sides += itertools.chain.from_iterable(map(_statement_sides, statements))
    facts = [*itertools.chain.from_iterable(map(_event_facts, events))]
    facts += itertools.chain.from_iterable(_statement_facts(statement, published) for statement in statements)
    return Lines(
        source=article["source"],
        published=published,
        title=entry["title"],
        text=entry.get("text", ""),
        ref=orjson.dumps(article),
        records=[*map(_event, events), *(_statement(statement, published) for statement in statements)],
        sides=list(dict.fromkeys(sides)),
        facts=facts,
        names=list({(name.code, name.name): name for name in map(_name, _actors(events, statements))}.values()),
    )


def _event(event: Plain) -> Record:
    day = event["date"]["start"] if event["date"] else ""
    return Record(event["event_id"], 1, event["type"], "", event["quad"], event["modality"], day, orjson.dumps(event))


def _statement(statement: Plain, published: str) -> Record:
    return Record(
        statement["statement_id"],
        0,
        statement["kind"],
        statement["act"] or "",
        0,
        "",
        published,
        orjson.dumps(statement),
    )


def _event_sides(event: Plain) -> Iterator[Side]:
    for role, parties in (("actor", event["actors"]), ("recipient", event["recipients"])):
        for party in parties:
            code = party["actor"]["code"]
            yield Side(event["event_id"], role, code, home_of(code))
    for attribution in event["attribution"]:
        code = attribution["actor"]["code"]
        yield Side(event["event_id"], "attribution", code, home_of(code))


def _statement_sides(statement: Plain) -> Iterator[Side]:
    for role, voices in (
        ("speaker", statement["speakers"]),
        ("addressee", statement["addressees"]),
        ("via", statement["via"]),
    ):
        for voice in voices:
            if voice["actor"]:
                code = voice["actor"]["code"]
                yield Side(statement["statement_id"], role, code, home_of(code))
    for code in statement["about"]:
        yield Side(statement["statement_id"], "about", code, home_of(code))


def _event_facts(plain: Plain) -> Iterator[Fact]:
    day = plain["date"]["start"] if plain["date"] else ""
    actors, recipients = ([party["actor"]["code"] for party in plain[side]] for side in ("actors", "recipients"))
    for from_, to in pairs(actors, recipients, reciprocal=plain["reciprocal"]):
        yield _fact(
            plain["event_id"], from_, to, day, plain["type"], plain["modality"], plain["quad"], plain["intensity"]
        )


def _statement_facts(plain: Plain, published: str) -> Iterator[Fact]:
    speakers = dict.fromkeys(voice["actor"]["code"] for voice in plain["speakers"] if voice["actor"])
    for from_, to in itertools.product(speakers, dict.fromkeys(plain["about"])):
        if from_ != to:
            yield _fact(plain["statement_id"], from_, to, published, "", "", 0, 0.0)


def _fact(  # noqa: PLR0917 (the columns, in their order)
    record: str, from_: str, to: str, day: str, type_: str, modality: str, quad: int, intensity: float
) -> Fact:
    from_home, _, from_sector = from_.partition(".")
    to_home, _, to_sector = to.partition(".")
    return Fact(
        record,
        from_,
        from_home,
        from_sector,
        to,
        to_home,
        to_sector,
        day,
        type_,
        modality,
        int(quad),
        round(intensity * 2),
    )


def _actors(events: Iterable[Plain], statements: Iterable[Plain]) -> Iterator[dict[str, Any]]:
    for event in events:
        for held in (*event["actors"], *event["recipients"], *event["attribution"]):
            yield held["actor"]
    for statement in statements:
        for voice in (*statement["speakers"], *statement["addressees"], *statement["via"]):
            if voice["actor"]:
                yield voice["actor"]


def _name(actor: dict[str, Any]) -> Name:
    code, name = actor["code"], actor["name"]
    return Name(code, home_of(code), name, name.casefold(), actor["kind"], actor["office"], actor["wikidata"])
