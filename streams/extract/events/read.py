"""Events of a sentence: senses of the lexicon with the parties that their verbs and nouns name."""

from collections.abc import Iterator, Sequence

from schemas.plover import EventType
from streams.extract.actors.entity import NOWHERE
from streams.extract.events import match, places
from streams.extract.events.deed import Deed, Parties
from streams.extract.events.found import ROLES, Filled, Found
from streams.extract.events.frame import Frame
from streams.extract.events.lexicon import EventLexicon, Sense, Slot
from streams.extract.events.make import make, told_again
from streams.extract.events.match import Match, light_verbs
from streams.extract.events.modality import modality_of
from streams.extract.events.scene import Scene
from streams.extract.events.view import View
from streams.extract.languages.de.words import words

_CIRCUMSTANCE = frozenset(("nach", "bei", "während", "vor", "in", "auf", "zu", "anlässlich", "mit"))
_LIGHT = frozenset(("", "mit", "zu", "in", "an", "auf"))
"""How a light verb governs its noun: ``begann mit dem Angriff``."""
_MOST_VERBS = 60
"""Verbs of one sentence that are read: what has more is a list, not a sentence."""
_STEPS = 3
_MEMORY = 4
"""Sentences back that ``der Angriff`` may point to."""
_DEFINITE = frozenset(("der", "die", "das", "dem", "den", "des", "dieser", "diese", "dieses", "diesem", "diesen"))


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
        for frame in self._view.frames[:_MOST_VERBS]:
            found = self._verb(frame)
            if found is not None:
                yield found
        for spot, token in enumerate(self._view.tokens):
            if token.tag in ("NOUN", "PROPN") and spot not in self._used:
                found = self._noun(spot)
                if found is not None and not self._told_by_its_verb(found):
                    yield found

    def _verb(self, frame: Frame) -> Found | None:
        """The event of a verb: the most specific sense whose parties are there."""
        matches = match.of_verb(self._view, frame, self._lexicon)
        for number, each in enumerate(matches):
            found = self._of_sense(frame, each, _runner_up(matches, number))
            if found is not None and not self._content(frame, found.type):
                self._told.add((frame.clause, found.type))
                self._used.update((*each.used, frame.node))
                return found
        return None

    def _told_by_its_verb(self, found: Found) -> bool:
        """``Die Miliz bekannte sich zu dem Anschlag``: who did it is told, and not by the noun."""
        nobody = all(filled.entity.place == NOWHERE for filled in found.actors)
        return nobody and (self._view.owner[found.trigger], found.type) in self._told

    def _content(self, frame: Frame, type_: EventType) -> bool:
        """What two sides agree to do is the agreement's content, not another agreement."""
        if not frame.own:
            return False
        clause = self._view.sentence.clauses[frame.clause]
        infinitive = clause.order == "infinitive"
        return infinitive and clause.governor is not None and (clause.governor, type_) in self._told

    def _of_sense(self, frame: Frame, each: Match, runner_up: str) -> Found | None:
        view, sense = self._view, each.sense
        if not frame.passive and self._stative(frame, sense):
            frame = frame._replace(passive=True)
        actors = places.first_filled(view, frame, sense.actor, each.noun)
        own = {filled.entity for filled in actors}
        recipients = places.first_filled(view, frame, sense.recipient, each.noun, own)
        rule = "verb with its words" if sense.words else "verb frame"
        if frame.passive:
            rule += ", passive"
        if frame.attributive:
            rule += ", participle before its noun"
        deed = Deed(view, frame, frame.node, sense, self._scene)
        return make(deed, Parties(actors, recipients), rule, runner_up)

    def _stative(self, frame: Frame, sense: Sense) -> bool:
        """``ist angeklagt``: who suffers it is the subject; verbs with an object never form their perfect with sein."""
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
        senses = match.noun_senses(view, spot, self._lexicon)
        if not senses:
            return None
        frame = self._frame_of(spot)
        matches = match.of_noun(view, frame, spot, senses)
        for number, each in enumerate(matches):
            sense = each.sense
            actors = self._first(spot, sense.actor, frame)
            recipients = self._first(spot, sense.recipient, frame)
            if frame is not None and (not actors or {f.entity for f in actors} <= {f.entity for f in recipients}):
                actors = self._doer(frame, spot, sense, actors)
            elif frame is not None and sense.reciprocal and words().is_("takes_part", frame.lemma):
                actors = tuple(dict.fromkeys((*self._doer(frame, spot, sense, ()), *actors)))
            deed = Deed(view, frame, spot, sense, self._scene)
            found = make(deed, Parties(actors, recipients), "nominal event", _runner_up(matches, number))
            if found is not None:
                return found
        return self._again(spot, frame, [each.sense for each in matches])

    def _again(self, spot: int, frame: Frame | None, senses: Sequence[Sense]) -> Found | None:
        """``der Angriff``, ``diese Gespräche``: what a sentence before told, by whoever did it there."""
        view = self._view
        if not senses or not any(view.tokens[child].text.lower() in _DEFINITE for child in view.children[spot]):
            return None
        types = {sense.type for sense in senses}
        for earlier in self._scene.before():
            if view.index - earlier.index > _MEMORY:
                return None
            if earlier.type in types and earlier.index < view.index:
                sense = next(sense for sense in senses if sense.type is earlier.type)
                read = modality_of(view, frame, sense, spot, noun=True)
                return told_again(view, spot, earlier, sense) if read.modality is earlier.modality else None
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
        at = spot
        for _ in range(_STEPS):
            above = view.tokens[at].head
            frame = next((each for each in view.frames if each.node in (above, at)), None)
            if frame is not None or above == at:
                return frame
            at = above
        return None

    def _doer(self, frame: Frame, spot: int, sense: Sense, actors: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """The subject that does what a noun tells: with a light verb, or in a meeting that it took part in."""
        view = self._view
        if spot == frame.subject:
            return actors
        under = spot in frame.objects or (view.tokens[spot].head == frame.node and view.preposition(spot) in _LIGHT)
        light = under and frame.lemma in light_verbs()
        if not light and not (sense.type is EventType.CONSULT and self._circumstance(spot)):
            return actors
        for subject in places.spots_of(view, frame, "subj"):
            found = view.named(subject, ROLES["subj"])
            if found:
                return found
        return actors

    def _circumstance(self, spot: int) -> bool:
        """``bei den Gesprächen``, ``im Rahmen der Gespräche``, ``am Rande von Gesprächen``."""
        setting = self._view.setting(spot)
        if setting is not None:
            return self._view.preposition(setting) in ("in", "an")
        return self._view.preposition(spot) in _CIRCUMSTANCE


def _runner_up(matches: Sequence[Match], number: int) -> str:
    """The next best sense of another type, and why it lost."""
    won = matches[number].sense
    for earlier in matches[:number]:
        if earlier.sense.type is not won.type:
            return f"{earlier.sense.type.value} ({earlier.sense.where}): nobody fills its places"
    for later in matches[number + 1 :]:
        sense = later.sense
        if sense.type is not won.type:
            why = "fewer words" if len(sense.words) < len(won.words) else "fewer conditions"
            return f"{sense.type.value} ({sense.where}): {why}"
    return ""
