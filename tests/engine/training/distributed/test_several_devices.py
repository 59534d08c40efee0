"""Trainings on several processes of the CPU, with gloo; GPUs take the same way."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import JobStopped, OptionError, SynctalkError
from synctalk_engine.training.checkpoints import read_object, read_weights
from synctalk_engine.training.distributed import crew_processes
from synctalk_engine.training.distributed.crew import JointCrew
from synctalk_engine.training.distributed.crew_processes import free_port
from synctalk_engine.training.distributed.shared_norm import share_norms
from synctalk_engine.training.worker import Assignment
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, list_runs
from tests.helpers.preprocessed_clip import make_preprocessed_clip

SOURCE = Path(__file__).resolve().parents[4]
QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32"}  # 7 steps an epoch
TWO = {**QUICK, "device": "cpu,cpu"}


@pytest.fixture
def real_project(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """``drawn`` for the real network, which other processes build too; each step is told."""
    make_preprocessed_clip(workspace.clip_dir("drawn"), 100)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.training.generator.run.METRIC_INTERVAL_S", 0.0)
    return workspace


@pytest.mark.parametrize("batch_size", [6, 7, 8, 11])
@pytest.mark.parametrize("count", [2, 3])
def test_together_they_see_what_one_would(
    prepared: ClipDataset, batch_size: int, count: int
) -> None:
    whole = TrainingSampler(prepared, batch_size, seed=3)
    parts = [
        TrainingSampler(prepared, batch_size, seed=3, part=(rank, count)) for rank in range(count)
    ]
    for step in (0, 7, 1000):
        one, some = whole.batch(step), [part.batch(step) for part in parts]
        for name in vars(one):
            together = np.concatenate([getattr(part, name) for part in some])
            assert np.array_equal(getattr(one, name), together), name


def _losses(run) -> list[dict[str, float]]:
    events = EventReader(run).read_new()
    return [e.losses for e in events if e.type == "metric" and e.losses and e.stage == "generator"]


def _assert_alike(one: list[dict[str, float]], two: list[dict[str, float]], by: float) -> None:
    assert len(one) == len(two)
    for step, (alone, together) in enumerate(zip(one, two, strict=True)):
        assert alone.keys() == together.keys()
        assert together["total"] == pytest.approx(alone["total"], rel=by), step


def _learn_jointly(clip_dir: Path, folder: Path, count: int) -> list[dict]:
    """What each of ``count`` processes got from three steps."""
    folder.mkdir()
    group = {"WORLD_SIZE": str(count), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(free_port())}
    command = [sys.executable, "-m", "tests.helpers.joint_steps", str(clip_dir)]
    processes = [
        subprocess.Popen(
            [*command, str(folder / str(rank))],
            cwd=SOURCE,
            env={**os.environ, **group, "RANK": str(rank), "LOCAL_RANK": str(rank)},
        )
        for rank in range(count)
    ]
    assert [process.wait(200) for process in processes] == [0] * count
    return [torch.load(folder / str(rank), weights_only=True) for rank in range(count)]


def test_a_step_of_several_is_that_of_one(
    prepared: ClipDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To rounding: the same losses, gradients and batch norms; the leader has the sync loss."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    (alone,) = _learn_jointly(prepared.clip.path, tmp_path / "one", 1)
    several = _learn_jointly(prepared.clip.path, tmp_path / "three", 3)
    for together in several:
        assert together["losses"] == pytest.approx(alone["losses"], rel=1e-5)
        assert "sync" in together["losses"]
        off = (together["gradient"] - alone["gradient"]).norm() / alone["gradient"].norm()
        assert off < 1e-3
        for name, value in alone["norms"].items():
            assert torch.allclose(together["norms"][name], value, rtol=1e-6), name
    for name, value in several[0]["weights"].items():
        assert all(torch.equal(value, other["weights"][name]) for other in several), name


def test_the_shared_norm_is_the_ordinary_one(tmp_path: Path) -> None:
    store = torch.distributed.FileStore(str(tmp_path / "store"), 1)
    torch.distributed.init_process_group("gloo", store=store, rank=0, world_size=1)
    try:
        ordinary = torch.nn.BatchNorm2d(5)
        torch.nn.init.normal_(ordinary.weight)
        shared = copy.deepcopy(ordinary)
        share_norms(torch.nn.Sequential(shared), torch.device("cpu"), torch.distributed.new_group())
        picture, wanted = torch.randn(4, 5, 8, 8) * 3 + 1, torch.randn(4, 5, 8, 8)
        gradients = []
        for norm in (ordinary, shared):
            given = picture.clone().requires_grad_()
            drawn = norm(given)
            (drawn * wanted).sum().backward()
            gradients.append((drawn.detach(), given.grad, norm.weight.grad, norm.bias.grad))
        for one, other in zip(*gradients, strict=True):
            assert torch.allclose(one, other, atol=1e-4)
        for name, value in ordinary.state_dict().items():
            assert torch.allclose(shared.state_dict()[name].float(), value.float()), name
        alone = copy.deepcopy(shared)
        assert type(alone) is torch.nn.BatchNorm2d
        assert torch.equal(alone.eval()(picture), shared.eval()(picture))
    finally:
        torch.distributed.destroy_process_group()


@pytest.mark.slow
def test_two_processes_learn_what_one_does(real_project: Workspace, work) -> None:
    work(real_project, "train", **QUICK, save_dir="one")
    alone = _losses(work.run)
    figures = work(real_project, "train", **TWO, save_dir="two")
    _assert_alike(alone, _losses(work.run), by=0.05)
    assert figures["steps"] == 7
    one, _ = read_weights(real_project.root / "one" / "0.pth")
    two, info = read_weights(real_project.root / "two" / "0.pth")
    assert list(one) == list(two) and info["preset"] == "lite-160"
    assert not torch.distributed.is_initialized() and "WORLD_SIZE" not in os.environ


@pytest.mark.slow
def test_a_run_goes_on_with_more_processes_and_with_fewer(real_project: Workspace, work) -> None:
    def stop_after(steps: int):
        def on_event(job, type_: str, fields: dict) -> None:
            if type_ == "progress" and job.stage == "generator" and fields["done"] >= steps:
                job.request_stop()

        return on_event

    work(real_project, "train", **QUICK, save_dir="whole")
    alone = _losses(work.run)
    learnt = []
    for devices, stop in (("cpu", stop_after(2)), ("cpu,cpu", stop_after(5)), ("cpu", None)):
        options = {**QUICK, "device": devices, "continue_training": stop is None or bool(learnt)}
        if stop is None:
            work(real_project, "train", **options)
        else:
            with pytest.raises(JobStopped):
                work(real_project, "train", stop, **options)
        learnt += _losses(work.run)
    _assert_alike(alone, learnt, by=0.05)


def test_a_process_that_dies_ends_all_with_the_state_saved(real_project: Workspace, work) -> None:
    killed: list[int] = []

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 3 and not killed:
            (helper,) = psutil.Process().children()
            killed.append(helper.pid)
            helper.kill()

    with pytest.raises(SynctalkError) as caught:
        work(real_project, "train", on_event, **TWO)
    assert caught.value.code == "crew_lost" and killed
    assert caught.value.params["count"] == 2
    assert read_object(work.run.resume_path)["run"]["step"] >= 3
    figures = work(real_project, "train", **QUICK, continue_training=True)
    assert figures["steps"] == 7


@pytest.mark.slow
def test_what_a_process_cannot_do_is_said(real_project: Workspace, work, monkeypatch) -> None:
    """The other process does not know of the clip that this one has been given."""
    real = JointCrew.tell

    def elsewhere(self, value) -> None:
        is_assignment = isinstance(value, Assignment)
        real(self, replace(value, clip_dirs=["dataset/gone"]) if is_assignment else value)

    monkeypatch.setattr(JointCrew, "tell", elsewhere)
    with pytest.raises(SynctalkError) as caught:
        work(real_project, "train", **TWO)
    assert (caught.value.code, caught.value.params["name"]) == ("project_not_found", "gone")


def test_a_batch_that_cannot_be_shared_is_refused(project: Workspace, work) -> None:
    with pytest.raises(OptionError, match="--batchsize 3 is too small for 2 devices"):
        work(project, "train", batchsize=3, device="cpu,cpu")


@pytest.mark.slow
def test_others_wait_through_a_pause(real_project: Workspace, work, monkeypatch) -> None:
    monkeypatch.setattr("synctalk_engine.training.distributed.crew.BEAT_INTERVAL_S", 0.0)
    beats: list[int] = []
    real_beat = JointCrew.beat

    def counting(self) -> None:
        beats.append(1)
        real_beat(self)

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 2:
            job.run.send("pause")
        if type_ == "state" and fields["state"] == "paused":
            job.run.send("resume")

    monkeypatch.setattr(JointCrew, "beat", counting)
    figures = work(real_project, "train", on_event, **TWO)
    states = [e.state for e in EventReader(work.run).read_new() if e.type == "state"]
    assert "paused" in states and figures["steps"] == 7 and beats


@pytest.mark.slow
def test_torchs_launcher_starts_a_training(workspace: Workspace) -> None:
    make_preprocessed_clip(workspace.clip_dir("drawn"), 100)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(SOURCE)}
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    training = ["-m", "synctalk_engine", "train", "--name", "drawn", "--epochs", "1"]
    done = subprocess.run(
        [sys.executable, *launcher, *training, "--precision", "fp32", "--device", "cpu"],
        cwd=workspace.root,
        env=environment,
        capture_output=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    (run,) = list_runs(workspace, "drawn", "train")
    assert run.status() == "done" and len(_losses(run)) > 0
    assert [path.name for path in workspace.model_dir("drawn").iterdir()] == ["0.pth"]


def test_processes_of_one_machine_share_its_cores(monkeypatch) -> None:
    told: list[dict] = []
    monkeypatch.setattr(crew_processes, "_start", lambda _rank, given, _job: told.append(given))
    monkeypatch.setattr(crew_processes, "_end", lambda _started: None)
    before = torch.get_num_threads()
    torch.set_num_threads(7)
    try:
        with crew_processes._started([{"DEVICE": "cpu"}, {"DEVICE": "cpu"}], None):
            assert torch.get_num_threads() == 2
        assert torch.get_num_threads() == 7
    finally:
        torch.set_num_threads(before)
    assert [given["OMP_NUM_THREADS"] for given in told] == ["2", "2"]
