"""Frames as a studio generator makes them: shape from audio, warp, patch, composite.

One implementation for validation, ``evaluate`` and rendering. Outside the jaw line and above the
nose each pixel is the source's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from synctalk_engine.dataset.batches import audio_windows, chunks
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.dataset.lower_face import LowerFace, middle
from synctalk_engine.dataset.mouth_patches import (
    mouth_alpha,
    patch_input,
    reference_patch,
)
from synctalk_engine.dataset.mouth_references import MouthReferences
from synctalk_engine.face.crop import CropBox, extract_crop, paste, resize
from synctalk_engine.face.face_warp import face_width, warp_lower_face
from synctalk_engine.face.mouth_shape import ClosingMotion, ShapeSpace, shaped_points
from synctalk_engine.models.audio_windows import frame_rows
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.training.hardware.memory import FittingBatches
from synctalk_engine.training.hardware.precision import Precision, to_device

BATCH = 8
PATH_BLOCK = 256
"""Frames whose references are looked for at once."""


@dataclass(frozen=True)
class WarpedFrame:
    """A source frame that was warped to a wanted shape, and the patch network's input for it."""

    frame: np.ndarray
    """(H, W, 3) uint8 BGR."""
    image: np.ndarray
    """(S, S, 9) uint8."""
    box: CropBox
    """Where the patch lies in the frame."""
    alpha: np.ndarray
    """(side, side) float32 0..1 at the patch's size in the frame."""


class StudioFrames:
    """Warps and composites the frames of a clip for wanted mouth shapes.

    Args:
        face: of the clip.
        references: of the clip, in the person's shape space as the generator keeps it
            (:func:`space_of`).
    """

    def __init__(self, face: LowerFace, references: MouthReferences) -> None:
        self._face, self._references, self._space = face, references, references.space

    def shapes(self, frames: np.ndarray) -> np.ndarray:
        """The mouth shapes that frames (T,) have by themselves, (T, K)."""
        return self._space.coefficients(self._face.meshes[frames])

    def references(
        self,
        frames: np.ndarray,
        shapes: np.ndarray,
        rows: np.ndarray,
        videos: np.ndarray | None = None,
    ) -> list[int]:
        """The reference of each frame of a new video.

        Args:
            frames: (T,) that it shows, one after another. videos: (T,) that they belong to.
            shapes: (T, K), of its mouths. rows: (T, C), of its audio features.
        """
        sounds = self._references.sound_vectors(rows)
        videos = np.zeros_like(frames) if videos is None else videos
        return self._references.path(
            (
                self._references.vectors_of(
                    shapes[part], self._face.meshes[frames[part]], sounds[part]
                ),
                videos[part],
            )
            for part in chunks(np.arange(len(frames)), PATH_BLOCK)
        )

    def next_reference(
        self, previous: int | None, frame: int, shape: np.ndarray, rows: np.ndarray, row: int
    ) -> int:
        """The reference of a frame of which only the past and a little more is known.

        Args:
            previous: the reference of the frame before. shape: (K,).
            rows: (T, C) audio features around it; row: its own among them.
        """
        sound = self._references.sound_vectors(rows)[row : row + 1]
        mesh = self._face.meshes[frame]
        (vector,) = self._references.vectors_of(shape[None], mesh[None], sound)
        return self._references.following(previous, vector, video=0)

    def warp(
        self,
        image: np.ndarray,
        frame: int,
        shape: np.ndarray,
        reference: int,
        share: float = 1.0,
    ) -> WarpedFrame:
        """A frame warped to a shape.

        image: (H, W, 3) uint8 BGR of ``frame``. shape: (K,).
        reference: a frame with a mouth like that.
        share: 0..1, how much of the mouth is generated; at 0 the frame stays as it is.
        """
        face = self._face
        mesh = face.meshes[frame]
        change = share * (shape - self._space.coefficients(mesh[None])[0])
        wanted = shaped_points(mesh, self._space, change)
        places = mesh[:, :2].astype(np.float64)
        warped = warp_lower_face(image, places, wanted) if share > 0 else image
        crop = extract_crop(warped, face.boxes[frame], face.crop_px)
        points = face.in_patch(frame, wanted)
        laid = reference_patch(face, reference, points)
        box = self._patch_box(frame)
        in_box = wanted - (box.x0, box.y0)
        alpha = mouth_alpha(in_box, box.side_px, face_width(wanted)).astype(np.float32) / 255
        patch = patch_input(middle(crop, face.margin_px), laid, points)
        return WarpedFrame(warped, patch, box, share * alpha)

    def composite(self, warped: WarpedFrame, generated: np.ndarray) -> np.ndarray:
        """The finished frame, (H, W, 3) uint8. generated: (S, S, 3) float32 BGR 0..255."""
        if not warped.alpha.any():
            return warped.frame
        side_px = warped.box.side_px
        return paste(warped.frame, resize(generated, side_px, side_px), warped.box, warped.alpha)

    def _patch_box(self, frame: int) -> CropBox:
        """The patch's square in the frame."""
        face, box = self._face, self._face.boxes[frame]
        margin_px = round(face.margin_px / face.scale(frame))
        side_px = box.side_px - 2 * margin_px
        x0, y0 = box.x0 + margin_px, box.y0 + margin_px
        return CropBox(x0, y0, x0 + side_px, y0 + side_px)


def studio_images(
    network: StudioGenerator,
    clip: ClipDataset,
    frames: np.ndarray,
    device: torch.device,
    precision: Precision,
    audio_frames: np.ndarray | None = None,
    poll: Callable[[], object] = lambda: None,
) -> Iterator[np.ndarray]:
    """Frames of a clip as the generator makes them, (H, W, 3) uint8 BGR each.

    Args:
        network: in eval mode.
        frames: (T,) frame numbers. audio_frames: (T,) whose audio is used instead.
        poll: called before each few frames; may raise to stop.
    """
    assert clip.lower_face is not None
    studio = StudioFrames(clip.lower_face, clip.mouth_references_in(space_of(network)))
    heard = frames if audio_frames is None else audio_frames
    fitting = FittingBatches(device)
    shapes = predicted_shapes(network, clip.kind, clip.features[:], len(clip))[heard]
    rows, videos = clip.feature_rows[heard], clip.video_of(frames)
    references = studio.references(frames, shapes, rows, videos)
    for part in chunks(np.arange(len(frames)), BATCH):
        poll()
        warped = [
            studio.warp(_frame_image(clip, frames[row]), frames[row], shapes[row], references[row])
            for row in part.tolist()
        ]
        images = np.stack([one.image for one in warped])
        windows = audio_windows(clip, heard[part])
        generated = fitting.run(
            partial(_patches_of_rows, network, images, windows, device, precision), len(images)
        )
        for one, patch in zip(warped, generated, strict=True):
            yield studio.composite(one, patch)


def predicted_shapes(
    network: StudioGenerator, kind: str, features: np.ndarray, frame_count: int
) -> np.ndarray:
    """(frame_count, K) float64: a mouth shape for each frame from features (N, ...) of ``kind``."""
    shapes = network.shapes(frame_rows(kind, features, frame_count))
    return closing_of(network).apply(shapes, space_of(network))


def closing_of(network: StudioGenerator) -> ClosingMotion:
    """How the person's mouth closes, as it is kept in a generator."""
    statistics = network.opening_statistics.tolist()
    return ClosingMotion(_float64(network.closing_direction), *statistics)


def space_of(network: StudioGenerator) -> ShapeSpace:
    """The person's shape space, as it is kept in a generator."""
    return ShapeSpace(_float64(network.canonical), _float64(network.components))


def _float64(value: torch.Tensor) -> np.ndarray:
    """On the CPU first: not every device has float64."""
    return value.cpu().double().numpy()


def _frame_image(clip: ClipDataset, frame: int) -> np.ndarray:
    return read_frame_image(clip.frame_path(int(frame)))


def _patches_of_rows(network, images, windows, device, precision, rows: slice) -> np.ndarray:
    return generate_patches(network, images[rows], windows[rows], device, precision)


@torch.inference_mode()
def generate_patches(
    network: StudioGenerator, images: np.ndarray, windows: np.ndarray, device, precision
) -> np.ndarray:
    """Patches (B, S, S, 3) float32 BGR 0..255 for inputs (B, S, S, 9) and (B, T, C)."""
    image = to_device(images, device)
    with precision.autocast(device):
        generated = network(image, torch.from_numpy(windows).to(device))
    return generated.float().clamp(0, 1).permute(0, 2, 3, 1).mul(255).cpu().numpy()
