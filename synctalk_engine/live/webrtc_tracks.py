"""The video and audio tracks that a browser is sent, in sync.

aiortc tells the browser with each report when the newest packet was *sent*, so the browser takes
what is sent at the same moment as belonging together. Frames are made in bursts when the computer
is busy, and encoding takes time. So both tracks send a moment of the stream after one delay, which
follows the latest frames.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from synctalk_engine.live.audio_queue import LIVE_RATE_HZ

OPUS_SAMPLES = LIVE_RATE_HZ // 50
VIDEO_CLOCK_HZ = 90_000
S16_SCALE = 32767
WAITING_S = 1.0
"""More than this does not wait for a browser or an encoder that is too slow."""


class SendSchedule:
    """When the moments of a stream are sent: as they come, after one delay.

    The delay grows at once where something comes too late, and shrinks again slowly.

    Args:
        now_s: the clock.
    """

    MARGIN_S = 0.01
    """How much before its time the latest of the last seconds came."""
    SETTLING_S = 0.5
    """Not sent: the first frames come late, and a browser that begins with audio that waited plays
    all that follows as late for seconds."""
    MOST_DELAY_S = 0.5
    """Above the smallest delay so far; what is later is sent at once."""
    SHRINK_EVERY_S, SHRINK_FRACTION = 2.0, 0.5

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self.now_s = now_s
        self._start_s = float("inf")
        """The clock's time at which moment 0 is sent."""
        self._least_start_s = float("inf")
        self._settled_at_s: float | None = None
        self._shrink_at_s = 0.0
        self._least_earliness_s = float("inf")

    def add(self, moment_s: float, made_s: float) -> bool:
        """A moment of the stream was made; False where it is not to be sent."""
        ready_s = made_s - moment_s
        if self._settled_at_s is None:
            self._settled_at_s = made_s + self.SETTLING_S
        if made_s < self._settled_at_s:
            return False
        if self._start_s == float("inf"):
            self._start_s = self._least_start_s = ready_s + self.MARGIN_S
            self._shrink_at_s = made_s + self.SHRINK_EVERY_S
        needed_s = max(self._start_s, ready_s + self.MARGIN_S)
        self._start_s = min(needed_s, self._least_start_s + self.MOST_DELAY_S)
        self._least_earliness_s = min(self._least_earliness_s, self._start_s - ready_s)
        if made_s >= self._shrink_at_s:
            self._shrink(made_s)
        return True

    def _shrink(self, now_s: float) -> None:
        surplus_s = max(self._least_earliness_s - self.MARGIN_S, 0.0)
        self._start_s -= self.SHRINK_FRACTION * surplus_s
        self._least_start_s = min(self._least_start_s, self._start_s)
        self._shrink_at_s = now_s + self.SHRINK_EVERY_S
        self._least_earliness_s = float("inf")

    def left_s(self, moment_s: float) -> float:
        """How long until a moment is sent; negative where its time has passed."""
        return self._start_s + moment_s - self.now_s()


class _OutTrack(MediaStreamTrack):
    """A track whose frames come from another thread and are sent by a schedule."""

    WAITING_FRAMES: int

    def __init__(self, loop: asyncio.AbstractEventLoop, schedule: SendSchedule) -> None:
        super().__init__()
        self._loop, self._schedule = loop, schedule
        self._frames: deque[Any] = deque(maxlen=self.WAITING_FRAMES)
        self._has_frames = asyncio.Event()
        self._is_connected = False

    def put(self, frame: Any) -> None:
        """Add a frame with its time in the stream; from any thread."""
        with contextlib.suppress(RuntimeError):  # the server's loop has ended
            self._loop.call_soon_threadsafe(self._put, frame, self._schedule.now_s())

    async def recv(self) -> Any:
        """The next frame once its time has come, for aiortc."""
        if self.readyState != "live":
            raise MediaStreamError
        self._is_connected = True
        await self._has_frames.wait()
        while (left_s := self._left_s(self._frames[0])) > 0:
            await asyncio.sleep(left_s)
        frame = self._take()
        if not self._frames:
            self._has_frames.clear()
        return frame

    def _left_s(self, frame: Any) -> float:
        return self._schedule.left_s(frame.time)

    def _take(self) -> Any:
        return self._frames.popleft()

    def _put(self, frame: Any, made_s: float) -> None:
        if not (self._is_connected and self._schedule.add(frame.time, made_s)):
            return
        self._frames.append(frame)
        self._has_frames.set()


class PeerAudioTrack(_OutTrack):
    """Opus frames of 20 ms, all of them in order."""

    kind = "audio"
    WAITING_FRAMES = round(WAITING_S * LIVE_RATE_HZ / OPUS_SAMPLES)


class PeerVideoTrack(_OutTrack):
    """Frames; where several are due, the newest. Given so early that encoding ends in time."""

    kind = "video"
    WAITING_FRAMES = 25
    SMOOTHING = 0.1

    def __init__(self, loop: asyncio.AbstractEventLoop, schedule: SendSchedule) -> None:
        super().__init__(loop, schedule)
        self._given_s: float | None = None
        self.encode_s = 0.0
        """From a frame given to the next one asked for: it is encoded and sent meanwhile."""

    async def recv(self) -> Any:
        """As ``_OutTrack.recv``."""
        if self._given_s is not None:
            took_s = time.monotonic() - self._given_s
            self.encode_s += self.SMOOTHING * (took_s - self.encode_s)
        frame = await super().recv()
        self._given_s = time.monotonic()
        return frame

    def _left_s(self, frame: Any) -> float:
        return super()._left_s(frame) - self.encode_s

    def _take(self) -> Any:
        frame = self._frames.popleft()
        while self._frames and self._left_s(self._frames[0]) <= 0:
            frame = self._frames.popleft()
        return frame


class PeerTarget:
    """A ``FrameTarget`` that feeds a browser's tracks."""

    def __init__(self, video: PeerVideoTrack, audio: PeerAudioTrack, fps: float) -> None:
        self._video, self._audio, self._fps = video, audio, fps
        self._rest = np.zeros(0, np.float32)
        self._audio_pts = 0

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        """As ``FrameTarget.write``."""
        if image is not None:
            height_px, width_px = (side // 2 * 2 for side in image.shape[:2])
            even = np.ascontiguousarray(image[:height_px, :width_px])
            frame = av.VideoFrame.from_ndarray(even, format="bgr24").reformat(format="yuv420p")
            frame.pts = round(index * VIDEO_CLOCK_HZ / self._fps)
            frame.time_base = Fraction(1, VIDEO_CLOCK_HZ)
            self._video.put(frame)
        samples = np.concatenate([self._rest, audio])
        complete = len(samples) // OPUS_SAMPLES * OPUS_SAMPLES
        self._rest = samples[complete:]
        for start in range(0, complete, OPUS_SAMPLES):
            self._audio.put(self._opus_frame(samples[start : start + OPUS_SAMPLES]))

    def _opus_frame(self, samples: np.ndarray) -> av.AudioFrame:
        data = np.round(np.clip(samples, -1, 1) * S16_SCALE).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(data[None], "s16", "mono")
        frame.sample_rate, frame.pts = LIVE_RATE_HZ, self._audio_pts
        frame.time_base = Fraction(1, LIVE_RATE_HZ)
        self._audio_pts += len(samples)
        return frame
