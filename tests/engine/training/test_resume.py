"""The last good state: kept twice, found again, never written with numbers that are none."""

from __future__ import annotations

import errno
import os

import pytest
import torch

from synctalk_engine.errors import CheckpointError, DeviceError, JobStopped, StorageError
from synctalk_engine.training import resume
from synctalk_engine.training.checkpoints import read_object, read_weights, save_object
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.resume import ResumeState, read_resume, write_resume
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, RunFolder
from tests.helpers.run_configs import make_run_config

QUICK = {"batchsize": 8, "epochs": 2, "precision": "fp32"}  # 7 steps an epoch


@pytest.fixture
def run(workspace: Workspace) -> RunFolder:
    return RunFolder.create(workspace, "train", "drawn", {"name": "drawn"})


def _write(run: RunFolder, step: int) -> None:
    state = ResumeState(Schedule(10, 1e-3), make_run_config(), step)
    write_resume(run, state, {"w": torch.full((9,), step)})


def _truncate(path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def test_the_state_before_is_kept(run: RunFolder) -> None:
    assert read_resume(run) is None
    _write(run, 1)
    _write(run, 2)
    assert read_resume(run).run.step == 2
    _truncate(run.resume_path)
    damaged = []
    state = read_resume(run, lambda path, reason: damaged.append((path, reason)))
    assert state.run.step == 1 and state.trainer["w"].tolist() == [1] * 9
    assert [path for path, _ in damaged] == [run.resume_path]
    _truncate(run.previous_resume_path)
    with pytest.raises(CheckpointError, match="not a usable checkpoint"):
        read_resume(run)


@pytest.mark.parametrize("fatal_rename", [0, 1, 2])
def test_killed_between_any_two_renames(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch, fatal_rename: int
) -> None:
    _write(run, 1)
    _write(run, 2)
    real, count = os.replace, [0]

    def replace(source, target) -> None:
        if count[0] == fatal_rename:
            raise KeyboardInterrupt  # nothing after it happens, as when the process is killed
        count[0] += 1
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        _write(run, 3)
    monkeypatch.undo()
    assert run.has_resume and read_resume(run).run.step == 2
    _write(run, 4)
    assert read_resume(run).run.step == 4


def test_a_damaged_state_does_not_displace_the_last_good_one(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Newest damaged, killed while the next is put in its place: one of the others is whole."""
    _write(run, 1)
    _write(run, 2)
    _truncate(run.resume_path)
    real = resume.replace

    def replace(source, target) -> None:
        if target == run.resume_path:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(resume, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        _write(run, 3)
    assert read_resume(run).run.step == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.pop("trainer"),
        lambda value: value.pop("run"),
        lambda value: value["run"].pop("schedule"),
        lambda value: value["run"].update(schedule={}),
        lambda value: value["run"].update(steps_of_another_program=3),
        lambda value: value.update(run=[]),
        lambda value: value.update(run=None),
    ],
)
def test_a_state_that_lacks_something_counts_as_damaged(run: RunFolder, change) -> None:
    _write(run, 1)
    _write(run, 2)
    value = read_object(run.resume_path)
    change(value)
    save_object(run.resume_path, value)
    said: list[str] = []
    assert read_resume(run, lambda _path, reason: said.append(reason)).run.step == 1
    assert said == ["it is damaged"]


def test_a_damaged_state_is_said_and_gives_the_same_weights(project: Workspace, work) -> None:
    def stop(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] >= 9:
            job.request_stop()

    work(project, "train", **QUICK, save_dir="undisturbed")
    with pytest.raises(JobStopped):
        work(project, "train", stop, **QUICK, save_dir="stopped")
    assert read_resume(work.run).run.step >= 9
    _truncate(work.run.resume_path)
    assert read_resume(work.run).run.step == 7
    work(project, "train", **QUICK, save_dir="stopped", continue_training=True)
    events = EventReader(work.run).read_new()
    assert [e.code for e in events if e.type == "warning"] == ["resume_damaged"]
    once, _ = read_weights(project.root / "undisturbed" / "1.pth")
    twice, _ = read_weights(project.root / "stopped" / "1.pth")
    assert all(torch.equal(once[name], twice[name]) for name in once)


def test_a_disk_that_fills_while_saving_keeps_the_last_state(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What remains can be gone on from, to the weights of a training that was not disturbed."""
    work(project, "train", **QUICK, save_dir="undisturbed")
    real, count = os.fsync, [0]

    def fsync(descriptor: int) -> None:
        count[0] += 1
        if count[0] == 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageError) as caught:
        work(project, "train", **QUICK, save_dir="full")
    monkeypatch.setattr(os, "fsync", real)
    assert caught.value.code == "disk_full"
    assert not list(project.root.rglob("*.partial"))
    assert 0 <= read_resume(work.run).run.step < 14
    work(project, "train", **QUICK, save_dir="full", continue_training=True)
    once, _ = read_weights(project.root / "undisturbed" / "1.pth")
    twice, _ = read_weights(project.root / "full" / "1.pth")
    assert all(torch.equal(once[name], twice[name]) for name in once)


@pytest.mark.parametrize("fault", ["loss", "gradient", "critic"])
@pytest.mark.parametrize("parts", [1, 2])
def test_numbers_that_are_none_end_with_the_last_good_state(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch, fault: str, parts: int
) -> None:
    """A gradient can be infinite although the loss is not."""
    real_losses = GeneratorTrainer.losses

    def broken(self, batch, sequence=None, sync_gradient=None):
        terms = real_losses(self, batch, sequence, sync_gradient)
        broken.calls += 1
        if broken.calls == 9 * parts + 1:
            name = "critic" if fault == "critic" else "l1"
            value = terms[name]
            # the root's slope at 0 is infinite
            terms[name] = value * torch.nan if fault == "loss" else value + (value - value).sqrt()
        return terms

    broken.calls = 0
    monkeypatch.setattr(GeneratorTrainer, "losses", broken)
    with pytest.raises(DeviceError) as caught:
        work(project, "train", **QUICK, accumulate=parts, lr=2e-3)
    assert caught.value.code == "loss_not_finite"
    assert caught.value.params == {"step": 9, "suggestion": "5.0e-04"}
    saved = read_resume(work.run)
    assert saved.run.step == 7
    for part in (saved.trainer["model"], saved.trainer["ema"], saved.trainer["critic"]["model"]):
        assert all(torch.isfinite(value.float()).all() for value in part.values())
    weights, _ = read_weights(work.run.latest_path)
    assert all(torch.isfinite(value).all() for value in weights.values())
    result = work(project, "train", **QUICK, continue_training=True, lr=5e-4)
    assert result["steps"] == 14
