"""Help, exit codes and the one line of an error, of every command."""

from pathlib import Path

import pytest
import typer

from streams import contract
from streams.broker import free_port
from streams.cli import cli
from tests.cli.command import depesche

ROOT = typer.main.get_command(cli)


def commands(group: object = ROOT, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    found: dict[tuple[str, ...], object] = {}
    for name, command in getattr(group, "commands", {}).items():
        found |= commands(command, (*path, name)) or {(*path, name): command}
    return found


COMMANDS = commands()
NEED_BROKER = [
    ("topics", "create"),
    ("publish", "--withdraw", "a"),
    ("tail", "events"),
    ("dead-letters", "list"),
    ("dead-letters", "retry"),
    ("worker",),
    ("reprocess",),
]


def test_the_commands_are_these() -> None:
    """An inventory: none goes unnoticed."""
    assert set(COMMANDS) >= {
        ("extract",),
        ("publish",),
        ("worker",),
        ("reprocess",),
        ("tail",),
        ("demo",),
        ("topics", "create"),
        ("dead-letters", "list"),
        ("dead-letters", "retry"),
        ("schemas", "export"),
    }


@pytest.mark.parametrize("path", sorted(COMMANDS), ids=" ".join)
def test_every_command_says_what_it_does_and_every_argument_and_option_too_with_an_example(
    path: tuple[str, ...],
) -> None:
    command = COMMANDS[path]
    assert str(command.help).rstrip().endswith((".", "about.")), "a sentence"  # type: ignore[attr-defined]
    assert str(command.epilog).startswith("Example: "), "an example"  # type: ignore[attr-defined]
    assert " ".join(("depesche", *path)) in str(command.epilog), "of this command"  # type: ignore[attr-defined]
    for parameter in command.params:  # type: ignore[attr-defined]
        assert parameter.help, f"{parameter.name} says nothing of itself"


@pytest.mark.parametrize("path", [(), ("dead-letters", "list")], ids=" ".join)
def test_help_is_printed_and_ends_well(path: tuple[str, ...]) -> None:
    done = depesche(*path, "--help")
    assert done.code == 0
    assert "Usage:" in done.out
    assert not path or "Example: depesche" in done.out
    assert done.err == ""


@pytest.mark.parametrize(
    "arguments",
    [["extract"], ["publish"], ["tail", "events", "--count", "0"]],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = depesche(*arguments)
    assert done.code == 2
    assert "Error: " in done.err
    assert done.out == ""


@pytest.mark.parametrize("arguments", NEED_BROKER, ids=" ".join)
def test_without_a_broker_a_command_exits_with_3_and_one_line_that_names_the_setting(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = depesche(
        *arguments, kafka_bootstrap_servers=f"127.0.0.1:{free_port()}", data_dir=tmp_path, http_port=free_port()
    )
    assert done.code == 3
    lines = done.err.splitlines()
    assert len(lines) == 1 or arguments == ("worker",), "a worker has a log"
    assert lines[-1].startswith("depesche: Kafka: ")
    assert "DEPESCHE_KAFKA_BOOTSTRAP_SERVERS" in lines[-1]
    assert done.out == ""


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"partitions": "many"}, ["DEPESCHE_PARTITIONS"]),
        ({"kafka_security_protocol": "SSL", "kafka_ssl_ca_file": "/no/such/file"}, ["DEPESCHE_KAFKA_SSL_CA_FILE"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_wrong_setting_exits_with_3_and_one_line_that_names_its_variable(
    settings: dict[str, str], names: list[str]
) -> None:
    done = depesche("topics", "create", **settings)
    assert done.code == 3
    (line,) = done.errors
    assert all(name in line for name in names)


def test_the_contract_in_the_tree_is_up_to_date() -> None:
    """Whatever the settings are: the files do not depend on who writes them."""
    done = depesche("schemas", "export", "--check", partitions=3, http_port="nonsense")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_stale_copy_of_the_contract_is_told_file_by_file_and_made_whole(tmp_path: Path) -> None:
    """``--check`` itself writes nothing."""
    contract.write(tmp_path)
    stale, missing = tmp_path / "json" / "event.schema.json", tmp_path / "asyncapi.json"
    whole = stale.read_bytes()
    stale.write_bytes(whole + b"\n")
    missing.unlink()
    done = depesche("schemas", "export", tmp_path, "--check")
    assert done.code == 1
    assert len(done.errors) == 2
    assert all(any(str(path) in line for line in done.errors) for path in (stale, missing))
    assert not missing.exists()
    assert stale.read_bytes() == whole + b"\n"

    assert depesche("schemas", "export", tmp_path).code == 0
    assert stale.read_bytes() == whole
    assert contract.stale(tmp_path) == []


def test_reprocess_refuses_a_coder_that_this_installation_is_not() -> None:
    """Else old workers would pass over what was sent for a new one, and nobody would send it again."""
    done = depesche("reprocess", "--coder", "depesche/99")
    assert done.code == 1
    assert "upgrade" in done.errors[0]
