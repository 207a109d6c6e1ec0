"""Nothing that an article says becomes markup, script or a link that runs: every text in every answer is hostile."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from playwright.sync_api import Page, expect

from schemas import Interaction
from streams.web.api import create_api
from streams.web.hub import Item
from tests.browser.conftest import OpenPage, settled
from tests.support.entries import entry_of
from tests.support.serving import served
from tests.web.fake_view import FakeView

EVIL = (
    """<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>"""
    """'"&amp;${1}<svg onload=alert(1)>"""
)
LINKS = [
    "javascript:document.title='taken'",
    "data:text/html,<script>alert(1)</script>",
    "//elsewhere.example/x",
    "\x01javascript:alert(1)",
]
ID = "böse/<b onclick=alert(1)>'\"&?#%2F"
FREE = {"name", "office", "source", "title", "act", "wikidata", "text", "cue"}
"""Fields whose text is the article's or its producer's own."""


def spoiled(value: Any, field: str = "") -> Any:
    """The same record with hostile texts, and spans that go with the text."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            return {"start": 0, "end": len(EVIL), "text": EVIL}
        return {name: spoiled(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [spoiled(inner, field) for inner in value]
    return EVIL if field in FREE and isinstance(value, str) else value


def view() -> FakeView:
    entries = {}
    for number, link in enumerate([*LINKS, "https://good.example/?a=<b>"]):
        id_ = f"{ID}{number}"
        text = "SANCTION EU.IGO BLR 2021-06-21\nSAYS EU.IGO BLR\nSANCTION EU.IGO BLR 2021-06-21 negated"
        entry = spoiled(entry_of(id_, text, title="x"))
        entry["article"] |= {"url": link}
        for record in (*entry["events"], *entry["statements"]):
            record["article"] |= {"url": link}
            record["article"]["source"] += str(number)  # each a voice of its own, so that they contradict each other
        entries[id_] = entry
    row = Interaction(from_="EU.IGO", to="BLR", day=date(2021, 6, 21), articles=2, reports=1, sources={EVIL: 2})
    made = FakeView(entries, [row])
    event = entry["events"][0]
    made.hub.begin({("event", 0): 0})
    made.hub.publish(Item("event", 0, 1, event["event_id"], orjson.dumps(event)))
    return made


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(create_api(view(), None, "0.0.0")) as address:
        yield address


def unharmed(page: Page) -> None:
    """The hostile text is there to read, and nothing came of it."""
    settled(page)
    expect(page.get_by_text("<img src=x").first).to_be_visible()
    assert page.locator("main img, main script, main iframe, main svg[onload], main b").count() == 0
    assert page.title() != "taken"
    handlers = page.locator("*").evaluate_all(
        "all => all.flatMap(one => [...one.attributes]).filter(one => /^on/i.test(one.name)).length"
    )
    assert handlers == 0
    links = page.locator("main a").evaluate_all("all => all.map(one => one.href.baseVal ?? one.getAttribute('href'))")
    bad = [
        link
        for link in links
        if not link.startswith(("#/", "#table", "https://good.example/", "https://www.wikidata.org/"))
    ]
    assert not bad


VIEWS = ("#/", "#/live", "#/dyad/EU/BLR", "#/actor/EU", "#/articles", "#/contradictions?window=31", "#/search?q=img")
SEARCH = "#/search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"


def test_hostile_texts_are_read_as_text_in_every_view(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    for hash_ in (*VIEWS, SEARCH):
        page.goto(f"/{hash_}")
        unharmed(page)


def test_a_publisher_with_a_hostile_name_is_read_as_text_in_the_rows(open_page: OpenPage, address: str) -> None:
    page = open_page(address, "#/dyad/EU/BLR")
    unharmed(page)
    expect(page.locator("table.rows tbody")).to_contain_text(EVIL)


def test_hostile_articles_are_shown_with_their_marks_and_their_links_are_none(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    for number in range(len(LINKS) + 1):
        page.goto(f"/#/article/{quote(f'{ID}{number}', safe='')}")
        unharmed(page)
        expect(page.locator(".text mark").first).to_be_visible()
        page.locator(".found .record a[href*='record=']").first.click()
        expect(page.locator(".record.chosen")).to_be_visible()
        unharmed(page)


def test_a_hostile_address_is_only_an_address(open_page: OpenPage, address: str) -> None:
    page = open_page(
        address,
        "#/article/%3Cimg%20src=x%20onerror=alert(1)%3E?record=%3Csvg%20onload=alert(1)%3E",
        allowed="404 (Not Found)",
    )
    expect(page.get_by_role("heading", name="Nicht gefunden")).to_be_visible()
    assert page.locator("main img, main svg").count() == 0


def test_the_policy_stops_markup_even_where_the_page_would_make_it(open_page: OpenPage, address: str) -> None:
    """The last line of defence: with Trusted Types, text in a sink of markup is an error."""
    page = open_page(address, "#/articles", allowed="TrustedHTML")
    said = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return 'made'; } catch (error) { return error.name; } }"
    )
    assert said == "TypeError"
    assert page.locator("body > b").count() == 0
