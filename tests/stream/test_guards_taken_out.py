"""What a guard protects from is made to come: with it nothing is lost or doubled; without it that is seen.

For the guards that the faults of Apache Kafka need too rarely to show (``tests/faults/README.md``).
"""

import asyncio
import re
import signal
import subprocess
import time
from collections.abc import Callable

import pytest

from streams.admin import lag
from streams.broker import free_port
from streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, LEDGER_TABLE, STATEMENTS, changelog_name, partition_of
from tests.stream.conftest import MakeStream
from tests.support.checker import DifferenceError, check
from tests.support.proxy import Proxy
from tests.support.stream import PATIENCE, Stream, Worker
from tests.support.traffic import Traffic
from tests.support.watching import counted, partitions_of, times_read, wait_until_it_holds

pytestmark = [pytest.mark.broker, pytest.mark.timeout(900)]

both = pytest.mark.parametrize("guarded", [True, False], ids=["with its guard", "without"])


def launch(stream: Stream, guard: str, *, guarded: bool, **environment: str) -> Worker:
    """A worker to which happens what the environment says, with or without the guard."""
    without = {} if guarded else {"TEST_WITHOUT": guard}
    return stream.launch(module="tests.support.faulty", environment=environment | without)


def judge(stream: Stream, traffic: Traffic, *, guarded: bool, what: str) -> None:
    if guarded:
        check(stream, traffic)
    else:
        with pytest.raises(DifferenceError, match=what):
            check(stream, traffic)


@both
def test_messages_thrown_away_between_others_are_asked_for_again(make_stream: MakeStream, *, guarded: bool) -> None:
    """Faust acknowledges what comes behind them, and with it them."""
    stream, traffic = make_stream(partitions=1), Traffic(201)
    stream.make_topics()
    stream.send(traffic.apart(5))
    worker = launch(stream, "gaps are asked for again", guarded=guarded, TEST_LOSE="1").wait_ready()
    worker.wait_for(lambda: "LOST articles 0: 5 messages" in worker.log.read_text(), "losing messages")
    stream.send(traffic.apart(5))
    stream.drain()
    judge(stream, traffic, guarded=guarded, what="events: 5 of 10 differ")


@both
def test_messages_thrown_away_at_the_end_are_asked_for_again(make_stream: MakeStream, *, guarded: bool) -> None:
    """Nothing comes behind them that would show it: without the guard the worker stands still until it is ended."""
    stream, traffic = make_stream(partitions=1, stall_seconds=20), Traffic(202)
    stream.make_topics()
    stream.send(traffic.apart(5))
    worker = launch(stream, "gaps are asked for again", guarded=guarded, TEST_LOSE="1").wait_ready()
    worker.wait_for(lambda: "LOST articles 0: 5 messages" in worker.log.read_text(), "losing messages")
    if guarded:
        stream.drain()
        check(stream, traffic)
    else:
        assert worker.process.wait(300) == 3
        assert "StalledError" in worker.log.read_text().splitlines()[-1]


@both
def test_work_on_a_lost_partition_is_dropped_though_the_worker_is_still_a_member(
    make_stream: MakeStream, *, guarded: bool
) -> None:
    """Another has read and withdrawn the articles meanwhile: what this one would send comes after, and undoes that."""
    stream, traffic = make_stream(partitions=8, batch_size=100), Traffic(203)
    held = stream.folder / "held"
    held.touch()
    first = launch(stream, "current generation only", guarded=guarded, TEST_HOLD=str(held)).wait_ready()
    stream.send(traffic.apart(40))
    first.wait_for(lambda: times_read(first) >= 40, "through with reading")
    traffic.note("! a second worker joins")
    second = stream.start_worker(instance_id="worker-1", data_dir=stream.folder / "worker-1", http_port=free_port())
    for worker in (first, second):
        wait_until_it_holds(worker, missing=4)
    moved = [id_ for id_ in traffic.survivors if partition_of(id_.encode(), 8) in partitions_of(second)]
    assert moved
    stream.send(traffic.withdrawals())
    second.wait_for(lambda: counted(second, "withdrawn") == len(moved), "done with what it has taken over")
    traffic.note("! the first worker goes on")
    held.unlink()
    stream.drain()
    judge(stream, traffic, guarded=guarded, what=r"events: \d+ of 0 differ")


@both
def test_a_withdrawal_that_is_repeated_takes_nothing_back_of_what_came_after_it(
    make_stream: MakeStream, *, guarded: bool
) -> None:
    """The worker was killed after its effects, before its offsets were committed: its successor reads all again."""
    guard = "the ledger keeps its offset"
    stream, traffic = make_stream(), Traffic(204)
    stream.make_topics()
    text = "CONSULT BLR USA 2024-01-01\nSAYS BLR USA"
    stream.send([traffic.one(text)])
    (id_,) = traffic.survivors
    stream.send([traffic.gone(id_), traffic.back(id_, text)])
    worker = launch(stream, guard, guarded=guarded, TEST_STALL="commit").wait_ready()
    worker.wait_for(lambda: counted(worker) >= 2 and counted(worker, "withdrawn") >= 1, "done with all three")
    worker.wait_for(lambda: len(worker.get(f"/articles/{id_}").json().get("events", ())) == 1, "showing the last")
    worker.kill()
    traffic.note("! the worker is killed, nothing of it is committed")
    launch(stream, guard, guarded=guarded).wait_ready()
    stream.drain()
    judge(stream, traffic, guarded=guarded, what="events: 1 of 1 differ")


@both
def test_the_ledger_is_not_written_before_the_broker_has_the_records(make_stream: MakeStream, *, guarded: bool) -> None:
    """The events' partitions have no leader for a while, those of the ledger have, and the worker is killed."""
    guard = "wait for the broker"
    stream, traffic = make_stream(), Traffic(205)
    stream.make_topics()
    ledger = changelog_name(stream.settings, LEDGER_TABLE)
    stream.send(traffic.one(f"CONSULT BLR USA 2024-01-{day:02}\nSAYS BLR USA") for day in range(1, 11))
    worker = launch(stream, guard, guarded=guarded, TEST_MUTE=EVENTS).wait_ready()
    wanted, number = (STATEMENTS, 1) if guarded else (ledger, 10)
    worker.wait_for(lambda: len(stream.read(wanted)) >= number, f"writing {wanted}")
    if guarded:
        assert not stream.read(ledger)
    assert not stream.read(EVENTS)
    worker.kill()
    traffic.note("! the worker is killed, no event has left it")
    launch(stream, guard, guarded=guarded).wait_ready()
    stream.drain()
    judge(stream, traffic, guarded=guarded, what="events: 10 of 10 differ")


@both
def test_a_dead_letter_is_sent_until_it_is_taken(make_stream: MakeStream, *, guarded: bool) -> None:
    guard = "the dead letters' wait"
    stream, traffic = make_stream(), Traffic(206)
    stream.make_topics()
    stream.send([*traffic.apart(5), traffic.refused("refused")])
    worker = launch(stream, guard, guarded=guarded, TEST_REFUSE=f"{DEAD_LETTERS} 2").wait_ready()
    worker.wait_for(lambda: f"REFUSED {DEAD_LETTERS}" in worker.log.read_text(), "refused")
    stream.drain()
    judge(stream, traffic, guarded=guarded, what="dead letters: 1 of 1 differ")


@both
def test_a_worker_told_to_stop_finishes_what_is_in_work(make_stream: MakeStream, *, guarded: bool) -> None:
    stream, traffic = make_stream(), Traffic(207)
    held = stream.folder / "held"
    held.touch()
    worker = launch(stream, "what is in work is finished", guarded=guarded, TEST_HOLD=str(held)).wait_ready()
    stream.send(traffic.apart(10))
    worker.wait_for(lambda: times_read(worker) >= 10, "through with reading")
    worker.process.send_signal(signal.SIGTERM)
    while "stopping: what is in work" not in worker.log.read_text() and worker.process.poll() is None:
        time.sleep(0.05)
    held.unlink()
    assert worker.process.wait(PATIENCE) == 0
    left = 0 if guarded else 10
    assert len(stream.read(EVENTS)) == 10 - left
    assert asyncio.run(lag(stream.direct, [ARTICLES])) == left


@both
def test_a_clock_that_runs_ahead_makes_no_standstill_of_a_slow_article(
    make_stream: MakeStream, *, guarded: bool
) -> None:
    """By 200 seconds every second: what takes half a minute takes more than an hour by it."""
    guard = "a standstill is not judged by the wall clock"
    stream, traffic = make_stream(stall_seconds=60, extraction_time_budget=60), Traffic(208)
    stream.make_topics()
    stream.send([traffic.one("SLEEP 25\nCONSULT BLR USA 2024-01-01")])
    worker = launch(stream, guard, guarded=guarded, TEST_CLOCK=" ".join(str(200 * second) for second in range(900)))
    if guarded:
        worker.wait_ready()
        stream.drain()
        assert len(stream.read(EVENTS)) == 1
        assert worker.process.poll() is None
    else:
        assert worker.process.wait(PATIENCE) == 3
        assert "StalledError" in worker.log.read_text().splitlines()[-1]


@both
def test_a_clock_that_runs_ahead_takes_no_time_from_an_article(make_stream: MakeStream, *, guarded: bool) -> None:
    """By an hour every second: reading it takes hours by that clock, and may take two minutes."""
    guard = "an article's time is not told by the wall clock"
    stream, traffic = make_stream(), Traffic(209)
    stream.make_topics()
    stream.send([traffic.one("SLEEP 3\nCONSULT BLR USA 2024-01-01")])
    launch(stream, guard, guarded=guarded, TEST_CLOCK=" ".join(str(3600 * second) for second in range(900)))
    stream.drain()
    judge(stream, traffic, guarded=guarded, what="events: 1 of 1 differ")


@pytest.mark.parametrize(
    ("befall", "error"),
    [
        (Proxy.cut, "NodeNotReadyError|KafkaConnectionError"),
        (Proxy.silence, "RequestTimedOutError"),
        (lambda wire: wire.slow(1.5), "RequestTimedOutError"),
    ],
    ids=["cut", "silent", "slow"],
)
def test_a_worker_that_does_not_try_again_ends_by_what_befalls_the_wire(
    make_stream: MakeStream, befall: Callable[[Proxy], None], error: str
) -> None:
    """It is to publish what it has read when the wire is bad. One that does: ``tests/faults/test_network_cut.py``."""
    stream, traffic = make_stream(), Traffic(210)
    held, port = stream.folder / "held", free_port()
    guard = "what is not confirmed is sent again"
    ends = re.compile(rf"the worker ends: start it again.*error=.*({error})")
    with Proxy(port, int(stream.settings.kafka_bootstrap_servers.rpartition(":")[2])) as wire:
        worker = launch(stream, guard, guarded=False, TEST_WIRE=str(port), TEST_HOLD=str(held)).wait_ready()
        stream.send(traffic.apart(5))
        stream.drain()
        held.touch()
        stream.send(traffic.apart(5))
        worker.wait_for(lambda: times_read(worker) >= 10, "through with reading")
        befall(wire)
        held.unlink()
        worker.wait_for(lambda: ends.search(worker.log.read_text()) is not None, f"ended by {error}")


@pytest.mark.parametrize(
    ("stall", "told", "session"),
    [("finish", "work on articles: no progress for", 30), ("recover", "recovering tables: no progress for", 6)],
    ids=["work that does not end", "a recovery that hangs"],
)
def test_a_worker_that_nobody_watches_stands_still(
    make_stream: MakeStream, stall: str, told: str, session: float
) -> None:
    """Side by side with one that is watched: when that has ended, it gets half as long again, and is still there."""
    workers: list[Worker] = []
    streams: list[Stream] = []
    begun = time.monotonic()
    for guarded in (True, False):
        stream, traffic = (
            make_stream(stall_seconds=3, extraction_time_budget=1, kafka_session_timeout=session),
            Traffic(209),
        )
        stream.make_topics()
        stream.send(traffic.apart(5))
        streams.append(stream)
        workers.append(launch(stream, "a standstill is looked for", guarded=guarded, TEST_STALL=stall))
    watched, unwatched = workers
    assert watched.process.wait(PATIENCE) == 3
    assert "StalledError" in watched.log.read_text().splitlines()[-1]
    assert told in watched.log.read_text().splitlines()[-1]
    with pytest.raises(subprocess.TimeoutExpired):
        unwatched.process.wait((time.monotonic() - begun) / 2)
    assert unwatched.get("/livez").status_code == 200
    assert unwatched.get("/readyz").status_code == (200 if stall == "finish" else 503)
    assert asyncio.run(lag(streams[1].direct, [ARTICLES])) == 5
