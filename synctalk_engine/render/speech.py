"""Decodes the driving speech: audio features for the network, audio for the video."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from synctalk_engine.errors import MediaError
from synctalk_engine.features.extract import extract
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, extract_speech
from synctalk_engine.media.audio_levels import AudioLevels
from synctalk_engine.media.pcm_file import PcmFile
from synctalk_engine.models.audio_windows import join_features
from synctalk_engine.protocol.options.choices import FeatureKind

MIN_LAST_FRAME_FRACTION = 0.1
"""A rest of audio shorter than this fraction of a frame gets no frame of its own."""


@dataclass(frozen=True)
class Speech:
    """Audio that was decoded once: at 16 kHz for the features, in full for the video."""

    wav_path: Path
    recording: PcmFile
    """The same audio, sample 0 at the same moment, as the video gets it."""
    frame_count: int
    fps: float
    levels: AudioLevels


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
    return Speech(wav_path, recording, frames_of(levels.sample_count, fps), fps, levels)


def frames_of(sample_count: int, fps: float) -> int:
    """Frames that cover so many samples at 16 kHz; at least one."""
    return max(1, math.ceil(sample_count * fps / SAMPLE_RATE_HZ - MIN_LAST_FRAME_FRACTION))


def speech_features(
    speech: Speech, kind: str, device: str = "cpu", poll: Callable[[], object] | None = None
) -> np.ndarray:
    """Features of ``kind``, (about ``speech.frame_count``, ...) float32, one row per frame.

    ``kind`` may be several joined by ``+``; they come side by side.

    Raises:
        AssetError: weights are missing.
        OptionError: fps_unsuited.
    """
    kinds = cast(list[FeatureKind], kind.split("+"))
    parts = [
        extract(part, speech.wav_path, speech.frame_count, speech.fps, device=device, poll=poll)
        for part in kinds
    ]
    return parts[0] if len(parts) == 1 else join_features(parts)
