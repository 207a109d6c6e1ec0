"""The commands ``depesche lexicon``: the words that report events."""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

lexicon_cli = typer.Typer(help="The lexicon of events: which words report what.", no_args_is_help=True)


@lexicon_cli.command("check", epilog="Example: depesche lexicon check && git commit")
def check_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files in the lexicon's form; those that ship if none is given.")
    ] = None,
    *,
    examples: Annotated[bool, typer.Option(help="Read every example too.")] = True,
) -> None:
    """Prove that the lexicon is whole: one line for each fault, and exit code 1 if there is one."""
    from streams.extract.events.lexicon.check import cells_missing, doubles, read_file, shipped  # noqa: PLC0415
    from streams.extract.events.lexicon.load import lexicon_of  # noqa: PLC0415
    from streams.extract.examples import UNREAD, example_faults  # noqa: PLC0415  (takes the other commands no time)

    given, faults = [], []
    for file in files or []:
        senses, wrong = read_file(file)
        given += senses
        faults += wrong
    everything = shipped(without=[file.name for file in files or []]) + given
    checked = given if files else everything
    own = {sense.where for sense in checked}
    faults += [fault for fault in doubles(everything) if fault.partition(": ")[0] in own]
    faults += cells_missing(checked)
    if examples:
        faults += example_faults(checked, lexicon_of(everything))
    for fault in faults:
        sys.stderr.write(f"depesche: {fault}\n")
    counts = Counter(sense.type.value for sense in checked)
    sys.stdout.write("".join(f"{number:6} {name}\n" for name, number in sorted(counts.items())))
    unread = sum(sense.note.startswith(UNREAD) for sense in checked)
    sys.stdout.write(f"{len(checked):6} senses, {len(faults)} faults, {unread} examples known not to be read\n")
    if faults:
        raise typer.Exit(1)
