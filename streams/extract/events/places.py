"""Who fills which place of a verb or a noun."""

from collections.abc import Collection, Iterator, Sequence

from streams.extract.actors import Entity
from streams.extract.events.found import ROLES, Filled
from streams.extract.events.frame import AGENT, Frame
from streams.extract.events.lexicon import Slot
from streams.extract.events.lexicon.classes import classes
from streams.extract.events.view import View
from streams.extract.languages.de.words import words

_THINGS = frozenset(("weapon", "vehicle", "goods", "money", "aid"))
_LOCAL = frozenset(("in", "an", "zu", "bei", "von", "durch", "nach", "vor", "über", "auf"))
"""Prepositions that tell place and time too: of a noun only where they stand right behind it."""
_WHERE = frozenset(("in", "bei"))
_DEMANDS = frozenset(("demand", "request", "order", "ask", "advise", "invite", "allow", "forbid"))
_CONTENT = frozenset(("ccomp", "xcomp", "csubj", "csubj:pass", "acl", "advcl", "parataxis", "conj"))
_ORIGIN = frozenset(("aus",))
"""Prepositions that tell whose a thing is: ``Zölle auf Stahl aus China``."""
_AIM = frozenset(("gegen", "mit", "aus", "für", "gegenüber", "in", "an", "zu", "auf", "über"))
"""Prepositions that tie to a thing whom it concerns: ``die Politik gegenüber China``."""


def first_filled(
    view: View, frame: Frame, slots: Sequence[Slot], noun: int | None, own: Collection[Entity] = ()
) -> tuple[Filled, ...]:
    """The parties in the first place of a verb that an actor, and another than ``own``, fills."""
    for slot in slots:
        found = fill(view, frame, slot, noun, own)
        if found:
            return found
    return ()


def fill(view: View, frame: Frame, slot: Slot, noun: int | None, own: Collection[Entity] = ()) -> tuple[Filled, ...]:
    """The parties in one place of a verb, ``own`` left out."""
    role = ROLES.get(slot.place, slot.place)
    if slot.place == "clause":
        return _others(clause_actor(view, frame), own)
    if slot.place == "speaker":
        return view.speakers(frame.node)
    for spot in spots_of(view, frame, slot.place, noun):
        found = _others(view.owners(spot, role) if slot.place == "of" else view.named(spot, role), own)
        if not found and not slot.strict and slot.place != "of":
            found = _others(whose(view, spot, role, loose=slot.place in ("obj", "dat")), own)
            if not found and slot.place in _LOCAL:
                # ``an der Grenze zur Ukraine``
                found = tuple(f for head in view.below((spot,), "zu") for f in _others(view.named(head, role), own))
        if found:
            return found
    return ()


def _others(found: tuple[Filled, ...], own: Collection[Entity]) -> tuple[Filled, ...]:
    return tuple(filled for filled in found if filled.entity not in own)


def whose(view: View, spot: int, role: str, *, loose: bool) -> tuple[Filled, ...]:
    """Whose a thing is, or whom it concerns."""
    found = view.owners(spot, role)
    if found:
        return found
    beside = _AIM if loose else _ORIGIN
    for child in view.children[spot]:
        if view.preposition(child) in beside and view.tokens[child].tag in ("NOUN", "PROPN", "PRON"):
            mention = view.mention(child)
            if view.preposition(child) == "in" and (mention is None or mention.capital):
                continue
            found = view.named(child, role) or view.owners(child, role)
            if found:
                return found
    return ()


def spots_of(view: View, frame: Frame, place: str, noun: int | None = None) -> Iterator[int]:
    """The words in a place of a verb, in the order that they are tried."""
    if place == "subj":
        yield from _subjects(view, frame)
    elif place == "obj":
        yield from _objects(view, frame, noun)
    elif place == "dat":
        yield from _datives(view, frame, noun)
    elif place == "gen":
        bare = (oblique.head for oblique in frame.obliques if not oblique.preposition)
        yield from (s for s in (*frame.objects, *bare) if view.tokens[s].features.get("Case") == "Gen")
    elif place in ("of", "own"):
        yield from () if noun is None else (noun,)
    else:
        yield from (oblique.head for oblique in frame.obliques if oblique.preposition == place)
        suffering = frame.subject if frame.passive else None
        under = [s for s in (noun, *frame.objects, frame.dative, suffering) if s is not None]
        if place in _WHERE:
            # ``traf zu Gesprächen in Pjöngjang ein``: the network hangs the place on the talks.
            under += [oblique.head for oblique in frame.obliques if oblique.preposition == "zu"]
        yield from view.below(dict.fromkeys(under), place)


def _objects(view: View, frame: Frame, noun: int | None) -> Iterator[int]:
    if frame.passive and frame.subject is not None and frame.subject != noun:
        yield frame.subject
    yield from (spot for spot in frame.objects if spot != noun)
    if not frame.passive and not frame.objects:
        yield from _bare(view, frame)


def _datives(view: View, frame: Frame, noun: int | None) -> Iterator[int]:
    if frame.dative is not None:
        yield frame.dative
        return
    yield from _bare(view, frame)
    yield from (spot for spot in frame.objects if spot != noun and not frame.passive and not _is_given(view, spot))
    if frame.passive and frame.subject is not None and frame.subject != noun:
        yield frame.subject


def _is_given(view: View, spot: int) -> bool:
    """A thing that has not the form of a dative: ``Panzer``, ``Drohnen``, but not ``Flugzeugen``."""
    token = view.tokens[spot]
    dative = token.text.endswith("n") and not (token.lemma.endswith("e") and token.text == f"{token.lemma}n")
    return not dative and bool(_THINGS & classes().of(view.keys[spot]))


def _bare(view: View, frame: Frame) -> Iterator[int]:
    """Noun phrases that the network takes for adverbial, though they name somebody."""
    for oblique in frame.obliques:
        if oblique.preposition in ("", "zufolge") and view.mention(oblique.head) is not None:
            yield oblique.head


def _subjects(view: View, frame: Frame) -> Iterator[int]:
    if frame.passive:
        for preposition in AGENT:
            yield from (o.head for o in frame.obliques if o.preposition == preposition)
        return
    controller = _controller(view, frame)
    if controller is not None:
        yield from controller
    elif frame.subject is not None:
        yield frame.subject


def _controller(view: View, frame: Frame) -> list[int] | None:
    """Under a verb of demanding it is the one spoken to who is to act."""
    if not frame.own or frame.clause < 0:
        return None
    clause = view.sentence.clauses[frame.clause]
    if clause.order != "infinitive" or clause.governor is None:
        return None
    above = view.sentence.clauses[clause.governor]
    saying = words().saying.get(above.lemma)
    if saying is None or saying.act not in _DEMANDS:
        return None
    around = next(each for each in view.frames if each.own and each.clause == clause.governor)
    found = [*spots_of(view, around, "obj"), *spots_of(view, around, "dat"), *spots_of(view, around, "an")]
    return [spot for spot in found if view.named(spot, "")]


def content_clauses(view: View, frame: Frame) -> Iterator[Frame]:
    """The clauses that say what somebody wants, says or does."""
    if frame.clause < 0:
        return
    for other in view.frames:
        if other.own and other.clause >= 0:
            clause = view.sentence.clauses[other.clause]
            if clause.governor == frame.clause and clause.relation in _CONTENT:
                conjunction = view.tokens[clause.subordinator].text.lower() if clause.subordinator is not None else ""
                told = (
                    clause.mood != "indicative" or clause.order == "infinitive" or conjunction in ("dass", "daß", "ob")
                )
                if told or clause.relation in ("ccomp", "csubj", "xcomp"):
                    yield other


def clause_actor(view: View, frame: Frame) -> tuple[Filled, ...]:
    """Who is to act, or is spoken of, in the clause under a verb."""
    role = ROLES["clause"]
    own = {filled.entity for spot in _subjects(view, frame) for filled in view.named(spot, role)}
    for inner in content_clauses(view, frame):
        infinitive = view.sentence.clauses[inner.clause].order == "infinitive"
        if inner.subject is not None and not infinitive:
            found = view.named(inner.subject, role) or view.owners(inner.subject, role)
            if found and not own & {filled.entity for filled in found}:
                return found
        for spot in (*inner.objects, inner.dative, *(oblique.head for oblique in inner.obliques)):
            if spot is None:
                continue
            found = view.named(spot, role) or whose(view, spot, role, loose=True)
            mention = view.mention(spot)
            if found and not (mention is not None and mention.capital) and not own & {f.entity for f in found}:
                return found
    return ()


def of_noun(  # noqa: PLR0911  # one return a place
    view: View, spot: int, slot: Slot, frame: Frame | None
) -> tuple[Filled, ...]:
    """The parties in one place of a noun."""
    role = ROLES.get(slot.place, slot.place)
    if slot.place == "of":
        return _genitive(view, spot, role)
    if slot.place == "adj":
        return view.adjectives(spot, role)
    if slot.place == "comp":
        return view.first_part(spot, role)
    if slot.place == "speaker":
        return view.speakers(spot)
    if slot.place == "clause":
        return clause_actor(view, frame) if frame is not None and frame.node == spot else ()
    for candidate in _behind_noun(view, spot, slot.place, frame):
        found = view.named(candidate, role)
        if not found and not slot.strict:
            found = whose(view, candidate, role, loose=False)
        if found:
            return found
    return ()


def _behind_noun(view: View, spot: int, preposition: str, frame: Frame | None) -> Iterator[int]:
    """Phrases with a preposition that belong to a noun, wherever the network hangs them."""
    yield from view.below((spot,), preposition)
    for child in view.children[spot]:
        if view.tokens[child].relation in ("nmod", "appos"):
            yield from view.below((child,), preposition)
    setting = view.setting(spot)
    if setting is not None:
        # ``im Rahmen der Gespräche mit Japan``
        yield from (child for child in view.below((setting,), preposition) if child > spot)
    if frame is not None:
        near = preposition in _LOCAL
        for oblique in frame.obliques:
            if oblique.preposition == preposition and (not near or _adjoins(view, spot, oblique.head)):
                yield oblique.head


def _genitive(view: View, spot: int, role: str) -> tuple[Filled, ...]:
    """Whose the deed is; the compound and the adjective have places of their own."""
    found = view.owners(spot, role)
    if found and all(filled.mention is None for filled in found):
        return ()
    return found


def _adjoins(view: View, spot: int, other: int) -> bool:
    """A phrase right behind a noun belongs to it, whatever the network says: ``den Angriff auf Bagdad``."""
    return spot < other and all(
        view.tokens[between].tag in ("DET", "ADP", "ADJ", "NOUN", "PROPN", "NUM") for between in range(spot + 1, other)
    )
