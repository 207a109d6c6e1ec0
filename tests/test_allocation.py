"""A worker's process gives large blocks back, also where something small that lives on lies between them."""

import platform
import subprocess
import sys

import pytest

_TAKE_AND_FREE = """
from benchmarks.memory import MIB, resident
import os
import sys
from streams.allocation import give_back_large_blocks

if sys.argv[1] == "given back":
    give_back_large_blocks()
del (first := [bytearray(8 * MIB)])[:]
before = resident(os.getpid())
large, small = [], []
for _ in range(400):
    large.append(bytearray(256 * 1024))
    small.append(bytearray(2000))
del large
print((resident(os.getpid()) - before) / MIB)
"""


def kept(how: str) -> float:
    """MiB of 100 that a process still holds after it has freed them."""
    done = subprocess.run([sys.executable, "-c", _TAKE_AND_FREE, how], capture_output=True, text=True, check=True)
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator")
def test_what_is_large_goes_back_when_it_is_free() -> None:
    assert kept("as it is") > 50, "glibc gives it back by itself: streams.allocation is not needed"
    assert kept("given back") < 10


_KEEP = """
import gc
from streams.allocation import keep_what_is_loaded

loaded = [[] for _ in range(100_000)]
keep_what_is_loaded()
print(len(gc.get_objects()))
circle = []
circle.append(circle)
del circle
print(gc.collect())
"""


def test_the_collector_passes_over_what_is_loaded_and_still_finds_new_circles() -> None:
    done = subprocess.run([sys.executable, "-c", _KEEP], capture_output=True, text=True, check=True)
    looked_at, found = map(int, done.stdout.split())
    assert looked_at < 1000
    assert found == 1
