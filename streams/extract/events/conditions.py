"""Whether the conditions of a sense hold."""

from collections.abc import Iterator

from streams.extract.actors import Entity
from streams.extract.events.frames import Frame
from streams.extract.events.lexicon import Condition, Sense
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.places import content_clauses, spots_of
from streams.extract.events.view import View

_PERSONS = frozenset(("CVL", "JRN", "REF", "OPP", "REL", "CRM", "LAB", "EDU", "ELI"))


def hold(view: View, frame: Frame | None, sense: Sense, noun: int | None) -> bool:
    """Whether all conditions of a sense hold at a verb, or at a noun."""
    return all(_holds(view, frame, condition, noun) == condition.wanted for condition in sense.conditions)


def _holds(view: View, frame: Frame | None, condition: Condition, noun: int | None) -> bool:
    spots = list(_spots(view, frame, condition.place, noun))
    if "any" in condition.classes and spots:
        return True
    if "none" in condition.classes and not spots:
        return True
    if "clause" in condition.classes and frame is not None and any(True for _ in content_clauses(view, frame)):
        return True
    return any(_is(view, spot, condition) for spot in spots)


def _spots(view: View, frame: Frame | None, place: str, noun: int | None) -> Iterator[int]:
    if place == "word":
        number = frame.clause if frame is not None else view.owner[noun] if noun is not None else -1
        yield from view.members(number)
    elif place in ("own", "comp"):
        if noun is not None:
            yield noun
    elif place == "of" or (frame is None and noun is not None):
        if noun is not None:
            wanted = ("", "von") if place == "of" else (place,)
            for preposition in wanted:
                yield from view.below((noun,), preposition)
    elif frame is not None:
        yield from spots_of(view, frame, place, noun)
        if noun is not None and frame.node != noun:
            yield from view.below((noun,), place)


def _is(view: View, spot: int, condition: Condition) -> bool:
    key = view.keys[spot]
    if key in condition.lemmas or (condition.tails and key.endswith(condition.tails)):
        return True
    if condition.place in ("own", "comp") and any(_begins(key, lemma) for lemma in condition.lemmas):
        return True
    if not condition.classes:
        return False
    found = classes().of(key)
    if condition.place in ("own", "comp"):
        found |= frozenset(name for cut in range(3, len(key) - 2) for name in classes().of(key[:cut]))
    return any(name in found or _dynamic(view, spot, name) for name in condition.classes)


def _begins(key: str, lemma: str) -> bool:
    return key.startswith(lemma) and len(key) > len(lemma)


def _dynamic(view: View, spot: int, name: str) -> bool:
    """Classes that the text decides."""
    if name not in ("actor", "person", "state", "people", "body"):
        return False
    entities = [filled.entity for filled in view.named(spot, "")]
    if name == "actor":
        return bool(entities)
    if name == "state":
        return any(_is_state(entity) for entity in entities)
    if name == "person":
        return any(entity.kind in ("person", "group") for entity in entities) or "person" in classes().of(
            view.keys[spot]
        )
    if name == "people":
        return any(entity.kind == "group" for entity in entities)
    return any(entity.kind == "organisation" for entity in entities)


def _is_state(entity: Entity) -> bool:
    """A country, its government, an organisation of states."""
    government = entity.kind != "person" and entity.sectors[:1] == ("GOV",)
    return entity.kind == "state" or entity.international or government
