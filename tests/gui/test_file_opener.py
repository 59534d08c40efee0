"""Files that the system hands to the program reach the window, whenever they come."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent

from synctalk_gui.file_opener import FileOpener, given_files
from synctalk_gui.item_models.project_info import write_notes
from synctalk_gui.main_window import MainWindow
from synctalk_gui.settings import Settings
from tests.helpers.window_actions import make_video, until


def send(application: QObject, path: Path) -> None:
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


def test_what_comes_before_the_window_is_kept(qtbot, tmp_path):
    source = QObject()
    opener = FileOpener(source, [tmp_path / "argument.mp4"])
    send(source, tmp_path / "event ü.mp4")
    taken = []
    opener.listen(taken.append)
    assert taken == [[tmp_path / "argument.mp4", tmp_path / "event ü.mp4"]]


def test_files_opened_together_come_together(qtbot, tmp_path):
    source = QObject()
    opener = FileOpener(source)
    taken = []
    opener.listen(taken.append)
    assert taken == []
    with qtbot.waitSignal(opener.files_requested, timeout=10_000):
        send(source, tmp_path / "one.mp4")
        send(source, tmp_path / "two.mp4")
        send(source, tmp_path / "one.mp4")
    assert taken == [[tmp_path / "one.mp4", tmp_path / "two.mp4"]]


def test_arguments_are_paths_or_addresses(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    video = tmp_path / "my talk ü.mp4"
    given = ["talk.mp4", QUrl.fromLocalFile(str(video)).toString()]
    assert given_files(given) == [tmp_path / "talk.mp4", video]


def test_a_file_given_at_start_is_imported_once_the_projects_are_read(
    qtbot, workspace, fake_engine, tmp_path
):
    known = make_video(tmp_path / "clips", "Anna.mp4")
    write_notes(workspace, "Anna", source_video=str(known))
    new = make_video(tmp_path / "clips", "Ben ü.mp4")
    window = MainWindow(workspace.root, Settings(), fake_engine())
    qtbot.addWidget(window)
    window.import_files([known, new])
    window.show()
    until(qtbot, lambda: len(window.session.projects.names()) == 2)
    assert window.session.projects.names() == ["Anna", "Ben ü"]
    window.close_without_asking()
