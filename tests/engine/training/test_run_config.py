"""The run config: frozen, readable from early states, and its phases start at the same fraction."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from synctalk_engine.errors import AssetError, JobStopped
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.training import options as training_options
from synctalk_engine.training.checkpoints import read_object, read_weights, save_object
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.resume import ResumeState, read_resume, resumed_state
from synctalk_engine.training.run_config import RunConfig
from synctalk_engine.training.schedule import Schedule
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader
from tests.helpers.run_configs import make_run_config

QUICK = {"batchsize": 8, "epochs": 2, "precision": "fp32", "save_every": 100}


def test_a_run_config_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        make_run_config().batch_size = 4  # type: ignore[misc]


def test_a_run_config_is_read_as_it_was_written() -> None:
    config = make_run_config(
        sync_loss_start=0.25, discriminator_start=0.5, micro_batches=2, videos=({"path": "a"},)
    )
    assert RunConfig.from_dict(config.as_dict(total_steps=40), total_steps=40) == config


def test_phases_of_early_states_are_read_as_fractions() -> None:
    """Early versions saved the starts in steps, one of them beside the trainer's weights."""
    saved = make_run_config().as_dict(total_steps=40)
    for name in ("sync_loss_start", "discriminator_start", "perceptual_loss"):
        del saved[name]
    saved["sync_from_step"] = 10
    config = RunConfig.from_dict(saved, total_steps=40, discriminator_from_step=20)
    assert (config.sync_loss_start, config.discriminator_start) == (0.25, 0.5)


@pytest.mark.parametrize("batch_size", [4, 16])
def test_another_batch_size_leaves_phases_at_their_fraction_of_the_run(batch_size: int) -> None:
    """Also before the first step, when no ratio of steps can be computed."""
    for step in (0, 40, 120):
        config = make_run_config(steps_per_epoch=8, sync_loss_start=0.25, discriminator_start=0.5)
        saved = ResumeState(Schedule(160, 1e-3), config, step=step)
        options = TrainOptions(name="x", epochs=20, batchsize=batch_size, accumulate=1)
        state = resumed_state(saved, options, 64 // batch_size, None)
        total = state.schedule.total_steps
        assert total == 160 * 8 // batch_size and state.step == step * 8 // batch_size
        assert state.discriminator_from_step == total // 2
        assert state.sync_from_step == total // 4
        assert (saved.schedule.total_steps, saved.config.batch_size) == (160, 8)


def test_more_epochs_leave_phases_at_their_steps() -> None:
    """A discriminator that is trained already is not switched off by a longer run."""
    config = make_run_config(sync_loss_start=0.25, discriminator_start=0.5)
    saved = ResumeState(Schedule(140, 1e-3), config, step=140)
    options = TrainOptions(name="x", epochs=60, batchsize=8, accumulate=1)
    state = resumed_state(saved, options, 7, None)
    assert state.schedule.total_steps == 420
    assert (state.sync_from_step, state.discriminator_from_step) == (35, 70)


def test_another_plan_moves_the_phases_that_have_not_begun() -> None:
    """A time budget's first plan is often off by half; the discriminator then came far too late."""
    config = make_run_config(sync_loss_start=0.5, discriminator_start=0.3)
    state = ResumeState(Schedule(1000, 1e-3), config, step=100)
    state.replan(600)
    assert (state.discriminator_from_step, state.sync_from_step) == (180, 300)
    state.step = 200
    state.replan(300)
    assert state.discriminator_from_step == 180  # it is at work
    assert state.sync_from_step == 200  # it begins at once: 150 is over
    assert state.schedule.total_steps == 300


def test_phases_of_a_continued_training_move_within_its_own_steps() -> None:
    config = make_run_config(discriminator_start=1300 / 2000)
    state = ResumeState(Schedule(2000, 1e-3, from_step=1000), config, step=1010)
    state.replan(1500)
    assert state.discriminator_from_step == 1150


@pytest.mark.parametrize("batch_size", [4, 16])
def test_a_resumed_run_starts_its_discriminator_at_the_same_fraction(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch, batch_size: int
) -> None:
    real_step, seen, jobs_to_stop = GeneratorTrainer.step, [], []

    def noting(self, step: int, *rest):
        values = real_step(self, step, *rest)
        seen.append((step, "critic" in values))
        if len(seen) == 2 and jobs_to_stop:
            jobs_to_stop[0].request_stop()
        return values

    monkeypatch.setattr(GeneratorTrainer, "step", noting)
    with pytest.raises(JobStopped):
        work(project, "train", lambda job, *_: jobs_to_stop.append(job), **QUICK)
    first = read_resume(work.run).run
    seen.clear()
    jobs_to_stop.clear()
    work(project, "train", **{**QUICK, "batchsize": batch_size}, continue_training=True)
    total = read_resume(work.run).run.schedule.total_steps
    start = next(step for step, has_discriminator in seen if has_discriminator)
    assert total != first.schedule.total_steps
    assert start == round(first.config.discriminator_start * total)
    assert start > seen[0][0]  # there were steps without it


def test_a_missing_perceptual_network_is_warned_of_and_recorded(
    project: Workspace, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_device):
        raise AssetError("asset_missing", asset="lite0_imagenet", what="perceptual loss")

    monkeypatch.setattr(training_options, "load_perceptual_network", missing)
    work(project, "train", **{**QUICK, "epochs": 1})
    events = EventReader(work.run).read_new()
    (warning,) = [e for e in events if e.type == "warning" and e.code == "perceptual_loss_off"]
    assert warning.params["asset"] == "lite0_imagenet" and warning.hint
    assert read_resume(work.run).run.config.perceptual_loss is False
    (checkpoint,) = project.model_dir("drawn").glob("*.pth")
    assert read_weights(checkpoint)[1]["perceptual_loss"] is False


def test_a_state_of_an_early_version_resumes(project: Workspace, work) -> None:
    work(project, "train", **{**QUICK, "epochs": 1})
    state = read_object(work.run.resume_path)
    config = state["run"]["identity"]
    for name in ("sync_loss_start", "discriminator_start", "perceptual_loss", "training"):
        del config[name]
    save_object(work.run.resume_path, state)
    result = work(project, "train", **QUICK, continue_training=True)
    assert result["steps"] == 2 * config["steps_per_epoch"]
