"""What a render writes: the format, the encoder, and the matte of its frames."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from synctalk_engine.job import Job
from synctalk_engine.media.content_credentials import ContentCredentials, credentials_of
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.encode_audio import AudioSource
from synctalk_engine.media.frame_rate_writer import FrameRateWriter, frames_shown
from synctalk_engine.media.part_writer import Blend, ImagePartWriter, PartWriter
from synctalk_engine.media.probe import as_rate
from synctalk_engine.media.video_codecs import Encoding, check_encoding
from synctalk_engine.media.video_output import FrameWriter, Marks, open_video_writer, suffix_of
from synctalk_engine.protocol.options.choices import LabelName
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.render.background import FrameBackground, background_of
from synctalk_engine.render.frame_order import Fade
from synctalk_engine.render.matte import Matte
from synctalk_engine.render.visible_label import VisibleLabel
from synctalk_engine.workspace.layout import Workspace


class MatteSource(Protocol):
    """Tells the person from the background."""

    def alpha(self, frame: int, image: np.ndarray) -> np.ndarray:
        """(H, W) uint8, 255 where the person is, of an image made from a frame of the clip."""
        ...


@dataclass(frozen=True)
class Output:
    """How the frames of a render are written."""

    encoding: Encoding
    matte: MatteSource | None = None
    background: FrameBackground = field(default_factory=FrameBackground)
    fps: int | None = None
    """Frames per second of the video; None: those of the clip."""
    label: LabelName | None = None
    """The visible label."""
    is_marked: bool = True
    """Whether the metadata say that the video was made with AI."""
    credentials: ContentCredentials | None = None
    """What the finished file is signed with."""

    def frame_count(self, count: int, fps: float) -> int:
        """Frames of the video that ``count`` frames of the clip become."""
        return count if self.fps is None else frames_shown(count, as_rate(fps), Fraction(self.fps))

    @property
    def lacks_matte(self) -> bool:
        """Whether the person still has to be found in the clip's frames."""
        return self.background.needs_matte and self.matte is None

    @property
    def suffix(self) -> str:
        """Of the file; empty for a folder of images."""
        return suffix_of(self.encoding)

    def write(
        self, writer: FrameWriter, frame: int, image: np.ndarray, fade: Fade | None = None
    ) -> None:
        """Append an image, (H, W, 3) uint8 BGR, that was made from this frame of the clip.

        fade: what the frame is led over to.

        Raises:
            MediaError: ``matte_missing``.
            StorageError: the disk is full.
        """
        alpha = None if self.matte is None else _alpha(self.matte, frame, image, fade)
        if alpha is not None and self.background.needs_matte:
            image, alpha = self.background.behind(image, alpha)
        if self.label is not None:
            label = _label_for(self.label, (image.shape[1], image.shape[0]))
            image, alpha = label.draw(image), None if alpha is None else label.opaque(alpha)
        writer.write(image) if alpha is None else writer.write(image, alpha)

    def open(
        self, path: Path, fps: float, size: tuple[int, int], audio: AudioSource | None, job: Job
    ) -> FrameWriter:
        """Open the file or folder, and say which encoder is used where that is not plain.

        Raises:
            MediaError, StorageError: as the writers.
        """
        if self.label is not None:
            _label_for(self.label, size)  # a missing font is found before the first frame
        rate = self.fps or fps
        marks = Marks(self.is_marked, self.credentials)
        writer = open_video_writer(path, rate, size, audio, self.encoding, marks)
        if isinstance(writer, VideoWriter):
            _log_encoder(writer, job)
        if self.fps is None:
            return writer
        return FrameRateWriter(writer, as_rate(fps), Fraction(self.fps))

    def open_part(
        self, path: Path, fps: float, size: tuple[int, int], section: range, fade: tuple[int, Blend]
    ) -> FrameWriter:
        """Open what frames of an existing video are replaced with.

        section: frames of the clip's rate. fade: frames at both ends that are led over, and how.

        Raises:
            MediaError, StorageError: as the writers.
        """
        part = range(*(self.frame_count(frame, fps) for frame in (section.start, section.stop)))
        marks = Marks(self.is_marked, self.credentials)
        writer: FrameWriter
        if path.is_dir():
            writer = ImagePartWriter(path, part, self.encoding.has_alpha, marks, fade)
        else:
            writer = PartWriter(path, part, size, self.encoding, marks, fade)
        if self.fps is None:
            return writer
        return FrameRateWriter(writer, as_rate(fps), Fraction(self.fps), section.start)


def output_of(options: RenderOptions, workspace: Workspace) -> Output:
    """The output that was asked for, checked before any work is done.

    Raises:
        MediaError: alpha_unsuited, encoder_unsuited, folder_not_found, those of `credentials_of`
            and `background_of`.
        OptionError: ``bad_options``.
    """
    background = background_of(options.background, workspace)
    has_alpha = background.picture is None and (
        background.needs_matte or options.matte_dir is not None
    )
    encoding = Encoding(options.format, options.quality, options.encoder, has_alpha)
    check_encoding(encoding)
    matte = None if options.matte_dir is None else Matte(workspace.resolve(options.matte_dir))
    fps = None if options.fps is None else int(options.fps)
    cert, key = (
        None if path is None else workspace.resolve(path)
        for path in (options.c2pa_cert, options.c2pa_key)
    )
    credentials = credentials_of(cert, key, suffix_of(encoding))
    return Output(
        encoding, matte, background, fps, options.label, not options.no_ai_mark, credentials
    )


def _alpha(matte: MatteSource, frame: int, image: np.ndarray, fade: Fade | None) -> np.ndarray:
    """(H, W) uint8, 255 where the person is."""
    alpha = matte.alpha(frame, image)
    if fade is None:
        return alpha
    other = matte.alpha(fade.frame, image)
    return cv2.addWeighted(alpha, 1 - fade.weight, other, fade.weight, 0)


@functools.lru_cache(maxsize=4)
def _label_for(name: LabelName, size: tuple[int, int]) -> VisibleLabel:
    return VisibleLabel(name, size)


def _log_encoder(writer: VideoWriter, job: Job) -> None:
    """Say where a hardware encoder is used, or could not be."""
    choice = writer.choice
    if choice.codec.is_hardware:
        job.log("encoder_hardware", encoder=choice.codec.name)
    elif choice.rejected:
        job.log("encoder_fallback", tried=", ".join(choice.rejected), encoder=choice.codec.name)
