"""Decodes the audio of a file once, to one format, each sample at the time that the file states.

This is the only place where audio is decoded. Both the audio features and the audio of a rendered
video are made from its blocks, so the two cannot differ.

:mod:`.audio_timeline` places the samples in time, :mod:`.audio_drift` stretches those whose clock
drifts, and :mod:`.audio_format` converts them. FFmpeg's demuxers and decoders apply encoder delay
and edit lists. Codec, sample rate, channels and sample format may change anywhere in a file. At
most a second of audio is held at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container
from synctalk_engine.media import ogg_chain
from synctalk_engine.media.audio_format import has_sane_rate, output_rate_hz
from synctalk_engine.media.audio_repairs import UNREAD_PACKETS, AudioRepairs
from synctalk_engine.media.audio_timeline import GAP_LIMIT_S, AudioTimeline, frame_time_s
from synctalk_engine.media.timestamp_restarts import RESTART_S

logger = logging.getLogger(__name__)

LEAD_LIMIT_S = 5.0
"""A stated start that is earlier than the first audio by more than this is wrong."""
CODINGS_LIMIT = 100
"""A file that changes its coding more often is damaged."""
TABLES_BYTES = 188 * 20
"""How far before its packets a transport stream says what they are."""

PES_FORMATS = ("mpegts", "mpeg")
"""Several frames share a timestamp there. FFmpeg computes the others from the rate at the stream's
beginning, which is wrong after a change of rate."""
PES_TICK_S = Fraction(1, 90000)
COUNTED_FORMATS = ("aac", "ac3", "amr", "amrnb", "amrwb", "dts", "eac3", "flac", "loas", "mp3")
"""Formats without timestamps: FFmpeg counts, and miscounts after a change of rate. The samples
simply follow one another."""


class _CodingChangedError(Exception):
    """From here on another decoder is needed."""


class AudioDecoder:
    """Decodes the audio of ``path`` to float32 blocks of one rate, mono or stereo.

    Use it as a context manager; iterate over :meth:`blocks` once.

    Args:
        path: any file with audio.
        start_s: time of sample 0 on the file's clock (``VideoInfo.start_s``); None: the audio's own
            beginning.
        shift_s: move the audio earlier by this much (negative: later).

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty, video_no_audio, audio_unreadable.
        StorageError: no_permission, path_unusable.
    """

    def __init__(self, path: Path, *, start_s: float | None = None, shift_s: float = 0.0) -> None:
        self.path = Path(path)
        self.repairs = AudioRepairs()
        self._gave_up = False
        self._is_new_clock = False
        """Timestamps start again with the next frame that is read."""
        self._ogg_stream_at: int | None = 0
        self._position = 0
        """Of the newest packet, in bytes."""
        self._broken_from = self._broken_in_row = 0
        """Position of the first of the newest packets that could not be decoded; their number."""
        self._source = media_container.open_input(self.path, "audio_unreadable")
        try:
            self._stream = media_container.audio_stream(self._source, self.path)
            self._start_s = media_container.stream_start_s(self._stream)
            self._frames = self._decoded()
            self._first = next(self._frames, None)
            if self._first is None:
                raise self._nothing_decoded()
        except BaseException:
            self._source.close()
            raise
        self.rate_hz = output_rate_hz(self._first.sample_rate)
        self.channels = 1 if self._first.layout.nb_channels == 1 else 2
        self._zero_s = self._sample_0_s(start_s) + Fraction(shift_s).limit_denominator(10**6)

    def __enter__(self) -> AudioDecoder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def blocks(self) -> Iterator[np.ndarray]:
        """Yield float32 (channels, samples) blocks, -1..1, from sample 0 on."""
        timeline = AudioTimeline(
            self.path,
            self._zero_s,
            self.rate_hz,
            self.channels,
            ogg_chain.RESTART_S if self._is_ogg else RESTART_S,
            self.repairs,
        )
        has_times = self._source.format.name not in COUNTED_FORMATS
        frame, self._first = self._first, None
        is_first = True
        while frame is not None:
            is_new_clock, self._is_new_clock = self._is_new_clock, False
            following = next(self._frames, None)
            if not has_times and not is_first:
                frame.pts = None
            if is_new_clock:
                timeline.restart_clock(frame)
            following_s = None if following is None else frame_time_s(following)
            try:
                yield from timeline.place(frame, following_s)
            except media_container.PYAV_ERRORS as error:
                raise self._not_converted(frame) from error
            frame, is_first = following, False
        yield from timeline.finish()
        if self._gave_up:
            self.repairs.unread_after_s = timeline.end_s

    @property
    def _is_ogg(self) -> bool:
        return self._source.format.name == "ogg"

    def _decoded(self) -> Iterator[av.AudioFrame]:
        """Yield all frames; opens the file again where it changes its coding."""
        begin = 0
        for _ in range(CODINGS_LIMIT):
            try:
                yield from self._decoded_by_one_decoder()
            except _CodingChangedError:
                position = self._next_ogg_stream()
            else:
                if self._broken_in_row < UNREAD_PACKETS:
                    return
                position = self._next_ogg_stream() if self._is_ogg else self._broken_from
            if position is None or position <= begin or not self._reopen(position):
                break
            begin = position
        self._gave_up = True

    def _decoded_by_one_decoder(self) -> Iterator[av.AudioFrame]:
        """Yield the frames that the current decoder makes of the file."""
        self._broken_in_row = 0
        rate_hz, expected_s = self._stream.codec_context.sample_rate, None
        for frame in media_container.decoded_frames(
            self._source, self._stream, self.path, self._on_broken, self._on_packet
        ):
            if isinstance(frame, av.AudioFrame) and frame.samples and has_sane_rate(frame):
                self._broken_in_row = 0
                time_s = frame_time_s(frame)
                if frame.sample_rate != rate_hz and self._is_counted(time_s, expected_s):
                    frame.pts = None
                expected_s = (
                    None if time_s is None else time_s + Fraction(frame.samples, rate_hz or 1)
                )
                yield frame

    def _is_counted(self, time_s: Fraction | None, expected_s: Fraction | None) -> bool:
        """Whether FFmpeg computed a timestamp from the one before it."""
        if time_s is None or expected_s is None or self._source.format.name not in PES_FORMATS:
            return False
        return abs(time_s - expected_s) <= 2 * PES_TICK_S

    def _on_packet(self, packet: av.Packet) -> None:
        self.repairs.packets += 1
        if packet.pos is not None:
            self._position = packet.pos

    def _on_broken(self) -> None:
        """Count a packet that could not be decoded.

        Raises:
            _CodingChangedError: another stream of Ogg begins here.
        """
        self.repairs.broken_packets += 1
        self._broken_in_row += 1
        if self._broken_in_row > 1:
            return
        self._broken_from = self._position
        position = self._next_ogg_stream() if self._is_ogg else None
        if position is not None and position - self._broken_from <= ogg_chain.PAGES_BYTES:
            raise _CodingChangedError

    def _next_ogg_stream(self) -> int | None:
        """Return the byte at which the next stream of a chain begins; None: there is none."""
        if self._ogg_stream_at is not None and self._ogg_stream_at <= self._broken_from:
            self._ogg_stream_at = ogg_chain.next_stream_position(self.path, self._broken_from)
        return self._ogg_stream_at

    def _reopen(self, position: int) -> bool:
        """Continue at a position, in bytes; return whether there is audio."""
        logger.info("%s: the audio changes its coding at byte %d", self.path, position)
        is_pes = self._source.format.name in PES_FORMATS
        skipped = max(position - TABLES_BYTES, 0) if is_pes else position
        self._source.close()
        try:
            options = {"skip_initial_bytes": str(skipped)}
            self._source = media_container.open_input(self.path, "audio_unreadable", options)
            self._stream = media_container.audio_stream(self._source, self.path)
        except MediaError as error:
            logger.info("%s: nothing can be read there: %s", self.path, error)
            return False
        self._is_new_clock = not is_pes
        self.repairs.packets -= self._broken_in_row
        self.repairs.broken_packets -= self._broken_in_row
        return True

    def _sample_0_s(self, start_s: float | None) -> Fraction:
        """Return the time of sample 0 on the file's clock."""
        assert self._first is not None
        first_s = frame_time_s(self._first) or Fraction(0)
        if start_s is not None:
            wanted_s = Fraction(start_s).limit_denominator(10**6)
            if abs(first_s - wanted_s) <= GAP_LIMIT_S:
                return wanted_s
            logger.info("%s: the audio begins at %.0f s; taken for the start", self.path, first_s)
            return first_s
        return self._start_s if 0 <= first_s - self._start_s <= LEAD_LIMIT_S else first_s

    def _not_converted(self, frame: av.AudioFrame) -> MediaError:
        form = f"{frame.sample_rate} Hz, {frame.layout.nb_channels} channels, {frame.format.name}"
        reason = f"audio of this form cannot be converted ({form})"
        return MediaError("audio_unreadable", path=self.path, reason=reason)

    def _nothing_decoded(self) -> MediaError:
        reason = media_container.undecodable_reason(self.path, "no audio in it can be decoded")
        return MediaError("audio_unreadable", path=self.path, reason=reason)
