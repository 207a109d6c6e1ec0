"""The page: comes from the package, loads nothing from elsewhere, and lets no text become markup."""

import json
import os
import re
import shutil
import subprocess
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from pydantic import SecretStr

import streams.extract
from schemas.plover import EventType, Modality, Sector
from schemas.statement import Kind
from streams.web import dashboard
from streams.web.api import create_api
from tests.web.client import Client
from tests.web.fake_view import FakeView

PAGE = Path(dashboard.__file__).with_name("page")
OURS = sorted(path for path in PAGE.iterdir() if path.is_file())
VENDORED = sorted(path for path in (PAGE / "vendor").iterdir() if path.suffix == ".js")
SPEECH = (Path(streams.extract.__file__).parent / "languages/de/speech.tsv").read_text(encoding="utf-8")
ACTS = {line.split("\t")[2] for line in SPEECH.splitlines() if "\t" in line and not line.startswith("#")} - {"act"}
API = Client(create_api(FakeView(), SecretStr("geheim"), "0.0.0"))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_and_its_files_need_no_token_for_they_hold_no_data() -> None:
    answer = API.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for path in (*OURS, *VENDORED):
        answer = API.get(f"/page/{path.relative_to(PAGE)}")
        assert answer.status_code == 200, path
        assert answer.content == path.read_bytes()


@pytest.mark.parametrize(
    "path", ["/", "/page/app.js", "/page/style.css", "/page/icon.svg", "/page/vendor/d3-force.min.js"]
)
def test_nothing_but_the_packages_own_files_may_run_or_be_loaded(path: str) -> None:
    headers = API.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
    assert {policy[name] for name in ("base-uri", "form-action", "frame-ancestors")} == {"'none'"}
    assert policy["require-trusted-types-for"] == "'script'", "text given to a sink of markup is an error"
    assert policy["trusted-types"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/dyads", "/events/none", "/none", "/metrics", "/livez", "/openapi.json", "/docs"])
def test_no_answer_of_the_interface_is_a_page_that_runs_or_is_framed(path: str) -> None:
    """A browser that is led to one directly shows text, whatever an article put into it."""
    headers = API.get(path, headers={"Authorization": "Bearer geheim"}).headers
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"


def test_codes_of_states_and_organisations_have_names_in_both_languages() -> None:
    answer = API.get("/page/names.json")
    assert answer.headers["content-security-policy"]
    found = answer.json()
    assert found["states"]["DEU"] == ["Deutschland", "Germany"]
    assert found["organisations"]["UN"] == ["Vereinte Nationen", "United Nations"], "not one of its organs"
    assert all(name for kind in found.values() for pair in kind.values() for name in pair)


def test_files_outside_the_page_are_not_served() -> None:
    for path in ("/page/../dashboard.py", "/page/%2e%2e/dashboard.py", "/page//etc/passwd", "/page/none.js", "/page/"):
        answer = API.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


def test_who_has_a_file_already_is_told_so() -> None:
    tag = API.get("/page/app.js").headers["etag"]
    assert API.get("/page/app.js", headers={"If-None-Match": tag}).status_code == 304


def test_the_page_has_no_script_style_or_handler_in_its_markup() -> None:
    """The policy forbids them: what stands there would not run."""
    for tag, attributes in Tags((PAGE / "index.html").read_text()).found:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert attributes.get("src")


def test_the_page_is_usable_without_sight_and_mouse() -> None:
    tags = Tags((PAGE / "index.html").read_text()).found
    assert {"main", "nav", "header", "title"} <= {tag for tag, _ in tags}
    assert dict(tags)["html"]["lang"] == "de"
    assert [attributes for _, attributes in tags if attributes.get("class") == "skip"]
    assert [attributes for _, attributes in tags if attributes.get("role") == "status"]
    assert "focus-visible" in (PAGE / "style.css").read_text()
    assert "prefers-reduced-motion" in (PAGE / "style.css").read_text()


@pytest.mark.parametrize(
    "path", [path for path in OURS if path.suffix in (".js", ".html", ".css")], ids=lambda path: path.name
)
def test_no_file_names_an_outside_address_to_load_from(path: str) -> None:
    """Links to follow are no loads: an item at Wikidata is one."""
    text = Path(path).read_text()
    addresses = set(re.findall(r"""["'(]\s*((?:https?:)?//[^"'`)\s]+)""", text))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|url\((?!#)|importScripts|new Worker|WebSocket", text)


SINKS = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc|"
    r"\beval\(|new Function|setAttribute\(\s*[\"'](?:on|style|src)|javascript:|\.style\b"
)


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix == ".js"], ids=lambda path: path.name)
def test_no_module_uses_a_way_by_which_text_becomes_markup(path: Path) -> None:
    assert not re.search(SINKS, path.read_text())
    assert len(path.read_text().splitlines()) < 300


def test_elements_are_made_in_one_place_only() -> None:
    makers = {path.name for path in OURS if "createElement" in path.read_text()}
    assert makers == {"dom.js"}


def test_vendored_files_are_those_of_the_packages_that_they_name() -> None:
    lines = [line for line in (PAGE / "vendor/versions.tsv").read_text().splitlines() if not line.startswith("#")]
    assert lines[0].split("\t") == ["package", "version", "file", "sha256"]
    listed = {file: digest for _, _, file, digest in (line.split("\t") for line in lines[1:])}
    assert listed == {path.name: sha256(path.read_bytes()).hexdigest() for path in VENDORED}
    assert "Copyright" in (PAGE / "vendor/LICENSE").read_text()
    notice = (Path(__file__).resolve().parents[2] / "NOTICE").read_text()
    assert all(file.removesuffix(".min.js") in notice for file in listed)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_modules_that_need_no_browser() -> None:
    names = [
        *EventType,
        *Modality,
        *get_args(Kind),
        *(f"sector.{sector}" for sector in Sector),
        *(f"act.{act}" for act in ACTS),
    ]
    environment = os.environ | {"DEPESCHE_PAGE": str(PAGE), "DEPESCHE_NAMES": json.dumps(names)}
    script = Path(__file__).with_name("page") / "page.test.mjs"
    done = subprocess.run(
        ["node", "--test", str(script)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
