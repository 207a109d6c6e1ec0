"""Whoever comes can use the page: by keyboard and screen reader, in both languages, light and dark, on a phone."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
import pytest
from playwright.sync_api import expect
from pydantic import SecretStr

from schemas import Interaction
from schemas.plover import EventType, Modality
from streams.web.api import create_api
from streams.web.hub import Item
from tests.browser.conftest import OpenPage, settled
from tests.support.entries import entry_of
from tests.support.serving import served
from tests.web.fake_view import FakeView

ARTICLES = {
    "luxemburg": "SANCTION EU.IGO BLR 2021-06-21\nSANCTION GBR BLR 2021-06-21\nSAYS EU.IGO BLR",
    "genf": "CONSULT USA.GOV RUS.GOV 2021-06-16 reciprocal\nACCUSE USA.GOV RUS.GOV 2021-06-16\nAID CHE USA",
    "kiew": "ASSAULT RUS.MIL UKR 2024-05-01\nAID DEU UKR 2024-05-02\nSAYS UKR.GOV RUS\nAID POL UKR 2023-02-20",
}
ROWS = [
    Interaction(from_="EU.IGO", to="BLR", day=None, other_modalities={Modality.PLANNED: {EventType.SANCTION: 1}}),
    Interaction(
        from_="EU.IGO",
        to="BLR",
        day=date(2021, 6, 21),
        counts={EventType.SANCTION: 5},
        statements=1,
        articles=5,
        reports=2,
        sources={"Morgenblatt": 1, "Muster-Agentur": 4},
    ),
]
VIEWS = [
    "#/",
    "#/?by=sector",
    "#/dyad/EU/BLR",
    "#/actor/BLR",
    "#/article/genf",
    "#/articles",
    "#/live",
    "#/contradictions",
    "#/search?q=eu",
    "#/reference",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    view = FakeView({id_: entry_of(id_, text, title=f"Titel von {id_}") for id_, text in ARTICLES.items()}, ROWS)
    view.hub.begin({("event", 0): 0})
    for offset, event in enumerate((event for entry in view.entries.values() for event in entry["events"]), 1):
        view.hub.publish(Item("event", 0, offset, event["event_id"], orjson.dumps(event)))
    with served(create_api(view, None, "0.0.0")) as address:
        yield address


@pytest.fixture(scope="module")
def empty() -> Iterator[str]:
    with served(create_api(FakeView(), None, "0.0.0")) as address:
        yield address


def test_the_way_from_the_network_to_a_sentence_needs_no_mouse(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator(".network .edge").first.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Netz überspringen, zur Tabelle")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#table")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#table tbody a").first).to_be_focused()
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name="Zum Satz im Artikel").first.focus()
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".text mark.chosen").first).to_be_in_viewport()


def test_every_edge_and_circle_says_what_it_is(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    names = page.locator(".network a").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert "EU (Europäische Union) → Belarus: 1 Ereignisse (0 Kooperation, 1 Konflikt)" in names
    assert "Deutschland" in names
    assert all(names)
    rows = page.locator("#table tbody tr").count()
    assert page.locator(".network .edge").count() == rows, "the table says all that the picture says"


def test_a_dyads_rows_count_articles_and_independent_reports_and_lead_to_their_day(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address, "#/dyad/EU/BLR")
    head = page.locator("table.rows thead th").all_text_contents()
    first, second = (line.locator("th, td").all_text_contents() for line in page.locator("table.rows tbody tr").all())
    line = dict(zip(head, first, strict=True))
    assert (line["Tag"], line["Ereignisse"], line["Äußerungen"]) == ("21.06.2021", "Sanktion 5", "1")
    assert (line["Artikel"], line["Unabhängige Meldungen"]) == ("5", "2")
    assert line["Quellen"] == "Morgenblatt, Muster-Agentur (4)"
    assert second[0] == "ohne Datum"
    assert "geplant: Sanktion 1" in second
    page.locator("table.rows").get_by_role("link", name="21.06.2021").click()
    expect(page).to_have_url(re.compile(r"#/dyad/EU.IGO/BLR\?day_from=2021-06-21&day_to=2021-06-21$"))


def test_every_view_has_landmarks_one_heading_and_a_name_for_each_control(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    for hash_ in VIEWS:
        page.goto(f"/{hash_}")
        settled(page)
        for role in ("banner", "navigation", "main", "search"):
            assert page.get_by_role(role).count() == 1, (hash_, role)
        assert page.locator("h1").count() == 1
        assert page.title() == f"{page.locator('h1').text_content()} – Depesche"
        nameless = page.locator("a, button, input, select, summary").evaluate_all(
            "all => all.filter(one => one.checkVisibility() && !(one.ariaLabel || one.textContent.trim()"
            " || one.labels?.length)).map(one => one.outerHTML)"
        )
        assert not nameless, hash_
        assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


@pytest.mark.parametrize(
    ("language", "view", "title"), [("de-AT", "Netz", "Wer mit wem"), ("fr-FR", "Network", "Who with whom")]
)
def test_the_page_speaks_german_to_germans_and_english_to_others(
    open_page: OpenPage, address: str, language: str, view: str, title: str
) -> None:
    page = open_page(address, language=language)
    expect(page.get_by_role("link", name=view, exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language[:2].replace("fr", "en")


def test_the_language_and_the_theme_are_kept(open_page: OpenPage, address: str) -> None:
    page = open_page(address, "#/actor/DEU", color_scheme="light")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Germany")
    page.get_by_role("button", name="Light/dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Germany")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance of `rgb(r, g, b)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


COLOURS = ["paper", "card", "ink", "soft", "link", "coop", "conf", "mixed", "none", "mark", "chosen"]
PAINTED = """names => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return Object.fromEntries(names.map(name => {
    canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
    canvas.fillRect(0, 0, 1, 1);
    return [name, `rgb(${canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)})`];
  }));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_edges_stand_out_from_their_ground(open_page: OpenPage, address: str, scheme: Any) -> None:
    """WCAG 2.2 AA: 4.5 for words, 3 for shapes."""
    colours = open_page(address, color_scheme=scheme).evaluate(PAINTED, COLOURS)
    assert (luminance(colours["paper"]) < 0.2) == (scheme == "dark")

    def contrast(one: str, other: str) -> float:
        low, high = sorted((luminance(colours[one]), luminance(colours[other])))
        return (high + 0.05) / (low + 0.05)

    for words, ground in [
        ("ink", "paper"),
        ("soft", "paper"),
        ("link", "paper"),
        ("ink", "card"),
        ("soft", "card"),
        ("ink", "mark"),
        ("ink", "chosen"),
        ("coop", "paper"),
        ("conf", "paper"),
    ]:
        assert contrast(words, ground) >= 4.5, (words, ground)
    for shape in ("mixed", "none"):
        assert contrast(shape, "paper") >= 3, shape


def test_a_phone_shows_every_view_without_scrolling_sideways(open_page: OpenPage, address: str) -> None:
    page = open_page(address, **PHONE)
    for hash_ in VIEWS:
        page.goto(f"/{hash_}")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, hash_
        small = page.locator("main *").evaluate_all(
            "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().width"
            " && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())"
            " && parseFloat(getComputedStyle(one).fontSize) * (one.ownerSVGElement ? one.getScreenCTM().a : 1) < 11)"
            ".map(one => one.textContent)"
        )
        assert not small, hash_


def test_a_turned_phone_draws_the_network_anew(open_page: OpenPage, address: str) -> None:
    page = open_page(address, **PHONE)
    network = page.locator(".network")
    expect(network).to_have_attribute("width", re.compile(r"^3\d\d$"))
    page.set_viewport_size({"width": 740, "height": 360})
    expect(network).to_have_attribute("width", re.compile(r"^7\d\d$"))


def test_all_labels_lie_inside_the_picture(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    for width in (360, 800, 1500):
        page.set_viewport_size({"width": width, "height": 800})
        canvas = page.locator(".canvas").evaluate("one => one.clientWidth")
        expect(page.locator(".network")).to_have_attribute("width", str(canvas))
        outside = page.locator(".network text").evaluate_all(
            "all => { const rim = document.querySelector('.network').getBoundingClientRect();"
            " return all.filter(one => { const box = one.getBoundingClientRect();"
            " return box.left < rim.left || box.right > rim.right || box.top < rim.top || box.bottom > rim.bottom; })"
            ".map(one => one.textContent); }"
        )
        assert not outside, width


def test_the_feed_is_narrowed_by_type_actor_and_dyad(open_page: OpenPage, address: str) -> None:
    page = open_page(address, "#/live")
    records = page.locator("ol.records .record")
    expect(records).to_have_count(sum(len(re.findall("^[A-Z]+", text, re.MULTILINE)) for text in ARTICLES.values()) - 2)
    page.get_by_label("Typ").select_option("Sanktion")
    page.get_by_label("Gegenüber").fill("BLR")
    page.get_by_role("button", name="Zeigen").click()
    settled(page)
    expect(records).to_have_count(2)
    page.get_by_label("Von", exact=True).fill("GBR")
    page.get_by_role("button", name="Zeigen").click()
    settled(page)
    expect(records).to_have_count(1)
    expect(page).to_have_url(re.compile(r"#/live\?type=SANCTION&from=GBR&to=BLR$"))


def test_where_nothing_is_the_page_says_what_to_do(open_page: OpenPage, empty: str) -> None:
    page = open_page(empty)
    expect(page.get_by_role("heading", name="Noch keine Meldungen")).to_be_visible()
    expect(page.get_by_text("depesche publish")).to_be_visible()
    for hash_ in ("#/articles", "#/contradictions", "#/search?q=x", "#/dyad/EU/BLR"):
        page.goto(f"{empty}/{hash_}")
        settled(page)
        expect(page.get_by_text("Nichts gefunden.").first).to_be_visible()


def test_queries_are_tried_in_the_page(open_page: OpenPage, address: str) -> None:
    page = open_page(address, "#/reference")
    route = page.locator(".route", has=page.locator("summary", has_text="GET /dyads/{from_}/{to}"))
    route.locator("summary").first.click()
    route.get_by_label("from_").fill("EU")
    route.get_by_label("to", exact=True).fill("BLR")
    route.get_by_label("by", exact=True).select_option("year")
    route.get_by_role("button", name="Abfragen").click()
    expect(route.get_by_text("/dyads/EU/BLR?by=year")).to_be_visible()
    expect(route.locator("[aria-live] pre")).to_contain_text('"period": "2021"')
    topic = page.locator(".route", has=page.locator("summary", has_text="interactions Interactions"))
    topic.locator("summary").click()
    expect(topic).to_contain_text("intensity_sum")


def test_a_worker_with_a_token_asks_for_it_once(open_page: OpenPage) -> None:
    view = FakeView({"genf": entry_of("genf", ARTICLES["genf"])})
    with served(create_api(view, SecretStr("geheim"), "0.0.0")) as address:
        page = open_page(address, allowed="401 (Unauthorized)")
        page.get_by_label("Zugangstoken").fill("geheim")
        page.get_by_role("button", name="Zeigen").click()
        expect(page.locator(".network .edge")).not_to_have_count(0)
        page.goto("/#/articles")
        expect(page.get_by_role("heading", name="Artikel")).to_be_visible()
