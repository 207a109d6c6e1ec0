"""Extraction in processes of their own, so that the worker's event loop never computes."""

from streams.pool.pool import ExtractionPool, PoolError
from streams.pool.reading import Failed, Known, Misplaced, Read, Reply, Request

__all__ = ["ExtractionPool", "Failed", "Known", "Misplaced", "PoolError", "Read", "Reply", "Request"]
