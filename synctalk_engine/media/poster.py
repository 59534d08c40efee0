"""One frame of a video as a small image, to be seen before anything is checked or preprocessed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media.image_files import write_image
from synctalk_engine.media.probe import VideoInfo, probe
from synctalk_engine.media.seek import frames_at
from synctalk_engine.workspace.atomic import storage_errors

LONGEST_SIDE_PX = 1280
AT_FRACTION, LATEST_S = 0.1, 3.0
"""Where the frame is taken: many videos begin black or with a hand at the camera."""


@dataclass(frozen=True)
class Poster:
    """What was written."""

    output: str
    time_s: float
    width: int
    """Of the video, in pixels, upright."""
    height: int
    duration_s: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def write_poster(video_path: Path, output: Path) -> Poster:
    """Write a frame from near the beginning as JPEG, at most 1280 px on a side.

    Raises:
        MediaError: the video cannot be read, or no frame can be decoded.
        StorageError: the image cannot be written.
    """
    info = probe(video_path, need_audio=False)
    time_s, image = _early_frame(video_path, info)
    with storage_errors(output.parent):
        # Not its parents: a project that was renamed meanwhile would get a folder again.
        output.parent.mkdir(exist_ok=True)
    write_image(output, _fitted(image))
    size = {"width": info.width, "height": info.height}
    return Poster(str(output), round(time_s, 3), duration_s=round(info.duration_s, 3), **size)


def _early_frame(path: Path, info: VideoInfo) -> tuple[float, np.ndarray]:
    """Time in seconds and (H, W, 3) uint8 BGR."""
    wanted_s = min(AT_FRACTION * info.duration_s, LATEST_S)
    for time_s in (wanted_s, 0.0):
        for found in frames_at(path, [time_s]):
            return found
    raise MediaError("video_unreadable", path=path, reason="no frame can be decoded")


def _fitted(image: np.ndarray) -> np.ndarray:
    """(H, W, 3) uint8, made smaller if a side is too long."""
    scale = LONGEST_SIDE_PX / max(image.shape[:2])
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)
