"""From candidates to actors, sentence by sentence."""

from dataclasses import dataclass, field
from datetime import date

from streams.extract.actors.context import Context
from streams.extract.actors.described import Describer
from streams.extract.actors.entity import Mention
from streams.extract.actors.find import Finder
from streams.extract.actors.given import complete
from streams.extract.actors.home import countries_of, home_of
from streams.extract.actors.hosts import Hosts
from streams.extract.actors.known.registry import registry
from streams.extract.actors.memory import Memory
from streams.extract.actors.pairs import Pairs
from streams.extract.actors.people import People
from streams.extract.actors.reading import Reading
from streams.extract.actors.speech import quoted_tokens
from streams.extract.actors.standing import Standing
from streams.extract.analyser import Document, Sentence
from streams.extract.languages.de.words import words


@dataclass(slots=True)
class Resolved:
    """The actors of an article."""

    mentions: list[list[Mention]] = field(default_factory=list)
    """Per sentence, from left to right."""
    home: str | None = None
    """The country that the article is mostly about."""


def resolve(document: Document, day: date | None = None) -> Resolved:
    """Find and resolve the actors of a document.

    Args:
        document: the analysed text.
        day: the day that it is of: offices are held as of then.
    """
    known = registry()
    finder = Finder(known)
    candidates = complete(document.sentences, [finder.find(sentence) for sentence in document.sentences])
    countries = countries_of(document, candidates, known)
    home = home_of(countries, known)
    standing = Standing(known, day, countries, home)
    people, memory = People(known, day.toordinal() if day else None), Memory()
    hosts = Hosts(memory, words())
    context = Context(
        registry=known,
        words=words(),
        standing=standing,
        people=people,
        memory=memory,
        pairs=Pairs(),
        hosts=hosts,
        describer=Describer(known, people, standing, memory, hosts),
        candidates=candidates,
        quoted=quoted_tokens(document.sentences),
    )
    _introduce(document, context)
    mentions = [_read(context, number, sentence) for number, sentence in enumerate(document.sentences)]
    return Resolved(mentions, home)


def _read(context: Context, number: int, sentence: Sentence) -> list[Mention]:
    """The mentions of a sentence; one without a name or a candidate only lets time pass."""
    if context.candidates[number] or any(token.stts == "NE" for token in sentence.tokens):
        return Reading(context, number, sentence).run()
    context.pairs.fade()
    context.end_sentence(number, sentence)
    return []


def _introduce(document: Document, context: Context) -> None:
    """Persons with a role first, so that a headline's surname meets the lead's full name."""
    for sentence, candidates in zip(document.sentences, context.candidates, strict=True):
        for candidate in candidates:
            named = candidate.name is not None and candidate.role is not None and candidate.role.kind != "body"
            if candidate.sort == "role" and named and candidate.owner is None:
                context.describer.introduced(sentence, candidate)
