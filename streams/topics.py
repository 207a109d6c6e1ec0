"""The topics: names, keys, how the broker keeps them. All are made before a worker starts."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from aiokafka.partitioner import murmur2

from streams.settings import Settings

ARTICLES = "articles"
DEAD_LETTERS = "articles.dead-letter"
EVENTS = "events"
STATEMENTS = "statements"
CHANGES = "interaction-changes"
INTERACTIONS = "interactions"

LEDGER_TABLE = "ledger"
ROWS_TABLE = "rows"
EVIDENCE_TABLE = "evidence"
TABLES = (LEDGER_TABLE, ROWS_TABLE, EVIDENCE_TABLE)

HEADROOM = 64 * 1024
"""Bytes by which a dead letter may be larger than the message that it keeps: its headers say what failed."""

REPROCESS_HEADER = "depesche-reprocess"
"""On an article that was sent again to be read by a new coder: that coder."""

_DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """How one topic is made."""

    name: str
    cleanup: Literal["compact", "delete"]
    retention_ms: int = -1
    """Milliseconds that messages are kept; -1 for ever. Means nothing where ``cleanup`` is compact."""
    internal: bool = False
    """Whether only Depesche itself reads and writes it."""


def changelog_name(settings: Settings, table: str) -> str:
    """The changelog topic that Faust uses for a table."""
    return f"{settings.application_id}-{table}-changelog"


def topic_specs(settings: Settings) -> list[TopicSpec]:
    """Every topic that a worker needs, changelogs included.

    ``articles`` is not compacted: a compacted topic refuses messages without a key, and a revision that cannot be
    read would push out the good one before it. Changelogs are compact-only: a retention limit would cut rows that
    have not changed for a while out of the tables at the next recovery.
    """
    days = settings.articles_retention_days
    return [
        TopicSpec(ARTICLES, "delete", days * _DAY_MS if days >= 0 else -1),
        TopicSpec(DEAD_LETTERS, "delete"),
        TopicSpec(EVENTS, "compact"),
        TopicSpec(STATEMENTS, "compact"),
        TopicSpec(CHANGES, "delete", 7 * _DAY_MS, internal=True),
        TopicSpec(INTERACTIONS, "compact"),
        *(TopicSpec(changelog_name(settings, table), "compact", internal=True) for table in TABLES),
    ]


@lru_cache(maxsize=4096)  # rows are named again and again
def partition_of(key: bytes, partitions: int) -> int:
    """The partition that a key belongs to: Kafka's default, murmur2.

    A producer with another partitioner (librdkafka's default is one) is put right by the extraction agent.
    """
    return int(murmur2(key) & 0x7FFFFFFF) % partitions
