"""A render in each format, its colours through the whole chain, and what is refused."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from synctalk_engine.media.audio import write_wav
from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.media.image_files import read_image, write_image
from tests.engine.render.conftest import FRAME_COUNT, HEIGHT_PX, NAME, WIDTH_PX
from tests.helpers.media_files import clicks

FRAMES = 13
FLAT = (slice(20, 60), slice(108, 128))
"""Rows and columns of a flat region beside the face, where the mask does not reach."""


@pytest.fixture
def speech_path(tmp_path):
    write_wav(tmp_path / "s.wav", clicks(0.5, every_s=0.25), 44100)
    return tmp_path / "s.wav"


def images_of(path) -> list[np.ndarray]:
    if path.is_dir():
        return [read_image(file) for file in sorted(path.glob("*.png"))]
    with VideoFrames(path) as frames:
        return list(frames)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("h264", ".mp4"),
        ("hevc", ".mp4"),
        ("lossless", ".mkv"),
        ("prores4444", ".mov"),
        ("vp9", ".webm"),
        ("png", ""),
    ],
)
def test_a_flat_region_keeps_its_colour_through_the_chain(project, speech_path, name, suffix):
    result = project.render(speech_path, format=name)
    path = project.workspace.root / result["output"]
    assert result["output"] == f"result/{NAME}_s{suffix}"
    assert result["frames"] == FRAMES
    assert result["sync"]["in_sync"]
    images = images_of(path)
    assert len(images) == FRAMES
    source = read_image(project.clip.frame_paths()[0])[FLAT].reshape(-1, 3).mean(0)
    for image in images[::6]:
        found = image[FLAT].reshape(-1, 3).mean(0)
        pair = np.array([[source, found]], np.float32) / 255
        lab = cv2.cvtColor(pair, cv2.COLOR_BGR2LAB)[0]
        assert np.linalg.norm(lab[0] - lab[1]) < 1


def test_a_hardware_encoder_that_is_not_there_is_said_once(project, speech_path, monkeypatch):
    from synctalk_engine.media import video_codecs

    probe = video_codecs.why_unusable
    monkeypatch.setattr(video_codecs, "HARDWARE_KINDS", ("nvenc",))
    names = {*video_codecs.av.codecs_available, "h264_nvenc"}
    monkeypatch.setattr(video_codecs.av, "codecs_available", names)
    monkeypatch.setattr(
        video_codecs,
        "why_unusable",
        lambda codec, *rest: "no driver" if codec.is_hardware else probe(codec, *rest),
    )
    project.render(speech_path)
    assert project.codes("log").count("encoder_fallback") == 1
    project.render(speech_path, encoder="software")
    assert "encoder_fallback" not in project.codes("log")
    error = project.error_of(speech_path, encoder="nvenc")
    assert (error.code, error.exit_code) == ("encoder_unusable", 3)


def write_matte(folder, count=FRAME_COUNT, size=(HEIGHT_PX, WIDTH_PX)):
    for index in range(count):
        matte = np.full((*size, 3), 10 * index, np.uint8)
        write_image(folder / f"{index:06d}.png", matte)
    return folder


def test_each_frame_has_the_matte_of_its_source_frame(project, speech_path, tmp_path):
    matte = write_matte(tmp_path / "matte")
    result = project.render(speech_path, format="png", matte_dir=str(matte), start_frame=10)
    paths = sorted((project.workspace.root / result["output"]).glob("*.png"))
    shown = [int(cv2.imread(str(path), cv2.IMREAD_UNCHANGED)[0, 0, 3]) for path in paths]
    there_and_back = [*range(10, FRAME_COUNT), *range(FRAME_COUNT - 2, 0, -1)]
    assert shown == [10 * index for index in there_and_back[: len(shown)]]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"matte_dir": "nowhere", "format": "vp9"}, "folder_not_found"),
        ({"matte_dir": "empty", "format": "vp9"}, "matte_missing"),
        ({"matte_dir": "small", "format": "vp9"}, "matte_missing"),
        ({"matte_dir": "broken", "format": "vp9"}, "matte_missing"),
        ({"matte_dir": "whole"}, "alpha_unsuited"),
        ({"format": "vp9", "encoder": "nvenc"}, "encoder_unsuited"),
        ({"format": "vp9", "output_path": "a.mp4"}, "path_unusable"),
        ({"format": "png", "output_path": "a.mp4"}, "path_unusable"),
    ],
)
def test_bad_choices_are_sentences_and_leave_nothing(project, speech_path, options, code):
    root = project.workspace.root
    (root / "empty").mkdir()
    write_matte(root / "whole")
    write_matte(root / "small", size=(4, 4))
    write_matte(root / "broken")
    (root / "broken" / "000000.png").write_bytes(b"no image")
    error = project.error_of(speech_path, **options)
    assert (error.code, error.exit_code) == (code, 3), error.message
    assert not list(root.glob("result/*"))
