"""The stream with the stand-in extractor by workers and partitions: what more of either gives on this machine."""

import os

from benchmarks import streaming
from benchmarks.measure import slope
from benchmarks.result import Plot, Result, Table, at_least, short

ARTICLES_A_RUN, WORDS, IN_WORK = 1000, 250, 256
WORKERS, PARTITIONS = (1, 2, 3), (1, 4, 8)


def _rate(workers: int, partitions: int, messages: streaming.Messages) -> tuple[float, float]:
    """Articles a second, and processor milliseconds an article."""
    with streaming.running(extractor="benchmarks.standin:extract", batch_size=IN_WORK, partitions=partitions) as stream:
        run = streaming.carried(stream, messages, workers=workers)
    return len(messages) / run.seconds, sum(run.processor.values()) / len(messages) * 1000


def measure() -> Result:
    messages = streaming.standin_messages(ARTICLES_A_RUN, WORDS)
    found = {
        (workers, partitions): _rate(workers, partitions, messages)
        for partitions in PARTITIONS
        for workers in WORKERS
        if workers <= partitions and (workers == 1 or partitions == max(PARTITIONS))
    }
    rows = [
        [str(workers), str(partitions), short(rate), short(cost)]
        for (workers, partitions), (rate, cost) in found.items()
    ]
    most = max(PARTITIONS)
    plots = [
        Plot(
            name="workers", title=f"Throughput against workers, {most} partitions", across="workers", up="articles/s",
            points=[[float(workers), found[workers, most][0]] for workers in WORKERS], power=1.0,
        ),
        Plot(
            name="partitions", title="Throughput against partitions, one worker", across="partitions", up="articles/s",
            points=[[float(partitions), found[1, partitions][0]] for partitions in PARTITIONS], power=0.0,
        ),
    ]  # fmt: skip
    title = (
        f"The stream alone, {ARTICLES_A_RUN} articles of {WORDS} words, on {os.cpu_count()} cores; beside each worker "
        "runs one extraction process, and the broker"
    )
    columns = ["workers", "partitions", "articles/s", "processor ms an article"]
    by_workers, by_partitions = ([(across, up) for across, up in plot["points"]] for plot in plots)
    cores = os.cpu_count() or 1
    checks = [
        at_least(
            "slope of throughput against workers, up to one a core (0: does not fall)",
            slope([point for point in by_workers if point[0] <= cores]),
            0.0,  # in proportion only where there are more cores than one worker and the broker keep busy
        ),
        at_least("slope of throughput against partitions (0: does not fall)", slope(by_partitions), -0.2),
    ]
    return Result(tables=[Table(title=title, columns=columns, rows=rows)], checks=checks, plots=plots)
