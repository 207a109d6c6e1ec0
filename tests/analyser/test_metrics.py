"""The scores that `make eval` prints."""

from training import metrics


def test_spans_fold_derived_forms():
    """Derived and part forms count as their base type, an inside without a beginning begins one."""
    assert metrics.spans(["B-LOCderiv", "O", "I-PER", "I-PER"]) == {(0, 1, "LOC"), (2, 4, "PER")}
    assert metrics.spans(["B-LOCderiv"], fold=False) == {(0, 1, "LOCderiv")}


def test_pairs_take_the_finite_auxiliary():
    """In "Er hat es gesehen" the subject goes with "hat"."""
    heads, relations = [4, 4, 4, 0], ["nsubj", "aux", "obj", "root"]
    finite = [False, True, False, False]
    assert metrics.pairs(4, heads, relations, finite, "nsubj") == {(1, 0)}
    assert metrics.pairs(4, heads, relations, finite, "obj") == {(1, 2)}
