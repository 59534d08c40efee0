"""The validation frames of a clip: generated, measured, and written as images."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from synctalk_engine.dataset.batches import chunks, held_out_references
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.errors import AssetError
from synctalk_engine.training import clock
from synctalk_engine.training.evaluation.generated_frames import (
    GENERATE_BATCH,
    FrameGenerator,
    finished_images,
    never_stop,
)
from synctalk_engine.training.evaluation.metrics import in_box, psnr, sharpness
from synctalk_engine.training.evaluation.validation_viewer import ValidationViewer
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.workspace.atomic import write_bytes, write_json

STRIP_FRAMES, LONG_STRIP_FRAMES = 8, 24
VALIDATION_FRAMES = 100
"""Validation frames that are measured during training, evenly spaced."""
MAX_WRITTEN_FRAMES = 750
"""At most half a minute is written as images, however long the clip is."""
MIN_FRAMES, TIMED_FRAMES = 8, 4
"""Measured even in the shortest time; and generated to time it."""
VIEWED_FRAMES = 50
"""About so many of them are finished and measured as a viewer sees them."""
METRICS_VERSION = 3
"""To be raised with every change of what :meth:`ValidationSet.measure` gives."""
SHARPNESS_WORTH_DB = 3.0
"""What a mouth as sharp as the true one may cost in PSNR, where no viewer metrics were taken."""
VIEWER_WORTH_DB = {"texture_mouth": 8.0, "texture_skin": 8.0, "r_opening": 4.0, "closed": 0.5}
"""What a viewer metric of 1, as in the source, is worth against one of 0.

Closed mouths are few: one of ten more or less is chance, and once chose the first of six
validations.
"""
JPEG_QUALITY = 95
FOLDER_NAME, INDEX_NAME = "heldout", "index.json"


def no_warning(_code: str, **_params: object) -> None:
    """Nobody is warned."""


def shifted_frames(frames: np.ndarray) -> np.ndarray:
    """Frames whose audio is used as mismatched audio: half the validation time away, cyclic."""
    return np.roll(frames, len(frames) // 2)


class ValidationSet:
    """Validation frames of a clip, and what they are compared with."""

    def __init__(
        self,
        clip: ClipDataset,
        long_strip: bool = False,
        poll: Callable[[], object] = never_stop,
        warning: Callable[..., object] = no_warning,
    ) -> None:
        self.clip = clip
        self._poll, self._warning = poll, warning
        self._methods: dict[str, str] = {}
        self._viewer: ValidationViewer | None = None
        self._has_no_viewer = False
        self.frames = clip.split.held_out
        self.references = held_out_references(clip, self.frames)
        self.mean_crop = mean_crop(clip)
        self._max_written = MAX_WRITTEN_FRAMES
        wanted = LONG_STRIP_FRAMES if long_strip else STRIP_FRAMES
        strip = np.linspace(0, len(self.frames) - 1, min(wanted, len(self.frames)))
        self._strip = np.unique(strip.round().astype(int))
        self._select_frames(VALIDATION_FRAMES)

    def _select_frames(self, count: int) -> None:
        """Select the frames that are measured, evenly spaced."""
        spread = np.linspace(0, len(self.frames) - 1, min(count, len(self.frames)))
        self._selected = np.unique(spread.round().astype(int))
        self._methods.clear()
        self._viewer = None
        boxes = self.clip.mouth_boxes[self.frames]
        values = [
            psnr(in_box(self.mean_crop, boxes[row]), in_box(self.clip.crops[frame], boxes[row]))
            for row, frame in zip(self._selected, self.frames[self._selected], strict=True)
        ]
        self.mean_mouth_psnr = float(np.mean(values))

    @property
    def written_frames(self) -> int:
        """How many frames :meth:`write_all` writes."""
        return min(len(self.frames), self._max_written)

    def seconds_per_frame(
        self, network: nn.Module, device: torch.device, precision: Precision
    ) -> float:
        """Seconds in which a frame is generated, measured on a few."""
        few = slice(0, TIMED_FRAMES)
        frames, references = self.frames[few], self.references[few]
        began_s = clock.now_s()
        self._generator(network, device, precision).crops(self.clip, frames, references)
        return max(clock.now_s() - began_s, 1e-6) / len(frames)

    def viewing_s(self, network: nn.Module, device: torch.device, precision: Precision) -> float:
        """Seconds in which a frame is finished and measured as a viewer sees it, its generation
        included, measured on a few; 0 where that is not done."""
        viewer = self._open_viewer()
        if viewer is None:
            return 0.0
        few = self._selected[:: self._viewed_step][:TIMED_FRAMES]
        began_s = clock.now_s()
        generator = self._generator(network, device, precision)
        generated = generator.generate(self.clip, self.frames[few], self.references[few])
        viewer.measure(finished_images(generated, []), len(few))
        return (clock.now_s() - began_s) / len(few)

    def measuring_s(self, frame_s: float, viewing_s: float, count: int | None = None) -> float:
        """About the seconds of a validation of ``count`` frames, by default of the selected ones.

        Args:
            frame_s: seconds in which a frame is generated.
            viewing_s: see :meth:`viewing_s`.
        """
        count = len(self._selected) if count is None else count
        viewed = len(range(0, count, max(1, count // VIEWED_FRAMES)))
        generating_s = frame_s * (2 * count + len(self._strip))
        return generating_s + viewed * max(0.0, viewing_s - frame_s)

    def fit_to_budget(self, seconds: float, frame_s: float, viewing_s: float = 0.0) -> None:
        """Use fewer frames, so that a validation and the images at the end take at most so
        long each; never at fewer than eight. Arguments as of :meth:`measuring_s`."""
        self._max_written = min(self._max_written, max(MIN_FRAMES, int(seconds / frame_s)))
        self._strip = self._strip[:: max(1, len(self._strip) // MIN_FRAMES)]
        counts = range(len(self._selected), MIN_FRAMES, -1)
        fitting = (n for n in counts if self.measuring_s(frame_s, viewing_s, n) <= seconds)
        count = next(fitting, MIN_FRAMES)
        if count < len(self._selected):
            self._select_frames(count)

    def method(self, precision: Precision) -> str:
        """A fingerprint of how :meth:`measure` measures: frames, audio, metric, number format.

        Metrics of two checkpoints may be compared where their fingerprints are the same.
        """
        if precision.number_format not in self._methods:
            frames = self.frames[self._selected]
            told = f"{METRICS_VERSION} {precision.number_format} {self.clip.fps:g}"
            if self._open_viewer() is None:
                told += " without viewer metrics"
            digest = hashlib.sha256(told.encode())
            crops = np.stack([self.clip.crops[frame] for frame in frames])
            rows = (self.frames, frames, self.references[self._selected], crops)
            for array in (*rows, self.clip.mouth_boxes[frames], self.clip.mel[frames]):
                digest.update(np.ascontiguousarray(array).tobytes())
            self._methods[precision.number_format] = digest.hexdigest()
        return self._methods[precision.number_format]

    def measure(
        self,
        network: nn.Module,
        device: torch.device,
        precision: Precision,
        clip: ClipDataset | None = None,
    ) -> dict[str, float]:
        """Mouth PSNR in dB: of the network, of the mean mouth, and with mismatched audio.

        And ``sharpness_ratio``: variance of the Laplacian, generated over true.

        Args:
            clip: the same video as the network needs it, where that differs from this one in its
                preset or its audio features; crops are resized to this one's before they are
                measured.
        """
        generator, source = self._generator(network, device, precision), clip or self.clip
        frames = self.frames[self._selected]
        references = self.references[self._selected]
        if clip is not None:
            references = held_out_references(clip, frames)
        crops, seen = self._own_frames(generator, source, frames, references)
        shifted = shifted_frames(self.frames)[self._selected]
        own, sharp = self._mouth_metrics(crops)
        other, _ = self._mouth_metrics(generator.crops(source, frames, references, shifted))
        return {
            "mouth_psnr": round(own, 3),
            "mean_mouth_psnr": round(self.mean_mouth_psnr, 3),
            "other_audio_psnr": round(other, 3),
            "sharpness_ratio": round(sharp, 3),
            **seen,
        }

    def _generator(
        self, network: nn.Module, device: torch.device, precision: Precision
    ) -> FrameGenerator:
        return FrameGenerator(network, device, precision, self._poll)

    def _own_frames(
        self,
        generator: FrameGenerator,
        clip: ClipDataset,
        frames: np.ndarray,
        references: np.ndarray,
    ) -> tuple[Sequence[np.ndarray], dict[str, float]]:
        """Crops of the measured frames with their own audio, and what a viewer sees of some.

        The latter is empty where the landmark networks are not installed.
        """
        viewer = self._open_viewer()
        if viewer is None:
            return generator.crops(clip, frames, references), {}
        crops: list[np.ndarray] = []
        generated = generator.generate(clip, frames, references)
        return crops, viewer.measure(finished_images(generated, crops, self._viewed_step))

    @property
    def _viewed_step(self) -> int:
        """Of the measured frames every so many-th is finished and measured as a viewer sees it."""
        return max(1, len(self._selected) // VIEWED_FRAMES)

    def _open_viewer(self) -> ValidationViewer | None:
        """None, with one warning, where the landmark networks are not installed."""
        if self._viewer is None and not self._has_no_viewer:
            frames = self.frames[self._selected[:: self._viewed_step]]
            try:
                self._viewer = ValidationViewer(self.clip, frames, self._poll)
            except AssetError as error:
                self._has_no_viewer = True
                self._warning("viewer_metrics_off", reason=error.message.rstrip("."))
        return self._viewer

    def write_strip(
        self,
        folder: Path,
        network: nn.Module,
        device: torch.device,
        precision: Precision,
        epoch: int,
    ) -> int:
        """Write ``target_000.jpg``, ``generated_000.jpg`` ..., always of the same frames, and
        ``index.json``, which lists the frames."""
        frames = self.frames[self._strip]
        references = self.references[self._strip]
        drawn = self._generator(network, device, precision).crops(self.clip, frames, references)
        for number, (frame, crop) in enumerate(zip(frames, drawn, strict=True)):
            write_jpeg(folder / f"target_{number:03d}.jpg", self.clip.crops[frame])
            write_jpeg(folder / f"generated_{number:03d}.jpg", crop)
        write_json(folder / INDEX_NAME, {"epoch": epoch, "strip_frames": frames.tolist()})
        return len(frames)

    def write_frames(
        self,
        folder: Path,
        network: nn.Module,
        device: torch.device,
        precision: Precision,
        epoch: int | None,
        on_frames: Callable[[int, int], None] | None = None,
        is_out_of_time: Callable[[], bool] | None = None,
    ) -> None:
        """Write validation frames, with their numbers in the names, and ``index.json``.

        Args:
            on_frames: called with (done, total) before each batch; may raise to stop.
            is_out_of_time: asked after each batch; if true, the rest is left out.
        """
        generator = self._generator(network, device, precision)
        count, written = self.written_frames, 0
        for part in chunks(np.arange(count), GENERATE_BATCH):
            if written and is_out_of_time is not None and is_out_of_time():
                break
            if on_frames is not None:
                on_frames(int(part[0]), count)
            frames = self.frames[part]
            drawn = generator.crops(self.clip, frames, self.references[part])
            for frame, crop in zip(frames, drawn, strict=True):
                write_jpeg(folder / f"target_{frame:06d}.jpg", self.clip.crops[frame])
                write_jpeg(folder / f"generated_{frame:06d}.jpg", crop)
            written += len(part)
        write_json(folder / INDEX_NAME, {"epoch": epoch, "frames": self.frames[:written].tolist()})

    def _mouth_metrics(self, generated: Iterable[np.ndarray]) -> tuple[float, float]:
        """Mouth PSNR in dB, and sharpness against the true one.

        generated: a crop (S, S, 3) uint8 BGR for each measured frame.
        """
        frames = self.frames[self._selected]
        drawn = [_resized(crop, self.clip.preset.crop_px) for crop in generated]
        boxes = self.clip.mouth_boxes[frames]
        pairs = [
            (in_box(crop, box), in_box(self.clip.crops[frame], box))
            for crop, frame, box in zip(drawn, frames, boxes, strict=True)
        ]
        true = float(np.mean([sharpness(real) for _, real in pairs]))
        return (
            float(np.mean([psnr(mouth, real) for mouth, real in pairs])),
            float(np.mean([sharpness(mouth) for mouth, _ in pairs])) / max(true, 1e-9),
        )


def _resized(crop: np.ndarray, size_px: int) -> np.ndarray:
    """A square image resized; unchanged if it has that size."""
    if len(crop) == size_px:
        return crop
    how = cv2.INTER_AREA if len(crop) > size_px else cv2.INTER_LINEAR
    return cv2.resize(crop, (size_px, size_px), interpolation=how)


def selection_score(figures: dict[str, float]) -> float:
    """What chooses the best checkpoint, in dB.

    PSNR alone prefers the softest of all mouths that fit the audio, so texture, movement and
    closing count up to those of the true mouth.
    """
    if "texture_mouth" in figures:
        worth = (w * min(figures.get(name, 0.0), 1.0) for name, w in VIEWER_WORTH_DB.items())
        return figures["mouth_psnr"] / 2 + sum(worth)
    return figures["mouth_psnr"] + SHARPNESS_WORTH_DB * min(figures["sharpness_ratio"], 1.0)


def mean_crop(clip: ClipDataset) -> np.ndarray:
    """The mean of all training crops, (crop_px, crop_px, 3) uint8 BGR: what to beat."""
    total = np.zeros(clip.crops.shape[1:], np.float64)
    for part in chunks(clip.split.train, 64):
        total += clip.crops[part].sum(0, dtype=np.float64)
    return np.rint(total / len(clip.split.train)).astype(np.uint8)


def write_jpeg(path: Path, picture: np.ndarray) -> None:
    """Write a BGR image; through memory, since OpenCV cannot write every path on Windows."""
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    write_bytes(path, data.tobytes())
