"""How a worker's process takes memory from the system and gives it back."""

import contextlib
import ctypes
import sys

_M_MMAP_THRESHOLD = -3
_LARGE = 128 * 1024
"""Bytes from which on a block is the system's own; with glibc so until the first such block is freed."""


def give_back_large_blocks() -> None:
    """Have what is large given back to the system as soon as it is free; where the allocator is not glibc's, nothing.

    Left alone, glibc takes it all (up to 32 MiB) into its heap once a large block has been freed. The tables' buffers
    fill and empty in blocks of 256 KiB, and what outlives them keeps the heap as large as they have ever been.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # musl has no such thing
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
