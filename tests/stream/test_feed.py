"""The live feed of real workers, over a socket."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest

from tests.support.stream import Stream, value

pytestmark = pytest.mark.broker


def told(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """The events of a feed: id, event, data."""
    current: dict[str, Any] = {}
    for line in response.iter_lines():
        name, _, text = line.partition(": ")
        if not line and "event" in current:
            yield current | {"data": orjson.loads(current["data"])}
            current = {}
        elif name:
            current[name] = text


def listen(url: str, **options: Any) -> Any:
    return httpx.stream("GET", f"{url}/feed", timeout=30, **options)


def test_records_arrive_live_and_withdrawals_too_and_a_new_worker_resumes(stream: Stream) -> None:
    first = stream.workers[0]
    with listen(first.url, params={"actor": "BLR"}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        coming = told(response)
        stream.send(
            [
                (b"other", value("other", "CONSULT POL UKR 2024-11-25")),
                (b"a", value("a", "CONSULT BLR RUS 2024-11-25\nSAYS BLR RUS")),
            ]
        )
        got = [next(coming), next(coming)]
        assert {one["event"] for one in got} == {"event", "statement"}
        assert {one["data"]["article"]["id"] for one in got} == {"a"}
        assert stream.workers[0].get("/articles/a").status_code == 200
        stream.send([(b"a", None)])
        gone = [next(coming), next(coming)]
        assert {one["event"] for one in gone} == {"withdrawn"}
        assert {one["data"]["id"] for one in gone} == {
            one["data"].get("event_id") or one["data"]["statement_id"] for one in got
        }
    stream.send([(b"b", value("b", "AID BLR RUS 2024-11-25"))])
    stream.drain()
    first.kill()
    second = stream.start_worker()
    with listen(second.url, params={"actor": "BLR"}, headers={"Last-Event-ID": gone[-1]["id"]}) as response:
        resumed = next(told(response))
    assert (resumed["event"], resumed["data"]["type"]) == ("event", "AID")


def test_a_reader_that_takes_nothing_does_not_hold_the_worker_up_nor_its_end(stream: Stream) -> None:
    worker = stream.workers[0]
    with socket.create_connection(("127.0.0.1", worker.settings.http_port)) as deaf:
        deaf.sendall(b"GET /feed HTTP/1.1\r\nHost: worker\r\n\r\n")
        lines = "\n".join(f"CONSULT BLR RUS 2024-11-{day:02} {'x' * 2000}" for day in range(1, 29))
        stream.send([(f"a-{n}".encode(), value(f"a-{n}", lines)) for n in range(100)])
        stream.drain()
        assert worker.get("/dyads").json()["dyads"][0]["events"] == 2800
        begun = time.monotonic()
        assert worker.stop() == 0
        assert time.monotonic() - begun < 20
