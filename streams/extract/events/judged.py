"""Who is blamed in a statement for what he is said to have done: ``Die Regierung habe versagt``."""

from collections.abc import Iterator, Sequence

from schemas.plover import EventType, Modality
from streams.extract.events.found import ROLES, Filled, Found
from streams.extract.events.judgements import judgements
from streams.extract.events.make import ranges_of, tells
from streams.extract.events.places import spots_of
from streams.extract.events.view import View


def verdicts_of(view: View, told: Sequence[Found]) -> Iterator[Found]:
    """``Die Regierung habe versagt``, says the opposition: who is said to have done wrong is blamed by the speaker."""
    taken = {found.trigger for found in told if found.index == view.index}
    for frame in view.frames:
        if not frame.own or frame.node in taken or judgements().verb(frame.lemma) != "bad":
            continue
        clause = view.sentence.clauses[frame.clause]
        if clause.modal or clause.negated or clause.order == "infinitive" or clause.tense == "future":
            continue
        speakers = view.speakers(frame.node)
        if not speakers or not all(tells(filled.entity) for filled in speakers):
            continue
        own = {filled.entity for filled in speakers}
        blamed = tuple(
            filled
            for spot in spots_of(view, frame, "subj")
            for filled in view.named(spot, ROLES["subj"]) or view.owners(spot, ROLES["subj"])
            if filled.entity not in own and tells(filled.entity)
        )
        if blamed:
            yield _blame(view, frame.node, speakers, blamed)


def _blame(view: View, trigger: int, speakers: tuple[Filled, ...], blamed: tuple[Filled, ...]) -> Found:
    return Found(
        index=view.index,
        sentence=view.sentence,
        trigger=trigger,
        type=EventType.ACCUSE,
        modes=("disapprove",),
        actors=speakers,
        recipients=blamed,
        reciprocal=False,
        modality=Modality.FACTUAL,
        signs=(),
        rule="blamed in a statement",
        where="",
        runner_up="",
        noun=False,
        pluperfect=False,
        near=ranges_of(view, view.owner[trigger]),
        around=(),
    )
