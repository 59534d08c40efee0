"""Speeches on the Render page: waveform, length, listening, several at once, recording."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from synctalk_gui.audio import multimedia as loading
from synctalk_gui.audio import speech_player
from synctalk_gui.audio.multimedia import ask_for_microphone
from synctalk_gui.item_models.render_entries import RenderState
from synctalk_gui.pages import speech_sources
from synctalk_gui.widgets.waveform_view import WaveformView
from tests.helpers.fake_microphone import FakeMicrophone
from tests.helpers.window_actions import mark_preprocessed, press, until, wait_for_action


@pytest.fixture
def page(qtbot, workspace, open_window):
    for name in ("May", "Zoe"):
        mark_preprocessed(workspace, name)
        workspace.model_dir(name).mkdir(parents=True)
        (workspace.model_dir(name) / "4.pth").write_bytes(b"x")
    window = open_window(steps=3)
    window.select_project("May")
    window.show_step("render")
    page = window.page("render")
    until(qtbot, page.isVisible)
    page.window_of_test = window
    return page


@pytest.fixture
def speech(tmp_path):
    def make(name: str):
        path = tmp_path / name
        path.write_bytes(b"the fake engine reads no audio")
        return path

    return make


def drop_on(widget, paths) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, keys)
    enter.ignore()
    widget.dragEnterEvent(enter)
    if enter.isAccepted():
        widget.dropEvent(QDropEvent(QPointF(5, 5), actions, data, buttons, keys))
    return enter.isAccepted()


# -- several speeches


def test_each_speech_shows_its_waveform_and_length(qtbot, page, speech):
    assert drop_on(page.speech, [speech("a.wav"), speech("b b.mp3"), speech("c.mp4")])
    assert [row.path.name for row in page.speech.rows] == ["a.wav", "b b.mp3", "c.mp4"]
    until(qtbot, lambda: all(row.outline is not None for row in page.speech.rows))
    for row in page.speech.rows:
        assert row.duration_text == "0:02" and list(row.waveform.peaks) == [0.1, 0.4, 0.2, 0.0]
    assert page.speech._name.text() == "3 audio files"
    assert page.speech._note.text().startswith("0:06 · ")
    assert not drop_on(page.speech, [speech("a.txt"), speech("d.wav")])


def test_one_bad_speech_does_not_stop_the_rest(qtbot, page, speech):
    for name in ("one.wav", "fails.wav", "two.wav"):
        page.speech._take(speech(name))
    wait_for_action(qtbot, page.window_of_test, "render")
    press(page.window_of_test, "render")
    until(qtbot, lambda: len(page.gallery.model.entries) == 3)

    def states():
        return {entry.audio.name: entry.state for entry in page.gallery.model.entries}

    wanted = {
        "one.wav": RenderState.DONE,
        "fails.wav": RenderState.FAILED,
        "two.wav": RenderState.DONE,
    }
    until(qtbot, lambda: states() == wanted)


def test_a_speech_without_audio_says_so_and_is_not_rendered(qtbot, page, speech):
    page.speech._take(speech("broken.wav"))
    row = page.speech.rows[0]
    until(qtbot, lambda: row.problem)
    assert "broken.wav has no audio" in row.problem and row.waveform.isHidden()
    action = page.window_of_test.view.header.action_button("render")
    assert not action.isEnabled() and "broken.wav has no audio" in action.toolTip()
    good = speech("good.wav")
    page.speech._take(good)
    assert page.speech.paths == [good]
    wait_for_action(qtbot, page.window_of_test, "render")
    press(page.window_of_test, "render")
    until(qtbot, lambda: [e.audio for e in page.gallery.model.entries] == [good])


def test_a_rendered_speech_gives_way_to_the_next_one(qtbot, page, speech):
    first, second = speech("first.wav"), speech("second.wav")
    page.speech._take(first)
    press(page.window_of_test, "render")
    assert page.speech.paths == [first], "it can be rendered again"
    page.speech._take(second)
    assert page.speech.paths == [second]
    qtbot.mouseClick(page.speech.rows[0].remove_button, Qt.MouseButton.LeftButton)
    assert page.speech.paths == [] and page.speech._name.text() == "Drop audio here"


def test_the_same_file_is_listed_once(page, speech):
    path = speech("a.wav")
    page.speech.add([path, path])
    page.speech._take(path)
    assert page.speech.paths == [path]


def test_several_files_are_chosen_at_once(page, speech, monkeypatch):
    chosen = [str(speech("a.wav")), str(speech("b.wav"))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    page.speech.sources.choose_button.click()
    assert [str(path) for path in page.speech.paths] == chosen


def test_videos_of_several_speeches_have_names_of_their_own(page, speech):
    page.form.show_values({"output_path": "greeting"})
    page.speech.set_paths([speech("a.wav")])
    assert page.options()["output_path"].endswith("greeting")
    page.speech.set_paths([speech("a.wav"), speech("b.wav")])
    names = [page.options_for(path)["output_path"] for path in page.speech.paths]
    assert [name.rsplit("greeting", 1)[1] for name in names] == [" a", " b"]


# -- waveform and listening


def test_the_waveform_fills_its_width_and_shows_every_peak(qtbot):
    view = WaveformView()
    qtbot.addWidget(view)
    view.resize(300, 30)
    assert view.bars() == [0.0] * 100
    peaks = [0.1] * 1000
    peaks[505] = 0.5
    view.set_peaks(peaks)
    bars = view.bars()
    assert len(bars) == 100 and bars[50] == 1.0 and bars.count(1.0) == 1
    view.set_peaks([0.2, 0.4])
    assert view.bars()[0] == 0.5 and view.bars()[-1] == 1.0
    view.set_played(0.5)
    image = view.grab().toImage()
    assert image.pixelColor(0, 15) != image.pixelColor(297, 15), "what was played is marked"


def test_a_click_on_the_waveform_plays_from_there(qtbot):
    view = WaveformView()
    qtbot.addWidget(view)
    view.resize(200, 30)
    view.show()
    with qtbot.assertNotEmitted(view.seek_requested):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 10))
    view.set_peaks([0.1, 0.2])
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 10))
    assert asked.args == [0.25]


def test_listening_without_a_loudspeaker_is_refused_with_a_sentence(
    qtbot, page, speech, monkeypatch
):
    reason = "No speaker or headphones found."
    monkeypatch.setattr(speech_player, "why_no_playback", lambda: reason)
    page.speech._take(speech("a.wav"))
    qtbot.mouseClick(page.speech.rows[0].listen_button, Qt.MouseButton.LeftButton)
    assert page.window_of_test.view.toast.text() == reason


def test_the_listen_button_says_what_it_does(page, speech):
    page.speech._take(speech("a.wav"))
    row = page.speech.rows[0]
    assert row.listen_button.accessibleName() == "Listen to a.wav"
    page.speech.player.playing_changed.emit(row.path)
    assert row.listen_button.accessibleName() == "Pause a.wav"
    page.speech.player.position_changed.emit(row.path, 0.5)
    assert row.waveform._played == 0.5


# -- recording


def test_a_recording_is_saved_in_the_project_and_used(qtbot, page, workspace, monkeypatch):
    microphone = FakeMicrophone()
    page.speech.record(microphone)
    microphone.device.capture(b"\x00\x40" * 8000)
    page.speech.sources.recorder.stop()
    assert page.speech.path.parent == workspace.clip_dir("May") / "recordings"
    assert page.speech.path.is_file()


def test_a_recording_belongs_to_the_project_in_which_it_was_begun(qtbot, page, workspace):
    microphone = FakeMicrophone()
    page.speech.record(microphone)
    microphone.device.capture(b"\x00\x40" * 8000)
    page.window_of_test.select_project("Zoe")
    until(qtbot, lambda: not page.speech.sources.recorder.is_recording)
    assert len(list((workspace.clip_dir("May") / "recordings").glob("*.wav"))) == 1
    assert not (workspace.clip_dir("Zoe") / "recordings").exists()
    page.window_of_test.show_step("render")
    assert page.speech.paths == []


class FakeApplication:
    """The system's answers about the microphone: now, and after it was asked."""

    def __init__(self, now: str, later: str) -> None:
        self.now, self.later = Qt.PermissionStatus[now], Qt.PermissionStatus[later]
        self.is_asked = False

    def instance(self):
        return self

    def checkPermission(self, _permission):
        return self.now

    def requestPermission(self, _permission, _owner, answer):
        self.is_asked = True
        answer(self)

    def status(self):
        return self.later


@pytest.mark.parametrize(
    ("now", "later", "is_allowed", "is_asked"),
    [
        ("Granted", "Granted", True, False),
        ("Denied", "Denied", False, False),
        ("Undetermined", "Granted", True, True),
        ("Undetermined", "Denied", False, True),
    ],
)
def test_the_system_decides_on_the_microphone(qapp, monkeypatch, now, later, is_allowed, is_asked):
    application = FakeApplication(now, later)
    monkeypatch.setattr(loading, "QCoreApplication", application)
    answers = []
    ask_for_microphone(qapp, answers.append)
    assert answers == [is_allowed] and application.is_asked == is_asked


def test_a_microphone_that_is_not_allowed_is_one_sentence(qtbot, page, monkeypatch):
    monkeypatch.setattr(speech_sources, "why_no_recording", lambda: "")
    monkeypatch.setattr(speech_sources, "ask_for_microphone", lambda _owner, answer: answer(False))
    page.speech.sources.record_button.click()
    text = page.window_of_test.view.toast.text()
    assert text.startswith("The microphone is not allowed. Allow it") and not (
        page.speech.sources.recorder.is_recording
    )
