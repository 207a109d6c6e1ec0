"""The tables' local copies and changelogs: gone, damaged, half recovered, no room for them."""

import asyncio
import contextlib
import signal
import subprocess
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from streams.topics import CHANGES, LEDGER_TABLE, ROWS_TABLE, changelog_name
from tests.support.checker import check
from tests.support.stream import PATIENCE, Stream
from tests.support.traffic import Traffic

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

FAULTY = "tests.support.faulty"


def test_a_worker_killed_while_it_recovers_begins_again(stream: Stream) -> None:
    traffic = Traffic(81)
    stream.start_worker()
    stream.send(traffic.some(200))
    stream.drain()
    stream.workers[-1].kill()
    traffic.note("! the local tables are gone, and the worker is killed while it recovers them, twice")
    for number in (1, 1):
        worker = stream.launch(
            module=FAULTY, environment={"TEST_DIE": f"recovering {number}"}, data_dir=stream.folder / "empty"
        )
        assert worker.process.wait(PATIENCE) == -signal.SIGKILL, worker.tail()
        stream.send(traffic.some(20))
    stream.start_worker(data_dir=stream.folder / "empty")
    stream.drain()
    check(stream, traffic)


@pytest.mark.parametrize("damage", ["CURRENT", "MANIFEST"])
def test_damaged_local_tables_are_put_aside_and_recovered(stream: Stream, damage: str) -> None:
    """By a restart, as a supervisor would do it; nobody has to know what RocksDB is."""
    traffic = Traffic(82)
    stream.start_worker()
    stream.send(traffic.some(150))
    stream.drain()
    assert stream.workers[-1].stop() == 0
    stores = list(stream.settings.data_dir.rglob("CURRENT"))
    assert stores
    hit = 0
    for store in stores:
        for file in store.parent.glob(f"{damage}*"):
            if file.stat().st_size:
                file.write_bytes(b"\0damaged" * (file.stat().st_size // 8 + 1))
                hit += 1
    assert hit
    traffic.note(f"! {hit} files {damage} damaged")
    stream.launch(supervised=True).wait_ready()
    stream.send(traffic.some(50))
    stream.drain()
    check(stream, traffic)


@pytest.mark.parametrize("table", [LEDGER_TABLE, ROWS_TABLE])
def test_a_changelog_that_is_gone_ends_the_worker_in_words_and_all_is_built_anew_from_the_articles(
    stream: Stream, table: str
) -> None:
    """With an empty table a correction would be added to what it corrects. The way back is documented."""
    traffic = Traffic(83)
    stream.start_worker()
    stream.send(traffic.some(100))
    stream.drain()
    assert stream.workers[-1].stop() == 0
    stream.delete_topic(changelog_name(stream.settings, table))
    traffic.note("! a changelog is gone")
    worker = stream.launch(data_dir=stream.folder / "empty")
    assert worker.process.wait(PATIENCE) == 3
    (last,) = worker.log.read_text().splitlines()[-1:]
    assert changelog_name(stream.settings, table) in last
    assert "docs/operations.md" in last

    stream.delete_topic(CHANGES)
    stream.rename("depesche-2")
    stream.start_worker(data_dir=stream.folder / "anew")
    stream.send(traffic.some(50))
    stream.drain()
    check(stream, traffic)


def test_a_changelog_that_ends_with_marks_which_nobody_gets_to_see_is_recovered(stream: Stream) -> None:
    """An administrator's transaction, and whatever compaction takes out of the end: no record comes from there."""
    traffic = Traffic(85)
    stream.start_worker()
    stream.send(traffic.some(50))
    stream.drain()
    assert stream.workers[-1].stop() == 0
    asyncio.run(nothing_in_transactions(stream))
    traffic.note("! each partition of the ledger's changelog ends with a transaction's mark")
    for folder in ("empty", "empty"):
        stream.start_worker(data_dir=stream.folder / folder)
        stream.send(traffic.some(50))
        stream.drain()
        assert stream.workers[-1].stop() == 0
    stream.start_worker()
    check(stream, traffic)


async def nothing_in_transactions(stream: Stream) -> None:
    """Delete what there is not in each partition of the ledger's changelog, in a transaction."""
    producer = AIOKafkaProducer(bootstrap_servers=stream.broker.bootstrap_servers, transactional_id="administrator")
    await producer.start()
    try:
        topic = changelog_name(stream.settings, LEDGER_TABLE)
        async with producer.transaction():
            for partition in range(stream.settings.partitions):
                await producer.send_and_wait(topic, None, key=b"nothing", partition=partition)
    finally:
        await producer.stop()


def test_a_full_disk_ends_the_worker_and_with_room_again_it_goes_on(stream: Stream) -> None:
    """The folder is a small file system in a namespace of the worker's own, which the test fills to the brim."""
    traffic = Traffic(84)
    folder = stream.folder / "small"
    folder.mkdir()
    mount = f'mount -t tmpfs -o size=32m tmpfs {folder} && exec "$@"'
    worker = stream.launch(before=["unshare", "-rm", "sh", "-c", mount, "sh"], data_dir=folder).wait_ready()
    stream.send(traffic.some(50))
    stream.drain()
    fill(Path(f"/proc/{worker.process.pid}/root{folder}/filler"))
    traffic.note("! the disk is full")
    for _ in range(60):
        stream.send(traffic.some(20))
        with contextlib.suppress(subprocess.TimeoutExpired):
            assert worker.process.wait(4) == 3
            break
    assert "No space left on device" in worker.log.read_text()
    traffic.note("! there is room again")
    stream.start_worker(data_dir=folder)
    stream.drain()
    check(stream, traffic)


def fill(path: Path) -> None:
    """Write a file until the disk is full."""
    with path.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(b"x" * 4096)
