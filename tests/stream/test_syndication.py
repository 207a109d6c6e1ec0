"""Rows count articles and independent reports, through corrections, withdrawals, kills and recoveries."""

import pytest

from streams.topics import INTERACTIONS
from tests.state.test_copies import ANOTHER, DISPATCH
from tests.support.stream import Stream, value

pytestmark = pytest.mark.broker

ROW = "BLR>RUS|2024-11-25"
EVENT = "CONSULT BLR RUS 2024-11-25"


def send(stream: Stream, id_: str, text: str, revision: int = 1) -> None:
    stream.send([(id_.encode(), value(id_, f"{EVENT}\n{text}", revision=revision, source=id_))])


def counted(stream: Stream) -> tuple[int, int] | None:
    """Articles and reports of the row, on the topic and over HTTP."""
    stream.drain()
    row = stream.latest(INTERACTIONS).get(ROW)
    found = stream.workers[-1].get("/interactions/BLR/RUS").raise_for_status().json()["interactions"]
    assert ([{**row, "updated_at": None}] if row else []) == [{**one, "updated_at": None} for one in found]
    return (row["articles"], row["reports"]) if row else None


def test_five_papers_with_one_dispatch_are_five_articles_and_one_report(stream: Stream) -> None:
    cut = "\n".join(DISPATCH.splitlines()[:4])
    for number, text in enumerate([DISPATCH, cut, DISPATCH, f"Was bleibt von diesem Tag?\n{DISPATCH}", DISPATCH]):
        send(stream, f"paper-{number}", text)
    assert counted(stream) == (5, 1)
    send(stream, "reporter", ANOTHER)
    assert counted(stream) == (6, 2)
    send(stream, "paper-0", ANOTHER + "\nMehr dazu am Abend.", revision=2)
    assert counted(stream) == (6, 2), "the corrected text is now the reporter's, and four papers have the dispatch"
    stream.workers[-1].kill()
    stream.start_worker()
    send(stream, "paper-0", "Diese Meldung war falsch.", revision=3)
    assert counted(stream) == (6, 3), "a short notice is a report of its own"
    stream.workers[-1].kill()
    stream.start_worker(data_dir=stream.folder / "empty")
    stream.send([(f"paper-{number}".encode(), None) for number in (1, 2, 3, 4)])
    assert counted(stream) == (2, 2)
    stream.send([(b"paper-0", None), (b"reporter", None)])
    assert counted(stream) is None
    send(stream, "paper-1", DISPATCH)
    assert counted(stream) == (1, 1), "nothing is left of what was withdrawn"
