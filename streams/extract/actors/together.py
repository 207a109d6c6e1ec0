"""Several at once: ``beide Seiten``, ``die drei Länder``, ``die Präsidenten``, ``der Westen``."""

import re

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.context import NOBODY, Context, Meant
from streams.extract.actors.entity import Entity
from streams.extract.actors.known.entry import Role
from streams.extract.actors.number import is_plural
from streams.extract.analyser import Sentence

_DEFINITE = frozenset(("die", "den", "der", "beide", "beiden", "beider"))
_NUMBERS = {"drei": 3, "vier": 4, "fünf": 5}
_CODE = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_TWO = 2
_MEMBERS = {"eu_states": "EU", "nato_states": "NATO"}
_HELD = "the holders on the two sides that stood together last"
_SIDES = "the two sides that stood together last"


class Together:
    """Who is meant by words for several."""

    def __init__(self, context: Context, sentence: Sentence) -> None:
        self._context = context
        self._sentence = sentence

    def meant(self, candidate: Candidate) -> Meant:
        """Who is meant by an expression for sides."""
        context = self._context
        if candidate.side == "both":
            return self._both(candidate)
        if candidate.side == "all":
            return context.pairs.states(self._number(candidate)), "the states that were named together", 0.8
        if candidate.side == "west":
            return (context.standing.west(),), "the West", 0.9
        if candidate.side == "states_group":
            return self._group(candidate), "the members of a group", 0.8
        members = _MEMBERS.get(candidate.side)
        return ((context.standing.place(members),) if members else ()), "the members of an organisation", 0.8

    def _group(self, candidate: Candidate) -> tuple[Entity, ...]:
        """The states, or the organisation, whose codes the table tells."""
        registry = self._context.registry
        words = [token.text for token in self._sentence.tokens]
        sides = (registry.side(words, at) for at in range(candidate.first, candidate.last))
        found = next((side for side in sides if side is not None), None)
        codes = _CODE.findall(found[1].note) if found is not None else []
        known = [code for code in codes if registry.state(code) is not None or registry.is_organisation(code)]
        return tuple(self._context.standing.place(code) for code in known)

    def plural(self, candidate: Candidate) -> Meant:
        """``die Präsidenten``, ``die Nachbarländer``: of the two sides, if nothing beside them tells another."""
        role = candidate.role
        if role is None or candidate.places or candidate.owner is not None or not self._many(candidate, role):
            return NOBODY
        if candidate.inner is not None and candidate.inner.role is not None and candidate.inner.role.kind != "state":
            return NOBODY
        if role.kind == "state":
            return self._states(candidate)
        paired = self._context.words.is_("pair_noun", role.noun)
        offices = role.kind == "person" and bool(self._context.registry.office_of(role.full))
        pair = self._context.pairs.persons() if paired or offices else ()
        if len({entity.place for entity in pair}) != _TWO:
            return NOBODY
        if paired:
            return pair, _SIDES, 0.75
        return tuple(self._context.describer.as_holder(entity, role) for entity in pair), _HELD, 0.75

    def _many(self, candidate: Candidate, role: Role) -> bool:
        article = self._sentence.tokens[candidate.first].text.lower()
        if candidate.first == candidate.head or article not in _DEFINITE:
            return False
        return is_plural(self._sentence, candidate.first, candidate.head, role)

    def _number(self, candidate: Candidate) -> int:
        tokens = self._sentence.tokens[candidate.first : candidate.last]
        return next((_NUMBERS[t.text.lower()] for t in tokens if t.text.lower() in _NUMBERS), 0)

    def _states(self, candidate: Candidate) -> Meant:
        """``die Staaten``: the two that stood together, or the list of as many as are told."""
        number = self._number(candidate)
        if number:
            return self._context.pairs.states(number), "the states that were named together", 0.8
        if candidate.head - candidate.first > 1:
            return NOBODY
        return self._as_states(self._context.pairs.meant(states=True)), _SIDES, 0.7

    def _as_states(self, meant: tuple[Entity, ...]) -> tuple[Entity, ...]:
        side_of = self._context.standing.side_of
        return tuple(dict.fromkeys(side_of(entity) or entity for entity in meant))

    def _both(self, candidate: Candidate) -> Meant:
        """``beide Seiten``, ``beide Länder``, ``die Präsidenten beider Länder``."""
        context = self._context
        tokens = self._sentence.tokens[candidate.first : candidate.last]
        choices = context.registry.adjectives.choices
        named = {choice.code for t in tokens if t.tag == "ADJ" for choice in choices(t.text)}
        if len(named) == _TWO:
            return tuple(map(context.standing.place, sorted(named))), "both states of the name", 0.9
        roles = [role for role in (context.registry.role(t.text) for t in tokens) if role is not None]
        persons = [role for role in roles if role.kind == "person" and context.registry.office_of(role.full)]
        people = any(context.words.is_("pair_noun", role.noun) for role in roles)
        states = any(role.kind == "state" and role.noun != "seite" for role in roles)
        meant = context.pairs.meant(states=states and not persons)
        if persons:
            held = tuple(context.describer.as_holder(entity, persons[0]) for entity in meant)
            return held, _HELD, 0.75
        if people:
            return context.pairs.persons() or meant, _SIDES, 0.8
        if states:
            return self._as_states(meant), _SIDES, 0.8
        bodies = [role for role in roles if role.kind == "body"]
        if bodies:
            return context.describer.as_bodies(meant, bodies[0]), "the bodies of the two sides", 0.75
        return meant, _SIDES, 0.8
