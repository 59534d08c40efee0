"""The gradient of a training step as one CUDA graph.

A small network keeps a GPU waiting for Python, which asks for one kernel at a time. A graph
launches the forward pass, all losses and the backward pass at once. It holds for one shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Self

import torch
from torch import Tensor, nn

from synctalk_engine.dataset.batches import TrainingBatch
from synctalk_engine.training.hardware.launch import allow_other_stream, buffers_kept

Record = Callable[[Callable[[], None]], Callable[[], None]]
"""Given a function without results, gives one that does the same on the device, but faster."""
WARM_UP_STEPS = 3
"""Before a graph is captured: the first ones choose kernels and take memory."""


@dataclass(frozen=True)
class BatchTensors:
    """What the losses of a batch are computed from, on the network's device."""

    image: Tensor
    """(B, S, S, C) uint8: the network's image input."""
    target: Tensor
    """(B, S, S, 3) uint8 BGR."""
    audio: Tensor
    """(B, *window_shape) float32."""
    mouth_boxes: Tensor
    """(B, 4) int64: x0, y0, x1, y1, the last two outside."""

    @classmethod
    def of(cls, batch: TrainingBatch, device: torch.device) -> Self:
        found = (torch.as_tensor(getattr(batch, field.name)) for field in fields(cls))
        return cls(*(one.to(device, non_blocking=device.type == "cuda") for one in found))

    def clone(self) -> Self:
        return type(self)(*(tensor.clone() for tensor in self._tensors))

    def copy_(self, other: BatchTensors) -> None:
        """Take another batch's values."""
        for own, given in zip(self._tensors, other._tensors, strict=True):
            own.copy_(given, non_blocking=True)

    def is_like(self, other: BatchTensors) -> bool:
        """Whether shapes are equal."""
        pairs = zip(self._tensors, other._tensors, strict=True)
        return all(own.shape == given.shape for own, given in pairs)

    @property
    def _tensors(self) -> tuple[Tensor, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))


class StepGraph:
    """Computes gradients of batches of one shape.

    Args:
        compute: sets the gradients of the networks' weights, which are None before, from a batch;
            gives the losses, () each. It must not wait for the device.
        example: a batch of that shape.
        networks: in training mode; their weights and buffers stay as they are.
        record: tests give another one than CUDA's.
    Raises:
        Exception: no graph can be captured here; torch says so in many ways.
    """

    def __init__(
        self,
        compute: Callable[[BatchTensors], dict[str, Tensor]],
        example: BatchTensors,
        networks: Sequence[nn.Module],
        record: Record | None = None,
    ) -> None:
        self._batch = example.clone()
        self._names: tuple[str, ...] = ()
        self._losses: Tensor | None = None
        weights = [weight for network in networks for weight in network.parameters()]

        def run() -> None:
            for weight in weights:
                weight.grad = None
            losses = compute(self._batch)
            self._names = tuple(losses)
            self._losses = torch.stack([loss.float() for loss in losses.values()])

        with buffers_kept(networks):
            self._replay = (record or record_cuda_graph)(run)
        self._gradients = [(weight, weight.grad) for weight in weights if weight.grad is not None]

    def fits(self, batch: BatchTensors) -> bool:
        """Whether a batch has the shape of the example."""
        return self._batch.is_like(batch)

    def __call__(self, batch: BatchTensors) -> dict[str, Tensor]:
        """Set the gradients of the weights. Returns the losses, () float32 each."""
        self._batch.copy_(batch)
        self._replay()
        for weight, gradient in self._gradients:
            weight.grad = gradient
        assert self._losses is not None
        return dict(zip(self._names, self._losses.clone().unbind(), strict=True))


def record_cuda_graph(run: Callable[[], None]) -> Callable[[], None]:
    """Capture what a function does on the GPU. The tensors that it leaves are those of each replay.

    Raises:
        Exception: it does something that cannot be captured, or memory is short.
    """
    allow_other_stream()
    warm_up = torch.cuda.Stream()
    warm_up.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(warm_up):
        for _ in range(WARM_UP_STEPS):
            run()
    torch.cuda.current_stream().wait_stream(warm_up)
    graph = torch.cuda.CUDAGraph()
    try:
        # A broken capture would leave its own stream as the current one.
        with (
            torch.cuda.stream(torch.cuda.current_stream()),
            # Other threads may use the GPU meanwhile: one of them makes batches.
            torch.cuda.graph(graph, capture_error_mode="thread_local"),
        ):
            run()
    except Exception:
        _renew_generator()
        raise
    return graph.replay


def _renew_generator() -> None:
    """Give torch's CUDA generator a new state: with that of a broken capture, dropout fails."""
    device = torch.cuda.current_device()
    generator = torch.cuda.default_generators[device]
    if hasattr(generator, "graphsafe_set_state"):  # from torch 2.5 on
        generator.graphsafe_set_state(torch.Generator(device=f"cuda:{device}"))
