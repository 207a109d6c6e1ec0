"""What the tests of faults wait for."""

import re
import time
from pathlib import Path
from typing import Any

import orjson

from tests.support.stream import HTTP, PATIENCE, Worker


def counted(worker: Worker, outcome: str = "read") -> float:
    """Articles that this worker process has dealt with so far, with this outcome."""
    found = re.search(rf'depesche_articles_total{{outcome="{outcome}"}} (\S+)', worker.get("/metrics").text)
    return float(found[1]) if found else 0


def times_read(worker: Worker) -> float:
    """How often an article has been read, by whatever outcome; one that is asked for again counts again."""
    found = re.search(r"depesche_extraction_seconds_count (\S+)", worker.get("/metrics").text)
    return float(found[1]) if found else 0


def wait_until_it_reads(worker: Worker, more: int = 1, seconds: float = PATIENCE) -> None:
    """Wait until a worker has read so many more articles than now."""
    begin: dict[int, float] = {}

    def enough() -> bool:
        now = counted(worker)
        return now >= begin.setdefault(worker.restarts, now) + more

    worker.wait_for(enough, f"reading {more} more articles", seconds)


def wait_until_it_holds(worker: Worker, *, missing: int, seconds: float = PATIENCE) -> None:
    """Wait until a worker is ready, and in charge of all partitions but ``missing``."""
    held = f"with {worker.settings.partitions - missing} of "

    def holds() -> bool:
        answer = worker.get("/readyz")
        return answer.status_code == 200 and held in answer.text

    worker.wait_for(holds, f"in charge of all but {missing} partitions", seconds)


def partitions_of(worker: Worker) -> list[int]:
    """The partitions that a worker holds, by what it says of its own part."""
    part = HTTP.post(f"{worker.url}/peers/EntryOf", content=b'{"article_id": "x"}').raise_for_status().content
    head: dict[str, Any] = orjson.loads(part.split(b"\n")[0])
    return sorted(head["partitions"])


def wait_until_it_is_frozen(worker: Worker, seconds: float = PATIENCE) -> None:
    """Wait until a worker process is stopped by a signal."""
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{worker.process.pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < deadline, f"the worker was not frozen:\n{worker.tail()}"
        time.sleep(0.05)
