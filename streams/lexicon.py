"""The commands ``depesche lexicon``: the words that report events."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from streams.extract.events.lexicon import EventLexicon, Sense

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


def _cell(text: str) -> Any:
    return typer.Option(help=text)


@lexicon_cli.command(
    "add",
    epilog="Example: depesche lexicon add --sense rügen --pos v --type ACCUSE --mode disapprove --actor subj "
    "--recipient obj --example 'Die EU-Kommission rügte Ungarn.' --gives 'EU>HUN'",
)
def add_command(
    *,
    sense: Annotated[str | None, _cell("The words: a verb with what goes with it, a noun, -tail of compounds.")] = None,
    pos: Annotated[str | None, _cell("v or n.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER's type.")] = None,
    mode: Annotated[str, _cell("PLOVER's mode of that type.")] = "",
    actor: Annotated[str | None, _cell("Places that name who does it: subj, of|adj|comp.")] = None,
    recipient: Annotated[str | None, _cell("Places that name whom it is done to: obj!, gegen|an.")] = None,
    flags: Annotated[str, _cell("recip, two, state.")] = "",
    when: Annotated[str, _cell("Conditions: obj=@person.")] = "",
    modality: Annotated[str, _cell("What the word itself says: planned, demanded, hypothetical, negated.")] = "",
    example: Annotated[str | None, _cell("A sentence of your own in which it fires.")] = None,
    gives: Annotated[str | None, _cell("Who to whom in the example: RUS>UKR, RUS+UKR.")] = None,
    note: Annotated[str, _cell("Anything.")] = "",
    samples: Annotated[bool, typer.Option(help="Show what it changes on samples and examples.")] = True,
    write: Annotated[bool, typer.Option("--write", help="Write the line into its file; else nothing changes.")] = False,
    folder: Annotated[Path | None, typer.Option(help="Folder of the lexicon's files; the package's if absent.")] = None,
) -> None:
    """Check a new line, say what it changes on the samples and examples, and write it when told to.

    What is not given is asked for where a person sits at the keyboard.
    """
    from streams.extract.events.lexicon.add import insert, line_of  # noqa: PLC0415  (takes the other commands no time)
    from streams.extract.events.lexicon.check import shipped  # noqa: PLC0415
    from streams.extract.events.lexicon.load import lexicon_folder, lexicon_of  # noqa: PLC0415
    from streams.extract.examples import prove  # noqa: PLC0415
    from streams.extract.tables import LexiconError  # noqa: PLC0415

    needed = {"sense": sense, "pos": pos, "type": type_, "actor": actor, "recipient": recipient}
    needed |= {"example": example, "gives": gives}
    cells = {column: _asked(column) if cell is None else cell for column, cell in needed.items()}
    cells |= {"mode": mode, "flags": flags, "when": when, "modality": modality, "note": note}
    senses = shipped()
    try:
        line = line_of(cells, senses)
        after = lexicon_of([*senses, line.sense])
        prove(line.sense, after)
        sys.stdout.write(f"{line.text}\n")
        if samples:
            _show_changes(lexicon_of(senses), after, senses)
        if write:
            path, number = insert(line, folder or lexicon_folder())
            sys.stdout.write(f"written: {path}:{number}\n")
        else:
            sys.stdout.write(f"not written: --write puts it into {line.file_name}\n")
    except LexiconError as error:
        sys.stderr.write(f"depesche: {error}\n")
        raise typer.Exit(1) from error


def _asked(column: str) -> str:
    """A cell that was not given: asked for at a keyboard, empty otherwise."""
    if not sys.stdin.isatty():
        return ""
    return str(typer.prompt(column, default="", show_default=False))


def _show_changes(before: "EventLexicon", after: "EventLexicon", senses: "list[Sense]") -> None:
    from streams.extract.changes import changes  # noqa: PLC0415
    from streams.samples import steps  # noqa: PLC0415

    texts = [(step.article.id, step.article.text) for step in steps() if step.article is not None]
    texts += [(sense.where, sense.example) for sense in senses if sense.example]
    found = list(changes(texts, before, after))
    for change in found:
        sys.stdout.write(f"  {change.told()}\n")
    gained, lost = (sum(len(getattr(change, side)) for change in found) for side in ("gained", "lost"))
    sys.stdout.write(f"{len(texts)} samples and examples: {gained} events gained, {lost} lost\n")
