"""Options of ``synctalk preprocess``, ``batch-preprocess`` and ``doctor``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from synctalk_engine.protocol.options.choices import (
    DEFAULT_FEATURE_KIND,
    FRAME_FORMAT_TEXTS,
    LANDMARKER_TEXTS,
    FrameFormat,
    Landmarker,
)
from synctalk_engine.protocol.options.option import Option, Options
from synctalk_engine.protocol.options.shared import AsrOption, DeviceOption, FaceOption


class PreprocessSettings(Options):
    """What is made of a video, whichever it is."""

    asr_model: AsrOption = DEFAULT_FEATURE_KIND
    """``mel`` is made besides, since our SyncNet encodes mel spectrograms."""
    dataset_dir: Annotated[str, Option("Dataset folder", "Folder of all datasets.")] = "dataset"
    """Relative to the workspace."""
    fps: Annotated[
        float | None,
        Field(gt=0, le=120),
        Option(
            "Frame rate",
            "Frames per second of the preprocessed clip.",
            default_note="25, or 20 for wenet",
        ),
    ] = None
    skip_frames: Annotated[bool, Option("Keep frames", "Keep the frames on disk.")] = False
    skip_landmarks: Annotated[bool, Option("Keep landmarks", "Keep the landmarks on disk.")] = False
    skip_audio: Annotated[bool, Option("Keep audio", "Keep the audio and its features.")] = False
    landmarker: Annotated[
        Landmarker,
        Option(
            "&Face tracking",
            "The network that finds the points of the face.",
            choices=LANDMARKER_TEXTS,
            is_basic=True,
        ),
    ] = "mesh478"
    face: FaceOption = None
    frame_format: Annotated[
        FrameFormat,
        Option(
            "&Frames",
            "Format in which the frames of the video are saved.",
            choices=FRAME_FORMAT_TEXTS,
            is_basic=True,
        ),
    ] = "png"
    fix_av_offset: Annotated[
        bool,
        Option(
            "Fix audio sync",
            "Correct audio that is early or late by more than one frame, if this was measured "
            "reliably.",
            flags=("--fix_av_offset/--no-fix_av_offset",),
            is_basic=True,
        ),
    ] = True
    force: Annotated[bool, Option("Start over", "Do everything again.")] = False
    device: DeviceOption = "auto"


class _SourceVideo(Options):
    video_path: Annotated[str, Option("Video", "The video.")]
    """Read once, not copied."""
    name: Annotated[str, Option("Name", "Name of the project.")]


class PreprocessOptions(PreprocessSettings, _SourceVideo):  # the fields of the last come first
    """``synctalk preprocess``."""


class _BatchSource(Options):
    """Which videos, and how many at a time."""

    video_dir: Annotated[str | None, Option("Folder", "Every video in a folder.")] = None
    video_list: Annotated[
        str | None,
        Option("List", "A text file: a video and a name on each line."),
    ] = None
    json_config: Annotated[
        str | None,
        Option(
            "JSON file",
            '{"videos": [{"path": ..., "name": ..., any option}]}',
        ),
    ] = None
    recursive: Annotated[
        bool,
        Option("Subfolders", "Subfolders of --video_dir too."),
    ] = False
    jobs: Annotated[
        int | None,
        Field(ge=1),
        Option(
            "Videos at a time",
            "How many videos are preprocessed at a time.",
            default_note="as many as cores and memory allow",
        ),
    ] = None


class BatchOptions(PreprocessSettings, _BatchSource):
    """``synctalk batch-preprocess``: each video becomes a ``preprocess`` of its own."""


class DoctorOptions(Options):
    """``synctalk doctor``."""

    video_path: Annotated[str, Option("Video", "The video to check.")]
    face: FaceOption = None
    thumbnail_dir: Annotated[
        str | None,
        Option("Thumbnail folder", "Write an image of each person into this folder."),
    ] = None
