"""The views over the index: what they answer, how they are paged, what they refuse."""

from datetime import date
from typing import Any

import pytest

from streams.state.ledger import Entry
from streams.web.api import create_api
from tests.support.entries import entry_of
from tests.web.client import Client
from tests.web.fake_view import FakeView, withdrawn

HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;\u202e"


def world() -> dict[str, Entry]:
    first = entry_of(
        "a",
        "CONSULT BLR.GOV RUS.GOV 2024-11-25\nSANCTION EU.IGO BLR 2024-10-20\nSAYS BLR.GOV USA\nTHREATEN BLR.GOV USA",
        title="Gipfel in Minsk",
    )
    second = entry_of(
        "b",
        "CONSULT BLR RUS 2024-11-26\nASSAULT RUS UKR 2023-02-01 negated",
        source="Anders",
        published_at=date(2023, 2, 1),
    )
    third = entry_of("c", "ASSAULT RUS UKR 2023-02-01\nCONSULT BLR RUS 2023-01-01", title=HOSTILE)
    return {"a": first, "b": second, "c": third, "gone": withdrawn()}


@pytest.fixture
def view() -> FakeView:
    return FakeView(world())


@pytest.fixture
def api(view: FakeView) -> Client:
    return Client(create_api(view, None, "0.0.0"))


def get(api: Client, url: str) -> dict[str, Any]:
    answer = api.get(url)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def pairs(answer: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(dyad["from"], dyad["to"], dyad["events"]) for dyad in answer["dyads"]]


def test_top_dyads_by_country(api: Client) -> None:
    answer = get(api, "/dyads?by=country")
    assert pairs(answer) == [("BLR", "RUS", 3), ("BLR", "USA", 1), ("EU", "BLR", 1), ("RUS", "UKR", 1)]
    assert answer["dyads"][0] == {
        "from": "BLR",
        "to": "RUS",
        "first_day": "2023-01-01",
        "last_day": "2024-11-26",
        "events": 3,
        "counts": {"CONSULT": 3},
        "quads": {"1": 3},
        "cooperation": 3,
        "conflict": 0,
        "intensity_sum": 7.5,
        "intensity_mean": 2.5,
        "statements": 0,
        "articles": 3,
    }
    assert (answer["complete"], answer["missing_partitions"], answer["lag_seconds"]) == (True, [], 0.0)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=BLR.GOV", [("BLR.GOV", "RUS.GOV", 1), ("BLR.GOV", "USA", 1)]),
        ("actor=USA", [("BLR.GOV", "USA", 1)]),
        ("to=RUS&by=country", [("BLR", "RUS", 3)]),
        ("type=ASSAULT&type=SANCTION", [("EU.IGO", "BLR", 1), ("RUS", "UKR", 1)]),
        ("quad=3", [("BLR.GOV", "USA", 1)]),
        ("modality=negated", [("RUS", "UKR", 1)]),
        ("source=Anders", [("BLR", "RUS", 1)]),
        ("day_from=2024-11-01", [("BLR", "RUS", 1), ("BLR.GOV", "RUS.GOV", 1)]),
        ("day_to=2023-12-31&order=conflict", [("RUS", "UKR", 1)]),
        ("order=statements", [("BLR.GOV", "USA", 1)]),
        ("by=sector&from=EU", [("IGO", None, 1)]),
    ],
)
def test_dyads_are_narrowed_and_ranked_by(api: Client, query: str, expected: list[Any]) -> None:
    assert pairs(get(api, f"/dyads?{query}")) == expected


def test_a_time_line_has_periods_net_intensity_and_what_has_no_day(api: Client) -> None:
    answer = get(api, "/dyads/BLR/RUS?by=month")
    assert [(one["period"], one["start"], one["end"], one["events"]) for one in answer["buckets"]] == [
        ("2023-01", "2023-01-01", "2023-01-31", 1),
        ("2024-11", "2024-11-01", "2024-11-30", 2),
    ]
    assert (answer["from"], answer["to"], answer["by"], answer["truncated"]) == ("BLR", "RUS", "month", False)
    assert answer["total"]["intensity_sum"] == sum(one["intensity_sum"] for one in answer["buckets"]) == 7.5
    assert answer["trend"] is None
    threat = get(api, "/dyads/BLR/USA?by=year")
    assert threat["undated"]["counts"] == {"THREATEN": 1}
    assert [one["statements"] for one in threat["buckets"]] == [1]


def test_a_time_line_keeps_the_newest_periods_and_says_that_it_left_some_out(api: Client) -> None:
    answer = get(api, "/dyads/BLR/RUS?by=day&limit=1")
    assert [one["period"] for one in answer["buckets"]] == ["2024-11-26"]
    assert answer["truncated"] is True
    assert answer["total"]["events"] == 3


def test_a_time_line_of_those_who_never_met_is_empty(api: Client) -> None:
    answer = get(api, "/dyads/XXX/G7")
    assert (answer["buckets"], answer["undated"], answer["total"]["events"]) == ([], None, 0)


def test_an_actors_page(api: Client) -> None:
    answer = get(api, "/actors/BLR")
    assert {one["code"] for one in answer["names"]} == {"BLR", "BLR.GOV"}
    partners = {
        name: [(line["from"], line["to"]) for line in answer[name]]
        for name in ("acts_on", "acted_on_by", "speaks_about", "spoken_about_by")
    }
    assert partners == {
        "acts_on": [("BLR", "RUS"), ("BLR.GOV", "RUS.GOV"), ("BLR.GOV", "USA")],
        "acted_on_by": [("EU.IGO", "BLR")],
        "speaks_about": [("BLR.GOV", "USA")],
        "spoken_about_by": [],
    }
    assert (answer["acting"]["events"], answer["acting"]["statements"], answer["acted_on"]["events"]) == (4, 1, 1)


def test_an_actor_that_nobody_names_is_a_404_unless_it_may_be_elsewhere(view: FakeView, api: Client) -> None:
    assert api.get("/actors/XXX").status_code == 404
    view.missing = [3]
    answer = get(api, "/actors/XXX")
    assert (answer["names"], answer["complete"], answer["missing_partitions"]) == ([], False, [3])


def test_events_and_statements_and_articles_are_lists_of_what_single_routes_answer(api: Client) -> None:
    for event in get(api, "/events")["events"]:
        assert get(api, f"/events/{event['event_id']}") == event
    for statement in get(api, "/statements")["statements"]:
        assert get(api, f"/statements/{statement['statement_id']}") == statement
    for line in get(api, "/articles")["articles"]:
        article = get(api, f"/articles/{line['article']['id']}")
        assert (article["article"], article["title"]) == (line["article"], line["title"])
        assert (len(article["events"]), len(article["statements"])) == (line["events"], line["statements"])


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("/events", 7),
        ("/events?from=BLR&to=RUS", 3),
        ("/events?actor=EU", 1),
        ("/events?type=ASSAULT&modality=negated&source=Anders", 1),
        ("/events?attribution=RUS", 0),
        ("/events?day_from=2024-01-01&day_to=2024-11-25&quad=1&quad=4", 2),
        ("/statements?speaker=BLR&about=USA&kind=indirect", 1),
        ("/statements?addressee=USA", 0),
        ("/statements?act=deny", 0),
        ("/articles?source=Anders", 1),
        ("/articles?day_from=2024-01-01", 2),
    ],
)
def test_lists_are_narrowed_by(api: Client, url: str, number: int) -> None:
    name = url[1:].partition("?")[0]
    assert len(get(api, url)[name]) == number


@pytest.mark.parametrize("url", ["/events", "/statements", "/articles", "/dyads", "/dyads?by=country&order=articles"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_following_the_links_gives_the_whole_list(api: Client, url: str, limit: int) -> None:
    name = url[1:].partition("?")[0]
    whole = get(api, url)
    assert whole["next"] is None
    page, found = f"{url}{'&' if '?' in url else '?'}limit={limit}", []
    while page:
        answer = api.get(page)
        lines = answer.json()[name]
        assert len(lines) <= limit
        found += lines
        following = answer.links.get("next", {}).get("url", "")
        assert (answer.json()["next"] or "") == following
        page = following
    assert found == whole[name]


@pytest.mark.parametrize("cursor", ["!!!", "W10", "WzEsMl0", "WyIyMDI0IiwxXQ", "bnVsbA", "e30", "A", "ä", "WzFdWw"])
@pytest.mark.parametrize("url", ["/events", "/statements", "/articles", "/dyads"])
def test_a_cursor_that_is_none_of_ours_is_a_422(api: Client, url: str, cursor: str) -> None:
    """Not JSON, no list, too short, of other types."""
    answer = api.get(f"{url}?cursor={cursor}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "cursor" in answer.json()["detail"]


@pytest.mark.parametrize(
    "url",
    [
        "/events?limit=1001",
        "/events?limit=0",
        "/events?type=DANCE",
        "/events?quad=5",
        "/events?from=blr",
        "/events?modality=maybe",
        "/statements?kind=loud",
        "/statements?speaker=%27",
        "/dyads?by=planet",
        "/dyads?order=size",
        "/dyads?from=" + "A" * 41,
        "/dyads/BLR/rus",
        "/dyads/BLR/RUS?by=century",
        "/dyads/BLR/RUS?limit=5001",
        "/actors/blr",
        "/actors/BLR?limit=101",
        "/search",
        "/search?q=",
        "/search?q=" + "a" * 201,
        "/contradictions?window=32",
        "/contradictions?limit=201",
        "/articles?day_from=yesterday",
        "/articles?day_from=0",
        "/dyads?day_to=2024-11-25T00:00:00",
    ],
)
def test_a_query_that_is_wrong_is_a_422_problem(api: Client, url: str) -> None:
    answer = api.get(url)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_contradictions_have_both_events(api: Client) -> None:
    (pair,) = get(api, "/contradictions")["contradictions"]
    assert (pair["claimed"]["article"]["id"], pair["claimed"]["modality"]) == ("c", "factual")
    assert (pair["denied"]["article"]["id"], pair["denied"]["modality"]) == ("b", "negated")
    assert get(api, "/contradictions?from=BLR")["contradictions"] == []


def test_search_finds_actors_and_articles(api: Client) -> None:
    answer = get(api, "/search?q=blr")
    assert [one["code"] for one in answer["actors"]] == ["BLR", "BLR.GOV"]
    (found,) = get(api, "/search?q=gipfel")["articles"]
    assert found["article"]["id"] == "a"
    assert [piece["text"] for piece in found["excerpt"] if piece["found"]] == ["Gipfel"]


def test_a_hostile_title_is_answered_as_text(api: Client) -> None:
    answer = api.get("/articles")
    assert answer.headers["content-type"] == "application/json"
    assert HOSTILE in [line["title"] for line in answer.json()["articles"]]


@pytest.mark.parametrize(
    "url",
    [
        "/events",
        "/statements",
        "/articles",
        "/dyads",
        "/dyads/BLR/RUS",
        "/actors/BLR",
        "/search?q=a",
        "/contradictions",
    ],
)
def test_an_answer_says_what_is_not_in_it_and_how_far_it_lags(view: FakeView, api: Client, url: str) -> None:
    view.missing, view.lag = [2, 5], 4.5
    answer = get(api, url)
    assert (answer["complete"], answer["missing_partitions"], answer["lag_seconds"]) == (False, [2, 5], 4.5)
    view.missing, view.lag = [], None
    answer = get(api, url)
    assert (answer["complete"], answer["missing_partitions"], answer["lag_seconds"]) == (True, [], None)


@pytest.mark.parametrize("url", ["/events", "/events/none", "/interactions", "/articles/a", "/livez", "/openapi.json"])
def test_who_has_the_answer_already_is_told_so(api: Client, url: str) -> None:
    first = api.get(url)
    if first.status_code == 404:
        assert "etag" not in first.headers, "a problem is no content to keep"
        return
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for known in (tag, f'"other", W/{tag}', "*"):
        again = api.get(url, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert api.get(url, headers={"If-None-Match": '"other"'}).content == first.content


def test_the_tag_changes_with_the_content(view: FakeView, api: Client) -> None:
    before = api.get("/articles").headers["etag"]
    assert api.get("/articles").headers["etag"] == before
    view.index.put({0: [("a", withdrawn())]})
    assert api.get("/articles").headers["etag"] != before
