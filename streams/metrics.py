"""What a worker counts, for Prometheus; base unit seconds."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The worker's metrics in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.articles = Counter(
            "depesche_articles",
            "Messages of the articles topic, by what became of them: read, known, withdrawn, repeat, forwarded, failed",
            ["outcome"],
            registry=self.registry,
        )
        self.records = Counter(
            "depesche_records", "Records published, tombstones too", ["topic"], registry=self.registry
        )
        self.dead_letters = Counter(
            "depesche_dead_letters", "Messages kept in the dead-letter topic", ["stage"], registry=self.registry
        )
        self.unsupported = Counter(
            "depesche_articles_unsupported_language",
            "Articles in a language that is not supported yet, by its code; other for what is no code",
            ["language"],
            registry=self.registry,
        )
        self.changes = Counter(
            "depesche_interaction_changes", "Changes folded into rows", ["outcome"], registry=self.registry
        )
        self.extraction_seconds = Histogram(
            "depesche_extraction_seconds",
            "Time that an extraction process needed for one article",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
            registry=self.registry,
        )
        self.processes_replaced = Counter(
            "depesche_extraction_processes_replaced",
            "Extraction processes that died or were ended and replaced",
            registry=self.registry,
        )
        self.lag = Gauge(
            "depesche_consumer_lag_messages",
            "Messages not yet acknowledged",
            ["topic", "partition"],
            registry=self.registry,
        )
