"""A training that goes on in another run shows what its earlier runs left."""

from __future__ import annotations

import shutil
import time

import pytest

from synctalk_engine.protocol.events import CheckpointEvent, MetricEvent, RunState, StateEvent
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventWriter, RunFolder
from synctalk_gui.pages.training_history import read_earlier_runs
from tests.helpers.window_actions import mark_preprocessed, until


def write_training(
    workspace: Workspace, steps: range, samples: tuple[int, ...], is_new: bool, **options: object
) -> RunFolder:
    """A training run of May that was stopped after the last of ``steps``."""
    run = RunFolder.create(workspace, "train", "May", {"name": "May", **options})
    if is_new:
        run.mark_new_training()
    writer = EventWriter(run)
    stage = JobStage.GENERATOR
    writer.append(StateEvent(state=RunState.RUNNING, stage=stage))
    for step in steps:
        losses = {"total": 1 / step}
        writer.append(MetricEvent(step=step, epoch=step // 10, losses=losses, stage=stage))
    for step in samples:
        folder = run.samples_dir / f"{step:07d}"
        folder.mkdir(parents=True)
        for kind in ("target", "generated"):
            (folder / f"{kind}_000.jpg").write_bytes(b"an image")
        best = CheckpointEvent(
            path=f"checkpoint/May/{step}.pth", step=step, epoch=step // 10, best=True, stage=stage
        )
        writer.append(best)
    writer.append(StateEvent(state=RunState.STOPPED))
    writer.close()
    time.sleep(0.002)  # run ids have milliseconds
    return run


@pytest.fixture
def project(workspace):
    mark_preprocessed(workspace, "May")
    return workspace


def shown_steps(page) -> list[int]:
    curves = [curve for curve in page.chart.plot.canvas.curves if curve.name == "total"]
    assert len(curves) == 1
    return [int(step) for step in curves[0].data.steps]


def open_page(qtbot, open_window):
    window = open_window()
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.live is not None and page.live.is_caught_up)
    return page


def test_curve_and_samples_of_the_stopped_run_are_there_after_it_went_on(
    qtbot, project, open_window
):
    write_training(project, range(1, 90), (80,), is_new=True)  # another training, of before
    write_training(project, range(1, 51), (20, 40), is_new=True)
    write_training(project, range(51, 71), (60,), is_new=False)
    last = write_training(project, range(71, 81), (75,), is_new=False)
    page = open_page(qtbot, open_window)
    assert page.live.run.run_id == last.run_id
    until(qtbot, lambda: page.samples.steps == [20, 40, 60, 75])
    assert shown_steps(page) == list(range(1, 81))
    assert page.samples.shown_step == 75


def test_a_run_that_was_stopped_before_its_first_step_shows_what_was_there(
    qtbot, project, open_window
):
    write_training(project, range(1, 51), (20, 40), is_new=True)
    write_training(project, range(0), (), is_new=False)
    page = open_page(qtbot, open_window)
    until(qtbot, lambda: page.samples.steps == [20, 40])
    assert shown_steps(page) == list(range(1, 51))
    assert page.samples._best_step == 40


def test_steps_that_were_lost_in_a_crash_are_those_of_the_later_run(qtbot, project, open_window):
    write_training(project, range(1, 51), (20, 48), is_new=True)
    write_training(project, range(31, 41), (35,), is_new=False)
    page = open_page(qtbot, open_window)
    until(qtbot, lambda: page.samples.steps == [20, 35])
    assert shown_steps(page) == list(range(1, 41))


@pytest.mark.parametrize("options", [{"force": True}, {}], ids=["forced", "new"])
def test_a_new_training_shows_nothing_of_the_old_one(qtbot, project, open_window, options):
    write_training(project, range(1, 51), (20,), is_new=True)
    write_training(project, range(1, 11), (5,), is_new=True, **options)
    page = open_page(qtbot, open_window)
    until(qtbot, lambda: page.samples.steps == [5])
    qtbot.wait(100)
    assert page.samples.steps == [5] and shown_steps(page) == list(range(1, 11))


def test_a_run_whose_folder_is_gone_is_left_out(project):
    first = write_training(project, range(1, 51), (20,), is_new=True)
    second = write_training(project, range(51, 71), (60,), is_new=False)
    last = write_training(project, range(71, 81), (), is_new=False)
    shutil.rmtree(second.path)
    earlier = read_earlier_runs(last, [first, second])
    assert list(earlier.samples) == [20]
    assert len(earlier.record.losses[JobStage.GENERATOR]["total"].steps) == 50


def test_a_run_whose_history_is_being_read_is_not_shown_as_running(qtbot, project, open_window):
    write_training(project, range(1, 11), (), is_new=True)
    window = open_window()
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    assert page.live is not None and not page.live.is_caught_up
    assert window.view.header.action_button("stop") is None
    until(qtbot, lambda: page.live.is_caught_up)
