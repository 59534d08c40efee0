"""A few seconds of a speech as the whole render would show them."""

from __future__ import annotations

import numpy as np
import pytest

from synctalk_engine.media.audio import load_samples, write_wav
from synctalk_engine.media.decode_video import VideoFrames
from tests.engine.render.conftest import NAME
from tests.helpers.media_files import clicks

FPS = 25


@pytest.fixture
def speech_path(tmp_path):
    path = tmp_path / "s.wav"
    write_wav(path, clicks(2.0, 0.5, 16000), 16000)
    return path


def images(project, result):
    with VideoFrames(project.workspace.root / result["output"], FPS) as frames:
        return [image.copy() for image in frames]


@pytest.mark.parametrize("from_s", [0.0, 1.0])
def test_a_preview_shows_the_frames_of_the_whole_render(project, speech_path, from_s):
    whole = images(project, project.render(speech_path, format="lossless"))
    result = project.render(speech_path, format="lossless", preview_s=0.4, preview_from=from_s)
    shown = images(project, result)
    assert result["frames"] == len(shown) == 10
    first = round(from_s * FPS)
    for image, expected in zip(shown, whole[first : first + 10], strict=True):
        np.testing.assert_array_equal(image, expected)
    samples = load_samples(project.workspace.root / result["output"])
    assert np.abs(samples[:800]).max() > 5000, "a click is every half second"
    assert np.abs(samples[1600:]).max() == 0
    assert result["sync"]["in_sync"]


def test_its_name_says_so_and_nothing_is_written_beside_it(project, speech_path):
    (project.workspace.root / "said.txt").write_text("Hello.")
    options = {"transcript": "said.txt", "timeline": True}
    for number in ("", " 2"):
        result = project.render(speech_path, preview_s=0.2, **options)
        assert result["output"] == f"result/{NAME}_s preview{number}.mp4"
    assert {path.suffix for path in project.workspace.result_dir.iterdir()} == {".mp4"}


def test_a_preview_longer_than_the_speech_ends_with_it(project, speech_path):
    assert project.render(speech_path, preview_s=60)["frames"] == 50
    assert project.render(speech_path, preview_s=60, preview_from=1.6)["frames"] == 10


@pytest.mark.parametrize(
    ("options", "code", "exit_code"),
    [
        ({"preview_s": 1, "preview_from": 2.0}, "preview_after_end", 3),
        ({"preview_from": 1.0}, "bad_options", 2),
    ],
)
def test_bad_choices_are_sentences(project, speech_path, options, code, exit_code):
    error = project.error_of(speech_path, **options)
    assert (error.code, error.exit_code) == (code, exit_code), error.message
    assert not project.workspace.result_dir.exists()
