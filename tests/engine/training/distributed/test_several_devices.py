"""Trainings on several processes of the CPU, with gloo; GPUs take the same way."""

from __future__ import annotations

import copy
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
import torch

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import JobStopped, OptionError, SynctalkError
from synctalk_engine.training.checkpoints import read_object, read_weights
from synctalk_engine.training.distributed import launch
from synctalk_engine.training.distributed.process_group import ProcessGroup, ProcessLostError
from synctalk_engine.training.distributed.sync_batch_norm import sync_batch_norms
from synctalk_engine.training.worker import Assignment, take_part
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, list_runs
from tests.helpers import tiny_training
from tests.helpers.joint_steps import SCENARIOS, wait_in_step
from tests.helpers.preprocessed_clip import make_preprocessed_clip

SOURCE = Path(__file__).resolve().parents[4]
# 7 steps an epoch
QUICK = {"preset": "lite-160", "batchsize": 8, "epochs": 1, "precision": "fp32"}
TWO = {**QUICK, "device": "cpu,cpu"}


@pytest.fixture
def shared_project(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """``drawn`` for a small network, which other processes build too; each step is told."""
    make_preprocessed_clip(workspace.clip_dir("drawn"), 100)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.training.generator.run.METRIC_INTERVAL_S", 0.0)
    with tiny_training.tiny_networks():
        yield workspace


@pytest.mark.parametrize("batch_size", [6, 7, 8, 11])
@pytest.mark.parametrize("count", [2, 3])
def test_together_they_see_what_one_would(
    preprocessed: ClipDataset, batch_size: int, count: int
) -> None:
    whole = TrainingSampler(preprocessed, batch_size, seed=3)
    parts = [
        TrainingSampler(preprocessed, batch_size, seed=3, shard=(rank, count))
        for rank in range(count)
    ]
    for step in (0, 7, 1000):
        one, some = whole.batch(step), [part.batch(step) for part in parts]
        for name in vars(one):
            together = np.concatenate([getattr(part, name) for part in some])
            assert np.array_equal(getattr(one, name), together), name


def _losses(run) -> list[dict[str, float]]:
    events = EventReader(run).read_new()
    return [e.losses for e in events if e.type == "metric" and e.losses and e.stage == "generator"]


def _assert_alike(one: list[dict[str, float]], several: list[dict[str, float]]) -> None:
    """The same curve, except that dropout and noise fall elsewhere in each process."""
    assert [losses.keys() for losses in one] == [losses.keys() for losses in several]
    alone, together = (np.array([losses["total"] for losses in curve]) for curve in (one, several))
    assert together[0] == pytest.approx(alone[0], rel=0.01)
    assert together.mean() == pytest.approx(alone.mean(), rel=0.03)
    assert together == pytest.approx(alone, rel=0.15)


def _train_jointly(clip_dir: Path, folder: Path, size: int) -> list[dict]:
    """What each of ``size`` processes got from the helper's short trainings."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.helpers.joint_steps", str(clip_dir), str(folder)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    processes = [
        subprocess.Popen([*command, str(rank), str(size)], cwd=SOURCE, env=environment)
        for rank in range(size)
    ]
    assert [process.wait(200) for process in processes] == [0] * size
    return [torch.load(folder / str(rank), weights_only=True) for rank in range(size)]


@pytest.fixture(scope="module")
def alone(preprocessed: ClipDataset, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What one process gets from the helper's short trainings."""
    return _train_jointly(preprocessed.clip.path, tmp_path_factory.mktemp("one") / "1", 1)[0]


def test_a_step_of_several_is_that_of_one(
    preprocessed: ClipDataset, alone: dict, tmp_path: Path
) -> None:
    """To rounding: the same losses, gradients and batch norms; the main one has the sync loss."""
    several = _train_jointly(preprocessed.clip.path, tmp_path / "3", 3)
    for name, wanted in alone.items():
        for found in (result[name] for result in several):
            _assert_same_steps(found, wanted, has_whole_norms=SCENARIOS[name].accumulate == 1)
        for key, value in several[0][name]["weights"].items():
            weights = (result[name]["weights"][key] for result in several)
            assert all(torch.equal(value, other) for other in weights), key


def _assert_same_steps(found: dict, wanted: dict, has_whole_norms: bool) -> None:
    assert "sync" in found["losses"][0]
    for losses, alone in zip(found["losses"], wanted["losses"], strict=True):
        assert losses.keys() == alone.keys()
        for name in losses.keys() - {"delta"}:  # of pairs of frames; a single one is left out
            assert losses[name] == pytest.approx(alone[name], rel=1e-3), name
    off = (found["gradient"] - wanted["gradient"]).norm() / wanted["gradient"].norm()
    assert off < 1e-3
    for name, value in wanted["norms"].items() if has_whole_norms else ():
        assert torch.allclose(found["norms"][name], value, rtol=1e-6), name


def test_the_synced_norm_is_the_ordinary_one(tmp_path: Path) -> None:
    store = torch.distributed.FileStore(str(tmp_path / "store"), 1)
    torch.distributed.init_process_group("gloo", store=store, rank=0, world_size=1)
    try:
        ordinary = torch.nn.BatchNorm2d(5)
        torch.nn.init.normal_(ordinary.weight)
        network = torch.nn.Sequential(copy.deepcopy(ordinary))
        names = list(network.state_dict())
        sync_batch_norms(network, torch.device("cpu"), torch.distributed.group.WORLD)
        image, wanted = torch.randn(4, 5, 8, 8) * 3 + 1, torch.randn(4, 5, 8, 8)
        gradients = []
        for norm in (ordinary, network[0]):
            given = image.clone().requires_grad_()
            found = norm(given)
            (found * wanted).sum().backward()
            gradients.append((found.detach(), given.grad, norm.weight.grad, norm.bias.grad))
        for one, other in zip(*gradients, strict=True):
            assert torch.allclose(one, other, atol=1e-4)
        assert list(network.state_dict()) == names
        for name, value in ordinary.state_dict().items():
            assert torch.allclose(network[0].state_dict()[name].float(), value.float()), name
        assert torch.allclose(ordinary.eval()(image), network.eval()(image))
    finally:
        torch.distributed.destroy_process_group()


def test_several_processes_learn_what_one_does(shared_project: Workspace, work) -> None:
    work(shared_project, "train", **QUICK, save_dir="one")
    alone = _losses(work.run)
    device = "cpu,cpu,cpu"  # 8 images do not divide evenly among three
    result = work(shared_project, "train", **QUICK, device=device, save_dir="several")
    _assert_alike(alone, _losses(work.run))
    assert result["steps"] == 7
    one, _ = read_weights(shared_project.root / "one" / "0.pth")
    several, info = read_weights(shared_project.root / "several" / "0.pth")
    assert list(one) == list(several) and info["preset"] == "lite-160"
    assert not torch.distributed.is_initialized() and not active_children()


def test_a_run_goes_on_with_more_processes_and_with_fewer(shared_project: Workspace, work) -> None:
    def stop_after(steps: int):
        def on_event(job, type_: str, fields: dict) -> None:
            if type_ == "progress" and job.stage == "generator" and fields["done"] >= steps:
                job.request_stop()

        return on_event

    work(shared_project, "train", **QUICK, save_dir="whole")
    alone = _losses(work.run)
    learnt = []
    for devices, stop in (("cpu", stop_after(2)), ("cpu,cpu", stop_after(5)), ("cpu", None)):
        options = {**QUICK, "device": devices, "continue_training": stop is None or bool(learnt)}
        if stop is None:
            work(shared_project, "train", **options)
        else:
            with pytest.raises(JobStopped):
                work(shared_project, "train", stop, **options)
        learnt += _losses(work.run)
    _assert_alike(alone, learnt)


def _at_step(step: int, do):
    """An event handler that calls ``do`` with the workers once, after ``step`` steps."""
    done: list[bool] = []

    def on_event(job, type_: str, fields: dict) -> None:
        is_step = type_ == "progress" and job.stage == "generator" and fields["done"] == step
        if is_step and not done:
            done.append(True)
            do(active_children())

    return on_event


def test_a_process_that_dies_ends_all_with_the_state_saved(
    shared_project: Workspace, work, capfd
) -> None:
    three = {**QUICK, "device": "cpu,cpu,cpu"}
    with pytest.raises(SynctalkError) as caught:
        work(shared_project, "train", _at_step(3, lambda workers: workers[-1].kill()), **three)
    assert caught.value.code == "crew_lost" and caught.value.params["count"] == 3
    # The other worker loses its connection, and may be the first that is seen to have ended.
    assert re.search("process [01]", caught.value.params["reason"])
    assert read_object(work.run.resume_path)["run"]["step"] >= 3
    assert not active_children()
    assert "Traceback" not in capfd.readouterr().err
    result = work(shared_project, "train", **QUICK, continue_training=True)
    assert result["steps"] == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot interrupt one process of a console")
def test_an_interrupted_worker_stops_all_with_the_state_saved(
    shared_project: Workspace, work
) -> None:
    def interrupt(workers: list[BaseProcess]) -> None:
        os.kill(workers[0].pid, signal.SIGINT)

    with pytest.raises(JobStopped):
        work(shared_project, "train", _at_step(2, interrupt), **TWO)
    assert 2 <= read_object(work.run.resume_path)["run"]["step"] < 7
    assert not active_children()


def _training_command(options: dict[str, object]) -> list[str]:
    """Arguments of a Python that trains ``drawn`` with a small network."""
    flags = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return [*tiny_training.COMMAND, "train", "--name", "drawn", *flags]


def test_a_main_process_that_dies_ends_the_workers(workspace: Workspace) -> None:
    make_preprocessed_clip(workspace.clip_dir("drawn"), 100)
    options = {**TWO, "epochs": 50}
    process = subprocess.Popen(
        [sys.executable, *_training_command(options), "--json"],
        cwd=workspace.root,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    events = (json.loads(line) for line in process.stdout if line.startswith("{"))
    next(event for event in events if event["type"] == "metric" and event["stage"] == "generator")
    workers = psutil.Process(process.pid).children()
    process.kill()
    process.wait()
    gone, alive = psutil.wait_procs(workers, timeout=60)
    process.stdout.close()
    assert gone and not alive


def test_what_a_process_cannot_do_is_said(shared_project: Workspace, work, monkeypatch) -> None:
    """The other process does not know of the clip that this one has been given."""
    real = ProcessGroup.broadcast

    def elsewhere(self, value) -> None:
        is_assignment = isinstance(value, Assignment)
        real(self, replace(value, clip_dirs=["dataset/gone"]) if is_assignment else value)

    monkeypatch.setattr(ProcessGroup, "broadcast", elsewhere)
    with pytest.raises(SynctalkError) as caught:
        work(shared_project, "train", **TWO)
    assert (caught.value.code, caught.value.params["name"]) == ("project_not_found", "gone")


def test_a_worker_that_cannot_start_ends_all_at_once(tmp_path: Path) -> None:
    spawned = launch._spawned_group(
        [{"DEVICE": "abacus"}], torch.device("cpu"), tmp_path, take_part
    )
    with pytest.raises(ProcessLostError, match="abacus"), spawned:
        pass
    assert not active_children()


@pytest.mark.parametrize("error", [RuntimeError("mine"), MemoryError("mine")])
def test_an_error_of_the_main_process_is_no_lost_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """In the middle of a step: the worker, which is alive and waits for the others, is ended."""
    module = "synctalk_engine.training.distributed.process_group"
    monkeypatch.setattr(f"{module}.EXIT_WAIT_S", 0.1)
    spawned = launch._spawned_group(
        [{"DEVICE": "cpu"}], torch.device("cpu"), tmp_path, wait_in_step
    )
    with (
        pytest.raises(type(error), match="mine") as caught,
        spawned as group,
        group.lost_process_errors(),
    ):
        raise error
    assert caught.value is error and not active_children()


def test_a_batch_that_cannot_be_shared_is_refused(project: Workspace, work) -> None:
    with pytest.raises(OptionError, match="--batchsize 3 is too small for 2 devices"):
        work(project, "train", batchsize=3, device="cpu,cpu")


def test_others_wait_through_a_pause(shared_project: Workspace, work, monkeypatch) -> None:
    monkeypatch.setattr(
        "synctalk_engine.training.distributed.process_group.HEARTBEAT_INTERVAL_S", 0.0
    )
    beats: list[int] = []
    real_beat = ProcessGroup.heartbeat

    def counting(self) -> None:
        beats.append(1)
        real_beat(self)

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 2:
            job.run.send("pause")
        if type_ == "state" and fields["state"] == "paused":
            job.run.send("resume")

    monkeypatch.setattr(ProcessGroup, "heartbeat", counting)
    result = work(shared_project, "train", on_event, **TWO)
    states = [e.state for e in EventReader(work.run).read_new() if e.type == "state"]
    assert "paused" in states and result["steps"] == 7 and beats


def test_torchs_launcher_starts_a_training(workspace: Workspace) -> None:
    make_preprocessed_clip(workspace.clip_dir("drawn"), 100)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(SOURCE)}
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    done = subprocess.run(
        [sys.executable, *launcher, *_training_command({**QUICK, "device": "cpu"})],
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
    spawned: list[tuple] = []

    def spawn(_work, arguments: tuple, **_options) -> SimpleNamespace:
        spawned.append(arguments)
        return SimpleNamespace(processes=[])

    monkeypatch.setattr(launch.multiprocessing, "spawn", spawn)
    monkeypatch.setattr(launch, "ProcessGroup", lambda *_given: SimpleNamespace(close=list))
    before = torch.get_num_threads()
    torch.set_num_threads(7)
    try:
        environments = [{"DEVICE": "cpu"}, {"DEVICE": "cpu"}]
        with launch._spawned_group(environments, torch.device("cpu"), Path(), take_part):
            assert torch.get_num_threads() == 2
        assert torch.get_num_threads() == 7
    finally:
        torch.set_num_threads(before)
    assert [threads for _environments, _port, threads, *_rest in spawned] == [2]
