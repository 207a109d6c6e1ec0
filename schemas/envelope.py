"""The CloudEvents envelope: what the headers of a message say in every topic that Depesche publishes."""

from schemas.base import SCHEMA_VERSION

CE_SPECVERSION = "1.0"
"""Version of CloudEvents; the Kafka binding in binary mode."""

CONTENT_TYPE = "application/json"
"""Of every value that Depesche publishes, dead letters apart: those keep what they came with."""


def ce_type(record: str) -> str:
    """The CloudEvents type of a record: ``event`` → ``depesche.event.v1``. The number is the contract's major version.

    Args:
        record: the record's name, as in ``schemas.export.RECORDS``.
    """
    return f"depesche.{record}.v{SCHEMA_VERSION.split('.')[0]}"
