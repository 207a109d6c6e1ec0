"""What docs/queries.md shows does what it says: each snippet is run against the application on a real port."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.web.api import create_api
from tests.support.entries import entry_of
from tests.support.serving import served
from tests.web.fake_view import FakeView

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs/queries.md").read_text()
SHELL = [
    line
    for block in re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)
    for line in ([block] if "tag=" in block else block.splitlines())
]
ARTICLE = "beispiel-2021-06-21-luxemburg"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    text = "SANCTION EU.IGO BLR 2021-06-21\nSAYS EU.IGO BLR"
    view = FakeView({ARTICLE: entry_of(ARTICLE, text, source="Depesche-Beispiel")})
    with served(create_api(view, None, "0.0.0")) as address:
        yield address


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("snippet", SHELL)
def test_each_shell_snippet_runs_and_is_answered(address: str, snippet: str, tmp_path: Path) -> None:
    ours = snippet.replace("http://localhost:8780", address).replace("curl ", "curl --fail ")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", ours], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    if "tag=" in snippet:
        assert done.stdout == "304\n"
    elif "/feed" in snippet:
        assert done.stdout.startswith("retry: ")
    else:
        assert done.stdout.startswith("{")


def test_the_python_snippet_runs(address: str) -> None:
    pytest.importorskip("pandas")
    (snippet,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    names: dict[str, object] = {}
    exec(snippet.replace("http://localhost:8780", address), names)
    assert list(names["line"].index) == ["2021-06", "2024-11"]  # type: ignore[attr-defined]


def test_every_list_and_view_is_in_the_guide() -> None:
    paths = {path for path in create_api(FakeView(), None, "0").openapi()["paths"] if "{" not in path}
    operation = {"/livez", "/readyz", "/startupz", "/metrics", "/interactions"}
    assert not {path for path in paths - operation if f"8780{path}" not in DOCUMENT}
