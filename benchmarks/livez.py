"""How fast /livez answers while an article takes its whole time budget: python -m benchmarks.livez

Prints the median, the 95th percentile and the slowest answer in milliseconds. Needs the repository's tests folder,
whose extractor can spin for ever.
"""

import time

import httpx

from benchmarks.scratch import scratch
from tests.support.stream import Stream, value

BUDGET = 10.0


def main() -> None:
    with scratch() as folder:
        stream = Stream(folder, extraction_time_budget=BUDGET)
        try:
            worker = stream.start_worker()
            stream.send([(b"hard", value("hard", "SPIN"))])
            waits = []
            with httpx.Client(base_url=worker.url) as client:
                client.get("/livez")
                end = time.monotonic() + BUDGET
                while time.monotonic() < end:
                    asked = time.monotonic()
                    client.get("/livez").raise_for_status()
                    waits.append((time.monotonic() - asked) * 1000)
                    time.sleep(0.02)
        finally:
            stream.close()
    waits.sort()
    print(
        f"{len(waits)} answers: median {waits[len(waits) // 2]:.1f} ms, "
        f"95th percentile {waits[len(waits) * 95 // 100]:.1f} ms, slowest {waits[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
