"""Who lost an office by what the article itself reports: ``trat zurück``, ``wurde gestürzt``."""

from collections.abc import Iterator, Sequence

from streams.extract.actors.entity import FORMER, Entity, Mention
from streams.extract.actors.people import People
from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import Words

_DONE = ("past", "perfect", "pluperfect")
"""``wird gestürzt`` is a matter of the future as often as of the day."""


def note_losses(sentence: Sentence, mentions: Sequence[Mention], words: Words, people: People) -> None:
    """Let those be former officials of whom a sentence reports as a fact that they lost their office."""
    for clause in sentence.clauses:
        if clause.tense not in _DONE:
            continue
        for position in _losers(sentence, clause, words):
            for mention in mentions:
                if not mention.possessive and _within(sentence, mention, position):
                    _leave(mention.entities, people)
    for mention in mentions:
        before = sentence.tokens[mention.first - 1].text.lower() if mention.first > 1 else ""
        if words.is_("downfall", before) and _since(sentence, mention, words):
            _leave(mention.entities, people)


def _within(sentence: Sentence, mention: Mention, position: int) -> bool:
    """Whether a mention is the one at a position, or joined to it: ``A und B wurden gestürzt``."""
    if mention.first <= position < mention.last:
        return True
    for at in range(mention.first, mention.last):
        head = sentence.tokens[at].head
        # The name beside a title hangs on it, and what is joined may hang on either.
        if sentence.tokens[at].relation == "conj" and (head == position or sentence.tokens[head].head == position):
            return True
    return False


def _leave(entities: Sequence[Entity], people: People) -> None:
    for entity in entities:
        official = entity.kind == "person" and not entity.international and entity.sectors[:1] == ("GOV",)
        if official and not people.stays(entity):
            entity.sectors = (FORMER,)


def _losers(sentence: Sentence, clause: Clause, words: Words) -> Iterator[int]:
    """Positions of who loses an office in a clause that tells a fact."""
    if clause.negated or clause.modal or clause.mood != "indicative":
        return
    if words.is_("resign", clause.lemma) and clause.subject is not None:
        yield clause.subject
    elif words.is_("remove", clause.lemma) or _confined(sentence, clause, words):
        if clause.passive and clause.subject is not None:
            yield clause.subject
        elif not clause.passive:
            yield from clause.objects or _second_subjects(sentence, clause)


def _second_subjects(sentence: Sentence, clause: Clause) -> Iterator[int]:
    """An object that the analyser took for a subject: names show no case, and one verb has one subject."""
    for position in range(clause.start, min(clause.end, len(sentence.tokens))):
        token = sentence.tokens[position]
        if token.relation == "nsubj" and token.head == clause.verb and position != clause.subject:
            yield position


def _confined(sentence: Sentence, clause: Clause, words: Words) -> bool:
    """``unter Hausarrest stellen``."""
    if clause.lemma != "stellen":
        return False
    return any(words.is_("confinement", sentence.tokens[o.head].text.lower()) for o in clause.obliques)


def _since(sentence: Sentence, mention: Mention, words: Words) -> bool:
    """``nach dem Sturz Mohammed Mursis``: a fact only behind a preposition of time."""
    at = mention.first - 1
    before = [token.text.lower() for token in sentence.tokens[max(0, at - 2) : at]]
    return any(words.is_("since", word) for word in before)
