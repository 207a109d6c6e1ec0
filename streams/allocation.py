"""How a process takes memory, looks for what is garbage, and gives memory back."""

import contextlib
import ctypes
import gc
import sys

_M_MMAP_THRESHOLD = -3
_LARGE = 128 * 1024
"""Bytes from which on a block is the system's own; with glibc so until the first such block is freed."""

_YOUNG = 10_000
"""New objects before the garbage collector looks at them; Python's own number is 700."""


def keep_what_is_loaded() -> None:
    """Have the garbage collector pass over all that there is now, and look at what is new less often.

    Modules, lexicons and models stay as long as the process, and hardly any garbage is in circles: looking for it took
    15 % of a worker's processor time, and a pass over everything a tenth of a second in which nothing else went on.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG)


def give_back_large_blocks() -> None:
    """Have what is large given back to the system as soon as it is free; where the allocator is not glibc's, nothing.

    Left alone, glibc takes it all (up to 32 MiB) into its heap once a large block has been freed. The tables' buffers
    fill and empty in blocks of 256 KiB, and what outlives them keeps the heap as large as they have ever been.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # musl has no such thing
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
