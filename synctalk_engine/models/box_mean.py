"""The mean of an image over a square around each pixel."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def box_mean(image: Tensor, side_px: int) -> Tensor:
    """Means over all squares of pixels that fit in an image.

    ``avg_pool2d`` with a stride of 1 gives the same. On a CPU it is many times slower: it adds up
    each square anew, one number at a time.

    Args:
        image: (B, C, H, W) float32.
        side_px: of the squares.
    Returns:
        (B, C, H - side_px + 1, W - side_px + 1) float32.
    """
    channels = int(image.shape[1])  # else ONNX export traces it
    row = torch.full((channels, 1, 1, side_px), 1 / side_px, device=image.device)
    with torch.autocast(image.device.type, enabled=False):
        across = functional.conv2d(image, row, groups=channels)
        return functional.conv2d(across, row.transpose(2, 3), groups=channels)
