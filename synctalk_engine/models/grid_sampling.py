"""``grid_sample`` with the outermost pixels repeated, on every device."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional


def sample_with_border(images: Tensor, grid: Tensor) -> Tensor:
    """Sample images bilinearly; beyond their edges the outermost pixels are repeated.

    Args:
        images: (B, C, H, W). grid: (B, h, w, 2), x and y, -1..1 from edge to edge.
    Returns:
        (B, C, h, w).
    """
    if images.device.type == "mps":  # which knows no such padding before torch 2.12
        return functional.grid_sample(images, within_border(images, grid), align_corners=False)
    return functional.grid_sample(images, grid, padding_mode="border", align_corners=False)


def within_border(images: Tensor, grid: Tensor) -> Tensor:
    """Places (B, h, w, 2) moved to the centres of the outermost pixels where they lie beyond."""
    height, width = images.shape[-2:]
    limits = grid.new_tensor([1 - 1 / width, 1 - 1 / height])
    return grid.maximum(-limits).minimum(limits)
