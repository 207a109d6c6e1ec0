"""The way of a text through the rules: language, document, actors, statements, events, records."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from schemas import Article, Event, Statement
from streams.allocation import keep_what_is_loaded
from streams.extract import analyser
from streams.extract.actors import Resolved, resolve
from streams.extract.actors.known.registry import registry
from streams.extract.analyser import analyse
from streams.extract.dates import anchor_of
from streams.extract.document import Document, document_of
from streams.extract.events import Said, Scene, View, events_of, genre_of
from streams.extract.events.lexicon import event_lexicon
from streams.extract.ids import coder
from streams.extract.languages import choose_language
from streams.extract.languages.choose import warm_up as warm_up_detection
from streams.extract.languages.de.words import lemma_of, words
from streams.extract.places import cities
from streams.extract.records import Writer
from streams.extract.result import Extraction
from streams.extract.retold import Dated
from streams.extract.statements import Draft, drafts_of


def warm_up() -> None:
    """Load every lexicon and model, so that the first article is read as fast as the second.

    What is loaded stays: the garbage collector no longer looks through it, and looks at what is new less often.
    """
    words()
    registry()
    event_lexicon()
    cities()
    lemma_of("sagte")
    coder()
    warm_up_detection()
    analyse("Minsk begrüßt den Beschluss.", "de")
    keep_what_is_loaded()


@dataclass(frozen=True, slots=True)
class Reading:
    """The records of an article, and what each was made from."""

    extraction: Extraction
    document: Document
    events: tuple[tuple[Event, tuple[Dated, ...]], ...]
    statements: tuple[tuple[Statement, Draft], ...]


def read(article: Article) -> Reading:
    """Read an article.

    Raises:
        ExtractionError: no pack for its language, or no telling which that is.
    """
    language = choose_language(article)
    analysed = analyse(article.text, language)
    document = document_of(analysed)
    anchor = anchor_of(article, document.dateline)
    resolved = resolve(analysed, anchor)
    drafts = drafts_of(analysed, resolved)
    scene = Scene(resolved.home, genre_of(analysed))
    said = said_near(analysed, [_said(draft) for draft in drafts])
    found = [
        event
        for index, (sentence, mentions) in enumerate(zip(analysed.sentences, resolved.mentions, strict=True))
        for event in events_of(View(index, sentence, mentions, said[index]), scene)
    ]
    writer = Writer(article, document, anchor)
    statements = writer.statements(drafts, analysed, resolved)
    events = writer.events(found, analysed)
    return Reading(
        Extraction(language, tuple(event for event, _ in events), tuple(statements)),
        document,
        tuple((event, tuple(entries)) for event, entries in events),
        tuple(zip(statements, drafts, strict=True)),
    )


def said_in(analysed: analyser.Document, resolved: Resolved) -> list[list[Said]]:
    """Per sentence the statements that touch it, as far as its events need them."""
    return said_near(analysed, [_said(draft) for draft in drafts_of(analysed, resolved)])


def said_near(analysed: analyser.Document, said: Sequence[Said]) -> list[list[Said]]:
    """Per sentence the statements that touch it; work grows with the text, not with its square."""
    starts = [sentence.start for sentence in analysed.sentences]
    near: list[list[Said]] = [[] for _ in starts]
    for each in said:
        touched = {
            index
            for start, end in (*each.quote, *each.frame)
            for index in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end))
        }
        for index in sorted(touched):
            near[index].append(each)
    return near


def _said(draft: Draft) -> Said:
    """A statement as the rules of events see it."""
    return Said(
        draft.speaker.entities if draft.speaker else (),
        draft.addressee.entities if draft.addressee else (),
        draft.act or "",
        tuple(draft.quote),
        tuple(draft.frame),
        tuple(draft.cue),
    )
