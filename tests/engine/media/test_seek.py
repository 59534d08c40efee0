"""Single frames are found without reading all of a video."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media import seek
from synctalk_engine.media.seek import frames_at
from tests.helpers import media_files
from tests.helpers.videos import make_video


def test_frames_are_near_their_times_and_each_is_given_once(tmp_path):
    path = make_video(tmp_path / "clip.mp4", duration_s=12.0, width=64, height=48)
    wanted_s = [0.0, 0.01, 0.5, 5.02, 11.0, 11.5, 900.0]
    times_s, frames = zip(*frames_at(path, wanted_s), strict=True)
    assert len(set(times_s)) == len(times_s) == 6
    for time_s, wanted in zip(times_s, [0.0, 0.5, 5.02, 11.0, 11.5, 12.0], strict=True):
        assert wanted - 0.2 <= time_s <= wanted
    assert all(frame.shape == (48, 64, 3) for frame in frames)
    assert all((a != b).any() for a, b in pairwise(frames))


def test_of_a_large_video_with_few_keyframes_only_a_part_is_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(seek, "FORWARD_PIXELS", 64 * 48 * 8)
    frames = [np.full((48, 64, 3), number, np.uint8) for number in range(200)]
    path = media_files.make_video(
        tmp_path / "clip.mp4",
        np.arange(200) / 25,
        frames=frames,
        options={"g": "1000", "sc_threshold": "0"},
    )
    times_s = [time_s for time_s, _frame in frames_at(path, [1.0, 3.0, 5.0, 7.0])]
    assert 1 <= len(times_s) <= 4
    assert all(a < b for a, b in pairwise(times_s))
    assert times_s[-1] < 4.0  # eight steps of at most half a second


def test_no_video_is_an_error(tmp_path):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"no video")
    with pytest.raises(MediaError):
        list(frames_at(path, [0.0]))
