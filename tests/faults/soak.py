"""Faults of many kinds, one after the other, over articles that are corrected and withdrawn; then all is compared.

    python -m tests.faults.soak --messages 73000 --kills 100 --brokers 20 --rebalances 20 --cuts 10 --checks 5 \\
        --folder /tmp/soak

Two workers that a supervisor starts again, one broker of Apache Kafka, a wire that can be cut. Two runs with one seed
do the same in the same order; where exactly a fault hits is a matter of time. The test extractor reads the articles, or
with --german the one that ships.
Of the messages 69 in 100 are new articles, 20 corrections, 5 withdrawals; the others come twice or cannot be read.
"""

import argparse
import asyncio
import contextlib
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiokafka.errors import KafkaError

from streams.admin import lag
from streams.broker import free_port
from streams.topics import ARTICLES, CHANGES
from tests.support.apache import ApacheKafka, Entrance, quiet_port
from tests.support.checker import check
from tests.support.feeding import send
from tests.support.german import german
from tests.support.proxy import Proxy
from tests.support.stream import PATIENCE, TEST_EXTRACTOR, Stream, Worker
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_holds
from tests.support.world import COMMANDS

SHIPPED = "streams.extract:extract"
SESSION = 15.0
DAYS = 28
"""Of events: as many rows as make a row's articles some hundreds at the end of a long run."""


@dataclass(frozen=True)
class Plan:
    """How much of what."""

    seed: int = 1
    messages: int = 3000
    kills: int = 5
    brokers: int = 2
    rebalances: int = 2
    cuts: int = 1
    checks: int = 1
    """So often, evenly spread and at the end, the stream is drained and all is compared."""
    german: bool = False
    """Articles in German, and the extractor that ships."""


class Soak:
    """One run."""

    def __init__(self, folder: Path, plan: Plan, say: Callable[[str], None] = lambda _: None) -> None:
        self._plan = plan
        self._chance = random.Random(plan.seed)
        self._say = say
        port = quiet_port()
        self._kafka = ApacheKafka(folder / "kafka", entrance=Entrance(advertised=port))
        self.stream = Stream(
            folder,
            self._kafka,
            kafka_bootstrap_servers=f"127.0.0.1:{port}",
            kafka_session_timeout=SESSION,
            extractor=SHIPPED if plan.german else TEST_EXTRACTOR,
        )
        self._wire = Proxy(port, self._kafka.nodes[0].entrance)
        self.traffic = Traffic(plan.seed, days=DAYS, writing=german() if plan.german else COMMANDS)
        self._workers: list[Worker] = []

    def run(self) -> dict[str, int]:
        """All of it; the numbers of what was compared.

        Raises:
            DifferenceError: something was lost, or counted twice.
        """
        with self._wire:
            self.stream.make_topics()
            for name in ("one", "two"):
                own = {"data_dir": self.stream.folder / name, "http_port": free_port(), "instance_id": None}
                self._workers.append(self.stream.launch(supervised=True, **own).wait_ready(PATIENCE))
            faults = [
                *[self._kill] * self._plan.kills,
                *[self._restart_broker] * self._plan.brokers,
                *[self._rebalance] * self._plan.rebalances,
                *[self._cut] * self._plan.cuts,
            ]
            self._chance.shuffle(faults)
            left, figures = self._plan.messages, {}
            for number, fault in enumerate(faults):
                portion = left // (len(faults) - number)
                left -= portion
                send(self.stream, self.traffic.some(portion))
                time.sleep(self._chance.uniform(0, 1.5))
                fault()
                self._look_after()
                done = number + 1
                self._say(
                    f"{done} of {len(faults)}: {self.traffic.log[-1].strip()};"
                    f" {self._plan.messages - left} sent, {self._behind()} wait, {self._restarts()} ended themselves"
                )
                if done * self._plan.checks // len(faults) > number * self._plan.checks // len(faults):
                    figures = self._compare()
        return figures

    def _compare(self) -> dict[str, int]:
        self.stream.drain(3600)
        for worker in self._workers:
            worker.wait_ready(PATIENCE)
        figures = check(self.stream, self.traffic)
        figures["workers that ended themselves and were started again"] = self._restarts()
        self._say(f"nothing lost, nothing twice so far: {figures}")
        return figures

    def _behind(self) -> int | str:
        with contextlib.suppress(KafkaError, OSError):
            return asyncio.run(lag(self.stream.direct, [ARTICLES, CHANGES]))
        return "it is not known how many"

    def _restarts(self) -> int:
        return sum(worker.restarts for worker in self._workers)

    def close(self) -> None:
        """End all processes."""
        self.stream.close()

    def _look_after(self) -> None:
        for worker in self._workers:
            worker.look_after()

    def _kill(self) -> None:
        worker = self._chance.choice(self._workers)
        if self._chance.random() < 0.8:  # the others die while they start or recover
            worker.wait_ready(PATIENCE)
        self.traffic.note(f"! kill -9 of worker {worker.settings.data_dir.name}")
        worker.kill()
        worker.start_again()

    def _restart_broker(self) -> None:
        end = self._chance.choice((self._kafka.stop, self._kafka.kill))
        self.traffic.note(f"! broker: {end.__name__}, start")
        end()
        time.sleep(self._chance.uniform(0, 3))
        self._kafka.start()

    def _rebalance(self) -> None:
        """Remove a worker and add it again; or freeze it for longer than its session."""
        worker, other = self._chance.sample(self._workers, 2)
        frozen = self._chance.random() < 0.5
        self.traffic.note(f"! {'frozen' if frozen else 'stopped'}: worker {worker.settings.data_dir.name}")
        worker.wait_ready(PATIENCE)
        if frozen:
            worker.process.send_signal(signal.SIGSTOP)
        else:
            worker.stop(PATIENCE)
        wait_until_it_holds(other, missing=0, seconds=PATIENCE)
        if frozen:
            worker.process.send_signal(signal.SIGCONT)
        else:
            worker.start_again()

    def _cut(self) -> None:
        seconds = self._chance.uniform(0.5, 2 * SESSION)
        self.traffic.note(f"! the wire is cut for {seconds:.1f} s")
        self._wire.cut()
        time.sleep(seconds)
        self._wire.mend()


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--german", action="store_true")
    for name, default in vars(Plan()).items():
        if name != "german":
            parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--folder", type=Path, required=True, help="Must not exist; holds all logs afterwards.")
    given = vars(parser.parse_args())
    folder = given.pop("folder")
    folder.mkdir(parents=True)

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    begun = time.monotonic()
    soak = Soak(folder, Plan(**given), say)
    try:
        for what, number in soak.run().items():
            say(f"{number:8} {what}")
        say(f"the end: nothing lost, nothing twice, in {time.monotonic() - begun:.0f} s")
    finally:
        (folder / "operations.log").write_text("\n".join(soak.traffic.log))
        soak.close()


if __name__ == "__main__":
    main()
