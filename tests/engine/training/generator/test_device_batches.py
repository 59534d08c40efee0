"""Batches from a device's memory are the loader's, and reading losses later changes no weights.

The device is the CPU here: the code is the same for every device.
"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingBatch, TrainingSampler, concat_batches
from synctalk_engine.dataset.clip_dataset import ClipDataset, open_clip_dataset
from synctalk_engine.errors import DeviceError, JobStopped
from synctalk_engine.models.lite import LiteConfig, LiteGenerator
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.generator import device_batches
from synctalk_engine.training.generator.device_batches import DeviceBatches, keep_on_device
from synctalk_engine.training.generator.scalars import read_groups
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.generator.trainer_factory import TrainerFactory
from synctalk_engine.training.hardware import precision as precision_module
from synctalk_engine.training.hardware.precision import Precision, load_optimizer
from synctalk_engine.training.resume import read_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader

CPU = torch.device("cpu")
QUICK = {"batchsize": 8, "epochs": 2, "precision": "fp32"}  # 7 steps an epoch
TINY = LiteConfig(
    input_px=160, widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32, audio_channels=608
)


@pytest.fixture
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The CPU's memory counts as a GPU's."""
    monkeypatch.setattr(device_batches, "free_device_bytes", lambda _device: 1 << 40)


@pytest.fixture
def read_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GeneratorTrainer, "read_every_steps", 5)


def _assert_same(found: TrainingBatch, wanted: TrainingBatch) -> None:
    for name, value in vars(wanted).items():
        other = np.asarray(vars(found)[name])
        assert other.dtype == value.dtype and np.array_equal(other, value), name


@pytest.mark.parametrize(
    ("preset", "kind"), [("lite-160", "mel"), ("lite-160", None), ("160", "moonshine")]
)
def test_batches_are_those_of_the_loader(
    preprocessed: ClipDataset, roomy: None, preset: str, kind
) -> None:
    clip = open_clip_dataset(preprocessed.clip.path, get_preset(preset), kind)
    loader, resident = TrainingSampler(clip, 7, seed=3), TrainingSampler(clip, 7, seed=3)
    assert keep_on_device(resident, clip, CPU)
    for step in range(0, 60, 7):
        found, wanted = resident.batch(step), loader.batch(step)
        assert isinstance(found.image, torch.Tensor)
        _assert_same(found, wanted)
        both = concat_batches(resident.long_sequence(step, 12), found)
        _assert_same(both, concat_batches(loader.long_sequence(step, 12), wanted))
    ends = np.array([0, 1, len(clip) - 1])  # windows that reach beyond the clip
    _assert_same(DeviceBatches(clip, CPU)(ends, ends[::-1]), loader.assemble(ends, ends[::-1]))


def test_data_that_does_not_fit_stays_where_it_is(
    preprocessed: ClipDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    sampler = TrainingSampler(preprocessed, 4, seed=0)
    assert keep_on_device(sampler, preprocessed, CPU) is None, "a CPU has no memory of its own"
    needed = device_batches.resident_bytes(preprocessed)
    for free, fits in ((4 * needed - 10, False), (4 * needed + 10, True)):
        monkeypatch.setattr(device_batches, "free_device_bytes", lambda _d, free=free: free)
        assert (keep_on_device(sampler, preprocessed, CPU) is not None) is fits


def test_a_training_from_device_memory_that_reads_late_gives_the_same_weights(
    project: Workspace, work, roomy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] >= 9:
            job.request_stop()

    with monkeypatch.context() as patch:
        patch.setattr(device_batches, "free_device_bytes", lambda _device: 0)
        work(project, "train", **QUICK, save_dir="loader")
    monkeypatch.setattr(GeneratorTrainer, "read_every_steps", 5)
    with pytest.raises(JobStopped):
        work(project, "train", stop, **QUICK, save_dir="resident")
    assert any(
        e.type == "log" and e.code == "data_on_device" for e in EventReader(work.run).read_new()
    )
    work(project, "train", **QUICK, save_dir="resident", continue_training=True)
    one, _ = read_weights(project.root / "loader" / "1.pth")
    other, _ = read_weights(project.root / "resident" / "1.pth")
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_loss_that_is_not_finite_is_never_saved(
    project: Workspace, work, read_late: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = GeneratorTrainer.losses, []

    def broken(self, *given, **named):
        calls.append(1)
        factor = float("nan") if len(calls) >= 10 else 1.0  # in step 9
        return {name: value * factor for name, value in real(self, *given, **named).items()}

    monkeypatch.setattr(GeneratorTrainer, "losses", broken)
    with pytest.raises(DeviceError) as caught:
        work(project, "train", **QUICK)
    assert (caught.value.code, caught.value.params["step"]) == ("loss_not_finite", 9)
    state = read_resume(work.run)
    assert state.run.step <= 9
    assert all(torch.isfinite(value).all() for value in state.trainer["model"].values())


def test_losses_of_many_steps_are_read_at_once(
    preprocessed: ClipDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    sampler = TrainingSampler(preprocessed, 4, seed=0)
    factory = TrainerFactory(preprocessed, sampler, CPU, seed=0, perceptual=None)
    torch.manual_seed(0)
    trainer = factory.build(LiteGenerator(TINY), Precision("fp32"))
    inputs, reads = trainer.inputs(0), []
    real = torch.Tensor.tolist
    with monkeypatch.context() as patch:
        patch.setattr(torch.Tensor, "tolist", lambda t: reads.append("tolist") or real(t))
        unread = [trainer.step_unread(step, 1e-3, next(inputs)) for step in range(3)]
        assert reads == []
    values = read_groups(unread)
    assert len(values) == 3 and all("gradient" in one and "total" in one for one in values)


def test_an_optimizer_state_of_another_device_keeps_its_own_way_of_updating() -> None:
    def optimizer(fused: bool) -> torch.optim.AdamW:
        torch.manual_seed(0)
        layer = torch.nn.Linear(3, 3)
        made = torch.optim.AdamW(layer.parameters(), fused=fused)
        layer(torch.ones(1, 3)).sum().backward()
        made.step()
        return made

    for fused in (False, True):
        own, other = optimizer(fused), optimizer(not fused)
        load_optimizer(own, other.state_dict())
        own.step()
        assert own.param_groups[0]["fused"] is fused
        assert {float(state["step"]) for state in own.state.values()} == {2.0}


def test_the_optimizer_is_fused_on_cuda_alone() -> None:
    assert precision_module.optimizer_options(torch.device("cuda")) == {"fused": True}
    assert precision_module.optimizer_options(CPU) == {}
