"""Frames as numbered PNG images in a folder, with their audio as a WAV beside them."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.media.ai_mark import png_with_xmp
from synctalk_engine.media.encode import check_frame, with_alpha
from synctalk_engine.media.encode_audio import AudioSource
from synctalk_engine.media.image_files import encode_png
from synctalk_engine.media.probe import as_rate
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace, storage_errors

AUDIO_NAME = "audio.wav"
FULL_SCALE = 32768.0
SAMPLE_BYTES = 2


class ImageSequenceWriter:
    """Write BGR frames to ``path/000000.png`` and so on, and the audio to ``path/audio.wav``.

    Used like ``VideoWriter``: the folder takes its name when the block ends, and nothing is left
    behind where it ends by an exception.

    Args:
        path: the folder to make.
        fps: frames per second; it decides how much of the audio belongs to the frames.
        size: width and height of the frames, px.
        audio: decoded audio, or None.
        has_alpha: the images have an alpha channel.
        xmp: a packet for each image.

    Raises:
        StorageError: disk full, no permission, an unusable path; ``folder_in_the_way``.
    """

    def __init__(
        self,
        path: Path,
        fps: float,
        size: tuple[int, int],
        audio: AudioSource | None = None,
        has_alpha: bool = False,
        xmp: bytes | None = None,
    ) -> None:
        self._xmp = xmp
        self.path = Path(path)
        self.fps = as_rate(fps)
        self.size = size
        self.frame_count = 0
        self._audio = audio
        self._has_alpha = has_alpha
        self._partial = self.path.with_name(
            f"{self.path.name}.{secrets.token_hex(4)}{PARTIAL_SUFFIX}"
        )
        with storage_errors(self.path):
            self._partial.mkdir(parents=True)

    def __enter__(self) -> ImageSequenceWriter:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    def write(self, image: np.ndarray, alpha: np.ndarray | None = None) -> None:
        """Append one uint8 (height, width, 3) BGR frame; ``alpha`` as ``VideoWriter`` takes it.

        Raises:
            StorageError: the disk is full.
        """
        check_frame(image, alpha, self.size)
        data = png_bytes(image, alpha, self._has_alpha, self._xmp)
        with storage_errors(self.path):
            (self._partial / f"{self.frame_count:06d}.png").write_bytes(data)
        self.frame_count += 1

    def close(self) -> None:
        """Write the audio and give the folder its name.

        Raises:
            StorageError: the disk is full; ``folder_in_the_way``.
        """
        try:
            with storage_errors(self.path):
                if self._audio is not None:
                    self._write_audio(self._audio)
                if self.path.is_dir() and not any(self.path.iterdir()):
                    self.path.rmdir()
                replace(self._partial, self.path)
        finally:
            self.abort()

    def abort(self) -> None:
        """Give up and leave nothing behind."""
        if self._audio is not None:
            self._audio.close()
        with contextlib.suppress(OSError):
            shutil.rmtree(self._partial, ignore_errors=True)

    def _write_audio(self, audio: AudioSource) -> None:
        with wave.open(str(self._partial / AUDIO_NAME), "wb") as file:
            file.setnchannels(audio.channels)
            file.setsampwidth(SAMPLE_BYTES)
            file.setframerate(audio.rate_hz)
            for block in _first_samples(audio, round(self.frame_count / self.fps * audio.rate_hz)):
                samples = np.clip(np.round(block.T * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1)
                file.writeframesraw(samples.astype("<i2").tobytes())


def png_bytes(
    image: np.ndarray, alpha: np.ndarray | None, has_alpha: bool, xmp: bytes | None
) -> bytes:
    """A PNG file of an image, uint8 (height, width, 3) BGR, with its alpha if it has any."""
    if has_alpha:
        data = cv2.imencode(".png", with_alpha(image, alpha))[1].tobytes()
    else:
        data = encode_png(image)
    return data if xmp is None else png_with_xmp(data, xmp)


def _first_samples(audio: AudioSource, count: int) -> Iterator[np.ndarray]:
    """Blocks of float32 (channels, samples), ``count`` samples in all at most."""
    for block in audio.blocks():
        yield block[:, :count]
        count -= block.shape[1]
        if count <= 0:
            return
