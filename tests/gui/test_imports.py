"""Taking things in: what is found in files and folders, what is asked, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_files import sweep
from synctalk_gui.dialogs.closing import ClosingDialog
from synctalk_gui.dialogs.importing import ImportDialog, KindDialog, RefusalsDialog
from synctalk_gui.import_sources import find_candidates, paths_in_text, projects_for
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.widgets.message_row import MessageRow
from tests.helpers.window_actions import WAIT_MS, drop, make_video, mark_preprocessed, until


@pytest.fixture
def research(tmp_path: Path) -> Path:
    """A folder of the research code with two people, one of them trained."""
    other = Workspace(tmp_path / "SyncTalk_2D")
    mark_preprocessed(other, "May")
    mark_preprocessed(other, "Chen")
    other.model_dir("May").mkdir(parents=True)
    (other.model_dir("May") / "99.pth").write_bytes(b"weights")
    return other.root


def dialog_of(qtbot, window, kind):
    """The open dialog of a kind, once it is there."""
    until(qtbot, lambda: [d for d in window.findChildren(kind) if d.isVisible()])
    return next(d for d in window.findChildren(kind) if d.isVisible())


def make_model(folder: Path, name: str = "99.pth") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"weights")
    return folder / name


def test_a_research_folder_is_sorted_into_preprocessed_videos_and_models(workspace, research):
    found = find_candidates(workspace, [research])
    assert [(s.kind, s.name) for s in found.sources] == [
        ("checkpoint", "May"),
        ("dataset", "Chen"),
        ("dataset", "May"),
    ]
    assert found.workspaces == [research]
    projects = projects_for(found.sources, ["may"])
    assert [(s.kind, name) for s, name in projects] == [
        ("dataset", "Chen"),
        ("dataset", "May 2"),
        ("checkpoint", "May 2"),
    ], "a model goes to the video that lies beside it, not to a project that has its name"


def test_a_model_alone_goes_to_the_project_of_its_name(workspace, tmp_path):
    found = find_candidates(workspace, [make_model(tmp_path / "May")])
    assert [name for _source, name in projects_for(found.sources, ["may"])] == ["may"]
    assert [name for _source, name in projects_for(found.sources, [])] == ["May"]


def test_a_folder_of_the_research_code_becomes_projects(qtbot, open_window, research):
    window = open_window(steps=2)
    drop(window, [research])
    dialog = dialog_of(qtbot, window, ImportDialog)
    assert dialog.copy.isChecked()
    with qtbot.waitSignal(window.session.importer.finished, timeout=3 * WAIT_MS) as finished:
        dialog.import_button.click()
    assert finished.args == [3]
    until(qtbot, lambda: window.session.projects.names() == ["Chen", "May"])
    until(qtbot, lambda: window.session.projects.info("May").stage == "trained")
    assert not window.view.sidebar.import_bar.isVisible()
    assert "3 imports" in window.view.toast.text()


def test_a_preprocessed_video_can_be_linked(qtbot, open_window, workspace, research):
    window = open_window(steps=2)
    drop(window, [research / "dataset" / "Chen"])
    dialog = dialog_of(qtbot, window, ImportDialog)
    dialog.link.setChecked(True)
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        dialog.import_button.click()
    assert workspace.clip_dir("Chen").is_symlink()
    assert window.view.sidebar.selected() == "Chen"


def test_a_finished_import_leaves_the_selection_alone(qtbot, open_window, workspace, research):
    write_notes(workspace, "Zoe", source_video="/videos/Zoe.mp4")
    window = open_window(steps=2)
    assert window.view.sidebar.selected() == "Zoe"
    window.show_step("render")
    drop(window, [research / "dataset" / "Chen"])
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        dialog_of(qtbot, window, ImportDialog).import_button.click()
    assert window.view.sidebar.selected() == "Zoe" and window.view.current_page().isVisible()
    assert window._step == "render"
    assert window.view.toast.text() == "“Chen” is imported."
    window.view.toast.action_button.click()
    assert window.view.sidebar.selected() == "Chen"


def test_a_dropped_video_is_selected_unless_the_user_went_on(
    qtbot, open_window, workspace, tmp_path
):
    for name in ("Zoe", "Ann"):
        write_notes(workspace, name, source_video=f"/videos/{name}.mp4")
    window = open_window()
    window.select_project("Zoe")
    for name in ("a", "b"):
        with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
            drop(window, [make_video(tmp_path, f"{name}.mp4")])
        assert window.view.sidebar.selected() == name
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        drop(window, [make_video(tmp_path, "c.mp4")])
        window.select_project("Ann")
    assert window.view.sidebar.selected() == "Ann"
    assert "c" in window.session.projects.names()


def test_a_research_folder_can_be_opened_as_it_is(qtbot, open_window, research):
    window = open_window()
    drop(window, [research])
    dialog_of(qtbot, window, ImportDialog).open_button.click()
    until(qtbot, lambda: window.session.projects.names() == ["Chen", "May"])
    assert window.session.workspace.root == research


def test_a_model_of_unknown_features_is_asked_about(qtbot, open_window, workspace, tmp_path):
    window = open_window(steps=2)
    drop(window, [make_model(tmp_path, "nokind.pth")])
    dialog = dialog_of(qtbot, window, KindDialog)
    assert not dialog.import_button.isEnabled(), "nothing is guessed"
    dialog.choices["ave"].setChecked(True)
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        dialog.import_button.click()
    assert (workspace.model_dir("nokind") / "99.pth").read_text() == "weights ave"


def test_what_is_there_already_can_become_a_project_of_its_own(
    qtbot, open_window, workspace, tmp_path
):
    make_model(workspace.model_dir("May"))
    window = open_window(steps=2)
    until(qtbot, lambda: "May" in window.session.projects.names())
    drop(window, [make_model(tmp_path / "May")])
    dialog_of(qtbot, window, ImportDialog).import_button.click()
    refusals = dialog_of(qtbot, window, RefusalsDialog)
    button = next(
        b
        for b in refusals.findChildren(type(window.view.sidebar.drop_zone).__base__)
        if "new project" in b.text()
    )
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        button.click()
    assert (workspace.model_dir("May 2") / "99.pth").is_file()


def test_several_failed_imports_are_listed_in_one_dialog(qtbot, open_window, tmp_path):
    window = open_window(steps=2)
    drop(window, [make_model(tmp_path, f"broken {n}.pth") for n in range(3)])
    dialog = dialog_of(qtbot, window, RefusalsDialog)
    until(qtbot, lambda: len(dialog.findChildren(MessageRow)) == 3)
    assert "cannot be imported: it is empty" in dialog.findChildren(MessageRow)[0].accessibleName()


def test_an_import_shows_progress_and_can_be_cancelled(qtbot, open_window, workspace, tmp_path):
    window = open_window(steps=2000)
    drop(window, [make_model(tmp_path / "a"), make_model(tmp_path / "b")])
    bar = window.view.sidebar.import_bar
    until(qtbot, lambda: window.session.importer.fraction_done)
    assert bar.isVisible() and "Importing a, 1 more" in bar.text()
    bar.cancel_button().click()
    assert not bar.isVisible()
    until(qtbot, lambda: not list(workspace.dataset_dir.glob(".import-*")))
    assert window.session.projects.names() == []


def test_the_same_video_is_not_imported_twice(qtbot, open_window, tmp_path):
    window = open_window()
    video = make_video(tmp_path)
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        drop(window, [video])
    with qtbot.waitSignal(window.session.importer.already_imported, timeout=WAIT_MS):
        drop(window, [video])
    assert window.session.projects.names() == ["May"]


def test_copied_files_and_paths_are_imported_by_pasting(qtbot, open_window, tmp_path):
    window = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_video(tmp_path, "a.mp4")))])
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        window.import_view.paste()
    QGuiApplication.clipboard().setText(f'"{make_video(tmp_path, "b c.mp4")}"\nand a letter')
    with qtbot.waitSignal(window.session.imported, timeout=WAIT_MS):
        window.import_view.paste()
    assert window.session.projects.names() == ["a", "b c"]


def test_paths_are_found_in_a_text(tmp_path):
    video = make_video(tmp_path, "ü b.mp4")
    text = f"{QUrl.fromLocalFile(str(video)).toString()}\n'{video}'\nrelative.mp4\n" + "x" * 5000
    assert paths_in_text(text) == [video, video]


def test_a_pasted_address_may_name_a_file_with_percent_signs(tmp_path):
    video = tmp_path / "take 50%25 é.mp4"
    video.touch()
    assert paths_in_text(video.as_uri()) == [video]


def test_projects_of_this_workspace_are_shown_not_copied(qtbot, open_window, workspace):
    write_notes(workspace, "May", source_video="/videos/May.mp4")
    write_notes(workspace, "Zoe", source_video="/videos/Zoe.mp4")
    window = open_window()
    with qtbot.waitSignal(window.session.importer.already_imported, timeout=WAIT_MS):
        drop(window, [workspace.clip_dir("Zoe")])
    assert window.view.sidebar.selected() == "Zoe"


def test_closing_while_something_comes_in_asks(qtbot, open_window, workspace, tmp_path):
    window = open_window(steps=4000)
    drop(window, [make_model(tmp_path)])
    until(qtbot, lambda: window.session.importer.fraction_done)
    window.close()
    dialog = dialog_of(qtbot, window, ClosingDialog)
    assert not dialog.keep_button.isVisible(), "an import does not go on without the window"
    dialog.cancel_button.click()
    assert window.isVisible() and window.session.importer.running()
    window.close()
    dialog_of(qtbot, window, ClosingDialog).stop_button.click()
    assert not window.isVisible()
    sweep(workspace)
    assert workspace.project_names() == []
