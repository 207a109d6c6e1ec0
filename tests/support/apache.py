"""Apache Kafka for a test: one broker or three, KRaft, on loopback, with ports and a folder of its own.

``make .kafka`` copies it from Maven Central by ``tests/faults/pom.xml``; Java 17 runs it.
"""

import asyncio
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

ROOT = Path(__file__).resolve().parents[2]
JARS = ROOT / ".kafka"

_CLUSTER = "ZGVwZXNjaGUtdGVzdC0wMQ"
_READY_SECONDS = 300.0
_JAVA = ["-Xmx384m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
_LOG = ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true"]


def missing() -> str | None:
    """Why there can be no Apache Kafka here, or None."""
    if shutil.which("java") is None:
        return "no java on this machine"
    if not list(JARS.glob("kafka_2.13-*.jar")):
        return "no Apache Kafka in .kafka/: make .kafka, which needs Maven"
    return None


def quiet_port() -> int:
    """A port that nothing listens on, below those that outgoing connections take: it stays free over a restart."""
    for _ in range(1000):
        port = random.SystemRandom().randint(15000, 30000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port between 15000 and 30000")


@dataclass(frozen=True)
class Entrance:
    """One more listener, for workers: under its own protocol, and told to clients under another port."""

    protocol: str = "PLAINTEXT"
    advertised: int | None = None
    """The port that clients are told, where a proxy listens; None: the listener's own."""
    properties: Mapping[str, str] | None = None


class Node:
    """One broker, which is a controller too."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number = number
        self.folder = folder
        self.port, self.controller, self.entrance = quiet_port(), quiet_port(), quiet_port()
        self.process: subprocess.Popen[bytes] | None = None

    def java(self, *arguments: str) -> list[str]:
        return ["java", *_JAVA, *_LOG, "-cp", f"{JARS}/*", *arguments]

    @property
    def config(self) -> Path:
        return self.folder / "server.properties"

    @property
    def log(self) -> Path:
        return self.folder / "broker.log"


class ApacheKafka:
    """A cluster. ``start`` and ``stop`` are for all of it, and what it holds outlives them."""

    def __init__(
        self,
        folder: Path,
        *,
        nodes: int = 1,
        entrance: Entrance | None = None,
        scram: tuple[str, str] | None = None,
        **properties: str,
    ) -> None:
        self.folder = folder
        self.nodes = [Node(number, folder / f"node-{number}") for number in range(1, nodes + 1)]
        self._entrance = entrance
        self._scram = scram
        self._more = {name.replace("_", "."): text for name, text in properties.items()}

    @property
    def bootstrap_servers(self) -> str:
        return ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)

    @property
    def entrance_servers(self) -> str:
        """Where workers come in, past a proxy where there is one."""
        assert self._entrance is not None
        return ",".join(f"127.0.0.1:{self._entrance.advertised or node.entrance}" for node in self.nodes)

    def start(self) -> None:
        for node in self.nodes:
            self.start_node(node.number, wait=False)
        self.wait_ready()

    def start_node(self, number: int, *, wait: bool = True) -> None:
        node = self.nodes[number - 1]
        assert node.process is None or node.process.poll() is not None
        if not node.config.exists():
            self._format(node)
        with node.log.open("ab") as output:
            node.process = subprocess.Popen(
                node.java("kafka.Kafka", str(node.config)),
                stdout=output,
                stderr=output,
                process_group=0,  # Ctrl-C is for the test, which ends the broker last
            )
        if wait:
            self.wait_ready()

    def stop(self) -> None:
        """An orderly end of all nodes."""
        for node in self.nodes:
            if node.process is not None and node.process.poll() is None:
                node.process.send_signal(signal.SIGCONT)
                node.process.terminate()
        for node in self.nodes:
            if node.process is None:
                continue
            try:
                # Three that end together wait for each other, for a quorum that is gone.
                node.process.wait(60 if len(self.nodes) == 1 else 10)
            except subprocess.TimeoutExpired:
                node.process.kill()
                node.process.wait()

    def stop_node(self, number: int) -> None:
        """An orderly end: it hands its partitions over first."""
        process = self._process(number)
        process.terminate()
        process.wait(60)

    def kill(self, number: int = 1) -> None:
        process = self._process(number)
        process.kill()
        process.wait()

    def freeze(self, number: int = 1) -> None:
        self._process(number).send_signal(signal.SIGSTOP)

    def thaw(self, number: int = 1) -> None:
        self._process(number).send_signal(signal.SIGCONT)

    def wait_ready(self) -> None:
        """Wait until all nodes that run answer, and know of each other."""
        running = [node for node in self.nodes if node.process is not None]
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            for node in running:
                assert node.process is not None
                assert node.process.poll() is None, f"node {node.number} ended:\n{node.log.read_text()[-3000:]}"
            if all(self._knows(node, len(running)) for node in running):
                return
            time.sleep(0.1)
        raise AssertionError(f"Apache Kafka was not ready in {_READY_SECONDS:g} s; see {self.folder}")

    def leader_of(self, topic: str, partition: int) -> int:
        async def ask() -> int:
            admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap_servers)
            try:
                await admin.start()
                (found,) = await admin.describe_topics([topic])
                return next(int(p["leader"]) for p in found["partitions"] if p["partition"] == partition)
            finally:
                await admin.close()

        return asyncio.run(ask())

    def _process(self, number: int) -> "subprocess.Popen[bytes]":
        process = self.nodes[number - 1].process
        assert process is not None
        return process

    @staticmethod
    def _knows(node: Node, brokers: int) -> bool:
        async def ask() -> int:
            admin = AIOKafkaAdminClient(bootstrap_servers=f"127.0.0.1:{node.port}", request_timeout_ms=3000)
            try:
                await admin.start()
                return len((await admin.describe_cluster())["brokers"])
            finally:
                await admin.close()

        try:
            with socket.create_connection(("127.0.0.1", node.port), timeout=1):
                pass
            return asyncio.run(ask()) >= brokers
        except (OSError, KafkaError):
            return False

    def _format(self, node: Node) -> None:
        node.folder.mkdir(parents=True)
        node.config.write_text("".join(f"{name}={text}\n" for name, text in self._properties(node).items()))
        command = node.java("kafka.tools.StorageTool", "format", "-t", _CLUSTER, "-c", str(node.config))
        if self._scram is not None:
            name, password = self._scram
            command += ["--add-scram", f"SCRAM-SHA-512=[name={name},password={password}]"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def _properties(self, node: Node) -> dict[str, str]:
        copies = str(len(self.nodes))
        listeners = {"CLIENT": node.port, "CONTROLLER": node.controller}
        advertised = {"CLIENT": node.port}
        protocols = {"CLIENT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT"}
        more: dict[str, str] = {}
        if self._entrance is not None:
            listeners["WORKER"] = node.entrance
            advertised["WORKER"] = self._entrance.advertised or node.entrance
            protocols["WORKER"] = self._entrance.protocol
            more |= self._entrance.properties or {}

        def told(ports: Mapping[str, int]) -> str:
            return ",".join(f"{name}://127.0.0.1:{port}" for name, port in ports.items())

        return (
            {
                "process.roles": "broker,controller",
                "node.id": str(node.number),
                "controller.quorum.voters": ",".join(f"{n.number}@127.0.0.1:{n.controller}" for n in self.nodes),
                "controller.listener.names": "CONTROLLER",
                "inter.broker.listener.name": "CLIENT",
                "listeners": told(listeners),
                "advertised.listeners": told(advertised),
                "listener.security.protocol.map": ",".join(f"{name}:{p}" for name, p in protocols.items()),
                "log.dirs": str(node.folder / "data"),
                "auto.create.topics.enable": "false",
                "offsets.topic.num.partitions": "1",
                "offsets.topic.replication.factor": copies,
                "transaction.state.log.num.partitions": "1",
                "transaction.state.log.replication.factor": copies,
                "transaction.state.log.min.isr": "1",
                "min.insync.replicas": "2" if len(self.nodes) > 1 else "1",
                "group.initial.rebalance.delay.ms": "0",
                "broker.session.timeout.ms": "4000",
                "broker.heartbeat.interval.ms": "500",
                "log.cleaner.dedupe.buffer.size": str(8 * 1024**2),
                "num.network.threads": "2",
                "num.io.threads": "3",
                "num.recovery.threads.per.data.dir": "1",
            }
            | more
            | self._more
        )
