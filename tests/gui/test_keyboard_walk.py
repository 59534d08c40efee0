"""By keyboard alone, from the start: play a video, delete it and undo that, open the help.

Every key goes to the widget that has the focus, as from a real keyboard.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from synctalk_engine.protocol.events import ResultEvent, RunState, StateEvent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventWriter, RunFolder
from synctalk_gui.audio.multimedia import multimedia
from synctalk_gui.dialogs.base import Dialog
from tests.helpers.videos import make_video
from tests.helpers.window_actions import mark_preprocessed, until

_MOST_TABS = 60
needs_multimedia = pytest.mark.skipif(
    multimedia() is None, reason="QtMultimedia cannot be loaded here (on Linux it needs libpulse0)"
)


@pytest.fixture
def window(qtbot, workspace, open_window):
    """A window with two rendered videos of May, as it is right after the start."""
    mark_preprocessed(workspace, "May")
    workspace.model_dir("May").mkdir(parents=True)
    (workspace.model_dir("May") / "4.pth").write_bytes(b"x")
    for audio in ("a", "b"):
        write_rendered_video(workspace, audio)
    shown = open_window(steps=3)
    shown.resize(1280, 800)
    shown.activateWindow()
    until(qtbot, shown.isActiveWindow)
    until(qtbot, lambda: shown.view.sidebar.list.hasFocus())
    return shown


def write_rendered_video(workspace: Workspace, audio: str) -> Path:
    run = RunFolder.create(
        workspace, "render", "May", {"name": "May", "audio_path": f"{audio}.wav"}
    )
    video = workspace.result_dir / f"May_{audio}.mp4"
    video.parent.mkdir(exist_ok=True)
    make_video(video, duration_s=2.0)
    writer = EventWriter(run)
    writer.append(ResultEvent(output=f"result/{video.name}", frames=50, fps=25.0))
    writer.append(StateEvent(state=RunState.DONE))
    writer.close()
    return video


def focused() -> QWidget:
    part = QApplication.focusWidget()
    assert part is not None and part.isVisible() and part.isEnabled()
    return part


def press_key(qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focused(), key, modifier)


def tab_to(qtbot, part: QWidget) -> None:
    """Press Tab until a widget has the focus."""
    for _ in range(_MOST_TABS):
        if focused() is part:
            return
        press_key(qtbot, Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not reach {part.accessibleName() or part}")


def go_to_renders(qtbot, window):
    """From the project list to the list of renders, by keys."""
    press_key(qtbot, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: window.view.header.steps.step() == "render")
    page = window.page("render")
    until(qtbot, lambda: page.gallery.model.rowCount() == 2)
    tab_to(qtbot, page.gallery.list)
    return page


@needs_multimedia
def test_a_video_is_chosen_played_and_paused(qtbot, window):
    page = go_to_renders(qtbot, window)
    assert page.gallery.selected.title == "May_b.mp4", "the newest"
    press_key(qtbot, Qt.Key.Key_Down)
    assert page.gallery.selected.title == "May_a.mp4"
    press_key(qtbot, Qt.Key.Key_Return)
    player = page.result.player
    until(qtbot, lambda: player.is_playing() and player.position_ms() > 100)
    assert player.path.name == "May_a.mp4"
    assert focused() is player.view, "Space and the arrow keys are the player's now"
    press_key(qtbot, Qt.Key.Key_Space)
    until(qtbot, lambda: not player.is_playing())
    press_key(qtbot, Qt.Key.Key_Home)
    until(qtbot, lambda: player.position_ms() == 0)
    tab_to(qtbot, page.gallery.list)
    player.unload()


def test_a_video_is_deleted_and_ctrl_z_brings_it_back(qtbot, window, workspace):
    page = go_to_renders(qtbot, window)
    video = workspace.result_dir / "May_b.mp4"
    before = video.read_bytes()
    press_key(qtbot, Qt.Key.Key_Delete)
    until(qtbot, lambda: page.gallery.model.rowCount() == 1)
    assert not video.exists()
    assert focused() is page.gallery.list, "the next one can be chosen"
    press_key(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: page.gallery.model.rowCount() == 2)
    assert video.read_bytes() == before
    assert focused() is page.gallery.list


def test_undo_in_the_message_is_reached_by_tab(qtbot, window):
    page = go_to_renders(qtbot, window)
    press_key(qtbot, Qt.Key.Key_Delete)
    until(qtbot, lambda: page.gallery.model.rowCount() == 1)
    tab_to(qtbot, window.view.toast.action_button)
    press_key(qtbot, Qt.Key.Key_Space)
    until(qtbot, lambda: page.gallery.model.rowCount() == 2)
    assert focused().window() is window


def test_the_focus_stays_on_the_page_when_the_last_video_is_deleted(qtbot, window):
    page = go_to_renders(qtbot, window)
    for left in (1, 0):
        press_key(qtbot, Qt.Key.Key_Delete)
        until(qtbot, lambda left=left: page.gallery.model.rowCount() == left)
    until(qtbot, lambda: not page.gallery.list.isVisible())
    assert window.isAncestorOf(focused())
    assert page.isAncestorOf(focused()), "not in the search field"
    for left in (1, 2):
        press_key(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(qtbot, lambda left=left: page.gallery.model.rowCount() == left)


def test_f1_opens_the_guide_and_escape_leads_back(qtbot, window):
    tab_to(qtbot, window.view.header.steps.step_button("train"))
    before = focused()
    press_key(qtbot, Qt.Key.Key_F1)
    until(qtbot, lambda: any(dialog.isVisible() for dialog in window.findChildren(Dialog)))
    dialog = next(dialog for dialog in window.findChildren(Dialog) if dialog.isVisible())
    until(qtbot, lambda: dialog.isAncestorOf(focused()))
    press_key(qtbot, Qt.Key.Key_Escape)
    until(qtbot, lambda: not window.findChildren(Dialog) or not dialog.isVisible())
    window.activateWindow()  # the window manager's work, of which there is none here
    until(qtbot, lambda: QApplication.focusWidget() is before)


def test_a_project_is_searched_and_escape_clears_the_search(qtbot, window):
    search = window.view.sidebar.search
    press_key(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert focused() is search
    qtbot.keyClicks(focused(), "nobody")
    assert window.view.sidebar.list.model().rowCount() == 0
    press_key(qtbot, Qt.Key.Key_Escape)
    assert search.text() == "" and focused() is search
    assert window.view.sidebar.list.model().rowCount() == 1
    press_key(qtbot, Qt.Key.Key_Escape)
    assert focused() is window.view.sidebar.list
