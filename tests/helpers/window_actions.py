"""Actions for tests of the main window: wait, drop, press."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.engine.live_run import LiveRun
from synctalk_gui.item_models.projects_model import ProjectRole
from synctalk_gui.main_window import MainWindow

WAIT_MS = 60_000
"""Of a busy machine, too: what is waited for is mostly another process."""


def until(qtbot, condition) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


def make_video(folder: Path, name: str = "May.mp4") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"not looked into by the fake engine")
    return path


def mark_preprocessed(workspace: Workspace, name: str) -> None:
    """As if the real engine had preprocessed it."""
    from synctalk_gui.screenshot_face import LOOKS
    from synctalk_gui.screenshot_workspace import make_preprocessed_project

    make_preprocessed_project(workspace, name, LOOKS[0], 4)


def drop(window: MainWindow, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    modifiers = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, buttons, modifiers)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPoint(50, 50), actions, data, buttons, modifiers))


def press(window: MainWindow, key: str) -> None:
    part = window.view.header.action_button(key)
    assert part is not None, [a.key for a in window.view.header._shown]
    assert part.isEnabled(), part.toolTip()
    part.click()


def centre(window: QWidget, part: QWidget) -> QPoint:
    """Where the middle of a part is in its window."""
    return part.mapTo(window, part.rect().center())


def click_at(qtbot, window: QWidget, place: QPoint) -> None:
    """Click whatever is at a place of a window now, as a hand does."""
    part = window.childAt(place) or window
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton, pos=part.mapFrom(window, place))


def wait_for_action(qtbot, window: MainWindow, key: str) -> None:
    def is_there() -> bool:
        part = window.view.header.action_button(key)
        return part is not None and part.isEnabled()

    until(qtbot, is_there)


def stage_of(window: MainWindow, name: str) -> str:
    model = window.session.projects
    return model.index(model.row_of(name)).data(ProjectRole.STAGE).text


def active(window: MainWindow) -> LiveRun:
    runs = window.session.jobs.active()
    assert len(runs) == 1
    return runs[0]
