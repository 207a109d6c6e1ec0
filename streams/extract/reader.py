"""The way of a text through the rules: language, document, actors, statements, events, records."""

from schemas import Article
from streams.extract.actors import resolve
from streams.extract.actors.registry import registry
from streams.extract.dates import anchor_of
from streams.extract.events import events_of
from streams.extract.events.lexicon import event_lexicon
from streams.extract.ids import coder
from streams.extract.languages import choose_language
from streams.extract.languages.choose import warm_up as warm_up_detection
from streams.extract.languages.de import split, words
from streams.extract.languages.de.words import lemma_of
from streams.extract.places import known_place
from streams.extract.records import Writer
from streams.extract.result import Extraction
from streams.extract.statements import drafts_of


def warm_up() -> None:
    """Load every lexicon and model, so that the first article is read as fast as the second."""
    words()
    registry()
    event_lexicon()
    known_place("")
    lemma_of("sagte")
    coder()
    warm_up_detection()


def read(article: Article) -> Extraction:
    """Read an article.

    Raises:
        ExtractionError: no pack for its language, or no telling which that is.
    """
    language = choose_language(article)
    document = split(article.text)
    resolved = resolve(document)
    drafts = drafts_of(document, resolved.phrases)
    found = [
        event
        for sentence, phrases in zip(document.sentences, resolved.phrases, strict=True)
        for event in events_of(sentence, phrases)
    ]
    writer = Writer(article, document, anchor_of(article, document.dateline))
    statements = writer.statements(drafts, resolved.phrases)
    events = writer.events(found)
    return Extraction(language=language, events=tuple(events), statements=tuple(statements))
