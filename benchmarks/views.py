"""How long the views take over 200,000 events of five years, while articles stream in: python -m benchmarks.views."""

import argparse
import random
import resource
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.scratch import scratch
from streams.index import Facts, Index, Moment
from streams.index.contradictions import ContradictionQuery, claims, denials
from streams.index.dyads import Grouping, Order, ranked, time_line, total
from streams.index.records import RecordQuery, events
from streams.index.search import search
from streams.state.ledger import Entry
from streams.state.summary import Period
from tests.support.entries import entry_of

FIRST = date(2020, 1, 1)
DAYS = 5 * 365
TYPES = ["CONSULT", "AGREE", "SUPPORT", "ACCUSE", "SANCTION", "THREATEN", "ASSAULT", "AID", "REQUEST"]
CODES = [
    f"{letter}{other}{sector}"
    for letter in "ABCDEFGH"
    for other in ("AA", "BB", "CC", "DD", "EE")
    for sector in ("", ".GOV", ".MIL")
]
EVENTS_PER_ARTICLE = 4


def written(chance: random.Random, events: int = EVENTS_PER_ARTICLE) -> tuple[date, str]:
    """Day and text of an article for the test extractor: few actors have most of the events, as in the world."""
    published = FIRST + timedelta(days=chance.randrange(DAYS))
    lines = []
    for _ in range(events):
        one, other = (CODES[min(int(chance.expovariate(0.06)), len(CODES) - 1)] for _ in range(2))
        day = published - timedelta(days=chance.randrange(3))
        modality = chance.choice(["factual"] * 8 + ["planned", "negated"])
        lines.append(f"{chance.choice(TYPES)} {one} {other} {day.isoformat()} {modality}")
    lines.append(f"SAYS {chance.choice(CODES)} {chance.choice(CODES)}")
    return published, "\n".join(lines)


def article(chance: random.Random, number: int) -> tuple[str, Entry]:
    """An article's id, and what the ledger holds of it."""
    published, text = written(chance)
    id_ = f"article-{number}"
    return id_, entry_of(id_, text, published_at=published)


def measured(ask: Callable[[], Any], times: int) -> str:
    """Median, p99 and slowest in milliseconds, and the processor's time: on a busy machine they lie far apart."""
    took, busy = [], 0.0
    for _ in range(times):
        begun, worked = time.perf_counter(), time.thread_time()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
        busy += time.thread_time() - worked
    p99 = sorted(took)[int(len(took) * 0.99)]
    return (
        f"median {statistics.median(took):7.1f}  p99 {p99:7.1f}  slowest {max(took):7.1f}  "
        f"processor {busy / times * 1000:6.1f} ms"
    )


def dyad(now: Moment, facts: Facts) -> None:
    time_line(now.columns, facts, Period.MONTH)
    total(now.columns, facts)


def contradictions(now: Moment) -> None:
    claims(now, [one.disputed for one in denials(now, ContradictionQuery(denials=200))], 3, 50)


def top(grouping: Grouping, order: Order = Order.EVENTS, facts: Facts = Facts()) -> Callable[[Moment], Any]:  # noqa: B008
    return lambda now: ranked(now.columns, facts, grouping, order, after=None, limit=100)


def questions(chance: random.Random) -> dict[str, Callable[[Moment], Any]]:
    """What is asked, about others at each call."""

    def pair() -> tuple[str, str]:
        return chance.choice(CODES[:40]), chance.choice(CODES[:40])

    year = Facts(day_from=date(2023, 1, 1), day_to=date(2023, 12, 31))
    return {
        "dyad by month": lambda now: dyad(now, Facts(*pair())),
        "top dyads": top(Grouping.ACTOR),
        "top dyads by articles": top(Grouping.ACTOR, Order.ARTICLES),
        "top dyads of a year": top(Grouping.ACTOR, facts=year),
        "top dyads, countries": top(Grouping.COUNTRY),
        "events of a dyad": lambda now: events(now, RecordQuery(dyad=pair())),
        "events of an actor": lambda now: events(now, RecordQuery(party=chance.choice(CODES))),
        "newest events": lambda now: events(now, RecordQuery()),
        "contradictions": contradictions,
        "search": lambda now: search(now, "SANCTION AAA", 20),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=200_000)
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--rate", type=float, default=50.0, help="articles a second that come in meanwhile")
    given = options.parse_args()
    chance = random.Random(1)
    articles = given.events // EVENTS_PER_ARTICLE
    with scratch() as folder:
        path = folder / "index.sqlite"
        index = Index(path)
        building = 0.0

        def entries() -> Iterator[tuple[str, Entry]]:
            nonlocal building
            for number in range(articles):
                begun = time.perf_counter()
                made = article(chance, number)
                building += time.perf_counter() - begun
                yield made

        begun = time.perf_counter()
        index.load(0, entries())
        print(f"filled with {articles} articles in {time.perf_counter() - begun - building:.1f} s")
        ending = threading.Event()
        puts: list[float] = []

        def stream() -> None:
            number = articles
            while not ending.is_set():
                fresh = article(chance, number)
                begun = time.perf_counter()
                index.put({0: [fresh]})
                puts.append((time.perf_counter() - begun) * 1000)
                number += 1
                ending.wait(max(0.0, 1 / given.rate - (time.perf_counter() - begun)))

        streaming = threading.Thread(target=stream)
        streaming.start()

        def ask(question: Callable[[Moment], Any]) -> Callable[[], None]:
            def asked() -> None:
                with index.reading() as now:
                    question(now)

            return asked

        for name, question in questions(chance).items():
            print(f"{name:22}", measured(ask(question), given.times), flush=True)
        ending.set()
        streaming.join()
        print(f"{'put of an article':22} median {statistics.median(puts):.1f}  slowest {max(puts):.1f} ms")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(puts)} articles came in; file {path.stat().st_size / 2**20:.0f} MiB, most memory {memory:.0f} MiB")


if __name__ == "__main__":
    main()
