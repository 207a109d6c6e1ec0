"""Hostile messages on the topic: each is accounted for, with the real extractor behind a real worker."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.hostile.topic import CHECKED, Sent, compare, messages, misplaced, run
from tests.support.stream import Stream


@pytest.mark.broker
def test_each_hostile_message_ends_in_the_ledger_or_whole_among_the_dead_letters(tmp_path: Path) -> None:
    with closing(Stream(tmp_path, extractor=CHECKED)) as stream:
        stream.start_worker()
        counts, faults = run(stream, 300, seed=3)
        assert faults == []
        assert counts["ledger"] + counts["dead letter"] == 300
        assert min(counts["dead letter"], counts["events"], counts["statements"]) > 0

        never_sent = list(messages(4, 0, 1))
        assert compare(stream, [*messages(3, 0, 300), *never_sent])[1], "the comparison sees one that is not there"
        assert compare(stream, list(messages(3, 1, 300)))[1], "and one that should not be there"


def test_each_is_in_one_place_also_where_two_have_the_same_value() -> None:
    sent = [Sent(b"1", b"", None), Sent(b"2", b"", None), Sent(b"3", b"{}", "3")]
    assert misplaced(sent, {"3"}, Counter({b"": 2})) == []
    assert misplaced(sent, {"3"}, Counter({b"": 1})) == ["1 lost of b''"]
    assert misplaced(sent, {"3"}, Counter({b"": 3})) == ["1 too many dead letters of b''"]
    assert misplaced(sent, {"3"}, Counter({b"": 2, b"{}": 1})) == ["1 too many dead letters of b'{}'"]
    assert misplaced(sent, {"3", "4"}, Counter({b"": 2})) == ["1 in the ledger that were never sent"]
