"""What a studio generator's batches need of each target, computed once and kept.

A target's masks and its references never change. Its splines are linear in the
displacements of the control points, so that two matrices a target warp every source to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.dataset.mouth_patches import lips_box, patch_input, reference_patch
from synctalk_engine.face.face_warp import (
    SIDES,
    Region,
    below_the_line,
    control_points,
    enlarged,
    face_width,
    grid_step,
    pixel_places,
    spline_on_grid,
)

INT16_MAX = 32767


@dataclass(frozen=True)
class PatchSpline:
    """A target's spline as a matrix, for the control points of any source."""

    matrix: np.ndarray
    """(side * side, M) int16: what each control point's displacement adds on a coarse grid, in
    units of ``unit``."""
    unit: float
    controls: np.ndarray
    """(M, 2) float64: the target's control points in pixels of the patch."""

    @property
    def grid_side(self) -> int:
        """Points of the grid across and down."""
        return math.isqrt(len(self.matrix))

    def weights(self, source: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the matrix is multiplied by, (M, 2), and what is added to that, (2,); float32.

        A spline keeps what is equal everywhere: without it less is left to round.

        source: (M, 2) control points in pixels of the source's crop.
        """
        moved = source - self.controls
        mean = moved.mean(0)
        return ((moved - mean) * self.unit).astype(np.float32), mean.astype(np.float32)

    def on_grid(self, source: np.ndarray) -> np.ndarray:
        """(side, side, 2) float32 displacements."""
        weights, mean = self.weights(source)
        coarse = self.matrix.astype(np.float32) @ weights + mean
        return coarse.reshape(self.grid_side, self.grid_side, 2)


@dataclass(frozen=True)
class PatchTarget:
    """A target's part in the patch network's input."""

    references: np.ndarray
    """(CHOICES, S, S, 3) uint8 of :mod:`mouth_references`."""
    still: np.ndarray
    """(S, S, 3) uint8: lips, the mouth's inside, alpha."""
    splines: tuple[PatchSpline, PatchSpline]
    """Above and below the line between the lips."""
    below: np.ndarray
    """(S, S) int16: how much of the lower one counts, in units of 1 / 32767."""
    step_px: int
    """Pixels between the points of the splines' grids."""
    lips: np.ndarray
    """(4,) int64 of :func:`lips_box`."""

    @property
    def byte_count(self) -> int:
        """What it takes of the memory."""
        matrices = [spline.matrix for spline in self.splines]
        arrays = (self.references, self.still, self.below, *matrices)
        return sum(array.nbytes for array in arrays)

    @property
    def region(self) -> Region:
        side_px = len(self.below)
        return 0, 0, side_px, side_px

    def sampling_map(self, source: SourceControls) -> np.ndarray:
        """(S, S, 2) float32: where each pixel is taken from in the source's crop."""
        above, below = (
            enlarged(spline.on_grid(points), self.region, self.step_px)
            for spline, points in zip(self.splines, source, strict=True)
        )
        share = self.below.astype(np.float32)[..., None] / INT16_MAX
        return pixel_places(self.region) + above + share * (below - above)


SourceControls = tuple[np.ndarray, np.ndarray]
"""(M, 2) float64 control points of each of a target's two splines, in pixels of a crop."""


def make_patch_target(clip: ClipDataset, face: LowerFace, frame: int, video: int) -> PatchTarget:
    """All of a target; takes some milliseconds."""
    points = face.in_patch(frame, face.meshes[frame, :, :2].astype(np.float64))
    choices = clip.mouth_references.choices(clip.mouth_vectors[frame], video, frame)
    references = np.stack([reference_patch(face, choice, points) for choice in choices])
    white = np.full((face.patch_px, face.patch_px, 3), 255, np.uint8)
    image = patch_input(white, references[0], points)
    region, step_px = (0, 0, face.patch_px, face.patch_px), grid_step(face_width(points))
    above, below = (_spline(control_points(points, side), region, step_px) for side in SIDES)
    return PatchTarget(
        references=references,
        still=image[..., 6:].copy(),
        splines=(above, below),
        below=np.round(below_the_line(points, region) * INT16_MAX).astype(np.int16),
        step_px=step_px,
        lips=lips_box(points, face.patch_px),
    )


def _spline(controls: np.ndarray, region: Region, step_px: int) -> PatchSpline:
    matrix = spline_on_grid(controls, np.eye(len(controls)), region, step_px)
    unit = float(np.abs(matrix).max()) / INT16_MAX
    matrix = np.round(matrix / unit).astype(np.int16).reshape(-1, len(controls))
    return PatchSpline(matrix, unit, controls)


def source_controls(face: LowerFace, source: int) -> SourceControls:
    """The control points of a source."""
    points = face.in_crop(source, face.meshes[source, :, :2].astype(np.float64))
    above, below = (control_points(points, side) for side in SIDES)
    return above, below


def warped_to(target: PatchTarget, crop: np.ndarray, source: SourceControls) -> np.ndarray:
    """A source's crop (C, C, 3) warped to a target: (S, S, 3) uint8."""
    places = target.sampling_map(source)
    border = cv2.BORDER_REPLICATE
    return cv2.remap(crop, places[..., 0], places[..., 1], cv2.INTER_LANCZOS4, borderMode=border)
