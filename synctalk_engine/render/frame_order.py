"""Which frame of the clip is shown when: its range, and what happens at its end."""

from __future__ import annotations

from collections.abc import Callable
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
FADE_FRAMES = 8
"""So long the end of a loop is led over to its beginning (0.3 s)."""
CANDIDATES = 12
APART_FRAMES = 2
NEARLY_BEST = 1.5
"""Of the least distance of landmarks; among such pairs the images decide."""

Unlikeness = Callable[[int, int], float]
"""How unlike the images of two frames are."""


@dataclass(frozen=True)
class Fade:
    """A frame that another one is led over to."""

    frame: int
    weight: float
    """0..1, how far."""


class FrameOrder(Protocol):
    """Order of source frames."""

    def frame_at(self, step: int) -> int:
        """The source frame of frame ``step`` of the new video."""
        ...

    def fade_at(self, step: int) -> Fade | None:
        """What frame ``step`` is led over to; None where it is the source frame alone."""
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

    def order(
        self, frames: np.ndarray, points: np.ndarray, unlikeness: Unlikeness | None = None
    ) -> FrameOrder:
        """The order in which frames are shown.

        Args:
            frames: of :meth:`shown`, at least one.
            points: (N, 110, 2) landmarks of all frames of the clip, pixels.
            unlikeness: of two frames of the clip; None: landmarks alone decide where a loop closes.
        """
        if self.loop == "pingpong":
            return PingPongIndex(frames, self.start_frame)
        if self.loop == "once":
            return OnceIndex(frames, self.start_frame)
        return ForwardIndex(frames, best_loop(frames, points[frames], unlikeness))


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

    def fade_at(self, step: int) -> Fade | None:
        return None


class ForwardIndex:
    """Shows the frames forward; at the end of the loop they are led over to its beginning.

    Args:
        frames: increasing indices, at least one.
        loop: positions in ``frames`` that look alike: what follows the second one is what follows
            the first.
    """

    def __init__(self, frames: np.ndarray, loop: tuple[int, int]) -> None:
        self._frames = frames
        self._first, self._last = loop
        self._fade_frames = min(FADE_FRAMES, self._first + 1, (self._last - self._first) // 2)

    def frame_at(self, step: int) -> int:
        """The source frame of frame ``step`` of the new video."""
        return int(self._frames[self._position(step)])

    def fade_at(self, step: int) -> Fade | None:
        """Near the end of the loop: the frame as far before the beginning, and how much of it."""
        before_end = self._last - self._position(step)
        if not 0 <= before_end < self._fade_frames:
            return None
        weight = (self._fade_frames - before_end) / (self._fade_frames + 1)
        return Fade(int(self._frames[self._first - before_end]), weight)

    def _position(self, step: int) -> int:
        if step > self._last and self._last > self._first:
            return self._first + 1 + (step - self._last - 1) % (self._last - self._first)
        return min(step, len(self._frames) - 1)


class FadedOrder:
    """The frames that those of another order are led over to; elsewhere its own."""

    def __init__(self, order: FrameOrder) -> None:
        self._order = order

    def frame_at(self, step: int) -> int:
        """The source frame of frame ``step`` of the new video."""
        fade = self._order.fade_at(step)
        return self._order.frame_at(step) if fade is None else fade.frame

    def fade_at(self, step: int) -> None:
        """It is led over to nothing itself."""


def best_loop(
    frames: np.ndarray, points: np.ndarray, unlikeness: Unlikeness | None = None
) -> tuple[int, int]:
    """The two positions at which a loop closes.

    Args:
        frames: in the order shown. points: their (N, 110, 2) landmarks, pixels.
        unlikeness: of two frames of the clip.
    """
    pairs = loop_points(points)
    if unlikeness is None or len(pairs) == 1:
        return pairs[0]
    return min(pairs, key=lambda pair: unlikeness(int(frames[pair[0]]), int(frames[pair[1]])))


def loop_points(points: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of positions, near the beginning and the end, at which the head is and moves alike.

    points: (N, 110, 2) landmarks in the order shown, pixels. Returns (first, last) of the best pair
    and of some that are nearly as good.
    """
    count = len(points)
    near = min(int(count * SEARCH_FRACTION), SEARCH_FRAMES)
    if near < 2:
        return [(0, count - 1)]
    places = points[:, :MOUTH_FIRST_POINT:4].reshape(count, -1).astype(np.float64)
    motion = MOTION_WEIGHT * np.gradient(places, axis=0)
    looks = np.concatenate([places, motion], axis=1)
    earliest = FADE_FRAMES - 1 if near > 2 * FADE_FRAMES else 0
    begin, end = looks[earliest:near], looks[count - near :]
    distances = (begin**2).sum(1)[:, None] + (end**2).sum(1)[None] - 2 * begin @ end.T
    limit = NEARLY_BEST**2 * max(float(distances.min()), 0.0)
    pairs = []
    while len(pairs) < CANDIDATES:
        first, last = np.unravel_index(int(np.argmin(distances)), distances.shape)
        if pairs and distances[first, last] > limit:
            break
        pairs.append((earliest + int(first), int(count - near + last)))
        beside = tuple(slice(max(i - APART_FRAMES, 0), i + APART_FRAMES + 1) for i in (first, last))
        distances[beside] = np.inf
    return pairs
