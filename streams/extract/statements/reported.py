"""Reports of speech acts: who does the act, and to whom, in a clause that is told as a whole."""

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import Saying, fold
from streams.extract.languages.de.words import Words
from streams.extract.statements.acts import saying_of
from streams.extract.statements.addressee import addressee_of
from streams.extract.statements.frames import Frame, Tokens, agent_of
from streams.extract.statements.nounphrase import noun_phrase, whole_phrase
from streams.extract.statements.tagged import Tagged

_ABOUT = frozenset(("über", "zu", "von"))
_TOPICS = frozenset(("von", "über", "gegen", "für", "auf", "um", "vor", "nach", "zu"))
_THERE = ("da", "hier")
_MARKS = frozenset('„“"»«:')
_COMPLEMENTS = ("nmod", "acl", "ccomp", "xcomp", "appos")
_NOBODY = frozenset(("es", "das", "dies", "was"))


def names_no_topic(sentence: Sentence, piece: Tokens, words: Words) -> bool:
    """Whether a clause tells only that something was said: "gab Einzelheiten bekannt", "hielt eine Rede"."""
    clause, saying = _telling(sentence, piece, words)
    if clause is None or saying is None:
        return False
    if not clause.objects:
        return _only_talks(sentence, clause, saying)
    if any(oblique.preposition in _ABOUT for oblique in clause.obliques):
        return False
    to_be_told = "dat" in saying.frames and clause.dative is None
    return all(
        words.is_("no_topic", fold(sentence.tokens[head].lemma))
        and not _has_topic(sentence, head, to_be_told=to_be_told)
        for head in clause.objects
    )


def _only_talks(sentence: Sentence, clause: Clause, saying: Saying) -> bool:
    """Whether a verb that tells its topic by a preposition stands without it: "sprachen mit Angehörigen"."""
    topics = saying.frames & _TOPICS
    if not topics or "np" in saying.frames or clause.passive or clause.modal or clause.complement is not None:
        return False
    if any(oblique.preposition in topics for oblique in clause.obliques):
        return False
    own = range(clause.start, clause.end)
    if any(each.governor is not None and sentence.clauses[each.governor] is clause for each in sentence.clauses):
        return False
    return not any(sentence.tokens[at].lemma.lower() in topics or _stands_for_topic(sentence, at) for at in own)


def _stands_for_topic(sentence: Sentence, at: int) -> bool:
    """Whether a word is "davon", "darüber", "hierzu", or one that opens a quotation."""
    text = sentence.tokens[at].text.lower()
    return text.startswith(_THERE) or text in _MARKS


def _has_topic(sentence: Sentence, head: int, *, to_be_told: bool) -> bool:
    """Whether a noun of saying tells about what; a name beside it may be whom it is told ("der Agentur BelTA")."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.head == head and token.relation.startswith(_COMPLEMENTS):
            first, last = noun_phrase(tokens, at)
            named = any(each.name != "O" for each in tokens[first:last])
            if not (to_be_told and named and tokens[first].relation != "case" and tokens[first - 1].relation != "case"):
                return True
    return False


def report_of(number: int, sentence: Sentence, tagged: Tagged, piece: Tokens, words: Words) -> Frame:
    """Read the clause that a piece of a sentence is, as a frame without cue and words.

    Its parties are those that the network marks, else those of the tree.
    """
    first, last = piece
    clause, saying = _telling(sentence, piece, words)
    aims = [aim for aim in tagged.ties[first:last] if aim >= 0]
    speakers = [run for run in tagged.speakers if first <= run[0] < last]
    speakers.sort(key=lambda run: -sum(run[0] <= aim < run[1] for aim in aims))
    addressees = [run for run in tagged.addressees if first <= run[0] < last]
    speaker = whole_phrase(sentence.tokens, *speakers[0], addressees) if speakers else subject_of(sentence, clause)
    addressee = whole_phrase(sentence.tokens, *addressees[0], speakers[:1]) if addressees else None
    perhaps = addressee_of(sentence, [(clause.verb, clause.verb + 1)], saying, speaker) if clause is not None else None
    return Frame(number, [], [], speaker, addressee, perhaps, saying)


def _telling(sentence: Sentence, piece: Tokens, words: Words) -> tuple[Clause | None, Saying | None]:
    """The first clause with a word of saying."""
    for clause in sentence.clauses:
        if piece[0] <= clause.verb < piece[1]:
            saying = saying_of(sentence, clause.predicate, words)
            if saying is not None:
                return clause, saying
    return None, None


def subject_of(sentence: Sentence, clause: Clause | None) -> Tokens | None:
    """Who does what a clause tells: its subject, in the passive whom it is done by."""
    if clause is None:
        return None
    if clause.passive:
        return agent_of(sentence, clause)
    if clause.subject is None or sentence.tokens[clause.subject].lemma.lower() in _NOBODY:
        return None
    return noun_phrase(sentence.tokens, clause.subject)
