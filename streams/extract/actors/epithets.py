"""Epithets: ``der 65-Jährige``, ``der Norweger``, ``die SPD-Politikerin`` for a person who was spoken of."""

from collections.abc import Iterator
from dataclasses import dataclass

from streams.extract.actors.entity import Entity
from streams.extract.actors.known.entry import Role
from streams.extract.actors.memory import Memory, Seen
from streams.extract.actors.number import is_plural
from streams.extract.analyser import Sentence

_WITHIN = 5
"""Sentences that an epithet looks back over."""
_FAR = 0.6
"""What each sentence of distance costs."""
_MOST_TIMES = 4
_ACCUSED = (("CRM",), ("UAF",))
"""Sectors that only those have whom the text gives them."""
_FREE = ("BUS", "MNC", "JRN", "NGO", "IGO", "REL", "CVL")
"""Sectors of persons who may be of another nation than the one that they act for."""


@dataclass(frozen=True, slots=True)
class Epithet:
    """What a description tells of whom it means."""

    sentence: int
    clause: int
    position: int
    subject: bool
    feminine: bool | None = None
    nation: str | None = None
    """Whose citizen: ``der Norweger``."""
    parties: frozenset[str | None] = frozenset()
    """Countries that have a party of the name: ``der SPD-Politiker``."""
    role: Role | None = None


def individual(role: Role, sentence: Sentence, first: int, head: int) -> bool:
    """Whether a noun means one person: ``der Sozialist`` too, which is a group's in the plural."""
    if is_plural(sentence, first, head, role):
        return False
    if role.kind == "person":
        return True
    adjectival = role.noun.endswith("er") and not sentence.tokens[head].text.lower().endswith(("er", "ers", "ern"))
    return role.kind == "group" and (role.feminine is not None or adjectival)


def meant(memory: Memory, epithet: Epithet) -> tuple[tuple[Entity, ...], float]:
    """Whom an epithet means, and how sure that is."""
    rows: list[tuple[float, int, Entity]] = []
    for order, (seen, entity) in enumerate(_seen(memory, epithet)):
        score = _score(memory, seen, entity, epithet)
        if score is not None:
            rows.append((score, order, entity))
    if not rows:
        return (), 0.0
    rows.sort(key=lambda row: row[:2])
    best, _, entity = rows[-1]
    rival = next((score for score, _, other in reversed(rows) if other is not entity), best - 2)
    return (entity,), max(0.4, min(0.7, 0.5 + 0.1 * (best - rival)))


def _seen(memory: Memory, epithet: Epithet) -> Iterator[tuple[Seen, Entity]]:
    for seen in memory.recent(epithet.sentence, _WITHIN):
        if seen.sentence == epithet.sentence and (seen.position > epithet.position or seen.clause == epithet.clause):
            continue
        if len(seen.entities) == 1 and seen.entities[0].kind == "person" and not seen.entities[0].plural:
            yield seen, seen.entities[0]


def _score(memory: Memory, seen: Seen, entity: Entity, epithet: Epithet) -> float | None:
    """How well a person fits; none: not at all."""
    if epithet.feminine is not None and entity.feminine is (not epithet.feminine):
        return None
    score = -_FAR * (epithet.sentence - seen.sentence) + 0.25 * min(memory.times(entity), _MOST_TIMES)
    score += (1.0 if seen.subject else 0.0) - (0.5 if seen.governed else 0.0)
    if epithet.feminine is True and entity.feminine is None:
        score -= 0.5
    if " " in entity.name:
        score += 0.3
    for told in (_of_nation(entity, epithet), _of_party(entity, epithet), _of_role(entity, epithet)):
        if told is None:
            return None
        score += told
    return score


def _of_nation(entity: Entity, epithet: Epithet) -> float | None:
    if epithet.nation is None:
        return 0.0
    if entity.place == epithet.nation:
        return 2.0
    free = entity.international or entity.sectors[:1] == () or entity.sectors[0] in _FREE
    return 0.6 if free else None


def _of_party(entity: Entity, epithet: Epithet) -> float | None:
    if not epithet.parties:
        return 0.0
    return 1.0 if entity.place in epithet.parties else None


def _of_role(entity: Entity, epithet: Epithet) -> float | None:
    """A single-holder office is nobody's epithet who is known to hold another."""
    role = epithet.role
    if role is None:
        return 0.0
    if role.office and (entity.role or entity.office):
        return None
    if role.sectors[:1] in _ACCUSED and entity.sectors[:1] != role.sectors[:1]:
        return None
    return 2.0 if role.sectors[:1] == entity.sectors[:1] else -0.3
