"""The command ``depesche``."""

import asyncio
import importlib
import logging
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import orjson
import typer
from aiokafka.errors import KafkaError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from schemas import Article, RecordError
from streams.actors import actors_cli
from streams.admin import TopicError, create_topics
from streams.allocation import give_back_large_blocks, keep_what_is_loaded
from streams.broker import BrokerError
from streams.extract import ExtractionError, explain, extract
from streams.lexicon import lexicon_cli
from streams.logs import configure_logs
from streams.pool import PoolError
from streams.publishing import dead_letters, publish, retry_dead_letters
from streams.reprocessing import reprocess
from streams.settings import Settings, SettingsError, load_settings
from streams.sources import Found, SourceError, read_articles, total_size

T = TypeVar("T")

_OURS = (SettingsError, TopicError, BrokerError, PoolError, SourceError, RecordError)
"""Errors whose message is all that the user needs."""

_WRONG, _BROKEN = 1, 3
"""Exit codes: some input was wrong; the broker or something else that we need is not there. 2 is typer's: usage."""

cli = typer.Typer(
    name="depesche",
    help="News articles in, typed facts out: who did what to whom, who said what to whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
topics_cli = typer.Typer(help="The topics on the broker.", no_args_is_help=True)
letters_cli = typer.Typer(help="What could not be processed.", no_args_is_help=True)
schemas_cli = typer.Typer(help="The contract of the records.", no_args_is_help=True)
cli.add_typer(topics_cli, name="topics")
cli.add_typer(letters_cli, name="dead-letters")
cli.add_typer(schemas_cli, name="schemas")
cli.add_typer(actors_cli, name="actors")
cli.add_typer(lexicon_cli, name="lexicon")

Files = Annotated[list[Path], typer.Argument(help="Article JSON, JSON lines or plain text; - is standard input.")]
Source = Annotated[str, typer.Option(help="Publisher of articles that are plain text.")]


def main() -> None:
    """Run the command; errors are one line on standard error."""
    try:
        cli()
    except _OURS as error:
        _fail(str(error), _WRONG if isinstance(error, SourceError | RecordError) else _BROKEN)
    except KafkaError as error:
        _fail(f"Kafka: {error}; is DEPESCHE_KAFKA_BOOTSTRAP_SERVERS right, and the broker up?", _BROKEN)
    except KeyboardInterrupt:
        _fail("interrupted", 130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _fail(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"depesche: {' '.join(message.split())}\n")
    sys.exit(code)


def _run(settings: Settings, work: Coroutine[Any, Any, T]) -> T:
    configure_logs(settings)
    if settings.log_level != "DEBUG":
        # What goes wrong comes back as an error, and an error is one line.
        logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    return asyncio.run(work)


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[float], None]]:
    """A bar on standard error, where a person sees it; yields what to call with how much of ``total`` is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)


class _Checked:
    """Articles out of files; what is none is told on standard error and counted."""

    def __init__(self, files: list[Path], source: str, on_read: Callable[[int], None]) -> None:
        self.wrong = 0
        self._found: Iterable[Found] = read_articles(files, source=source)
        self._on_read = on_read

    def __iter__(self) -> Iterator[tuple[str, Article]]:
        for found in self._found:
            self._on_read(found.read)
            if found.article is None:
                self.complain(found.place, str(found.error))
            else:
                yield found.place, found.article

    def complain(self, place: str, error: str) -> None:
        self.wrong += 1
        sys.stderr.write(f"depesche: {place}: {error}\n")


@cli.command(
    "extract",
    epilog="Example: depesche extract articles.jsonl > records.jsonl; echo 'Minsk protestiert.' | depesche extract -",
)
def extract_command(files: Files, source: Source = "text") -> None:
    """Read articles without Kafka and write their Event and Statement records as JSON lines."""
    output = sys.stdout.buffer
    with _progress("reading", total_size(files)) as on_read:
        articles = _Checked(files, source, on_read)
        for place, article in articles:
            try:
                extraction = extract(article)
            except ExtractionError as error:
                articles.complain(place, str(error))
                continue
            for record in (*extraction.events, *extraction.statements):
                output.write(record.to_json() + b"\n")
    output.flush()
    raise typer.Exit(_WRONG if articles.wrong else 0)


@cli.command(
    "explain",
    epilog="Example: depesche explain article.json; echo 'Polen kritisierte Belarus.' | depesche explain - | less",
)
def explain_command(files: Files, source: Source = "text") -> None:
    """Say of each record that extract gives why it is there: rule, lexicon entry, evidence, parties, modality, day."""
    with _progress("reading", total_size(files)) as on_read:
        articles = _Checked(files, source, on_read)
        for place, article in articles:
            try:
                found = explain(article)
            except ExtractionError as error:
                articles.complain(place, str(error))
                continue
            told = (f"\n{explanation.told()}\n" for explanation in found)
            sys.stdout.write(f"{article.id}: {len(found)} record{'' if len(found) == 1 else 's'}\n{''.join(told)}\n")
    sys.stdout.flush()
    raise typer.Exit(_WRONG if articles.wrong else 0)


@cli.command("publish", epilog="Example: depesche publish dispatches/*.json; depesche publish --withdraw belta-17")
def publish_command(
    files: Annotated[list[Path] | None, typer.Argument(help="As for extract.")] = None,
    source: Source = "text",
    withdraw: Annotated[list[str] | None, typer.Option(help="Id of an article to withdraw; may be repeated.")] = None,
) -> None:
    """Send articles to the topic, each under its id; a higher revision corrects, a withdrawal takes back."""
    if not files and not withdraw:
        raise typer.BadParameter("give files to publish, or --withdraw ID")
    settings = load_settings()
    with _progress("publishing", total_size(files or [])) as on_read:
        articles = _Checked(files or [], source, on_read)
        sent = _run(settings, publish(settings, (article for _, article in articles), withdraw or []))
    sys.stderr.write(f"{sent} sent\n")
    raise typer.Exit(_WRONG if articles.wrong else 0)


@cli.command("worker", epilog="Example: DEPESCHE_KAFKA_BOOTSTRAP_SERVERS=kafka:9092 depesche worker")
def worker_command() -> None:
    """Run a worker: agents, tables and HTTP; start several to share the partitions."""
    from streams.app import Worker  # noqa: PLC0415 (Faust takes a second to load, which the other commands save)

    settings = load_settings()
    configure_logs(settings)
    give_back_large_blocks()
    try:
        worker = Worker(settings)
        keep_what_is_loaded()
        asyncio.run(worker.run())
    except (*_OURS, KafkaError):
        raise
    except Exception as error:  # noqa: BLE001 (the log has the traceback; a supervisor reads the exit code)
        _fail(f"the worker ended: {error!r}", _BROKEN)


@cli.command("reprocess", epilog="Example: depesche reprocess; Ctrl-C stops it, the same command goes on")
def reprocess_command(
    coder: Annotated[
        str | None, typer.Option(help="Coder to read with: that of this installation, which the workers must have too.")
    ] = None,
) -> None:
    """Have all articles read again by a new coder: sends each once more; rows and records move by what has changed."""
    settings = load_settings()
    module = importlib.import_module(settings.extractor.partition(":")[0])
    installed = str(module.coder()) if hasattr(module, "coder") else settings.extractor
    if coder not in (None, installed):
        _fail(f"this installation reads with {installed}, not with {coder}: upgrade it and the workers first", _WRONG)
    with _progress("reprocessing", 1) as on_done:
        sent = _run(settings, reprocess(settings, installed, lambda done, total: on_done(done / max(1, total))))
    sys.stderr.write(f"{sent} sent again for {installed}; the workers read them now\n")


@cli.command("tail", epilog="Example: depesche tail events --from-beginning --count 10 | jq .value.type")
def tail_command(
    topic: Annotated[str, typer.Argument(help="articles, events, statements, interactions, articles.dead-letter")],
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Not only what comes from now on.")] = False,  # noqa: FBT002
    count: Annotated[int | None, typer.Option(min=1, help="End after so many messages.")] = None,
) -> None:
    """Print a topic's messages as JSON lines: key, value (null for a tombstone), headers, partition, offset."""
    from streams.tailing import tail  # noqa: PLC0415

    settings = load_settings()
    _run(settings, tail(settings, topic, sys.stdout.buffer, from_beginning=from_beginning, count=count))


@cli.command("demo", epilog="Example: depesche demo --once")
def demo_command(
    once: Annotated[bool, typer.Option("--once", help="End after the samples.")] = False,  # noqa: FBT002
) -> None:
    """Broker, worker and sample dispatches on this machine: watch a table of who did what to whom come about."""
    from streams.demo import DemoError, demo  # noqa: PLC0415

    try:
        demo(once=once)
    except DemoError as error:
        _fail(str(error), _BROKEN)


@topics_cli.command("create", epilog="Example: DEPESCHE_PARTITIONS=16 depesche topics create")
def topics_create() -> None:
    """Make the topics that are missing, changelogs included."""
    settings = load_settings()
    made = _run(settings, create_topics(settings))
    sys.stdout.write("".join(f"{name}\n" for name in made) if made else "all topics are there\n")


@letters_cli.command("list", epilog="Example: depesche dead-letters list --all | jq .failure.message")
def letters_list(
    everything: Annotated[bool, typer.Option("--all", help="Also those that were sent again.")] = False,  # noqa: FBT002
) -> None:
    """Print what could not be processed and why, as JSON lines."""

    async def show(settings: Settings) -> None:
        async for letter in dead_letters(settings, everything=everything):
            facts = letter.facts.model_dump(mode="json") if letter.facts else None
            line = {
                "partition": letter.record.partition,
                "offset": letter.record.offset,
                "key": (letter.record.key or b"").decode("utf-8", "replace")[:200],
                "bytes": len(letter.record.value or b""),
                "failure": facts,
            }
            sys.stdout.buffer.write(orjson.dumps(line) + b"\n")

    settings = load_settings()
    _run(settings, show(settings))


@letters_cli.command("retry", epilog="Example: depesche dead-letters list; depesche dead-letters retry")
def letters_retry() -> None:
    """Send the dead letters back to the articles topic, whole, each once."""
    settings = load_settings()
    with _progress("sending again", None) as on_sent:
        sent = _run(settings, retry_dead_letters(settings, on_sent))
    sys.stderr.write(f"{sent} sent again\n")


@schemas_cli.command("export", epilog="Example: depesche schemas export; depesche schemas export --check")
def schemas_export(
    folder: Annotated[Path, typer.Argument(help="Where to write.")] = Path("schemas"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where files are stale.")] = False,  # noqa: FBT002
) -> None:
    """Write JSON Schema 2020-12 of every record and the AsyncAPI 3.0 document of the topics."""
    from streams import contract  # noqa: PLC0415

    if check:
        stale = contract.stale(folder)
        for name in stale:
            sys.stderr.write(f"depesche: {folder / name} is stale; run depesche schemas export\n")
        raise typer.Exit(_WRONG if stale else 0)
    contract.write(folder)


if __name__ == "__main__":
    main()
