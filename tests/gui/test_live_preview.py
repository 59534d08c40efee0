"""The preview window of a live render reads frames from a pipe."""

from __future__ import annotations

import io
import struct

import numpy as np

from synctalk_engine.live.window_target import LIVE_WORD
from synctalk_gui.launch import LIVE_PREVIEW_WORD
from synctalk_gui.live_preview_window import FrameStream, LivePreviewWindow


def framed(image: np.ndarray) -> bytes:
    return struct.pack("<II", image.shape[1], image.shape[0]) + image.tobytes()


def frames_of(data: bytes) -> list:
    shown: list = []
    stream = FrameStream(io.BytesIO(data))
    stream.frame_read.connect(shown.append)
    stream.run()
    return shown


def test_frames_are_shown_as_they_were_sent(qtbot) -> None:
    image = np.random.default_rng(0).integers(0, 255, (5, 7, 3), np.uint8)
    images = frames_of(framed(image) * 2 + framed(image)[:-1])
    assert len(images) == 2
    assert (images[0].width(), images[0].height()) == (7, 5)
    colour = images[0].pixelColor(3, 2)
    assert [colour.blue(), colour.green(), colour.red()] == image[2, 3].tolist()


def test_what_is_no_frame_ends_the_stream(qtbot) -> None:
    assert frames_of(struct.pack("<II", 0, 5)) == []
    assert frames_of(struct.pack("<II", 2**31, 2**31) + b"x") == []
    assert frames_of(b"abc") == []


def test_the_window_takes_the_size_of_the_first_frame(qtbot) -> None:
    window = LivePreviewWindow()
    qtbot.addWidget(window)
    window.show_frame(frames_of(framed(np.zeros((200, 300, 3), np.uint8)))[0])
    assert (window.width(), window.height()) == (300, 200)
    assert window.pixmap().size().width() == 300


def test_engine_and_window_agree_on_the_word() -> None:
    assert LIVE_WORD == LIVE_PREVIEW_WORD
