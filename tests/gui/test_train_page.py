"""The training monitor as a person uses it: compare, export, sample, save, go on after failures."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from synctalk_engine.workspace.runs import RunFolder, list_runs
from synctalk_engine.workspace.state import update_state
from synctalk_gui.item_models.project_info import read_project
from synctalk_gui.widgets.loss_plot import LossPlot
from synctalk_gui.widgets.message_row import MessageRow
from tests.helpers.window_actions import (
    active,
    mark_preprocessed,
    press,
    stage_of,
    until,
    wait_for_action,
)


def start_training(qtbot, window, name="May"):
    window.select_project(name)
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    press(window, "train")
    until(qtbot, lambda: window.session.jobs.active())
    live = active(window)
    until(qtbot, lambda: live.record.step > 5)
    return live


def train_to_the_end(qtbot, window, name="May"):
    live = start_training(qtbot, window, name)
    until(qtbot, lambda: live.status == "done")
    until(qtbot, lambda: stage_of(window, name).startswith(("trained", "Ready to train")))
    return live


def test_no_chart_is_made_before_there_is_something_to_draw(open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.select_project("May")
    window.show_step("train")
    assert not window.page("train").findChildren(LossPlot)


def test_other_runs_are_compared_and_removed(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    mark_preprocessed(workspace, "Other")
    window = open_window(steps=60)
    first = train_to_the_end(qtbot, window)
    other = train_to_the_end(qtbot, window, "Other")
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.live is not None and page.live.run.run_id == first.run.run_id)
    wait_for_action(qtbot, window, "anew")
    press(window, "anew")
    wait_for_action(qtbot, window, "train")
    press(window, "train")
    until(qtbot, lambda: page.live.run.run_id != first.run.run_id and page.live.status == "done")
    until(qtbot, lambda: len(page.compare.offered()) == 2)
    keys = [key for key, _label, _run in page.compare.offered()]
    assert keys == [first.run.run_id, other.run.run_id]
    page.compare.fill()
    mine, others = page.compare.menu.actions()
    assert others.text().startswith("Other · ")
    mine.trigger()
    others.trigger()
    until(qtbot, lambda: page.chart.overlays == keys)
    curves = [c for c in page.chart.plot.canvas.curves if c.run == keys[1] and c.name == "total"]
    steps = other.record.losses["generator"]["total"].steps
    assert [list(c.data.steps) for c in curves] == [list(steps)]
    page.chart._chips["validation"].click()
    assert {c.run for c in page.chart.plot.canvas.curves} == {"", *keys}, "in every chart"
    page.compare.fill()
    page.compare.menu.actions()[0].trigger()
    assert page.chart.overlays == keys[1:]
    assert {c.run for c in page.chart.plot.canvas.curves} == {"", keys[1]}


def test_the_only_run_is_offered_nothing_to_compare(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=30)
    train_to_the_end(qtbot, window)
    assert not window.page("train").chart.plot.compare_chip.isVisible()


def test_image_and_table_are_written_to_the_chosen_file(
    qtbot, open_window, workspace, tmp_path, monkeypatch
):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=60)
    live = train_to_the_end(qtbot, window)
    plot = window.page("train").chart.plot
    answers = iter([tmp_path / "my losses.png", tmp_path / "my losses.csv", tmp_path / "no" / "x"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(next(answers)), ""))
    png, table = plot._export_chip.menu().actions()
    png.trigger()
    assert (tmp_path / "my losses.png").read_bytes().startswith(b"\x89PNG")
    assert "Saved my losses.png" in window.view.toast._text.text()
    table.trigger()
    with (tmp_path / "my losses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    curve = live.record.losses["generator"]["total"]
    assert [int(row["step"]) for row in rows] == [int(step) for step in curve.steps]
    np.testing.assert_allclose([float(row["total"]) for row in rows], curve.values, rtol=1e-6)
    table.trigger()
    assert f"{tmp_path / 'no' / 'x'} cannot be reached" in window.view.toast._text.text()


def test_samples_are_generated_on_request_and_the_strip_grows(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    live = start_training(qtbot, window)
    page = window.page("train")
    until(qtbot, lambda: page.sample_chip.isVisible() and page.sample_chip.isEnabled())
    qtbot.mouseClick(page.sample_chip, Qt.MouseButton.LeftButton)
    assert not page.sample_chip.isEnabled()
    until(qtbot, lambda: len(page.samples.steps) == 1)
    until(qtbot, page.sample_chip.isEnabled)
    qtbot.mouseClick(page.sample_chip, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(page.samples.steps) == 2)
    first = page.samples.steps[0]
    page.chart.plot.step_clicked.emit(first + 1)
    assert page.samples.shown_step == first, "a click on the curve shows that moment's samples"
    live.stop()
    until(qtbot, lambda: live.status == "stopped")
    assert not page.sample_chip.isVisible()


def test_save_now_saves_and_is_confirmed(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    live = start_training(qtbot, window)
    wait_for_action(qtbot, window, "save")
    press(window, "save")
    until(qtbot, lambda: "Saved." in window.view.toast._text.text())
    assert window.view.header.action_button("save").isEnabled()
    live.stop()
    until(qtbot, lambda: live.status == "stopped")


@pytest.mark.parametrize(
    ("mode", "said", "offered", "changed"),
    [
        ("small", "cuda:0 does not have enough memory", "Resume on the CPU", {"device": "cpu"}),
        (
            "unstable",
            "became unstable at step 20",
            "Resume with a lower learning rate",
            {"lr": 2.5e-4},
        ),
    ],
)
def test_what_would_help_is_one_button(qtbot, open_window, workspace, mode, said, offered, changed):
    mark_preprocessed(workspace, "May")
    window = open_window(mode=mode, steps=40)
    live = start_training(qtbot, window)
    until(qtbot, lambda: live.status == "failed")
    page = window.page("train")
    until(qtbot, page.banner.retry.isVisible)
    assert said in page.banner.sentence()
    assert page.banner.retry.text() == offered
    qtbot.mouseClick(page.banner.retry, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.live.run.run_id != live.run.run_id)
    options = page.live.spec.options
    assert options | changed == options and options["continue_training"] is True
    until(qtbot, lambda: page.live.status == "done")
    assert not page.banner.isVisible()
    assert len(list_runs(workspace, "May")) == 2


@pytest.mark.parametrize(("mode", "status"), [("fail", "failed"), ("crash", "lost")])
def test_no_button_is_stuck_after_a_failure(qtbot, open_window, workspace, mode, status):
    mark_preprocessed(workspace, "May")
    window = open_window(mode=mode, steps=60)
    live = start_training(qtbot, window)
    live.save()
    live.pause()
    live.resume()
    until(qtbot, lambda: live.status == status)
    wait_for_action(qtbot, window, "anew")
    wanted = {"failed": ["preview", "anew"], "lost": ["preview", "anew", "resume"]}[status]

    def enabled_keys() -> list[str]:
        return [action.key for action in window.view.header._shown if action.is_enabled]

    until(qtbot, lambda: enabled_keys() == wanted)
    banner = window.page("train").banner
    assert not window.page("train").sample_chip.isVisible()
    assert banner.isVisible() and banner.retry.isVisible() == (status == "failed")


def test_a_failed_training_is_tried_again_from_its_last_state(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(mode="fail", steps=60)
    live = start_training(qtbot, window)
    until(qtbot, lambda: live.status == "failed")
    page = window.page("train")
    assert page.banner.retry.text() == "Try again"
    page.banner.retry.click()
    until(qtbot, lambda: page.live.run.run_id != live.run.run_id)
    assert page.live.spec.options["continue_training"] is True
    assert page.live.spec.options["batchsize"] == live.spec.options["batchsize"]
    until(qtbot, lambda: page.live.status == "failed")


def test_the_chart_has_an_accessible_description(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=60)
    train_to_the_end(qtbot, window)
    canvas = window.page("train").chart.plot.canvas
    window.activateWindow()
    canvas.setFocus()
    until(qtbot, lambda: "up to step 59" in canvas.accessibleDescription())
    said = canvas.accessibleDescription()
    assert "Training: now 0.05" in said and "best checkpoint at step 59" in said
    assert "from step 30: Fine detail begins" in said
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.accessibleDescription().startswith("step ")
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.accessibleDescription() == said


def test_a_speed_test_shows_what_a_training_would_need(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=60)
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.speed_test.isVisible() and page.speed_test.try_button.isEnabled())
    qtbot.mouseClick(page.speed_test.try_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.speed_test.stop_button.isVisible())
    assert active(window).spec.kind == "trial" and not page.speed_test.try_button.isEnabled()
    assert window.view.header.action_button("train").isEnabled(), "a training waits for the test"
    until(qtbot, lambda: page.speed_test.values._rows["time"][1].text() == "3 h 20 min")
    shown = {key: right.text() for key, (_left, right) in page.speed_test.values._rows.items()}
    assert (shown["speed"], shown["memory"]) == ("43.1", "6.8 GB / 7.3 GB")
    assert shown["disk"] == "300 MB / 58.6 GB"
    sentences = [part.accessibleName() for part in page.speed_test.findChildren(MessageRow)]
    assert any("nearly all free memory" in text for text in sentences)
    use = next(b for b in page.speed_test.findChildren(QPushButton) if b.text() == "Use this")
    use.click()
    assert page.form.options()["batchsize"] == 4
    wait_for_action(qtbot, window, "train")
    assert page.speed_test.try_button.isEnabled()


def test_a_speed_test_can_be_stopped_and_fail_without_a_stuck_button(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(mode="fail", steps=40)
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.speed_test.isVisible() and page.speed_test.try_button.isEnabled())
    page.start_speed_test()
    until(qtbot, lambda: "a picture is missing" in page.speed_test._note.text())
    until(
        qtbot,
        lambda: page.speed_test.try_button.isVisible() and page.speed_test.try_button.isEnabled(),
    )
    wait_for_action(qtbot, window, "train")


def test_train_continues_unless_a_new_training_is_wanted(qtbot, open_window, workspace):
    """The same rules as on the command line: the form decides nothing but ``force``."""
    mark_preprocessed(workspace, "May")
    window = open_window(steps=60)
    window.select_project("May")
    window.show_step("train")
    page = window.page("train")
    until(qtbot, lambda: page.info is not None and page.info.name == "May")
    assert page.form.resume.isHidden() and page.form.options()["force"] is False
    checkpoint = workspace.model_dir("May") / "24.pth"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"weights")
    window.session.refresh("May")
    until(qtbot, lambda: not page.form.resume.isHidden())
    options = page.form.options()
    assert options["force"] is False and "continue_training" not in options
    page.form.resume.setChecked(False)
    assert page.form.options()["force"] is True


def test_a_model_without_a_checkpoint_yet_can_be_rendered(workspace):
    """Stopped in its first epochs: the weights are in the run's folder, and recorded."""
    mark_preprocessed(workspace, "May")
    run = RunFolder.create(workspace, "train", "May", {"name": "May"})
    run.latest_path.write_bytes(b"weights")
    latest = workspace.relative(run.latest_path)
    update_state(workspace.clip_dir("May"), "main_training", epochs=7, latest_weights=latest)
    info = read_project(workspace, "May")
    assert (info.stage, info.has_model, info.last_epoch) == ("trained", True, 6)
    run.latest_path.unlink()
    info = read_project(workspace, "May")
    assert (info.stage, info.has_model, info.last_epoch) == ("preprocessed", False, None)


def test_the_form_fits_its_column(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.resize(window.minimumSize())
    window.select_project("May")
    window.show_step("train")
    form = window.page("train").form
    until(qtbot, form.isVisible)
    column = form.parentWidget()
    area = column.parentWidget()  # the scroll area's viewport
    assert column.width() == area.width(), "nothing is cut off at the right"
