"""One frame of a video as a small image."""

from __future__ import annotations

import json

import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.image_files import read_image
from synctalk_engine.media.poster import write_poster
from tests.helpers.command_line import synctalk

GREY_AT_END = 200


def write_video(path, width: int = 320, height: int = 240, frames: int = 100):
    """Black for the first 5 frames, then grey."""
    with VideoWriter(path, 25.0, width, height) as writer:
        for index in range(frames):
            grey = 0 if index < 5 else GREY_AT_END
            writer.write(np.full((height, width, 3), grey, np.uint8))
    return path


def test_the_frame_is_from_after_the_beginning_and_says_the_videos_size(tmp_path):
    video = write_video(tmp_path / "My Vidéo 影.mp4")
    poster = write_poster(video, tmp_path / "faces" / "poster.jpg")
    assert (poster.width, poster.height) == (320, 240)
    assert poster.duration_s == pytest.approx(4.0)
    assert poster.time_s == pytest.approx(0.4, abs=0.05)
    image = read_image(tmp_path / "faces" / "poster.jpg")
    assert image.shape == (240, 320, 3)
    assert abs(float(image.mean()) - GREY_AT_END) < 5


def test_a_large_frame_is_made_smaller(tmp_path):
    video = write_video(tmp_path / "wide.mp4", 1920, 1080, 10)
    poster = write_poster(video, tmp_path / "poster.jpg")
    assert (poster.width, poster.height) == (1920, 1080)
    assert read_image(tmp_path / "poster.jpg").shape == (720, 1280, 3)


def test_what_is_no_video_is_an_error_of_the_user(tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    with pytest.raises(MediaError):
        write_poster(broken, tmp_path / "poster.jpg")
    assert not (tmp_path / "poster.jpg").exists()


def test_the_window_asks_for_it_on_the_command_line(tmp_path):
    video = write_video(tmp_path / "talk.mp4", frames=10)
    options = {"video_path": video, "output": tmp_path / "p.jpg", "json": True}
    done = synctalk(tmp_path, "poster", **options)
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["type"], result["width"]) == ("result", 320)
    assert (tmp_path / "p.jpg").is_file()
