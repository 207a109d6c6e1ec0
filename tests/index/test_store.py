"""The index follows the ledger: loads, corrections, withdrawals, partitions that come and go."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.plover import Modality
from streams.index import Facts, Index
from streams.index.dyads import Grouping, Order, ranked, total
from streams.index.records import ArticleQuery, RecordQuery, articles, events, statements
from streams.index.search import search
from streams.state.ledger import Entry, blank
from tests.support.entries import entry_of, fill
from tests.support.world import text


def content(index: Index) -> dict[str, list[object]]:
    """All that can be asked, without the numbers that SQLite gives."""
    tables = {
        "article": "SELECT id, part, source, published, title, ref, events, statements FROM article",
        "record": "SELECT id, is_event, type, act, quad, modality, day FROM record",
        "body": "SELECT id, json FROM body",
        "side": "SELECT record, role, code, is_event, day FROM side",
        "dyad": "SELECT record, from_code, to_code, day, type, modality FROM dyad",
        "name": "SELECT id, code, name FROM name JOIN article ON number = article",
        "words": "SELECT id, words.title, text FROM words JOIN article ON number = words.rowid",
    }
    with index.reading() as now:
        figures = [
            dyad
            for modality in Modality
            for order in (Order.ARTICLES, Order.EVENTS)
            for dyad in ranked(now.columns, Facts(modality=modality), Grouping.ACTOR, order, after=None, limit=1000)
        ]
        found = {table: sorted(map(repr, now.sql.execute(query))) for table, query in tables.items()}
        return found | {"figures": [*map(repr, figures)]}


steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "withdraw", "load", "clear", "distrust"]), st.integers(0, 5), st.integers(0, 10**6)
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=25)
@given(steps)
def test_after_any_history_it_holds_what_a_fresh_one_would(tmp_path_factory, history) -> None:
    """Article n lives in partition n % 2; the ledger always holds the truth, the index only what is loaded."""
    folder: Path = tmp_path_factory.mktemp("index")
    index = Index(folder / "index.sqlite")
    ledger: dict[str, Entry] = {}
    loaded: set[int] = set()
    for what, number, seed in history:
        id_, partition = f"a-{number}", number % 2
        if what in ("put", "withdraw"):
            ledger[id_] = entry_of(id_, text(random.Random(seed))) if what == "put" else blank(3)
            index.put({partition: [(id_, ledger[id_])]})
        elif what == "load":
            index.load(partition, [(name, entry) for name, entry in ledger.items() if int(name[2:]) % 2 == partition])
            loaded.add(partition)
        else:
            index.clear() if what == "clear" else index.distrust()
            loaded.clear()
        assert index.loaded == loaded
    for partition in (0, 1):  # what was distrusted is replaced
        index.load(partition, [(name, entry) for name, entry in ledger.items() if int(name[2:]) % 2 == partition])
    fresh = Index(folder / "fresh.sqlite")
    for partition in (0, 1):
        fresh.load(partition, [(name, entry) for name, entry in ledger.items() if int(name[2:]) % 2 == partition])
    assert content(index) == content(fresh)
    index.close()
    fresh.close()


def test_many_at_once_are_what_they_are_one_by_one(tmp_path: Path, index: Index) -> None:
    """Of an article that comes several times among them the last counts."""
    chance = random.Random(1)
    coming = [(f"a-{number % 70}", entry_of(f"a-{number % 70}", text(chance))) for number in range(150)]
    coming[100:100] = [("a-3", blank(9)), ("a-4", blank(9)), ("a-4", entry_of("a-4", "AID BLR RUS 2024-11-25"))]
    index.load(0, coming[:70])
    index.put({0: coming[70:]})
    single = Index(tmp_path / "single.sqlite")
    single.load(0, [])
    for one in coming:
        single.put({0: [one]})
    assert content(index) == content(single)
    single.close()


def test_an_article_that_arrives_while_its_partition_is_loaded_comes_after_the_load(index: Index) -> None:
    """Else the load would bring the older entry back."""
    begun = threading.Event()
    newer = entry_of("a", "AID BLR RUS 2024-11-25")
    writer = threading.Thread(target=lambda: (begun.wait(), index.put({0: [("a", newer)]})))

    def ledger():
        begun.set()
        yield "a", entry_of("a", "CONSULT BLR RUS 2024-11-25")

    writer.start()
    index.load(0, ledger())
    writer.join()
    with index.reading() as now:
        assert [one.plain["type"] for one in events(now, RecordQuery())] == ["AID"]


def test_those_who_wait_while_another_writes_are_taken_in_together(index: Index) -> None:
    """Each partition by itself: one that is not loaded is passed over. What goes wrong, each of them is told."""
    index.load(1, [])
    begun, end = threading.Event(), threading.Event()

    def ledger():
        begun.set()
        assert end.wait(60)
        yield "a", entry_of("a", "AID BLR RUS 2024-11-25")

    def put(partition: int, id_: str, entry: Entry) -> BaseException | None:
        try:
            index.put({partition: [(id_, entry)]})
        except KeyError as error:
            return error
        return None

    def waiting(puts: list[tuple[int, str, Entry]]) -> list[BaseException | None]:
        begun.clear()
        end.clear()
        with ThreadPoolExecutor(8) as pool:
            loading = pool.submit(index.load, 0, ledger())
            assert begun.wait(60)
            done = [pool.submit(put, *one) for one in puts]
            while index._waiting.qsize() < len(puts):
                pass
            end.set()
            loading.result()
            return [one.result() for one in done]

    b, c, e = (entry_of(id_, "CONSULT BLR RUS 2024-11-25") for id_ in "bce")
    assert waiting([(1, "b", b), (2, "c", c), (1, "d", blank(1))]) == [None] * 3
    assert ids_of(index) == {"a", "b"}
    broken: Entry = {**e, "events": [{}]}
    errors = waiting([(1, "e", e), (1, "f", broken)])
    assert all(isinstance(error, KeyError) for error in errors)
    assert ids_of(index) == {"a", "b"}


def ids_of(index: Index) -> set[str]:
    with index.reading() as now:
        return {id_ for (id_,) in now.sql.execute("SELECT id FROM article")}


def test_a_reader_sees_the_state_of_one_moment(index: Index) -> None:
    fill(index, entry_of("a", "CONSULT BLR RUS 2024-11-25"))
    with index.reading() as now:
        assert total(now.columns, Facts()).events == 1
        index.put({0: [("b", entry_of("b", "CONSULT BLR RUS 2024-11-25"))]})
        assert total(now.columns, Facts()).events == 1
    with index.reading() as now:
        assert total(now.columns, Facts()).events == 2


def test_a_load_that_fails_changes_nothing(index: Index) -> None:
    fill(index, entry_of("a", "CONSULT BLR RUS 2024-11-25"))
    before = content(index)

    def broken():
        yield "b", entry_of("b", "CONSULT BLR RUS 2024-11-25")
        raise OSError("the disk")

    for partition in (0, 1):
        try:
            index.load(partition, broken())
        except OSError:
            pass
        else:
            raise AssertionError
    assert content(index) == before
    assert index.loaded == {0}


def test_the_room_on_disk_that_a_load_needed_is_given_back(tmp_path: Path, index: Index) -> None:
    """While a partition is loaded, all of it stands in the write-ahead log too."""
    words = "".join(f"wort{number} " for number in range(20_000))
    log = tmp_path / "index.sqlite-wal"
    index.load(0, [(f"a-{number}", entry_of(f"a-{number}", words)) for number in range(60)])
    assert log.stat().st_size > 10_000_000
    index.put({0: [("b", entry_of("b", "CONSULT BLR RUS 2024-11-25"))]})
    assert log.stat().st_size < 5_000_000


def test_it_begins_empty_also_where_a_file_was_left(tmp_path: Path) -> None:
    first = Index(tmp_path / "index.sqlite")
    fill(first, entry_of("a", "CONSULT BLR RUS 2024-11-25"))
    first.close()
    again = Index(tmp_path / "index.sqlite")
    assert not any(content(again).values())
    assert again.loaded == frozenset()
    again.close()


def test_what_was_withdrawn_is_found_by_no_question(index: Index) -> None:
    fill(index, entry_of("a", "CONSULT BLR RUS 2024-11-25\nSAYS BLR RUS", title="Gipfel"))
    index.put({0: [("a", blank(9))]})
    with index.reading() as now:
        assert events(now, RecordQuery()) == []
        assert statements(now, RecordQuery()) == []
        assert articles(now, ArticleQuery()) == []
        assert search(now, "Gipfel", 10) == []


def test_many_readers_beside_a_writer_each_see_whole_articles(index: Index) -> None:
    """An article is a consultation and a statement, or nothing: no reader finds one without the other."""
    index.load(0, [])
    entries = {f"a-{n}": entry_of(f"a-{n}", "CONSULT BLR RUS 2024-11-25\nSAYS BLR RUS") for n in range(5)}
    ending = threading.Event()

    def write() -> None:
        try:
            for turn in range(60):
                index.put({0: [(id_, entry if turn % 2 == 0 else blank(turn)) for id_, entry in entries.items()]})
        finally:
            ending.set()

    def read(_: int) -> set[tuple[int, int]]:
        seen = set()
        while not ending.is_set():
            with index.reading() as now:
                figures = total(now.columns, Facts())
                seen.add((figures.events, len(statements(now, RecordQuery()))))
        return seen

    with ThreadPoolExecutor(7) as pool:
        writing = pool.submit(write)
        seen = set().union(*pool.map(read, range(6)))
        writing.result()
    assert seen <= {(0, 0), (5, 5)}
