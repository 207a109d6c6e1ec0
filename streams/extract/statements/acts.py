"""What is done by saying it: the words of a frame in the lexicon of speech."""

from collections.abc import Sequence

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import Saying, fold
from streams.extract.languages.de.words import Words

_SELF = frozenset(("sich", "mich", "uns"))


def saying_of(sentence: Sentence, cue: Sequence[int], words: Words) -> Saying | None:
    """Look up the tokens of a cue: an idiom of the verb's clause first, then verb, noun and preposition.

    A noun or adjective of an idiom may stand anywhere in the clause of the cue's verb.
    """
    speech = words.speech
    lemmas = [fold(sentence.tokens[at].lemma) for at in cue]
    for clause in sentence.clauses:
        if not any(at in clause.predicate for at in cue):
            continue
        verb = fold(clause.lemma)
        idioms = speech.idioms.get(verb)
        if idioms is not None:
            around = {fold(token.lemma) for token in sentence.tokens[clause.start : clause.end]}
            around.update(lemmas)
            for beside, saying in idioms:
                if beside <= around:
                    return saying
        if verb in speech.reflexive and _with_self(sentence, clause):
            return speech.reflexive[verb]
        if verb in speech.verbs:
            return speech.verbs[verb]
    for table in (speech.verbs, speech.nouns, speech.sources):
        for lemma in lemmas:
            if lemma in table:
                return table[lemma]
    return None


def _with_self(sentence: Sentence, clause: Clause) -> bool:
    tokens = sentence.tokens[clause.start : clause.end]
    return any(token.lemma.lower() in _SELF and token.head in clause.predicate for token in tokens)
