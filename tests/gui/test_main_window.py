"""The window as a user uses it: import, preprocess, train, close, reopen."""

from __future__ import annotations

import os
import time

import psutil
from PySide6.QtCore import Qt

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, list_runs
from synctalk_gui.dialogs.closing import ClosingDialog
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.item_models.projects_model import ProjectRole
from synctalk_gui.main_window import MainWindow
from tests.helpers.window_actions import (
    WAIT_MS,
    active,
    drop,
    make_video,
    mark_preprocessed,
    press,
    stage_of,
    until,
    wait_for_action,
)


def test_an_empty_workspace_teaches_what_to_do(open_window):
    window = open_window()
    assert window.view.stack.currentWidget() is window.view.welcome
    assert "Drop a video" in window.view.welcome.text.text()
    assert not window.view.header.steps.isVisible()


def test_the_sample_clip_is_a_click_away(qtbot, open_window):
    window = open_window(steps=2000)
    window.start_demo()
    until(qtbot, lambda: window.view.sidebar.selected() == "demo")
    until(qtbot, lambda: active(window).spec.kind == "demo")
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_dropped_files_and_folders_become_projects(qtbot, open_window, tmp_path):
    window = open_window()
    folder = tmp_path / "Ünsere Videos"
    paths = [make_video(tmp_path, "May.mp4"), make_video(folder, "a.mov").parent]
    make_video(folder / "deeper", "b.MKV")
    (folder / "notes.txt").write_text("no video")
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS) as imported:
        drop(window, paths)
    assert imported.args[0] == ["May", "a", "b"]
    assert window.session.projects.names() == ["a", "b", "May"]
    assert window.view.sidebar.selected() == "May"
    assert window.view.stack.currentWidget() is window.page("preprocess")


def test_videos_of_one_name_become_projects_of_different_names(qtbot, open_window, tmp_path):
    window = open_window()
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS) as imported:
        drop(window, [make_video(tmp_path / "1"), make_video(tmp_path / "2")])
    assert imported.args[0] == ["May", "May 2"]


def test_dropping_an_unsupported_file_is_reported(qtbot, open_window, tmp_path):
    window = open_window()
    text = tmp_path / "x.txt"
    text.write_text("x")
    with qtbot.waitSignal(window.session.importer.nothing_found, timeout=WAIT_MS):
        drop(window, [text])
    assert "No video, project or model found" in window.view.toast.text()


def test_the_check_of_a_new_video_is_shown(qtbot, open_window, tmp_path):
    window = open_window()
    drop(window, [make_video(tmp_path)])
    until(qtbot, lambda: "May" in window.session.projects.names())
    page = window.page("preprocess")
    until(qtbot, lambda: "143 px wide" in "".join(page.findings.sentences()[:1]))
    assert stage_of(window, "May") == "Check warnings"


def test_preprocessing_is_shown_in_the_list_and_the_status_bar(qtbot, open_window, tmp_path):
    window = open_window(steps=80)
    drop(window, [make_video(tmp_path)])
    wait_for_action(qtbot, window, "preprocess")
    press(window, "preprocess")
    until(qtbot, lambda: "%" in stage_of(window, "May"))
    until(qtbot, lambda: "May · Preprocessing" in window.view.status_bar.text())
    page = window.page("preprocess")
    assert page.progress.isVisible() and not page.findings.isVisible()
    assert active(window).spec.options["video_path"].endswith("May.mp4")
    with qtbot.waitSignal(window.session.jobs.run_ended, timeout=WAIT_MS):
        pass
    until(qtbot, lambda: window.view.status_bar.text() == "No jobs running")
    assert "is preprocessed" in window.view.toast._text.text()


def test_a_failed_run_says_why_and_leaves_no_stuck_button(qtbot, open_window, workspace, tmp_path):
    window = open_window(mode="fail", steps=10)
    drop(window, [make_video(tmp_path)])
    wait_for_action(qtbot, window, "preprocess")
    press(window, "preprocess")
    with qtbot.waitSignal(window.session.jobs.run_ended, timeout=WAIT_MS):
        pass
    banner = window.page("preprocess").banner
    until(qtbot, banner.isVisible)
    assert "a picture is missing" in banner.sentence()
    wait_for_action(qtbot, window, "preprocess")
    until(qtbot, lambda: stage_of(window, "May") == "Preprocessing failed")


def test_a_video_that_was_moved_can_be_shown_again(qtbot, open_window, workspace, tmp_path):
    error = {"code": "file_not_found", "params": {"path": "/gone/May.mp4"}}
    write_notes(workspace, "May", source_video="/gone/May.mp4", check={"error": error})
    window = open_window()
    wait_for_action(qtbot, window, "locate")
    moved = make_video(tmp_path, "May moved.mp4")
    window.page("preprocess").use_video(moved)
    until(qtbot, lambda: window.session.projects.info("May").source_video == moved)
    until(qtbot, lambda: (window.session.projects.info("May").check or {}).get("findings"))
    assert window.view.header.action_button("locate") is None
    press(window, "preprocess")
    until(qtbot, lambda: active(window).spec.options["video_path"] == str(moved))
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def start_training(qtbot, window: MainWindow) -> LiveRun:
    window.select_project("May")
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    press(window, "train")
    until(qtbot, lambda: window.session.jobs.active())
    live = active(window)
    until(qtbot, lambda: live.record.step > 5)
    return live


def chart_steps(window: MainWindow) -> list[int]:
    chart = window.page("train").chart
    curve = chart.plot._find("total", "")
    return [] if curve is None else [int(step) for step in curve.data.steps]


def test_training_draws_its_losses_and_can_pause_and_stop(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    live = start_training(qtbot, window)
    until(qtbot, lambda: len(chart_steps(window)) > 5)
    wait_for_action(qtbot, window, "pause")
    press(window, "pause")
    wait_for_action(qtbot, window, "resume")
    assert stage_of(window, "May") == "Training · paused"
    press(window, "resume")
    wait_for_action(qtbot, window, "pause")
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS) as ended:
        press(window, "stop")
    assert ended.args[0] == "stopped"
    wait_for_action(qtbot, window, "anew")


def test_the_next_job_waits_for_the_device(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    mark_preprocessed(workspace, "Next")
    window = open_window(steps=4000)
    first = start_training(qtbot, window)
    window.select_project("Next")
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    press(window, "train")
    until(qtbot, lambda: "next: Next" in window.view.status_bar.text())
    assert stage_of(window, "Next") == "In queue"
    first.stop()
    until(qtbot, lambda: active(window).name == "Next")
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_closing_with_a_running_job_asks(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    live = start_training(qtbot, window)
    window.close()
    dialog = window.findChild(ClosingDialog)
    assert dialog is not None and window.isVisible()
    dialog.cancel_button.click()
    assert window.isVisible() and live.is_active


def test_stop_and_save_closes_when_the_job_has_ended(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    live = start_training(qtbot, window)
    window.close()
    window.findChild(ClosingDialog).stop_button.click()
    until(qtbot, lambda: not window.isVisible())
    assert live.run.status() == "stopped"


def test_a_running_job_is_found_by_the_next_window_with_its_complete_chart(
    qtbot, open_window, workspace
):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=500)
    live = start_training(qtbot, window)
    window.close()
    window.findChild(ClosingDialog).keep_button.click()
    assert not window.isVisible()
    assert live.run.is_alive()
    qtbot.wait(300)

    again = open_window()
    until(qtbot, lambda: again.session.jobs.active())
    found = active(again)
    assert found.run.run_id == live.run.run_id
    with qtbot.waitSignal(found.ended, timeout=WAIT_MS) as ended:
        pass
    assert ended.args[0] == "done"
    until(qtbot, lambda: chart_steps(again) == list(range(500)))


def test_an_engine_killed_meanwhile_is_shown_as_interrupted_and_resumed(
    qtbot, open_window, workspace
):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=300)
    live = start_training(qtbot, window)
    until(qtbot, lambda: live.record.checkpoints)
    window.close_without_asking()
    psutil.Process(live.run.read_spec().process.pid).kill()

    again = open_window(steps=300)
    until(
        qtbot,
        lambda: stage_of(again, "May") == "Interrupted · can resume",
    )
    again.select_project("May")
    again.show_step("train")
    wait_for_action(qtbot, again, "resume")
    assert again.page("train").banner.isVisible()
    press(again, "resume")
    until(qtbot, lambda: again.session.jobs.active())
    with qtbot.waitSignal(active(again).ended, timeout=WAIT_MS) as ended:
        pass
    assert ended.args[0] == "done"
    until(qtbot, lambda: chart_steps(again) == list(range(300)))
    assert len(list_runs(workspace, "May", "train")) == 1


def test_the_device_is_shown_and_kept_for_the_project(qtbot, open_window, workspace):
    write_notes(workspace, "May", source_video="/videos/May.mp4")
    window = open_window()
    until(qtbot, lambda: window.session.devices.devices)
    assert "Pretend GPU" in window.view.status_bar.device.accessibleName()
    with qtbot.waitSignal(window.session.project_changed, timeout=WAIT_MS):
        window.view.status_bar.device.device_chosen.emit("cpu")
    assert window.session.projects.info("May").device == "cpu"
    window.close_without_asking()

    again = open_window()
    assert again.session.projects.info("May").device == "cpu"


def test_the_menu_of_devices_says_what_is_free_and_what_runs_there(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    mark_preprocessed(workspace, "Other")
    window = open_window(steps=400)
    until(qtbot, lambda: window.session.devices.devices)
    window.select_project("May")
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    press(window, "train")
    until(qtbot, lambda: window.session.jobs.active())
    window.select_project("Other")
    menu = window.view.status_bar.device.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Automatic (Pretend GPU)"
    assert texts[1] == "Pretend GPU  ·  4.0 GB of 12.0 GB free  ·  used by May"
    assert texts[2] == "Pretend processor  ·  8.0 GB of 16.0 GB free"
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    assert window.view.status_bar.device._device_id == "cpu"
    until(qtbot, lambda: window.session.projects.info("Other").device == "cpu")
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_every_step_can_be_reached_by_keyboard(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.activateWindow()
    for action, step in zip(
        window.menus._step_actions, ("preprocess", "train", "preview", "render")
    ):
        assert not action.shortcut().isEmpty()
        action.trigger()
        assert window.view.stack.currentWidget() is window.page(step)


def test_every_control_has_a_name_for_screen_readers(qtbot, open_window, workspace):
    from PySide6.QtWidgets import QAbstractButton

    mark_preprocessed(workspace, "May")
    window = open_window()
    for step in ("preprocess", "train", "preview", "render"):
        window.show_step(step)
        nameless = [
            part
            for part in window.findChildren(QAbstractButton)
            if part.isVisible() and not (part.text() or part.accessibleName())
        ]
        assert not nameless, (step, nameless)


def test_search_narrows_the_list(qtbot, open_window, workspace):
    for name in ("May", "Mayra", "Chen"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
    window = open_window()
    window.view.sidebar.search.setText("may")
    assert window.view.sidebar._proxy.rowCount() == 2
    assert window.select_project("Chen"), "selecting a hidden project shows it"
    assert window.view.sidebar.search.text() == ""


def test_searching_leaves_the_page_as_it_is(qtbot, open_window, workspace):
    for name in ("May", "Mayra", "Chen"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
    window = open_window()
    window.select_project("Chen")
    for text in ("m", "ma", "nobody", ""):
        window.view.sidebar.search.setText(text)
        assert window.view.header.name.full_text() == "Chen"
    assert window.view.sidebar.selected() == "Chen"
    window.view.sidebar.search.setText("mayra")
    qtbot.keyClick(window.view.sidebar.search, Qt.Key.Key_Return)
    assert window.view.header.name.full_text() == "Mayra"


def test_the_list_can_be_sorted_by_the_last_change(qtbot, open_window, workspace):
    for age_s, name in enumerate(("Chen", "may", "Aya")):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
        moment = time.time() - 3600 * age_s
        os.utime(workspace.clip_dir(name), (moment, moment))
    window = open_window()
    proxy = window.view.sidebar._proxy
    assert [proxy.index(row, 0).data() for row in range(3)] == ["Aya", "Chen", "may"]
    window.menus._on_order_chosen("activity")
    assert [proxy.index(row, 0).data() for row in range(3)] == ["Chen", "may", "Aya"]
    window.close_without_asking()
    again = open_window()
    assert again.view.sidebar._proxy.index(0, 0).data() == "Chen", "the order is kept"


def test_warnings_are_counted_in_the_list_and_described_for_screen_readers(open_window, workspace):
    findings = [{"code": "face_small", "severity": "warning", "params": {"width_px": 90}}] * 2
    check = {"findings": [*findings, {"code": "fault_cut", "severity": "info", "params": {}}]}
    write_notes(workspace, "May", source_video="/videos/May.mp4", check=check)
    window = open_window()
    index = window.session.projects.index(0)
    assert index.data(ProjectRole.FINDINGS) == 2
    text = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith("May, Check warnings, 2 video warnings, Last")


def test_another_workspace_can_be_opened(qtbot, open_window, tmp_path):
    window = open_window()
    other = Workspace(tmp_path / "other")
    write_notes(other, "Elsewhere", source_video="/videos/x.mp4")
    window.view.sidebar.search.setText("May")
    window.open_workspace(other.root)
    assert window.view.sidebar.search.text() == "", "all projects of the other one are listed"
    until(qtbot, lambda: window.session.projects.names() == ["Elsewhere"])
    assert window.settings.recent_workspaces[0] == other.root


def test_leaving_does_not_wait_for_the_end_of_a_history(qtbot, open_window, workspace, monkeypatch):
    """Here it has none: if the window waited, it would never close."""
    mark_preprocessed(workspace, "May")
    window = open_window(steps=60)
    live = start_training(qtbot, window)
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS):
        pass
    window.close_without_asking()
    blocks = []

    def endless(reader, max_bytes=None):
        reader._offset = 0
        blocks.append(read_new(reader, max_bytes))
        return blocks[-1]

    read_new = EventReader.read_new
    monkeypatch.setattr(EventReader, "read_new", endless)
    again = open_window()
    until(qtbot, lambda: len(blocks) > 3)
    again.close_without_asking()


def test_a_finished_run_is_replayed_into_the_chart_when_its_project_is_opened(
    qtbot, open_window, workspace
):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=60)
    live = start_training(qtbot, window)
    with qtbot.waitSignal(live.ended, timeout=WAIT_MS):
        pass
    window.close_without_asking()
    again = open_window()
    assert again._step == "train", "what was done last is shown first"
    until(qtbot, lambda: chart_steps(again) == list(range(60)))
    assert not again.session.jobs.active(), "a record is no job"


def test_a_waiting_job_begins_when_the_window_is_opened_again(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    mark_preprocessed(workspace, "Next")
    window = open_window(steps=4000)
    first = start_training(qtbot, window)
    window.session.jobs.add("train", "Next", {})
    window.close_without_asking()
    first_process = psutil.Process(first.run.read_spec().process.pid)
    first_process.kill()
    psutil.wait_procs([first_process], timeout=5)

    again = open_window(steps=4000)
    until(qtbot, again.session.jobs.active)
    assert active(again).name == "Next"
    active(again).stop()
    until(qtbot, lambda: not again.session.jobs.active())
    third = open_window()
    assert not third.session.jobs.active() and not third.session.jobs.waiting()


def test_what_the_command_line_did_meanwhile_is_seen(qtbot, open_window, workspace):
    window = open_window()
    mark_preprocessed(workspace, "Elsewhere")
    window.session._refreshed_s = -100.0
    window.session.refresh_if_stale()
    until(qtbot, lambda: window.session.projects.names() == ["Elsewhere"])
