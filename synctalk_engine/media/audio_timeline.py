"""Puts decoded audio at the times that the file states, as players do.

Gaps are filled with silence, overlaps trimmed, audio before sample 0 cut. A single wrong timestamp
is ignored. Where all timestamps start again (joined files), the audio goes on where the video does.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from synctalk_engine.media.audio_drift import AudioSegment, duration_s
from synctalk_engine.media.audio_format import FormatConverter
from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.timestamp_restarts import RESTART_S, video_restart_offsets_s

logger = logging.getLogger(__name__)

MIN_JUMP_S = 0.008
MAX_JITTER_S = 0.03
JUMP_OVER_JITTER = 2.5
"""A timestamp that differs from the expected one by 2.5 times the usual jitter is a gap or an
overlap: at least 8 ms (a lost packet is 10 ms or more), at most 30 ms."""
JITTER_DECAY = 0.98
"""Per frame."""
GAP_LIMIT_S = 600.0
"""Timestamps that go forward by more than this, or begin this far from the video, are broken; no
silence is inserted."""
MOST_SILENCE_TIMES = 20
"""So many times as long as the audio itself may all gaps together be, and GAP_LIMIT_S besides."""
SILENCE_BLOCK_S = 1.0


def frame_time_s(frame: av.AudioFrame) -> Fraction | None:
    """Return the timestamp of a frame in seconds; None: it has none."""
    if frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base


class AudioTimeline:
    """Converts frames to one format and puts each at its time.

    Frames of one format that follow each other without a jump make a segment. A segment is placed
    by the time of its first frame; its samples follow one another, stretched where their timestamps
    drift.

    Args:
        path: the file, whose video is read where timestamps start again.
        zero_s: time of sample 0 on the file's clock.
        rate_hz, channels: of the output.
        restart_s: timestamps that go back by more than this have started again.
        repairs: updated with what is repaired.
    """

    def __init__(
        self,
        path: Path,
        zero_s: Fraction,
        rate_hz: int,
        channels: int,
        restart_s: float,
        repairs: AudioRepairs,
    ) -> None:
        self._restart_s = restart_s
        self._path = path
        self._video_offsets_s: list[Fraction] | None = None
        self._zero_s = zero_s
        self._rate_hz = rate_hz
        self._channels = channels
        self._repairs = repairs
        self._segment: AudioSegment | None = None
        self._jitter_s = 0.0
        """Recent distance of timestamps from the samples' clock."""
        self._clock_offset_s = Fraction(0)
        """Added to timestamps after they started again."""
        self._next_sample = 0
        """Where the next sample belongs; negative before sample 0."""
        self._written_samples = 0

    @property
    def end_s(self) -> float:
        """Duration of the audio so far."""
        return self._written_samples / self._rate_hz

    def place(self, frame: av.AudioFrame, following_s: Fraction | None) -> Iterator[np.ndarray]:
        """Take the next frame; yield the float32 (channels, samples) blocks that are complete.

        Args:
            following_s: timestamp of the frame after it.
        """
        time_s = self._plausible_time_s(frame, following_s)
        segment = self._segment
        if segment is not None and time_s is not None and self._is_jump(time_s - segment.end_s):
            jump_s = float(time_s - segment.end_s)
            yield from self._end_segment()
            self._record_jump(jump_s)
            self._begin_segment(frame, time_s)
        elif segment is None or not segment.converter.fits(frame):
            start_s = (time_s or Fraction(0)) if segment is None else segment.end_s
            yield from self._end_segment()
            self._begin_segment(frame, start_s)
        assert self._segment is not None
        self._segment.add(frame, time_s)
        yield from self._output(self._segment.ready_blocks())

    def restart_clock(self, frame: av.AudioFrame) -> None:
        """Let timestamps start again with this frame, which follows the one before it."""
        time_s = frame_time_s(frame)
        if time_s is not None and self._segment is not None:
            self._clock_offset_s = self._segment.end_s - time_s

    def finish(self) -> Iterator[np.ndarray]:
        """Yield the blocks that are left."""
        yield from self._end_segment()

    def _plausible_time_s(
        self, frame: av.AudioFrame, following_s: Fraction | None
    ) -> Fraction | None:
        """Return the frame's time; None if it has none or its neighbours contradict it."""
        time_s = frame_time_s(frame)
        if time_s is None or self._segment is None:
            return time_s
        expected_s = self._segment.end_s
        jump_s = time_s + self._clock_offset_s - expected_s
        if not self._is_jump(jump_s):
            self._record_jitter(jump_s)
            return time_s + self._clock_offset_s
        if following_s is not None:
            after_s = expected_s + duration_s(frame)
            if not self._is_jump(following_s + self._clock_offset_s - after_s):
                self._record_jitter(jump_s)
                return None
        if jump_s < -self._restart_s or jump_s > self._longest_gap_s():
            logger.info("audio: timestamps start again at %.2f s", float(expected_s))
            self._clock_offset_s = self._restarted_offset_s(self._clock_offset_s - jump_s)
        return time_s + self._clock_offset_s

    def _longest_gap_s(self) -> float:
        """A damaged file may state a gap before every packet: silence keeps to its measure."""
        filled_s = self._repairs.filled_s
        heard_s = max(self.end_s - filled_s, 0.0)
        return min(GAP_LIMIT_S, GAP_LIMIT_S + MOST_SILENCE_TIMES * heard_s - filled_s)

    def _restarted_offset_s(self, own_s: Fraction) -> Fraction:
        """Return what is added to timestamps from now on: the same as for the frames of the video.

        In files that were joined, audio and video do not end at the same time.
        """
        if self._video_offsets_s is None:
            self._video_offsets_s = video_restart_offsets_s(self._path)
        number = self._repairs.restart_count
        self._repairs.restart_count += 1
        offsets_s = self._video_offsets_s[number : number + 1]
        return offsets_s[0] if offsets_s and abs(offsets_s[0] - own_s) < RESTART_S else own_s

    def _is_jump(self, difference_s: Fraction) -> bool:
        jitter_s = min(JUMP_OVER_JITTER * self._jitter_s, MAX_JITTER_S)
        return abs(difference_s) > max(jitter_s, MIN_JUMP_S)

    def _record_jitter(self, difference_s: Fraction) -> None:
        self._jitter_s = max(JITTER_DECAY * self._jitter_s, abs(float(difference_s)))

    def _record_jump(self, jump_s: float) -> None:
        if jump_s > 0:
            logger.info("audio: gap of %.3f s filled with silence", jump_s)
            self._repairs.gap_count += 1
            self._repairs.filled_s += jump_s
        else:
            logger.info("audio: overlap of %.3f s trimmed", -jump_s)
            self._repairs.trimmed_s -= jump_s

    def _begin_segment(self, frame: av.AudioFrame, start_s: Fraction) -> None:
        self._next_sample = round((start_s - self._zero_s) * self._rate_hz)
        converter = FormatConverter(frame, self._rate_hz, self._channels)
        self._segment = AudioSegment(start_s, converter)

    def _end_segment(self) -> Iterator[np.ndarray]:
        if self._segment is not None:
            segment, self._segment = self._segment, None
            yield from self._output(segment.remaining_blocks())
            self._repairs.stretched_s += segment.stretched_s

    def _output(self, blocks: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
        """Yield blocks at their place: after silence, or without what overlaps earlier ones."""
        for block in blocks:
            yield from self._silence(self._next_sample - self._written_samples)
            overlap = self._written_samples - self._next_sample
            self._next_sample += block.shape[1]
            if overlap < block.shape[1]:
                self._written_samples += block.shape[1] - overlap
                yield block[:, overlap:]

    def _silence(self, sample_count: int) -> Iterator[np.ndarray]:
        block_samples = round(SILENCE_BLOCK_S * self._rate_hz)
        while sample_count > 0:
            count = min(sample_count, block_samples)
            sample_count -= count
            self._written_samples += count
            yield np.zeros((self._channels, count), np.float32)
