"""The interactions agent counts independent reports by the sketches that it keeps, repeats and withdrawals included."""

from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from schemas import Article
from streams.agents.interactions import InteractionsAgent
from streams.agents.lanes import Item
from streams.agents.outbox import Message
from streams.metrics import Metrics
from streams.pool.reading import reading_of
from streams.settings import load_settings
from streams.state.ledger import Entry, plan
from streams.state.row import Change
from tests.agents.fakes import Received
from tests.state.test_copies import ANOTHER, DISPATCH
from tests.support.extractor import CODER, extract

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Table:
    """A table in memory."""

    def __init__(self) -> None:
        self.values: dict[bytes, bytes] = {}

    def get(self, _: int, key: bytes) -> bytes | None:
        return self.values.get(key)

    def scan(self, _: int, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        return ((key, self.values[key]) for key in sorted(self.values) if key.startswith(prefix))

    async def remember(self, _: Any, entries: Mapping[int, Mapping[bytes, bytes | None]], __: Any) -> None:
        for mine in entries.values():
            self.values.update({key: value for key, value in mine.items() if value is not None})
            for key in [key for key, value in mine.items() if value is None]:
                self.values.pop(key, None)


class World:
    """Ledger and one row's agent."""

    def __init__(self) -> None:
        self.rows, self.evidence = Table(), Table()
        self.sent: list[Message] = []
        self.ledger: dict[str, Entry] = {}
        self.offset = 0
        outbox: Any = SimpleNamespace(deliver=self.deliver)
        rows: Any = self.rows
        evidence: Any = self.evidence
        self.agent = InteractionsAgent(load_settings(), rows, evidence, outbox, Metrics())

    async def deliver(self, messages: Iterable[Message], _: Any) -> None:
        self.sent += messages

    async def take(self, id_: str, text: str | None, revision: int = 1) -> tuple[int, int] | None:
        """Articles and reports of the row after a revision or withdrawal, whose change comes twice."""
        reading = None
        if text is not None:
            article = Article(id=id_, source=id_, text=f"CONSULT BLR RUS 2024-11-25\n{text}", revision=revision)
            reading = reading_of(article, extract(article), CODER)
        planned = plan(self.ledger.get(id_), self.offset, reading)
        self.ledger[id_] = planned.entry
        items: list[Item[None]] = []
        for key, delta in planned.deltas.items():
            change = orjson.dumps(Change(partition=0, offset=self.offset, delta=delta))
            event: Any = SimpleNamespace(message=Received(self.offset, key.encode(), change))
            items.append(Item(event, None))
        self.offset += 1
        for _ in range(2):
            await self.agent.finish({0: items}, lambda: True)
        value = self.sent[-1].value
        row = orjson.loads(value) if value is not None else None
        return (row["articles"], row["reports"]) if row else None


async def test_articles_and_reports_through_corrections_and_withdrawals() -> None:
    world = World()
    cut = "\n".join(DISPATCH.splitlines()[:4])
    for number, text in enumerate([DISPATCH, cut, f"Was bleibt von diesem Tag?\n{DISPATCH}", DISPATCH]):
        assert await world.take(f"paper-{number}", text) == (number + 1, 1)
    assert await world.take("reporter", ANOTHER) == (5, 2)
    assert await world.take("paper-0", f"{ANOTHER}\nMehr dazu am Abend.", revision=2) == (5, 2)
    assert await world.take("paper-0", "Diese Meldung war falsch.", revision=3) == (5, 3)
    for number in (1, 2, 3):
        await world.take(f"paper-{number}", None)
    assert await world.take("paper-0", None) == (1, 1)
    assert await world.take("reporter", None) is None
    assert not world.evidence.values, "nothing is left behind a row that is gone"
    assert await world.take("paper-1", DISPATCH) == (1, 1)
