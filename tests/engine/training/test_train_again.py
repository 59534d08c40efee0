"""The same ``train`` command again: what is finished is skipped, what is not is continued.

And only ``--force`` starts a new training, beside what is there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from synctalk_engine.errors import CheckpointError, JobStopped, OptionError
from synctalk_engine.job import Job
from synctalk_engine.jobs import function_of
from synctalk_engine.models import registry
from synctalk_engine.models.lite import LiteConfig
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training.checkpoints import read_weights
from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint
from synctalk_engine.training.evaluation.validation import selection_score
from synctalk_engine.training.resume import ResumeState, is_finished, read_resume, resumed_state
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.workspace.engine_process import prepare_resume
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_files import rename_project
from synctalk_engine.workspace.runs import EventReader
from synctalk_engine.workspace.state import read_state
from tests.helpers.preprocessed_clip import make_preprocessed_clip
from tests.helpers.run_configs import make_run_config

QUICK = {"batchsize": 8, "epochs": 2, "precision": "fp32"}
"""7 steps an epoch."""


@pytest.fixture(autouse=True)
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is thinned to ten a second; here each step is told."""
    monkeypatch.setattr("synctalk_engine.job.PROGRESS_INTERVAL_S", 0.0)
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)


def _stop_after(steps: int):
    def on_event(job, type_: str, fields: dict) -> None:
        if type_ == "progress" and job.stage == "generator" and fields["done"] >= steps:
            job.request_stop()

    return on_event


def _stop_in(stage: str):
    def on_event(job, _type: str, _fields: dict) -> None:
        if job.stage == stage:
            job.request_stop()

    return on_event


def _said(run, type_: str = "log") -> dict[str, dict]:
    return {
        event.code: event.params for event in EventReader(run).read_new() if event.type == type_
    }


def _steps(run) -> list[int]:
    events = EventReader(run).read_new()
    return [int(e.done) for e in events if e.type == "progress" and e.stage == "generator"]


def _names(folder: Path) -> list[str]:
    return sorted((path.name for path in folder.iterdir()), key=lambda name: int(name[:-4]))


def _best(project: Workspace) -> Path:
    return best_checkpoint(project.clip_dir("drawn"), project.model_dir("drawn"), project)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# -- finished, unfinished, more -----------------------------------------------------------------


def test_a_finished_training_is_skipped_and_that_is_said(project: Workspace, work) -> None:
    first = work(project, "train", **QUICK)
    before, best = _files(project.model_dir("drawn")), _best(project)
    again = work(project, "train", **QUICK)
    assert again["steps"] == 14 and again["checkpoint"] == first["checkpoint"]
    assert again["held_out"] == first["held_out"]
    said = _said(work.run)
    assert said["training_finished"] == {
        "name": "drawn", "epochs": 2, "path": first["checkpoint"],
    }  # fmt: skip
    assert said["stage_skipped"] == {"stage": "generator"}
    assert _files(project.model_dir("drawn")) == before and _best(project) == best
    stages = {event.stage for event in EventReader(work.run).read_new()}
    assert "audio_pretraining" not in stages, "the audio branch was not trained from zero"


def test_fewer_epochs_than_are_done_are_finished_too(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    assert work(project, "train", **{**QUICK, "epochs": 1})["steps"] == 14
    assert "training_finished" in _said(work.run)
    assert _names(project.model_dir("drawn")) == ["1.pth"]


def test_what_was_stopped_is_continued_to_the_same_weights(project: Workspace, work) -> None:
    work(project, "train", **QUICK, save_dir="undisturbed")
    with pytest.raises(JobStopped):
        work(project, "train", _stop_after(5), **QUICK, save_dir="stopped")
    work(project, "train", **QUICK, save_dir="stopped")
    assert _said(work.run)["resumed"] == {"step": 5}
    once, _ = read_weights(project.root / "undisturbed" / "1.pth")
    twice, _ = read_weights(project.root / "stopped" / "1.pth")
    assert all(torch.equal(once[name], twice[name]) for name in once)


def test_more_epochs_continue_a_finished_training(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    assert work(project, "train", **{**QUICK, "epochs": 3})["steps"] == 21
    assert _said(work.run)["resumed"] == {"step": 14}
    assert _names(project.model_dir("drawn")) == ["1.pth", "2.pth"]


def test_fewer_epochs_end_an_unfinished_training_earlier(project: Workspace, work) -> None:
    with pytest.raises(JobStopped):
        work(project, "train", _stop_after(5), **{**QUICK, "epochs": 9})
    assert work(project, "train", **QUICK)["steps"] == 14
    assert _names(project.model_dir("drawn")) == ["1.pth"]


def test_epochs_that_are_not_given_leave_the_planned_end() -> None:
    """100 also stands where nothing was given: 200 epochs that were begun are not cut short."""

    def total(asked: int) -> int:
        state = ResumeState(Schedule(200 * 7, 1e-3), make_run_config(), step=70)
        options = TrainOptions(name="x", epochs=asked, batchsize=8, accumulate=1)
        return resumed_state(state, options, 7, None).schedule.total_steps

    assert (total(100), total(50), total(300)) == (200 * 7, 50 * 7, 300 * 7)


def test_a_time_budget_is_that_of_all_runs_together() -> None:
    state = ResumeState(Schedule(70, 1e-3), make_run_config(), step=70, budget_min=20.0)

    def finished(minutes: float) -> bool:
        options = TrainOptions(name="x", batchsize=8, accumulate=1, time_budget_min=minutes)
        return is_finished(state, options)

    assert finished(20.0) and finished(10.0) and not finished(20.5)


def test_a_training_that_a_time_budget_ended_is_finished(project: Workspace, work) -> None:
    budget = {"batchsize": 8, "precision": "fp32", "time_budget_min": 0.1}
    steps = work(project, "train", **budget)["steps"]
    assert work(project, "train", **budget)["steps"] == steps
    assert "training_finished" in _said(work.run)
    more = {**QUICK, "epochs": -(-steps // 7) + 1}
    assert work(project, "train", **more)["steps"] > steps, "epochs continue it all the same"


def test_a_last_checkpoint_that_was_deleted_is_written_again(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    path = project.model_dir("drawn") / "1.pth"
    weights, _ = read_weights(path)
    path.unlink()
    assert work(project, "train", **QUICK)["steps"] == 14
    again, _ = read_weights(path)
    assert all(torch.equal(weights[name], again[name]) for name in weights)


# -- a new training -----------------------------------------------------------------------------


def test_force_starts_a_new_training_beside_the_old_one(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    first_run, folder = work.run, project.model_dir("drawn")
    before = _files(folder)
    work(project, "train", **QUICK, force=True, seed=1)
    assert _names(folder) == ["1.pth", "3.pth"]
    assert (folder / "1.pth").read_bytes() == before["1.pth"]
    infos = [read_weights(folder / name)[1] for name in ("1.pth", "3.pth")]
    assert [info["training"] for info in infos] == [first_run.run_id, work.run.run_id]
    assert [info["first_epoch"] for info in infos] == [0, 2]
    assert _said(work.run)["training_new_beside"]["epoch"] == 2
    state = read_state(project.clip_dir("drawn"))["main_training"]
    assert state["checkpoints"] == ["checkpoint/drawn/1.pth", "checkpoint/drawn/3.pth"]
    assert state["epochs"] == 4
    # From here on the new one is what the same command means.
    assert work(project, "train", **QUICK)["steps"] == 14
    assert "training_finished" in _said(work.run)
    work(project, "train", **{**QUICK, "epochs": 3})
    assert _names(folder) == ["1.pth", "3.pth", "4.pth"]


@pytest.mark.parametrize("by_window", [False, True])
def test_a_new_training_that_was_stopped_before_its_first_state_begins_again(
    project: Workspace, work, by_window: bool
) -> None:
    """Neither the same command nor the window's Resume takes the old one for it."""
    work(project, "train", **QUICK)
    with pytest.raises(JobStopped):
        work(project, "train", _stop_in("audio_pretraining"), **QUICK, force=True)
    if by_window:
        prepare_resume(work.run)
        with Job(work.run) as job:
            options = work.run.read_spec().parsed_options()
            function_of("train")(options, project, job)
    else:
        work(project, "train", **QUICK)
    assert _names(project.model_dir("drawn")) == ["1.pth", "3.pth"]


def test_a_run_that_is_resumed_by_the_window_continues_its_own_state(
    project: Workspace, work
) -> None:
    """Also where another training has begun since; its checkpoints are not written over."""
    with pytest.raises(JobStopped):
        work(project, "train", _stop_after(5), **QUICK)
    old = work.run
    work(project, "train", **QUICK, force=True, seed=1)
    folder = project.model_dir("drawn")
    new = _files(folder)
    prepare_resume(old)
    with Job(old) as job:
        function_of("train")(old.read_spec().parsed_options(), project, job)
    assert _said(old)["epochs_renumbered"] == {"epoch": 2}
    assert _names(folder) == ["1.pth", "3.pth"]
    assert (folder / "1.pth").read_bytes() == new["1.pth"]
    assert read_weights(folder / "3.pth")[1]["training"] == old.run_id


def test_force_and_continue_training_contradict_each_other(project: Workspace, work) -> None:
    with pytest.raises(OptionError, match="--continue_training and --force"):
        work(project, "train", **QUICK, force=True, continue_training=True)


def test_a_branch_is_continued_by_its_own_command(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    branch = {**QUICK, "epochs": 1, "from_checkpoint": "checkpoint/drawn/1.pth"}
    with pytest.raises(JobStopped):
        work(project, "train", _stop_after(3), **branch)
    work(project, "train", **branch)
    assert _said(work.run)["resumed"] == {"step": 3}
    work(project, "train", **branch)
    assert "training_finished" in _said(work.run)
    assert _names(project.model_dir("drawn")) == ["1.pth", "2.pth"]


# -- other options than before ------------------------------------------------------------------


@pytest.mark.parametrize("changed", [{"preset": "lite-320"}, {"asr": "mel"}])
def test_another_model_needs_force(project: Workspace, work, changed: dict[str, str]) -> None:
    work(project, "train", **QUICK)
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **QUICK, **changed)
    assert caught.value.code == "training_other_kind" and "--force" in caught.value.hint
    if "asr" in changed:  # the hint works
        work(project, "train", **QUICK, **changed, force=True)
        assert _names(project.model_dir("drawn")) == ["1.pth", "3.pth"]


def test_another_batch_size_continues_at_the_same_epoch(project: Workspace, work) -> None:
    """Rounding leaves no step over: a finished training stays finished."""
    work(project, "train", **QUICK)
    for size in (3, 4, 10, 16):
        work(project, "train", **{**QUICK, "batchsize": size})
        assert "training_finished" in _said(work.run), size
    more = {**QUICK, "epochs": 3, "batchsize": 4}  # 14 steps an epoch
    assert work(project, "train", **more)["steps"] == 42
    said = _said(work.run)
    assert said["batch_size_changed"] == {"found": 8, "wanted": 4}
    assert said["resumed"] == {"step": 28}
    assert _names(project.model_dir("drawn")) == ["1.pth", "2.pth"]


def test_another_rate_is_taken_over_and_a_seed_is_not(project: Workspace, work) -> None:
    with pytest.raises(JobStopped):
        work(project, "train", _stop_after(5), **QUICK)
    work(project, "train", **QUICK, lr=5e-4, seed=3)
    assert _said(work.run)["learning_rate_changed"] == {"lr": 5e-4}
    assert _said(work.run, "warning")["option_ignored"]["option"] == "--seed 3"
    state = read_resume(work.run).run
    assert (state.schedule.peak_lr, state.config.seed) == (5e-4, 0)


# -- one meaning of best ------------------------------------------------------------------------


def _blurred(path: Path, target: Path, **info) -> None:
    """A checkpoint like another one, but worse: its weights are damped."""
    from synctalk_engine.training.checkpoints import save_weights

    weights, found = read_weights(path)
    worse = {n: v * 0.7 if v.is_floating_point() else v for n, v in weights.items()}
    save_weights(target, worse, {**found, **info})


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    return {}


@pytest.fixture
def six_epochs(project: Workspace, work, trained, tmp_path_factory) -> Workspace:
    """The project after six epochs, trained once for all tests."""
    if not trained:
        work(project, "train", **{**QUICK, "epochs": 6})
        copy = tmp_path_factory.mktemp("six epochs") / "workspace"
        shutil.copytree(project.root, copy)
        trained["six"] = Workspace(copy)
    else:
        shutil.rmtree(project.root)
        shutil.copytree(trained["six"].root, project.root)
    return project


def test_a_worse_new_training_does_not_become_the_best(six_epochs: Workspace, work) -> None:
    best = _best(six_epochs)
    ruinous = 0.03  # a low rate leaves the mouth as it is, which after so few steps may be better
    result = work(six_epochs, "train", **{**QUICK, "epochs": 1}, force=True, lr=ruinous)
    assert result["checkpoint"] == six_epochs.relative(best) and _best(six_epochs) == best
    assert "best_kept" in _said(work.run)
    events = [e for e in EventReader(work.run).read_new() if e.type == "checkpoint"]
    assert not any(event.best for event in events)
    index_path = work.run.path / "heldout" / "index.json"
    assert '"epoch": 6' in index_path.read_text(), "what this training has made is shown"


@pytest.mark.parametrize(
    "metrics", [{}, {"mouth_psnr": 99.0, "sharpness_ratio": 1.0}], ids=["none", "boasted"]
)
def test_a_best_one_measured_otherwise_is_measured_again(
    six_epochs: Workspace, work, metrics: dict[str, float]
) -> None:
    """It was imported, say: metrics of another video, or none."""
    from synctalk_engine.workspace.state import update_state

    folder = six_epochs.model_dir("drawn")
    _blurred(folder / "5.pth", folder / "3.pth", figures=metrics, method="another", epoch=3)
    update_state(
        six_epochs.clip_dir("drawn"), "main_training", figures=metrics,
        best_checkpoint="checkpoint/drawn/3.pth", best_by_folder={},
    )  # fmt: skip
    assert _best(six_epochs).name == "3.pth"
    result = work(six_epochs, "train", **{**QUICK, "epochs": 7})
    measured = _said(work.run)["best_measured"]
    assert measured["path"] == "checkpoint/drawn/3.pth" and measured["mouth_psnr"] < 90
    assert result["checkpoint"] != "checkpoint/drawn/3.pth"
    assert _best(six_epochs) == six_epochs.resolve(result["checkpoint"])


def test_networks_of_two_presets_are_measured_on_the_same_frames(
    six_epochs: Workspace, work, monkeypatch
) -> None:
    """Crops of 168 pixels are softer than those of 328: their metrics cannot be compared."""
    tiny = LiteConfig(widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32)
    monkeypatch.setitem(registry.LITE_CONFIGS, "lite-320", tiny)
    best = six_epochs.relative(_best(six_epochs))
    own = read_weights(six_epochs.resolve(best))[1]
    new = {**QUICK, "epochs": 1, "preset": "lite-320", "force": True}
    work(six_epochs, "train", **new)
    assert _said(work.run)["best_measured"]["path"] == best
    measured = [e for e in EventReader(work.run).read_new() if e.type == "checkpoint"]
    assert len(measured) == 1 and read_weights(work.run.latest_path)[1]["method"] != own["method"]


def test_a_best_one_that_cannot_be_read_is_replaced(six_epochs: Workspace, work) -> None:
    best = _best(six_epochs)
    best.write_bytes(b"broken")
    result = work(six_epochs, "train", **{**QUICK, "epochs": 7})
    assert "best_unusable" in _said(work.run, "warning")
    assert result["checkpoint"] != six_epochs.relative(best)


def test_the_best_one_between_two_checkpoints_is_kept(
    project: Workspace, work, monkeypatch
) -> None:
    """Each measurement is said to be worse than the one before: the first is the best."""
    from synctalk_engine.training.evaluation.validation import ValidationSet

    scores = iter((30.0, 29.0, 28.0))
    monkeypatch.setattr(
        ValidationSet, "measure", lambda *_: {"mouth_psnr": next(scores), "sharpness_ratio": 1.0}
    )
    result = work(project, "train", **{**QUICK, "epochs": 3})
    assert _names(project.model_dir("drawn")) == ["2.pth"]
    best = work.run.best_path
    assert result["checkpoint"] == project.relative(best) and result["best_step"] == 7
    assert _best(project) == best and read_weights(best)[1]["epoch"] == 0
    state = read_state(project.clip_dir("drawn"))["main_training"]
    assert state["best_checkpoint"] == project.relative(best)
    assert state["checkpoints"] == ["checkpoint/drawn/2.pth"]
    (project.clip_dir("drawn") / ".training_state.json").unlink()
    assert _best(project) == best, "without the record, too"
    shutil.rmtree(project.runs_dir)
    assert _best(project).name == "2.pth"


def test_the_best_of_another_folder_is_left_alone(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    best = _best(project)
    work(project, "train", **{**QUICK, "epochs": 1}, save_dir="elsewhere")
    assert _best(project) == best
    other = best_checkpoint(project.clip_dir("drawn"), project.root / "elsewhere", project)
    assert other == project.root / "elsewhere" / "0.pth"


def test_a_killed_training_has_its_best_in_the_record(project: Workspace, work) -> None:
    """The record is written at each save, not only at the end."""
    seen = []

    def on_event(job, type_: str, _fields: dict) -> None:
        if type_ == "checkpoint":
            state = read_state(project.clip_dir("drawn"))["main_training"]
            seen.append((state["best_checkpoint"], state["figures"]))

    work(project, "train", on_event, **QUICK)
    assert len(seen) == 2 and all(path and "mouth_psnr" in metrics for path, metrics in seen)
    assert selection_score(seen[1][1]) >= selection_score(seen[0][1])


# -- names of checkpoints -----------------------------------------------------------------------


def test_checkpoints_are_saved_every_so_many_epochs_and_at_the_end(
    project: Workspace, work
) -> None:
    work(project, "train", **{**QUICK, "epochs": 5}, save_every=2)
    folder = project.model_dir("drawn")
    assert _names(folder) == ["1.pth", "3.pth", "4.pth"]
    infos = [read_weights(folder / name)[1] for name in _names(folder)]
    assert [info["epoch"] for info in infos] == [1, 3, 4]
    assert all(info["figures"]["mouth_psnr"] > 0 for info in infos), "each is measured"
    assert read_weights(work.run.latest_path)[1]["step"] == 35
    state = read_state(project.clip_dir("drawn"))["main_training"]
    assert state["checkpoints"] == [f"checkpoint/drawn/{n}.pth" for n in (1, 3, 4)]
    assert state["epochs"] == 5


def test_the_documents_numbers(project: Workspace, work) -> None:
    """24, 49, 74, 99, of a hundred epochs of one step each."""
    from synctalk_engine.training.generator.run import GeneratorRun

    run = GeneratorRun.__new__(GeneratorRun)
    run._steps_per_epoch, run._save_every = 3, 25
    run.state = ResumeState(Schedule(300, 1e-3), make_run_config(steps_per_epoch=3))
    saved = []
    for step in range(1, 301):
        run.state.step = step
        if run._is_checkpoint_due():
            saved.append(run.state.epoch)
    assert saved == [24, 49, 74, 99]


def test_files_that_we_did_not_make_are_never_pruned(project: Workspace, work) -> None:
    folder = project.model_dir("drawn")
    folder.mkdir(parents=True)
    for number in range(12):
        (folder / f"{number}.pth").write_bytes(b"of another program")
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    work(project, "train", **{**QUICK, "epochs": 3}, force=True, save_every=1)
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert after.items() >= before.items()
    assert sorted(after.keys() - before.keys()) == ["12.pth", "13.pth", "14.pth"]


# -- weights without a saved state ---------------------------------------------------------------


@pytest.mark.parametrize("flag", [True, False])
def test_without_runs_the_newest_weights_are_continued(
    six_epochs: Workspace, work, flag: bool
) -> None:
    """It is said, epochs count on from the file's name, and the best stays until it is beaten."""
    shutil.rmtree(six_epochs.runs_dir)
    folder = six_epochs.model_dir("drawn")
    weights, _ = read_weights(folder / "5.pth")
    before = _files(folder)
    more = {**QUICK, "epochs": 8, "lr": 1e-7, "continue_training": flag}
    result = work(six_epochs, "train", **more)
    assert result["steps"] == 56 and _names(folder) == ["5.pth", "7.pth"]
    assert (folder / "5.pth").read_bytes() == before["5.pth"]
    said = _said(work.run, "warning")["optimizer_missing"]
    assert said == {"name": "drawn", "path": "checkpoint/drawn/5.pth", "epoch": 6}
    after, info = read_weights(folder / "7.pth")
    assert info["epoch"] == 7 and info["step"] == 56
    convs = [n for n in weights if n.endswith("conv.weight")]
    assert convs and all(torch.allclose(weights[n], after[n], atol=1e-3) for n in convs)
    assert _steps(work.run)[0] == 43


def test_without_runs_a_finished_training_is_finished(six_epochs: Workspace, work) -> None:
    shutil.rmtree(six_epochs.runs_dir)
    before = _files(six_epochs.model_dir("drawn"))
    result = work(six_epochs, "train", **{**QUICK, "epochs": 6})
    assert _said(work.run)["training_finished"]["epochs"] == 6
    assert "optimizer_missing" not in _said(work.run, "warning")
    assert result["checkpoint"] == "checkpoint/drawn/5.pth"
    assert _files(six_epochs.model_dir("drawn")) == before


def test_a_worse_continuation_of_weights_does_not_displace_them(
    six_epochs: Workspace, work
) -> None:
    shutil.rmtree(six_epochs.runs_dir)
    best = _best(six_epochs)
    result = work(six_epochs, "train", **{**QUICK, "epochs": 7, "lr": 0.5})
    assert _best(six_epochs) == best and result["checkpoint"] == six_epochs.relative(best)


def test_a_damaged_state_leaves_the_newest_weights(project: Workspace, work) -> None:
    with pytest.raises(JobStopped):
        work(project, "train", _stop_after(12), **{**QUICK, "epochs": 3})
    for path in (work.run.resume_path, work.run.previous_resume_path):
        path.write_bytes(path.read_bytes()[:-100])
    latest = project.relative(work.run.latest_path)
    result = work(project, "train", **{**QUICK, "epochs": 3})
    assert result["steps"] == 21 and _names(project.model_dir("drawn")) == ["2.pth"]
    warned = _said(work.run, "warning")
    assert "resume_damaged" in warned and warned["optimizer_missing"]["path"] == latest
    assert _steps(work.run)[0] == 13, "from the middle of the epoch"


def test_a_damaged_checkpoint_leaves_the_one_before(six_epochs: Workspace, work) -> None:
    shutil.rmtree(six_epochs.runs_dir)
    folder = six_epochs.model_dir("drawn")
    (folder / "9.pth").write_bytes(b"cut short")
    work(six_epochs, "train", **{**QUICK, "epochs": 7})
    warned = _said(work.run, "warning")
    assert warned["checkpoint_skipped"]["path"].endswith("9.pth")
    assert warned["optimizer_missing"]["path"] == "checkpoint/drawn/5.pth"
    assert (folder / "9.pth").read_bytes() == b"cut short"


def test_no_readable_checkpoint_is_an_error_that_names_force(project: Workspace, work) -> None:
    folder = project.model_dir("drawn")
    folder.mkdir(parents=True)
    (folder / "9.pth").write_bytes(b"cut short")
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **QUICK)
    assert caught.value.code == "checkpoints_unreadable" and "--force" in caught.value.hint
    work(project, "train", **QUICK, force=True)
    assert _names(folder) == ["9.pth", "11.pth"]


def test_another_video_of_the_same_name_is_not_continued(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    shutil.rmtree(project.clip_dir("drawn"))
    make_preprocessed_clip(project.clip_dir("drawn"), 130, seed=5)
    with pytest.raises(CheckpointError) as caught:
        work(project, "train", **QUICK)
    assert caught.value.code == "videos_changed" and "--force" in caught.value.hint
    work(project, "train", **QUICK, force=True)
    assert "best_measured" in _said(work.run), "on the frames that are there now"


def test_a_renamed_project_is_continued(project: Workspace, work) -> None:
    work(project, "train", **QUICK)
    spec = work.run.read_spec()  # the job's process is this one, which still lives
    work.run.write_spec(spec.model_copy(update={"process": None}))
    rename_project(project, "drawn", "May")
    result = work(project, "train", **{**QUICK, "epochs": 3}, name="May")
    assert result["steps"] == 21 and _said(work.run)["resumed"] == {"step": 14}
    assert _names(project.model_dir("May")) == ["1.pth", "2.pth"]
