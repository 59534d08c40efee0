"""Too little memory: steps in parts, and a training that finds out by itself how many."""

from __future__ import annotations

import errno

import numpy as np
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import DeviceError, JobStopped
from synctalk_engine.memory_reports import memory_reports
from synctalk_engine.models import registry
from synctalk_engine.models.lite import LiteConfig
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.generator.adversarial import Discriminator
from synctalk_engine.training.generator.losses import LossWeights
from synctalk_engine.training.generator.micro_batches import (
    max_micro_batches,
    split_into_micro_batches,
)
from synctalk_engine.training.generator.trainer import GeneratorTrainer, TrainerSetup
from synctalk_engine.training.hardware import memory
from synctalk_engine.training.hardware.memory import FittingBatches, is_out_of_memory
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.resume import read_resume
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.sync_expert import MouthSyncExpert
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader

CPU = torch.device("cpu")
QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32"}  # 7 steps an epoch


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"), True),
        (RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)"), True),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 9 TB"), True),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried 9 TB"), True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("Native API failed. 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)"), True),
        (RuntimeError("level_zero: 40 (UR_RESULT_ERROR_OUT_OF_RESOURCES)"), True),
        (RuntimeError("Failed to allocate private MTLBuffer for size 9663676416"), True),
        (RuntimeError("Invalid buffer size: 12.30 GiB"), True),
        (MemoryError("Unable to allocate 3. TiB for an array"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_what_is_meant_by_out_of_memory(error: Exception, expected: bool) -> None:
    assert is_out_of_memory(error) is expected


def test_micro_batches_hold_each_image_once_and_keep_sequences_together(
    preprocessed: ClipDataset,
) -> None:
    sampler = TrainingSampler(preprocessed, batch_size=7, seed=0)
    batch, sequence = sampler.batch(3), sampler.long_sequence(3, 12)
    assert sequence is not None and max_micro_batches(7, sampler.sequence_length) == 4
    for count, largest in ((1, 8), (2, 4), (3, 4), (4, 2)):
        parts = split_into_micro_batches(batch, sequence, count, sampler.sequence_length)
        frames = np.concatenate([part.batch.frames for part in parts])
        assert frames.tolist() == [*sequence.frames, *batch.frames]
        assert max(len(part.batch.frames) for part in parts) <= largest
        assert sum(part.share for part in parts) == pytest.approx(1)
        assert sum(part.sync_frames for part in parts) == 12
        assert all(len(part.batch.frames) % 2 == 0 for part in parts[:-1])


def _trainer(preprocessed: ClipDataset, parts: int) -> GeneratorTrainer:
    """A network without dropout, its batch norms at rest: a step in parts is the whole step."""
    torch.manual_seed(0)
    network = registry.create_generator(preprocessed.preset, preprocessed.kind)
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 0.0
            layer.train = lambda mode=True, layer=layer: torch.nn.Module.train(layer, False)  # type: ignore[method-assign]
    torch.manual_seed(1)
    sync_expert = MouthSyncExpert(MouthSyncNet(), preprocessed, CPU)
    sampler, weights = TrainingSampler(preprocessed, 8, 0), LossWeights(sync=1.0)
    setup = TrainerSetup(preprocessed, sampler, CPU, 0, sync_expert=sync_expert, weights=weights)
    trainer = GeneratorTrainer(network, Precision(), setup, Discriminator(160, CPU, Precision(), 0))
    trainer.accumulate = parts
    return trainer


def _gradient(trainer: GeneratorTrainer) -> torch.Tensor:
    return torch.cat([p.grad.flatten() for p in trainer.network.parameters() if p.grad is not None])


@pytest.mark.parametrize("parts", [2, 4])
def test_the_gradient_of_the_parts_is_that_of_the_whole(
    preprocessed: ClipDataset, monkeypatch: pytest.MonkeyPatch, parts: int
) -> None:
    tiny = LiteConfig(
        widths=(8, 8, 16, 16, 32),
        audio_width=16,
        embedding_width=32,
        audio_dropout=0.0,
        audio_noise=0.0,
    )
    monkeypatch.setitem(registry.LITE_CONFIGS, "lite-160", tiny)
    whole, divided = _trainer(preprocessed, 1), _trainer(preprocessed, parts)
    given = next(whole.inputs(0))
    assert given.sequence is not None
    wanted, found = whole.step(0, 1e-3, given), divided.step(0, 1e-3, given)
    assert found.keys() == wanted.keys() and "sync" in found
    for name, value in wanted.items():
        assert found[name] == pytest.approx(value, rel=1e-3), name
    one, other = _gradient(whole), _gradient(divided)
    # A change of the weights by 1e-7 changes the gradient by a third: much of it cancels out.
    assert torch.linalg.norm(one - other) < 0.02 * torch.linalg.norm(one)


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch):
    """``greedy(images, first_step)``: memory for so many images at a time from a step on."""
    real, state = GeneratorTrainer.losses, {"calls": 0}

    def limit(images: int, from_call: int = 0) -> dict[str, int]:
        def losses(self, batch, sequence=None, sync_gradient=None):
            count = len(batch.frames) + (0 if sequence is None else len(sequence.frames))
            state["calls"] += 1
            if count > images and state["calls"] > from_call:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
            return real(self, batch, sequence, sync_gradient)

        monkeypatch.setattr(GeneratorTrainer, "losses", losses)
        return state

    return limit


def test_a_training_goes_on_in_smaller_parts(project: Workspace, work, greedy) -> None:
    greedy(images=2)
    result = work(project, "train", **QUICK)
    assert result["steps"] == 7
    events = EventReader(work.run).read_new()
    said = [e.params["parts"] for e in events if e.type == "warning" and e.code == "memory_short"]
    assert said == [2, 4]
    assert read_resume(work.run).run.config.micro_batches == 4
    _, info = read_weights(project.resolve(result["checkpoint"]))
    assert (info["batch_size"], info["accumulate"]) == (8, 4)


def test_after_too_little_memory_the_weights_are_as_from_the_last_good_state(
    project: Workspace, work, greedy
) -> None:
    """The step that failed half-way leaves nothing behind."""
    work(project, "train", **QUICK, save_dir="undisturbed", accumulate=2)
    state = greedy(images=4, from_call=0)
    work(project, "train", **QUICK, save_dir="disturbed")
    assert state["calls"] > 14
    once, _ = read_weights(project.root / "undisturbed" / "0.pth")
    twice, _ = read_weights(project.root / "disturbed" / "0.pth")
    assert all(torch.equal(once[name], twice[name]) for name in once)


def test_too_little_memory_in_the_middle(project: Workspace, work, greedy) -> None:
    greedy(images=4, from_call=10)
    result = work(project, "train", **{**QUICK, "epochs": 2})
    assert result["steps"] == 14
    events = EventReader(work.run).read_new()
    warned = [e for e in events if e.type == "warning" and e.code == "memory_short"]
    assert [e.params["step"] for e in warned] == [7], "the state saved after the first epoch"


def test_memory_for_nothing_at_all_ends_with_a_sentence(project: Workspace, work, greedy) -> None:
    greedy(images=1, from_call=9)
    with pytest.raises(DeviceError) as caught:
        work(project, "train", **{**QUICK, "epochs": 2})
    assert caught.value.code == "memory_too_small"
    assert caught.value.params["tried"] == "1, 2, 4"
    assert "--continue_training --device cpu" in caught.value.hint
    assert read_resume(work.run).run.step == 7


def test_resuming_remembers_batch_size_parts_and_rate(project: Workspace, work) -> None:
    def stop(job, type_: str, fields: dict) -> None:
        if type_ == "metric" and job.stage == "generator":
            job.request_stop()

    options = {"epochs": 1, "precision": "fp32"}
    with pytest.raises(JobStopped):
        work(project, "train", stop, **options, batchsize=4, accumulate=2, lr=5e-4)
    work(project, "train", **options, continue_training=True)
    state = read_resume(work.run).run
    assert (state.config.batch_size, state.config.micro_batches) == (4, 2)
    assert state.schedule.peak_lr == pytest.approx(5e-4)
    work(project, "train", **{**options, "epochs": 2}, continue_training=True, lr=1e-4)
    assert read_resume(work.run).run.schedule.peak_lr == pytest.approx(1e-4)


def test_the_trial_of_number_formats_needs_no_more_memory_than_training(
    project: Workspace, work, greedy
) -> None:
    greedy(images=4)
    result = work(project, "train", **{**QUICK, "precision": "auto"})
    assert result["steps"] == 7
    events = EventReader(work.run).read_new()
    assert [e.params["parts"] for e in events if e.type == "warning"] == [2]


def test_another_batch_size_goes_on_at_the_same_place(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    result = work(
        project, "train", **{**QUICK, "epochs": 2, "batchsize": 4}, continue_training=True
    )
    assert result["steps"] == 28, "7 steps of 8 are 14 of 4; two epochs of 14"
    assert sorted(p.name for p in project.model_dir("drawn").iterdir()) == ["0.pth", "1.pth"]


def test_frames_are_generated_a_few_at_a_time_where_memory_is_short() -> None:
    asked, told = [], []

    def work(rows: slice) -> np.ndarray:
        asked.append(rows.stop - rows.start)
        if asked[-1] > 2:
            raise RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)")
        return np.arange(7)[rows]

    fitting = FittingBatches(CPU)
    with memory_reports(lambda code, **params: told.append((code, params["fitting"]))):
        assert fitting.run(work, 7).tolist() == list(range(7))
        assert fitting.run(work, 5).tolist() == list(range(5))
    assert asked == [7, 3, *[1] * 12], "what fits is remembered"
    assert [code for code, _ in told] == ["memory_short_frames"] * 2, "said once for each halving"
    assert [fitting for _, fitting in told] == [3, 1]


def test_memory_for_not_even_one_frame_and_other_errors() -> None:
    def work(rows: slice, words: str) -> np.ndarray:
        raise RuntimeError(words)

    with pytest.raises(DeviceError) as caught:
        FittingBatches(CPU).run(lambda rows: work(rows, "Invalid buffer size: 9 GB"), 4)
    assert caught.value.code == "out_of_memory"
    with pytest.raises(RuntimeError, match="shapes"):
        FittingBatches(CPU).run(lambda rows: work(rows, "shapes cannot be multiplied"), 4)


class _Statistics:
    """Of a GPU that is not here."""

    reset_count = 0

    def reset_peak_memory_stats(self, _device: torch.device) -> None:
        self.reset_count += 1

    def max_memory_allocated(self, _device: torch.device) -> int:
        return 3 << 20


@pytest.mark.parametrize(
    ("kind", "expected_mb", "resets"), [("cuda", 3, 1), ("xpu", 3, 1), ("mps", 0, 0), ("cpu", 0, 0)]
)
def test_the_peak_is_measured_on_nvidias_and_intels_gpus(monkeypatch, kind, expected_mb, resets):
    statistics = _Statistics()
    for name in ("cuda", "xpu"):
        monkeypatch.setattr(torch, name, statistics)
    memory.reset_peak_bytes(torch.device(kind))
    assert (memory.peak_bytes(torch.device(kind)) >> 20, statistics.reset_count) == (
        expected_mb,
        resets,
    )
