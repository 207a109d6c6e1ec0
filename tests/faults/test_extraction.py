"""Extraction processes that are killed, and articles that kill, hang or exhaust the process that reads them."""

import os
import re
import signal
from pathlib import Path

import pytest

from tests.support.checker import check
from tests.support.feeding import feeding
from tests.support.stream import Stream, Worker, value
from tests.support.traffic import BAD, Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def extraction_processes(worker: Worker) -> list[int]:
    """Ids of a worker's extraction processes."""
    mine = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = status.read_bytes()
            parent = (status.parent / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if b"streams.pool.process" in command and int(parent) == worker.process.pid:
            mine.append(int(status.parent.name))
    return mine


def test_extraction_processes_killed_one_by_one_and_all_at_once_cost_no_article(stream: Stream) -> None:
    """A process that was killed once is no article's fault: each is read in the end."""
    traffic = Traffic(61)
    worker = stream.start_worker(extraction_processes=2)
    with feeding(stream, traffic):
        for _ in range(4):
            wait_until_it_reads(worker, 20)
            victim = min(extraction_processes(worker))  # the older one: the other may not be ready yet
            traffic.note("! an extraction process is killed")
            os.kill(victim, signal.SIGKILL)
        wait_until_it_reads(worker, 20)
        traffic.note("! all extraction processes are killed")
        for victim in extraction_processes(worker):
            os.kill(victim, signal.SIGKILL)
        wait_until_it_reads(worker, 20)
    stream.drain()
    check(stream, traffic)
    replaced = re.search(
        r"^depesche_extraction_processes_replaced_total (\S+)", worker.get("/metrics").text, re.MULTILINE
    )
    assert replaced
    assert float(replaced[1]) >= 4, "a process that is killed while it starts counts as the one before it"


def test_poison_articles_go_to_the_dead_letters_and_the_others_are_read(stream: Stream) -> None:
    traffic = Traffic(62)
    worker = stream.start_worker(extraction_time_budget=2.0, extraction_memory_mb=1000)
    poison = ["EXIT 9", "SPIN", "EAT"]
    assert set(poison) <= BAD
    with feeding(stream, traffic):
        for text in poison:
            wait_until_it_reads(worker, 20)
            traffic.note(f"! poison: {text}")
            stream.send([(text.encode(), value(text, text))])
        wait_until_it_reads(worker, 20)
    stream.drain()
    assert check(stream, traffic)["dead letters"] >= len(poison)
