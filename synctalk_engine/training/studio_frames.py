"""Frames as a studio generator makes them: shape from audio, warp, patch, composite.

One implementation for validation, ``evaluate`` and rendering. Outside the jaw line and above the
nose each pixel is the source's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch

from synctalk_engine.dataset.batches import audio_windows
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.crop_cache import read_frame_image
from synctalk_engine.dataset.lower_face import LowerFace, middle
from synctalk_engine.dataset.mouth_patches import (
    TeethReferences,
    mouth_alpha,
    patch_input,
    pose_of,
    reference_patch,
)
from synctalk_engine.face.crop import CropBox, extract_crop, paste, resize
from synctalk_engine.face.face_warp import face_width, warp_lower_face
from synctalk_engine.face.mouth_shape import ClosingMotion, ShapeSpace, head_poses, shaped_points
from synctalk_engine.models.audio_windows import lite_rows
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.training.hardware.precision import Precision

BATCH = 8


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
        network: on any device; read only.
        face: of the clip.
        teeth: frames of the clip that show teeth.
    """

    def __init__(self, network: StudioGenerator, face: LowerFace, teeth: TeethReferences) -> None:
        self._face, self._teeth = face, teeth
        self._space = space_of(network)
        self._poses = head_poses(face.meshes, self._space.canonical)
        self.shapes = self._space.coefficients(face.meshes, self._poses)
        """(N, K): the shapes that the clip's own frames have."""

    def references(self, frames: np.ndarray) -> np.ndarray:
        """(T,) frames that show teeth, for frames in the order in which they are shown."""
        chosen: list[int] = []
        for frame in frames.tolist():
            pose = pose_of(self._face.meshes[frame])
            chosen.append(self._teeth.steady(pose, chosen[-1] if chosen else None))
        return np.array(chosen, np.int64)

    def warp(
        self,
        image: np.ndarray,
        frame: int,
        shape: np.ndarray,
        reference: int,
        share: float = 1.0,
    ) -> WarpedFrame:
        """A frame warped to a shape.

        image: (H, W, 3) uint8 BGR of ``frame``. shape: (K,). reference: a frame with teeth.
        share: 0..1, how much of the mouth is generated; at 0 the frame stays as it is.
        """
        face = self._face
        mesh = face.meshes[frame]
        change = share * (shape - self.shapes[frame])
        wanted = shaped_points(mesh, frame, self._poses, self._space, change)
        warped = warp_lower_face(image, mesh[:, :2].astype(np.float64), wanted)
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
    maker = StudioFrames(network, clip.lower_face, clip.teeth_references)
    heard = frames if audio_frames is None else audio_frames
    shapes = predicted_shapes(network, clip.kind, clip.features)
    heard_rows = np.minimum(heard, len(shapes) - 1)  # some features end a row before the frames
    references = maker.references(frames)
    paths = [clip.frame_path(int(frame)) for frame in frames]
    for part in chunked(len(frames)):
        poll()
        warped = [
            maker.warp(read_frame_image(path), int(frame), shapes[audio], int(reference))
            for path, frame, audio, reference in zip(
                paths[part], frames[part], heard_rows[part], references[part], strict=True
            )
        ]
        images = np.stack([one.image for one in warped])
        windows = audio_windows(clip, heard[part])
        generated = generate_patches(network, images, windows, device, precision)
        for one, patch in zip(warped, generated, strict=True):
            yield maker.composite(one, patch)


def predicted_shapes(network: StudioGenerator, kind: str, features: np.ndarray) -> np.ndarray:
    """(N, K) float64: a mouth shape for each row of features (N, ...) of ``kind``."""
    rows = np.asarray(features[:], np.float32).reshape(len(features), -1)
    median, deviation, least = network.opening_statistics.tolist()
    direction = network.closing_direction.double().cpu().numpy()
    closing = ClosingMotion(direction, median, deviation, least)
    return closing.apply(network.shapes(lite_rows(kind, rows)), space_of(network))


def space_of(network: StudioGenerator) -> ShapeSpace:
    """The person's shape space, as it is kept in a generator."""
    canonical, components = network.canonical, network.components
    return ShapeSpace(canonical.double().cpu().numpy(), components.double().cpu().numpy())


@torch.inference_mode()
def generate_patches(
    network: StudioGenerator, images: np.ndarray, windows: np.ndarray, device, precision
) -> np.ndarray:
    """Patches (B, S, S, 3) float32 BGR 0..255 for inputs (B, S, S, 9) and (B, T, C)."""
    image = torch.from_numpy(images).to(device).permute(0, 3, 1, 2).float().div_(255)
    with precision.autocast(device):
        generated = network(image, torch.from_numpy(windows).to(device))
    return generated.float().clamp(0, 1).permute(0, 2, 3, 1).mul(255).cpu().numpy()


def chunked(count: int, size: int = BATCH) -> Iterator[slice]:
    """Slices over ``count`` rows."""
    for first in range(0, count, size):
        yield slice(first, min(first + size, count))
