"""What nobody knows of others but by their word: that they are ready, that a thing is unacceptable.

A plain sentence in the present is mostly told by the article. One that gives a state of mind or a judgement is not:
right behind a statement it is the speaker's own word, if the mind is that of his side ("Zugleich sind beide Länder
bereit, …") or the judgement is on a matter and not on a party ("Ein solcher Schritt ist unannehmbar").
"""

from streams.extract.actors.entity import Entity
from streams.extract.analyser import Clause, Sentence, Token
from streams.extract.languages.de.saying import fold
from streams.extract.languages.de.words import Words
from streams.extract.statements.draft import Heard

RULE = "stance that goes on with the last speaker"
_DUTY = frozenset(("müssen", "dürfen"))


def tells_stance(sentence: Sentence, root: Clause, party: Heard | None, speaker: Heard | None, words: Words) -> bool:
    """Whether a main clause gives a stance that is the speaker's: "ist bereit", "ist unannehmbar".

    Args:
        sentence: the sentence.
        root: its main clause.
        party: the actor that its subject is.
        speaker: who spoke before.
        words: the closed classes.
    """
    if not _plain(root) or root.subject is None or root.modal:
        return False
    subject = sentence.tokens[root.subject]
    said_of = fold(_predicate(sentence, root).lemma)
    if words.is_("stance", said_of):
        if subject.tag == "PRON" or words.is_("side", fold(subject.lemma)):
            return True
        return party is not None and speaker is not None and _of_one_side(party.entities, speaker.entities)
    return words.is_("verdict", said_of) and party is None and subject.tag == "NOUN"


def tells_duty(root: Clause) -> bool:
    """Whether a main clause tells what must be or may not be: so a stance goes on."""
    return _plain(root) and root.modal in _DUTY


def _plain(root: Clause) -> bool:
    return root.mood == "indicative" and root.tense == "present"


def _predicate(sentence: Sentence, root: Clause) -> Token:
    """What a copula clause says of its subject."""
    verb = sentence.tokens[root.verb]
    if root.complement is not None:
        return sentence.tokens[root.complement]
    return sentence.tokens[verb.head] if verb.relation == "cop" else verb


def _of_one_side(parties: tuple[Entity, ...], speakers: tuple[Entity, ...]) -> bool:
    """Whether all parties are speakers, or countries or governments of theirs."""
    places = {entity.place for entity in speakers}
    codes = {entity.code for entity in speakers}
    return all(
        entity in speakers or entity.code in codes or (entity.place in places and not entity.sectors)
        for entity in parties
    )
