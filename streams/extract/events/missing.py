"""Parties that the clause leaves out: who stands in the sentence before, where it happened, whose country it is."""

from collections.abc import Iterator, Sequence

from schemas.plover import EventType
from streams.extract.actors.entity import NOWHERE, Entity
from streams.extract.events.aimed import POINTED, aimed_at, offices_left
from streams.extract.events.deed import Deed, Parties, places_of
from streams.extract.events.found import Filled
from streams.extract.events.frame import Frame
from streams.extract.events.places import content_clauses
from streams.extract.events.scene import Scene
from streams.extract.events.view import View
from streams.extract.events.where import PLACES

_ACCUSE, _ASSAULT, _PROTEST = EventType.ACCUSE, EventType.ASSAULT, EventType.PROTEST
_SPOKEN = POINTED | {EventType.AGREE, EventType.CONCEDE}
_AT_LARGE = frozenset((_ACCUSE, EventType.REQUEST, _PROTEST, _ASSAULT, EventType.COERCE))
"""What an actor abroad does to the country that the article is about, where nobody else is named."""
_ANSWERS = frozenset((EventType.REJECT, EventType.SUPPORT, EventType.AGREE, EventType.CONCEDE, _ACCUSE))
_ANSWERED = frozenset((_ACCUSE, EventType.REQUEST, EventType.AGREE, EventType.THREATEN))
_SUFFERED = frozenset((_ASSAULT, EventType.COERCE, _PROTEST, EventType.SANCTION, EventType.MOBILIZE))
_RESIGN = "resign"
_MEET = "meet"
_GUESS = 0.6
"""Confidence of a mention that tells its country by the article only: ``die Presse``."""
_HIDDEN = frozenset(("explosives", "suicide-attack"))
"""Ways to attack of which the news often cannot say who it was."""
_DELIBERATE = frozenset(("abduct", "firearms", "targeted"))
"""Ways to attack that no accident and no natural force has."""
_ACCIDENTS = frozenset(("töten", "treffen"))
"""What accidents do too."""
_TARGETS = frozenset(("MIL", "COP", "GOV", "LEG", "OPP", "JRN", "REL", "PTY", "NGO", "IGO", "UNO", "BUS", "SOC"))
_ARMED = "UAF"
_WORLDWIDE = (("IGO",), ("NGO",), ("IMG",), ("MNC",))
_ORGAN = {
    "arrest": "COP",
    "seize": "COP",
    "crowd-control": "COP",
    "police": "COP",
    "convict": "JUD",
    "investigate": "JUD",
    "release": "JUD",
    "aerial": "MIL",
    "heavy-weapons": "MIL",
    "troops": "MIL",
    "weapons": "MIL",
}
"""Which organ of a state does it, by mode, where none is named; its government all else."""
_HOME, _WHERE = "the article's country", "where it happened"
_STATES = "a state's deed"
_PUBLIC = frozenset((_PROTEST, EventType.COERCE))
"""Deeds that a noun alone tells of a country's own people."""


def complete(deed: Deed, given: Parties) -> Parties:
    """Find the parties that are missing."""
    actors, recipients = _settled(deed, given.actors), _settled(deed, given.recipients)
    if deed.sense.reciprocal:
        return _partner(deed, actors, recipients)
    if deed.sense.parliament and bool(actors) != bool(recipients):
        actors, recipients = actors or _parliament(deed, recipients), recipients or _parliament(deed, actors)
        return Parties(actors, recipients, "the parliament of the country")
    if not actors and deed.sense.pos == "n" and _HIDDEN & set(deed.sense.modes) and not deed.sense.needs_two:
        # ``Es kam zu einem Anschlag``: an event, whoever did it.
        suffering = recipients or _people_of(deed, deed.where() or deed.scene.home_party())
        unknown = (Filled(deed.scene.unknown(), None, "nobody named"),)
        return Parties(unknown, suffering, "nobody named") if suffering else Parties((), ())
    if not actors and not recipients:
        if deed.type in (_ASSAULT, _PROTEST):
            recipients = deed.where()
        elif deed.sense.state:
            return _state_and_people(deed)
    how = ""
    if not actors and recipients:
        actors, how = _actors(deed, recipients)
    if actors and not recipients:
        recipients, how = _recipients(deed, actors)
    return Parties(actors, aimed_at(deed, actors, recipients), how)


def _people_of(deed: Deed, countries: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """Those who suffer what hits a place: its people."""
    return tuple(
        filled._replace(entity=deed.scene.people(filled.entity.place)) if filled.entity.kind == "state" else filled
        for filled in countries
    )


def _organ(deed: Deed, place: str) -> Filled:
    sector = next((_ORGAN[mode] for mode in deed.sense.modes if mode in _ORGAN), "GOV")
    return Filled(deed.scene.organ(place, sector), None, "state of whom it happens to")


def _parliament(deed: Deed, governing: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """``Der Kanzler stellte die Vertrauensfrage``: before the parliament of his country."""
    places = dict.fromkeys(filled.entity.place for filled in governing if not _of_many(filled.entity))
    return tuple(
        Filled(deed.scene.organ(place, "LEG"), None, "the parliament of the country")
        for place in places
        if place != NOWHERE
    )


def _state_and_people(deed: Deed) -> Parties:
    """``In Minsk kam es zu Festnahmen``: a state and its people."""
    for there in deed.where() or deed.scene.home_party():
        people = Filled(deed.scene.people(there.entity.place), None, "the people of the country")
        return Parties((_organ(deed, there.entity.place),), (people,), _STATES)
    return Parties((), ())


def _settled(deed: Deed, given: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """People of no known country are those of the country where it happens, unless they are of several."""
    if not any(filled.entity.place == NOWHERE for filled in given):
        return given
    place = next((found.entity.place for found in deed.where()), deed.scene.home)
    if place is None:
        return given
    return tuple(
        filled._replace(entity=deed.scene.placed(filled.entity, place))
        if filled.entity.place == NOWHERE and not _of_many(filled.entity)
        else filled
        for filled in given
    )


def _of_many(entity: Entity) -> bool:
    return entity.international or entity.sectors[:1] in _WORLDWIDE


def _actors(deed: Deed, recipients: tuple[Filled, ...]) -> tuple[tuple[Filled, ...], str]:
    """Who did it, where nobody is named."""
    scene, there = deed.scene, _country(deed, recipients[0].entity)
    if deed.sense.state and there != NOWHERE:
        return (_organ(deed, there),), _STATES
    if deed.type is _PROTEST:
        workers = "strike" in deed.sense.modes and there != NOWHERE
        crowd = scene.organ(there, "LAB") if workers else scene.people(there)
        return (Filled(crowd, None, "the people of the country"),), "the people of the country"
    if deed.type is _ASSAULT:
        places = places_of(recipients)
        for earlier in scene.before():
            if earlier.type is deed.type and places & places_of(earlier.recipients):
                return again(earlier.actors, "who did it before"), "told before"
        if _attacked(deed, recipients):
            attackers = scene.organ(there, _ARMED) if there != NOWHERE else scene.unknown()
            return (Filled(attackers, None, "nobody named"),), "nobody named"
    if deed.type in _SPOKEN and deed.frame is not None and deed.frame.passive and deed.frame.own:
        # ``Südafrika wird aufgefordert``: by whoever spoke before.
        theirs = {filled.entity for filled in recipients}
        for earlier in scene.lately(deed.view.index):
            if earlier.type in _SPOKEN and not theirs & {filled.entity for filled in earlier.actors}:
                return again(earlier.actors, "who spoke before"), "the sentence before"
    return (), ""


def _country(deed: Deed, suffering: Entity) -> str:
    """Where it happened, else whose country it is; an organisation of states has none."""
    for there in deed.where():
        return there.entity.place
    return deed.scene.home or suffering.place if _of_many(suffering) else suffering.place


def _attacked(deed: Deed, recipients: tuple[Filled, ...]) -> bool:
    """``Zwei Soldaten wurden erschossen``: somebody did, armed and unnamed; private persons are a crime's victims."""
    if deed.frame is None or not deed.frame.passive or deed.noun:
        return False
    modes = set(deed.sense.modes)
    if not _DELIBERATE & modes or deed.frame.lemma in _ACCIDENTS:
        return False
    sectors = {sector for filled in recipients for sector in filled.entity.sectors[:1]}
    abroad = "abduct" in modes and {filled.entity.place for filled in deed.where()} - places_of(recipients)
    return bool(_TARGETS & sectors or abroad)


def _partner(deed: Deed, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> Parties:
    """The other side: ``Es kam zu Zusammenstößen mit der Polizei``, after a sentence on demonstrators."""
    codes = {filled.entity.code for filled in (*actors, *recipients)}
    if actors or len(codes) != 1 or not deed.happens:
        return Parties(actors, recipients)
    for earlier in deed.scene.lately(deed.view.index):
        others = [filled for filled in earlier.actors if filled.entity.code not in codes]
        if others and earlier.index < deed.view.index:
            return Parties(again(others, "who acted before"), recipients, "the sentence before")
    return Parties(actors, recipients)


def again(parties: Sequence[Filled], role: str) -> tuple[Filled, ...]:
    """Parties of another sentence: their words stand there."""
    return tuple(filled._replace(mention=None, role=role) for filled in parties)


def _recipients(deed: Deed, actors: tuple[Filled, ...]) -> tuple[tuple[Filled, ...], str]:
    """Whom it was done to, where nobody is named."""
    if deed.type in _SPOKEN:
        found, how = _spoken_to(deed, actors)
    elif deed.type in _SUFFERED:
        found, how = deed.where(), _WHERE
    elif _RESIGN in deed.sense.modes:
        return offices_left(deed, actors), "whose office it was"
    else:
        return (), ""
    if found:
        return found, how
    found = _before(deed.type, actors, deed.scene)
    if found:
        return found, "told before"
    # Who stays away from something unnamed turns down whoever calls to it, not his own government.
    at_home = deed.scene.home in places_of(actors) and _MEET not in deed.sense.modes
    if (not deed.noun or deed.type in _PUBLIC) and (deed.type in _AT_LARGE or at_home):
        return deed.scene.home_party(), _HOME
    return (), ""


def _spoken_to(deed: Deed, actors: tuple[Filled, ...]) -> tuple[tuple[Filled, ...], str]:
    if deed.noun or deed.frame is None:
        return (), ""
    found = tuple(_aimed(deed.view, deed.frame, actors))
    if found:
        return found, "whom it concerns"
    found = tuple(_beside(deed.view, actors)) if deed.type in POINTED else ()
    if found:
        return found, "who is named beside"
    found = answered(deed.view, deed.type, actors, deed.scene) if deed.frame.own else ()
    return found, "the sentence before"


def _beside(view: View, actors: Sequence[Filled]) -> Iterator[Filled]:
    """The one other country or organisation that a sentence names beside the one that acts."""
    places = places_of(actors)
    others: dict[str, Filled] = {}
    for mention in view.mentions:
        if (mention.capital and view.preposition(mention.head) in PLACES) or view.compared(mention.head):
            continue
        for entity in mention.entities:
            if entity.place not in places and entity.place != NOWHERE:
                others.setdefault(entity.place, Filled(entity, mention, "named beside"))
    if len(others) == 1:
        yield from others.values()


def _before(type_: EventType, actors: Sequence[Filled], scene: Scene) -> tuple[Filled, ...]:
    """Whom the same did the same to, earlier in the article."""
    places = places_of(actors)
    for earlier in scene.before():
        if earlier.type is type_ and earlier.recipients and places & places_of(earlier.actors):
            return again(earlier.recipients, "who suffered it before")
    return ()


def answered(view: View, type_: EventType, actors: Sequence[Filled], scene: Scene) -> tuple[Filled, ...]:
    """Who did or said what is answered here: ``Moskau wies das zurück``, ``begrüßte den Vorstoß``."""
    if type_ not in _ANSWERS:
        return ()
    own, themselves = places_of(actors), {filled.entity for filled in actors}
    lately = scene.lately(view.index)
    for earlier in lately:
        others = [each for each in earlier.actors if each.entity not in themselves]
        if others and own & places_of(earlier.recipients) and earlier.type in _ANSWERED:
            return again(others, "who spoke before")
    for earlier in lately:
        others = [each for each in earlier.actors if each.entity.place not in own and each.entity.place != NOWHERE]
        if others and type_ is not _ACCUSE:
            return again(others, "who acted before")
    return ()


def _aimed(view: View, frame: Frame, actors: Sequence[Filled]) -> Iterator[Filled]:
    """Whom the objects of a verb, or the clause under it, speak of: the first that is somebody else."""
    own, places = {filled.entity for filled in actors}, places_of(actors)
    heads = [*frame.objects, frame.dative, *(oblique.head for oblique in frame.obliques)]
    heads += [each.node for each in content_clauses(view, frame)]
    near: tuple[Filled, ...] = ()
    guessed: tuple[Filled, ...] = ()
    for head in heads:
        for mention in view.mentions if head is not None else ():
            if head is None or not view.under(mention.head, head) or view.compared(mention.head):
                continue
            if mention.capital and view.preposition(mention.head) in PLACES:
                continue
            found = tuple(
                Filled(entity, mention, "whom it concerns")
                for entity in mention.entities
                if entity not in own and entity.place != NOWHERE
            )
            if found and found[0].entity.place not in places:
                if mention.confidence > _GUESS:
                    yield from found
                    return
                guessed = guessed or found
            elif found and not near and found[0].entity.kind != "state":
                near = found
    yield from guessed or near
