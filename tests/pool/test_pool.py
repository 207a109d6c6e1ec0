"""The pool of extraction processes: every message gets a reply, whatever it does to the process that reads it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from streams.pool import ExtractionPool, PoolError, Reply, Request
from tests.support.extractor import CODER
from tests.support.stream import ROOT, TEST_EXTRACTOR, value

GOOD = "CONSULT BLR RUS 2024-11-25\nSAYS BLR RUS"
ODD_EXTRACTOR = "tests.pool.odd_extractor:extract"


@pytest.fixture(autouse=True)
def _children_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@asynccontextmanager
async def started(extractor: str = TEST_EXTRACTOR, **options: Any) -> AsyncIterator[ExtractionPool]:
    pool = ExtractionPool(extractor, **({"processes": 1, "time_budget": 20.0, "memory_mb": 1000} | options))
    try:
        await pool.start()
        yield pool
    finally:
        await pool.stop()


async def read(pool: ExtractionPool, text: str, key: str = "a", **request: Any) -> Reply:
    whole: Request = {"key": key, "placed": True, "revision": 0, "coder": ""} | request  # type: ignore[assignment]
    return await pool.read(value("a", text), whole)


async def until(condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not {what} after {seconds} s"
        await asyncio.sleep(0.01)


def is_running(pid: int) -> bool:
    """Whether a process is there and is no zombie that merely waits to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def children_of(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.add(int(stat.parent.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return {child for child in found if is_running(child)}


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 120))


def test_a_message_is_read_known_misplaced_or_failed() -> None:
    """One process gives all four replies, and names its coder when it is ready."""

    async def work() -> None:
        async with started() as pool:
            assert pool.coder == CODER
            good = await read(pool, GOOD)
            assert good["kind"] == "read"
            assert [event["type"] for event in good["reading"]["events"]] == ["CONSULT"]
            assert [one["about"] for one in good["reading"]["statements"]] == [["RUS"]]
            assert good["reading"]["coder"] == CODER
            assert (await read(pool, GOOD, revision=1, coder=CODER)) == {"kind": "known"}
            assert (await read(pool, GOOD, key="b")) == {"kind": "misplaced", "id": "a"}
            assert (await read(pool, GOOD, placed=False)) == {"kind": "misplaced", "id": "a"}
            bad = await read(pool, "FAIL")
            assert bad["kind"] == "failed"
            assert (bad["stage"], bad["error"]) == ("extract", "ExtractionError")

    run(work())


def test_a_text_that_outruns_its_budget_fails_and_the_next_one_is_read() -> None:
    async def work() -> None:
        replaced: list[int] = []
        seconds: list[float] = []
        options = {"on_replaced": lambda: replaced.append(1), "on_seconds": seconds.append}
        async with started(time_budget=0.5, **options) as pool:
            slow = await read(pool, "SPIN")
            assert slow == {
                "kind": "failed",
                "stage": "extract",
                "error": "TimeBudgetExceeded",
                "message": "reading it took longer than 0.5 s",
            }
            assert len(replaced) == 1
            assert (await read(pool, GOOD))["kind"] == "read"
            assert len(replaced) == 1, "a process that did its work stays"
            assert len(seconds) == 2
            assert seconds[0] >= 0.5

    run(work())


def test_an_article_whose_process_is_killed_from_outside_is_read_after_all(tmp_path: Path) -> None:
    """An operator's kill, or the kernel's, is not the article's fault."""

    async def work() -> None:
        replaced: list[int] = []
        async with started(ODD_EXTRACTOR, on_replaced=lambda: replaced.append(1)) as pool:
            mark = tmp_path / "pid"
            reading = asyncio.create_task(read(pool, f"ONCE {mark}"))
            await until(mark.exists, "reading")
            os.kill(int(mark.read_text()), signal.SIGKILL)
            assert (await reading)["kind"] == "read"
            assert len(replaced) == 1

    run(work())


def test_an_article_whose_process_dies_twice_fails_with_the_exit_code_and_the_next_one_is_read() -> None:
    async def work() -> None:
        replaced: list[int] = []
        async with started(on_replaced=lambda: replaced.append(1)) as pool:
            reply = await read(pool, "EXIT 9")
            assert reply["kind"] == "failed"
            assert (reply["stage"], reply["error"]) == ("extract", "ExtractionProcessDied")
            assert reply["message"] == "its process ended with exit code 9, 2 times"
            assert len(replaced) == 2
            assert (await read(pool, GOOD))["kind"] == "read"

    run(work())


def test_a_process_that_died_while_idle_costs_no_article() -> None:
    async def work() -> None:
        async with started() as pool:
            (child,) = children_of(os.getpid())
            os.kill(child, signal.SIGKILL)
            await until(lambda: not is_running(child), "dead")
            assert (await read(pool, GOOD))["kind"] == "read"

    run(work())


def test_a_text_that_eats_all_memory_fails_and_its_process_is_replaced() -> None:
    """The memory of a process that ran out of it is in pieces: it does not read another article."""

    async def work() -> None:
        async with started(memory_mb=900) as pool:
            before = children_of(os.getpid())
            reply = await read(pool, "EAT")
            assert reply["kind"] == "failed"
            assert (reply["stage"], reply["error"]) == ("extract", "MemoryError")
            after = children_of(os.getpid())
            assert len(after) == 1
            assert after.isdisjoint(before)
            assert (await read(pool, GOOD))["kind"] == "read"

    run(work())


def test_what_an_extractor_prints_does_not_get_between_the_frames(capfd: pytest.CaptureFixture[str]) -> None:
    """It goes to standard error: Python's print, raw writes and the output of grandchildren too."""

    async def work() -> None:
        async with started(ODD_EXTRACTOR) as pool:
            for _ in range(2):
                assert (await read(pool, "PRINT"))["kind"] == "read"

    run(work())
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.count("a child says hello") == 2


@pytest.mark.parametrize(
    "extractor", ["no_such_module:extract", "tests.support.extractor:no_such_function"], ids=["module", "function"]
)
def test_an_extractor_that_is_not_there_is_a_pool_error_of_one_line(
    extractor: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """The message has the exit code; why it ended stands on standard error."""

    async def work() -> None:
        async with started(extractor):
            raise AssertionError("it must not start")

    with pytest.raises(PoolError) as caught:
        run(work())
    assert str(caught.value) == "an extraction process did not start (exit code 1)"
    assert "no_such_" in capfd.readouterr().err


def test_several_articles_are_read_side_by_side_and_each_gets_its_own_reply() -> None:
    """More than there are processes: the rest waits for one to be free."""

    async def work() -> None:
        async with started(processes=2) as pool:
            texts = [f"CONSULT BLR RUS 2024-11-{day:02}" for day in range(1, 9)]
            replies = await asyncio.gather(*(read(pool, text) for text in texts))
            days = [reply["reading"]["events"][0]["date"]["start"] for reply in replies if reply["kind"] == "read"]
            assert days == [text.split()[3] for text in texts]

    run(work())


def test_a_pool_that_is_stopped_in_the_middle_of_a_text_leaves_no_process() -> None:
    async def work() -> None:
        before = children_of(os.getpid())
        async with started(processes=2) as pool:
            readings = [asyncio.create_task(read(pool, "SPIN")) for _ in range(3)]
            await asyncio.sleep(0)
            await pool.stop()
            done, waiting = await asyncio.wait(readings, timeout=30)
            assert not waiting, "who waits for a reply is told"
            assert {type(reading.exception()) for reading in done} == {PoolError}
            assert children_of(os.getpid()) == before

    run(work())


PARENT = f"""
import asyncio
from streams.pool import ExtractionPool

async def main():
    pool = ExtractionPool({TEST_EXTRACTOR!r}, processes=2, time_budget=600, memory_mb=1000)
    await pool.start()
    print("ready", flush=True)
    article = b'{{"id": "a", "source": "x", "text": "SPIN"}}'
    await pool.read(article, {{"key": "a", "placed": True, "revision": 0, "coder": ""}})

asyncio.run(main())
"""


def test_the_processes_end_when_their_worker_is_killed_hard() -> None:
    """One is idle, one turns in a loop: neither would notice by itself."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        children = children_of(parent.pid)
        assert len(children) == 2
    finally:
        parent.kill()
        parent.wait()
        parent.stdout.close()
    run(until(lambda: not any(map(is_running, children)), "ended"))
