"""Why there is a record: the rule, the lexicon's line and the words that made it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas import Actor, Event, Span, Statement, Voice
from streams.extract.days import Day
from streams.extract.document import Document
from streams.extract.events import Filled
from streams.extract.reader import Reading
from streams.extract.retold import Dated, day_of, told_best
from streams.extract.statements import Draft
from streams.extract.statements.draft import Heard


@dataclass(frozen=True, slots=True)
class Filling:
    """How a party of a record came to be."""

    role: str
    """``actor``, ``recipient``, ``speaker`` or ``addressee``."""
    argument: str
    """The place in the sentence that it fills, where a rule looked for one: ``subject``, ``mit``."""
    actor: Actor | None
    mention: Span | None
    why: str
    """How the words came to mean the actor: a name with its line in the lexicon, a role, a pronoun."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is a record."""

    kind: str
    """``event`` or ``statement``."""
    record_id: str
    summary: str
    rule: str
    lexicon: str | None
    """File, line and entry; nothing where the rule needs none."""
    evidence: tuple[Span, ...]
    parties: tuple[Filling, ...]
    modality: str | None
    """An event's."""
    signs: tuple[Span, ...]
    """The words that decided the modality; none where nothing speaks against ``factual``."""
    day: str | None
    """An event's day, and how it came about."""
    cue: tuple[Span, ...] = ()
    """A statement's: the words that signal it."""
    others: tuple[str, ...] = ()
    """What else the words could have been."""
    confidence: float | None = None
    runner_up: str | None = None
    """The sense of another type that came next, and why it lost."""

    def told(self) -> str:
        """The explanation as lines for people."""
        lines = [f"{self.kind} {self.record_id}", f"  {self.summary}", f"  rule      {self.rule}"]
        if self.lexicon is not None:
            lines.append(f"  lexicon   {self.lexicon}")
        lines += [f"  cue       {_shown(span)}" for span in self.cue]
        lines += [f"  evidence  {_shown(span)}" for span in self.evidence]
        for party in self.parties:
            argument = f" ({party.argument})" if party.argument else ""
            words = _shown(party.mention) if party.mention is not None else "no words of its own"
            actor = f"{party.actor.code} {party.actor.name}" if party.actor is not None else "unknown"
            lines.append(f"  {party.role:9} {actor}{argument}: {words}; {party.why}")
        if self.modality is not None:
            signs = ", ".join(_shown(span) for span in self.signs)
            lines.append(f"  modality  {self.modality}" + (f": {signs}" if signs else ""))
            lines.append(f"  day       {self.day or 'not told'}")
            lines.append(f"  runner-up {self.runner_up or 'none'}")
        lines += [f"  or else   {other}" for other in self.others]
        if self.confidence is not None:
            lines.append(f"  sure      {self.confidence}")
        return "\n".join(lines)


def _shown(span: Span) -> str:
    """A span on one line that no control character can break: ``12-31 "…"``."""
    printable = "".join(letter if letter.isprintable() else " " for letter in span.text)
    return f'{span.start}-{span.end} "{printable}"'


def explanations(reading: Reading) -> Iterator[Explanation]:
    """Explain each record of an article, events first, in the order of the records."""
    for event, entries in reading.events:
        yield _of_event(reading.document, event, entries)
    for statement, draft in reading.statements:
        yield _of_statement(statement, draft)


def _of_event(document: Document, event: Event, entries: Sequence[Dated]) -> Explanation:
    item = told_best(entries)
    day = day_of(entries)
    tokens = item.sentence.tokens
    arrow = " + " if event.reciprocal else " → "
    sides = arrow.join(
        ", ".join(party.actor.code for party in side) for side in (event.actors, event.recipients) if side
    )
    return Explanation(
        kind="event",
        record_id=event.event_id,
        summary=f"{event.type.value}{_modes(event)} {sides}",
        rule=item.rule,
        lexicon=item.where or None,
        evidence=tuple(mention.sentence for mention in event.mentions),
        parties=(
            *(
                Filling("actor", filled.role, party.actor, party.mention, _why(filled))
                for filled, party in zip(item.actors, event.actors, strict=True)
            ),
            *(
                Filling("recipient", filled.role, party.actor, party.mention, _why(filled))
                for filled, party in zip(item.recipients, event.recipients, strict=True)
            ),
        ),
        modality=event.modality.value,
        signs=tuple(Span.of(document.text, tokens[spot].start, tokens[spot].end) for spot in item.signs),
        day=_day(day) if day else None,
        confidence=event.confidence,
        runner_up=item.runner_up or None,
    )


def _day(day: Day) -> str:
    value = day.value
    until = f" to {value.end}" if value.end != value.start else ""
    words = f", {_shown(value.expression)}" if value.expression else ""
    return f"{value.start}{until} ({day.rule}{words})"


def _modes(event: Event) -> str:
    return f" [{', '.join(event.modes)}]" if event.modes else ""


def _why(filled: Filled) -> str:
    return filled.mention.why if filled.mention is not None else "named by the word itself"


def _of_statement(statement: Statement, draft: Draft) -> Explanation:
    speakers = ", ".join(_said_by(voice) for voice in statement.speakers) or "nobody known"
    return Explanation(
        kind="statement",
        record_id=statement.statement_id,
        summary=f"{statement.kind} {speakers}: {statement.act or 'says'}",
        rule=draft.rule,
        lexicon=draft.where or None,
        evidence=(*statement.frame, *statement.quote),
        parties=(
            *_voices("speaker", statement.speakers, draft.speaker),
            *_voices("addressee", statement.addressees, draft.addressee),
        ),
        modality=None,
        signs=(),
        day=None,
        cue=tuple(statement.cue),
        others=draft.others,
        confidence=statement.confidence,
    )


def _said_by(voice: Voice) -> str:
    if voice.actor is not None:
        return voice.actor.code
    return voice.mention.text if voice.mention is not None else "nobody known"


def _voices(role: str, voices: Sequence[Voice], heard: Heard | None) -> Iterator[Filling]:
    for voice in voices:
        why = heard.why if heard is not None and heard.entities else "words that name nobody known"
        yield Filling(role, "", voice.actor, voice.mention, why)
