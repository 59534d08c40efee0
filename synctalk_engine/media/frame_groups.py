"""Groups of frames in a video file that can be decoded by themselves, and single frames of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import av.container
import numpy as np

from synctalk_engine.media.color import ColorConverter
from synctalk_engine.media.image_files import read_image


@dataclass(frozen=True)
class FrameGroups:
    """Where the key frames of a video are. Frames are counted from 0."""

    count: int
    """Frames in the file."""
    keys: tuple[int, ...]
    """Key frames, increasing; the first is 0."""

    def around(self, first: int, stop: int) -> range:
        """The frames of all groups that have one of ``first`` up to ``stop``."""
        begin = max(key for key in self.keys if key <= first)
        return range(begin, min((key for key in self.keys if key >= stop), default=self.count))


def open_video(path: Path) -> av.container.InputContainer:
    """Opens a file whatever its name is."""
    return av.open("file:" + str(path.absolute()))


def read_groups(path: Path) -> FrameGroups:
    """Counts frames and key frames without decoding."""
    keys, count = [], 0
    with open_video(path) as source:
        for packet in source.demux(video=0):
            if packet.size:
                if packet.is_keyframe:
                    keys.append(count)
                count += 1
    return FrameGroups(count, tuple(keys))


def decoded_frames(path: Path, frames: range, groups: FrameGroups) -> Iterator[av.VideoFrame]:
    """Frames of a video of constant rate, from the key frame before them on."""
    begin = groups.around(frames.start, frames.start + 1).start
    with open_video(path) as source:
        stream = source.streams.video[0]
        stream.thread_type = "AUTO"
        start_pts, duration_pts = (
            stream.start_time or 0,
            1 / (stream.average_rate * stream.time_base),
        )
        if begin:
            source.seek(start_pts + round(begin * duration_pts), stream=stream)
        for frame in source.decode(video=0):
            number = round((frame.pts - start_pts) / duration_pts)
            if number >= frames.stop:
                return
            if number >= frames.start:
                yield frame


def images_of(
    path: Path, frames: range, size: tuple[int, int] | None = None
) -> Iterator[np.ndarray]:
    """Frames of a video, or of a folder of numbered images, as uint8 (height, width, 3) BGR.

    size: width and height, px, where the file's are widened to even ones.
    """
    convert = ColorConverter()
    if path.is_dir():
        yield from (read_image(path / f"{frame:06d}.png") for frame in frames)
        return
    with contextlib.closing(decoded_frames(path, frames, read_groups(path))) as found:
        for frame in found:
            width, height = size or (frame.width, frame.height)
            yield convert(frame, frame.width, frame.height)[:height, :width]
