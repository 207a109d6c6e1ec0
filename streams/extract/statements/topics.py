"""Reports that name nothing but a topic: "X und Y erörterten die Lage", "X informierte Y über den Dialog".

Their verb says only that the topic was spoken of, or that it is what was said ("wünschte viel Erfolg"). So the topic
is the content, and the rest of the clause is its frame, as with indirect speech; in other reports the verb is half of
what is said ("kritisierte den Plan"), and the clause is the content. The lexicon of speech marks such words `topic`.
"""

from collections.abc import Iterator

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import Saying
from streams.extract.languages.de.words import Words
from streams.extract.statements.acts import saying_of
from streams.extract.statements.addressee import addressee_of
from streams.extract.statements.content import Content, trim
from streams.extract.statements.frames import Frame, Tokens
from streams.extract.statements.nounphrase import noun_phrase
from streams.extract.statements.reported import subject_of
from streams.extract.statements.tagged import Tagged

_MAIN = frozenset(("root", "conj", "parataxis"))
RULE = "topic of a speech act"
_ABOUT = frozenset(("über",))
_SURE = frozenset(("discuss",))
"""Acts that are told by their verbs alone; of others the network must have marked a word of the clause."""


def topics_in(sentence: Sentence, tagged: Tagged, number: int, words: Words) -> Iterator[Content]:
    """Yield the topics of the main clauses that do such an act, under their frames."""
    for clause in sentence.clauses:
        saying = _telling(sentence, clause, words)
        if saying is None or clause.passive or any(run[0] in clause.predicate for run in tagged.cues):
            continue
        if any(run.first < clause.end and clause.start < run.last for run in tagged.content if run.label == "indirect"):
            continue
        marked = any(run.label == "reported" and run.first < clause.end and clause.start < run.last
                     for run in tagged.content)  # fmt: skip
        speaker = subject_of(sentence, clause)
        topic = _topic(sentence, clause, saying)
        if topic is None or speaker is None or not (marked or saying.act in _SURE):
            continue
        frame = _frame(sentence, clause, saying, topic, speaker)
        frame.sentence = number
        yield Content("reported", (topic,), frame, whole=False, rule=RULE)


def _telling(sentence: Sentence, clause: Clause, words: Words) -> Saying | None:
    if clause.relation not in _MAIN or clause.order not in ("verb-second", "verb-first") or clause.negated:
        return None
    saying = saying_of(sentence, clause.predicate, words)
    return saying if saying is not None and "topic" in saying.frames else None


def _topic(sentence: Sentence, clause: Clause, saying: Saying) -> Tokens | None:
    """The object or the phrase with "über", and what follows it in the clause, without the predicate's last part."""
    tokens = sentence.tokens
    begin = None
    if "np" in saying.frames and clause.objects:
        begin = noun_phrase(tokens, clause.objects[-1])[0]
    about = _ABOUT & saying.frames
    if begin is None:
        cases = (at for at in range(clause.verb, clause.end) if tokens[at].lemma.lower() in about)
        begin = next((at for at in cases if tokens[at].relation == "case"), None)
    if begin is None or begin <= clause.verb:
        return None
    end = clause.end
    while end > begin and (end - 1 in clause.predicate or not tokens[end - 1].text[0].isalnum()):
        end -= 1
    return trim(sentence, begin, end) if end > begin and clause.subject is not None else None


def _frame(sentence: Sentence, clause: Clause, saying: Saying, topic: Tokens, speaker: Tokens) -> Frame:
    cue = [(spot, spot + 1) for spot in clause.predicate]
    spans = [(clause.start, topic[0]), *(span for span in cue if span[0] >= topic[1])]
    frame = Frame(0, cue, spans, speaker, None)
    frame.saying = saying
    frame.perhaps_to = addressee_of(sentence, cue, saying, speaker)
    return frame
