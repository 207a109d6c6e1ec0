"""An extraction process: ``python -m streams.pool.process MODULE:FUNCTION MEMORY_MB``.

Reads frames on standard input, answers each on standard output, ends when its input ends or its parent is gone.
"""

import ctypes
import importlib
import os
import signal
import sys
import threading
import time

from streams.pool.frames import encode_frame, read_frame_blocking
from streams.pool.reading import Extractor, read_message

_PR_SET_PDEATHSIG = 1


def load_extractor(path: str) -> tuple[Extractor, str]:
    """The function ``module:function`` and the coder's name and version, with all that it needs loaded.

    The module may have ``coder()``, which names code and lexicons, and ``warm_up()``, which loads its data.
    """
    module_name, _, name = path.partition(":")
    module = importlib.import_module(module_name)
    warm_up = getattr(module, "warm_up", None)
    if warm_up is not None:
        warm_up()
    coder = getattr(module, "coder", None)
    return getattr(module, name), str(coder()) if coder is not None else path


def main() -> None:
    """Serve until the input ends."""
    path, memory_mb = sys.argv[1], int(sys.argv[2])
    # What a library prints must not get between the frames.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's to handle
    _end_with_parent()
    _be_modest(memory_mb)
    extractor, coder = load_extractor(path)
    output.write(encode_frame({"ready": coder}))
    output.flush()
    while (frame := read_frame_blocking(sys.stdin.buffer)) is not None:
        request, value = frame
        output.write(encode_frame(read_message(value, request, extractor, coder)))
        output.flush()


def _end_with_parent() -> None:
    """End when the worker ends, however it ends: a hard kill of the parent closes no pipe that a loop would read."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


def _be_modest(memory_mb: int) -> None:
    """Give way to the worker's event loop, and fail with MemoryError before the machine runs out of memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (not on every platform)

    os.nice(5)
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
