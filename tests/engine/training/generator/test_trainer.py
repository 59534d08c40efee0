"""A step of the generator: its losses are read at once, and its EMA follows the weights."""

from __future__ import annotations

import copy
import threading

import psutil
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.lite import LiteConfig, LiteGenerator
from synctalk_engine.training.generator.scalars import read_scalars
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.schedule import ema_decay

CPU = torch.device("cpu")
TINY = LiteConfig(
    input_px=160, widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32, audio_channels=608
)


@pytest.fixture
def trainer(preprocessed: ClipDataset) -> GeneratorTrainer:
    torch.manual_seed(0)
    sampler = TrainingSampler(preprocessed, 4, seed=0)
    factory = TrainerFactory(preprocessed, sampler, CPU, seed=0, perceptual=None)
    return factory.build(LiteGenerator(TINY), Precision("fp32"))


@pytest.mark.parametrize("micro_batches", [1, 2])
def test_a_step_reads_all_its_losses_at_once(
    trainer: GeneratorTrainer, monkeypatch: pytest.MonkeyPatch, micro_batches: int
) -> None:
    trainer.accumulate = micro_batches
    given = next(iter(trainer.inputs(0)))
    reads = []
    real = torch.Tensor.tolist
    monkeypatch.setattr(torch.Tensor, "tolist", lambda t: reads.append("tolist") or real(t))
    monkeypatch.setattr(torch.Tensor, "__float__", lambda _t: reads.append("float") or 0.0)
    values = trainer.step(0, 1e-3, given)
    assert reads.count("float") == 0 and values.keys() >= {"total", "l1", "critic"}
    assert reads == ["tolist"]


def test_scalars_are_read_with_their_names_and_precision() -> None:
    values = {"a": torch.tensor(0.1, dtype=torch.float64), "b": torch.tensor(2.0)}
    assert read_scalars(values) == {"a": 0.1, "b": 2.0}


def test_the_ema_follows_the_weights_with_the_decay_of_the_step(trainer: GeneratorTrainer) -> None:
    """Batch norm's counters are copied; everything else is averaged, from the first step on."""
    expected = copy.deepcopy(trainer.network.state_dict())
    inputs = iter(trainer.inputs(0))
    for step in range(3):
        trainer.step(step, 1e-3, next(inputs))
        for average, value in zip(
            expected.values(), trainer.network.state_dict().values(), strict=True
        ):
            if average.is_floating_point():
                average.lerp_(value, 1 - ema_decay(step))
            else:
                average.copy_(value)
    found = trainer.ema.state_dict()
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], value) for name, value in expected.items())
    assert not trainer.ema.training


def test_a_loss_that_is_not_finite_changes_no_weights(
    trainer: GeneratorTrainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = GeneratorTrainer.losses

    def broken(self, *given, **named):
        return {name: value * float("nan") for name, value in real(self, *given, **named).items()}

    monkeypatch.setattr(GeneratorTrainer, "losses", broken)
    before = {name: value.clone() for name, value in trainer.network.named_parameters()}
    values = trainer.step(0, 1e-3, next(iter(trainer.inputs(0))))
    assert values["total"] != values["total"]
    after = dict(trainer.network.named_parameters())
    assert all(torch.equal(before[name], after[name]) for name in before)


@pytest.mark.parametrize("cores", [2, 4])
def test_batches_are_made_ahead_where_a_core_is_left_for_it(
    trainer: GeneratorTrainer, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    """On two cores that both compute, a third thread makes each step wait."""
    monkeypatch.setattr(psutil, "cpu_count", lambda logical: cores)
    monkeypatch.setattr(torch, "get_num_threads", lambda: 2)
    makers = set()
    make_batch = trainer._batch
    monkeypatch.setattr(
        trainer,
        "_batch",
        lambda step: makers.add(threading.current_thread()) or make_batch(step),
    )
    with trainer.open_inputs(3) as inputs:
        first = next(inputs)
    assert (first.batch.frames == trainer._sampler.frames(3)).all()
    assert (threading.current_thread() in makers) == (cores == 2)
