"""From a sense and its parties to an event: who is left, how real it is, what type that makes it."""

from dataclasses import replace

from schemas.plover import EventType, Modality, recipient_required
from streams.extract.actors import Entity
from streams.extract.actors.entity import NOWHERE
from streams.extract.events.deed import Deed, Parties
from streams.extract.events.found import Filled, Found, Range
from streams.extract.events.lexicon import Sense
from streams.extract.events.missing import again, complete
from streams.extract.events.modality import modality_of
from streams.extract.events.signs import Read
from streams.extract.events.view import View

_FUTURE_IS_AGREE = frozenset((EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID))
_REFUSED = frozenset((EventType.SUPPORT, EventType.CONCEDE))
"""What one does not do is a refusal."""
_ALONE = frozenset((EventType.PROTEST, EventType.RETREAT, EventType.MOBILIZE))
"""Deeds that a noun tells of one party alone."""
_AIMED = frozenset((EventType.ASSAULT, EventType.THREATEN))
"""Deeds that need somebody who suffers them: who merely attacks plays football."""
_TELLING = frozenset(
    (sector,)
    for sector in (
        "CVL", "OPP", "REB", "JRN", "REF", "REL", "LAB", "EDU", "CRM", "UAF", "PRM", "SOC", "MED", "AGR", "NGO",
    )
)  # fmt: skip
_POLITICAL = frozenset(
    ("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "REB", "UAF", "PTY", "PRM", "IGO", "SEP", "INS")
)
"""Sectors whose deeds count in a report of a match or a concert too."""
_PERSONAL = ((), ("CVL",), ("UNK",))
"""Sectors of a person who holds no office."""
_CRIMES = frozenset(
    (EventType.ASSAULT, EventType.COERCE, EventType.THREATEN, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT)
)
"""What private persons do to each other is crime or quarrel, no politics."""


def make(deed: Deed, given: Parties, rule: str, runner_up: str = "") -> Found | None:
    """The event, or nothing where the parties that it needs are not there."""
    sense, noun = deed.sense, deed.noun
    parties = complete(deed, given)
    actors = tuple(filled for filled in parties.actors if tells(filled.entity))
    recipients = _others(actors, parties.recipients)
    if not _enough(deed, actors, recipients) or _private(deed, actors, recipients):
        return None
    read = modality_of(deed.view, deed.frame, sense, deed.spot, noun=noun)
    type_, modes = sense.type, sense.modes
    if read.modality is Modality.PLANNED and type_ in _FUTURE_IS_AGREE:
        type_, modes = EventType.AGREE, ()
    elif read.modality is Modality.NEGATED and type_ in _REFUSED and not noun:
        # Who does not recognise or agree refuses.
        type_, modes, read = EventType.REJECT, (), Read(Modality.FACTUAL, read.signs)
    actors, recipients, reciprocal = _sides(sense, actors, recipients)
    view = deed.view
    number = view.owner[deed.spot]
    clause = view.sentence.clauses[number] if number >= 0 else None
    above = clause.governor if clause is not None else None
    return Found(
        index=view.index,
        sentence=view.sentence,
        trigger=deed.spot,
        type=type_,
        modes=modes,
        actors=actors,
        recipients=recipients,
        reciprocal=reciprocal,
        modality=read.modality,
        signs=read.signs,
        rule=f"{rule}, {parties.how}" if parties.how else rule,
        where=f"{sense.where}: {sense.text}",
        runner_up=runner_up,
        noun=noun,
        pluperfect=clause is not None and clause.tense == "pluperfect",
        near=(*ranges_of(view, number), *(_relative(view, deed.spot) if noun else ())),
        around=ranges_of(view, above) if above is not None else (),
    )


def told_again(view: View, spot: int, earlier: Found, sense: Sense) -> Found:
    """The event of a sentence before, at a noun that points back to it."""
    number = view.owner[spot]
    return replace(
        earlier,
        index=view.index,
        sentence=view.sentence,
        trigger=spot,
        actors=again(earlier.actors, "named before"),
        recipients=again(earlier.recipients, "named before"),
        signs=(),
        rule="told again",
        where=f"{sense.where}: {sense.text}",
        runner_up="",
        noun=True,
        pluperfect=False,
        near=ranges_of(view, number),
        around=(),
    )


def _private(deed: Deed, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> bool:
    """Whether no political actor takes part, in an article of sport or show or in a deed between two persons."""
    everybody = [filled.entity for filled in (*actors, *recipients)]
    if deed.scene.genre:
        return not any(_POLITICAL & set(entity.sectors[:1]) for entity in everybody)
    return deed.type in _CRIMES and all(
        entity.kind == "person" and not entity.plural and entity.sectors[:1] in _PERSONAL for entity in everybody
    )


def _others(actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """The recipients that are somebody else than the actors."""
    known = {filled.entity for filled in actors}
    whole = {filled.entity.code for filled in actors if filled.entity.kind == "state"}
    return tuple(
        filled
        for filled in recipients
        if filled.entity not in known and filled.entity.code not in whole and tells(filled.entity)
    )


def ranges_of(view: View, clause: int) -> tuple[Range, ...]:
    """The stretches of text that a clause has; the whole sentence where there is none."""
    if clause < 0:
        return ((view.sentence.start, view.sentence.end),)
    ranges: list[Range] = []
    last = -2
    for spot in view.members(clause):
        token = view.tokens[spot]
        if spot == last + 1:
            ranges[-1] = (ranges[-1][0], token.end)
        else:
            ranges.append((token.start, token.end))
        last = spot
    return tuple(ranges)


def _relative(view: View, spot: int) -> tuple[Range, ...]:
    """The clauses that tell more of a noun: ``die Sitzung, die am Montag stattfand``."""
    return tuple(
        found
        for number, clause in enumerate(view.sentence.clauses)
        if clause.relation.startswith("acl") and view.under(view.tokens[view.heads[number]].head, spot)
        for found in ranges_of(view, number)
    )


def tells(entity: Entity) -> bool:
    """Somebody of no known country tells something only by what he is: a rebel, a journalist, not a minister."""
    return entity.place != NOWHERE or entity.sectors[:1] in _TELLING


def _sides(
    sense: Sense, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]
) -> tuple[tuple[Filled, ...], tuple[Filled, ...], bool]:
    """(actors, recipients, whether both act alike); two of one code are one row of the tables in either direction."""
    everybody = (*actors, *recipients)
    codes = {filled.entity.code for filled in everybody}
    if sense.type is EventType.CONSULT and not recipients and len(codes) > 1:
        # ``Die Außenminister Polens und Litauens nahmen an Gesprächen teil``: with one another.
        return actors, recipients, True
    if sense.reciprocal and len(codes) == 1:
        return everybody[:1], everybody[1:], False
    if sense.reciprocal and not actors:
        # ``im Gespräch mit Japan und Südkorea``: the one side, of which each met the other.
        return recipients, (), True
    return actors, recipients, sense.reciprocal


def _enough(deed: Deed, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> bool:
    """Whether the parties are those that the sense needs."""
    sense = deed.sense
    if sense.reciprocal:
        return len({filled.entity for filled in (*actors, *recipients)}) > 1
    if sense.needs_two:
        return bool(actors and recipients)
    if deed.noun and not recipients and sense.type not in _ALONE and "multilateral" not in sense.modes:
        return False
    if not recipients and (sense.type in _AIMED or all(filled.entity.place == NOWHERE for filled in actors)):
        return False
    return bool(actors) and (bool(recipients) or not recipient_required(sense.type))
