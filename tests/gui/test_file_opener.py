"""Files that the system hands to the program reach the window, whenever they come."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent

from synctalk_gui.file_opener import FileOpener, given_files


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
    with qtbot.waitSignal(opener.asked, timeout=2000):
        send(source, tmp_path / "one.mp4")
        send(source, tmp_path / "two.mp4")
        send(source, tmp_path / "one.mp4")
    assert taken == [[tmp_path / "one.mp4", tmp_path / "two.mp4"]]


def test_arguments_are_paths_or_addresses(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    video = tmp_path / "my talk ü.mp4"
    given = ["talk.mp4", QUrl.fromLocalFile(str(video)).toString()]
    assert given_files(given) == [tmp_path / "talk.mp4", video]
