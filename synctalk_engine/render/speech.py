"""Decodes the driving speech: audio features for the network, audio for the video."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.features.extract import extract_blocks
from synctalk_engine.media.audio import (
    SAMPLE_RATE_HZ,
    ArraySamples,
    Samples,
    WavSamples,
    extract_speech,
)
from synctalk_engine.media.audio_levels import AudioLevels
from synctalk_engine.media.pcm_file import PcmFile
from synctalk_engine.models.audio_windows import join_features
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.render import RenderOptions

MIN_LAST_FRAME_FRACTION = 0.1
"""A rest of audio shorter than this fraction of a frame gets no frame of its own."""
PART_FADE_FRAMES = 4
"""So long the frames beside a part are led over to it and from it."""
LOOKAHEAD_FRAMES = 32
"""Frames after the last one that is rendered whose audio still shapes it."""


@dataclass(frozen=True)
class Speech:
    """Audio that was decoded once: at 16 kHz for the features, in full for the video."""

    wav_path: Path
    recording: PcmFile
    """The same audio, sample 0 at the same moment, as the video gets it."""
    frame_count: int
    fps: float
    levels: AudioLevels
    section: range
    """Frames that are rendered; all but for a preview and a part."""
    is_part: bool = False
    """Whether they go into a video that exists."""

    @property
    def is_whole(self) -> bool:
        """Whether a whole video is made."""
        return len(self.section) == self.frame_count and not self.is_part

    def samples(self) -> Samples:
        """What is said in the frames that are rendered, 16 kHz mono."""
        samples = WavSamples(self.wav_path)
        if len(self.section) == self.frame_count:
            return samples
        start, stop = (
            round(frame * SAMPLE_RATE_HZ / self.fps)
            for frame in (self.section.start, self.section.stop)
        )
        return ArraySamples(samples.read(start, min(stop, len(samples))))


def decode_speech(
    path: Path, folder: Path, fps: float, poll: Callable[[], object] | None = None
) -> Speech:
    """Write the audio of ``path`` into two files in ``folder``, and count its frames.

    Raises:
        MediaError: file_not_found and the like; speech_no_sound; audio_unreadable.
        StorageError: disk full, no permission.
    """
    wav_path, recording_path = folder / "speech.wav", folder / "speech.pcm"
    try:
        on_block = (lambda _: poll()) if poll else None
        levels, recording = extract_speech(path, wav_path, recording_path, on_block)
    except MediaError as error:
        if error.code != "video_no_audio":
            raise
        raise MediaError("speech_no_sound", path=path) from error
    if levels.sample_count == 0:
        raise MediaError("speech_no_sound", path=path)
    count = frames_of(levels.sample_count, fps)
    return Speech(wav_path, recording, count, fps, levels, range(count))


def section_of(speech: Speech, options: RenderOptions, path: Path) -> Speech:
    """The seconds of a speech that were asked for; the whole speech if none were.

    A part has a few frames more on both sides, which are led over.

    Args:
        path: of the speech, for the error.
    Raises:
        MediaError: ``preview_after_end``.
    """
    if options.part_of is not None:
        first = round(options.part_from * speech.fps)
        last = first + max(1, round(options.part_s * speech.fps)) + PART_FADE_FRAMES
        section = range(max(first - PART_FADE_FRAMES, 0), min(last, speech.frame_count))
        return replace(speech, section=section, is_part=True)
    if options.preview_s is None:
        return speech
    first = round(options.preview_from * speech.fps)
    if first >= speech.frame_count:
        duration_s = round(speech.frame_count / speech.fps, 1)
        raise MediaError(
            "preview_after_end", path=path, start_s=options.preview_from, duration_s=duration_s
        )
    last = min(first + max(1, round(options.preview_s * speech.fps)), speech.frame_count)
    duration_s = (last - first) / speech.fps
    recording = replace(speech.recording, start_s=first / speech.fps, duration_s=duration_s)
    return replace(speech, recording=recording, section=range(first, last))


def frames_of(sample_count: int, fps: float) -> int:
    """Frames that cover so many samples at 16 kHz; at least one."""
    return max(1, math.ceil(sample_count * fps / SAMPLE_RATE_HZ - MIN_LAST_FRAME_FRACTION))


def speech_features(
    speech: Speech, kind: str, device: str = "cpu", poll: Callable[[], object] | None = None
) -> np.ndarray:
    """Features of ``kind``, (about ``speech.frame_count``, ...) float32, one row per frame.

    ``kind`` may be several joined by ``+``; they come side by side. They end soon after the last
    frame that is rendered.

    Raises:
        AssetError: weights are missing.
        OptionError: fps_unsuited.
    """
    kinds = cast(list[FeatureKind], kind.split("+"))
    wanted = speech.section.stop + LOOKAHEAD_FRAMES
    parts = []
    for part in kinds:
        blocks = extract_blocks(
            part, speech.wav_path, speech.frame_count, speech.fps, device=device, poll=poll
        )
        parts.append(_first_rows(blocks, wanted))
    return parts[0] if len(parts) == 1 else join_features(parts)


def _first_rows(blocks: Iterator[np.ndarray], wanted: int) -> np.ndarray:
    """At least so many rows, as far as there are; later blocks are not computed."""
    taken: list[np.ndarray] = []
    count = 0
    for block in blocks:
        taken.append(block)
        count += len(block)
        if count >= wanted:
            break
    return np.concatenate(taken)
