"""Events of a sentence: senses of the lexicon with the parties that their verbs and nouns name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.plover import EventType, Modality, recipient_required
from streams.extract.actors import Entity
from streams.extract.events import match, places
from streams.extract.events.found import ROLES, Filled, Found, Range
from streams.extract.events.frames import Frame
from streams.extract.events.lexicon import EventLexicon, Sense, Slot
from streams.extract.events.match import Match, light_verbs
from streams.extract.events.missing import Parties, complete
from streams.extract.events.modality import modality_of
from streams.extract.events.scene import NOWHERE, Scene
from streams.extract.events.signs import Read
from streams.extract.events.view import View

_FUTURE_IS_AGREE = frozenset((EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID))
_TELLING = frozenset(
    (sector,)
    for sector in (
        "CVL",
        "OPP",
        "REB",
        "JRN",
        "REF",
        "REL",
        "LAB",
        "EDU",
        "CRM",
        "UAF",
        "PRM",
        "SOC",
        "MED",
        "AGR",
        "NGO",
    )
)
_VERB, _NOUN = 0.7, 0.55
_CIRCUMSTANCE = frozenset(("nach", "bei", "während", "vor", "in", "auf", "zu", "anlässlich", "mit"))
_ALONE = frozenset((EventType.PROTEST, EventType.RETREAT, EventType.MOBILIZE))
"""Deeds that a noun tells of one party alone."""
_LIGHT = frozenset(("", "mit", "zu", "in", "an", "auf"))
"""How a light verb governs its noun: ``begann mit dem Angriff``."""
_MOST_VERBS = 60
"""Verbs of one sentence that are read: what has more is a list, not a sentence."""


def told_by_words(view: View, scene: Scene, lexicon: EventLexicon) -> list[Found]:
    """The events that the senses of a lexicon find in a sentence."""
    return list(_Reader(view, scene, lexicon).read())


class _Reader:
    def __init__(self, view: View, scene: Scene, lexicon: EventLexicon) -> None:
        self._view = view
        self._scene = scene
        self._lexicon = lexicon
        self._used: set[int] = set()
        self._told: set[tuple[int, EventType]] = set()

    def read(self) -> Iterator[Found]:
        frames = self._view.frames[:_MOST_VERBS]
        for frame in frames:
            for each in match.of_verb(self._view, frame, self._lexicon):
                found = self._verb(frame, each)
                if found is not None and not self._content(frame, found.type):
                    self._told.add((frame.clause, found.type))
                    self._used.update((*each.used, frame.node))
                    yield found
                    break
        for spot, token in enumerate(self._view.tokens):
            if token.tag in ("NOUN", "PROPN") and spot not in self._used:
                found = self._noun(spot)
                if found is not None:
                    yield found

    def _content(self, frame: Frame, type_: EventType) -> bool:
        """What two sides agree to do is the agreement's content, not another agreement."""
        if not frame.own:
            return False
        clause = self._view.sentence.clauses[frame.clause]
        infinitive = clause.order == "infinitive"
        return infinitive and clause.governor is not None and (clause.governor, type_) in self._told

    def _verb(self, frame: Frame, each: Match) -> Found | None:
        view, sense = self._view, each.sense
        if not frame.passive and self._stative(frame, sense):
            frame = replace(frame, passive=True)
        actors = places.first_filled(view, frame, sense.actor, each.noun)
        own = {filled.entity for filled in actors}
        recipients = places.first_filled(view, frame, sense.recipient, each.noun, own)
        rule = "verb with its words" if sense.words else "verb frame"
        if frame.passive:
            rule += ", passive"
        if frame.attributive:
            rule += ", participle before its noun"
        return self._found(frame, frame.node, sense, actors, recipients, rule=rule, noun=False)

    def _stative(self, frame: Frame, sense: Sense) -> bool:
        """``ist angeklagt``: who suffers it is the subject, as verbs with an object never form their perfect with sein."""
        if not frame.own or frame.objects or self._view.tokens[frame.node].stts != "VVPP":
            return False
        clause = self._view.sentence.clauses[frame.clause]
        if self._view.tokens[clause.verb].lemma != "sein" or clause.verb == frame.node:
            return False
        recipients = {slot.place for slot in sense.recipient}
        if "obj" in recipients:
            return True
        return "dat" in recipients and frame.subject is not None and not self._view.named(frame.subject, "")

    def _noun(self, spot: int) -> Found | None:
        view = self._view
        frame = self._frame_of(spot)
        for each in match.of_noun(view, frame, spot, self._lexicon):
            sense = each.sense
            actors = self._first(spot, sense.actor, frame)
            recipients = self._first(spot, sense.recipient, frame)
            if frame is not None and (not actors or {f.entity for f in actors} <= {f.entity for f in recipients}):
                actors = self._doer(frame, spot, sense, actors)
            found = self._found(frame, spot, sense, actors, recipients, rule="nominal event", noun=True)
            if found is not None:
                return found
        return None

    def _first(self, spot: int, slots: Sequence[Slot], frame: Frame | None) -> tuple[Filled, ...]:
        for slot in slots:
            found = places.of_noun(self._view, spot, slot, frame)
            if found:
                return found
        return ()

    def _frame_of(self, spot: int) -> Frame | None:
        """The verb whose place a noun fills, itself or under another noun."""
        view = self._view
        at, steps = spot, 0
        while steps <= len("of"):
            above = view.tokens[at].head
            frame = next((each for each in view.frames if each.node in (above, at)), None)
            if frame is not None or above == at:
                return frame
            at, steps = above, steps + 1
        return None

    def _doer(self, frame: Frame, spot: int, sense: Sense, actors: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """The subject that does what a noun tells: with a light verb, or in a meeting that it took part in."""
        view = self._view
        if spot == frame.subject:
            return actors
        token = view.tokens[spot]
        under = spot in frame.objects or (token.head == frame.node and view.preposition(spot) in _LIGHT)
        light = under and frame.lemma in light_verbs()
        circumstance = sense.type is EventType.CONSULT and view.preposition(spot) in _CIRCUMSTANCE
        if not (light or circumstance):
            return actors
        for subject in places.spots_of(view, frame, "subj"):
            found = view.named(subject, ROLES["subj"])
            if found:
                return found
        return actors

    def _found(
        self,
        frame: Frame | None,
        spot: int,
        sense: Sense,
        actors: tuple[Filled, ...],
        recipients: tuple[Filled, ...],
        *,
        rule: str,
        noun: bool,
    ) -> Found | None:
        actors, recipients, how = complete(self._view, frame, spot, sense, Parties(actors, recipients), self._scene)
        if how:
            rule = f"{rule}, {how}"
        actors = tuple(filled for filled in actors if tells(filled.entity))
        known = {filled.entity for filled in actors}
        whole = {filled.entity.code for filled in actors if filled.entity.kind == "state"}
        recipients = tuple(
            filled
            for filled in recipients
            if filled.entity not in known and filled.entity.code not in whole and tells(filled.entity)
        )
        alone = sense.reciprocal or sense.type in _ALONE or "multilateral" in sense.modes
        if noun and not recipients and not alone:
            return None
        if not _enough(sense, actors, recipients):
            return None
        read = modality_of(self._view, frame, sense, spot, noun=noun)
        type_, modes = sense.type, sense.modes
        if read.modality is Modality.PLANNED and type_ in _FUTURE_IS_AGREE:
            type_, modes = EventType.AGREE, ()
        elif read.modality is Modality.NEGATED and type_ is EventType.SUPPORT and not noun:
            # Who does not recognise or agree refuses.
            type_, modes, read = EventType.REJECT, (), Read(Modality.FACTUAL, read.signs)
        return self._record(frame, spot, sense, actors, recipients, read, type_, modes, rule=rule, noun=noun)

    def _record(
        self,
        frame: Frame | None,
        spot: int,
        sense: Sense,
        actors: tuple[Filled, ...],
        recipients: tuple[Filled, ...],
        read: Read,
        type_: EventType,
        modes: tuple[str, ...],
        *,
        rule: str,
        noun: bool,
    ) -> Found:
        view = self._view
        number = view.owner[spot]
        clause = view.sentence.clauses[number] if number >= 0 else None
        above = clause.governor if clause is not None else None
        return Found(
            view.index, view.sentence, spot, type_, modes, *_sides(sense, actors, recipients),
            read.modality, read.signs, _NOUN if noun else _VERB, rule, f"{sense.where}: {sense.text}", noun,
            clause is not None and clause.tense == "pluperfect",
            ranges_of(view, number) if clause is not None else ((view.sentence.start, view.sentence.end),),
            ranges_of(view, above) if above is not None else (),
        )  # fmt: skip


def ranges_of(view: View, clause: int) -> tuple[Range, ...]:
    """The stretches of text that a clause has."""
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
    return actors, recipients, sense.reciprocal


def _enough(sense: Sense, actors: tuple[Filled, ...], recipients: tuple[Filled, ...]) -> bool:
    """Whether the parties are those that the sense needs."""
    everybody: dict[Entity, None] = {filled.entity: None for filled in (*actors, *recipients)}
    if sense.reciprocal or sense.needs_two:
        if len(everybody) < 2:  # noqa: PLR2004  # two parties
            return False
        return sense.reciprocal or bool(actors and recipients)
    if not actors:
        return False
    return bool(recipients) or not recipient_required(sense.type)
