"""What the views answer with, beside the records themselves."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas import ArticleRef, Event, Interaction, Statement
from schemas.plover import EventType, Quad

JSON = dict[str, Any]


class Answer(BaseModel):
    """What every answer says of itself that is made of more than one record."""

    complete: Annotated[bool, Field(description="False where other workers hold partitions that are not in it.")]
    missing_partitions: Annotated[list[int], Field(description="Those partitions.")]
    lag_seconds: Annotated[
        float | None,
        Field(
            ge=0,
            description="How long the oldest message that is not yet in it has waited; 0 where none does, null where "
            "it cannot be told.",
        ),
    ]


class Page(Answer):
    """Part of a list."""

    next: Annotated[str | None, Field(description="Where the next page is; also in the `Link` header.")]


class InteractionPage(Page):
    """Rows of the interaction table in the order of their keys."""

    interactions: list[Interaction]


class ArticleAnswer(BaseModel):
    """What an article gave."""

    article: ArticleRef
    title: str
    text: Annotated[str, Field(description="What the spans point into, in Unicode code points; empty where unknown.")]
    language: Annotated[str | None, Field(description="BCP 47 of the language that it was read in.")]
    coder: str
    events: list[Event]
    statements: list[Statement]


class EventPage(Page):
    """Events, newest day first; those without a day come last."""

    events: list[Event]


class StatementPage(Page):
    """Statements, by the day on which their article was published, newest first."""

    statements: list[Statement]


class ArticleLine(BaseModel):
    """An article in a list."""

    article: ArticleRef
    title: str
    events: Annotated[int, Field(ge=0, description="Events that it gave.")]
    statements: Annotated[int, Field(ge=0, description="Statements that it gave.")]


class ArticlePage(Page):
    """Articles, newest first."""

    articles: list[ArticleLine]


class Sums(BaseModel):
    """Figures over the events of one modality, and over statements."""

    events: Annotated[int, Field(ge=0, description="Events.")]
    counts: Annotated[dict[EventType, int], Field(description="Events by type.")]
    quads: Annotated[dict[Quad, int], Field(description="Events by quad class.")]
    cooperation: Annotated[int, Field(ge=0, description="Events of quad classes 1 and 2.")]
    conflict: Annotated[int, Field(ge=0, description="Events of quad classes 3 and 4.")]
    intensity_sum: Annotated[float, Field(multiple_of=0.5, description="Net conflict-cooperation score.")]
    intensity_mean: Annotated[
        float | None, Field(ge=-10, le=10, description="Score of an event on average; null without events.")
    ]
    statements: Annotated[int, Field(ge=0, description="Statements of `from` whose content is about `to`.")]
    articles: Annotated[int, Field(ge=0, description="Articles that one of these is from, each once.")]


class DyadLine(Sums):
    """A directed dyad with its figures."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[
        str | None,
        Field(alias="from", description="Actor code, country or sector, as asked for; null: a country as a whole."),
    ]
    to: Annotated[str | None, Field(description="As `from`.")]
    first_day: Annotated[date | None, Field(description="Earliest day of these events and statements.")]
    last_day: Annotated[date | None, Field(description="Latest day.")]


class DyadPage(Page):
    """Directed dyads, those with the most first."""

    dyads: list[DyadLine]


class Bucket(Sums):
    """One period of a time line."""

    period: Annotated[str, Field(description="ISO 8601: 2021-06-16, 2021-W24, 2021-06 or 2021.")]
    start: Annotated[date, Field(description="First day.")]
    end: Annotated[date, Field(description="Last day.")]


class TimeLine(Answer):
    """A directed dyad along the calendar, oldest period first; periods in which nothing happened are left out."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[str, Field(alias="from")]
    to: str
    by: Literal["day", "week", "month", "year"]
    buckets: list[Bucket]
    truncated: Annotated[bool, Field(description="Whether older periods were left out: ask for fewer or longer ones.")]
    undated: Annotated[Sums | None, Field(description="What has no day.")]
    total: Annotated[Sums, Field(description="All of it, the periods left out as well.")]
    trend: Annotated[
        float | None,
        Field(
            description="Change of the mean intensity in score points a period, by least squares over the buckets, "
            "each weighing as many as its events; null with fewer than three periods that have events."
        ),
    ]


class ActorName(BaseModel):
    """A name under which an actor code was met."""

    code: str
    name: str
    kind: Literal["person", "state", "organisation", "group"]
    office: Annotated[str | None, Field(description="An office held at the time of an event.")]
    wikidata: str | None
    articles: Annotated[int, Field(ge=1, description="Articles that name the actor so.")]


class ActorPage(Answer):
    """An actor: its names, and with whom it has to do. A country's page includes its sectors."""

    code: str
    names: list[ActorName]
    acting: Annotated[Sums, Field(description="All that it does to others, and says about them.")]
    acted_on: Annotated[Sums, Field(description="All that others do to it, and say about it.")]
    acts_on: Annotated[list[DyadLine], Field(description="Whom it acts on most.")]
    acted_on_by: Annotated[list[DyadLine], Field(description="Who acts on it most.")]
    speaks_about: Annotated[list[DyadLine], Field(description="Whom it says most about.")]
    spoken_about_by: Annotated[list[DyadLine], Field(description="Who says most about it.")]


class Piece(BaseModel):
    """Part of an excerpt: plain text, never markup."""

    text: str
    found: Annotated[bool, Field(description="Whether it is one of the words that were looked for.")]


class FoundArticle(BaseModel):
    """An article that has the words."""

    article: ArticleRef
    title: str
    excerpt: list[Piece]


class Found(Answer):
    """What a search found, best first."""

    actors: list[ActorName]
    articles: list[FoundArticle]


class Contradiction(BaseModel):
    """One event that is told as a fact and denied, by different voices."""

    claimed: Annotated[Event, Field(description="Factual.")]
    denied: Annotated[Event, Field(description="Negated.")]


class Contradictions(Answer):
    """Contradictions, the newest denial first."""

    contradictions: list[Contradiction]


class Health(BaseModel):
    """Alive, or ready, or why not."""

    status: str
