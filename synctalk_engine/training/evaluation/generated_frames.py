"""Frames of a clip as a network generates them: the face crop, and the whole frame as rendered.

Each frame is generated once, whichever of the two is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import nn

from synctalk_engine.dataset.batches import chunks, make_batch
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.face.compositing import Compositor
from synctalk_engine.face.crop import extract_crop
from synctalk_engine.training.hardware.memory import FittingBatches
from synctalk_engine.training.hardware.precision import Precision, to_device
from synctalk_engine.training.studio_frames import studio_images

GENERATE_BATCH = 16


def never_stop() -> None:
    """A poll where there are no commands."""


@dataclass(frozen=True)
class GeneratedFrame:
    """One frame with a generated mouth."""

    crop: np.ndarray
    """The face, (crop_px, crop_px, 3) uint8 BGR."""
    finished: Callable[[], np.ndarray]
    """Returns the whole frame as rendering makes it, (H, W, 3) uint8 BGR."""


@dataclass(frozen=True)
class FrameGenerator:
    """Generates frames with one network.

    In its methods, frames, references and audio_frames are (T,) frame numbers of the clip;
    audio_frames are those whose audio is used instead of the frames' own.
    """

    network: nn.Module
    """In eval mode."""
    device: torch.device
    precision: Precision
    poll: Callable[[], object] = never_stop
    """Called before each few frames; may raise to stop."""

    def crops(
        self,
        clip: ClipDataset,
        frames: np.ndarray,
        references: np.ndarray,
        audio_frames: np.ndarray | None = None,
    ) -> np.ndarray:
        """Face crops with a generated mouth: (T, crop_px, crop_px, 3) uint8 BGR."""
        if clip.lower_face is None:
            return self._crops_with_masks(clip, frames, references, audio_frames)
        generated = self.generate(clip, frames, references, audio_frames)
        return np.stack([one.crop for one in generated])

    def generate(
        self,
        clip: ClipDataset,
        frames: np.ndarray,
        references: np.ndarray,
        audio_frames: np.ndarray | None = None,
    ) -> Iterator[GeneratedFrame]:
        """Crops and whole frames, one after another."""
        if clip.lower_face is None:
            compositor = Compositor(clip.preset)
            crops = self.crops(clip, frames, references, audio_frames)
            for frame, crop in zip(frames.tolist(), crops, strict=True):
                yield GeneratedFrame(crop, partial(composited, compositor, clip, frame, crop))
            return
        images = studio_images(
            self.network, clip, frames, self.device, self.precision, audio_frames, self.poll
        )
        for frame, image in zip(frames.tolist(), images, strict=True):
            crop = extract_crop(image, clip.boxes[frame], clip.preset.crop_px)
            yield GeneratedFrame(crop, partial(_itself, image))

    def _crops_with_masks(
        self,
        clip: ClipDataset,
        frames: np.ndarray,
        references: np.ndarray,
        audio_frames: np.ndarray | None,
    ) -> np.ndarray:
        """Crops of a network that fills the preset's mask.

        The batch is made smaller if memory runs out.
        """
        border = clip.preset.border_px
        left, top, right, bottom = clip.preset.mask_box
        rows = slice(border + top, border + bottom)
        columns = slice(border + left, border + right)
        out = np.stack([clip.crops[frame] for frame in frames])

        def run(part: np.ndarray) -> np.ndarray:
            audio = None if audio_frames is None else audio_frames[part]
            return self._pixels(make_batch(clip, frames[part], references[part], audio))

        fitting = FittingBatches(self.device)
        for part in chunks(np.arange(len(frames)), GENERATE_BATCH):
            self.poll()
            pixels = fitting.run(lambda given, part=part: run(part[given]), len(part))
            out[part, rows, columns] = pixels[:, top:bottom, left:right]
        return out

    @torch.inference_mode()
    def _pixels(self, batch) -> np.ndarray:
        """What the network generates for a batch: (B, input_px, input_px, 3) uint8 BGR."""
        image = to_device(batch.image, self.device)
        with self.precision.autocast(self.device):
            generated = self.network(image, torch.from_numpy(batch.audio).to(self.device))
        bytes_ = generated.float().clamp(0, 1).mul(255).round().byte()
        return bytes_.permute(0, 2, 3, 1).cpu().numpy()


def composited(
    compositor: Compositor, clip: ClipDataset, frame: int, crop: np.ndarray
) -> np.ndarray:
    """A frame with a generated crop in its place, as rendering composites it.

    crop: (crop_px, crop_px, 3) uint8 BGR.
    """
    inner = slice(clip.preset.border_px, clip.preset.border_px + clip.preset.input_px)
    image = read_frame_image(clip.frame_path(frame))
    generated = crop[inner, inner].astype(np.float32)
    return compositor.compose(
        image, clip.points[frame], clip.boxes[frame], clip.crops[frame], generated
    )


def finished_images(
    generated: Iterable[GeneratedFrame], crops: list[np.ndarray], every: int = 1
) -> Iterator[np.ndarray]:
    """Whole frames, every so many-th of them, while the crops of all are appended to ``crops``."""
    for row, one in enumerate(generated):
        crops.append(one.crop)
        if row % every == 0:
            yield one.finished()


def _itself(image: np.ndarray) -> np.ndarray:
    return image
