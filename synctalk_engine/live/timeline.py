"""The audio of a live stream, frame by frame, and how loud it is."""

from __future__ import annotations

from collections import deque

import numpy as np

from synctalk_engine.features.mel import (
    GAIN_LIMIT_DB,
    LEVEL_PERCENTILE,
    SPEECH_LEVEL_DBFS,
)
from synctalk_engine.live.audio_queue import LIVE_RATE_HZ
from synctalk_engine.media.audio import SAMPLE_RATE_HZ
from synctalk_engine.media.audio_levels import power_to_db
from synctalk_engine.render.silence import (
    FADE_FRAMES,
    LEAD_FRAMES,
    QUIET_BELOW_SPEECH_DB,
    SILENT_DBFS,
)

DECIMATION = LIVE_RATE_HZ // SAMPLE_RATE_HZ
LEVEL_MEMORY_S = 30.0
NOISE_MEMORY_S = 5.0
NOISE_PERCENTILE = 10
ABOVE_NOISE_DB = 8.0
"""Speech is so much louder than the quietest tenth of the last seconds."""
LEAST_BELOW_SPEECH_DB = 12.0
"""Noise never raises the limit nearer to the speech than this."""
MOST_AMPLIFIED_DB = 20.0
"""Before anybody speaks there is only noise, and it is not made as loud as speech."""


class StreamAudio:
    """The last seconds of a stream's audio by frames.

    Args:
        fps: frames per second.
        keep_frames: so many frames can be read again.
    """

    def __init__(self, fps: float, keep_frames: int) -> None:
        self.fps = fps
        self.frame_count = 0
        self._frames: deque[np.ndarray] = deque(maxlen=keep_frames)

    def edge(self, frame: int) -> int:
        """The first sample of a frame, at 48 kHz."""
        return round(frame * LIVE_RATE_HZ / self.fps)

    def frame_samples(self, frame: int) -> int:
        """Samples of a frame."""
        return self.edge(frame + 1) - self.edge(frame)

    def append(self, samples: np.ndarray) -> None:
        """Add the audio of frame ``frame_count``; float32 (frame_samples,)."""
        self._frames.append(samples)
        self.frame_count += 1

    def read(self, first: int, stop: int) -> np.ndarray:
        """float32 audio of frames ``[first, stop)`` at 48 kHz; silence before the start."""
        oldest = self.frame_count - len(self._frames)
        parts = [
            self._frames[frame - oldest]
            if oldest <= frame < self.frame_count
            else np.zeros(self.frame_samples(frame), np.float32)
            for frame in range(first, stop)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def read_16k(self, first: int, stop: int) -> np.ndarray:
        """The same at 16 kHz, for audio features."""
        from scipy.signal import resample_poly  # takes a second to import

        samples = resample_poly(self.read(first, stop), 1, DECIMATION)
        return np.asarray(samples, np.float32)


class LevelTracker:
    """Tells speech from pauses, and how much to amplify speech, as the audio comes in.

    Does what ``mel.speech_gain`` and ``silence.silence_weights`` do for a whole recording, from
    what was heard so far and a few frames of lookahead.

    Args:
        fps: frames per second.
        lookahead_frames: how much audio after a frame is known when it is made.
        pause_below_db: a frame so far below the loud tenth of the speech is a pause.
    """

    def __init__(
        self, fps: float, lookahead_frames: int, pause_below_db: float = QUIET_BELOW_SPEECH_DB
    ) -> None:
        self._pause_below_db = pause_below_db
        self._lookahead_frames = lookahead_frames
        self._levels_dbfs: deque[float] = deque(maxlen=max(round(NOISE_MEMORY_S * fps), 1))
        self._speech_dbfs: deque[float] = deque(maxlen=max(round(LEVEL_MEMORY_S * fps), 1))
        self._frame_count = 0
        self._last_loud = -LEAD_FRAMES - FADE_FRAMES
        self._coming: deque[int] = deque()
        """Frames with speech that were not made yet."""

    def add(self, samples: np.ndarray) -> None:
        """Take the next frame's audio into account."""
        level_dbfs = float(power_to_db(float(np.square(samples, dtype=np.float64).mean())))
        self._levels_dbfs.append(level_dbfs)
        if level_dbfs >= self._quiet_dbfs():
            self._coming.append(self._frame_count)
            self._speech_dbfs.append(level_dbfs)
        self._frame_count += 1

    @property
    def gain(self) -> float:
        """Factor that brings the loud tenth of the speech to -20 dBFS."""
        gain_db = SPEECH_LEVEL_DBFS - self._speech_level_dbfs()
        return float(10 ** (np.clip(gain_db, -GAIN_LIMIT_DB, MOST_AMPLIFIED_DB) / 20))

    def pause_weight(self, frame: int) -> float:
        """How much a frame belongs to a pause: 0 in speech, 1 deep in a pause.

        To be asked for increasing frames. After speech it rises as in a render; before speech it
        falls within the lookahead.
        """
        while self._coming and self._coming[0] <= frame:
            self._last_loud = self._coming.popleft()
        after = (frame - self._last_loud - LEAD_FRAMES) / FADE_FRAMES
        steps = self._lookahead_frames + 1
        ahead = self._coming[0] - frame if self._coming else steps
        return float(np.clip(min(after, ahead / steps), 0, 1))

    def _speech_level_dbfs(self) -> float:
        if not self._speech_dbfs:
            return SPEECH_LEVEL_DBFS
        return float(np.percentile(self._speech_dbfs, LEVEL_PERCENTILE))

    def _quiet_dbfs(self) -> float:
        """A frame at least as loud as this is speech."""
        speech_dbfs = self._speech_level_dbfs()
        noise_dbfs = float(np.percentile(self._levels_dbfs, NOISE_PERCENTILE))
        noise_limit_dbfs = min(noise_dbfs + ABOVE_NOISE_DB, speech_dbfs - LEAST_BELOW_SPEECH_DB)
        return max(speech_dbfs - self._pause_below_db, noise_limit_dbfs, SILENT_DBFS)
