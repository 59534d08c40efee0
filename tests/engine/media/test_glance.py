"""Single pictures are found without reading all of a video."""

from __future__ import annotations

import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.glance import pictures_near
from tests.helpers.videos import make_video


def test_each_keyframe_is_given_once(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=12.0, width=64, height=48)
    pictures = list(pictures_near(path, [0.0, 0.5, 11.0, 11.5, 900.0]))
    assert 2 <= len(pictures) <= 3  # keyframes lie at most ten seconds apart
    assert all(picture.shape == (48, 64, 3) for picture in pictures)
    assert (pictures[0] != pictures[1]).any()


def test_no_video_is_an_error(tmp_path):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"no video")
    with pytest.raises(MediaError):
        list(pictures_near(path, [0.0]))
