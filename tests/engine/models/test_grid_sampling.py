"""Sampling without a device's border padding gives the same."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from synctalk_engine.models.grid_sampling import sample_with_border, within_border


@pytest.mark.parametrize("size", [(7, 7), (5, 12), (1, 3)])
def test_places_beyond_the_border_are_moved_to_it(size):
    random = torch.Generator().manual_seed(0)
    images = torch.rand(3, 2, *size, generator=random, requires_grad=True)
    grid = 4 * torch.rand(3, 9, 8, 2, generator=random) - 2
    expected = sample_with_border(images, grid)
    found = functional.grid_sample(images, within_border(images, grid), align_corners=False)
    assert (found - expected).abs().max() < 1e-5
    gradients = [torch.autograd.grad(one.square().sum(), images)[0] for one in (found, expected)]
    assert (gradients[0] - gradients[1]).abs().max() < 1e-4
    inside = grid.clamp(-0.1, 0.1)
    if min(size) > 1:
        assert (within_border(images, inside) == inside).all()
