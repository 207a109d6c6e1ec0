"""``depesche demo``: broker, worker and sample dispatches on this machine, and the table that comes of them."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from streams.admin import lag
from streams.broker import EmbeddedBroker, free_port
from streams.publishing import publish
from streams.samples import Step, steps
from streams.settings import PREFIX, Settings, load_settings
from streams.topics import ARTICLES, CHANGES

_READY_SECONDS = 180.0
_DRAIN_SECONDS = 120.0
_WIDTH = 150
"""Columns where the output goes to a file."""

_ROWS_SHOWN = 6
"""Rows of one kind of change that a step prints."""


class DemoError(RuntimeError):
    """The demo's worker did not come up or fell behind; the message ends in the path of its log."""


def demo(*, once: bool) -> None:
    """Show how dispatches become rows, and how a correction and a withdrawal take rows back.

    Everything lives in a folder of its own that is gone afterwards. Without ``once`` the worker stays up until
    Ctrl-C, for queries.

    Raises:
        DemoError: the worker did not do its part.
        BrokerError: the embedded broker did not come up.
    """
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    with tempfile.TemporaryDirectory(prefix="depesche-demo-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        broker = stack.enter_context(EmbeddedBroker(folder / "broker"))
        settings = load_settings(
            kafka_bootstrap_servers=broker.bootstrap_servers,
            kafka_security_protocol="PLAINTEXT",
            application_id="depesche",
            instance_id="demo",
            data_dir=folder / "data",
            http_port=_port(),
            http_token=None,
        )
        console.print(f"Kafka (embedded) on {broker.bootstrap_servers}; starting a worker …", highlight=False)
        log = folder / "worker.log"
        client = stack.enter_context(_worker(settings, log))
        show = _Show(console, settings, client, log)
        for number, step in enumerate(steps(), 1):
            show.play(number, step)
        show.table("What the sample dispatches gave: who did what to whom")
        url = f"http://{settings.http_host}:{settings.http_port}"
        if not once:
            console.print(
                f"\nThe dashboard is {url}/ and the interface {url}/docs (try {url}/dyads?by=country);\n"
                f"publish to it with  DEPESCHE_KAFKA_BOOTSTRAP_SERVERS={broker.bootstrap_servers} depesche publish FILE"
                "\nCtrl-C ends it.",
                highlight=False,
            )
            with contextlib.suppress(KeyboardInterrupt):
                while True:
                    time.sleep(3600)


def _port() -> int:
    default = int(Settings.model_fields["http_port"].default)
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", default))
        except OSError:
            return free_port()
    return default


@contextlib.contextmanager
def _worker(settings: Settings, log: Path) -> Iterator[httpx.Client]:
    """A worker in a process of its own, ready to answer; ended with the block."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    for name in ("kafka_bootstrap_servers", "application_id", "instance_id", "data_dir", "http_port"):
        environment[PREFIX + name.upper()] = str(getattr(settings, name))
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streams.cli", "worker"],
            env=environment,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            with httpx.Client(base_url=f"http://{settings.http_host}:{settings.http_port}", timeout=10) as client:
                _wait_until_ready(process, client, log)
                yield client
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], client: httpx.Client, log: Path) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(httpx.TransportError):
            if client.get("/readyz").status_code == httpx.codes.OK:
                return
        time.sleep(0.1)
    last = log.read_text(errors="replace").strip().splitlines()[-5:]
    raise DemoError("the worker did not become ready: " + " | ".join(last))


class _Show:
    """Plays the steps and prints what they change."""

    def __init__(self, console: Console, settings: Settings, client: httpx.Client, log: Path) -> None:
        self._console = console
        self._settings = settings
        self._client = client
        self._log = log
        self._rows: dict[tuple[str, str, str], dict[str, Any]] = {}

    def play(self, number: int, step: Step) -> None:
        """Send one step, wait until it is through, and print the rows that it changed."""
        articles = [step.article] if step.article else []
        asyncio.run(publish(self._settings, articles, [] if step.article else [step.key]))
        asyncio.run(self._drain())
        before, after = self._rows, self._fetch()
        self._rows = after
        what = f"{step.key}, revision {step.article.revision}" if step.article else f"{step.key}, withdrawn"
        self._console.print(f"\n[bold]{number}. {escape(what)}[/bold]  [dim]{escape(step.note)}[/dim]", highlight=False)
        if step.article:
            first = " ".join(step.article.text.split())
            self._console.print(f"   {escape(first)}", style="dim", highlight=False, no_wrap=True, overflow="ellipsis")
        changed = sorted(key for key in before.keys() & after.keys() if _line(before[key]) != _line(after[key]))
        self._changes("[red]−[/red]", [before[key] for key in sorted(before.keys() - after.keys())])
        self._changes("[green]+[/green]", [after[key] for key in sorted(after.keys() - before.keys())])
        self._changes("[yellow]~[/yellow]", [after[key] for key in changed])

    def _changes(self, sign: str, rows: list[dict[str, Any]]) -> None:
        told = [row for row in rows if row["counts"]] or rows
        for row in told[:_ROWS_SHOWN]:
            self._console.print(f"   {sign} {_line(row)}", highlight=False)
        if len(rows) > len(told[:_ROWS_SHOWN]):
            self._console.print(f"   {sign} and {len(rows) - len(told[:_ROWS_SHOWN])} more rows", highlight=False)

    def table(self, title: str) -> None:
        """Print the rows that hold factual events, each with a sentence that says so."""
        table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, expand=True)
        for name in ("day", "from", "to", "what", "intensity", "articles"):
            table.add_column(name, justify="right" if name in ("intensity", "articles") else "left", no_wrap=True)
        table.add_column("evidence", no_wrap=True, overflow="ellipsis", ratio=1)
        done = [row for row in self._rows.values() if row["counts"]]
        for row in sorted(done, key=lambda row: (str(row["day"]), row["from"], row["to"])):
            table.add_row(
                row["day"] or "undated",
                row["from"],
                row["to"],
                escape(_what(row)),
                f"{row['intensity_sum']:+.1f}",
                str(row["articles"]),
                escape(self._sentence(row)),
            )
        self._console.print()
        self._console.print(table)
        self._console.print(f"{len(done)} rows of factual events, {len(self._rows)} in all", highlight=False)

    def _sentence(self, row: dict[str, Any]) -> str:
        if not row["sample"]:
            return ""
        event = self._client.get(f"/events/{row['sample'][0]}").raise_for_status().json()
        return " ".join(str(event["mentions"][0]["sentence"]["text"]).split())

    def _fetch(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        rows: dict[tuple[str, str, str], dict[str, Any]] = {}
        url: str | None = "/interactions?limit=1000"
        while url:
            page = self._client.get(url).raise_for_status().json()
            rows |= {(row["from"], row["to"], str(row["day"])): row for row in page["interactions"]}
            url = page["next"]
        return rows

    async def _drain(self) -> None:
        """Wait until the worker has acknowledged everything.

        Twice in a row: only the second look is sure to see what the articles of the first had sent on.
        """
        deadline = time.monotonic() + _DRAIN_SECONDS
        quiet = 0
        while quiet < 2:  # noqa: PLR2004
            if time.monotonic() > deadline:
                raise DemoError(f"the worker fell behind; see {self._log}")
            quiet = quiet + 1 if await lag(self._settings, [ARTICLES, CHANGES]) == 0 else 0
            await asyncio.sleep(0.05)


def _what(row: dict[str, Any]) -> str:
    done = [f"{type_} {number}" for type_, number in row["counts"].items()]
    other = [
        f"{modality} {type_} {number}"
        for modality, types in row["other_modalities"].items()
        for type_, number in types.items()
    ]
    said = [f"{row['statements']} said about it"] if row["statements"] else []
    return ", ".join([*done, *other, *said])


def _line(row: dict[str, Any]) -> str:
    return f"{row['day'] or 'undated'}  {row['from']} → {row['to']}: {_what(row)}"
