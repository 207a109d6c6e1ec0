"""The memory soak measures what it says: its messages are read, and a leak is a slope."""

from itertools import islice

import pytest

from benchmarks.soak import IDS, messages, slope
from schemas import Article, RecordError, decode_json


def test_its_messages_are_articles_corrections_and_withdrawals_of_a_bounded_number_of_ids() -> None:
    sent = list(islice(messages(1), 4000))
    assert len({key for key, _ in sent}) <= IDS
    assert 0 < sum(value is None for _, value in sent) < len(sent) / 10
    refused = 0
    for key, value in sent:
        try:
            if value is not None:
                assert Article.from_plain(decode_json(value)).id == key.decode()
        except RecordError:
            refused += 1
    assert 0 < refused < len(sent) / 20, "some hostile texts are no text at all"


def test_a_leak_is_a_slope_and_what_the_warm_up_takes_is_none() -> None:
    warming = [(second, 10.0 * second) for second in range(0, 600, 5)]
    flat = [(second, 500.0 + second % 2) for second in range(600, 1800, 5)]
    leaking = [(second, 500.0 + second / 60) for second in range(600, 1800, 5)]
    assert slope([*warming, *flat], 600)[0] == pytest.approx(0, abs=1)
    found, error = slope([*warming, *leaking], 600)
    assert found == pytest.approx(60)
    assert error == pytest.approx(0, abs=0.1)
