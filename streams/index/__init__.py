"""The index: what the ledger's partitions of one worker hold, laid out for questions. SQLite, rebuilt at will."""

from streams.index.store import Index
from streams.index.where import Facts

__all__ = ["Facts", "Index"]
