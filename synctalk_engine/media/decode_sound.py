"""The sound of a file, decoded once, in one form, each sample at the time that the file states.

This is the only place where sound is decoded. Both the audio features and the sound of a rendered
video are made from its blocks, so the two cannot differ.

What the file states is followed as players follow it: sound that begins later than sample 0 is
preceded by silence, sound that begins earlier is cut; gaps are filled with silence, overlaps
trimmed. Where timestamps slowly leave the samples (another clock), the samples are stretched.
Encoder delay and edit lists are applied by FFmpeg's demuxers and decoders. Sample rate, channels
and sample format may change anywhere. A second of sound is held at a time.
"""

from __future__ import annotations

import dataclasses
import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import av
import av.error
import numpy as np
from av.audio.resampler import AudioResampler

from synctalk_engine.errors import MediaError
from synctalk_engine.media import container as media_container

logger = logging.getLogger(__name__)

RATES_HZ = (48000, 44100, 32000, 24000, 22050, 16000)
"""What sound is decoded to, the nearest below its own rate: AAC can be written at each."""

SANE_RATES_HZ = (1000, 1_536_000)
"""Audio at another rate is damage, and could not be converted in any time."""

LEAST_JUMP_S = 0.008
MOST_JITTER_S = 0.03
JUMP_OVER_JITTER = 2.5
"""A timestamp that is off the samples before it by 2.5 times the usual jitter is a gap or an
overlap: at least 8 ms (a lost packet is 10 ms or more), at most 30 ms."""
JITTER_DECAY = 0.98
"""A frame."""
DRIFT_TOLERANCE_S = 0.004
"""Timestamps may stray from the samples by this much: clocks of 1 ms, jitter of recorders."""
DRIFT_BLOCK_S = 0.25
"""How often the drift is looked at."""
RESTART_S = 1.0
"""Timestamps that go back by more than this begin anew (joined files); nothing is trimmed."""
REORDERED_PACKETS = 16
"""So far apart may packets of H.264 and HEVC lie from their order of display."""
GAP_LIMIT_S = 600.0
"""Timestamps that go forward by more than this, or begin so far from the video, are broken; no
silence is put in."""
LEAD_LIMIT_S = 5.0
"""Where the first sound comes later than the stated start by more than this, that is wrong."""
DAMAGED_SHARE = 0.1
"""Of the packets; the headers of joined MP3s are broken packets too."""
WORTH_SAYING_S = 0.1
"""Gaps and drift of less than this in all are not reported."""
SANE_AMPLITUDE = 8.0
"""Float samples beyond this are damage."""
BLOCK_S = 1.0
UNREAD_PACKETS = 8
"""A file that ends in so many packets that cannot be read or decoded was not read to its end."""
CODINGS_LIMIT = 100
"""A file changes its coding no more often; it is damaged."""
TABLES_BYTES = 188 * 20
"""The tables that say what is in a transport stream lie this near before what they are about."""
OGG_FIRST_PAGE = b"OggS\x00\x02"
OGG_PAGES_BYTES = 2 * 65307
"""Of the two largest pages: what cannot be read so near before another stream belongs to that."""
OGG_RESTART_S = 0.1
"""As RESTART_S: in Ogg nothing overlaps, and joined streams may be short."""
SEARCH_BYTES = 1 << 20

PES_FORMATS = ("mpegts", "mpeg")
"""Several frames share a timestamp there. FFmpeg makes up the others by the rate of the stream's
beginning, which is wrong after a change of rate."""
PES_TICK_S = Fraction(1, 90000)
COUNTED_FORMATS = ("aac", "ac3", "amr", "amrnb", "amrwb", "dts", "eac3", "flac", "loas", "mp3")
"""No timestamps in the file: FFmpeg counts, and miscounts after a change of rate. The samples are
simply one after the other."""


@dataclass
class SoundRepairs:
    """Where the timestamps of a recording disagreed with its samples, and what was done."""

    filled_s: float = 0.0
    """Silence put into gaps in the middle."""
    gap_count: int = 0
    trimmed_s: float = 0.0
    """Left out where sound overlapped what came before it."""
    stretched_s: float = 0.0
    """How much longer (negative: shorter) the samples became by following a drifting clock."""
    restart_count: int = 0
    """How often the timestamps began anew."""
    packets: int = 0
    broken_packets: int = 0
    """Packets that could not be read or decoded."""
    unread_after_s: float = 0.0
    """Where the rest of the file could not be read; 0: it was read to its end."""

    @classmethod
    def from_json(cls, values: Any) -> SoundRepairs:
        """Read what :meth:`as_json` gave; what is missing or no number counts as nothing."""
        values = values if isinstance(values, dict) else {}
        names = [each.name for each in dataclasses.fields(cls)]
        return cls(**{n: values[n] for n in names if isinstance(values.get(n), (int, float))})

    def as_json(self) -> dict[str, Any]:
        """Rounded, for reports."""
        return {name: round(value, 3) for name, value in dataclasses.asdict(self).items()}

    def warnings(self) -> list[tuple[str, dict[str, Any]]]:
        """What the user should know: codes of ``protocol.messages`` and their parameters."""
        found: list[tuple[str, dict[str, Any]]] = []
        if self.filled_s >= WORTH_SAYING_S:
            params = {"seconds": round(self.filled_s, 1), "count": self.gap_count}
            found.append(("audio_gaps", params))
        if self.trimmed_s >= WORTH_SAYING_S:
            found.append(("audio_trimmed", {"seconds": round(self.trimmed_s, 1)}))
        if self.broken_packets >= max(UNREAD_PACKETS, DAMAGED_SHARE * self.packets):
            params = {"percent": max(round(100 * self.broken_packets / max(self.packets, 1)), 1)}
            found.append(("audio_damaged", params))
        if self.unread_after_s:
            found.append(("audio_cut_off", {"seconds": round(self.unread_after_s, 1)}))
        if abs(self.stretched_s) >= WORTH_SAYING_S:
            direction = "longer" if self.stretched_s > 0 else "shorter"
            params = {"seconds": round(abs(self.stretched_s), 1), "direction": direction}
            found.append(("audio_stretched", params))
        return found


class _OtherCodingError(Exception):
    """From here on another decoder is needed."""


class SoundDecoder:
    """Decodes the sound of ``path`` to float32 blocks of one rate, mono or stereo.

    Use it as a context manager; iterate over :meth:`blocks` once.

    Args:
        path: any file with sound.
        start_s: time of sample 0 on the file's clock (``VideoInfo.start_s``); None: the sound's own
            beginning.
        shift_s: move the sound earlier by this much (negative: later).

    Raises:
        MediaError: file_not_found, file_is_folder, file_empty, video_no_audio, audio_unreadable.
        StorageError: no_permission, path_unusable.
    """

    def __init__(self, path: Path, *, start_s: float | None = None, shift_s: float = 0.0) -> None:
        self.path = Path(path)
        self.repairs = SoundRepairs()
        self._gave_up = False
        self._is_new_clock = False
        """What is read from now on counts its time from anew."""
        self._ogg_stream_at: int | None = 0
        self._position = self._broken_from = self._broken_in_row = 0
        """Of the newest packet; of the first of the newest ones that could not be decoded, and how
        many those are."""
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
        first_rate_hz = self._first.sample_rate
        self.rate_hz = next((rate for rate in RATES_HZ if rate <= first_rate_hz), RATES_HZ[-1])
        self.channels = 1 if self._first.layout.nb_channels == 1 else 2
        self._zero_s = self._zero(start_s) + Fraction(shift_s).limit_denominator(10**6)

    def __enter__(self) -> SoundDecoder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._source.close()

    def blocks(self) -> Iterator[np.ndarray]:
        """float32 (channels, samples) blocks, -1..1, from sample 0 on."""
        restart_s = OGG_RESTART_S if self._source.format.name == "ogg" else RESTART_S
        placer = _Placer(
            self.path, self._zero_s, self.rate_hz, self.channels, restart_s, self.repairs
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
                placer.restart_clock(frame)
            try:
                yield from placer.place(frame, None if following is None else _time_s(following))
            except media_container.PYAV_ERRORS as error:
                raise self._not_converted(frame) from error
            frame, is_first = following, False
        yield from placer.finish()
        if self._gave_up:
            self.repairs.unread_after_s = placer.end_s

    def _decoded(self) -> Iterator[av.AudioFrame]:
        """All frames; where the decoder no longer fits what comes, it is chosen anew there."""
        begin = 0
        for _ in range(CODINGS_LIMIT):
            try:
                yield from self._decoded_by_one()
            except _OtherCodingError:
                position = self._next_ogg_stream()
            else:
                if self._broken_in_row < UNREAD_PACKETS:
                    return
                is_ogg = self._source.format.name == "ogg"
                position = self._next_ogg_stream() if is_ogg else self._broken_from
            if position is None or position <= begin or not self._reopen(position):
                break
            begin = position
        self._gave_up = True

    def _decoded_by_one(self) -> Iterator[av.AudioFrame]:
        """What one decoder makes of the file."""
        self._broken_in_row = 0
        rate_hz, before = self._stream.codec_context.sample_rate, None
        for frame in media_container.decoded_frames(
            self._source, self._stream, self.path, self._on_broken, self._on_packet
        ):
            if isinstance(frame, av.AudioFrame) and frame.samples and _has_sane_rate(frame):
                self._broken_in_row = 0
                time_s = _time_s(frame)
                if frame.sample_rate != rate_hz and self._is_counted(time_s, before):
                    frame.pts = None
                before = None if time_s is None else time_s + Fraction(frame.samples, rate_hz or 1)
                yield frame

    def _is_counted(self, time_s: Fraction | None, expected_s: Fraction | None) -> bool:
        """Whether FFmpeg made a timestamp up, counting on from the one before."""
        if time_s is None or expected_s is None or self._source.format.name not in PES_FORMATS:
            return False
        return abs(time_s - expected_s) <= 2 * PES_TICK_S

    def _on_packet(self, packet: av.Packet) -> None:
        self.repairs.packets += 1
        if packet.pos is not None:
            self._position = packet.pos

    def _on_broken(self) -> None:
        self.repairs.broken_packets += 1
        self._broken_in_row += 1
        if self._broken_in_row > 1:
            return
        self._broken_from = self._position
        position = self._next_ogg_stream() if self._source.format.name == "ogg" else None
        if position is not None and position - self._broken_from <= OGG_PAGES_BYTES:
            raise _OtherCodingError

    def _next_ogg_stream(self) -> int | None:
        """Where the next stream of a chain begins."""
        if self._ogg_stream_at is not None and self._ogg_stream_at <= self._broken_from:
            self._ogg_stream_at = _next_ogg_stream(self.path, self._broken_from)
        return self._ogg_stream_at

    def _reopen(self, position: int) -> bool:
        """Read on at a position, in bytes; says whether there is sound."""
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

    def _zero(self, start_s: float | None) -> Fraction:
        assert self._first is not None
        first_s = _time_s(self._first) or Fraction(0)
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
        reason = media_container.undecodable_reason(self.path, "no sound in it can be decoded")
        return MediaError("audio_unreadable", path=self.path, reason=reason)


def _next_ogg_stream(path: Path, begin: int) -> int | None:
    """Position of the next page behind ``begin`` with which a stream of Ogg begins."""
    with path.open("rb") as file:
        file.seek(begin + 1)
        position, data = begin + 1, b""
        while chunk := file.read(SEARCH_BYTES):
            data += chunk
            found = data.find(OGG_FIRST_PAGE)
            if found >= 0:
                return position + found
            position += max(len(data) - len(OGG_FIRST_PAGE), 0)
            data = data[-len(OGG_FIRST_PAGE) :]
    return None


def _time_s(frame: av.AudioFrame) -> Fraction | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base


class _Placer:
    """Converts frames to one form and puts each at its time.

    Frames of one form that follow each other without a jump make a run. A run is placed by the time
    of its first frame; the samples follow one another from there, stretched where their timestamps
    drift.
    """

    def __init__(
        self,
        path: Path,
        zero_s: Fraction,
        rate_hz: int,
        channels: int,
        restart_s: float,
        repairs: SoundRepairs,
    ) -> None:
        self._restart_s = restart_s
        self._path = path
        self._video_restarts_s: list[Fraction] | None = None
        self._zero_s = zero_s
        self._rate_hz = rate_hz
        self._channels = channels
        self._repairs = repairs
        self._run: _Run | None = None
        self._jitter_s = 0.0
        """Recent distance of timestamps from the samples' clock."""
        self._clock_offset_s = Fraction(0)
        """Added to timestamps, after they began anew."""
        self._next = 0
        """Where the next sample belongs; below 0 before sample 0."""
        self._written = 0

    @property
    def end_s(self) -> float:
        """How long the sound is so far."""
        return self._written / self._rate_hz

    def place(self, frame: av.AudioFrame, following_s: Fraction | None) -> Iterator[np.ndarray]:
        """Take one frame; ``following_s`` is the timestamp of the one behind it."""
        time_s = self._believed_time_s(frame, following_s)
        run = self._run
        if run is not None and time_s is not None and self._is_jump(time_s - run.end_s):
            jump_s = float(time_s - run.end_s)
            yield from self._end_run()
            self._note_jump(jump_s)
            self._begin_run(frame, time_s)
        elif run is None or not run.converter.fits(frame):
            start_s = (time_s or Fraction(0)) if run is None else run.end_s
            yield from self._end_run()
            self._begin_run(frame, start_s)
        assert self._run is not None
        self._run.add(frame, time_s)
        yield from self._emit_all(self._run.ready())

    def restart_clock(self, frame: av.AudioFrame) -> None:
        """Timestamps begin anew with this frame, which follows the one before it."""
        time_s = _time_s(frame)
        if time_s is not None and self._run is not None:
            self._clock_offset_s = self._run.end_s - time_s

    def finish(self) -> Iterator[np.ndarray]:
        """What is left."""
        yield from self._end_run()

    def _believed_time_s(
        self, frame: av.AudioFrame, following_s: Fraction | None
    ) -> Fraction | None:
        """The frame's timestamp; None where its neighbours contradict it, or there is none."""
        time_s = _time_s(frame)
        if time_s is None or self._run is None:
            return time_s
        expected_s = self._run.end_s
        jump_s = time_s + self._clock_offset_s - expected_s
        if not self._is_jump(jump_s):
            self._note_jitter(jump_s)
            return time_s + self._clock_offset_s
        if following_s is not None:
            after_s = expected_s + _duration_s(frame)
            if not self._is_jump(following_s + self._clock_offset_s - after_s):
                self._note_jitter(jump_s)
                return None
        if jump_s < -self._restart_s or jump_s > GAP_LIMIT_S:
            logger.info("sound: timestamps begin anew at %.2f s", float(expected_s))
            self._clock_offset_s = self._restarted_offset_s(self._clock_offset_s - jump_s)
        return time_s + self._clock_offset_s

    def _restarted_offset_s(self, own_s: Fraction) -> Fraction:
        """What is added to timestamps from now on: as much as to those of the frames of a video.

        Of the files that were joined, sound and video do not end together.
        """
        if self._video_restarts_s is None:
            self._video_restarts_s = _video_restarts_s(self._path)
        number = self._repairs.restart_count
        self._repairs.restart_count += 1
        offsets_s = self._video_restarts_s[number : number + 1]
        return offsets_s[0] if offsets_s and abs(offsets_s[0] - own_s) < RESTART_S else own_s

    def _is_jump(self, difference_s: Fraction) -> bool:
        jitter_s = min(JUMP_OVER_JITTER * self._jitter_s, MOST_JITTER_S)
        return abs(difference_s) > max(jitter_s, LEAST_JUMP_S)

    def _note_jitter(self, difference_s: Fraction) -> None:
        self._jitter_s = max(JITTER_DECAY * self._jitter_s, abs(float(difference_s)))

    def _note_jump(self, jump_s: float) -> None:
        if jump_s > 0:
            logger.info("sound: gap of %.3f s filled with silence", jump_s)
            self._repairs.gap_count += 1
            self._repairs.filled_s += jump_s
        else:
            logger.info("sound: overlap of %.3f s trimmed", -jump_s)
            self._repairs.trimmed_s -= jump_s

    def _begin_run(self, frame: av.AudioFrame, start_s: Fraction) -> None:
        self._next = round((start_s - self._zero_s) * self._rate_hz)
        self._run = _Run(start_s, _Converter(frame, self._rate_hz, self._channels))

    def _end_run(self) -> Iterator[np.ndarray]:
        if self._run is not None:
            run, self._run = self._run, None
            yield from self._emit_all(run.rest())
            self._repairs.stretched_s += run.stretched_s

    def _emit_all(self, blocks: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
        for block in blocks:
            yield from self._silence(self._next - self._written)
            overlap = self._written - self._next
            self._next += block.shape[1]
            if overlap < block.shape[1]:
                self._written += block.shape[1] - overlap
                yield block[:, overlap:]

    def _silence(self, sample_count: int) -> Iterator[np.ndarray]:
        block_samples = round(BLOCK_S * self._rate_hz)
        while sample_count > 0:
            count = min(sample_count, block_samples)
            sample_count -= count
            self._written += count
            yield np.zeros((self._channels, count), np.float32)


def _video_restarts_s(path: Path) -> list[Fraction]:
    """What is added to the timestamps of a file's frames each time that they begin anew."""
    try:
        with media_container.open_input(path) as source:
            stream = media_container.video_stream(source, path)
            frame_s = 1 / (stream.average_rate or stream.guessed_rate or Fraction(25))
            packets = source.demux(stream)
            stamps = [packet.pts for packet in packets if packet.pts is not None]
            return _restart_offsets_s(stamps, stream.time_base or Fraction(1), frame_s)
    except (MediaError, *media_container.PYAV_ERRORS) as error:
        logger.info("%s: no frames whose timestamps could be followed: %s", path, error)
        return []


def _restart_offsets_s(stamps: list[int], time_base: Fraction, frame_s: Fraction) -> list[Fraction]:
    """As :func:`_video_restarts_s`, of the presentation times of packets in order of storage."""
    offsets_s: list[Fraction] = []
    offset = end = 0
    frame, back = round(frame_s / time_base), round(RESTART_S / time_base)
    for index, stamp in enumerate(stamps):
        if index and stamp + offset < end - frame - back:
            offset = end - min(stamps[index : index + REORDERED_PACKETS])
            offsets_s.append(offset * time_base)
        end = max(end, stamp + offset + frame) if index else stamp + frame
    return offsets_s


class _Run:
    """Frames of one form without a jump, on their way to samples that keep to their timestamps."""

    def __init__(self, start_s: Fraction, converter: _Converter) -> None:
        self.converter = converter
        self.stretched_s = 0.0
        """By how much the samples were made longer so far."""
        self._start_s = start_s
        self._clock_s = Fraction(0)
        """Duration of the frames so far, by their samples."""
        self._block_end_s = Fraction(0)
        self._deviations_s: list[float] = []
        """Of timestamps from the samples' clock, in the block that is not ended yet."""
        self._planned = 0
        """Converted samples that are in a block."""
        self._pieces: deque[tuple[int, int]] = deque()
        """(samples, samples when stretched) of blocks whose samples are not all converted."""
        self._converted: list[np.ndarray] = []

    @property
    def end_s(self) -> Fraction:
        """Time at which the next frame is expected."""
        return self._start_s + self._clock_s + Fraction(self.stretched_s).limit_denominator(10**6)

    def add(self, frame: av.AudioFrame, time_s: Fraction | None) -> None:
        if time_s is not None:
            self._deviations_s.append(float(time_s - self._start_s - self._clock_s))
        self._clock_s += _duration_s(frame)
        self._converted += self.converter.convert(frame)
        if self._clock_s - self._block_end_s >= DRIFT_BLOCK_S:
            self._end_block()

    def ready(self) -> Iterator[np.ndarray]:
        """Blocks whose samples have all been converted."""
        while self._pieces and sum(p.shape[1] for p in self._converted) >= self._pieces[0][0]:
            yield self._next_piece()

    def rest(self) -> Iterator[np.ndarray]:
        """All that is left; the converter gives its last samples."""
        self._converted += self.converter.flush()
        self._end_block()
        while self._pieces:
            yield self._next_piece()

    def _end_block(self) -> None:
        rate_hz = self.converter.rate_hz
        end = round(self._clock_s * rate_hz)
        count, self._planned = end - self._planned, end
        self._block_end_s = self._clock_s
        before_s, self.stretched_s = self.stretched_s, self._drift_s()
        stretched = count + round(self.stretched_s * rate_hz) - round(before_s * rate_hz)
        self._pieces.append((count, max(stretched, 0)))
        self._deviations_s = []

    def _drift_s(self) -> float:
        if not self._deviations_s:
            return self.stretched_s
        drift_s = median(self._deviations_s[len(self._deviations_s) // 2 :])
        return drift_s if abs(drift_s - self.stretched_s) > DRIFT_TOLERANCE_S else self.stretched_s

    def _next_piece(self) -> np.ndarray:
        count, stretched = self._pieces.popleft()
        samples = np.concatenate([self.converter.nothing, *self._converted], axis=1)
        piece, rest = samples[:, :count], samples[:, count:]
        self._converted = [rest] if rest.shape[1] else []
        return piece if stretched == count else _stretched(piece, stretched)


def _stretched(samples: np.ndarray, count: int) -> np.ndarray:
    """(channels, N) float32 -> (channels, count), by linear interpolation."""
    if not samples.shape[1] or not count:
        return samples[:, :0]
    positions = np.arange(count) * (samples.shape[1] / count)
    places = np.arange(samples.shape[1])
    return np.stack([np.interp(positions, places, row) for row in samples]).astype(np.float32)


class _Converter:
    """Frames of one form -> float32 (channels, samples) at one rate."""

    def __init__(self, first: av.AudioFrame, rate_hz: int, channels: int) -> None:
        self.rate_hz = rate_hz
        self.nothing = np.zeros((channels, 0), np.float32)
        self._form = _form(first)
        self._layout = "mono" if channels == 1 else "stereo"
        self._resampler = self._new_resampler()
        self._mixes_itself = False
        """The channels are averaged here: their layout is one that FFmpeg cannot mix."""

    def fits(self, frame: av.AudioFrame) -> bool:
        """Whether a frame is of the form of the first."""
        return _form(frame) == self._form

    def convert(self, frame: av.AudioFrame) -> list[np.ndarray]:
        frame.pts = None  # the resampler must not add its own idea of gaps
        _clean(frame)
        if not self._mixes_itself:
            try:
                return self._arrays(self._resampler.resample(frame))
            except media_container.PYAV_ERRORS as error:
                logger.info("channels %s are averaged: %s", frame.layout.name, error)
                self._mixes_itself = True
                self._resampler = self._new_resampler()
        return self._arrays(self._resampler.resample(_averaged(frame)))

    def flush(self) -> list[np.ndarray]:
        """What the resampler still holds."""
        return self._arrays(self._resampler.resample(None))

    def _new_resampler(self) -> AudioResampler:
        return AudioResampler(format="fltp", layout=self._layout, rate=self.rate_hz)

    @staticmethod
    def _arrays(frames: list[av.AudioFrame | None]) -> list[np.ndarray]:
        return [frame.to_ndarray() for frame in frames if frame is not None]


def _form(frame: av.AudioFrame) -> tuple[str, str, int, int]:
    layout = frame.layout
    return frame.format.name, layout.name, layout.nb_channels, frame.sample_rate


def _has_sane_rate(frame: av.AudioFrame) -> bool:
    return SANE_RATES_HZ[0] <= frame.sample_rate <= SANE_RATES_HZ[1]


def _duration_s(frame: av.AudioFrame) -> Fraction:
    return Fraction(frame.samples, frame.sample_rate)


def _clean(frame: av.AudioFrame) -> None:
    """Silence float samples that are no numbers, and those out of all bounds."""
    kind = {"flt": np.float32, "dbl": np.float64}.get(frame.format.name.removesuffix("p"))
    if kind is None:
        return
    for plane in frame.planes:
        samples = np.frombuffer(plane, kind)
        bad = ~(np.abs(samples) <= SANE_AMPLITUDE)
        if bad.any():
            samples[bad] = 0


def _averaged(frame: av.AudioFrame) -> av.AudioFrame:
    """All channels as one."""
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    values = samples.astype(np.float64)
    if samples.dtype == np.uint8:
        values = (values - 128) / 128
    elif np.issubdtype(samples.dtype, np.integer):
        values /= -float(np.iinfo(samples.dtype).min)
    mixed = av.AudioFrame.from_ndarray(
        values.mean(axis=0, keepdims=True).astype(np.float32), format="fltp", layout="mono"
    )
    mixed.sample_rate = frame.sample_rate
    return mixed
