"""The exponential moving average of a network's weights."""

from __future__ import annotations

import copy
from functools import cached_property

import torch
from torch import Tensor, nn


class AveragedWeights:
    """The average of a network's weights and buffers over the steps of its training.

    Args:
        network: whose tensors are changed in place; the average begins as a copy of it.
    """

    def __init__(self, network: nn.Module) -> None:
        self._source = network
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        """With the averages as its weights, in eval mode."""

    @torch.no_grad()
    def update(self, decay: float) -> None:
        """Move averages towards the present values; counters are copied.

        Args:
            decay: 0..1, the part of an average that is kept.
        """
        averages, values = self._floats
        torch._foreach_lerp_(averages, values, 1 - decay)
        for average, value in self._counters:
            average.copy_(value)

    @property
    def _pairs(self) -> list[tuple[Tensor, Tensor]]:
        return list(zip(_tensors(self.network), _tensors(self._source), strict=True))

    @cached_property
    def _floats(self) -> tuple[list[Tensor], list[Tensor]]:
        # Looked up once: walking through the modules took longer than averaging.
        pairs = [pair for pair in self._pairs if pair[0].is_floating_point()]
        return [average for average, _ in pairs], [value.detach() for _, value in pairs]

    @cached_property
    def _counters(self) -> list[tuple[Tensor, Tensor]]:
        return [pair for pair in self._pairs if not pair[0].is_floating_point()]


def _tensors(network: nn.Module) -> list[Tensor]:
    return [*network.parameters(), *network.buffers()]
