"""Stop, pause, save and sample reach every stage of a training, and nothing is lost by them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from synctalk_engine.errors import JobStopped
from synctalk_engine.training.clock import WorkClock
from synctalk_engine.training.evaluation.validation import ValidationSet
from synctalk_engine.training.resume import read_resume
from synctalk_engine.training.syncnet import stage as syncnet_stage
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from tests.helpers.recording_job import RecordingJob
from tests.helpers.training_process import trained_weights, unlike

QUICK = {"batchsize": 8, "epochs": 2, "train_syncnet": True, "precision": "fp32"}
MOST_AFTER_STOP = 1
"""The metric that belongs to the step after which the stop was sent."""


@pytest.fixture
def quick_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short SyncNet; every step of every stage is reported and every command read at once."""
    real = syncnet_stage.SyncNetRecipe

    def small(**values: int):
        return real(
            **{"steps": 12, "segments": 2, "segment_frames": 20, "check_steps": 4, **values}
        )

    monkeypatch.setattr(syncnet_stage, "SyncNetRecipe", small)
    monkeypatch.setattr(syncnet_stage, "MIN_SYNC_EXPERT_AUC", 0.0)
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)


class Stopper:
    """Sends ``stop`` once, as another terminal would, and counts the work that follows."""

    def __init__(self, stage: str) -> None:
        self.stage, self.is_sent, self.job = stage, False, None
        self.work_after = 0
        """Steps, frames and measurements that were told of after the stop was sent."""

    def on_event(self, job, type_: str, fields: dict) -> None:
        self.job = job
        if self.is_sent and type_ in ("progress", "metric", "sample"):
            self.work_after += 1
        if type_ == "progress" and job.stage == self.stage and fields["done"] > 1:
            self.send()

    def send(self) -> None:
        if not self.is_sent:
            self.is_sent = True
            self.job.run.send("stop")


STAGES = ["crops", "syncnet", "audio_pretraining", "generator", "measuring", "pictures"]


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
        for name, method in (("measuring", "measure"), ("pictures", "write_frames")):
            if stage == name:
                _call_first(patch, ValidationSet, method, stopper.send)
        with pytest.raises(JobStopped):
            work(project, "train", stopper.on_event, **QUICK)
    assert stopper.is_sent and stopper.work_after <= MOST_AFTER_STOP
    assert not list(work.run.path.glob("heldout/index.json")), "the images were not all written"
    assert EventReader(work.run).read_new()[-1].state == "stopped"
    result = work(project, "train", **QUICK, continue_training=True)
    assert result["steps"] == 14
    assert unlike(undisturbed, trained_weights(project.root)) == []


@pytest.mark.parametrize("stage", ["syncnet", "generator"])
def test_the_curve_reaches_the_step_at_which_the_training_was_stopped(
    project: Workspace, work, quick_stages, monkeypatch, stage: str
) -> None:
    """On a fast machine many steps lie between two metrics."""
    monkeypatch.setattr("synctalk_engine.training.generator.run.METRIC_INTERVAL_S", 1e9)
    monkeypatch.setattr(syncnet_stage, "METRIC_STEPS", 1000)

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == stage and fields["done"] == 6:
            job.run.send("stop")

    with pytest.raises(JobStopped):
        work(project, "train", on_event, **QUICK)
    events = [event for event in EventReader(work.run).read_new() if event.stage == stage]
    steps = [event.step for event in events if event.type == "metric" and event.losses]
    assert steps == ([1, 6] if stage == "generator" else [6])


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
        _call_first(patch, ValidationSet, "measure", stopper.send)
        with pytest.raises(JobStopped):
            work(project, "train", stopper.on_event, **options)
    state = read_resume(work.run).run
    assert state.measurement_due and state.step == 7
    result = work(project, "train", **options, continue_training=True)
    assert result["held_out"]["mouth_psnr"] > 0
    assert not read_resume(work.run).run.measurement_due


def test_commands_before_there_is_anything_to_show(project: Workspace, work, quick_stages) -> None:
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
    assert said == [{"wish": "sample", "stage": "syncnet"}]
    assert "saved_on_request" in [e.code for e in events if e.type == "log"]
    assert work.run.syncnet_state_path.is_file()


class HandTime:
    """Stands in for the module ``time``: each look at a clock takes a millisecond of work."""

    def __init__(self) -> None:
        self.wall_s = self.busy_s = 100.0

    def monotonic(self) -> float:
        self.wall_s += 0.001
        self.busy_s += 0.001
        return self.wall_s

    def process_time(self) -> float:
        return self.busy_s

    def sleep(self, seconds: float) -> None:
        self.wall_s += seconds


def test_neither_a_pause_nor_a_standstill_counts_as_work(
    project: Workspace, work, quick_stages, monkeypatch
) -> None:
    """Somebody goes to lunch, and closes the lid on the way."""
    clock = HandTime()
    monkeypatch.setattr("synctalk_engine.job.time", clock)
    monkeypatch.setattr("synctalk_engine.training.clock.time", clock)
    monkeypatch.setattr("synctalk_engine.training.generator.run.METRIC_INTERVAL_S", 0.0)

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 3:
            job.run.send("pause")
        if type_ == "progress" and job.stage == "generator" and fields["done"] == 5:
            clock.wall_s += 5000.0
        if type_ == "state" and fields["state"] == "paused":
            clock.wall_s += 1000.0
            job.run.send("resume")

    work(project, "train", on_event, batchsize=8, epochs=1, precision="fp32")
    events = EventReader(work.run).read_new()
    assert [e.state for e in events if e.type == "state"].count("paused") == 1
    assert clock.wall_s > 6000 and read_resume(work.run).run.seconds < 60
    speeds = [e.images_per_s for e in events if e.type == "metric" and e.images_per_s]
    assert len(speeds) >= 7 and min(speeds) > max(speeds) / 20, "they are in no metric"


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
