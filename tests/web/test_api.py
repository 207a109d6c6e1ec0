"""The HTTP routes over a view in memory: answers, problems, tokens, pages."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from schemas import MAX_ID, Article, RecordError
from schemas.plover import EventType
from streams.web.api import create_api
from streams.web.ports import ElsewhereError, NotReadyError, Readiness, RowQuery
from tests.web.client import Client
from tests.web.fake_view import FakeView, entry, row, withdrawn

PROBLEM = "application/problem+json"
DAYS = [date(2024, 11, day) for day in range(1, 31)]
GUARDED = ["/articles/a", "/events/a:e:1", "/statements/a:s:1", "/interactions", "/interactions/BLR/RUS"]
GUARDED += ["/events", "/statements", "/articles", "/dyads", "/dyads/BLR/RUS", "/actors/BLR", "/search?q=a"]
GUARDED += ["/contradictions", "/metrics"]
OPEN = ["/livez", "/readyz", "/startupz"]


def client(view: FakeView | None = None, token: str | None = None) -> Client:
    return Client(create_api(view or FakeView(), SecretStr(token) if token is not None else None, "0.0.0"))


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The body of an answer that must be a problem."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert body["detail"]
    return body


def test_an_article_answers_with_its_events_and_statements() -> None:
    stored = entry("a")
    answer = client(FakeView({"a": stored})).get("/articles/a")
    assert answer.status_code == 200
    assert answer.json() == {
        name: stored[name]  # type: ignore[literal-required]
        for name in ("article", "title", "text", "language", "coder", "events", "statements")
    }


def test_the_spans_of_an_article_point_into_its_text() -> None:
    answer = client(FakeView({"a": entry("a")})).get("/articles/a").json()
    sentence = answer["events"][0]["mentions"][0]["sentence"]
    assert answer["text"][sentence["start"] : sentence["end"]] == sentence["text"]


def test_an_entry_from_before_texts_were_kept_still_answers() -> None:
    stored = entry("a")
    del stored["text"]  # type: ignore[misc]
    answer = client(FakeView({"a": stored})).get("/articles/a")
    assert answer.status_code == 200
    assert answer.json()["text"] == ""


@pytest.mark.parametrize("kind", ["event", "statement"])
def test_a_record_is_found_by_its_id(kind: str) -> None:
    stored = entry("a")
    (record,) = stored[f"{kind}s"]  # type: ignore[literal-required]
    api = client(FakeView({"a": stored}))
    answer = api.get(f"/{kind}s/{record[f'{kind}_id']}")
    assert answer.status_code == 200
    assert answer.json() == record


@pytest.mark.parametrize(
    "path",
    [
        "/articles/none",
        "/events/none",
        "/events/none:e:1",
        "/events/a:e:none",
        "/events/a:s:1",
        "/statements/none:s:1",
        "/statements/a:s:none",
        "/nothing/at/all",
    ],
)
def test_what_is_not_there_is_a_404(path: str) -> None:
    problem(client(FakeView({"a": entry("a")})).get(path), 404)


@pytest.mark.parametrize("path", ["/articles/a", "/events/a:e:1", "/statements/a:s:1"])
def test_what_was_withdrawn_is_a_410(path: str) -> None:
    assert "'a'" in problem(client(FakeView({"a": withdrawn()})).get(path), 410)["detail"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/interactions?from=blr", "query.from"),
        ("/interactions?to=BLR.", "query.to"),
        ("/interactions?type=DANCE", "query.type"),
        ("/interactions?day_from=yesterday", "query.day_from"),
        ("/interactions?day_to=2024-02-30", "query.day_to"),
        ("/interactions?limit=0", "query.limit"),
        ("/interactions?limit=1001", "query.limit"),
        ("/interactions?limit=ten", "query.limit"),
        ("/interactions?cursor=" + "A" * 2001, "query.cursor"),
        ("/interactions/blr/RUS", "path.from_"),
        ("/interactions/BLR/rus", "path.to"),
    ],
)
def test_a_query_that_is_wrong_is_a_422_that_names_the_field(path: str, field: str) -> None:
    view = FakeView()
    body = problem(client(view).get(path), 422)
    assert [one["field"] for one in body["errors"]] == [field]
    assert field in body["detail"]
    assert view.queries == []


@pytest.mark.parametrize("cursor", ["!!!", "%25%25", "zz", "A", "AAAA!", "ä", "QUJD%20"])
@pytest.mark.parametrize("path", ["/interactions", "/interactions/BLR/RUS"])
def test_a_cursor_that_is_none_of_ours_is_a_422_and_not_the_first_page(path: str, cursor: str) -> None:
    view = FakeView()
    assert "cursor" in problem(client(view).get(f"{path}?cursor={cursor}"), 422)["detail"]
    assert view.queries == []


@pytest.mark.parametrize("path", GUARDED[:-1])
def test_what_another_worker_holds_is_a_503_that_names_the_partition(path: str) -> None:
    answer = client(FakeView(error=ElsewhereError(5))).get(path)
    body = problem(answer, 503)
    assert body["partition"] == 5
    assert "partition 5" in body["detail"]
    assert answer.headers["retry-after"] == "1"


@pytest.mark.parametrize("path", GUARDED)
def test_a_fault_of_ours_is_a_500_that_does_not_tell_what_it_held(path: str) -> None:
    body = problem(client(FakeView(error=ZeroDivisionError("the password is secret"))).get(path), 500)
    assert "secret" not in str(body)
    assert "ZeroDivisionError" in body["detail"]


def test_a_wrong_method_is_a_405_problem() -> None:
    problem(client().request("POST", "/interactions"), 405)


@pytest.mark.parametrize("path", ["/readyz", "/startupz"])
def test_ready_is_200_and_not_yet_is_a_503_with_the_reason(path: str) -> None:
    view = FakeView()
    api = client(view)
    assert api.get(path).json() == {"status": "ready, with 8 of 8 partitions"}
    view.ready = Readiness(ready=False, reason="tables are being recovered")
    answer = api.get(path)
    assert problem(answer, 503)["detail"] == "tables are being recovered"
    assert answer.headers["retry-after"] == "1"
    assert api.get("/livez").json() == {"status": "alive"}, "alive all the while"


def test_metrics_are_prometheus_text() -> None:
    answer = client().get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "depesche_records_total 3.0" in answer.text


@pytest.mark.parametrize("path", GUARDED)
def test_without_the_token_all_but_health_is_a_401(path: str) -> None:
    stored = entry("a")
    view = FakeView({"a": stored})
    api = client(view, token="geheim")
    for sent in (None, "Bearer wrong", "Bearer", "Bearer geheim2", "Basic geheim", "geheim", "Bearer ä".encode()):
        answer = api.get(path, headers={"Authorization": sent} if sent else {})
        problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert view.queries == [], "the tables are not asked"


@pytest.mark.parametrize("path", GUARDED)
def test_with_the_token_queries_are_answered(path: str) -> None:
    assert client(token="geheim").get(path, headers={"Authorization": "Bearer geheim"}).status_code in (200, 404)
    assert client().get(path).status_code in (200, 404), "no token asked for, none needed"


def test_the_feed_asks_for_the_token_and_checks_its_filters() -> None:
    problem(client(token="geheim").get("/feed"), 401)
    for query in ("actor=blr", "kind=rumour", "type=DANCE", "recent=101"):
        problem(client().get(f"/feed?{query}"), 422)


@pytest.mark.parametrize("path", OPEN)
def test_health_checks_need_no_token(path: str) -> None:
    assert client(token="geheim").get(path).status_code == 200


def test_all_filters_of_interactions_reach_the_view() -> None:
    view = FakeView()
    api = client(view)
    api.get("/interactions?from=BLR.GOV&to=RUS&day_from=2024-11-01&day_to=2024-11-30&type=CONSULT&limit=7")
    api.get("/interactions")
    api.get("/interactions/BLR/RUS.GOV?day_from=2024-11-01&day_to=2024-11-30&type=AID&limit=9")
    first, last = date(2024, 11, 1), date(2024, 11, 30)
    assert view.queries == [
        RowQuery("BLR.GOV", "RUS", first, last, EventType.CONSULT, None, 7),
        RowQuery(None, None, None, None, None, None, 100),
        RowQuery("BLR", "RUS.GOV", first, last, EventType.AID, None, 9),
    ]


def test_rows_have_the_contracts_names_and_absent_values_are_null() -> None:
    answer = client(FakeView(rows=[row("BLR", "RUS")])).get("/interactions")
    (found,) = answer.json()["interactions"]
    assert found["from"] == "BLR"
    assert found["day"] is None
    assert "from_" not in found


def test_a_page_says_which_partitions_are_not_in_it() -> None:
    assert client(FakeView(missing=[2, 5])).get("/interactions").json() == {
        "interactions": [],
        "complete": False,
        "missing_partitions": [2, 5],
        "lag_seconds": 0.0,
        "next": None,
    }
    assert client().get("/interactions").json()["complete"] is True


def walk(api: Client, url: str) -> tuple[list[tuple[Any, ...]], list[str]]:
    """All rows, following the Link header; and the addresses of the pages."""
    rows: list[tuple[Any, ...]] = []
    pages = []
    while url:
        pages.append(url)
        answer = api.get(url)
        assert answer.status_code == 200, answer.text
        rows += [(one["from"], one["to"], one["day"]) for one in answer.json()["interactions"]]
        following = answer.links.get("next", {}).get("url", "")
        assert (answer.json()["next"] or "") == following
        url = following
    return rows, pages


row_keys = st.tuples(
    st.sampled_from(["BLR", "BLR.GOV", "RUS", "G7"]),
    st.sampled_from(["EU.IGO", "UKR"]),
    st.sampled_from(DAYS) | st.none(),
)


@settings(deadline=None, max_examples=30)
@given(st.sets(row_keys, max_size=30), st.integers(1, 12), st.sampled_from(["/interactions", "/interactions/BLR/RUS"]))
def test_following_the_links_meets_every_row_once(keys: set[Any], limit: int, path: str) -> None:
    """Whatever the number of rows and the size of a page; the filters stay in the links."""
    view = FakeView(rows=[row(*key) for key in keys])
    rows, pages = walk(client(view), f"{path}?limit={limit}&day_from=2024-11-01")
    assert rows == [(one.from_, one.to, one.day.isoformat() if one.day else None) for one in view.stored]
    assert len(pages) == max(1, -(-len(keys) // limit))
    for page, query in zip(pages, view.queries, strict=True):
        assert parse_qs(urlsplit(page).query)["limit"] == [str(limit)]
        assert (query.limit, query.day_from) == (limit, date(2024, 11, 1))


def is_id(text: str) -> bool:
    try:
        Article(id=text, source="x", text="x")
    except (RecordError, ValueError):
        return False
    return not set(text.split("/")) & {".", ".."}  # clients take those out of a path before they send it


ids = st.one_of(
    st.text(st.sampled_from("aä/:%2F?#&+ ;=.\\\"'<>{}|~@\u2028😀e"), min_size=1, max_size=20),
    st.text(min_size=1, max_size=20),
).filter(is_id)


@settings(deadline=None, max_examples=40)
@given(ids)
def test_any_article_id_is_reached_when_percent_encoded(id_: str) -> None:
    """Slashes, colons, umlauts, percent signs, spaces: ids are the producer's own, often URLs."""
    stored = entry(id_)
    api = client(FakeView({id_: stored}))
    answer = api.get(f"/articles/{quote(id_, safe='')}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["article"]["id"] == id_
    for kind in ("event", "statement"):
        (record,) = stored[f"{kind}s"]  # type: ignore[literal-required]
        record_id = record[f"{kind}_id"]
        answer = api.get(f"/{kind}s/{quote(record_id, safe='')}")
        assert answer.status_code == 200, answer.text
        assert answer.json()[f"{kind}_id"] == record_id


@pytest.mark.parametrize(
    "id_",
    [
        "https://example.com/a?b=c&d=%20#e",
        "Übergröße/ß:1",
        "100 %",
        "%2F",
        "%252F%zz",
        "a/b/",
        "/a",
        "//a//b",
        "a:e:b",
        "a:s:b:e:c",
        "x" * MAX_ID,
        "ä" * MAX_ID,
    ],
)
def test_ids_that_look_like_paths_and_records_are_reached(id_: str) -> None:
    stored = entry(id_)
    api = client(FakeView({id_: stored}))
    assert api.get(f"/articles/{quote(id_, safe='')}").json()["article"]["id"] == id_
    event_id = stored["events"][0]["event_id"]
    assert api.get(f"/events/{quote(event_id, safe='')}").json()["event_id"] == event_id


@pytest.mark.parametrize("path", ["/interactions", "/articles/a", "/events/a:e:1", "/statements/a:s:1"])
def test_a_query_while_the_tables_recover_is_a_503_that_says_so(path: str) -> None:
    """Half a table must not pass for a whole one."""
    answer = client(FakeView(error=NotReadyError("tables are being recovered"))).get(path)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["detail"] == "tables are being recovered"
