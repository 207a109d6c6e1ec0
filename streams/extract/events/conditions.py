"""Whether the conditions of a sense hold."""

from collections.abc import Callable, Iterator

from streams.extract.actors import Entity
from streams.extract.events.frame import Frame
from streams.extract.events.judgements import called, held, phrase, polarity, said_to_be
from streams.extract.events.lexicon import Condition, Sense
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.places import content_clauses, spots_of
from streams.extract.events.view import View
from streams.extract.languages.de.compounds import first_parts

_JUDGES = {"als": called, "held": held, "pred": said_to_be}
"""Places that tell how somebody is judged."""
_JUDGED = frozenset(("good", "bad"))


def hold(view: View, frame: Frame | None, sense: Sense, noun: int | None) -> bool:
    """Whether all conditions of a sense hold at a verb, or at a noun."""
    return all(_holds(view, frame, condition, noun) == condition.wanted for condition in sense.conditions)


def _holds(view: View, frame: Frame | None, condition: Condition, noun: int | None) -> bool:
    judged = _JUDGED & set(condition.classes)
    if judged:
        return _judgement(view, frame, condition.place, noun) in judged
    spots = list(_spots(view, frame, condition.place, noun))
    if "any" in condition.classes and spots:
        return True
    if "none" in condition.classes and not spots:
        return True
    if "clause" in condition.classes and frame is not None and any(True for _ in content_clauses(view, frame)):
        return True
    return any(_is(view, spot, condition) for spot in spots)


def _judgement(view: View, frame: Frame | None, place: str, noun: int | None) -> str | None:
    """Whether what stands in a place speaks well or ill."""
    if place in _JUDGES:
        return polarity(view, _JUDGES[place](view, frame)) if frame is not None else None
    for spot in _spots(view, frame, place, noun):
        start = min((child for child in view.children[spot] if child < spot), default=spot)
        found = polarity(view, phrase(view, start))
        if found is not None:
            return found
    return None


def _spots(view: View, frame: Frame | None, place: str, noun: int | None) -> Iterator[int]:
    if place == "word":
        number = frame.clause if frame is not None else view.owner[noun] if noun is not None else -1
        yield from view.members(number)
    elif place == "clause":
        # Who acts in the clause under the verb: ``hofft, dass Japan …``.
        inner = content_clauses(view, frame) if frame is not None else ()
        infinitives = (each for each in inner if view.sentence.clauses[each.clause].order != "infinitive")
        yield from (each.subject for each in infinitives if each.subject is not None)
    elif place in _JUDGES:
        yield from _JUDGES[place](view, frame) if frame is not None else ()
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
        found |= frozenset(name for part in first_parts(key) for name in classes().of(part))
    return any(name in found or _dynamic(view, spot, name) for name in condition.classes)


def _begins(key: str, lemma: str) -> bool:
    return key.startswith(lemma) and len(key) > len(lemma)


def _dynamic(view: View, spot: int, name: str) -> bool:
    """Classes that the text decides."""
    if name == "theirs":
        # What somebody says of himself is no judgement.
        own = {filled.entity for filled in view.speakers(spot)}
        return any(filled.entity not in own for filled in view.named(spot, "") or view.owners(spot, ""))
    test = _ENTITY.get(name)
    if test is None:
        return False
    entities = [filled.entity for filled in view.named(spot, "")]
    listed = name == "person" and name in classes().of(view.keys[spot])
    return listed or any(test(entity) for entity in entities)


_ENTITY: dict[str, Callable[[Entity], bool]] = {
    "actor": lambda _: True,
    "state": lambda entity: entity.kind == "state" or entity.international or _governs(entity),
    "person": lambda entity: entity.kind in ("person", "group"),
    "people": lambda entity: entity.kind == "group",
    "body": lambda entity: entity.kind == "organisation",
}


def _governs(entity: Entity) -> bool:
    return entity.kind != "person" and entity.sectors[:1] == ("GOV",)
