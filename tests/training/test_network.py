"""The parts of `training/` that need PyTorch; skipped without it."""

import pytest

torch = pytest.importorskip(
    "torch", reason="PyTorch is needed for training only: pip install -r training/requirements.txt"
)

from training.network import Mix, Steady  # noqa: E402


def test_mix_is_a_weighted_mean():
    """Equal layers give the layer."""
    layer = torch.ones(1, 2, 3)
    assert torch.allclose(Mix(4)([layer] * 4), layer)


def test_steady_drops_the_same_units_at_every_word():
    """One unit is either there at all words of a sentence or at none."""
    steady = Steady(0.5).train()
    made = steady(torch.ones(2, 7, 64))
    assert torch.equal(made, made[:, :1].expand_as(made))
    assert torch.equal(Steady(0.5).eval()(made), made)
