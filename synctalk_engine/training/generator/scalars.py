"""Reading losses from the device, which waits for it: so many at once."""

from __future__ import annotations

import torch
from torch import Tensor


def read_scalars(scalars: dict[str, Tensor]) -> dict[str, float]:
    """The values of scalar tensors of one device, read with a single synchronisation."""
    return read_groups([scalars])[0]


def read_groups(groups: list[dict[str, Tensor]]) -> list[dict[str, float]]:
    """As :func:`read_scalars`, of several steps: all with a single synchronisation."""
    scalars = [value.detach() for group in groups for value in group.values()]
    has_doubles = any(value.dtype == torch.float64 for value in scalars)
    dtype = torch.float64 if has_doubles else torch.float32
    values = iter(torch.stack([value.to(dtype) for value in scalars]).tolist())
    return [{name: next(values) for name in group} for group in groups]
