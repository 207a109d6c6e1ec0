"""Generated articles whose records are known, and what the world must look like after them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from schemas import Article
from schemas.plover import EventType, Modality
from streams.agents.interactions import article_key, evidence_key
from streams.extract import Extraction
from streams.pool.reading import reading_of
from streams.state.groups import Groups
from streams.state.ledger import Plan, plan
from streams.state.row import Change, Row, empty_row, fold, interaction, is_gone, reports_of, with_evidence
from tests.support.extractor import CODER, extract
from tests.support.stream import value, without_times

NOW = datetime(2024, 1, 1, tzinfo=UTC)
CODES = ["BLR", "BLR.GOV", "RUS", "RUS.GOV", "USA.GOV", "UKR", "EU.IGO", "POL"]
TYPES = [type_.value for type_ in EventType]
MODALITIES = [modality.value for modality in Modality]

Survivors = dict[str, tuple[int, str]]
"""Article id → its last revision and text."""


def text(chance: random.Random, days: int = 5) -> str:
    """A few events and statements, few dyads and days, so that rows are shared by many articles."""
    lines = []
    for _ in range(chance.randint(0, 4)):
        one, other = chance.sample(CODES, 2)
        if chance.random() < 0.25:
            lines.append(f"SAYS {one} {other}")
            continue
        day = f" 2024-11-{chance.randint(1, days):02}" if chance.random() < 0.9 else ""
        modality = chance.choice(MODALITIES) if chance.random() < 0.3 else "factual"
        reciprocal = " reciprocal" if chance.random() < 0.2 else ""
        lines.append(f"{chance.choice(TYPES)} {one} {other}{day} {modality}{reciprocal}")
    return "\n".join(lines) or "nothing that anyone did"


def articles(chance: random.Random, number: int) -> Survivors:
    return {f"article-{i}": (1, text(chance)) for i in range(number)}


def messages(world: Survivors, sources: Mapping[str, str] | None = None) -> list[tuple[bytes, bytes]]:
    return [
        (id_.encode(), value(id_, body, revision=revision, source=(sources or {}).get(id_, "Beispiel")))
        for id_, (revision, body) in world.items()
    ]


@dataclass(frozen=True)
class Writing:
    """How the articles of a test are written, and read."""

    write: Callable[[random.Random, int], str]
    """A text: what to draw lots with, and on how many days its events may be."""
    extract: Callable[[Article], Extraction]
    coder: str
    bad: Sequence[str]
    """Texts that are refused."""


COMMANDS = Writing(text, extract, CODER, ("FAIL", "BUG"))

Plans = Sequence[tuple[str, Plan]]
"""Each article that is left with what it gives."""


def expected(
    world: Survivors, extract: Callable[[Article], Extraction] = extract, coder: str = CODER
) -> dict[str, object]:
    """What `Stream.world` must give, computed in one batch from the articles that are left."""
    return outcome(plans(world, extract, coder))


def plans(world: Survivors, extract: Callable[[Article], Extraction], coder: str) -> Plans:
    """Read each article, as the only message there ever was of it."""
    found = []
    for offset, (id_, (revision, body)) in enumerate(world.items()):
        article = Article(
            id=id_, source="Beispiel", text=body, language="de", revision=revision, published_at=date(2024, 11, 27)
        )
        found.append((id_, plan(None, offset, reading_of(article, extract(article), coder))))
    return found


def outcome(plans: Plans) -> dict[str, object]:
    """What comes of these articles."""
    events: dict[str, object] = {}
    statements: dict[str, object] = {}
    rows: dict[str, Row] = {}
    evidence: dict[str, set[str]] = {}
    sketches: dict[str, dict[str, str]] = {}
    for offset, (id_, planned) in enumerate(plans):
        events |= planned.events
        statements |= planned.statements
        for key, delta in planned.deltas.items():
            change = Change(partition=0, offset=offset, delta=delta)
            rows[key] = fold(rows.get(key, empty_row()), change, NOW)
            evidence.setdefault(key, set()).update(delta["added"])
            sketches.setdefault(key, {})[id_] = delta["sketch"] or ""
    seen = []
    for key, row in rows.items():
        if not is_gone(row):
            whole = with_evidence(row, sorted(evidence[key]), reports_of(row, Groups(sketches[key])))
            seen.append(interaction(key, whole).model_dump(mode="json", by_alias=True))
    seen = [{**row, "quads": {str(quad): number for quad, number in row["quads"].items()}} for row in seen]
    return {
        "events": events,
        "statements": statements,
        "interactions": without_times(seen),
        "http": without_times(seen),
    }


def evidence(plans: Plans) -> dict[str, bytes]:
    """What the table of evidence must hold: the events behind each row, and the sketches of its articles."""
    found: dict[bytes, bytes] = {}
    for id_, planned in plans:
        for key, delta in planned.deltas.items():
            found |= {evidence_key(key, event): b"1" for event in delta["added"]}
            found[article_key(key, id_)] = (delta["sketch"] or "-").encode()
    return {key.decode(): value for key, value in found.items()}
