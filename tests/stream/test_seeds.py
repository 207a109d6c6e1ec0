"""The two dispatches that Depesche was made for, pushed as the command and as a foreign producer would."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from streams.topics import ARTICLES, EVENTS, STATEMENTS
from tests.support.stream import ROOT, Stream

SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "data" / "seeds"

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are under no open licence and lie beside the repository"),
]


@pytest.fixture
def seeded(make_stream) -> Stream:
    stream = make_stream(extractor="streams.extract:extract")
    stream.start_worker()
    published = subprocess.run(
        [sys.executable, "-m", "streams.cli", "publish", str(SEEDS / "seed-000.json")],
        env={"PATH": "", "DEPESCHE_KAFKA_BOOTSTRAP_SERVERS": stream.broker.bootstrap_servers},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert published.returncode == 0, published.stderr
    stream.send_to(ARTICLES, b"seed-003", (SEEDS / "seed-003.json").read_bytes())
    stream.drain()
    return stream


def codes(parties: list[dict]) -> set[str]:
    return {party["actor"]["code"] for party in parties}


def test_the_seeds_give_their_meetings_and_direct_quotations_on_the_topics_and_over_http(seeded: Stream) -> None:
    events = list(seeded.latest(EVENTS).values())
    call = [
        event
        for event in events
        if event["type"] == "CONSULT"
        and codes([*event["actors"], *event["recipients"]]) == {"USA.GOV", "BLR.GOV"}
        and event["date"]["start"] == "2020-10-24"
    ]
    assert len(call) == 1
    visit = [
        event
        for event in events
        if event["type"] == "CONSULT"
        and {code.split(".")[0] for code in codes([*event["actors"], *event["recipients"]])} == {"BLR", "RUS"}
    ]
    assert visit

    statements = list(seeded.latest(STATEMENTS).values())
    assert_direct_quotations(statements)

    worker = seeded.workers[-1]
    (row,) = worker.get("/interactions?from=USA.GOV&to=BLR.GOV&type=CONSULT").json()["interactions"]
    assert row["day"] == "2020-10-24"
    assert row["sample"] == [call[0]["event_id"]]
    assert worker.get(f"/events/{call[0]['event_id']}").json() == call[0]
    assert worker.get("/interactions/BLR/RUS?type=CONSULT").json()["interactions"]
    for statement in statements:
        assert worker.get(f"/statements/{statement['statement_id']}").json() == statement
    of_articles = [worker.get(f"/articles/{id_}").json() for id_ in ("seed-000", "seed-003")]
    assert_direct_quotations([statement for answer in of_articles for statement in answer["statements"]])


def assert_direct_quotations(statements: list[dict]) -> None:
    """Every passage in quotation marks that the gold has as direct, with its speaker."""
    for file in sorted((SEEDS / "gold").glob("*.json")):
        gold = orjson.loads(file.read_bytes())
        text = orjson.loads((SEEDS / file.name).read_bytes())["text"]
        for quotation in gold["speakers"]:
            start, end = quotation["span"]
            if "„" not in text[start : start + 2]:
                continue
            speakers = {code.rsplit("/", 1)[0].replace("/", ".") for code in quotation["speaker"]}
            found = [
                codes([voice for voice in statement["speakers"] if voice["actor"]])
                for statement in statements
                if statement["kind"] == "direct"
                and statement["article"]["id"] == gold["id"]
                and any(span["start"] < end and span["end"] > start for span in statement["quote"])
            ]
            assert found, f"{gold['id']} {start}: no statement"
            assert speakers in found, f"{gold['id']} {start}: {found}, not {speakers}"


def test_the_shared_folder_is_where_the_tests_look_for_it() -> None:
    """A renamed folder must not turn into a silent skip of half of the seeds."""
    assert {path.name for path in Path(SEEDS).glob("*.json")} == {"seed-000.json", "seed-003.json"}
