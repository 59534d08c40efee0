"""The sample clip is what it says: synthetic, labelled, its mouth in sync with its audio."""

from __future__ import annotations

import av
import numpy as np
import pytest

from synctalk_engine.demo import sample_clip as sample_clip_module
from synctalk_engine.demo.mouth_warp import speak
from synctalk_engine.demo.speech_motion import mouth_motion
from synctalk_engine.media.probe import probe

RATE_HZ = 16000
FPS = 25


@pytest.fixture(scope="module")
def still() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The photograph, and where each pixel of the first frame lies on it."""
    return (sample_clip_module._photograph(), *sample_clip_module._view(0.0))


def test_silence_shuts_the_mouth_and_loud_audio_opens_it():
    samples = np.zeros(2 * RATE_HZ)
    samples[RATE_HZ:] = 0.3 * np.sin(np.arange(RATE_HZ) * 2 * np.pi * 300 / RATE_HZ)
    opening, width = mouth_motion(samples, RATE_HZ, FPS, 2 * FPS)
    assert opening.shape == width.shape == (2 * FPS,)
    assert opening[: FPS - 4].max() == 0
    assert opening[FPS + 2 : -4].min() == 1
    assert width[FPS + 5] < 0  # a dull tone rounds the lips


def test_the_lips_move_slightly_before_the_audio():
    samples = np.zeros(2 * RATE_HZ)
    frame_samples = RATE_HZ // FPS
    middle = (FPS + 2) * frame_samples + frame_samples // 2  # two frames after frame 25
    samples[middle - 200 : middle + 200] = 0.5
    opening, _ = mouth_motion(samples, RATE_HZ, FPS, 2 * FPS)
    assert int(np.argmax(opening)) == FPS


def test_frames_beyond_the_audio_have_a_shut_mouth():
    opening, _ = mouth_motion(np.full(RATE_HZ, 0.3), RATE_HZ, FPS, 3 * FPS)
    assert opening[2 * FPS :].max() == 0


def test_an_open_mouth_is_dark_inside_and_leaves_the_eyes_alone(still):
    photo, x, y = still
    shut, wide = speak(photo, x, y, 0.0, 0.0), speak(photo, x, y, 1.0, 0.0)
    mouth = (np.abs(x - 223.5) < 4) & (np.abs(y - 153) < 2)
    eyes = y < 115
    assert wide[mouth].mean() < 70 < 120 < shut[mouth].mean()
    assert np.array_equal(wide[eyes], shut[eyes])
    assert wide.shape == (512, 512, 3) and wide.dtype == np.uint8


def test_the_file_is_labelled_in_the_frame_and_in_its_tags(sample_clip):
    info = probe(sample_clip)
    assert (info.width, info.height, round(info.fps, 3)) == (512, 512, 25.0)
    assert abs(info.duration_s - 6.0) < 0.1
    with av.open(str(sample_clip)) as container:
        assert "synthetic sample" in container.metadata["comment"]
    unlabelled = np.zeros((512, 512, 3), np.uint8)
    label = sample_clip_module._labelled(unlabelled.copy())
    assert label[480:, :200].max() > 200


def test_stopping_leaves_no_half_clip(demo_assets, tmp_path):
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "clip.mp4"
    with pytest.raises(KeyboardInterrupt):
        sample_clip_module.make_sample_clip(demo_assets.path("sample_speech"), path, 6.0, stop)
    assert list(tmp_path.iterdir()) == []
