"""The lock files hold what pyproject.toml asks for, with hashes, and name no host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = [Requirement(line) for line in PROJECT["dependencies"]]
DEV = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]


def locked(name: str) -> dict[str, list[tuple[str, int]]]:
    """Project → (version, number of hashes) of each of its entries; environments may have several."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, int]]] = {}
    for entry in re.split(r"\n(?=[a-zA-Z])", text):
        match = re.match(r"([a-zA-Z0-9._-]+)==([^\s;]+)", entry)
        if match:
            found.setdefault(canonicalize_name(match[1]), []).append((match[2], entry.count("--hash=sha256:")))
    return found


@pytest.mark.parametrize(
    ("name", "requirements"), [("requirements.lock", RUN), ("requirements-dev.lock", [*RUN, *DEV])], ids=["run", "dev"]
)
def test_a_lock_holds_what_is_asked_for(name: str, requirements: list[Requirement]) -> None:
    """Mend with `make lock`."""
    entries = locked(name)
    for requirement in requirements:
        versions = [version for version, _ in entries.get(canonicalize_name(requirement.name), [])]
        assert versions, f"{name} lacks {requirement.name}"
        assert all(requirement.specifier.contains(version) for version in versions), f"{name}: {requirement}"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_entry_has_hashes(name: str) -> None:
    bare = [project for project, entries in locked(name).items() if any(hashes == 0 for _, hashes in entries)]
    assert bare == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_no_folder(name: str) -> None:
    """Where packages come from is the business of the machine that installs."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|^-e |^\.|@ ", text, re.MULTILINE)


def test_both_locks_agree() -> None:
    """What is tested is what is deployed."""
    dev = locked("requirements-dev.lock")
    assert {name: entries for name, entries in locked("requirements.lock").items() if dev.get(name) != entries} == {}
