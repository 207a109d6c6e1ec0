"""The one place where the application is put together."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, TypeVar, cast

import faust
import structlog
from faust.app.base import BootStrategy
from faust.contrib.asgi import AsgiService
from faust.types import ServiceT
from faust.types.auth import CredentialsT

from streams import topics
from streams.admin import create_topics
from streams.agents.extraction import ExtractionAgent
from streams.agents.interactions import InteractionsAgent
from streams.agents.lanes import Finish, Lanes, Prepare
from streams.agents.outbox import Outbox
from streams.agents.recovery import Tables
from streams.agents.stores import RecoveringTable
from streams.agents.tables import Table
from streams.index import Index
from streams.kafka import ssl_context
from streams.live import Live
from streams.membership import Membership
from streams.metrics import Metrics
from streams.peers import Peers
from streams.pool import ExtractionPool
from streams.settings import Settings
from streams.transport import Transport
from streams.view import WorkerView
from streams.watchdog import Watchdog
from streams.web.api import create_api

_log = structlog.get_logger(__name__)

_COMMIT_SECONDS = 1.0
"""Between two commits of offsets: what a crash repeats, at most; a repeat costs a reading and changes nothing."""

_REQUEST_SECONDS = 90.0
"""For one request to the broker, and for a message until it is confirmed."""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")

_HEADER_BYTES = 32 * 1024
"""Largest request line with headers, whatever parser is installed; a longer one is a 400."""
_CONNECTIONS = 256
"""Open at once; one more gets a 503, and the worker keeps its files for Kafka and its tables."""

_END_SECONDS = 15.0
"""What a worker that crashed may take to end in order; nothing that matters is left to do."""
_BROKEN = 3
"""Exit code of a worker that crashed."""

_P = TypeVar("_P")

_CHANGES_IN_WORK = 512
_BATCH_SECONDS = 0.2
"""Between two batches of an agent that has much to do: a small one costs worker and broker as much as a large one."""

_DRAIN_SECONDS = 5.0
"""Beyond the time budget of an article: for publishing what a stopping worker has read."""


class _Boot(BootStrategy):
    """Faust opens a custom HTTP port only after recovery; ours must answer 503 meanwhile, so it comes first."""

    def web_server(self) -> Iterable[ServiceT]:
        service = cast("_App", self.app).http_service
        return [service] if service is not None else []


class _App(faust.App):
    BootStrategy = _Boot
    http_service: ServiceT | None = None
    membership: Membership
    settings: Settings

    def _new_transport(self) -> Any:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Any:
        return Transport(self.conf.broker_producer, self)


class Worker:
    """A worker: the Faust application, its agents and tables, the extraction pool and the HTTP server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.pool = ExtractionPool(
            settings.extractor,
            processes=settings.extraction_processes,
            time_budget=settings.extraction_time_budget,
            memory_mb=settings.extraction_memory_mb,
            on_seconds=self.metrics.extraction_seconds.observe,
            on_replaced=self.metrics.processes_replaced.inc,
        )
        self.app = _faust_app(settings)
        outbox = Outbox(self.app, self.app.membership)
        self.index = Index(settings.data_dir / settings.application_id / "index.sqlite")
        ledger, rows, evidence = (Table(self.app, settings, name) for name in topics.TABLES)
        extraction = ExtractionAgent(self.app, settings, self.pool, ledger, outbox, self.metrics, self.index)
        interactions = InteractionsAgent(settings, rows, evidence, outbox, self.metrics)
        self._lanes = (
            self._agent(topics.ARTICLES, extraction.prepare, extraction.finish, settings.batch_size),
            self._agent(topics.CHANGES, interactions.prepare, interactions.finish, _CHANGES_IN_WORK),
        )
        self._peers = Peers(settings.http_token, settings.peer_seconds)
        self._watchdog = Watchdog(self.app, settings, self._lanes, lambda: self.pool.replies)
        self.view = WorkerView(
            self.app,
            settings,
            self.metrics,
            ledger=ledger,
            rows=rows,
            index=self.index,
            lanes=self._lanes,
            peers=self._peers,
            trouble=lambda: self._watchdog.trouble,
        )
        self._live = Live(settings, self.view.hub)
        self.app.http_service = AsgiService(
            create_api(self.view, settings.http_token, version("depesche")),
            host=settings.http_host,
            port=settings.http_port,
            uvicorn_options={
                "lifespan": "off",
                "access_log": False,
                "server_header": False,
                "http": "h11",
                "h11_max_incomplete_event_size": _HEADER_BYTES,
                "limit_concurrency": _CONNECTIONS,
            },
        )

    def _agent(self, topic: str, prepare: Prepare[_P], finish: Finish[_P], most: int) -> Lanes[_P]:
        lanes = Lanes(self.app, topic, prepare, finish, most, interval=_BATCH_SECONDS)
        source = self.app.topic(
            topic,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            allow_empty=True,
            partitions=self.settings.partitions,
        )
        self.app.agent(source, name=topic, concurrency=1)(lanes.run)
        return lanes

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT.

        Raises:
            TopicError: the topics are not as they must be.
            PoolError: no extraction processes.
            Exception: whatever crashed the application; a supervisor starts it again, and nothing is lost.
        """
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        _warn_if_open(self.settings)
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        made = await create_topics(self.settings)
        if made:
            _log.info("topics made", topics=made)
        await self.pool.start()
        self._live.start()
        knowing = asyncio.create_task(self.view.keep_known(), name="index")
        try:
            await self._serve(stopping)
        finally:
            knowing.cancel()
            await self._peers.close()
            self.view.close()
            await self._live.stop()
            await self.pool.stop()
            self.index.close()

    async def _serve(self, stopping: asyncio.Event) -> None:
        starting = asyncio.create_task(self.app.start())
        watching = asyncio.create_task(self._watchdog.run(), name="watchdog")
        crashed = asyncio.create_task(self.app._crashed.wait())  # noqa: SLF001 (mode tells of a crash nowhere else)
        stop = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait([starting, crashed, stop], return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                _log.info("ready", http=f"http://{self.settings.http_host}:{self.settings.http_port}")
                await asyncio.wait([crashed, stop], return_when=asyncio.FIRST_COMPLETED)
            if crashed.done() and not stop.done():
                reason = self.app.crash_reason or RuntimeError("the Faust application crashed")
                _log.error("the worker ends: start it again, it goes on where it was", error=repr(reason))
                _end_by_force(reason)
                raise reason
            _log.info("stopping: what is in work is finished, no more is taken in")
            self.view.hub.close()  # a feed has no end of its own, and the HTTP server waits for its answers
            for lanes in self._lanes:
                await lanes.drain(self.settings.extraction_time_budget + _DRAIN_SECONDS)
        finally:
            for task in (starting, crashed, stop, watching):
                task.cancel()
            for lanes in self._lanes:
                await lanes.stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.app.stop(), 20)


def _end_by_force(reason: BaseException) -> None:
    """End the process if a crash does not in good time: Faust can hang in stopping what has crashed."""

    def end() -> None:
        time.sleep(_END_SECONDS)
        sys.stderr.write(f"depesche: the worker ended: {reason!r}\n")
        sys.stderr.flush()
        os._exit(_BROKEN)

    threading.Thread(target=end, daemon=True, name="end by force").start()


def _warn_if_open(settings: Settings) -> None:
    if settings.http_token is None and settings.http_host not in _LOOPBACK:
        _log.warning(
            "whoever reaches the HTTP port may read everything: set DEPESCHE_HTTP_TOKEN, or let a proxy ask who it is",
            host=settings.http_host,
        )


def _faust_app(settings: Settings) -> _App:
    servers = settings.kafka_bootstrap_servers.replace(",", ";")
    app = _App(
        settings.application_id,
        broker=f"kafka://{servers}",
        broker_credentials=_credentials(settings),
        # Faust would read names such as WEB_PORT and APP_DATADIR from the environment, which are not ours.
        env_prefix="DEPESCHE_FAUST_",
        store="rocksdb://",
        Table=RecoveringTable,
        TableManager=Tables,
        datadir=str(settings.data_dir / settings.application_id),
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        table_standby_replicas=0,
        web_enabled=False,
        canonical_url=settings.own_url,
        broker_commit_interval=_COMMIT_SECONDS,
        broker_session_timeout=settings.kafka_session_timeout,
        broker_request_timeout=max(_REQUEST_SECONDS, 3 * settings.kafka_session_timeout),
        consumer_group_instance_id=settings.instance_id,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=settings.max_message_bytes,
        producer_max_request_size=settings.max_message_bytes + topics.HEADROOM,
        stream_wait_empty=False,
        stream_processing_timeout=4 * settings.extraction_time_budget + 60,
    )
    app.membership = Membership(settings.kafka_session_timeout)
    app.settings = settings
    return app


def _credentials(settings: Settings) -> CredentialsT | None:
    context = ssl_context(settings)
    if settings.kafka_security_protocol.startswith("SASL") and settings.kafka_sasl_password is not None:
        return faust.SASLCredentials(
            username=settings.kafka_sasl_username,
            password=settings.kafka_sasl_password.get_secret_value(),
            mechanism=settings.kafka_sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context is not None else None
