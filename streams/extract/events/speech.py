"""Events that are made of words: an accusation, a demand, a denial, as the statements tell them."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from schemas.plover import EventType, Modality
from streams.extract.actors import Entity
from streams.extract.actors.entity import NOWHERE
from streams.extract.analyser import Clause
from streams.extract.events.deed import Parties
from streams.extract.events.found import Filled, Found
from streams.extract.events.make import ranges_of, tells
from streams.extract.events.missing import answered
from streams.extract.events.scene import Scene
from streams.extract.events.view import Said, View
from streams.extract.languages.de.words import words
from streams.extract.tables import LexiconError, read_table

_OPENERS = frozenset(("ob", "wenn", "falls", "sofern", "wozu", "warum", "wieso", "weshalb", "wann", "wie"))
_DONE = frozenset((EventType.SANCTION, EventType.COERCE, EventType.ASSAULT))
"""Deeds whose verb says nothing beside: ``verurteilte ihn zu drei Jahren Haft``."""
_OBLIGED = frozenset(("müssen", "sollen"))


class What(NamedTuple):
    """Which event an act of speaking is."""

    type: EventType
    modes: tuple[str, ...] = ()
    where: str = ""
    """File, line and act."""


_ASKED = What(EventType.REQUEST)


@cache
def _acts() -> dict[str, What]:
    """Act of speaking → event."""
    found: dict[str, What] = {}
    for number, row in read_table("streams.extract.languages.de", "acts.tsv", ("act", "type", "mode")):
        try:
            type_ = EventType(row["type"])
        except ValueError as error:
            raise LexiconError(f"acts.tsv:{number}: no event type {row['type']}") from error
        modes = (row["mode"],) if row["mode"] else ()
        found[row["act"]] = What(type_, modes, f"languages/de/acts.tsv:{number}: {row['act']}")
    return found


def demands_of(view: View) -> Iterator[Found]:
    """``Der Iran müsse …``, says the one: what another is told to do is asked of him."""
    for frame in view.frames:
        if not frame.own:
            continue
        clause = view.sentence.clauses[frame.clause]
        if clause.modal not in _OBLIGED or frame.subject is None or clause.tense != "present":
            continue
        if (clause.modal == "sollen" and clause.mood == "indicative") or _open(view, clause):
            continue
        speakers = view.speakers(clause.verb)
        if not speakers or not all(tells(filled.entity) for filled in speakers):
            continue
        asked = tuple(f for f in view.named(frame.subject, "who is to act") if f.entity.place != NOWHERE)
        if asked and not {f.entity for f in asked} & {f.entity for f in speakers}:
            yield _found(view, clause.verb, _ASKED, Parties(speakers, asked), "who must act in a statement")


def _open(view: View, clause: Clause) -> bool:
    """``sollte er …,``, ``ob er … solle``, ``wozu sollte …?``: a condition or a question demands nothing."""
    if clause.order == "verb-first" or view.tokens[-1].text == "?":
        return True
    return clause.subordinator is not None and view.tokens[clause.subordinator].text.lower() in _OPENERS


def _found(view: View, trigger: int, what: What, parties: Parties, rule: str) -> Found:
    return Found(
        index=view.index,
        sentence=view.sentence,
        trigger=trigger,
        type=what.type,
        modes=what.modes,
        actors=parties.actors,
        recipients=parties.recipients,
        reciprocal=False,
        modality=Modality.FACTUAL,
        signs=(),
        rule=rule,
        where=what.where,
        runner_up="",
        noun=False,
        pluperfect=False,
        near=ranges_of(view, view.owner[trigger]),
        around=(),
    )


def acts_of(view: View, told: Sequence[Found], scene: Scene) -> Iterator[Found]:
    """What a statement itself is, where no sense of the lexicon has told it."""
    here = {found.type for found in told if found.index == view.index}
    done = {found.trigger for found in told if found.index == view.index and found.type in _DONE}
    for each in view.said:
        act = _acts().get(each.act)
        if act is None or not each.speakers:
            continue
        trigger = _cue_of(view, each)
        if (
            trigger is None
            or trigger in done
            or act.type in here
            or not all(tells(speaker) for speaker in each.speakers)
        ):
            continue
        recipients = tuple(
            Filled(entity, None, "addressee")
            for entity in (each.addressees or tuple(_concerned(view, each)))
            if entity not in each.speakers
        )
        speakers = tuple(Filled(speaker, None, "speaker") for speaker in each.speakers)
        recipients = recipients or answered(view, act.type, speakers, scene)
        if recipients:
            yield _found(view, trigger, act, Parties(speakers, recipients), "act of a statement")


def _cue_of(view: View, said: Said) -> int | None:
    """The word that tells the act: the cue; of a speech act that is only reported, its verb."""
    if not said.cue:
        for frame in view.frames:
            saying = words().saying.get(frame.lemma)
            token = view.tokens[frame.node]
            if saying is not None and saying.act == said.act and said.holds(token.start, token.end):
                return frame.node
    return _token_at(view, next(start for spans in (said.cue, said.frame, said.quote) for start, _ in spans))


def _token_at(view: View, position: int) -> int | None:
    if not view.sentence.start <= position < view.sentence.end:
        return None
    return next((spot for spot, token in enumerate(view.tokens) if token.end > position and token.tag != "PUNCT"), None)


def _concerned(view: View, said: Said) -> Iterator[Entity]:
    """The first that the content speaks of, the speaker left out."""
    for mention in view.mentions:
        if said.holds(view.tokens[mention.head].start, view.tokens[mention.head].end):
            entities = [
                entity for entity in mention.entities if entity not in said.speakers and entity.place != NOWHERE
            ]
            if entities and not mention.capital:
                yield from entities
                return
