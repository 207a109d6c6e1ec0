"""The embedded broker: noida-db's Kafka service, for ``depesche demo`` and the tests. Nothing else knows it.

Production runs on Apache Kafka; this one is a single binary that keeps everything in memory and saves it to disk.
Its known faults, and what is done about them: a dead member's partitions come back only with static membership
(workers on it get an instance id); the wrapper script that it installs leaves the server behind when it is killed
(the binary is called directly).
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType
from typing import Self

_READY_SECONDS = 30.0
_STOP_SECONDS = 10.0


class BrokerError(RuntimeError):
    """The embedded broker did not come up. The message says why, or where its log is; any Kafka broker will do."""


def free_port() -> int:
    """A TCP port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":  # there it would share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that linger take no port
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


class EmbeddedBroker:
    """A Kafka-speaking broker in a child process, on loopback, with its data under one folder.

    A context manager: started on entering, ended on leaving. The same folder and port bring the same topics back.
    """

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap_servers(self) -> str:
        """What clients connect to."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it accepts connections.

        Raises:
            BrokerError: its port is taken, it ended at once, or was not ready in half a minute.
        """
        if _is_taken(self.port):
            # Whatever listens there would be taken for the broker.
            raise BrokerError(f"port {self.port}, where the embedded broker is to listen, is taken")
        self.folder.mkdir(parents=True, exist_ok=True)
        name = "noida-db.exe" if sys.platform == "win32" else "noida-db"
        log = self.folder / "broker.log"
        with as_file(files("noida_db").joinpath(name)) as binary, log.open("ab") as output:
            if not os.access(binary, os.X_OK):
                binary.chmod(0o755)
            self._process = subprocess.Popen(  # noqa: S603 (our own dependency's binary, fixed arguments)
                [
                    str(binary),
                    "start",
                    "--only",
                    "kafka",
                    "--host",
                    "127.0.0.1",
                    "--kafka-port",
                    str(self.port),
                    "--data-dir",
                    str(self.folder.resolve()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C is for the command; it ends the broker last
            )
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise BrokerError(f"the embedded broker ended at once; see {log}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        self.stop()
        raise BrokerError(f"the embedded broker was not ready after {_READY_SECONDS:.0f} s; see {log}")

    def stop(self) -> None:
        """End it; what it holds is saved. Harmless when it does not run."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
