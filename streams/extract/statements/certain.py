"""What grammar alone makes certain: a subjunctive clause, a comma, a verb of saying and its subject."""

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import fold
from streams.extract.languages.de.words import Words
from streams.extract.statements.nounphrase import noun_phrase
from streams.extract.statements.tagged import Run, Tagged

_LOOSE = frozenset('.!?…“”"»«')


def mark_certain(sentence: Sentence, tagged: Tagged, words: Words) -> None:
    """Mark "Polen helfe gern, bemerkte der Präsident." where the network's heads see no cue in the sentence."""
    if tagged.cues or any(tagged.said):
        return
    for clause in sentence.clauses:
        if clause.subject is None or not _says_after(sentence, clause, words):
            continue
        if any(one.verb < clause.verb and one.mood.startswith("subj") for one in sentence.clauses):
            verb, last = clause.verb, len(sentence.tokens)
            while last > verb + 1 and sentence.tokens[last - 1].text in _LOOSE:
                last -= 1
            tagged.content = [Run(0, verb - 1, "indirect")]
            tagged.contents = [(0, verb - 1)]
            tagged.frames, tagged.cues = [(verb, last)], [(verb, verb + 1)]
            tagged.speakers = [noun_phrase(sentence.tokens, clause.subject)]
            tagged.ties = [clause.subject if at == verb else verb for at in range(len(sentence.tokens))]
            return


def _says_after(sentence: Sentence, clause: Clause, words: Words) -> bool:
    """Whether a clause begins with a verb of saying, behind a comma, and has its subject behind the verb."""
    saying = words.speech.verbs.get(fold(clause.lemma))
    return (
        saying is not None
        and "v2" in saying.frames
        and clause.verb > 1
        and clause.subject is not None
        and clause.subject > clause.verb
        and sentence.tokens[clause.verb - 1].text == ","
    )
