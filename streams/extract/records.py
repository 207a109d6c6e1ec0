"""Drafts to records: spans, names, attribution."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from schemas import Article, Attribution, Event, Mention, Party, Place, Span, Statement, Voice
from schemas.plover import Context, intensity, quad_of
from streams.extract import analyser
from streams.extract.actors import Resolved
from streams.extract.contexts import Vocabulary
from streams.extract.days import SPOKEN, Calendar
from streams.extract.document import Document, Sentence
from streams.extract.events import Filled, Found, confidence
from streams.extract.ids import Namer, coder
from streams.extract.quoted import Quoted
from streams.extract.retold import Dated, day_of, grouped, told_best
from streams.extract.statements import Draft
from streams.extract.statements.draft import Heard
from streams.extract.venue import where


class Writer:
    """Writes the records of one article."""

    def __init__(self, article: Article, document: Document, anchor: date | None) -> None:
        self._article = article
        self._ref = article.ref()
        self._document = document
        self._anchor = anchor
        self._namer = Namer(article.id)
        self._starts = [sentence.start for sentence in document.sentences]
        self._said: dict[int, list[Draft]] = {}
        self._vocabulary: Vocabulary | None = None

    def _span(self, start: int, end: int) -> Span:
        return Span.of(self._article.text, start, end)

    def _voices(self, heard: Heard | None) -> list[Voice]:
        if heard is None:
            return []
        span = self._span(*heard.words) if heard.words else None
        if not heard.entities:
            return [Voice(mention=span)] if span else []
        return [Voice(actor=entity.actor(), mention=span) for entity in heard.entities]

    def statements(self, drafts: Sequence[Draft], analysed: analyser.Document, resolved: Resolved) -> list[Statement]:
        """The statements; each draft learns its record's id."""
        records = []
        around: list[Draft] = []
        for draft in drafts:
            around = [other for other in around if other.quote[-1][1] > draft.quote[0][0]]
            for sentence in self._sentences(draft):
                self._said.setdefault(sentence.index, []).append(draft)
            speakers = self._voices(draft.speaker)
            texts = [self._article.text[start:end] for start, end in draft.quote]
            names = [voice.actor.code + voice.actor.name for voice in speakers if voice.actor]
            draft.identifier = self._namer.name("s", draft.kind, *texts, *names)
            records.append(
                Statement.model_validate(
                    {
                        "statement_id": draft.identifier,
                        "article": self._ref,
                        "kind": draft.kind,
                        "medium": draft.medium,
                        "quote": [self._span(*part) for part in draft.quote],
                        "speakers": speakers,
                        "addressees": self._voices(draft.addressee),
                        "cue": [self._span(*part) for part in draft.cue],
                        "act": draft.act,
                        "frame": [self._span(*part) for part in draft.frame],
                        "about": self._about(draft, analysed, resolved),
                        "within": self._within(draft, around),
                        "confidence": draft.confidence,
                        "coder": coder(),
                    }
                )
            )
            around.append(draft)
        return records

    def _sentences(self, draft: Draft) -> Sequence[Sentence]:
        """The sentences that the content lies in."""
        first = max(0, bisect_right(self._starts, draft.quote[0][0]) - 1)
        return self._document.sentences[first : bisect_left(self._starts, draft.quote[-1][1])]

    def _about(self, draft: Draft, analysed: analyser.Document, resolved: Resolved) -> list[str]:
        codes: dict[str, None] = {}
        for sentence in self._sentences(draft):
            tokens = analysed.sentences[sentence.index].tokens
            for mention in resolved.mentions[sentence.index]:
                start = tokens[mention.head].start
                if not mention.possessive and draft.holds(start, start + 1):
                    codes.update(dict.fromkeys(entity.code for entity in mention.entities))
        return list(codes)

    def _within(self, draft: Draft, drafts: Sequence[Draft]) -> str | None:
        """The smallest statement written before it that holds all of its content and more."""
        start, end = draft.quote[0][0], draft.quote[-1][1]
        around = [other for other in drafts if other.holds(start, end) and other.quote != draft.quote]
        smallest = min(around, key=lambda other: other.quote[-1][1] - other.quote[0][0], default=None)
        return smallest.identifier if smallest else None

    def events(self, found: Sequence[Found], analysed: analyser.Document) -> list[tuple[Event, list[Dated]]]:
        """The events, each once, with every place that reports it; and what each was made from."""
        if not found:
            return []
        calendar = Calendar(self._document, analysed, self._anchor, self._quoted())
        calendar.learn(found)
        told = grouped([(item, calendar.day_of(item)) for item in found])
        return [(self._event(entries), entries) for entries in told]

    def _quoted(self) -> list[Quoted]:
        """The stretches of direct speech, in order."""
        quoted = {
            (start, end): frozenset(entity.place for entity in draft.speaker.entities) if draft.speaker else frozenset()
            for row in self._said.values()
            for draft in row
            if draft.kind == "direct"
            for start, end in draft.quote
        }
        return [Quoted(start, end, places) for (start, end), places in sorted(quoted.items(), key=itemgetter(0))]

    def _event(self, entries: list[Dated]) -> Event:
        item = told_best(entries)
        day = day_of(entries)
        when = day.value if day else None
        actors = [self._party(item.sentence, filled) for filled in item.actors]
        recipients = [self._party(item.sentence, filled) for filled in item.recipients]
        modes = list(dict.fromkeys(mode for each, _ in entries for mode in each.modes))
        attribution = self._attribution(item)
        mentions = [
            Mention(
                trigger=self._span(each.start, each.end),
                sentence=self._span(each.sentence.start, each.sentence.end),
            )
            for each, _ in entries
        ]
        identifier = self._namer.name(
            "e",
            item.type,
            ",".join(modes),
            *(party.actor.code + party.actor.name for party in actors),
            ">",
            *(party.actor.code + party.actor.name for party in recipients),
            item.modality,
            when.start if when else "",
            mentions[0].trigger.text,
            mentions[0].sentence.text,
        )
        return Event.model_validate(
            {
                "event_id": identifier,
                "article": self._ref,
                "type": item.type,
                "modes": modes,
                "contexts": self._contexts(entries, modes),
                "quad": quad_of(item.type),
                "intensity": intensity(item.type, modes),
                "actors": actors,
                "recipients": recipients,
                "reciprocal": item.reciprocal,
                "modality": item.modality,
                "date": when,
                "place": self._place(entries, item),
                "attribution": attribution,
                "mentions": mentions,
                "confidence": confidence([each for each, _ in entries], claimed=bool(attribution)),
                "coder": coder(),
            }
        )

    def _contexts(self, entries: list[Dated], modes: Sequence[str]) -> list[Context]:
        parties = {filled.entity for item, _ in entries for filled in (*item.actors, *item.recipients)}
        sectors = {sector for entity in parties for sector in entity.sectors[:1]}
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self._document)
        return self._vocabulary.of([item.index for item, _ in entries], sorted(sectors), modes)

    def _party(self, sentence: analyser.Sentence, filled: Filled) -> Party:
        entity, mention = filled.entity, filled.mention
        if mention is None:
            return Party(actor=entity.actor())
        first, last = mention.first, mention.last
        while last > first + 1 and sentence.tokens[last - 1].tag == "PUNCT":
            last -= 1
        return Party(
            actor=entity.actor(), mention=self._span(sentence.tokens[first].start, sentence.tokens[last - 1].end)
        )

    def _attribution(self, item: Found) -> list[Attribution]:
        around = [draft for draft in self._said.get(item.index, ()) if draft.holds(item.start, item.end)]
        around.sort(key=lambda draft: draft.quote[-1][1] - draft.quote[0][0])
        seen: dict[tuple[str, str], Attribution] = {}
        doers = {filled.entity for filled in item.actors}
        for draft in around:
            for entity in draft.speaker.entities if draft.speaker else ():
                if item.type in SPOKEN and entity in doers:
                    continue  # what he does by saying it, the article reports
                seen.setdefault(
                    (entity.code, entity.name), Attribution(actor=entity.actor(), statement_id=draft.identifier)
                )
        return list(seen.values())

    def _place(self, entries: list[Dated], item: Found) -> Place | None:
        """The place that the best mention tells, else the first that does."""
        near = frozenset(filled.entity.place for filled in (*item.actors, *item.recipients))
        for told in (item, *(each for each, _ in entries)):
            spot = where(told, near)
            if spot is not None:
                return Place(name=spot.name, country=spot.country, span=self._span(spot.start, spot.end))
        return None
