"""Topics: where a key lives, and how each topic is kept."""

import pytest
from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.settings import load_settings
from streams.topics import (
    ARTICLES,
    CHANGES,
    DEAD_LETTERS,
    EVENTS,
    INTERACTIONS,
    STATEMENTS,
    TABLES,
    changelog_name,
    partition_of,
    topic_specs,
)

SETTINGS = load_settings(application_id="probe")
SPECS = {spec.name: spec for spec in topic_specs(SETTINGS)}


@settings(deadline=None)
@given(st.binary(max_size=100), st.integers(1, 1024))
def test_a_key_lives_where_every_java_and_aiokafka_producer_puts_it(key: bytes, partitions: int) -> None:
    everywhere = list(range(partitions))
    assert partition_of(key, partitions) == DefaultPartitioner()(key, everywhere, everywhere)


@pytest.mark.parametrize(
    ("key", "hashed"), [(b"21", -973932308), (b"foobar", -790332482), (b"a-little-bit-long-string", -985981536)]
)
def test_the_hash_is_kafkas_own(key: bytes, hashed: int) -> None:
    """Values from Kafka's own test of murmur2 (UtilsTest.testMurmur2)."""
    for partitions in (1, 8, 1000):
        assert partition_of(key, partitions) == (hashed & 0x7FFFFFFF) % partitions


def test_the_topics_are_these() -> None:
    changelogs = {f"probe-{table}-changelog" for table in ("ledger", "rows", "evidence")}
    assert set(SPECS) == {ARTICLES, DEAD_LETTERS, EVENTS, STATEMENTS, CHANGES, INTERACTIONS} | changelogs
    assert {name for name, spec in SPECS.items() if spec.internal} == {CHANGES} | changelogs


@pytest.mark.parametrize("table", TABLES)
def test_a_changelog_is_compacted_and_nothing_of_it_ever_expires(table: str) -> None:
    """A retention limit would cut rows that have not changed for a while out of the next recovery."""
    spec = SPECS[changelog_name(SETTINGS, table)]
    assert (spec.cleanup, spec.retention_ms) == ("compact", -1)


@pytest.mark.parametrize("topic", [EVENTS, STATEMENTS, INTERACTIONS])
def test_records_are_compacted(topic: str) -> None:
    assert SPECS[topic].cleanup == "compact"


@pytest.mark.parametrize("topic", [ARTICLES, DEAD_LETTERS, CHANGES])
def test_what_may_come_without_a_key_or_must_all_be_read_is_not_compacted(topic: str) -> None:
    assert SPECS[topic].cleanup == "delete"


def test_articles_and_dead_letters_are_kept_for_ever_unless_told_otherwise() -> None:
    assert SPECS[ARTICLES].retention_ms == SPECS[DEAD_LETTERS].retention_ms == -1
    day = 24 * 60 * 60 * 1000
    assert {
        days: spec.retention_ms
        for days in (0, 1, 30)
        for spec in topic_specs(load_settings(articles_retention_days=days))
        if spec.name == ARTICLES
    } == {0: 0, 1: day, 30: 30 * day}
