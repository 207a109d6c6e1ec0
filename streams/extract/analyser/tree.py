"""The best tree over arc scores: greedy where that is a tree already, Chu-Liu and Edmonds where it is not."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(scores: Scores, greedy: Heads) -> Heads:
    """Choose a head for each word so that all hang on the root through exactly one word.

    Args:
        scores: (N, N + 1), of each word for each head; column 0 is the root.
        greedy: (N,), the best head of each word by itself.

    Returns:
        (N,), heads from 0 (root) to N.
    """
    heads: list[int] = greedy.tolist()
    if heads.count(0) == 1 and not _cycle(heads):
        return greedy
    size = len(heads)
    full = np.full((size + 1, size + 1), -1e9, np.float64)
    full[1:] = scores
    full.flat[:: size + 2] = -1e9
    log = full - full.max(1, keepdims=True)
    full = log - np.log(np.exp(log).sum(1, keepdims=True))
    roots = np.argsort(-full[1:, 0])[:3] + 1
    best, best_score = greedy, -np.inf
    most = full[1:, 1:].max(1) if size > 1 else np.zeros(1)
    for root in roots.tolist():
        if most.sum() - most[root - 1] + full[root, 0] < best_score:
            continue  # not even with every other word's best head
        limited = full.copy()
        limited[1:, 0] = -1e9
        limited[root] = -1e9
        limited[root, 0] = full[root, 0]
        found = _edmonds(limited)
        score = float(limited[np.arange(1, size + 1), found[1:]].sum())
        if score > best_score:
            best, best_score = np.array(found[1:], np.int64), score
    return best


def _cycle(heads: list[int]) -> list[int]:
    """Give the words of one cycle, from 1, if there is any; `heads` has a head for each word."""
    state = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        path, at = [], start
        while at and not state[at]:
            state[at] = start
            path.append(at)
            at = heads[at - 1]
        if at and state[at] == start:
            return path[path.index(at) :]
    return []


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Maximum spanning arborescence from node 0 over `scores[dependent, head]`; gives heads, with 0 for the root."""
    size = len(scores)
    heads: list[int] = [0, *scores[1:].argmax(1).tolist()]
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    inside = np.array(cycle)
    free = np.ones(size, np.bool_)
    free[inside] = False
    outside = np.flatnonzero(free)
    own = scores[inside, [heads[node] for node in cycle]]
    merged = len(outside)
    smaller = np.full((merged + 1, merged + 1), -1e12)
    smaller[:merged, :merged] = scores[outside[:, None], outside]
    entering = scores[inside[:, None], outside] - own[:, None]
    smaller[merged, :merged] = entering.max(0) + own.sum()
    entry = inside[entering.argmax(0)]
    leaving = scores[outside[:, None], inside]
    smaller[:merged, merged] = leaving.max(1)
    exits = inside[leaving.argmax(1)]
    smaller.flat[:: merged + 2] = -1e12
    found = _edmonds(smaller)
    result = list(heads)
    for at in range(1, merged):
        result[int(outside[at])] = int(exits[at]) if found[at] == merged else int(outside[found[at]])
    result[int(entry[found[merged]])] = int(outside[found[merged]])
    return result
