"""The short soak: kills, broker restarts, rebalances and a cut, seeded. The long one is the program soak.py."""

from pathlib import Path

import pytest

from tests.faults.soak import Plan, Soak

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def test_many_faults_one_after_the_other_lose_and_double_nothing(tmp_path: Path) -> None:
    soak = Soak(tmp_path, Plan(seed=1, messages=2000, kills=5, brokers=2, rebalances=2, cuts=1))
    try:
        figures = soak.run()
    finally:
        soak.close()
    assert figures["messages"] >= 2000
