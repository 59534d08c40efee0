from __future__ import annotations

import wave

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt

from synctalk_gui.formats import number
from synctalk_gui.theme import color, tokens
from synctalk_gui.widgets import timeline_painting
from synctalk_gui.widgets.spin_box import FrameSpinBox, padded
from synctalk_gui.widgets.timeline import LABEL_PX, Timeline
from synctalk_gui.widgets.timeline_tracks import (
    ERROR,
    NOTHING,
    OK,
    WARN,
    ClipFacts,
    Track,
    aggregate,
    loudness,
    make_tracks,
    runs,
)
from synctalk_gui.widgets.transport import Transport
from tests.gui.widgets.conftest import frames_table

COUNT = 1000


@pytest.fixture
def facts():
    table = frames_table(COUNT, missing=range(500, 510))
    table.blur[100:150] = 20
    table.yaw[300:340] = -35
    table.pitch[320:325] = 50
    loudness_db = np.full(COUNT, -20, np.float32)
    loudness_db[:60] = -80
    return ClipFacts(COUNT, 25.0, table, loudness_db, av_offset_ms=160.0, av_offset_fixed_ms=160.0)


@pytest.fixture
def timeline(qtbot, loader, facts):
    timeline = Timeline(loader=loader)
    qtbot.addWidget(timeline)
    timeline.resize(LABEL_PX + 501, timeline.sizeHint().height())
    timeline.show()
    qtbot.waitExposed(timeline)
    timeline.set_facts(facts)
    keys = ["face", "sharpness", "turn", "mouth", "light", "step", "speech"]
    assert [track.key for track in timeline.tracks] == keys
    return timeline


@settings(max_examples=80, deadline=None)
@given(count=st.integers(1, 700), columns=st.integers(1, 400), seed=st.integers(0, 99))
def test_each_pixel_shows_the_worst_of_its_frames(count, columns, seed):
    levels = np.random.default_rng(seed).integers(0, 4, count).astype(np.uint8)
    shown = aggregate(levels, columns)
    assert len(shown) == columns
    for column in range(columns):
        begin = column * count // columns
        end = max(begin + 1, (column + 1) * count // columns)
        assert shown[column] == levels[begin:end].max()


def test_runs_put_together_are_the_levels():
    levels = np.array([0, 0, 2, 2, 2, 3, 0], np.uint8)
    assert runs(levels) == [(0, 2, 0), (2, 5, 2), (5, 6, 3), (6, 7, 0)]


def test_the_tracks_show_the_frames_table(facts):
    facts.table.mouth_change[600:620] = 20
    facts.table.light[:] = 150
    facts.table.light[700:720] = 60
    facts.table.cut[200] = True
    face, sharpness, turn, mouth, light, step, speech = make_tracks(facts)
    assert set(np.flatnonzero(face.levels == ERROR)) == set(range(500, 510))
    assert set(np.flatnonzero(sharpness.levels == WARN)) == set(range(100, 150))
    assert (sharpness.levels[500:510] == NOTHING).all()
    assert set(np.flatnonzero(turn.levels == ERROR)) == set(range(320, 325))
    assert (turn.levels[300:320] == WARN).all()
    assert set(np.flatnonzero(mouth.levels == WARN)) == set(range(600, 620))
    assert set(np.flatnonzero(light.levels == WARN)) == {200, *range(700, 720)}
    assert (step.levels == OK).all() and "+160 ms" in step.text(0)
    assert (speech.levels[:60] == NOTHING).all() and (speech.levels[60:] == OK).all()


@pytest.mark.parametrize(
    ("offset_ms", "fixed_ms", "level"),
    [(None, 0.0, NOTHING), (0.0, 0.0, OK), (160.0, 160.0, OK), (160.0, 0.0, WARN)],
)
def test_the_step_track_warns_of_an_offset_that_was_not_mended(offset_ms, fixed_ms, level):
    tracks = make_tracks(ClipFacts(10, 25.0, None, None, offset_ms, fixed_ms))
    assert [track.key for track in tracks] == ["step"]
    assert (tracks[0].levels == level).all()


def test_a_click_and_a_drag_ask_for_frames(timeline, qtbot):
    with qtbot.waitSignal(timeline.frame_requested) as signal:
        qtbot.mouseClick(
            timeline, Qt.MouseButton.LeftButton, pos=QPoint(int(timeline.x_of(700)), 20)
        )
    assert abs(signal.args[0] - 700) <= 1
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(10, 20))
    assert abs(timeline.position - 700) <= 1, "the labels are no place in the clip"


def test_set_position_is_silent(timeline, qtbot):
    with qtbot.assertNotEmitted(timeline.frame_requested):
        timeline.set_position(123)
    assert timeline.position == 123


def test_keys_step_and_find_the_next_problem(timeline, qtbot):
    control = Qt.KeyboardModifier.ControlModifier
    expected = [(Qt.Key.Key_Right, 100), (Qt.Key.Key_Right, 300), (Qt.Key.Key_Right, 500)]
    for key, frame in [*expected, (Qt.Key.Key_Right, 500), (Qt.Key.Key_Left, 300)]:
        qtbot.keyClick(timeline, key, control)
        assert timeline.position == frame
    qtbot.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert timeline.position == 290
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    assert timeline.position == COUNT - 1


def test_the_tooltip_describes_the_frame(timeline):
    tip = timeline.tip(QPointF(timeline.x_of(505), 15))
    assert "no face; excluded from training" in tip
    assert "frame 50" in tip and "00:20" in tip
    assert "blurred (20, typically 300)" in timeline.tip(QPointF(timeline.x_of(120), 15))
    assert timeline.tip(QPointF(5, 5)) == ""


def test_frames_are_counted_from_one(timeline, qtbot):
    assert timeline.tip(QPointF(LABEL_PX + 0.1, 15)).startswith("frame 1 · 00:00.00")
    end = timeline.tip(QPointF(timeline.width() - 1.5, 15))
    assert end.startswith(f"frame {number(1000)} · 00:39.96")
    transport = Transport()
    qtbot.addWidget(transport)
    transport.set_frames(50)
    assert transport._label.text() == "frame 1 of 50"
    transport.set_position(49)
    assert transport._label.text() == "frame 50 of 50"
    transport.set_frame_numbers(range(100, 150))
    assert transport._label.text() == "frame 150 · 50 of 50"
    assert transport._time.text() == "00:05.96", "the time of the frame's start, as before"


def test_a_frame_box_shows_numbers_from_one_and_gives_indices_from_zero(qtbot):
    box = padded(FrameSpinBox())
    qtbot.addWidget(box)
    box.setRange(0, 149)
    assert (box.text(), box.value()) == ("1", 0)
    box.setValue(149)
    assert box.text() == "150"
    box.selectAll()
    qtbot.keyClicks(box, "12")
    assert box.value() == 11
    box.selectAll()
    qtbot.keyClicks(box, "0")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 11, "there is no frame 0"
    box.selectAll()
    qtbot.keyClicks(box, "151")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 14, "the last digit that would pass the end is not taken"


def test_warnings_and_errors_differ_by_more_than_colour(timeline):
    image = timeline.grab().toImage()

    def colours(row, frame):
        x, rect = int(timeline.x_of(frame)), timeline.track_rect(row)
        spots = [(x + dx, int(rect.top()) + dy) for dx in range(-3, 4) for dy in range(1, 11)]
        return len({image.pixel(*spot) for spot in spots})

    assert colours(0, 250) == 1, "what is in order is not hatched"
    assert colours(0, 505) > 1
    assert colours(1, 125) > 1


def test_one_bad_frame_of_a_million_is_visible_and_painted_quickly(timeline, monkeypatch):
    painted, original = [], timeline_painting.level_brushes

    def brushes(level):
        painted.append(level)
        return original(level)

    monkeypatch.setattr(
        timeline_painting,
        "level_brushes",
        lambda level: (painted.append(level), original(level))[1],
    )
    levels = np.zeros(1_000_000, np.uint8)
    levels[640_000] = ERROR
    timeline.set_tracks([Track("face", "face", levels, {OK: "found", ERROR: "no face"})])
    image = timeline.grab().toImage()
    assert painted == [OK, OK, ERROR], "ranges are painted, not frames"
    x = int(timeline.x_of(640_000))
    row = int(timeline.track_rect(0).center().y())
    red = color(tokens().err).rgb()
    spots = [image.pixel(x + dx, row + dy) for dx in (-2, -1, 0, 1, 2) for dy in range(-4, 5)]
    assert red in spots
    assert "no face" in timeline.tip(QPointF(timeline.x_of(640_000) + 0.4, row))


def test_it_is_painted_once_and_again_after_a_change(timeline, monkeypatch):
    renders = []
    original = timeline._render
    monkeypatch.setattr(timeline, "_render", lambda: (renders.append(1), original())[1])
    for frame in range(5):
        timeline.set_position(frame)
        timeline.grab()
    assert len(renders) <= 1
    timeline.resize(timeline.width() + 40, timeline.height())
    timeline.grab()
    assert len(renders) <= 3 and renders


def test_a_clip_is_read_in_the_background(timeline, qtbot, clip):
    write_tone(clip.audio_path, silent_s=1.0, loud_s=1.4)
    with qtbot.waitSignal(timeline.tracks_loaded) as signal:
        timeline.set_clip(clip)
    assert signal.args == [60]
    tracks = {track.key: track.levels for track in timeline.tracks}
    assert set(np.flatnonzero(tracks["face"] == ERROR)) == set(range(20, 25))
    assert (tracks["speech"][:25] == NOTHING).all() and (tracks["speech"][25:] == OK).all()
    timeline.set_clip(None)
    assert timeline.frame_count == 0
    timeline.grab()


def test_loudness_is_that_of_each_frame(tmp_path):
    path = tmp_path / "a.wav"
    write_tone(path, silent_s=0.4, loud_s=0.4)
    levels = loudness(path, 30, 25.0)
    assert levels.shape == (30,)
    np.testing.assert_allclose(levels[10:20], 20 * np.log10(0.5 / np.sqrt(2)), atol=0.1)
    assert (levels[:10] <= -99).all() and (levels[20:] <= -99).all()
    assert loudness(tmp_path / "missing.wav", 30, 25.0) is None


def test_tracks_of_different_lengths_are_refused(timeline):
    tracks = [Track(str(n), str(n), np.zeros(n, np.uint8), {}) for n in (3, 4)]
    with pytest.raises(ValueError, match="frames"):
        timeline.set_tracks(tracks)


def write_tone(path, silent_s, loud_s, rate_hz=16_000):
    silence = np.zeros(int(silent_s * rate_hz))
    tone = 0.5 * np.sin(2 * np.pi * 200 * np.arange(int(loud_s * rate_hz)) / rate_hz)
    samples = (np.concatenate([silence, tone]) * 32767).astype(np.int16)
    with path.open("wb") as file, wave.open(file, "wb") as audio:
        audio.setnchannels(1)
        audio.setsampwidth(2)
        audio.setframerate(rate_hz)
        audio.writeframes(samples.tobytes())


@pytest.mark.parametrize("kept_bytes", [0, 12, 30, 44, 45, 1001])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_truncated_audio_file_gives_a_level_or_none(tmp_path, kept_bytes, channels):
    path = tmp_path / "aud.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(6400))
    path.write_bytes(path.read_bytes()[:kept_bytes])
    levels = loudness(path, 5, 25.0)
    assert levels is None or levels.shape == (5,)
