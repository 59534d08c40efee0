"""A faster launch of the network is taken where it wins and computes the same; it never fails."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from torch import Tensor, nn

from synctalk_engine.training.generator import launch_choice
from synctalk_engine.training.generator.launch_choice import (
    LaunchTrial,
    choose_launch,
    try_launch,
)
from synctalk_engine.training.generator.precision_choice import PrecisionChoice
from synctalk_engine.training.hardware.launch import (
    FixedShapeForward,
    LaunchMode,
    fast_forward,
)
from synctalk_engine.training.hardware.precision import Precision

EAGER, GRAPH, COMPILED = LaunchMode.EAGER, LaunchMode.GRAPH, LaunchMode.COMPILED
STEP_GRAPH = LaunchMode.STEP_GRAPH
IMAGE, AUDIO = torch.ones(4, 3), torch.zeros(1)


class Network(nn.Module):
    """Counts its calls; batch norm has buffers that a call changes."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(3)
        self.calls = 0

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        self.calls += 1
        return self.norm(image) + audio


def broken(_image: Tensor, _audio: Tensor) -> Tensor:
    raise RuntimeError("no kernel image is available")


@pytest.fixture
def context() -> SimpleNamespace:
    """A training alone on CUDA with an hour; ``context.said`` are its log lines."""
    said: list[tuple[str, dict]] = []
    job = SimpleNamespace(
        poll=lambda: set(),
        stage="generator",
        log=lambda code, **params: said.append((code, params)),
    )
    return SimpleNamespace(
        job=job,
        said=said,
        device=SimpleNamespace(type="cuda"),
        process_group=SimpleNamespace(size=1),
        phase_budget_s=lambda fraction: fraction * 3600,
    )


@pytest.fixture
def choose(context, monkeypatch):
    """Chooses among modes whose seconds, losses and gradients are given; errors are raised."""
    monkeypatch.setattr(launch_choice, "free_memory", lambda _device: None)

    def run(found: dict, micro_batches: int = 1, steps: int = 10_000) -> LaunchMode:
        def timed(_network, _trainers, _precision, mode):
            result = found.get(mode, RuntimeError("no such mode"))
            if isinstance(result, Exception):
                raise result
            step_s, loss, *gradient = result
            return LaunchTrial(step_s, {"total": loss, "gradient": (*gradient, 0.5)[0]})

        monkeypatch.setattr(launch_choice, "_timed", timed)
        choice = PrecisionChoice(Precision("fp32"), micro_batches, step_s=0.1)
        return choose_launch(context, Network(), None, choice, steps)

    return run


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ({EAGER: (0.10, 1.0), GRAPH: (0.05, 1.01), COMPILED: (0.06, 1.0)}, GRAPH),
        ({EAGER: (0.10, 1.0), GRAPH: (0.06, 1.0), COMPILED: (0.05, 1.0)}, COMPILED),
        ({EAGER: (0.10, 1.0), GRAPH: (0.06, 1.0), STEP_GRAPH: (0.02, 1.0)}, STEP_GRAPH),
        ({EAGER: (0.10, 1.0), GRAPH: (0.06, 1.0), STEP_GRAPH: RuntimeError()}, GRAPH),
        ({EAGER: (0.10, 1.0), GRAPH: (0.06, 1.0), STEP_GRAPH: (0.02, 1.0, 0.0)}, GRAPH),
        ({EAGER: (0.10, 1.0), GRAPH: (0.099, 1.0), COMPILED: (0.2, 1.0)}, EAGER),
        ({EAGER: (0.10, 1.0), GRAPH: (0.01, 2.0), COMPILED: (0.01, float("nan"))}, EAGER),
        ({EAGER: (0.10, 1.0), GRAPH: RuntimeError(), COMPILED: ImportError("triton")}, EAGER),
        ({EAGER: MemoryError(), GRAPH: (0.01, 1.0), COMPILED: (0.01, 1.0)}, EAGER),
    ],
)
def test_the_fastest_mode_with_the_usual_losses_and_gradient_is_taken(
    choose, found, wanted
) -> None:
    assert choose(found) is wanted


def test_what_cannot_be_used_is_said(choose, context) -> None:
    choose({EAGER: (0.1, 1.0), GRAPH: RuntimeError("no driver.\nmore"), COMPILED: (0.01, 3.0)})
    codes = [(code, params.get("mode"), params.get("reason")) for code, params in context.said]
    assert codes == [
        ("launch_impossible", "cuda graph", "no driver"),
        ("launch_impossible", "cuda graph of the step", "no such mode"),
        ("launch_impossible", "torch.compile", "its losses differ from the usual ones"),
        ("launch_chosen", "eager", None),
    ]


def test_nothing_is_tried_without_cuda_or_alone_or_in_micro_batches(choose, context) -> None:
    fast = {EAGER: (0.1, 1.0), GRAPH: (0.01, 1.0), COMPILED: (0.01, 1.0)}
    assert choose(fast, micro_batches=2) is EAGER
    context.process_group.size = 2
    assert choose(fast) is EAGER
    context.process_group.size, context.device.type = 1, "cpu"
    assert choose(fast) is EAGER
    assert context.said == []


def test_compiling_needs_time(choose, context) -> None:
    fast = {EAGER: (0.1, 1.0), GRAPH: (0.06, 1.0), COMPILED: (0.01, 1.0)}
    assert choose(fast) is COMPILED
    context.phase_budget_s = lambda fraction: fraction * 300
    assert choose(fast) is GRAPH, "a minute to compile is too much of five"
    context.phase_budget_s = lambda _fraction: None
    assert choose(fast, steps=1_000) is GRAPH, "of a training of 100 s too"
    assert choose(fast, steps=20_000) is COMPILED


def test_a_fast_forward_is_for_one_shape_and_for_training() -> None:
    network = Network().train()
    forward = FixedShapeForward(network, lambda image, _audio: 7 * image, IMAGE.shape)
    assert torch.equal(forward(IMAGE, AUDIO), 7 * IMAGE) and network.calls == 0
    forward(IMAGE[:2], AUDIO)
    network.eval()
    forward(IMAGE, AUDIO)
    assert network.calls == 2


def test_a_fast_forward_that_fails_is_used_no_more() -> None:
    network = Network().train()
    forward = FixedShapeForward(network, broken, IMAGE.shape)
    assert torch.equal(forward(IMAGE, AUDIO), network(IMAGE, AUDIO))
    forward(IMAGE, AUDIO)
    assert network.calls == 3


def test_out_of_memory_is_for_the_trainer() -> None:
    def full(_image: Tensor, _audio: Tensor) -> Tensor:
        raise torch.OutOfMemoryError("CUDA out of memory.")

    with pytest.raises(torch.OutOfMemoryError):
        FixedShapeForward(Network().train(), full, IMAGE.shape)(IMAGE, AUDIO)


def test_capturing_a_graph_leaves_the_network_as_it_was(monkeypatch) -> None:
    def capture(wrapped: nn.Module, inputs: tuple, allow_unused_input: bool) -> nn.Module:
        for _ in range(3):
            wrapped(*inputs)  # as torch warms up
        return wrapped

    monkeypatch.setattr(torch.cuda, "make_graphed_callables", capture)
    network = Network().train()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    forward = fast_forward(network, GRAPH, Precision("bf16"), IMAGE, AUDIO)
    after = network.state_dict()
    assert network.calls == 3 and all(torch.equal(before[name], after[name]) for name in before)
    assert "forward" not in vars(network), "the network itself is not replaced"
    assert isinstance(forward, FixedShapeForward)


def test_a_resumed_training_elsewhere_runs_as_usual() -> None:
    trainer = SimpleNamespace(device=torch.device("cpu"))
    assert try_launch(trainer, GRAPH) is EAGER
    assert try_launch(SimpleNamespace(device=torch.device("cuda")), GRAPH) is EAGER, "it failed"
