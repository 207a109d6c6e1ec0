"""The commands ``depesche actors``: the registry of who is who."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

actors_cli = typer.Typer(help="Who is who: the registry of actors.", no_args_is_help=True)


@actors_cli.command("check", epilog="Example: depesche actors check && git commit")
def check_command() -> None:
    """Prove that the registry is whole; one line for each fault, and exit code 1 if there is one."""
    from streams.extract.actors.known.check import counts, faults  # noqa: PLC0415 (takes the other commands no time)
    from streams.extract.actors.known.registry import Registry  # noqa: PLC0415

    found = faults()
    for fault in found:
        sys.stderr.write(f"depesche: {fault}\n")
    if found:
        raise typer.Exit(1)
    sys.stdout.write("".join(f"{number:6} {what}\n" for what, number in counts(Registry()).items()))


@actors_cli.command(
    "lookup",
    epilog='Example: depesche actors lookup "belarussischer Außenminister" --at 2024-11-25',
)
def lookup_command(
    words: Annotated[list[str], typer.Argument(help="A name, or a role with its country.")],
    at: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today if not given.")] = None,
) -> None:
    """Say who or what is meant on a day, and which lines of the data say so; exit code 1 where nothing is known."""
    from streams.extract.actors.known.lookup import look_up  # noqa: PLC0415
    from streams.extract.actors.known.registry import registry  # noqa: PLC0415

    day = (at or datetime.now(UTC)).date()
    answer = look_up(registry(), " ".join(words), day.toordinal())
    if not answer.known:
        sys.stderr.write("".join(f"depesche: {line.strip()}\n" for line in answer.lines))
        raise typer.Exit(1)
    sys.stdout.write("".join(f"{line}\n" for line in answer.lines))
