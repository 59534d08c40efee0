"""Whether an NVIDIA GPU may round the numbers of float32 convolutions to TF32."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import torch


@contextlib.contextmanager
def tf32_convolutions(is_allowed: bool) -> Iterator[None]:
    """Allow TF32, or forbid it, while the block runs; on other devices it changes nothing."""
    before = torch.backends.cudnn.allow_tf32
    torch.backends.cudnn.allow_tf32 = is_allowed
    try:
        yield
    finally:
        torch.backends.cudnn.allow_tf32 = before
