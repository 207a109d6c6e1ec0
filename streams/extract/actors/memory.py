"""What an article has spoken of so far, and whom a pronoun or a bare noun means by it."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple

from streams.extract.actors.entity import Entity

_MEMORY = 48
"""Mentions that are remembered; more would cost time and never be meant."""
_LOOK_BACK = 3
"""Sentences that a personal pronoun looks back over."""
_LIKELY = 2.5
"""What the governing verb, or reported speech that goes on, adds."""
_GENDERS = {"er": "Masc", "ihn": "Masc", "ihm": "Masc", "sein": "Masc", "es": "Neut"}


class Seen(NamedTuple):
    """An actor as it was mentioned."""

    entities: tuple[Entity, ...]
    sentence: int
    position: int
    clause: int
    subject: bool
    governed: bool
    """It stands behind a preposition or in a genitive."""


class Wanted(NamedTuple):
    """What a pronoun tells of whom it means."""

    form: str
    """``er``, ``sie``, ``sein``, ``ihr`` …"""
    plural: bool | None
    sentence: int
    position: int
    clause: int
    subject: bool
    possessive: bool
    person: bool = False
    """Only a person can be meant: ``seine Frau``."""
    apart: bool = False
    """It may mean somebody of its own clause: ``hat das von ihm verhängte Kriegsrecht aufgehoben``."""
    likely: frozenset[int] = frozenset()
    """Heads in its own sentence that the governing verb makes likely: ``er wirft ihr vor, sie …``."""
    speaker: Entity | None = None
    """Whose words were reported, where the pronoun's clause goes on with them or with another verb of saying."""
    nearest: bool = False
    """It means the last that fits: ``dessen``."""
    sharing: int | None = None
    """Where the subject of its clause stands, of which it is an object: ``Soldaten schossen … und töteten mehrere von
    ihnen``."""


class Memory:
    """The last mentions of an article."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=_MEMORY)
        self._times: Counter[Entity] = Counter()

    def see(self, seen: Seen) -> None:
        """Remember a mention."""
        self._seen.append(seen)
        for entity in seen.entities:
            self._times[entity] += 1

    def times(self, entity: Entity) -> int:
        """How often an actor was mentioned."""
        return self._times[entity]

    def recent(self, sentence: int, within: int) -> Iterator[Seen]:
        """The mentions of the last sentences, the oldest first."""
        for seen in self._seen:
            if sentence - seen.sentence <= within:
                yield seen

    def last(self, fits: "Fits", *, within: int | None = None, sentence: int = 0) -> Entity | None:
        """The last actor that fits, subjects first within a sentence."""
        best: tuple[tuple[int, int, int], Entity] | None = None
        for seen in reversed(self._seen):
            if within is not None and sentence - seen.sentence > within:
                break
            for entity in seen.entities:
                if fits(entity):
                    rank = (seen.sentence, int(seen.subject), seen.position)
                    if best is None or rank > best[0]:
                        best = rank, entity
            if best is not None and seen.sentence < best[0][0]:
                break
        return best[1] if best else None

    def holders_of(self, fits: "Fits") -> tuple[Entity, ...]:
        """The last two persons that fit: ``die Außenminister``, ``beide Präsidenten``."""
        found: dict[Entity, None] = {}
        for seen in reversed(self._seen):
            for entity in reversed(seen.entities):
                if fits(entity):
                    found[entity] = None
            if len(found) >= len("ab"):
                break
        return tuple(reversed(list(found)[:2]))

    def meant(self, wanted: Wanted) -> tuple[tuple[Entity, ...], float]:
        """Whom a pronoun means, and how sure that is."""
        scored: list[tuple[float, int, tuple[Entity, ...]]] = []
        barred = set() if wanted.possessive or wanted.apart else self._beside(wanted)
        for order, seen in enumerate(self._seen):
            distance = wanted.sentence - seen.sentence
            speaks = wanted.speaker is not None and seen.entities == (wanted.speaker,)
            if speaks:
                distance = min(distance, 1)  # what lies between is all that speaker's words
            if distance > _LOOK_BACK or (distance == 0 and seen.position > wanted.position):
                continue
            fit = _fit(seen, wanted)
            if fit <= 0 or (wanted.person and seen.entities[0].kind != "person"):
                continue
            same_clause = distance == 0 and seen.clause == wanted.clause
            if barred.intersection(seen.entities):
                continue
            if wanted.nearest:
                if not (same_clause and seen.subject):
                    scored.append((fit - 1.2 * distance + 0.01 * seen.position, order, seen.entities))
                continue
            score = fit - 1.2 * distance + (1.5 if seen.subject else 0) - (0.8 if seen.governed else 0)
            if same_clause:
                score += 1.4 if seen.subject else 0.8
            if wanted.subject and seen.subject:
                score += 0.6
            if distance == 0 and seen.position in wanted.likely:
                score += _LIKELY
            score += _LIKELY if speaks else 0
            scored.append((score, order, seen.entities))
        if not scored:
            return (), 0.0
        scored.sort()
        best = scored[-1]
        rival = next((score for score, _, entities in reversed(scored) if entities != best[2]), best[0] - 3)
        return best[2], max(0.4, min(0.9, 0.55 + 0.15 * (best[0] - rival)))

    @staticmethod
    def agrees(form: str, entities: tuple[Entity, ...]) -> bool:
        """Whether a pronoun can mean somebody by gender and number."""
        seen = Seen(entities, 0, 0, 0, subject=True, governed=False)
        return _fit(seen, Wanted(form, None, 0, 0, 0, subject=False, possessive=True)) > 0

    def _beside(self, wanted: Wanted) -> set[Entity]:
        """Who is named in the pronoun's own clause, or is its subject, and so is not meant by it."""
        return {
            entity
            for seen in self._seen
            if seen.sentence == wanted.sentence
            and (seen.clause == wanted.clause or seen.position == wanted.sharing)
            and seen.position <= wanted.position
            for entity in seen.entities
        }


class Fits:
    """Whether an actor is of the kind that a noun describes."""

    def __call__(self, entity: Entity) -> bool:
        """Whether it is."""
        raise NotImplementedError


def _fit(seen: Seen, wanted: Wanted) -> float:  # noqa: PLR0911  # one return a kind of pronoun
    """How well number and gender agree; nothing or less: not at all."""
    entities = seen.entities
    entity = entities[0]
    many = len(entities) > 1 or entity.plural
    if wanted.form in ("sie", "ihr", "ihnen") and wanted.plural is not False and many:
        return 2.0
    if wanted.form == "ihnen" or (wanted.plural is True and not wanted.possessive):
        return 2.0 if many else -1.0
    if many:
        return -1.0
    if wanted.form in ("sie", "ihr"):
        if entity.kind == "person":
            return 2.0 if entity.feminine else -1.0
        return 1.4 if entity.gender == "Fem" else -1.0
    gender = _GENDERS.get(wanted.form, "")
    if entity.kind == "person":
        if gender == "Neut" or entity.feminine:
            return -1.0
        return 2.0 if entity.feminine is False else 1.6
    if wanted.form == "sein":
        return 0.8 if entity.gender in ("Masc", "Neut") or (not entity.gender and entity.kind == "state") else -1.0
    if entity.kind == "state" and not entity.gender:
        return 0.6 if gender == "Neut" else -1.0
    return 0.8 if entity.gender == gender else -1.0
