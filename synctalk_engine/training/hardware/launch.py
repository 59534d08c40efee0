"""How a training step is launched: as usual, as a CUDA graph, or with a compiled network.

A small network keeps a GPU waiting for its next kernel. A CUDA graph launches all kernels of a
step at once (``generator/step_graph.py``); ``torch.compile`` makes fewer of them. Both hold for one
shape of input: other shapes, and a network in eval mode, run as usual.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import StrEnum

import torch
from torch import Tensor, nn

from synctalk_engine.training.hardware.memory import is_out_of_memory

Forward = Callable[[Tensor, Tensor], Tensor]

logger = logging.getLogger(__name__)


class LaunchMode(StrEnum):
    """How the forward and backward pass of a training step are launched."""

    EAGER = "eager"
    GRAPH = "cuda graph"
    COMPILED = "torch.compile"


class FixedShapeForward:
    """A faster forward pass for one shape of input; it never fails where the usual one would not.

    Args:
        network: also runs what the fast one cannot.
        fast: called with images and audio like those of ``shape``, the images' shape.
    """

    def __init__(self, network: nn.Module, fast: Forward, shape: torch.Size) -> None:
        self._network, self._shape = network, shape
        self._fast: Forward | None = fast

    def __call__(self, image: Tensor, audio: Tensor) -> Tensor:
        if self._fast is None or image.shape != self._shape or not self._network.training:
            return self._network(image, audio)
        try:
            return self._fast(image, audio)
        except Exception as error:  # a compiler or a driver says so in many ways
            if is_out_of_memory(error):
                raise
            logger.warning("the network runs as usual from now on: %s", error)
            self._fast = None
            return self._network(image, audio)


def compiled_forward(network: nn.Module, image: Tensor) -> Forward:
    """A network's forward pass by ``torch.compile``, for images of one shape."""
    return FixedShapeForward(network, torch.compile(network, dynamic=False), image.shape)
