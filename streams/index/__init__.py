"""The index: what the ledger's partitions of one worker hold, laid out for questions. Rebuilt at will."""

from streams.index.store import Index, Moment
from streams.index.where import Facts

__all__ = ["Facts", "Index", "Moment"]
