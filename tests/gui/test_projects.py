"""Whole projects: rename, duplicate, put away, bring back, and their undoing."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt

from synctalk_engine.workspace.project_bin import archive_project, list_bin
from synctalk_engine.workspace.runs import RunFolder
from synctalk_gui.dialogs.confirm import ConfirmDialog
from synctalk_gui.dialogs.name import NameDialog
from synctalk_gui.dialogs.trash import TrashDialog
from synctalk_gui.item_models.project_info import write_notes
from tests.helpers.window_actions import (
    active,
    drop,
    make_video,
    mark_preprocessed,
    press,
    until,
    wait_for_action,
)


def names(window) -> list[str]:
    return window.session.projects.names()


def open_dialog(window, kind):
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def select(window, *chosen: str) -> None:
    """As with Ctrl and clicks."""
    assert window.select_project(chosen[0])
    proxy = window.view.sidebar._proxy
    for name in chosen[1:]:
        row = next(r for r in range(proxy.rowCount()) if proxy.index(r, 0).data() == name)
        window.view.sidebar.list.selectionModel().select(
            proxy.index(row, 0), QItemSelectionModel.SelectionFlag.Select
        )


def test_a_project_is_renamed_and_the_renaming_undone(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    select(window, "May")
    window.menus.project.rename.trigger()
    dialog = open_dialog(window, NameDialog)
    dialog.name.setText("Zoë 工")
    dialog.action_button.click()
    until(qtbot, lambda: names(window) == ["Zoë 工"])
    until(qtbot, lambda: window.view.sidebar.selected() == "Zoë 工")
    assert window.session.projects.info("Zoë 工").stage == "preprocessed"
    assert "Renamed" in window.view.toast.text()
    window.view.toast.action_button.click()
    until(qtbot, lambda: names(window) == ["May"])


def test_a_name_that_cannot_be_is_refused_while_it_is_typed(qtbot, open_window, workspace):
    for name in ("May", "Chen"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
    window = open_window()
    window.projects.ask_rename("May")
    dialog = open_dialog(window, NameDialog)
    for text, reason in (("a/b", "has one of the characters"), ("chen", "already")):
        dialog.name.setText(text)
        assert not dialog.action_button.isEnabled()
        assert reason in dialog.problem.text()
    dialog.name.setText("MAY")
    assert dialog.action_button.isEnabled(), "the same name in other letters is no other project"


def test_a_renamed_project_shows_its_run_from_its_new_place(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=30)
    window.select_project("May")
    window.show_step("train")
    wait_for_action(qtbot, window, "train")
    press(window, "train")
    until(qtbot, lambda: window.session.jobs.active())
    until(qtbot, lambda: not window.session.jobs.active())
    page = window.page("train")
    until(qtbot, lambda: page.live is not None and page.live.status == "done")
    window.show_step("preview")  # the page that holds the run is not the one that is shown
    window.projects.rename("May", "Zoe")
    until(qtbot, lambda: window.view.sidebar.selected() == "Zoe")
    window.show_step("train")
    until(qtbot, lambda: page.live is not None and page.live.is_caught_up)
    assert page.live.run.path.parent == workspace.project_runs_dir("Zoe")
    assert page.live.record.step == 29


def test_a_duplicate_has_the_preprocessed_data(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window()
    window.projects.ask_duplicate("May")
    dialog = open_dialog(window, NameDialog)
    assert dialog.name.text() == "May 2"
    dialog.action_button.click()
    until(qtbot, lambda: names(window) == ["May", "May 2"])
    assert window.session.projects.info("May 2").stage == "preprocessed"
    window.projects.undo()
    until(qtbot, lambda: names(window) == ["May"])
    assert [entry.name for entry in list_bin(workspace)] == ["May 2"], "an undo loses nothing"


def test_several_projects_are_put_away_and_come_back_by_ctrl_z(qtbot, open_window, workspace):
    for name in ("a", "b", "c"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
    window = open_window()
    window.activateWindow()
    window.view.sidebar.list.setFocus()
    select(window, "a", "c")
    assert window.view.sidebar.selected_names() == ["a", "c"]
    qtbot.keyClick(window.view.sidebar.list, Qt.Key.Key_Delete)
    until(qtbot, lambda: names(window) == ["b"])
    assert not workspace.clip_dir("a").exists()
    assert "2 projects" in window.view.toast.text()
    qtbot.keyClick(window.view.sidebar.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: names(window) == ["a", "b", "c"])
    assert list_bin(workspace) == []


def test_a_project_at_work_is_left_in_its_place(qtbot, open_window, workspace):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: window.session.jobs.active())
    until(qtbot, lambda: active(window).run.is_alive())
    select(window, "May")
    menu = window.menus.project
    menu._update_actions()
    assert not menu.archive.isEnabled() and "Stop it first" in menu.archive.toolTip()
    window.projects.archive(["May"])  # as if it had begun while the menu was open
    from synctalk_gui.dialogs.problem import ProblemDialog

    until(qtbot, lambda: window.findChildren(ProblemDialog))
    assert names(window) == ["May"]
    active(window).stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_the_bin_brings_back_and_deletes(qtbot, open_window, workspace):
    for name in ("a", "b", "c"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
        archive_project(workspace, name)
    window = open_window()
    window.projects.show_trash()
    dialog = open_dialog(window, TrashDialog)
    until(qtbot, lambda: len(dialog.entries()) == 3)

    def press_button(name: str) -> None:
        from PySide6.QtWidgets import QPushButton

        parts = dialog.findChildren(QPushButton)
        next(part for part in parts if part.accessibleName() == name).click()

    press_button("Restore b")
    until(qtbot, lambda: names(window) == ["b"])
    press_button("Delete a permanently")
    assert len(list_bin(workspace)) == 2, "it is asked first"
    open_dialog(window, ConfirmDialog).action_button.click()
    until(qtbot, lambda: [entry.name for entry in list_bin(workspace)] == ["c"])
    dialog.empty_button.click()
    open_dialog(window, ConfirmDialog).action_button.click()
    until(qtbot, lambda: list_bin(workspace) == [])
    assert names(window) == ["b"]


def test_a_check_that_ends_after_its_project_was_renamed_makes_no_ghost(
    qtbot, open_window, workspace, tmp_path
):
    window = open_window()
    drop(window, [make_video(tmp_path)])
    until(qtbot, lambda: names(window) == ["May"])
    window.projects.rename("May", "Zoe")
    until(qtbot, lambda: names(window) == ["Zoe"])
    until(qtbot, lambda: window.session.projects.info("Zoe").check)
    assert workspace.project_names() == ["Zoe"]


def test_a_lost_run_is_never_shown_as_running(qtbot, open_window, workspace):
    """What a power cut leaves: the last word was ``running``, and nobody is there."""
    from synctalk_engine.protocol.events import RunState, StateEvent
    from synctalk_engine.protocol.run_spec import ProcessId
    from synctalk_engine.workspace.runs import EventWriter

    mark_preprocessed(workspace, "May")
    run = RunFolder.create(workspace, "train", "May", {"name": "May"})
    writer = EventWriter(run)
    writer.append(StateEvent(state=RunState.RUNNING))
    writer.close()
    dead = ProcessId(pid=1, create_time=1.0)  # the number is somebody else's by now
    run.write_spec(run.read_spec().model_copy(update={"process": dead}))
    window = open_window()
    assert not window.session.jobs.active()
    from tests.helpers.window_actions import stage_of

    assert stage_of(window, "May") == "Interrupted · can resume"
