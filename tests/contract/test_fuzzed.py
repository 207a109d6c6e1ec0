"""The HTTP interface keeps its OpenAPI document, whatever is asked: schemathesis makes the questions."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from streams.web.api import create_api
from streams.web.paging import encode
from streams.web.problems import MEDIA_TYPE
from tests.support.entries import entry_of
from tests.support.serving import served
from tests.web.client import Client
from tests.web.fake_view import FakeView, row, withdrawn

HERE = Path(__file__).parent


def view() -> FakeView:
    """Some of everything: parties with and without sectors, all modalities, days missing, an article withdrawn."""
    texts = {
        "beispiel-2021-06-21-luxemburg": "SANCTION EU.IGO BLR 2021-06-21\nSAYS EU.IGO BLR\nCONSULT BLR RUS",
        "b/1:2": "ACCUSE USA.GOV RUS.GOV 2021-06-16 negated\nACCUSE USA.GOV RUS.GOV 2021-06-16\nSAYS RUS USA",
        "ü": "nothing",
    }
    entries = {id_: entry_of(id_, text, source="Depesche-Beispiel") for id_, text in texts.items()}
    return FakeView(entries | {"gone": withdrawn()}, [row("BLR", "RUS"), row("EU.IGO", "BLR")])


@pytest.fixture(scope="module")
def api() -> Client:
    return Client(create_api(view(), None, "0.0.0"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(create_api(view(), SecretStr("geheim"), "0.0.0")) as address:
        yield address


def test_schemathesis_finds_no_server_error_and_no_undocumented_answer(address: str) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "run"]
    done = subprocess.run(
        [*command, f"{address}/openapi.json", "--checks", "all", "--no-color"],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2000:]


LISTS = ("/interactions", "/interactions/BLR/RUS", "/events", "/statements", "/articles", "/dyads")
CURSORS = st.text(max_size=60) | st.recursive(
    st.none() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=4)
).map(lambda value: encode(json.dumps(value)))


@settings(deadline=None, max_examples=150)
@given(path=st.sampled_from(LISTS), cursor=CURSORS)
def test_a_cursor_of_anybodys_is_a_place_or_refused(api: Client, path: str, cursor: str) -> None:
    answer = api.get(f"{path}?cursor={quote(cursor, safe='')}")
    assert answer.status_code in {200, 422}
    assert answer.headers["content-type"] == ("application/json" if answer.status_code == 200 else MEDIA_TYPE)
