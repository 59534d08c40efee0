"""Each frame comes once and in order, whatever the file's timestamps are."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.probe import probe
from tests.helpers.media_files import make_video, read_number
from tests.helpers.odd_timestamps import FPS, joined, restamped, write_numbered

COUNT = 60
FRAME_MS = 1000 // FPS
NO_B_FRAMES = {"bf": "0", "crf": "10", "preset": "ultrafast"}
MPEG4 = {"bf": "2"}
WRAP_S = 2**33 / 90_000
"""When the clock of an MPEG transport stream starts again."""


def numbers(path) -> list[int]:
    """What is shown; nothing may be counted as lost where all is there."""
    with VideoFrames(path) as frames:
        found = [read_number(image) for image in frames]
    assert frames.dropped_and_doubled() == (0, 0)
    assert frames.broken_count == 0
    return found


@pytest.mark.parametrize(
    "suffix",
    ["mp4", "mov", "mkv", "avi", "ts", "flv", "h264", "mpg", "vob", "asf", "nut", "mxf", "f4v"],
)
def test_h264_with_b_frames_in_any_container(tmp_path, suffix):
    path = write_numbered(tmp_path / f"v.{suffix}", range(COUNT))
    assert numbers(path) == list(range(COUNT))


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [
        ("avi", "mpeg4"),
        ("m4v", "mpeg4"),
        ("avi", "mpeg2video"),
        ("m2v", "mpeg2video"),
        ("mpg", "mpeg1video"),
        ("ts", "mpeg2video"),
    ],
)
def test_older_codecs_with_b_frames(tmp_path, suffix, codec):
    path = write_numbered(tmp_path / f"v.{suffix}", range(COUNT), codec=codec, options=MPEG4)
    assert numbers(path) == list(range(COUNT))


def test_only_containers_without_presentation_times_are_sorted(tmp_path):
    avi = write_numbered(tmp_path / "v.avi", range(COUNT))
    assert probe(avi, need_audio=False).sorted_stamps
    assert "sorted_stamps" in probe(avi, need_audio=False).conversions
    for suffix in ("mp4", "mkv", "ts"):
        path = write_numbered(tmp_path / f"v.{suffix}", range(COUNT))
        assert probe(path, need_audio=False).conversions == []


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "ts", "flv"])
@pytest.mark.parametrize("start_s", [3600, WRAP_S - 1])
def test_a_start_far_from_zero(tmp_path, suffix, start_s):
    if suffix == "flv" and start_s > 3600:
        pytest.skip("32 bits of milliseconds, signed")
    path = write_numbered(tmp_path / f"v.{suffix}", range(COUNT), start_s=start_s)
    assert numbers(path) == list(range(COUNT))
    assert probe(path, need_audio=False).output_frame_count(FPS) == pytest.approx(COUNT, abs=3)


@pytest.mark.parametrize("suffix", ["ts", "mpg", "h264", "mkv", "avi"])
@pytest.mark.parametrize("starts_s", [(0, 0), (600, 0)])
def test_joined_files(tmp_path, suffix, starts_s):
    half = COUNT // 2
    parts = [
        write_numbered(
            tmp_path / f"{k}.{suffix}", range(half * k, half * k + half), start_s=starts_s[k]
        )
        for k in range(2)
    ]
    if suffix == "avi" and starts_s[0]:
        pytest.skip("AVI has no clock")
    assert numbers(joined(tmp_path / f"joined.{suffix}", parts)) == list(range(COUNT))


STAMPS_MS = {
    "in the order of storage": lambda index, _frame: index * FRAME_MS,
    "in pairs": lambda _index, frame: frame.pts // 2 * 2 * FRAME_MS,
    "in fours": lambda _index, frame: frame.pts // 4 * 4 * FRAME_MS,
    "shaken": lambda index, frame: frame.pts * FRAME_MS + index * 7 % 17,
}
FAULTY_STAMPS_MS = STAMPS_MS | {
    "all alike": lambda _index, _frame: 0,
    "one too early": lambda _index, p: p.pts * FRAME_MS - (900 if p.pts == 30 else 0),
    "one too late": lambda _index, p: p.pts * FRAME_MS + (900_000 if p.pts == 30 else 0),
    "back by a second": lambda _index, p: p.pts * FRAME_MS - (1000 if p.pts >= 30 else 0),
    "back by a minute": lambda _index, p: p.pts * FRAME_MS + (60_000 if p.pts < 30 else 0),
}


@pytest.mark.parametrize("name", FAULTY_STAMPS_MS)
def test_wrong_stamps_without_b_frames(tmp_path, name):
    path = restamped(tmp_path / "v.mkv", COUNT, FAULTY_STAMPS_MS[name], options=NO_B_FRAMES)
    assert numbers(path) == list(range(COUNT))


@pytest.mark.parametrize("name", ["in the order of storage", "in pairs", "back by a minute"])
def test_wrong_stamps_with_b_frames(tmp_path, name):
    path = restamped(tmp_path / "v.mkv", COUNT, FAULTY_STAMPS_MS[name])
    assert numbers(path) == list(range(COUNT))


def test_frames_missing_from_a_file_are_counted(tmp_path):
    times_s = np.delete(np.arange(100) / FPS, [40, 41, 42, 70])
    with VideoFrames(make_video(tmp_path / "v.mp4", times_s)) as frames:
        count = sum(1 for _ in frames)
    assert count == 100
    assert frames.dropped_and_doubled() == (0, 4)


def test_frames_too_close_together_are_counted(tmp_path):
    """Four at once, then a gap: only some fit the target rate."""
    times_s = np.arange(100) / FPS
    times_s[41:44] = times_s[40] + np.array([0.002, 0.004, 0.006])
    with VideoFrames(make_video(tmp_path / "v.mp4", times_s)) as frames:
        count = sum(1 for _ in frames)
    assert count == 100
    dropped, doubled = frames.dropped_and_doubled()
    assert dropped == doubled == 2


@pytest.mark.parametrize("source_fps", [24, 30, 50, 60])
def test_a_change_of_rate_is_not_counted(tmp_path, source_fps):
    times_s = np.arange(2 * source_fps) / source_fps
    with VideoFrames(make_video(tmp_path / "v.mp4", times_s)) as frames:
        assert sum(1 for _ in frames) == 50
    assert frames.dropped_and_doubled() == (0, 0)
