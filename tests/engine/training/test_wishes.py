"""Stop, pause, save and sample reach every stage of a training, and nothing is lost by them."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from synctalk_engine.errors import JobStopped
from synctalk_engine.training import syncnet_stage
from synctalk_engine.training.clock import WorkClock
from synctalk_engine.training.held_out import HeldOut
from synctalk_engine.training.resume import read_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from tests.helpers.jobs import RecordingJob
from tests.helpers.training_process import trained_weights, unlike

QUICK = {"batchsize": 8, "epochs": 2, "train_syncnet": True, "precision": "fp32"}
STOP_LIMIT_S = 10.0


@pytest.fixture
def quick_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short SyncNet; every step of every stage is told and every wish heard at once."""
    real = syncnet_stage.SyncNetRecipe

    def small(**values: int):
        return real(
            **{"steps": 12, "segments": 2, "segment_frames": 20, "check_steps": 4, **values}
        )

    monkeypatch.setattr(syncnet_stage, "SyncNetRecipe", small)
    monkeypatch.setattr(syncnet_stage, "MIN_AUC_TO_TEACH", 0.0)
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)


class Stopper:
    """Sends ``stop`` once, as another terminal would, and remembers when."""

    def __init__(self, stage: str) -> None:
        self.stage, self.sent_s, self.job = stage, 0.0, None

    def on_event(self, job, type_: str, fields: dict) -> None:
        self.job = job
        if type_ == "progress" and job.stage == self.stage and fields["done"] > 1:
            self.send()

    def send(self) -> None:
        if not self.sent_s:
            self.sent_s = time.monotonic()
            self.job.run.send("stop")


STAGES = ["crops", "syncnet", "audio", "generator", "measuring", "pictures"]


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, dict[str, torch.Tensor]]:
    return {}


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_stops_at_once_and_nothing_is_lost(
    project: Workspace, work, quick_stages, monkeypatch, undisturbed, tmp_path: Path, stage: str
) -> None:
    if not undisturbed:
        other = Workspace(tmp_path / "undisturbed")
        other.dataset_dir.parent.mkdir()
        shutil.copytree(project.dataset_dir, other.dataset_dir)
        work(other, "train", **QUICK)
        undisturbed |= trained_weights(other.root)
    stopper = Stopper(stage)
    with monkeypatch.context() as patch:
        for name, method in (("measuring", "measure"), ("pictures", "write_all")):
            if stage == name:
                _call_first(patch, HeldOut, method, stopper.send)
        with pytest.raises(JobStopped):
            work(project, "train", stopper.on_event, **QUICK)
    assert time.monotonic() - stopper.sent_s < STOP_LIMIT_S
    assert EventReader(work.run).read_new()[-1].state == "stopped"
    figures = work(project, "train", **QUICK, continue_training=True)
    assert figures["steps"] == 14
    assert unlike(undisturbed, trained_weights(project.root)) == []


def _call_first(monkeypatch, owner: type, name: str, first: Callable[[], None]) -> None:
    real = getattr(owner, name)

    def method(self, *arguments, **named):
        first()
        return real(self, *arguments, **named)

    monkeypatch.setattr(owner, name, method)


def test_a_measurement_that_was_stopped_is_made_up_for(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the best checkpoint would be another one than that of an undisturbed training."""
    options = {"batchsize": 8, "epochs": 1, "precision": "fp32"}
    stopper = Stopper("")
    with monkeypatch.context() as patch:
        patch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)
        _call_first(patch, HeldOut, "measure", stopper.send)
        with pytest.raises(JobStopped):
            work(project, "train", stopper.on_event, **options)
    state = read_resume(work.run).run
    assert state.measurement_due and state.step == 7
    figures = work(project, "train", **options, continue_training=True)
    assert figures["held_out"]["mouth_psnr"] > 0
    assert not read_resume(work.run).run.measurement_due


def test_wishes_before_there_is_anything_to_show(project: Workspace, work, quick_stages) -> None:
    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "syncnet" and fields["done"] == 3:
            job.run.send("save")
            job.run.send("sample")
        if type_ == "progress" and job.stage == "generator":
            job.request_stop()

    with pytest.raises(JobStopped):
        work(project, "train", on_event, **QUICK)
    events = EventReader(work.run).read_new()
    said = [e.params for e in events if e.type == "log" and e.code == "wish_idle"]
    assert said == [{"wish": wish, "stage": "syncnet"} for wish in ("sample", "save")] or said == [
        {"wish": wish, "stage": "syncnet"} for wish in ("save", "sample")
    ]


def test_a_pause_uses_up_neither_budget_nor_speed(project: Workspace, work, quick_stages) -> None:
    timers = []

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 3:
            job.run.send("pause")
            timers.append(threading.Timer(3.0, lambda: job.run.send("resume")))
            timers[0].start()

    options = {"batchsize": 8, "epochs": 1, "precision": "fp32"}
    work(project, "train", on_event, **options)
    timers[0].join()
    events = EventReader(work.run).read_new()
    paused = next(e.t for e in events if e.type == "state" and e.state == "paused")
    running = next(
        e.t for e in events if e.type == "state" and e.state == "running" and e.t > paused
    )
    assert running - paused > 2.5
    spent_s = read_resume(work.run).run.seconds
    first = next(e.t for e in events if e.type == "progress" and e.stage == "generator")
    last = [e.t for e in events if e.type == "checkpoint"][-1]
    assert spent_s < last - first, "the pause is not among the seconds of training"


def test_the_clock_stands_still_in_pauses_and_standstills(monkeypatch) -> None:
    wall, busy = [100.0], [5.0]
    monkeypatch.setattr("synctalk_engine.training.clock.time.monotonic", lambda: wall[0])
    monkeypatch.setattr("synctalk_engine.training.clock.time.process_time", lambda: busy[0])
    job = RecordingJob()
    clock = WorkClock(job)

    def pass_by(wall_s: float, busy_s: float, paused_s: float = 0.0) -> float:
        before_s = clock.now_s()
        wall[0] += wall_s
        busy[0] += busy_s
        job.paused_s += paused_s
        return clock.now_s() - before_s

    assert clock.now_s() == 100.0
    assert pass_by(8.0, 7.5) == pytest.approx(8.0), "a step"
    assert pass_by(30.0, 2.0, paused_s=27.0) == pytest.approx(3.0), "a pause of 27 s"
    assert pass_by(60.0, 0.5) == pytest.approx(0.0), "SIGSTOP for a minute"
    assert pass_by(40.0, 20.0) == pytest.approx(40.0), "slow, on a busy machine"
    assert pass_by(5.0, 0.01) == pytest.approx(5.0), "waiting for a disk"
