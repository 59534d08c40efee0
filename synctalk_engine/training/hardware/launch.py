"""How a training step is launched: as usual, by CUDA graphs, or with a compiled network.

A small network keeps a GPU waiting for its next kernel. A CUDA graph launches all kernels of its
forward and backward pass at once, or those of all losses too (``generator/step_graph.py``);
``torch.compile`` makes fewer of them. All hold for one shape of input: other shapes, and a network
in eval mode, run as usual.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import torch
from torch import Tensor, nn

from synctalk_engine.training.hardware.memory import is_out_of_memory
from synctalk_engine.training.hardware.precision import Precision

Forward = Callable[[Tensor, Tensor], Tensor]

logger = logging.getLogger(__name__)


class LaunchMode(StrEnum):
    """How the forward and backward pass of a training step are launched."""

    EAGER = "eager"
    GRAPH = "cuda graph"
    """Of the network."""
    STEP_GRAPH = "cuda graph of the step"
    """Of the network and all losses."""
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


def fast_forward(
    network: nn.Module, mode: LaunchMode, precision: Precision, image: Tensor, audio: Tensor
) -> Forward:
    """A network's forward pass in a mode.

    Args:
        network: in training mode; its weights and buffers stay as they are.
        image, audio: an example of what it will be given.
    Raises:
        Exception: the mode cannot be used here; torch says so in many ways.
    """
    if mode == LaunchMode.EAGER:
        return network
    if mode == LaunchMode.COMPILED:
        return FixedShapeForward(network, torch.compile(network, dynamic=False), image.shape)
    with buffers_kept([network]):
        graphed = _graphed(network, precision, image, audio)
    return FixedShapeForward(network, graphed, image.shape)


def _graphed(network: nn.Module, precision: Precision, image: Tensor, audio: Tensor) -> Forward:
    """The forward and the backward pass as CUDA graphs, which training steps replay."""
    allow_other_stream()
    wrapped = _Wrapped(network).train()  # the graph takes the wrapper's place, not the network's
    with precision.autocast(image.device, is_cached=False):
        return torch.cuda.make_graphed_callables(wrapped, (image, audio), allow_unused_input=True)


def allow_other_stream() -> None:
    """Gradients of the graph come from the stream that it was captured in. That is intended, and
    torch 2.11 prints a warning about it."""
    set_warned = getattr(torch.autograd.graph, "set_warn_on_accumulate_grad_stream_mismatch", None)
    if set_warned is not None:
        set_warned(False)


class _Wrapped(nn.Module):
    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        return self.network(image, audio)


@contextlib.contextmanager
def buffers_kept(networks: Sequence[nn.Module]) -> Iterator[None]:
    """Capturing runs networks some times: batch norm is not to count that."""
    buffers = [value for network in networks for value in network.buffers()]
    before = [value.clone() for value in buffers]
    try:
        yield
    finally:
        with torch.no_grad():
            for value, was in zip(buffers, before, strict=True):
                value.copy_(was)
