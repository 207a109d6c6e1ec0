"""Parties that the clause leaves out: who stands in the sentence before, where it happened, whose country it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.plover import EventType
from streams.extract.events.found import Filled
from streams.extract.events.frames import Frame
from streams.extract.events.lexicon import Sense
from streams.extract.events.places import content_clauses
from streams.extract.events.scene import NOWHERE, Scene
from streams.extract.events.view import View

_SPOKEN = frozenset(
    (
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.REQUEST,
        EventType.SUPPORT,
        EventType.AGREE,
        EventType.THREATEN,
        EventType.CONCEDE,
    )
)
_HAPPENS = frozenset(("kommen", "geben", "folgen"))
"""Es kam zu …, es gab …: who took part stands before."""
_HIDDEN = frozenset(("explosives", "suicide-attack"))
"""Ways to attack of which the news often cannot say who it was."""
_WORLDWIDE = (("IGO",), ("NGO",), ("IMG",), ("MNC",))
_POINTED = frozenset((EventType.THREATEN, EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT))
_PUBLIC = frozenset((EventType.PROTEST, EventType.COERCE))
"""Deeds that a noun alone tells of a country's own people."""
_AT_LARGE = frozenset((EventType.ACCUSE, EventType.REQUEST, EventType.PROTEST, EventType.ASSAULT, EventType.COERCE))
"""What an actor abroad does to the country that the article is about, where nobody else is named."""
_ANSWERS = frozenset((EventType.REJECT, EventType.SUPPORT, EventType.AGREE, EventType.CONCEDE, EventType.ACCUSE))
_ANSWERED = frozenset((EventType.ACCUSE, EventType.REQUEST, EventType.AGREE, EventType.THREATEN))
_SUFFERED = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE))
_DEEP = 4
_ATTRIBUTES = frozenset(("nmod", "appos", "flat", "compound", "nmod:poss", "obl"))
_WHERE = frozenset(("in", "bei", "auf", "an", "nahe"))


class Parties(NamedTuple):
    """Who did it to whom, and how sure the two are."""

    actors: tuple[Filled, ...]
    recipients: tuple[Filled, ...]
    how: str = ""
    """How a party that the clause leaves out was found; empty where none was."""


def complete(view: View, frame: Frame | None, spot: int, sense: Sense, parties: Parties, scene: Scene) -> Parties:
    """Find the parties that are missing."""
    actors = _settled(view, frame, spot, parties.actors, scene, sense)
    recipients = _settled(view, frame, spot, parties.recipients, scene, sense)
    if sense.reciprocal:
        return _partner(view, frame, actors, recipients, scene)
    how = ""
    if not actors and _by_nobody_known(frame, spot, sense):
        where = recipients or tuple(_location(view, frame, spot))[:1] or scene.home_party()
        return (
            Parties((Filled(scene.unknown(), None, "nobody named"),), where, "nobody named")
            if where
            else Parties((), ())
        )
    if not actors and not recipients and sense.type in (EventType.ASSAULT, EventType.PROTEST):
        recipients = tuple(_location(view, frame, spot))[:1]
    if not actors and not recipients and sense.state and frame is not None and frame.lemma in _HAPPENS:
        recipients = tuple(_location(view, frame, spot))[:1] or scene.home_party()
    if not actors and recipients:
        actors, how = _actors(view, frame, spot, sense, recipients, scene)
    if actors and not recipients:
        recipients, how = _recipients(view, frame, spot, sense, actors, scene)
    return Parties(actors, recipients, how)


def _by_nobody_known(frame: Frame | None, spot: int, sense: Sense) -> bool:
    """``Es kam zu einem Anschlag``: an event, whoever did it."""
    return sense.pos == "n" and bool(_HIDDEN & set(sense.modes)) and not sense.needs_two


def _settled(
    view: View, frame: Frame | None, spot: int, given: tuple[Filled, ...], scene: Scene, sense: Sense
) -> tuple[Filled, ...]:
    """People of no known country are those of the country where it happens."""
    if not any(filled.entity.place == NOWHERE for filled in given):
        return given
    place = next((found.entity.place for found in _location(view, frame, spot)), scene.home)
    if place is None:
        return given
    return tuple(
        filled._replace(entity=scene.placed(filled.entity, place))
        if filled.entity.place == NOWHERE and filled.entity.sectors[:1] not in _WORLDWIDE
        else filled
        for filled in given
    )


def _location(view: View, frame: Frame | None, spot: int) -> Iterator[Filled]:
    """Countries, and cities by their country, that tell where something happens."""
    number = frame.clause if frame is not None else view.owner[spot]
    for mention in view.mentions:
        if mention.possessive or mention.pronoun or view.owner[mention.head] != number:
            continue
        if any(entity.kind != "state" for entity in mention.entities) or not _is_where(view, mention.head):
            continue
        yield from (Filled(entity, mention, "where it happened") for entity in mention.entities)


def _is_where(view: View, spot: int) -> bool:
    """``in Bagdad``, ``in der Nähe von Brüssel``, ``im Osten Bagdads``."""
    for _ in range(_DEEP):
        preposition = view.preposition(spot)
        if preposition in _WHERE:
            return True
        above = view.tokens[spot].head
        if preposition not in ("", "von") or above == spot or view.tokens[spot].relation not in _ATTRIBUTES:
            return False
        spot = above
    return False


def _actors(
    view: View, frame: Frame | None, spot: int, sense: Sense, recipients: tuple[Filled, ...], scene: Scene
) -> tuple[tuple[Filled, ...], str]:
    if sense.state:
        place = next((f.entity.place for f in _location(view, frame, spot)), recipients[0].entity.place)
        if place != NOWHERE:
            return (Filled(scene.state(place), None, "state of whom it happens to"),), "a state's deed"
    if sense.type is EventType.PROTEST:
        place = next((f.entity.place for f in _location(view, frame, spot)), recipients[0].entity.place)
        return (Filled(scene.people(place), None, "the people of the country"),), "the people of the country"
    if sense.type is EventType.ASSAULT:
        places = {filled.entity.place for filled in recipients}
        for earlier in reversed(scene.told):
            if earlier.type is sense.type and places & {filled.entity.place for filled in earlier.recipients}:
                return _again(earlier.actors, "who did it before"), "told before"
    if sense.type in _SPOKEN and frame is not None and frame.passive and frame.own:
        # ``Südafrika wird aufgefordert``: by whoever spoke before.
        theirs = {filled.entity for filled in recipients}
        for earlier in scene.lately(view.index):
            if earlier.type in _SPOKEN and not theirs & {filled.entity for filled in earlier.actors}:
                return _again(earlier.actors, "who spoke before"), "the sentence before"
    return (), ""


def _partner(
    view: View, frame: Frame | None, actors: tuple[Filled, ...], recipients: tuple[Filled, ...], scene: Scene
) -> Parties:
    """The other side: ``Es kam zu Zusammenstößen mit der Polizei``, after a sentence on demonstrators."""
    codes = {filled.entity.code for filled in (*actors, *recipients)}
    if actors or len(codes) != 1 or frame is None or frame.lemma not in _HAPPENS:
        return Parties(actors, recipients)
    for earlier in scene.lately(view.index):
        others = [filled for filled in earlier.actors if filled.entity.code not in codes]
        if others and earlier.index < view.index:
            return Parties(_again(others, "who acted before"), recipients, "the sentence before")
    return Parties(actors, recipients)


def _again(parties: Sequence[Filled], role: str) -> tuple[Filled, ...]:
    """Parties of another sentence: their words stand there."""
    return tuple(filled._replace(mention=None, role=role) for filled in parties)


def _recipients(
    view: View, frame: Frame | None, spot: int, sense: Sense, actors: tuple[Filled, ...], scene: Scene
) -> tuple[tuple[Filled, ...], str]:
    noun = frame is None or frame.node != spot
    if sense.type in _SPOKEN:
        found = () if noun else tuple(_aimed(view, frame, actors))
        if found:
            return found, "whom it concerns"
        found = () if noun else tuple(_beside(view, frame, actors))
        if found and sense.type in _POINTED:
            return found, "who is named beside"
        found = answered(view, sense.type, actors, scene) if not noun and frame is not None and frame.own else ()
        if found:
            return found, "the sentence before"
    elif sense.type in _SUFFERED:
        found = tuple(_location(view, frame, spot))[:1]
        if found:
            return found, "where it happened"
    else:
        return (), ""
    found = _before(sense.type, actors, scene)
    if found:
        return found, "told before"
    if noun and sense.type not in _PUBLIC:
        return (), ""
    if sense.type in _AT_LARGE or _at_home(actors, scene):
        return scene.home_party(), "the article's country"
    return (), ""


def _beside(view: View, frame: Frame | None, actors: Sequence[Filled]) -> Iterator[Filled]:
    """The one other country or organisation that a sentence names beside the one that acts."""
    places = {filled.entity.place for filled in actors}
    others: dict[str, Filled] = {}
    for mention in view.mentions:
        if mention.capital and view.preposition(mention.head) in _WHERE:
            continue
        for entity in mention.entities:
            if entity.place not in places and entity.place != NOWHERE:
                others.setdefault(entity.place, Filled(entity, mention, "named beside"))
    if len(others) == 1:
        yield from others.values()


def _before(type_: EventType, actors: Sequence[Filled], scene: Scene) -> tuple[Filled, ...]:
    """Whom the same did the same to, earlier in the article."""
    places = {filled.entity.place for filled in actors}
    for earlier in reversed(scene.told):
        if earlier.type is type_ and earlier.recipients and places & {filled.entity.place for filled in earlier.actors}:
            return _again(earlier.recipients, "who suffered it before")
    return ()


def _at_home(actors: tuple[Filled, ...], scene: Scene) -> bool:
    return any(filled.entity.place == scene.home for filled in actors)


def answered(view: View, type_: EventType, actors: Sequence[Filled], scene: Scene) -> tuple[Filled, ...]:
    """Who did or said what is answered here: ``Moskau wies das zurück``, ``begrüßte den Vorstoß``."""
    if type_ not in _ANSWERS:
        return ()
    own = {filled.entity.place for filled in actors}
    lately = scene.lately(view.index)
    for earlier in lately:
        if own & {filled.entity.place for filled in earlier.recipients} and earlier.type in _ANSWERED:
            return _again(earlier.actors, "who spoke before")
    for earlier in lately:
        others = [each for each in earlier.actors if each.entity.place not in own and each.entity.place != NOWHERE]
        if others and type_ is not EventType.ACCUSE:
            return _again(others, "who acted before")
    return ()


def _aimed(view: View, frame: Frame | None, actors: Sequence[Filled]) -> Iterator[Filled]:
    """Whom the objects of a verb, or the clause under it, speak of: the first that is somebody else."""
    if frame is None:
        return
    own = {filled.entity for filled in actors}
    places = {filled.entity.place for filled in actors}
    heads = [*frame.objects, frame.dative, *(oblique.head for oblique in frame.obliques)]
    heads += [each.node for each in content_clauses(view, frame)]
    near: tuple[Filled, ...] = ()
    for head in heads:
        for mention in view.mentions if head is not None else ():
            if head is None or not view.under(mention.head, head) or view.compared(mention.head):
                continue
            if mention.capital and view.preposition(mention.head) in _WHERE:
                continue
            found = tuple(
                Filled(entity, mention, "whom it concerns")
                for entity in mention.entities
                if entity not in own and entity.place != NOWHERE
            )
            if found and found[0].entity.place not in places:
                yield from found
                return
            if found and not near and found[0].entity.kind != "state":
                near = found
    yield from near
