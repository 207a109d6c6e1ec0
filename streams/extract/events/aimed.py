"""Which part of a country a deed is aimed at, or whose office is left, where words name no more than the country."""

from schemas.plover import EventType
from streams.extract.actors.entity import NOWHERE
from streams.extract.events.deed import Deed, places_of
from streams.extract.events.found import Filled
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.scene import is_party

POINTED = frozenset(
    (EventType.THREATEN, EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT),
)
"""What is said at somebody."""
_PARTY = ("PTY",)
_AGAINST = {**dict.fromkeys((*POINTED, EventType.PROTEST), "GOV"), EventType.COERCE: "CVL", EventType.ASSAULT: "CVL"}
"""Whom a deed within a country is aimed at, where no more than the country is named."""
_NEXT = 2
"""Words to a name right behind a noun and its preposition, wherever the network hangs it."""
_OF = frozenset(("", "von", "aus", "in"))
_BLOCKS = frozenset((EventType.REJECT, EventType.THREATEN))
"""What a government does to a bill of its parliament; to one that it supports it does nothing."""


def aimed_at(deed: Deed, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """A country that suffers a deed of its own: its government or its people, as the deed is."""
    if deed.type in POINTED:
        recipients = tuple(_its_courts(deed, filled) for filled in recipients)
    sector = _against(deed, actors)
    if sector is None:
        return recipients
    inside = {filled.entity.place for filled in actors if filled.entity.sectors}
    same = {filled.entity.place for filled in actors if filled.entity.sectors[:1] == (sector,)}
    return tuple(
        filled._replace(entity=deed.scene.organ(filled.entity.place, sector))
        if filled.entity.place in inside - same and filled.entity.kind == "state"
        else filled
        for filled in recipients
    )


def _against(deed: Deed, actors: tuple[Filled, ...]) -> str | None:
    """The sector that a deed within a country is aimed at."""
    doing = {filled.entity.sectors[:1] for filled in actors}
    if doing == {("GOV",)} and deed.type in _BLOCKS and _on_a_bill(deed):
        return "LEG"
    if doing == {("COP",)} and deed.type in POINTED:
        return "CVL"
    return _AGAINST.get(deed.type)


def _its_courts(deed: Deed, filled: Filled) -> Filled:
    """``kritisierte die Urteile in Russland``: those of its courts."""
    frame, view = deed.frame, deed.view
    if frame is None or filled.entity.kind != "state":
        return filled
    for spot in (frame.subject, *frame.objects):
        if spot is None or "ruling" not in classes().of(view.keys[spot]):
            continue
        mention = filled.mention
        own = view.owners(spot, "") if mention is None else ()
        within = (
            mention is not None
            and (view.under(mention.head, spot) or spot < mention.first <= spot + _NEXT)
            and view.preposition(mention.head) in _OF
        )
        if within or any(each.entity == filled.entity for each in own):
            return filled._replace(entity=deed.scene.organ(filled.entity.place, "JUD"))
    return filled


def _on_a_bill(deed: Deed) -> bool:
    """``legte sein Veto gegen das Gesetz ein``: what parliament has made, or is making."""
    if deed.frame is None:
        return False
    known = classes()
    return any("bill" in known.of(deed.view.keys[spot]) for spot in deed.view.members(deed.frame.clause))


def offices_left(deed: Deed, actors: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """The states whose offices are given up: those of the ones who resign."""
    if any(filled.entity.international for filled in actors):
        return ()
    places = sorted(places_of(actors) - {NOWHERE})
    of_party = _leads_a_party(deed, actors)
    return tuple(
        Filled(deed.scene.organ(place, "PTY") if of_party else deed.scene.state(place), None, "whose office it was")
        for place in places
    )


def _leads_a_party(deed: Deed, actors: tuple[Filled, ...]) -> bool:
    """``trat als Chefin der CDU zurück``, ``gab den Parteivorsitz ab``: the office that is left is a party's."""
    if any(filled.entity.sectors[:1] == _PARTY for filled in actors):
        return True
    view, own = deed.view, {filled.mention.head for filled in actors if filled.mention is not None}
    return any(
        (view.keys[spot].startswith("partei") or is_party(token.text))
        and view.under(spot, deed.spot)
        and not any(view.under(spot, head) for head in own)
        for spot, token in enumerate(view.tokens)
        if token.tag in ("NOUN", "PROPN")
    )
