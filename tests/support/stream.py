"""A whole Depesche for a test: embedded broker, worker processes, plain Kafka clients, HTTP."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import httpx
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord
from pydantic import SecretStr

from streams.admin import create_topics, lag
from streams.broker import EmbeddedBroker, free_port
from streams.kafka import admin_client
from streams.settings import Settings, load_settings
from streams.topics import ARTICLES, CHANGES, EVENTS, INTERACTIONS, STATEMENTS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900.0
"""Seconds that a test of faults waits for what must happen: a machine with other things to do is slow, not wrong."""
TEST_EXTRACTOR = "tests.support.extractor:extract"

HTTP = httpx.Client(timeout=10, verify=False, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
"""One for all, without the machine's certificates (50 ms a client). Connections are not kept: workers get killed."""


class Broker(Protocol):
    """What a stream needs of its broker: the embedded one, or Apache Kafka."""

    @property
    def bootstrap_servers(self) -> str: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


def value(id_: str, text: str, **fields: Any) -> bytes:
    """An article as a foreign producer would write it."""
    return orjson.dumps(
        {"id": id_, "source": "Beispiel", "text": text, "language": "de", "published_at": "2024-11-27"} | fields
    )


class Worker:
    """A worker process.

    Args:
        settings: all that is not a default goes into its environment.
        log: what it says, added at the end.
        module: run in place of the command, with the same argument.
        environment: more of it.
        before: a command in front of it, such as ``unshare``.
        supervised: start it again, where a test waits for it, when it has ended itself.
    """

    def __init__(
        self,
        settings: Settings,
        log: Path,
        *,
        module: str = "streams.cli",
        environment: dict[str, str] | None = None,
        before: Sequence[str] = (),
        supervised: bool = False,
    ) -> None:
        self.settings = settings
        self.restarts = 0
        self._supervised = supervised
        self.log = log
        self.url = f"http://127.0.0.1:{settings.http_port}"
        whole = {name: text for name, text in os.environ.items() if not name.startswith("DEPESCHE_")}
        whole |= {f"DEPESCHE_{name.upper()}": _plain(setting) for name, setting in _told(settings).items()}
        whole |= {"PYTHONPATH": str(ROOT)} | (environment or {})
        self._command = [*before, sys.executable, "-m", module, "worker"]
        self._environment = whole
        self.process = self._run()

    def _run(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as output:
            return subprocess.Popen(self._command, env=self._environment, stdout=output, stderr=output, cwd=ROOT)

    def look_after(self) -> None:
        """As a supervisor: one that has ended itself, with an error, is started again."""
        if self._supervised and self.process.poll() == 3:
            self.start_again()
            self.restarts += 1

    def start_again(self) -> None:
        self.process = self._run()

    def wait_ready(self, seconds: float = PATIENCE) -> "Worker":
        self.wait_for(lambda: self.get("/readyz").status_code == 200, "ready", seconds)
        return self

    def wait_for(self, condition: Callable[[], bool], what: str, seconds: float = 180) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.look_after()
            assert self.process.poll() is None, f"the worker ended before it was {what}:\n{self.tail()}"
            with contextlib.suppress(httpx.TransportError):
                if condition():
                    return
            time.sleep(0.05)
        raise AssertionError(f"the worker was not {what} after {seconds} s:\n{self.tail()}")

    def get(self, path: str, **options: Any) -> httpx.Response:
        return HTTP.get(self.url + path, **options)

    def kill(self) -> None:
        """As an operator's `kill -9` would."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 300) -> int:
        """As a supervisor would; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the worker did not stop in {seconds} s:\n{self.tail()}") from None

    def tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-40:])


class Stream:
    """Broker and workers of one test, in one folder."""

    def __init__(self, folder: Path, broker: Broker | None = None, **overrides: Any) -> None:
        self.folder = folder
        self.broker: Broker = broker or EmbeddedBroker(folder / "broker")
        self.broker.start()
        self.settings = load_settings(
            **{
                "kafka_bootstrap_servers": self.broker.bootstrap_servers,
                "http_port": free_port(),
                "instance_id": "worker-0",
                "data_dir": folder / "worker-0",
                "extractor": TEST_EXTRACTOR,
                "extraction_processes": 1,
            }
            | overrides
        )
        # Workers may come in by another way, past a proxy or with a password.
        direct = {"kafka_bootstrap_servers": self.broker.bootstrap_servers, "kafka_security_protocol": "PLAINTEXT"}
        self.direct = self.settings.model_copy(update=direct)
        token = self.settings.http_token
        self.authorized = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        self.workers: list[Worker] = []

    def start_worker(self, **overrides: Any) -> Worker:
        return self.launch(**overrides).wait_ready()

    def launch(
        self,
        *,
        module: str = "streams.cli",
        environment: dict[str, str] | None = None,
        before: Sequence[str] = (),
        supervised: bool = False,
        **overrides: Any,
    ) -> Worker:
        """Start a worker without waiting for it; the arguments before ``overrides`` are those of ``Worker``."""
        settings = self.settings.model_copy(update=overrides)
        log = self.folder / f"{settings.data_dir.name}.log"
        worker = Worker(settings, log, module=module, environment=environment, before=before, supervised=supervised)
        self.workers.append(worker)
        return worker

    def rename(self, application_id: str) -> None:
        """Workers from now on are another application, with tables of its own."""
        self.settings = self.settings.model_copy(update={"application_id": application_id})
        self.direct = self.direct.model_copy(update={"application_id": application_id})

    def delete_topic(self, topic: str) -> None:
        async def work() -> None:
            async with admin_client(self.direct) as admin:
                await admin.delete_topics([topic])
                while topic in await admin.list_topics():  # noqa: ASYNC110
                    await asyncio.sleep(0.1)

        asyncio.run(work())

    def make_topics(self) -> None:
        """So that messages can be sent before there is a worker."""
        asyncio.run(create_topics(self.direct))

    def alive(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.process.poll() is None]

    def close(self) -> None:
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.process.send_signal(signal.SIGCONT)
                worker.kill()
        self.broker.stop()

    def send(self, messages: Iterable[tuple[bytes | None, bytes | None]], partition: int | None = None) -> None:
        """Send messages to `articles` with plain aiokafka, as a foreign producer would."""

        async def work() -> None:
            async with self._producer() as producer:
                for key, data in messages:
                    await producer.send(ARTICLES, data, key=key, partition=partition)
                await producer.flush()

        asyncio.run(work())

    def send_to(
        self, topic: str, key: bytes | None, data: bytes | None, headers: Iterable[tuple[str, bytes]] = ()
    ) -> None:
        async def work() -> None:
            async with self._producer() as producer:
                await producer.send_and_wait(topic, data, key=key, headers=list(headers))

        asyncio.run(work())

    def _producer(self) -> AIOKafkaProducer:
        return AIOKafkaProducer(
            bootstrap_servers=self.broker.bootstrap_servers,
            max_request_size=self.settings.max_message_bytes,
            acks="all",
            enable_idempotence=True,
        )

    def drain(self, seconds: float = PATIENCE, pause: float = 0.05) -> None:
        """Wait until a worker has acknowledged everything.

        A look costs two new clients and the broker some hundredths of a second; ``pause`` is what lies between two.
        """

        async def work() -> None:
            deadline, quiet, behind = time.monotonic() + seconds, 0, -1
            while quiet < 2:
                for worker in self.workers:
                    worker.look_after()
                with contextlib.suppress(KafkaError):
                    behind = await lag(self.direct, [ARTICLES, CHANGES])
                if time.monotonic() > deadline:
                    raise AssertionError(f"{behind} messages behind after {seconds} s:\n{self.workers[-1].tail()}")
                quiet = quiet + 1 if behind == 0 else 0
                await asyncio.sleep(pause)

        asyncio.run(work())

    def read(self, topic: str) -> list[ConsumerRecord]:
        """All that stands on a topic now, partition by partition, read by a plain consumer."""

        async def work() -> list[ConsumerRecord]:
            consumer = AIOKafkaConsumer(
                topic, bootstrap_servers=self.broker.bootstrap_servers, auto_offset_reset="earliest"
            )
            await consumer.start()
            try:
                ends = await consumer.end_offsets(consumer.assignment())
                found: list[ConsumerRecord] = []
                while any([await consumer.position(tp) < end for tp, end in ends.items()]):
                    for records in (await consumer.getmany(timeout_ms=500)).values():
                        found += records
                return sorted(found, key=lambda record: (record.partition, record.offset))
            finally:
                await consumer.stop()

        return asyncio.run(work())

    def latest(self, topic: str) -> dict[str, Any]:
        """Key → decoded value, as a compacted topic ends: tombstones take their key out."""
        state: dict[str, Any] = {}
        for record in self.read(topic):
            key = record.key.decode()
            state.pop(key, None)
            if record.value is not None:
                state[key] = orjson.loads(record.value)
        return state

    def world(self) -> dict[str, Any]:
        """All that others can see, but for the times of change."""
        return {
            "events": self.latest(EVENTS),
            "statements": self.latest(STATEMENTS),
            "interactions": without_times(self.latest(INTERACTIONS).values()),
            "http": without_times(self.rows()),
        }

    def rows(self, **query: Any) -> list[dict[str, Any]]:
        """All pages of `/interactions`."""
        rows: list[dict[str, Any]] = []
        url: str | None = str(httpx.URL(f"{self.workers[-1].url}/interactions", params={"limit": 7} | query))
        while url:
            page = HTTP.get(url).raise_for_status().json()
            assert page["complete"]
            rows += page["interactions"]
            url = page["next"]
        return rows


def _told(settings: Settings) -> dict[str, Any]:
    return settings.model_dump(exclude_defaults=True, exclude_none=True)


def _plain(setting: Any) -> str:
    return setting.get_secret_value() if isinstance(setting, SecretStr) else str(setting)


def without_times(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = [{name: field for name, field in row.items() if name != "updated_at"} for row in rows]
    return sorted(plain, key=lambda row: (row["from"], row["to"], str(row["day"])))


def headers(record: ConsumerRecord) -> dict[str, str]:
    return {name: data.decode("utf-8", "replace") for name, data in record.headers}
