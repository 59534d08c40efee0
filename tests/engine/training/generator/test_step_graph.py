"""A step by a graph is the usual step; other shapes and other steps run as usual.

The graph is CUDA's on a GPU; here one is played by running the step again.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from synctalk_engine.dataset.batches import TrainingBatch, TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.models.presets import get_preset
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.generator.step_graph import BatchTensors, StepGraph
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.precision import Precision
from tests.helpers.drawn_meshes import use_drawn_meshes
from tests.helpers.preprocessed_clip import make_preprocessed_clip

CPU = torch.device("cpu")
STEPS, BATCH = 4, 2


class PlayedGraph:
    """Runs a step again; as with CUDA's graph, its gradients are always in the same tensors."""

    def __init__(self, networks: list[nn.Module]) -> None:
        self._weights = [weight for network in networks for weight in network.parameters()]
        self.replays = 0

    def __call__(self, run: Callable[[], None]) -> Callable[[], None]:
        for _ in range(3):
            run()
        kept = {weight: weight.grad for weight in self._weights if weight.grad is not None}

        def replay() -> None:
            self.replays += 1
            run()
            for weight, gradient in kept.items():
                gradient.copy_(weight.grad)

        return replay


@pytest.fixture
def clip(tmp_path, monkeypatch) -> ClipDataset:
    use_drawn_meshes(monkeypatch)
    folder = make_preprocessed_clip(tmp_path / "Zoë", 100).path
    return open_clip_dataset(folder, get_preset("studio-96"), "mel")


def _trainer(clip: ClipDataset) -> GeneratorTrainer:
    torch.manual_seed(0)
    factory = TrainerFactory(clip, TrainingSampler(clip, BATCH, seed=0), CPU, 0, perceptual=None)
    trainer = factory.build(create_generator(clip.preset, clip.kind), Precision("fp32"))
    trainer.discriminator_from_step = 2
    return trainer


def _networks(trainer: GeneratorTrainer) -> list[nn.Module]:
    assert trainer._discriminator is not None
    return [trainer.network, trainer._discriminator.network]


def _play(trainer: GeneratorTrainer) -> PlayedGraph:
    graph = PlayedGraph(_networks(trainer))
    trainer.use_graphs(graph)
    return graph


def _train(trainer: GeneratorTrainer) -> list[dict[str, float]]:
    with closing(trainer.inputs(0)) as inputs:
        return [trainer.step(step, 1e-3, next(inputs)) for step in range(STEPS)]


def test_steps_by_graphs_are_the_usual_steps(clip: ClipDataset) -> None:
    usual, graphed = _trainer(clip), _trainer(clip)
    graph = _play(graphed)
    assert _train(usual) == _train(graphed)
    assert graph.replays == STEPS, "with the discriminator and before it"
    for one, other in zip(_networks(usual), _networks(graphed), strict=True):
        pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
        assert all(torch.equal(value, found) for value, found in pairs)


def test_capturing_leaves_the_networks_as_they_were(clip: ClipDataset) -> None:
    trainer = _trainer(clip)
    before = copy.deepcopy([network.state_dict() for network in _networks(trainer)])
    _play(trainer)
    after = [network.state_dict() for network in _networks(trainer)]
    for one, other in zip(before, after, strict=True):
        assert all(torch.equal(value, other[name]) for name, value in one.items())


def test_other_shapes_and_micro_batches_run_as_usual(clip: ClipDataset) -> None:
    trainer = _trainer(clip)
    graph = _play(trainer)
    given = next(iter(trainer.inputs(0)))
    one = TrainingBatch(**{name: value[:1] for name, value in vars(given.batch).items()})
    trainer.step(0, 1e-3, replace(given, batch=one))
    trainer.accumulate = 2
    trainer.step(0, 1e-3, given)
    assert graph.replays == 0
    trainer.accumulate = 1
    trainer.step(0, 1e-3, given)
    assert graph.replays == 1


def test_losses_that_were_not_read_stay_when_the_graph_runs_again() -> None:
    layer = nn.Linear(1, 1)

    def compute(batch: BatchTensors) -> dict[str, Tensor]:
        loss = layer(batch.audio).sum() * 0 + batch.audio.sum()
        loss.backward()
        return {"total": loss.detach()}

    nothing = torch.zeros(1, 1, 1, 3, dtype=torch.uint8)
    batches = [
        BatchTensors(nothing, nothing, torch.tensor([[value]]), torch.zeros(1, 4, dtype=torch.long))
        for value in (1.0, 2.0)
    ]
    graph = StepGraph(compute, batches[0], [layer], PlayedGraph([layer]))
    first, second = (graph(batch) for batch in batches)
    assert (first["total"], second["total"]) == (1, 2)


def test_what_cannot_be_captured_is_raised_and_steps_run_as_usual(clip: ClipDataset) -> None:
    trainer = _trainer(clip)

    def broken(_run: Callable[[], None]) -> Callable[[], None]:
        raise RuntimeError("operation not permitted when stream is capturing")

    with pytest.raises(RuntimeError, match="capturing"):
        trainer.use_graphs(broken)
    assert trainer.step(0, 1e-3, next(iter(trainer.inputs(0))))["total"] > 0
