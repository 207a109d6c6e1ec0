"""What more machines carry, and what to plan for: arithmetic on measured figures, as tables for docs/capacity.md."""

import math
from typing import NamedTuple

from benchmarks.result import short

DAY = 86_400
PEAK = 2.0
"""The busiest hour has about twice the mean of the day."""
FULL = 0.7
"""Share of a core that is planned for; the rest is for restarts, rebalances and questions."""
CORES = 8
"""Of the machines that are counted."""
PARTITIONS_A_WORKER = 4
"""So that workers can be added fourfold before a topic has to be repartitioned."""
ROWS_AN_ARTICLE = 0.2
"""New rows of interactions an article, as planned: most articles change rows that are there."""
MIB_A_WORKER, MIB_A_PARTITION, MIB_A_MILLION_ROWS = 161, 12, 317
"""Of docs/decisions/0011-index.md: a worker's own memory with its cache, its tables' buffers, and what rows take."""

_VOLUMES = (("25 articles a second", 25 * DAY), ("GDELT's, 1 million a day", 10**6), ("100 times that", 10**8))


class Plan(NamedTuple):
    """What a volume needs."""

    cores: float
    workers: int
    partitions: int
    disk: float
    """GiB a year, before replication."""
    memory: float
    """GiB of all workers after a year, indexes and extraction processes."""


def plan(articles_a_day: float, numbers: dict[str, float]) -> Plan:
    """Reckon with milliseconds an article, MiB a process and bytes an article, by the names that end_to_end gives."""
    rate = articles_a_day / DAY * PEAK
    spent = {kind: numbers[f"{kind} ms"] / 1000 for kind in ("extraction", "worker", "broker")}
    cores = rate * sum(spent.values()) / FULL
    workers = max(1, math.ceil(rate * spent["worker"] / FULL))
    extraction = max(1, math.ceil(rate * spent["extraction"] / FULL))
    rows = articles_a_day * 365 * ROWS_AN_ARTICLE / 1e6
    partitions = 2 ** math.ceil(math.log2(max(8, workers * PARTITIONS_A_WORKER)))
    memory = workers * MIB_A_WORKER + partitions * MIB_A_PARTITION + rows * MIB_A_MILLION_ROWS
    memory += extraction * numbers["extraction MiB"]
    disk = articles_a_day * 365 * numbers["bytes kept"] / 2**30
    return Plan(cores, workers, partitions, disk, memory / 1024)


def page(numbers: dict[str, float]) -> str:
    """Two tables: what machines carry, and what volumes need."""
    spent = sum(numbers[f"{kind} ms"] for kind in ("extraction", "worker", "broker"))
    carried = [
        (name, cores * 1000 / spent * FULL)
        for name, cores in (("one core", 1), ("this machine, 2 cores", 2), ("one machine of 8 cores", CORES),
                            ("ten machines of 8 cores", 10 * CORES))
    ]  # fmt: skip
    named = {name: short(value) for name, value in numbers.items()}
    intro = (
        f"An article costs {named['extraction ms']} ms of a core in extraction, {named['worker ms']} ms in the worker "
        f"and {named['broker ms']} ms in the broker; it leaves {named['bytes kept']} bytes on compacted topics. "
        f"An extraction process holds {named['extraction MiB']} MiB."
    )
    first = ["| | articles/s | articles a day at twice the mean in the busiest hour |", "|---|---|---|"]
    first += [f"| {name} | {short(rate)} | {short(rate * DAY / PEAK)} |" for name, rate in carried]
    second = [
        "| volume | cores | workers | partitions | disk a year, GiB, one copy | memory after a year, GiB |",
        "|---|---|---|---|---|---|",
    ]
    for name, articles in _VOLUMES:
        found = plan(articles, numbers)
        cells = (short(found.cores), found.workers, found.partitions, short(found.disk), short(found.memory))
        second.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    return "\n\n".join([intro, "\n".join(first), "\n".join(second)])
