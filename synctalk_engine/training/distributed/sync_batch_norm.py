"""Batch norm over the batches of all processes, so that several train as one would.

GPUs have torch's ``SyncBatchNorm``, which refuses tensors of a CPU; there this one does the same.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, distributed, nn


def sync_batch_norms(network: nn.Module, device: torch.device, group: Any) -> None:
    """Replace all batch norms of a network, in place; weights and their names stay.

    Args:
        group: the processes whose batches belong together, with a backend for ``device``.
    """
    if device.type != "cpu":
        nn.SyncBatchNorm.convert_sync_batchnorm(network, group)
        return
    for parent in list(network.modules()):
        for name, child in parent.named_children():
            if isinstance(child, nn.BatchNorm2d):
                parent.add_module(name, CpuSyncBatchNorm2d(child, group))


class CpuSyncBatchNorm2d(nn.BatchNorm2d):
    """(B, C, H, W) float32 or half; mean and variance are those of all processes' batches."""

    def __init__(self, norm: nn.BatchNorm2d, group: Any) -> None:
        super().__init__(norm.num_features, norm.eps, norm.momentum)
        self.group = group
        self.weight, self.bias = norm.weight, norm.bias
        self.running_mean, self.running_var = norm.running_mean, norm.running_var
        self.num_batches_tracked = norm.num_batches_tracked

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return super().forward(x)
        wide = x if x.dtype == torch.float64 else x.float()
        variance, mean = torch.var_mean(wide, (0, 2, 3), correction=0)
        count = x.numel() // x.shape[1]
        moments = torch.cat([mean, variance + mean.square(), mean.new_ones(1)])
        sums = _AllReduceSum.apply(count * moments.double(), self.group)
        mean, square = (sums[:-1] / sums[-1]).chunk(2)
        variance = (square - mean.square()).clamp_min(0)
        self._update_running(mean.detach(), variance.detach(), sums[-1].detach())
        scale = self.weight * torch.rsqrt(variance + self.eps).to(wide.dtype)
        shift = self.bias - mean.to(wide.dtype) * scale
        y = torch.addcmul(shift[:, None, None], wide, scale[:, None, None])
        return y.to(x.dtype)

    @torch.no_grad()
    def _update_running(self, mean: Tensor, variance: Tensor, count: Tensor) -> None:
        self.num_batches_tracked += 1
        self.running_mean.lerp_(mean.to(self.running_mean.dtype), self.momentum)
        unbiased = variance * count / (count - 1).clamp_min(1)
        self.running_var.lerp_(unbiased.to(self.running_var.dtype), self.momentum)


class _AllReduceSum(torch.autograd.Function):
    """Sum over all processes; so is its gradient."""

    @staticmethod
    def forward(ctx: Any, value: Tensor, group: Any) -> Tensor:
        ctx.group = group
        total = value.clone()
        distributed.all_reduce(total, group=group)
        return total

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return _AllReduceSum.apply(gradient, ctx.group), None
