"""The lower face of each frame at the frame's own resolution, and where it lies.

What a studio generator learns from: face meshes, and square crops around the mouth in whole pixels
that are not resized unless the face is larger than the largest patch. The square follows the head,
not the mouth, so that its place tells nothing of the mouth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from synctalk_engine.dataset.crop_cache import cached_crops
from synctalk_engine.dataset.face_meshes import cached_meshes
from synctalk_engine.dataset.references import evenly_spaced
from synctalk_engine.face.crop import CropBox, mouth_patch_transforms, transform_to_crop
from synctalk_engine.face.face_warp import face_width
from synctalk_engine.face.mouth_shape import OUTER_LIPS, canonical_mesh, head_poses
from synctalk_engine.models.presets import PATCH_FACE_FRACTION, Preset
from synctalk_engine.workspace.clip import Clip

MARGIN = 0.22
"""Of the patch's side: what a crop holds around the patch, since a warp takes pixels from there."""
CACHE_PREFIX = "lower_face"
"""Of the crops' file in the cache."""
DOWN = 0.03
"""Of the face's width: the patch lies so far below the mean mouth's middle; chins drop."""
MAX_CANONICAL = 500
"""Meshes that the person's mean mesh is computed from."""


@dataclass(frozen=True)
class LowerFace:
    """Meshes and lower-face crops of a clip's frames."""

    meshes: np.ndarray
    """(N, 478, 3) float32 pixels of the frame."""
    crops: Any
    """(N, C, C, 3) uint8 BGR; the patch is the middle of a crop."""
    boxes: list[CropBox]
    """The square of each crop in its frame."""
    mouth_to_patch: np.ndarray
    """(N, 2, 3) float64: from pixels of the aligned mouth to pixels of the patch."""
    patch_px: int
    margin_px: int
    """Width of what a crop holds around the patch, in pixels of the crop."""

    @property
    def crop_px(self) -> int:
        """Side of a crop."""
        return self.patch_px + 2 * self.margin_px

    def scale(self, frame: int) -> float:
        """Pixels of the crop for one of the frame; 1 where nothing was resized."""
        return self.crop_px / self.boxes[frame].side_px

    def in_crop(self, frame: int, points: np.ndarray) -> np.ndarray:
        """Points (M, 2) of the frame in pixels of its crop, float64."""
        box = self.boxes[frame]
        return (points - (box.x0, box.y0) + 0.5) * self.scale(frame) - 0.5

    def in_patch(self, frame: int, points: np.ndarray) -> np.ndarray:
        """Points (M, 2) of the frame in pixels of its patch, float64."""
        return self.in_crop(frame, points) - self.margin_px

    def patch(self, frame: int) -> np.ndarray:
        """The frame's own patch, (patch_px, patch_px, 3) uint8."""
        return middle(self.crops[frame], self.margin_px)


def middle(crop: np.ndarray, margin_px: int) -> np.ndarray:
    """A crop (C, C, 3) without its margin."""
    return crop[margin_px:-margin_px, margin_px:-margin_px]


def open_lower_face(
    clip: Clip,
    points: np.ndarray,
    preset: Preset,
    on_frames: Callable[[int, int], None] | None = None,
) -> LowerFace:
    """The lower face of a clip; tracked and cut where it is not in the cache yet.

    Args:
        points: (N, 110, 2) landmarks.
        on_frames: called with (done, total); may raise to stop.
    Raises:
        AssetError, DatasetError, StorageError.
    """
    meshes = cached_meshes(clip, points, on_frames)
    crop_px = lower_face_crop_px(preset)
    boxes = lower_face_boxes(meshes, preset.input_px, crop_px)
    crops = cached_crops(clip, boxes, crop_px, on_frames, prefix=CACHE_PREFIX)
    margin_px = (crop_px - preset.input_px) // 2
    mouths = [
        transform_to_crop(matrix, box, crop_px)
        for matrix, box in zip(mouth_patch_transforms(points), boxes, strict=True)
    ]
    mouth_to_patch = np.stack(mouths)
    mouth_to_patch[:, :, 2] -= margin_px
    return LowerFace(meshes, crops, boxes, mouth_to_patch, preset.input_px, margin_px)


def lower_face_crop_px(preset: Preset) -> int:
    """Side of the lower-face crops of a studio preset."""
    return preset.input_px + 2 * round(MARGIN * preset.input_px)


def lower_face_boxes(meshes: np.ndarray, patch_px: int, crop_px: int) -> list[CropBox]:
    """The square of each frame's crop: of one size for a clip, in whole pixels."""
    width_px = float(np.median([face_width(mesh) for mesh in meshes]))
    side_px = max(1, round(PATCH_FACE_FRACTION * width_px))
    shrink = max(1.0, side_px / patch_px)
    side_px = crop_px if shrink == 1.0 else round(crop_px * shrink)
    canonical = canonical_mesh(evenly_spaced(meshes, MAX_CANONICAL))
    poses = head_poses(meshes, canonical)
    mouth = canonical[list(OUTER_LIPS)].mean(0)
    centres = (poses.rotation @ mouth) * poses.scale[:, None] + poses.shift
    corners = np.round(centres[:, :2] + (0, DOWN * width_px) - side_px / 2).astype(int)
    return [CropBox(x, y, x + side_px, y + side_px) for x, y in corners.tolist()]
