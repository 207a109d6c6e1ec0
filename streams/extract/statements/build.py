"""Statements of a document: what the heads for speech mark, put together sentence by sentence."""

from collections.abc import Sequence

from streams.extract.actors import Resolved
from streams.extract.analyser import Document, Sentence
from streams.extract.languages.de.words import words
from streams.extract.statements import stances, topics
from streams.extract.statements.certain import mark_certain
from streams.extract.statements.confidence import calibrated, mean
from streams.extract.statements.content import Content, contents_of, going_on
from streams.extract.statements.direct import Quotations, frame_of, is_said
from streams.extract.statements.draft import Draft, Heard, Range
from streams.extract.statements.frames import Frame, Tokens, frames_of, says_nobody, whole_predicate
from streams.extract.statements.marks import Quote, find_quotes
from streams.extract.statements.nested import nested_in
from streams.extract.statements.reported import names_no_topic, report_of
from streams.extract.statements.tagged import Tagged
from streams.extract.statements.turns import GOES_ON, Turns, is_irreal
from streams.extract.statements.voices import Voices

__all__ = ["Draft", "drafts_of"]

_SURE = {"reported": 0.6, "free_indirect": 0.65, "indirect_free_indirect": 0.5}
"""Mean probability of its words' labels; chosen on the kept-back articles of our annotation."""
_BY_RULE = 0.7
"""Of what the lexicon alone tells, and the network may pass over."""
_NEAR = 6
"""Statements back that are looked at: work stays linear in a text of any length."""
_BETWEEN = " ,.:;–-\u00a0"
_BACK = frozenset(("dies", "das", "dieses"))
_FREE = frozenset(("indirect_free_indirect", "free_indirect"))


def drafts_of(document: Document, resolved: Resolved) -> list[Draft]:
    """The statements of a document, in the order of the text."""
    return Builder(document, resolved).build()


class Builder:
    """Puts together the statements of one document."""

    def __init__(self, document: Document, resolved: Resolved) -> None:
        self._document = document
        self._voices = Voices(document, resolved)
        self._words = words()
        self._tagged = [Tagged(sentence) for sentence in document.sentences]
        for sentence, tagged in zip(document.sentences, self._tagged, strict=True):
            mark_certain(sentence, tagged, self._words)
        self._frames = [
            frames_of(number, sentence, tagged, self._words)
            for number, (sentence, tagged) in enumerate(zip(document.sentences, self._tagged, strict=True))
        ]
        framed = [
            (quote, frame_of(document, quote, self._tagged, self._frames)) for quote in find_quotes(document.sentences)
        ]
        self._said = [
            (quote, frame) for quote, frame in framed if is_said(quote, self._tagged, framed=frame is not None)
        ]
        self._quotations = Quotations([quote for quote, _ in self._said])
        self._turns = Turns(document, self._voices, self._words)
        self._drafts: list[Draft] = []
        self._last: Heard | None = None
        self._last_frame: dict[int, Draft] = {}

    def build(self) -> list[Draft]:
        """Read the sentences from the first to the last."""
        quotes = iter(self._said)
        following = next(quotes, None)
        for number, sentence in enumerate(self._document.sentences):
            before = self._drafts[-1] if self._in_a_row(number) else None
            rule = None
            if not self._quotations.hold(sentence.start, sentence.end):
                rule = self._turns.goes_on(number, before, self._carried(number))
            if rule != stances.RULE or self._is_marked(number):
                self._marked(number, sentence)
            if rule is not None and not self._said_in(sentence):
                self._content(number, sentence, going_on(sentence, rule))
            while following is not None and following[0].first[0] == number:
                self._quote(*following)
                following = next(quotes, None)
        self._drafts.sort(key=lambda draft: (draft.quote[0][0], -draft.quote[-1][1]))
        return self._drafts

    def _is_marked(self, number: int) -> bool:
        """Whether the network sees a frame with its cue, or content that needs none."""
        tagged = self._tagged[number]
        return bool(tagged.cues) or any(run.label != "indirect" for run in tagged.content)

    def _marked(self, number: int, sentence: Sentence) -> None:
        """Add the statements that the network marks in a sentence, quotations left out."""
        about = list(topics.topics_in(sentence, self._tagged[number], number, self._words))
        contents = contents_of(sentence, self._tagged[number], self._frames[number])
        contents = [one for one in contents if not any(_within(topic, one) for topic in about)]
        nested = nested_in(sentence, self._tagged[number], number, contents, self._words)
        for content in (*about, *contents, *nested):
            self._content(number, sentence, content)

    def _said_in(self, sentence: Sentence) -> bool:
        return bool(self._drafts) and self._drafts[-1].quote[-1][1] > sentence.start

    def _anothers(self, number: int, content: Content) -> bool:
        """Whether a quotation tells what somebody else says, whom it names: "Der Staatschef unterstrich, dass …"."""
        frame = content.frame
        if (
            frame is None
            or frame.speaker is None
            or not frame.cue
            or not self._quotations.hold(*self._span(number, frame.cue[0]))
        ):
            return False
        speaker = frame.speaker
        if self._document.sentences[number].tokens[speaker[0]].tag == "PRON":
            return False
        return self._voices.actor(number, speaker) is not None

    def _span(self, number: int, tokens: Tokens) -> Range:
        row = self._document.sentences[number].tokens
        return row[tokens[0]].start, row[tokens[1] - 1].end

    def _content(self, number: int, sentence: Sentence, content: Content) -> None:
        pieces = [self._span(number, piece) for piece in content.pieces]
        if self._quotations.cover(pieces) and not self._anothers(number, content):
            return
        draft = Draft(content.kind, pieces, 0.0, rule=content.rule)
        by_rule = content.rule in (topics.RULE, stances.RULE, GOES_ON)
        draft.raw = _BY_RULE if by_rule else self._sureness("content", number, content.pieces, content.frame)
        draft.others = self._others(number, content)
        if content.frame is not None:
            self._put_frame(draft, content.frame)
            self._point_back(draft, number, content)
        elif content.kind == "reported":
            if names_no_topic(sentence, content.pieces[0], self._words):
                return
            report = report_of(number, sentence, self._tagged[number], content.pieces[0], self._words)
            self._put_frame(draft, report)
        else:
            draft.speaker = self._carried(number)
            draft.medium = "speech"
            if draft.speaker is None and is_irreal(sentence):
                return
            if self._stands(draft) and self._goes_on(draft, content, number):
                return
        if self._stands(draft):
            self._add(draft)

    def _stands(self, draft: Draft) -> bool:
        """Whether what has no frame is sure enough: nothing but its words tells that it is said."""
        if draft.kind == "reported" and (draft.speaker is None or draft.act is None):
            return False
        return draft.raw >= _SURE.get(draft.kind, 0.0)

    def _others(self, number: int, content: Content) -> tuple[str, ...]:
        """Other frames that the content could have stood under, and other kinds that some of its words look like."""
        tokens = self._document.sentences[number].tokens
        found = [
            "content of " + " … ".join(" ".join(t.text for t in tokens[first:last]) for first, last in frame.cue)
            for frame in self._frames[number]
            if frame is not content.frame and frame.cue
        ]
        first, last = content.pieces[0][0], content.pieces[-1][1]
        kinds = {run.label for run in self._tagged[number].content if run.first < last and first < run.last}
        return (*found, *sorted(kinds - {content.kind}))

    def _goes_on(self, draft: Draft, content: Content, number: int) -> bool:
        """A sentence that goes on like the one before it is one statement with it."""
        if not (content.whole and self._drafts):
            return False
        before = self._drafts[-1]
        sentences = self._document.sentences
        if (
            before.kind == draft.kind
            and number > 0
            and before.quote[-1][1] == sentences[number - 1].end
            and before.quote[-1][0] <= sentences[number - 1].start
            and _same(before.speaker, draft.speaker)
            and sentences[number - 1].paragraph == sentences[number].paragraph
        ):
            before.quote[-1] = (before.quote[-1][0], draft.quote[0][1])
            return True
        return False

    def _point_back(self, draft: Draft, number: int, content: Content) -> None:
        """Where a pronoun is all that is said (Dies teilte X mit.), the content is the sentence before."""
        first, last = content.pieces[0]
        alone = len(content.pieces) == 1 and last - first == 1
        if number == 0 or not alone or self._document.sentences[number].tokens[first].text.lower() not in _BACK:
            return
        before = self._document.sentences[number - 1]
        self._drafts[-_NEAR:] = [
            one for one in self._drafts[-_NEAR:] if one.kind not in _FREE or one.quote != [(before.start, before.end)]
        ]
        draft.quote = [(before.start, before.end)]

    def _put_frame(self, draft: Draft, frame: Frame) -> None:
        number = frame.sentence
        hence = self._hence(number, frame)
        cue = whole_predicate(self._document.sentences[number], frame.cue)
        draft.cue = [self._span(number, tokens) for tokens in cue]
        draft.frame = [self._span(number, tokens) for tokens in sorted(frame.spans)]
        if hence is not None:
            draft.speaker = hence
        elif frame.speaker is not None:
            draft.speaker = self._voices.own(number, frame.speaker) or self._voices.heard(number, frame.speaker)
        elif says_nobody(self._document.sentences[number], frame) and self._in_a_row(number):
            before = self._last
            draft.speaker = Heard(None, before.entities, "goes on from the sentence before") if before else None
        if frame.addressee is not None:
            draft.addressee = self._voices.heard(number, frame.addressee)
        elif frame.perhaps_to is not None:
            words, sure = frame.perhaps_to
            draft.addressee = self._voices.heard(number, words) if sure else self._voices.actor(number, words)
        if frame.saying is not None:
            draft.act, draft.medium, draft.where = frame.saying.act, frame.saying.medium, frame.saying.where

    def _in_a_row(self, number: int) -> bool:
        """Whether the sentence before, in the same paragraph, ends in a statement."""
        sentences = self._document.sentences
        if number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph:
            return False
        return self._said_in(sentences[number - 1])

    def _carried(self, number: int) -> Heard | None:
        """Who goes on speaking: the last speaker, or who does a speech act in a sentence before that is none."""
        if number == 0 or self._said_in(self._document.sentences[number - 1]):
            return self._last
        return self._turns.acts(number - 1) or self._last or self._turns.subject(number - 1)

    def _hence(self, number: int, frame: Frame) -> Heard | None:
        """The speaker of "demnach": the word itself, which stands for the one who spoke before."""
        tokens = self._document.sentences[number].tokens
        if len(frame.cue) != 1 or not self._words.is_("hence", tokens[frame.cue[0][0]].text.lower()):
            return None
        before = self._carried(number)
        return Heard(self._span(number, frame.cue[0]), before.entities if before else (), "the speaker before")

    def _sureness(self, head: str, number: int, pieces: Sequence[Tokens], frame: Frame | None) -> float:
        """What the network thinks of the words of a content, and of the cue where there is one."""
        tagged = self._tagged[number]
        sure = mean([value for piece in pieces for value in tagged.sure(head, *piece)])
        if frame is not None and frame.cue:
            cue = mean([v for tokens in frame.cue for v in self._tagged[frame.sentence].sure("role", *tokens)])
            sure = (2 * sure + cue) / 3
        return sure

    def _add(self, draft: Draft) -> None:
        draft.confidence = calibrated(draft.raw)
        self._drafts.append(draft)
        if draft.speaker is not None:
            self._last = draft.speaker

    def _quote(self, quote: Quote, frame: Frame | None) -> None:
        around = self._around(quote)
        before = self._last_frame.get(id(frame)) if frame is not None else None
        if before is not None and around is None and self._broken(before, quote):
            before.quote.append((quote.start, quote.end))
            return
        if frame is None and around is None and self._follows(quote):
            self._drafts[-1].quote.append((quote.start, quote.end))
            return
        draft = Draft("direct", [(quote.start, quote.end)], 0.0, rule="quotation that is said", medium="speech")
        first = quote.first[1]
        last = quote.last[1] + 1 if quote.last[0] == quote.first[0] else len(self._tagged[quote.first[0]].said)
        draft.raw = self._sureness("quoted", quote.first[0], ((first, last),), frame)
        if around is not None and around.kind != "reported":
            draft.frame, draft.cue = list(around.frame), list(around.cue)
            draft.speaker, draft.addressee = around.speaker, around.addressee
            draft.act, draft.medium, draft.where = around.act, around.medium, around.where
        elif frame is not None:
            self._put_frame(draft, frame)
            self._last_frame[id(frame)] = draft
        if draft.speaker is None and not draft.cue:
            draft.speaker = around.speaker if around is not None else self._carried(quote.first[0])
        self._add(draft)

    def _around(self, quote: Quote) -> Draft | None:
        holding = [
            draft for draft in self._drafts[-_NEAR:] if draft.kind != "direct" and draft.holds(quote.start, quote.end)
        ]
        return min(holding, key=lambda draft: draft.quote[-1][1] - draft.quote[0][0], default=None)

    def _follows(self, quote: Quote) -> bool:
        """Nothing but marks stands between this quotation and the frame behind the last one."""
        before = self._drafts[-1] if self._drafts else None
        if before is None or before.kind != "direct" or not before.frame:
            return False
        end = max(stop for _, stop in before.frame)
        between = self._document.text[end : quote.start]
        return end > before.quote[-1][1] and "\n" not in between and not between.strip(_BETWEEN)

    def _broken(self, before: Draft, quote: Quote) -> bool:
        """The same frame stands between this quotation and what it framed before."""
        return any(before.quote[-1][1] <= start and end <= quote.start for start, end in before.frame)


def _within(topic: Content, content: Content) -> bool:
    """Whether a report is the one that a topic was found in."""
    if content.kind != "reported" or topic.frame is None:
        return False
    first, last = content.pieces[0]
    return any(first <= begin < last for begin, _ in (*topic.frame.cue, *topic.pieces))


def _same(one: Heard | None, other: Heard | None) -> bool:
    return one is other or (one is not None and other is not None and one.words == other.words)
