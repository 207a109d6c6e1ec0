"""The page over a real worker and the samples: from an edge to its sentence; what comes and goes while one looks."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from schemas import Article
from streams.samples import steps
from tests.browser.conftest import OpenPage, aside, settled
from tests.support.stream import Stream

pytestmark = pytest.mark.broker

SANCTIONS = "Die Europäische Union hat am Montag weitere Sanktionen gegen Belarus verhängt."


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    """Broker and worker with the extractor that ships, and all samples but the withdrawal at the end."""
    made = Stream(tmp_path_factory.mktemp("browser"), extractor="streams.extract:extract")
    try:
        made.start_worker()
        aside(made.send, [(step.key.encode(), step.article.to_json()) for step in steps() if step.article])
        aside(made.drain)
        yield made
    finally:
        made.close()


@pytest.fixture
def address(stream: Stream) -> str:
    return stream.workers[-1].url


def dispatch(id_: str, text: str) -> tuple[bytes, bytes]:
    return id_.encode(), Article(id=id_, source="Muster-Agentur", language="de", text=text).to_json()


def edge(name: str) -> str:
    return f".network a.edge[aria-label^='{name}:']"


def test_an_edge_leads_to_its_sentence_in_the_article(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    told = httpx.get(f"{address}/dyads", params={"by": "country", "limit": 60}).json()["dyads"]
    expect(page.locator(".network .edge")).to_have_count(len(told))
    page.locator(edge("EU (Europäische Union) → Belarus")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#/dyad/EU/BLR$"))
    settled(page)
    record = page.locator(".record", has_text=SANCTIONS)
    expect(record.locator("mark")).to_have_text("verhängt")
    record.get_by_role("link", name="Zum Satz im Artikel").click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("EU verhängt weitere Sanktionen gegen Belarus")
    chosen = page.locator(".text mark.chosen")
    assert "".join(chosen.all_text_contents()) == SANCTIONS
    expect(chosen.first).to_be_in_viewport()
    expect(page.locator(".record.chosen blockquote")).to_have_text(SANCTIONS)


def test_a_mouse_hits_an_edge_too_and_its_neighbours_stand_out(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    node = page.locator(".network .node[aria-label='Kanada']")
    node.hover()
    expect(page.locator(".spot .near")).not_to_have_count(0)
    near = page.locator(".spot .near").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert {"Kanada"} < set(near)
    page.mouse.move(1, 1)
    expect(page.locator(".spot")).to_have_count(0)
    node.click()
    expect(page).to_have_url(re.compile(r"#/actor/CAN$"))


def test_a_new_dispatch_arrives_live_and_the_network_moves(open_page: OpenPage, stream: Stream, address: str) -> None:
    page = open_page(address, "#/?actor=JPN")
    expect(page.get_by_text("Nichts passt zu diesen Filtern.")).to_be_visible()
    live = open_page(address, "#/live?actor=JPN")
    expect(live.get_by_text("verbunden")).to_be_visible()
    text = "TOKIO, 3. März 2025 (Muster) – Japan hat am Montag Sanktionen gegen Nordkorea verhängt."
    aside(stream.send, [dispatch("muster-tokio", text)])
    expect(live.locator(".record", has_text="Japan hat am Montag")).to_be_visible()
    expect(page.locator(".ticker .record", has_text="Japan hat am Montag")).to_be_visible()
    expect(page.locator(edge("Japan → Nordkorea"))).to_have_class(re.compile(r"\bconf\b"))
    aside(stream.send, [(b"muster-tokio", None)])
    expect(live.locator(".record")).to_have_count(0)
    expect(page.get_by_text("Nichts passt zu diesen Filtern.")).to_be_visible()


def test_what_is_withdrawn_vanishes_while_one_looks(open_page: OpenPage, stream: Stream, address: str) -> None:
    page = open_page(address, "#/live", allowed="410 (Gone)")
    expect(page.get_by_text("verbunden")).to_be_visible()
    text = "KIEW, 4. März 2025 (Muster) – Polens Präsident hat am Dienstag Wolodymyr Selenskyj getroffen."
    aside(stream.send, [dispatch("muster-kiew", text)])
    record = page.locator(".record", has_text="Polens Präsident")
    expect(record.first).to_be_visible()
    aside(stream.send, [(b"muster-kiew", None)])
    expect(record).to_have_count(0)
    page.goto("/#/article/muster-kiew")
    expect(page.get_by_role("heading", name="Zurückgezogen")).to_be_visible()


def test_the_feed_can_be_paused_and_loses_nothing(open_page: OpenPage, stream: Stream, address: str) -> None:
    page = open_page(address, "#/live?actor=AUS")
    expect(page.get_by_text("verbunden")).to_be_visible()
    page.get_by_role("button", name="Anhalten").click()
    with httpx.stream("GET", f"{address}/feed?actor=AUS", timeout=30) as passed:
        aside(stream.send, [dispatch("muster-canberra", "CANBERRA (Muster) – Australien hat China kritisiert.")])
        next(line for line in passed.iter_lines() if line.startswith("data: "))
    expect(page.locator(".record")).to_have_count(0)
    page.get_by_role("button", name="Fortsetzen").click()
    expect(page.locator(".record", has_text="Australien hat China kritisiert.").first).to_be_visible()


def test_a_link_brings_another_person_to_the_same_view(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_label("Reihung").select_option("Konflikt")
    page.get_by_label("ab", exact=True).fill("2021-01-01")
    page.get_by_role("button", name="Zeigen").click()
    settled(page)
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("Belarus")
    other = open_page(address, page.url.removeprefix(f"{address}/"), language="en-GB")
    expect(other.get_by_label("Rank by")).to_have_value("conflict")
    expect(other.get_by_label("from", exact=True)).to_have_value("2021-01-01")
    assert other.locator("tbody tr").count() == rows.count()


def test_search_finds_actors_and_words(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("searchbox").fill("Sanktionen")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator("blockquote mark").first).to_have_text(re.compile("Sanktionen", re.IGNORECASE))
    page.get_by_role("searchbox").fill("Lukaschenko")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Belarus · Regierung").first.click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Belarus · Regierung")


def test_the_page_without_its_worker_says_so_and_comes_back(open_page: OpenPage, address: str) -> None:
    page = open_page(address, allowed="ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("link", name="Artikel", exact=True).click()
    expect(page.get_by_role("heading", name="Der Worker antwortet nicht")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Noch einmal").click()
    expect(page.get_by_role("heading", level=1, name="Artikel")).to_be_visible()
