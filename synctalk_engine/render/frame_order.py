"""Which frame of the clip is shown when: its range, and what happens at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from synctalk_engine.protocol.options.choices import LoopName
from synctalk_engine.render.ping_pong import PingPongIndex

SEARCH_FRACTION = 0.3
"""Of the range, at its beginning and at its end: there the two frames of a loop are looked for.

On four clips the jump at the seam is far smaller than from the last frame to the first
(1.5, 2.2, 1.8 and 10.5 px against 14, 17, 22 and 26), and with .2 it was twice as large on two.
"""
SEARCH_FRAMES = 1000
MOTION_WEIGHT = 4.0
"""Of the change from frame to frame, against the position: a jump in speed is seen as a jerk."""
MOUTH_FIRST_POINT = 90
"""The points from here on are lips, which are generated."""


class FrameOrder(Protocol):
    """Order of source frames."""

    def frame_at(self, step: int) -> int:
        """The source frame of frame ``step`` of the new video."""
        ...


@dataclass(frozen=True)
class FrameRange:
    """The part of a clip that is shown."""

    start_frame: int = 0
    end_frame: int | None = None
    """The last one that is shown; None: the last of the clip."""
    loop: LoopName = "pingpong"

    @property
    def first_frame(self) -> int:
        """No frame before this one is shown. Ping-pong without an end turns at the clip's own."""
        is_open = self.loop == "pingpong" and self.end_frame is None
        return 0 if is_open else self.start_frame

    def contains(self, count: int) -> np.ndarray:
        """(count,) bool: the frames of a clip that may be shown."""
        last = count - 1 if self.end_frame is None else self.end_frame
        frames = np.arange(count)
        return (frames >= self.first_frame) & (frames <= last)

    def shown(self, found: np.ndarray) -> np.ndarray:
        """The frames that are shown, increasing int64 indices; none where no face was found.

        Those without a face are shown as they are. A loop leaves out what comes before the first
        face and after the last one, such as a title.

        found: (N,) bool, whether each frame's face was found.
        """
        in_range = self.contains(len(found))
        with_face = np.flatnonzero(found & in_range)
        if not len(with_face):
            return with_face
        if self.loop == "once":
            return np.flatnonzero(in_range)
        return np.arange(with_face[0], with_face[-1] + 1)

    def order(self, frames: np.ndarray, points: np.ndarray) -> FrameOrder:
        """The order in which frames are shown.

        Args:
            frames: of :meth:`shown`, at least one.
            points: (N, 110, 2) landmarks of all frames of the clip, pixels.
        """
        if self.loop == "pingpong":
            return PingPongIndex(frames, self.start_frame)
        if self.loop == "once":
            return OnceIndex(frames, self.start_frame)
        return ForwardIndex(frames, loop_points(points[frames]))


class OnceIndex:
    """Shows each frame once, and the last one for as long as the speech goes on."""

    def __init__(self, frames: np.ndarray, start_frame: int = 0) -> None:
        first = min(int(np.searchsorted(frames, start_frame)), len(frames) - 1)
        self._frames = frames[first:]

    def __len__(self) -> int:
        return len(self._frames)

    def frame_at(self, step: int) -> int:
        """The source frame of frame ``step`` of the new video."""
        return int(self._frames[min(step, len(self._frames) - 1)])


class ForwardIndex:
    """Shows the frames forward; at the end of the loop it jumps back to its beginning.

    Args:
        frames: increasing indices, at least one.
        loop: positions in ``frames`` that look alike: what follows the second one is what follows
            the first.
    """

    def __init__(self, frames: np.ndarray, loop: tuple[int, int]) -> None:
        self._frames = frames
        self._first, self._last = loop

    def frame_at(self, step: int) -> int:
        """The source frame of frame ``step`` of the new video."""
        if step > self._last and self._last > self._first:
            step = self._first + 1 + (step - self._last - 1) % (self._last - self._first)
        return int(self._frames[min(step, len(self._frames) - 1)])


def loop_points(points: np.ndarray) -> tuple[int, int]:
    """Two positions, near the beginning and the end, at which the head is placed and moves alike.

    points: (N, 110, 2) landmarks in the order shown, pixels. Returns (first, last).
    """
    count = len(points)
    near = min(int(count * SEARCH_FRACTION), SEARCH_FRAMES)
    if near < 2:
        return 0, count - 1
    places = points[:, :MOUTH_FIRST_POINT:4].reshape(count, -1).astype(np.float64)
    motion = MOTION_WEIGHT * np.gradient(places, axis=0)
    looks = np.concatenate([places, motion], axis=1)
    begin, end = looks[:near], looks[count - near :]
    distances = (begin**2).sum(1)[:, None] + (end**2).sum(1)[None] - 2 * begin @ end.T
    first, last = np.unravel_index(int(np.argmin(distances)), distances.shape)
    return int(first), int(count - near + last)
