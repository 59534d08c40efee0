"""Batch norm over the batch of all processes, so that several learn what one would.

CUDA has torch's own ``SyncBatchNorm``. It does not run on a CPU, so there the same is done here,
with the kernels of the ordinary batch norm: all get what one process would make of all images.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, distributed, nn
from torch.nn import functional


def share_norms(network: nn.Module, device: torch.device, group: Any) -> None:
    """Make all batch norms of a network see the batches of all processes, in place.

    Weights, running figures and their names stay as they are.

    Args:
        group: processes whose batches belong together, with a backend for ``device``.
    """
    if device.type == "cuda":
        nn.SyncBatchNorm.convert_sync_batchnorm(network, group)
        return
    for module in network.modules():
        if type(module) is nn.BatchNorm2d:
            module.__class__ = SharedBatchNorm2d
            module.group = group


class SharedBatchNorm2d(nn.BatchNorm2d):
    """``nn.BatchNorm2d`` whose mean and deviation are those of all processes' batches."""

    group: Any

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return super().forward(x)
        x = x if x.dtype == torch.float64 else x.float()
        y, mean, variance, count = _SharedNorm.apply(
            x, self.weight, self.bias, self.eps, self.group
        )
        with torch.no_grad():
            self.num_batches_tracked += 1
            self.running_mean.lerp_(mean, self.momentum)
            unbiased = variance * (count / (count - 1).clamp_min(1))
            self.running_var.lerp_(unbiased, self.momentum)
        return y

    def __deepcopy__(self, memo: dict) -> nn.BatchNorm2d:
        """A copy is alone again: groups cannot be copied, and a copy is for drawing."""
        copied = nn.BatchNorm2d(self.num_features, self.eps, self.momentum)
        copied.load_state_dict(self.state_dict())
        copied.train(self.training)
        return copied.to(self.weight.device)


class _SharedNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, bias: Tensor, eps: float, group):
        variance, mean = torch.var_mean(x, (0, 2, 3), correction=0)
        count = x.numel() // x.shape[1]
        squares = variance + mean.square()
        sums = torch.cat([mean * count, squares * count, mean.new_tensor([count])]).double()
        distributed.all_reduce(sums, group=group)
        total, width = sums[-1], x.shape[1]
        mean64 = sums[:width] / total
        variance = (sums[width:-1] / total - mean64.square()).clamp_min(0).to(x.dtype)
        mean = mean64.to(x.dtype)
        ctx.save_for_backward(x, weight, mean, variance)
        ctx.eps, ctx.group, ctx.total = eps, group, float(total)
        total = total.to(x.dtype)
        ctx.mark_non_differentiable(mean, variance, total)
        y = functional.batch_norm(x, mean, variance, weight, bias, False, 0.0, eps)
        return y, mean, variance, total

    @staticmethod
    def backward(ctx, gradient: Tensor, *_unused: Tensor):
        x, weight, mean, variance = ctx.saved_tensors
        scale = torch.rsqrt(variance + ctx.eps)
        # Sums by torch.sum: those of the native kernel are off by up to a thousandth.
        for_bias = gradient.sum((0, 2, 3))
        for_weight = ((x - mean[:, None, None]).mul_(gradient)).sum((0, 2, 3)) * scale
        sums = torch.cat([for_bias, for_weight])
        distributed.all_reduce(sums, group=ctx.group)
        all_bias, all_weight = sums.chunk(2)
        by_mean = -weight * scale * all_bias / ctx.total
        by_scale = -weight * scale.square() * all_weight / ctx.total
        constant = by_mean - by_scale * mean
        direct = gradient * (weight * scale)[:, None, None]
        direct.addcmul_(x, by_scale[:, None, None]).add_(constant[:, None, None])
        return direct, for_weight, for_bias, None, None
