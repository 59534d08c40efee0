"""A project's SyncNet: continued where it was stopped, trained once, and nobody else's replaced."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

from synctalk_engine.errors import CheckpointError, JobStopped
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.checkpoints import load_generator, read_weights, save_weights
from synctalk_engine.training.syncnet import stage as syncnet_stage
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.stage import may_pay_off
from synctalk_engine.training.syncnet.trainer import SyncNetRecipe, SyncNetTrainer
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from synctalk_engine.workspace.state import read_state
from tests.helpers.command_line import synctalk
from tests.helpers.research_weights import research_state
from tests.helpers.untrained_models import save_generator

USEFUL_STEPS = syncnet_stage.useful_steps
QUICK = {"batchsize": 8, "epochs": 1, "precision": "fp32", "train_syncnet": True}
SMALL = {"segments": 2, "segment_frames": 14, "check_steps": 4}
"""28 of the 55 training frames a step: two steps an epoch."""
STEPS = 12


@pytest.fixture(autouse=True)
def small_syncnet(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = partial(SyncNetRecipe, **{"steps": STEPS, **SMALL})
    monkeypatch.setattr(syncnet_stage, "SyncNetRecipe", recipe)
    monkeypatch.setattr(syncnet_stage, "useful_steps", lambda _clip: 1)
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)


def _stop_at(step: int, stage: str = "syncnet"):
    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == stage and fields["done"] == step:
            job.request_stop()

    return on_event


def _codes(run) -> list[str]:
    return [e.code for e in EventReader(run).read_new() if e.type in ("log", "warning")]


def _syncnet_state(project: Workspace) -> dict[str, Any]:
    path = project.clip_dir("drawn") / ".training_state.json"
    return json.loads(path.read_text("utf-8"))["syncnet_training"]


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    return read_weights(folder / "checkpoint_latest.pth")[0]


def _same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


# -- stopping and continuing --------------------------------------------------------------------


@pytest.mark.parametrize("step", [5, STEPS])
def test_stopped_at_any_step_it_ends_with_the_same_weights(
    project: Workspace, work, step: int
) -> None:
    options = {**QUICK, "checkpoint_dir": "undisturbed"}
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(1, "generator"), **options)
    for run in project.project_runs_dir("drawn").glob("*/syncnet_resume.pt"):
        run.unlink()
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(step), **QUICK)
    if step < STEPS:
        assert _syncnet_state(project)["completed"] is False
        assert not project.syncnet_dir("drawn").exists()
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(1, "generator"), **QUICK)
    assert "syncnet_resumed" in _codes(work.run)
    undisturbed = project.root / "undisturbed" / "syncnet_drawn"
    assert _same(_weights(undisturbed), _weights(project.syncnet_dir("drawn")))


def test_killed_it_continues_from_the_last_periodic_save(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncnet_stage, "SAVE_INTERVAL_S", -1.0)

    class Killed(BaseException):
        """Nothing is saved after it, as when a process is killed."""

    def kill(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "syncnet" and fields["done"] == 7:
            raise Killed

    with pytest.raises(Killed):
        work(project, "train", kill, **QUICK)
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(1, "generator"), **QUICK)
    resumed = [e.params for e in EventReader(work.run).read_new() if e.type == "log"
               and e.code == "syncnet_resumed"]  # fmt: skip
    assert resumed == [{"step": 6}]


def test_a_stop_says_what_is_kept_of_the_syncnet(project: Workspace, work) -> None:
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(5), **QUICK)
    kept = [e for e in EventReader(work.run).read_new() if e.type == "log"][-1]
    assert (kept.code, kept.params) == ("kept_syncnet", {"step": 5, "total": STEPS})
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(2, "audio_pretraining"), **QUICK)
    codes = _codes(work.run)
    assert codes[-1] == "kept_syncnet_done" and "kept_generator" not in codes


def test_a_pause_saves(project: Workspace, work) -> None:
    saved: list[bool] = []

    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "syncnet" and fields["done"] == 3:
            job.run.send("pause")
        if type_ == "state" and fields["state"] == "paused":
            saved.append(job.run.syncnet_state_path.is_file())
            job.request_stop()
            job.run.send("resume")

    with pytest.raises(JobStopped):
        work(project, "train", on_event, **QUICK)
    assert saved == [True]


def test_force_starts_anew_and_a_damaged_state_is_said(project: Workspace, work) -> None:
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(5), **QUICK)
    first = work.run
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(2), **QUICK, force=True)
    assert "syncnet_resumed" not in _codes(work.run)
    work.run.syncnet_state_path.unlink()
    first.syncnet_state_path.write_bytes(b"cut")
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(2), **QUICK)
    assert "syncnet_state_damaged" in _codes(work.run)


def test_the_state_goes_through_a_file_to_the_bit(preprocessed, tmp_path: Path) -> None:
    recipe = SyncNetRecipe(steps=6, **SMALL | {"check_steps": 2})
    once, first = (SyncNetTrainer(preprocessed, recipe, torch.device("cpu")) for _ in range(2))
    once.run()
    for _ in range(3):
        first.train_step()
        if first.is_check_due:
            first.check()
    torch.save(first.state_dict(), tmp_path / "state.pt")
    torch.manual_seed(99)
    second = SyncNetTrainer(preprocessed, replace(recipe), torch.device("cpu"))
    second.load_state_dict(torch.load(tmp_path / "state.pt", weights_only=True))
    second.run()
    assert _same(once.network.state_dict(), second.network.state_dict())
    assert vars(once.best.score) == vars(second.best.score) and once.best.step == second.best.step


# -- epochs -------------------------------------------------------------------------------------


def test_epochs_govern_the_syncnet_and_the_names_are_zero_based(project: Workspace) -> None:
    command = {"name": "drawn", "device": "cpu", "batchsize": 8, "train_syncnet": True}
    outcome = synctalk(project.root, "train", **command, epochs=2)
    assert outcome.exit_code == 0, outcome.stderr
    state, folder = _syncnet_state(project), project.syncnet_dir("drawn")
    assert (state["completed"], state["epochs"]) == (True, 2)
    name = Path(state["checkpoint"]).name
    assert name in ("0.pth", "1.pth")
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pth")) == [
        name, "checkpoint_latest.pth", f"syncnet_ckpt/{name}"
    ]  # fmt: skip
    assert read_weights(folder / name)[1]["trained_steps"] == 4
    more = synctalk(project.root, "train", **command, epochs=2, syncnet_epochs=3)
    assert "syncnet_resumed" in more.codes("log"), "more epochs continue it"
    assert _syncnet_state(project)["epochs"] == 3
    again = synctalk(project.root, "train", **command, epochs=3)
    assert "syncnet_ready" not in again.codes("log"), "what is trained is not trained again"


def test_without_epochs_the_recipe_says_how_long(project: Workspace) -> None:
    command = {"name": "drawn", "device": "cpu", "batchsize": 8, "train_syncnet": True}
    outcome = synctalk(project.root, "train", **command, time_budget_min=0.001, force=True)
    assert outcome.exit_code == 0, outcome.stderr
    run = max((project.project_runs_dir("drawn")).glob("*/run.json"))
    options = json.loads(run.read_text("utf-8"))["options"]
    assert (options["epochs"], options["epochs_given"], options["syncnet_epochs"]) == (
        100, False, None
    )  # fmt: skip


# -- what somebody else made --------------------------------------------------------------------


def _research_syncnet(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(research_state("syncnet328_ave"), path)
    return path.read_bytes()


@pytest.mark.parametrize("place", ["checkpoint_latest.pth", "96.pth", "syncnet_ckpt/96.pth"])
def test_a_research_syncnet_is_never_replaced(project: Workspace, work, place: str) -> None:
    theirs = project.syncnet_dir("drawn") / place
    before = _research_syncnet(theirs)
    for step in (1, 2):
        with pytest.raises(JobStopped):
            work(project, "train", _stop_at(step, "generator"), **QUICK)
        assert theirs.read_bytes() == before
    others = [p for p in project.syncnet_dir("drawn").rglob("*.pth") if p != theirs]
    assert {p.relative_to(project.syncnet_dir("drawn")).parts[0] for p in others} == {"studio"}
    checkpoint = _syncnet_state(project)["checkpoint"]
    assert checkpoint.startswith("checkpoint/syncnet_drawn/studio/")
    assert "syncnet_ready" not in _codes(work.run), "the second time ours is there"


def test_why_a_research_syncnet_is_not_used_is_said(project: Workspace, work) -> None:
    """It takes AVE features, and this video has none."""
    _research_syncnet(project.syncnet_dir("drawn") / "checkpoint_latest.pth")
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(1, "generator"), **QUICK)
    said = {e.code: e for e in EventReader(work.run).read_new() if e.type == "warning"}
    assert "aud_ave.npy" in said["syncnet_foreign_unusable"].params["reason"]
    assert said["syncnet_beside"].params["own_path"].startswith("checkpoint/syncnet_drawn/studio/")


def test_an_imported_syncnet_that_fits_is_used_instead_of_training(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.syncnet_dir("drawn") / "checkpoint_latest.pth"
    save_weights(path, MouthSyncNet().state_dict(), {"network": "mouth_syncnet", "imported": True})
    before = path.read_bytes()
    monkeypatch.setattr(syncnet_stage, "MIN_SYNC_EXPERT_AUC", 0.0)
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(1, "generator"), **QUICK)
    assert "syncnet_reused" in _codes(work.run)
    monkeypatch.setattr(syncnet_stage, "MIN_SYNC_EXPERT_AUC", 1.01)
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(2, "generator"), **QUICK)
    codes = _codes(work.run)
    assert "syncnet_foreign_weak" in codes and "syncnet_ready" in codes
    assert path.read_bytes() == before


def test_the_state_file_is_rebuilt_with_our_own_syncnet(project: Workspace, work) -> None:
    _research_syncnet(project.syncnet_dir("drawn") / "96.pth")
    with pytest.raises(JobStopped):
        work(project, "train", _stop_at(1, "generator"), **QUICK)
    wanted = _syncnet_state(project)
    (project.clip_dir("drawn") / ".training_state.json").unlink()
    found = read_state(project.clip_dir("drawn"))["syncnet_training"]
    assert found["checkpoint"] == wanted["checkpoint"] and found["completed"]


# -- files that are named -----------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["syncnet_checkpoint_path", "syncnet_checkpoint"])
def test_a_named_syncnet_skips_the_training(project: Workspace, work, flag: str) -> None:
    save_weights(
        project.root / "other.pth", MouthSyncNet().state_dict(), {"network": "mouth_syncnet"}
    )
    work(project, "train", **QUICK, **{flag: "other.pth"})
    codes = _codes(work.run)
    assert "syncnet_given" in codes and "syncnet_ready" not in codes
    assert not project.syncnet_dir("drawn").exists()


def test_a_generator_where_a_syncnet_is_wanted_is_said_before_any_work(
    project: Workspace, work
) -> None:
    save_generator(project.root / "generator.pth")
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **QUICK, syncnet_checkpoint_path="generator.pth")
    assert caught.value.params["found"].startswith("a generator")
    assert "crops" not in {e.stage for e in EventReader(work.run).read_new()}


@pytest.mark.parametrize("network", ["syncnet328_ave", "ours"])
def test_a_syncnet_where_a_generator_is_wanted_is_recognised(tmp_path: Path, network: str) -> None:
    path = tmp_path / "24.pth"
    if network == "ours":
        save_weights(path, MouthSyncNet().state_dict(), {})
    else:
        _research_syncnet(path)
    with pytest.raises(CheckpointError) as caught:
        load_generator(path, asr="ave")
    assert caught.value.params["found"].startswith("a SyncNet")


@pytest.mark.parametrize("time_budget_min", [0.02, None])
def test_no_time_is_spent_on_a_clip_that_is_too_short(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch, time_budget_min: float | None
) -> None:
    monkeypatch.setattr(syncnet_stage, "useful_steps", USEFUL_STEPS)
    work(project, "train", **QUICK, time_budget_min=time_budget_min)
    codes = _codes(work.run)
    assert "syncnet_clip_short" in codes and "syncnet_ready" not in codes
    assert not project.syncnet_dir("drawn").exists()


def test_a_syncnet_that_was_asked_for_by_its_epochs_is_trained(
    preprocessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncnet_stage, "useful_steps", USEFUL_STEPS)
    for wanted in ({"syncnet_epochs": 3}, {"epochs": 3, "epochs_given": True}):
        assert may_pay_off(preprocessed, TrainOptions(name="drawn", **wanted))
        within = TrainOptions(name="drawn", time_budget_min=6.0, **wanted)
        assert not may_pay_off(preprocessed, within), "a budget is not wasted"
    assert not may_pay_off(preprocessed, TrainOptions(name="drawn", train_syncnet=True))


def test_one_that_does_not_learn_is_given_up_early(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncnet_stage, "JUDGED_STEP", 8)
    monkeypatch.setattr(syncnet_stage, "HOPELESS_AUC", 1.01)
    work(project, "train", **QUICK)
    events = EventReader(work.run).read_new()
    steps = [e.done for e in events if e.type == "progress" and e.stage == "syncnet" and e.done]
    assert max(steps) == 8 < STEPS
    (warning,) = [e for e in events if e.type == "warning" and e.code == "syncnet_hopeless"]
    assert warning.params["step"] == 8 and "all time goes to the model" in warning.message
    assert "generator" in [e.stage for e in events if e.type == "metric"]
    assert not (project.syncnet_dir("drawn") / "checkpoint_latest.pth").exists()
