"""A trial before a training: its result, and that nothing is left of it."""

from __future__ import annotations

import gc
import shutil
import time
from collections import namedtuple
from pathlib import Path

import pytest
import torch

from synctalk_engine.errors import StorageError
from synctalk_engine.protocol.options.train import DEFAULT_LEARNING_RATE
from synctalk_engine.training import trial as trial_module
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.hardware import disk_space as disk
from synctalk_engine.training.syncnet import stage as syncnet_stage
from synctalk_engine.training.trial import Timed, proposed_lr, rss_meter
from synctalk_engine.workspace.layout import Workspace

QUICK = {"batchsize": 8, "epochs": 2, "precision": "fp32"}
FIELDS = {
    "images_per_s", "step_s", "peak_rss_mb", "peak_gpu_mb", "memory_free_mb", "fits_memory",
    "disk_needed_mb", "disk_free_mb", "fits_disk", "steps", "syncnet_s", "train_s", "total_s",
    "batchsize", "accumulate", "batchsize_proposed", "accumulate_proposed", "lr_proposed",
    "preset", "asr", "device", "precision",
}  # fmt: skip
Usage = namedtuple("Usage", "total used free")


def _files(workspace: Workspace) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in workspace.root.rglob("*")
        if path.is_file() and "runs" not in path.parts and "cache" not in path.parts
    }


def test_a_trial_measures_and_leaves_only_the_crops(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncnet_stage, "useful_steps", lambda _clip: 1)
    before = _files(project)
    result = work(project, "trial", **QUICK, train_syncnet=True)
    assert result.keys() == FIELDS
    assert _files(project) == before
    assert (project.clip_dir("drawn") / "cache" / "crops_168.npy").is_file()
    assert not project.model_dir("drawn").exists() and not project.syncnet_dir("drawn").exists()
    assert not work.run.has_resume
    assert result["steps"] == 14 and result["batchsize"] == 8
    assert result["images_per_s"] == pytest.approx(8 / result["step_s"], rel=0.02)
    assert result["syncnet_s"] > 0 and result["train_s"] > 14 * result["step_s"]
    assert result["total_s"] == pytest.approx(result["syncnet_s"] + result["train_s"], abs=0.2)
    assert 100 < result["peak_rss_mb"] < result["memory_free_mb"]
    assert result["fits_memory"] and result["fits_disk"]
    assert (result["batchsize_proposed"], result["accumulate_proposed"]) == (8, 1)
    assert result["lr_proposed"] == DEFAULT_LEARNING_RATE


def test_a_trial_finds_the_parts_that_fit(project: Workspace, work, monkeypatch) -> None:
    real = GeneratorTrainer.losses

    def greedy(self, batch, sequence=None, sync_gradient=None):
        if len(batch.frames) > 4:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return real(self, batch, sequence, sync_gradient)

    monkeypatch.setattr(GeneratorTrainer, "losses", greedy)
    result = work(project, "trial", **QUICK)
    assert (result["batchsize_proposed"], result["accumulate_proposed"]) == (8, 2)


def test_too_little_memory_is_seen_before_it_is_used_up(
    project: Workspace, work, monkeypatch
) -> None:
    """A processor's memory is not refused: the system would end the process."""
    monkeypatch.setattr(trial_module, "_free_bytes", lambda _device: 1 << 20)
    result = work(project, "trial", **QUICK)
    assert not result["fits_memory"] and result["accumulate_proposed"] == 4


def test_a_budget_is_the_time_it_takes(project: Workspace, work) -> None:
    assert work(project, "trial", **QUICK, time_budget_min=3)["total_s"] == 180


def test_the_smallest_batch_that_is_fast_enough_is_proposed() -> None:
    def timed(size: int, images_per_s: float) -> Timed:
        return Timed(size, 1, size / images_per_s, 0, 0)

    fast = [timed(8, 100), timed(16, 180), timed(32, 190)]
    assert trial_module._proposed(fast).batch_size == 16
    assert trial_module._proposed([timed(8, 100), timed(16, 105)]).batch_size == 8
    assert trial_module._proposed([]) is None


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_training_that_the_disk_cannot_hold_is_refused_before_it_starts(
    project: Workspace, work, monkeypatch, size: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(9 << 30, 0, 20 << 20))
    options = QUICK if size == "small" else {"preset": "328", "epochs": 100}
    with pytest.raises(StorageError) as caught:
        work(project, "train", **options)
    assert caught.value.code == "disk_too_small"
    assert caught.value.params["free_mb"] == 20
    assert caught.value.params["needed_mb"] > (60 if size == "small" else 900)
    assert not (project.clip_dir("drawn") / "cache").exists()
    assert not project.model_dir("drawn").exists()


def test_the_estimate_covers_what_a_training_leaves(project: Workspace, work, monkeypatch) -> None:
    monkeypatch.setattr(disk, "PICTURES_BYTES", 2 << 20)
    result = work(project, "trial", **QUICK)
    before = sum(p.stat().st_size for p in project.root.rglob("*") if p.is_file())
    work(project, "train", **QUICK)
    after = sum(p.stat().st_size for p in project.root.rglob("*") if p.is_file())
    crops = (project.clip_dir("drawn") / "cache" / "crops_168.npy").stat().st_size
    assert result["disk_needed_mb"] > (after - before) / 2**20 > 0.2 * result["disk_needed_mb"]
    assert crops == 100 * 168 * 168 * 3 + 128


def test_the_meter_sees_memory_that_is_given_back() -> None:
    gc.collect()  # what other tests left shall not be given back meanwhile
    with rss_meter() as peak:
        pass
    before = peak[0]
    with rss_meter() as peak:
        block = bytearray(500 << 20)
        block[::4096] = b"x" * len(block[::4096])
        deadline_s = time.monotonic() + 120
        while peak[0] <= before + (150 << 20) and time.monotonic() < deadline_s:
            time.sleep(0.01)  # until the meter's thread had its turn
        del block
    assert peak[0] > before + (150 << 20), "even where other memory is given back at the same time"


def test_the_learning_rate_grows_with_the_square_root_of_the_batch() -> None:
    assert proposed_lr(8) == DEFAULT_LEARNING_RATE
    assert proposed_lr(32) == pytest.approx(2 * DEFAULT_LEARNING_RATE)
    assert proposed_lr(2) == pytest.approx(DEFAULT_LEARNING_RATE / 2)
