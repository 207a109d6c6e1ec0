"""Trees from arc scores."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.extract.analyser.tree import best_tree


def is_tree(heads: list[int]) -> bool:
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at:
            at, steps = heads[at - 1], steps + 1
            if steps > len(heads):
                return False
    return heads.count(0) == 1


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_always_a_tree(size, seed):
    """Whatever the scores, all words hang on the root through exactly one."""
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32) * 3
    assert is_tree(best_tree(scores, scores.argmax(1)).tolist())


def test_the_best_one():
    """Of two circles the cheaper is broken."""
    scores = np.full((2, 3), -5.0, np.float32)
    scores[0, 2], scores[1, 1] = 2.0, 1.0
    scores[0, 0], scores[1, 0] = 0.0, -1.0
    assert best_tree(scores, scores.argmax(1)).tolist() == [0, 1]


def test_greedy_is_kept_where_it_is_a_tree():
    """Nothing is computed twice."""
    greedy = np.array([2, 0, 2])
    assert best_tree(np.zeros((3, 4), np.float32), greedy) is greedy
