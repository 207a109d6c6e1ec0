"""What a worker's HTTP port takes at most, where it listens, and what it says of being open."""

import contextlib
import re
import socket
from collections.abc import Iterator

import pytest

from streams.broker import free_port
from tests.support.stream import Stream, Worker

pytestmark = pytest.mark.broker


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    with contextlib.closing(Stream(tmp_path_factory.mktemp("stream"))) as made:
        made.start_worker()
        yield made


@pytest.fixture
def worker(stream: Stream) -> Worker:
    return stream.workers[0]


def answer(worker: Worker, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", worker.settings.http_port), timeout=30) as connection:
        connection.sendall(request)
        with contextlib.suppress(ConnectionResetError):
            return connection.recv(4096)
    return b""


def test_headers_of_more_than_32_kib_are_refused_and_the_worker_goes_on(worker: Worker) -> None:
    small = b"GET /livez HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 16_000 + b"\r\n\r\n"
    assert answer(worker, small).startswith(b"HTTP/1.1 200")
    assert answer(worker, small.replace(b"x" * 16_000, b"x" * 200_000)).startswith(b"HTTP/1.1 400")
    assert answer(worker, b"GET /" + b"x" * 200_000).startswith(b"HTTP/1.1 400")
    assert worker.get("/livez").status_code == 200


def test_a_body_of_more_than_1_mib_is_refused_before_it_is_all_there(worker: Worker) -> None:
    head = b"POST /peers/Total HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
    assert answer(worker, head % 10**12 + b"x" * 2 * 1024 * 1024).startswith(b"HTTP/1.1 413")
    assert not answer(worker, head % 2 + b"{}").startswith(b"HTTP/1.1 413")
    assert worker.get("/livez").status_code == 200


def test_of_too_many_connections_the_last_are_told_and_the_worker_goes_on(worker: Worker) -> None:
    with contextlib.ExitStack() as opened:
        for _ in range(300):
            opened.enter_context(socket.create_connection(("127.0.0.1", worker.settings.http_port), timeout=30))
        last = opened.enter_context(socket.create_connection(("127.0.0.1", worker.settings.http_port), timeout=30))
        last.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
        assert last.recv(4096).startswith(b"HTTP/1.1 503")
    worker.wait_for(lambda: worker.get("/livez").status_code == 200, "answering again")


def test_by_default_only_this_machine_reaches_it_and_an_open_port_without_a_token_is_warned_of(stream: Stream) -> None:
    def warned(worker: Worker) -> bool:
        return re.search(r"warning.*DEPESCHE_HTTP_TOKEN", worker.log.read_text()) is not None

    assert stream.settings.http_host == "127.0.0.1"
    assert not warned(stream.workers[0])
    own = {"http_port": free_port(), "instance_id": "open", "data_dir": stream.folder / "open"}
    worker = stream.launch(http_host="0.0.0.0", **own)
    worker.wait_for(lambda: warned(worker), "warning of its open port")
    worker.kill()
