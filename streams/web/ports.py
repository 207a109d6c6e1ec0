"""What the HTTP layer needs of the worker: an interface that tests can implement without Kafka."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from schemas import Interaction
from schemas.plover import EventType
from streams.index import Moment
from streams.state.ledger import Entry
from streams.web.hub import Hub

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the worker can answer queries, and if not, why not."""

    ready: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which rows: a code matches itself and, where it names a country or organisation only, all its sectors."""

    from_: str | None = None
    to: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    type: EventType | None = None
    after: str | None = None
    """Key of the row after which the page begins."""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows in the order of their keys."""

    rows: Sequence[Interaction]
    next: str | None
    """Key to go on after; None where there is nothing more."""


class ElsewhereError(Exception):
    """Another worker holds the partition of what was asked for, and did not answer. Ask again in a moment."""

    def __init__(self, partition: int) -> None:
        super().__init__(f"partition {partition} is held by a worker that does not answer now")
        self.partition = partition


class NotReadyError(Exception):
    """The tables are not whole now: they recover, or partitions are being assigned. Ask again in a moment."""


class Local(Protocol):
    """What one worker knows: its own partitions."""

    @property
    def alone(self) -> bool:
        """Whether these are all partitions, so that there is nothing to merge with."""
        ...

    def reading(self) -> AbstractContextManager[Moment]:
        """The index at this moment."""
        ...

    def rows(self, query: RowQuery) -> RowPage:
        """The rows that match."""
        ...

    def entry(self, article_id: str) -> Entry | None:
        """The ledger's entry of an article; None also where another worker holds it."""
        ...


class Question(Generic[P]):
    """A question that each worker answers from its own partitions, and how the parts become one answer.

    A subclass is a dataclass that pydantic can write as JSON and read again, and so is its part.
    """

    part: ClassVar[Any]
    """Type of what one worker answers."""

    @property
    def key(self) -> str | None:
        """The article that it is about: then only its owner is asked. None: all are."""
        return None

    def ask(self, local: Local) -> P:
        """One worker's part. Blocks: called in a thread."""
        raise NotImplementedError

    def merge(self, parts: Sequence[P]) -> P:
        """The answer of several workers with different partitions; of none, the answer of an empty one."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says of itself."""

    missing_partitions: Sequence[int] = ()
    """Those that are not in it: nobody holds them now, or their worker did not answer in time."""
    lag_seconds: float | None = 0.0
    """How long the oldest message that is not in it has waited; None where it cannot be told."""

    def __add__(self, other: "Told") -> "Told":
        """Of an answer that is made of two."""
        lags = (self.lag_seconds, other.lag_seconds)
        return Told(
            sorted({*self.missing_partitions, *other.missing_partitions}),
            None if None in lags else max(lag for lag in lags if lag is not None),
        )


@dataclass(frozen=True, slots=True)
class Answered(Generic[P]):
    """An answer, merged."""

    value: P
    told: Told


class View(Protocol):
    """The worker as the HTTP layer sees it."""

    @property
    def hub(self) -> Hub:
        """What the live feed comes out of."""
        ...

    def readiness(self) -> Readiness:
        """Whether consumer and tables are up."""
        ...

    async def ask(self, question: Question[P]) -> Answered[P]:
        """The answer of all workers, or of the owner of the question's key.

        Raises:
            ElsewhereError: the owner does not answer.
            NotReadyError: the tables are not whole now.
        """
        ...

    async def answer(self, name: str, question: bytes) -> bytes | None:
        """This worker's part for another one: JSON in, JSON out; None for a question that it does not know.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        ...

    def metrics(self) -> bytes:
        """The worker's metrics in Prometheus' text format."""
        ...
