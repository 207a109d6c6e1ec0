"""What is done by saying it: the words of a frame in the lexicon of speech."""

from collections.abc import Sequence

from streams.extract.analyser import Sentence
from streams.extract.languages.de import Words
from streams.extract.languages.de.saying import Saying, fold


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
        for beside, saying in speech.idioms.get(verb, ()):
            around = {fold(token.lemma) for token in sentence.tokens[clause.start : clause.end]}
            if beside <= around | set(lemmas):
                return saying
        if verb in speech.verbs:
            return speech.verbs[verb]
    for table in (speech.verbs, speech.nouns, speech.sources):
        for lemma in lemmas:
            if lemma in table:
                return table[lemma]
    return None
