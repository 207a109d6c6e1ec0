"""What the HTTP layer needs of the worker: an interface that tests can implement without Kafka."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schemas import Interaction
from schemas.plover import EventType
from streams.index import Index
from streams.state.ledger import Entry
from streams.web.hub import Hub


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
    missing_partitions: Sequence[int]
    """Partitions that other workers hold and whose rows are therefore not in it."""


@dataclass(frozen=True, slots=True)
class Known:
    """The index, and what is not in it."""

    index: Index
    missing_partitions: Sequence[int]
    """Partitions of the ledger that other workers hold."""


class ElsewhereError(Exception):
    """Another worker holds the partition of what was asked for. Ask that one."""

    def __init__(self, partition: int) -> None:
        super().__init__(f"partition {partition} is held by another worker")
        self.partition = partition


class NotReadyError(Exception):
    """The tables are not whole now: they recover, or partitions are being assigned. Ask again in a moment."""


class View(Protocol):
    """The worker as the HTTP layer sees it. All that reads tables may block and is called in a thread."""

    @property
    def hub(self) -> Hub:
        """What the live feed comes out of."""
        ...

    def readiness(self) -> Readiness:
        """Whether consumer and tables are up."""
        ...

    def entry(self, article_id: str) -> Entry | None:
        """The ledger's entry of an article.

        Raises:
            ElsewhereError: another worker holds it.
            NotReadyError: the tables are not whole now.
        """
        ...

    def rows(self, query: RowQuery) -> RowPage:
        """The rows that match, of the partitions that this worker holds.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        ...

    def known(self) -> Known:
        """The index over the partitions that this worker holds, filled where it is not yet.

        Raises:
            NotReadyError: the tables are not whole now.
        """
        ...

    def lag_seconds(self) -> float | None:
        """How long the oldest message that waits has waited; 0 where none does, None where it cannot be told."""
        ...

    def metrics(self) -> bytes:
        """The worker's metrics in Prometheus' text format."""
        ...
