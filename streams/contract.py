"""The published contract: JSON Schema and AsyncAPI files, made from the records and the topics."""

from pathlib import Path

from schemas.asyncapi import Channel
from schemas.export import exported_files
from streams.settings import Settings
from streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, INTERACTIONS, STATEMENTS, TopicSpec, topic_specs


def channels(settings: Settings) -> list[Channel]:
    """The topics that are there for others, in the order of an article's way; internal ones are left out.

    Raises:
        KeyError: a topic that is not internal has no description here; write one.
    """
    specs = {spec.name: spec for spec in topic_specs(settings) if not spec.internal}
    described = {name: _channel(spec, settings) for name, spec in specs.items()}
    order = [ARTICLES, EVENTS, STATEMENTS, INTERACTIONS, DEAD_LETTERS]
    return [described[name] for name in order]


def default_settings() -> Settings:
    """The settings as they are with an empty environment: the files must not depend on who writes them."""
    return Settings.model_construct()


def files() -> dict[str, bytes]:
    """Path below the folder ``schemas``, or wherever the files are to lie → content."""
    return exported_files(channels(default_settings()))


def write(folder: Path) -> list[str]:
    """Write the files below ``folder``, making folders where needed; returns the paths that have changed.

    Raises:
        OSError: the folder cannot be written.
    """
    changed = stale(folder)
    contents = files()
    for path in changed:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(contents[path])
    return changed


def stale(folder: Path) -> list[str]:
    """The paths of the files below ``folder`` that are missing or not as they would be written now.

    Raises:
        OSError: a file is there and cannot be read.
    """
    return [
        path
        for path, content in files().items()
        if not (folder / path).is_file() or (folder / path).read_bytes() != content
    ]


_TEXTS: dict[str, tuple[str, str, str, str]] = {
    # topic: record, what it is for, key, null value
    ARTICLES: (
        "article",
        "News articles to be read. A higher revision of an article replaces the lower one and all that it gave.",
        "The article's id. Depesche sends a message without a key or under another one again, under the right key.",
        "Withdraws the article of that key: all that was read from it is taken back.",
    ),
    EVENTS: (
        "event",
        "Events: who did what to whom, one message an event.",
        "`event_id`.",
        "The event no longer holds: its article was withdrawn, or a correction no longer reports it.",
    ),
    STATEMENTS: (
        "statement",
        "Statements: who said what to whom, one message a statement.",
        "`statement_id`.",
        "The statement no longer holds: its article was withdrawn, or a correction no longer reports it.",
    ),
    INTERACTIONS: (
        "interaction",
        "Interactions: what an actor is said to have done to another on a day. A message is the whole row, no change.",
        "`FROM>TO|YYYY-MM-DD`, or `FROM>TO|undated`.",
        "The row has fallen to nothing: no article is left that contributes to it.",
    ),
    DEAD_LETTERS: (
        "dead-letter",
        "Messages from `articles` that could not be processed, value untouched, with headers that say why.",
        "As received; it may be absent.",
        "The message that failed had a null value.",
    ),
}


def _channel(spec: TopicSpec, settings: Settings) -> Channel:
    record, description, key, tombstone = _TEXTS[spec.name]
    return Channel(
        name=_camel(spec.name),
        topic=spec.name,
        record=record,
        action="send" if spec.name == ARTICLES else "receive",
        description=description,
        key=key,
        tombstone=tombstone,
        partitions=settings.partitions,
        replicas=settings.replication_factor,
        cleanup=spec.cleanup,
        retention_ms=spec.retention_ms,
        max_message_bytes=settings.max_message_bytes,
    )


def _camel(topic: str) -> str:
    """``articles.dead-letter`` → ``articlesDeadLetter``."""
    first, *rest = topic.replace(".", "-").split("-")
    return first + "".join(part.capitalize() for part in rest)
