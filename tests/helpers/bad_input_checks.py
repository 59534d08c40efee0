"""Looks at what was made of an odd video."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from synctalk_engine.media.audio import WavSamples
from synctalk_engine.workspace.clip import Clip
from tests.helpers.colour_charts import HDR_CHART_RGB, patch_values
from tests.helpers.media_files import read_number


def has(frames: int = 25, size: tuple[int, int] = (64, 48)) -> Callable[[Clip], None]:
    """Expects that many frames of a width and height, and as much audio."""

    def check(clip: Clip) -> None:
        assert clip.check_complete() == frames
        for path in (clip.frame_paths()[0], clip.frame_paths()[-1]):
            assert cv2.imdecode(np.fromfile(path, np.uint8), 1).shape[1::-1] == size
        if clip.audio_path.exists():
            assert len(WavSamples(clip.audio_path)) == round(frames / clip.fps() * 16000)
            assert len(clip.features("mel")) == frames

    return check


def pitch_hz(clip: Clip) -> float:
    """The strongest pitch of the first half second after 0.2 s."""
    samples = WavSamples(clip.audio_path).read(3200, 11200)
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) * 16000 / len(samples)


def has_pitch(expected_hz: float, frames: int = 25) -> Callable[[Clip], None]:
    """Expects a tone of that pitch."""

    def check(clip: Clip) -> None:
        has(frames)(clip)
        assert abs(pitch_hz(clip) - expected_hz) < 10

    return check


def is_not_combed(clip: Clip) -> None:
    """No frame shows two fields at once."""
    has(25, (128, 96))(clip)
    for path in clip.frame_paths()[1:]:
        rows = cv2.imdecode(np.fromfile(path, np.uint8), 0).astype(np.float32)
        assert np.abs(rows[1:-1] - (rows[:-2] + rows[2:]) / 2).mean() < 0.5


def has_the_charts_colours(clip: Clip) -> None:
    """Those of the SDR frame that the HDR chart was made from."""
    image = cv2.imdecode(np.fromfile(clip.frame_paths()[10], np.uint8), 1)
    errors = np.abs(patch_values(image, len(HDR_CHART_RGB)) - HDR_CHART_RGB)
    assert errors.max() <= 6 and errors.mean() <= 1.5  # ten bits and the codec take their share


def shows_all_numbers(count: int) -> Callable[[Clip], None]:
    """Each frame once and in order."""

    def check(clip: Clip) -> None:
        images = [cv2.imdecode(np.fromfile(path, np.uint8), 1) for path in clip.frame_paths()]
        assert [read_number(image) for image in images] == list(range(count))

    return check


def is_mirrored(clip: Clip) -> None:
    """The red corner, stored on the left, is on the right."""
    image = cv2.imdecode(np.fromfile(clip.frame_paths()[0], np.uint8), 1)
    assert image[5, -5, 2] > 200 and image[5, -5, 0] < 60 and image[5, 5].max() < 60


def colours_are_as_stored(clip: Clip) -> None:
    """The corner is red."""
    image = cv2.imdecode(np.fromfile(clip.frame_paths()[0], np.uint8), 1)
    assert image[5, 5, 2] > 200 and image[5, 5, 0] < 60
