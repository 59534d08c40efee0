from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from synctalk_engine.workspace.clip import Clip
from synctalk_gui.formats import time_code
from synctalk_gui.widgets.frame_player import FramePlayer
from synctalk_gui.widgets.image_sources import ImageFile
from synctalk_gui.widgets.transport import Transport
from tests.gui.widgets.conftest import grey_at


@pytest.fixture
def player(qtbot, loader, clip):
    player = FramePlayer(loader=loader)
    qtbot.addWidget(player)
    player.resize(600, 400)
    player.show()
    qtbot.waitExposed(player)
    with qtbot.waitSignal(player.clip_loaded) as signal:
        player.set_clip(clip)
    assert signal.args == [60]
    qtbot.waitUntil(lambda: player.shown_frame == 0)
    return player


def wait_frame(qtbot, player, index):
    qtbot.waitUntil(lambda: player.shown_frame == index)
    assert player.current_frame == index
    assert grey_at(player.view.image()) == 4 * index


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 31),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 29),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 40),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, 20),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 59),
    ],
)
def test_keys_step_through_the_frames(player, qtbot, key, modifier, expected):
    player.set_frame(30)
    wait_frame(qtbot, player, 30)
    with qtbot.waitSignal(player.frame_changed) as signal:
        qtbot.keyClick(player.view, key, modifier)
    assert signal.args == [expected]
    wait_frame(qtbot, player, expected)


def test_steps_stop_at_the_ends(player, qtbot):
    qtbot.keyClick(player.view, Qt.Key.Key_Left)
    assert player.current_frame == 0
    player.set_frame(1000)
    assert player.current_frame == 59


class HandClock:
    """Stands in for QElapsedTimer: time passes when the test says so."""

    def __init__(self, transport):
        self._transport = transport
        self._passed_ms = 0.0
        transport._clock = self

    def start(self):
        self._passed_ms = 0.0

    def nsecsElapsed(self):
        return round(self._passed_ms * 1e6)

    def move_to(self, passed_ms):
        """So long after the start; the transport looks at its clock."""
        self._passed_ms = passed_ms
        self._transport._on_tick()


def test_it_plays_at_the_clips_rate_to_the_end(player, qtbot):
    player.set_frame(30)
    clock = HandClock(player.transport)
    qtbot.keyClick(player.view, Qt.Key.Key_Space)
    assert player.is_playing()
    seen = []
    for passed_ms in (0, 39, 41, 399, 401, 1159, 1199):
        clock.move_to(passed_ms)
        seen.append(player.current_frame)
    assert seen == [30, 30, 31, 39, 40, 58, 59]
    assert player.is_playing()
    clock.move_to(1201)
    assert player.current_frame == 59 and not player.is_playing()
    wait_frame(qtbot, player, 59)


def test_it_drops_frames_rather_than_falling_behind(player, qtbot, monkeypatch):
    read, disk = ImageFile.read, threading.Event()

    def slow_read(self):
        disk.wait(120)
        return read(self)

    monkeypatch.setattr(ImageFile, "read", slow_read)
    shown = []
    set_image = player.view.set_image
    monkeypatch.setattr(
        player.view, "set_image", lambda i: (shown.append(grey_at(i)), set_image(i))
    )
    clock = HandClock(player.transport)
    player.play()
    for passed_ms in range(0, 61 * 40, 40):  # the disk gives nothing meanwhile
        clock.move_to(passed_ms + 1)
    assert not player.is_playing() and player.current_frame == 59
    disk.set()
    wait_frame(qtbot, player, 59)
    assert shown == sorted(shown), "an older frame was shown after a newer one"
    assert len(shown) < 30, "those that are over are not read any more"


def test_space_pauses_where_it_is(player, qtbot):
    with qtbot.waitSignal(player.playing_changed):
        player.play()
    qtbot.waitUntil(lambda: player.current_frame > 3)
    qtbot.keyClick(player.view, Qt.Key.Key_Space)
    here = player.current_frame
    qtbot.wait(150)
    assert player.current_frame == here


def test_it_pauses_when_its_page_is_left(player):
    player.play()
    player.hide()
    assert not player.is_playing()


def test_landmarks_belong_to_the_frame_shown(player, qtbot):
    player.set_landmarks_shown(True)
    player.set_frame(33)
    wait_frame(qtbot, player, 33)
    qtbot.waitUntil(lambda: player.view._landmarks is not None)
    qtbot.waitUntil(lambda: abs(player.view._landmarks[0, 0] - 13.3) < 1e-4)


def test_frames_without_a_face_are_marked(player, qtbot):
    for index, is_filled in ((19, False), (20, True), (24, True), (25, False)):
        player.set_frame(index)
        wait_frame(qtbot, player, index)
        assert player.view._is_filled == is_filled


def test_the_frames_ahead_are_read_before_they_are_needed(player, qtbot, loader):
    player.set_frame(40)
    qtbot.waitUntil(lambda: loader.cached(player._image_file(42)) is not None)
    assert player.shown_frame == 40


def test_a_broken_frame_is_reported(player, qtbot, clip):
    clip.frame_paths()[50].write_bytes(b"broken")
    player.set_frame(50)
    qtbot.waitUntil(lambda: player.view.image() is None)
    assert "Cannot read frame 51" in player.view._empty_text
    player.set_frame(51)
    wait_frame(qtbot, player, 51)


def test_a_clip_that_was_preprocessed_again_is_read_again(player, qtbot, clip, write_image):
    player.set_frame(10)
    wait_frame(qtbot, player, 10)
    write_image(clip.frame_paths()[10], 222)
    with qtbot.waitSignal(player.clip_loaded):
        player.refresh()
    qtbot.waitUntil(lambda: grey_at(player.view.image()) == 222)
    assert player.current_frame == 10


def test_a_folder_of_the_research_code_is_played_too(qtbot, loader, tmp_path, write_image):
    folder = tmp_path / "obama"
    for index in range(12):
        write_image(folder / "full_body_img" / f"{index}.jpg", 20 * index)
    player = FramePlayer(loader=loader)
    qtbot.addWidget(player)
    player.show()
    with qtbot.waitSignal(player.clip_loaded):
        player.set_clip(Clip(folder))
    player.set_frame(10)
    qtbot.waitUntil(lambda: player.shown_frame == 10)
    assert abs(grey_at(player.view.image()) - 200) <= 2


def test_no_clip_shows_nothing(player, qtbot):
    player.set_clip(None)
    assert player.frame_count == 0
    assert player.view.image() is None
    qtbot.keyClick(player.view, Qt.Key.Key_Space)
    assert not player.is_playing()


def test_validation_frames_are_labelled(player):
    player.set_validation_start(48)
    player.set_frame(47)
    assert "validation" not in player.transport._label.text()
    player.set_frame(48)
    assert "validation" in player.transport._label.text()


def test_the_slider_seeks_and_the_buttons_step(player, qtbot):
    transport = player.transport
    transport._slider.setValue(17)
    assert player.current_frame == 17
    for button, expected in (
        (transport._forward, 18),
        (transport._back, 17),
        (transport._last, 59),
        (transport._first, 0),
    ):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert player.current_frame == expected


def test_a_loop_begins_again(qtbot):
    transport = Transport()
    qtbot.addWidget(transport)
    transport.show()
    transport.set_frames(5, fps=50)
    transport.set_loop(True)
    seen = []
    transport.position_changed.connect(seen.append)
    transport.play()
    qtbot.waitUntil(lambda: seen.count(0) >= 2, timeout=30_000)
    transport.pause()


def test_four_times_the_speed_takes_a_quarter_of_the_time(qtbot):
    transport = Transport()
    qtbot.addWidget(transport)
    transport.show()
    transport.set_frames(50, fps=25)
    clock = HandClock(transport)
    transport.set_speed(4.0)
    transport.play()
    clock.move_to(11)
    assert transport.position == 1
    clock.move_to(499)
    assert transport.position == 49 and transport.is_playing()
    clock.move_to(501)
    assert transport.position == 49 and not transport.is_playing()


def test_time_codes():
    assert time_code(1204 / 25) == "00:48.16"
    assert time_code(59.999) == "01:00.00"
    assert time_code(3725.5) == "1:02:05.50"
