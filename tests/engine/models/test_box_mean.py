"""Means over squares are those of pooling, and so is their gradient."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from synctalk_engine.models.box_mean import box_mean


@pytest.mark.parametrize(("channels", "side_px"), [(3, 7), (4, 2), (1, 1)])
def test_means_and_gradients_are_those_of_pooling(channels: int, side_px: int) -> None:
    image = torch.rand(2, channels, 20, 31, requires_grad=True)
    weights = torch.rand(2, channels, 21 - side_px, 32 - side_px)
    found, wanted = box_mean(image, side_px), functional.avg_pool2d(image, side_px, stride=1)
    assert found.shape == wanted.shape
    torch.testing.assert_close(found, wanted, atol=1e-6, rtol=0)
    gradients = [
        torch.autograd.grad((means * weights).sum(), image)[0] for means in (found, wanted)
    ]
    torch.testing.assert_close(*gradients, atol=1e-6, rtol=0)


def test_half_precision_is_not_used() -> None:
    image = torch.rand(1, 3, 16, 16)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert torch.equal(box_mean(image, 5), box_mean(image.clone(), 5))
        assert box_mean(image, 5).dtype == torch.float32
