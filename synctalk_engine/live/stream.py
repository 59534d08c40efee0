"""The loop of a live stream: audio in, one frame for each tick of the clock out.

Frame ``i`` of the stream shows what is said in ``[i, i + 1) / fps`` seconds. It is made when the
audio of the frames of lookahead behind it is there as well. When a frame takes too long, the next
ones are left out; audio never is, so both stay in sync.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from synctalk_engine.live.audio_queue import AudioQueue
from synctalk_engine.live.features import LiveFeatures
from synctalk_engine.live.live_frames import LiveFrameMaker
from synctalk_engine.live.pacing import Clock, FramePacer
from synctalk_engine.live.timeline import LevelTracker, StreamAudio
from synctalk_engine.render.silence import QUIET_BELOW_SPEECH_DB

LATE_WINDOW_FRAMES, LATE_FRACTION = 50, 0.2
TIMED_FRAMES = 1500
"""Of the last minute's frames the times are kept."""


class FrameTarget(Protocol):
    """Where a stream goes. Calls come from one thread and return at once."""

    def write(self, index: int, image: np.ndarray | None, audio: np.ndarray) -> None:
        """One frame of the stream, in order.

        Args:
            index: grows by one. image: (H, W, 3) uint8 BGR; None where the frame is left out.
            audio: float32 samples of the frame at 48 kHz.
        """
        ...


logger = logging.getLogger(__name__)


@dataclass
class LiveTimes:
    """Milliseconds of the newest frames: where the latency comes from."""

    features_ms: deque[float] = field(default_factory=lambda: deque(maxlen=TIMED_FRAMES))
    frame_ms: deque[float] = field(default_factory=lambda: deque(maxlen=TIMED_FRAMES))
    latency_ms: deque[float] = field(default_factory=lambda: deque(maxlen=TIMED_FRAMES))
    """From the middle of a frame's audio, as it came in, to the frame handed to the targets."""

    def summary(self) -> dict[str, float]:
        """Median of each and the latency that 95 % of the frames keep; empty without frames."""
        if not self.latency_ms:
            return {}
        names = ("features_ms", "frame_ms", "latency_ms")
        medians = {name: round(float(np.median(getattr(self, name))), 1) for name in names}
        return medians | {"latency_p95_ms": round(float(np.percentile(self.latency_ms, 95)), 1)}


class Animator:
    """Makes frames from the timeline's audio.

    Args:
        read_image: the source frame of a step.
        lookahead_frames: audio behind a frame that it is made from.
        pause_below_db: a frame so far below the loud tenth of the speech is a pause.
    """

    def __init__(
        self,
        maker: LiveFrameMaker,
        features: LiveFeatures,
        read_image: Callable[[int], np.ndarray],
        fps: float,
        lookahead_frames: int,
        pause_below_db: float = QUIET_BELOW_SPEECH_DB,
    ) -> None:
        self._maker, self._extract, self._read_image = maker, features.extract, read_image
        self.lookahead_frames = lookahead_frames
        self._windows = [max(round(window_s * fps), 1) for window_s in features.windows_s]
        """Lengths in frames; the first is used."""
        self.timeline = StreamAudio(fps, self._windows[0] + lookahead_frames + 1)
        self.levels = LevelTracker(fps, lookahead_frames, pause_below_db)
        self.times = LiveTimes()

    def hear(self, samples: np.ndarray) -> None:
        """Add the audio of the next frame."""
        self.timeline.append(samples)
        self.levels.add(samples)

    def shorten_window(self) -> None:
        """Use the next shorter window of features, where there is one."""
        if len(self._windows) > 1:
            del self._windows[0]
            logger.info("the encoder takes windows of %d frames from now on", self._windows[0])

    def make(self, frame: int) -> np.ndarray:
        """The image of a frame, (H, W, 3) uint8 BGR; the audio behind it has been heard."""
        began_s = time.perf_counter()
        stop = frame + self.lookahead_frames + 1
        first = stop - self._windows[0]
        samples = self.timeline.read_16k(first, stop)
        rows = self._extract(samples, self._windows[0], self.levels.gain)
        extracted_s = time.perf_counter()
        pause = self.levels.pause_weight(frame)
        image = self._maker.make(frame, self._read_image(frame), rows, frame - first, pause)
        self.times.features_ms.append(1000 * (extracted_s - began_s))
        self.times.frame_ms.append(1000 * (time.perf_counter() - extracted_s))
        return image


class LiveStream:
    """Takes audio from a queue and gives frames to targets until the audio ends.

    Args:
        clock: the module ``time`` unless a test gives another one.
    """

    def __init__(
        self,
        queue: AudioQueue,
        animator: Animator,
        targets: Sequence[FrameTarget],
        clock: Clock = time,
    ) -> None:
        self._queue, self._animator, self._targets = queue, animator, targets
        self._clock = clock
        self.made_frames = 0
        self.next_frame = 0
        """Frames that the stream is long."""
        self.pacer: FramePacer | None = None
        self._counted_from = self._counted_dropped = 0

    @property
    def dropped_frames(self) -> int:
        """Frames that were left out since they came too late."""
        return self.next_frame - self.made_frames

    def run(
        self, poll: Callable[[], object] = lambda: None, duration_s: float | None = None
    ) -> None:
        """Stream until the audio has ended.

        Args:
            poll: called for each tick; may raise to stop.
            duration_s: the longest that the stream becomes.
        """
        fps = self._animator.timeline.fps
        self.pacer = FramePacer(fps, self._clock)
        end = None if duration_s is None else round(duration_s * fps)
        has_ended = False
        while end is None or self.next_frame < end:
            poll()
            self._tick(self.pacer.wait())
            if not has_ended and self._queue.is_finished:
                has_ended, heard = True, self._animator.timeline.frame_count
                end = heard if end is None else min(end, heard)

    def _tick(self, newest: int) -> None:
        """Hear all frames up to ``newest`` and make the one that can be made then."""
        animator = self._animator
        while animator.timeline.frame_count <= newest:
            count = animator.timeline.frame_samples(animator.timeline.frame_count)
            animator.hear(self._queue.take(count))
            if animator.timeline.frame_count <= newest:
                self._give(animator.timeline.frame_count - 1 - animator.lookahead_frames, None)
        frame = newest - animator.lookahead_frames
        if frame < 0:
            return
        image = animator.make(frame)
        self.made_frames += 1
        self._note_late(newest)
        self._note_latency(newest)
        self._give(frame, image)

    def _note_late(self, newest: int) -> None:
        """Make the features cheaper where many of the newest frames were left out."""
        assert self.pacer is not None
        if newest - self._counted_from >= LATE_WINDOW_FRAMES:
            dropped = self.pacer.dropped_frames
            if dropped - self._counted_dropped > LATE_FRACTION * (newest - self._counted_from):
                self._animator.shorten_window()
            self._counted_from, self._counted_dropped = newest, dropped

    def _note_latency(self, newest: int) -> None:
        assert self.pacer is not None
        fps = self.pacer.fps
        waited = (self._animator.lookahead_frames + 0.5) / fps
        late_s = self._clock.monotonic() - self.pacer.due_s(newest)
        self._animator.times.latency_ms.append(1000 * (late_s + waited))

    def _give(self, frame: int, image: np.ndarray | None) -> None:
        if frame < 0:
            return
        audio = self._animator.timeline.read(frame, frame + 1)
        for target in self._targets:
            target.write(frame, image, audio)
        self.next_frame = frame + 1
