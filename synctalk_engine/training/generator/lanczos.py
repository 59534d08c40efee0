"""OpenCV's ``remap`` with ``INTER_LANCZOS4``, for images in a GPU's memory.

``torch.grid_sample`` has no Lanczos kernel, and its bicubic one is softer: the network would learn
from other images than it is given in rendering. Positions are rounded to 1/32 of a pixel as OpenCV
does; its weights are 15-bit integers and these are not, so that a value may be off by one.
"""

from __future__ import annotations

import torch
from torch import Tensor

TAPS = 8
POSITIONS = 32
"""Positions between two pixels."""
ROWS_AT_ONCE = 8
"""Images that are sampled at a time: eight taps of each pixel take memory."""


def lanczos_table(device: torch.device) -> Tensor:
    """(32, 8) float32: the weights of the taps for each position."""
    position = torch.arange(POSITIONS, dtype=torch.float64)[:, None] / POSITIONS
    away = position - (torch.arange(TAPS, dtype=torch.float64) - TAPS // 2 + 1)
    weights = torch.sinc(away) * torch.sinc(away / (TAPS // 2))
    return (weights / weights.sum(1, keepdim=True)).float().to(device)


def lanczos_remap(images: Tensor, places: Tensor, table: Tensor) -> Tensor:
    """Sample images where ``places`` says; beyond their edges the outermost pixel is repeated.

    Args:
        images: (B, H, W, 3) uint8. places: (B, h, w, 2) float32, x and y in pixels.
        table: of :func:`lanczos_table`.
    Returns:
        (B, h, w, 3) uint8.
    """
    pieces = zip(images.split(ROWS_AT_ONCE), places.split(ROWS_AT_ONCE), strict=True)
    return torch.cat([_remap(some, where, table) for some, where in pieces])


def _remap(images: Tensor, places: Tensor, table: Tensor) -> Tensor:
    count, height, width, colours = images.shape
    flat = images.reshape(count, height * width, colours)
    steps = torch.round(places * POSITIONS)
    whole = torch.floor(steps / POSITIONS)
    weights = table[(steps - POSITIONS * whole).long()]  # (B, h, w, 2, 8)
    taps = whole.long()[..., None] + torch.arange(TAPS, device=images.device) - (TAPS // 2 - 1)
    columns = taps[..., 0, :].clamp(0, width - 1)  # (B, h, w, 8)
    rows = taps[..., 1, :].clamp(0, height - 1)
    total = images.new_zeros(*places.shape[:3], colours, dtype=torch.float32)
    for tap in range(TAPS):
        index = (rows[..., tap, None] * width + columns).reshape(count, -1, 1)
        pixels = flat.gather(1, index.expand(-1, -1, colours))
        pixels = pixels.reshape(*columns.shape, colours).float()  # (B, h, w, 8, 3)
        across = (weights[..., 0, :, None] * pixels).sum(-2)
        total += weights[..., 1, tap, None] * across
    return total.round_().clamp_(0, 255).to(torch.uint8)
