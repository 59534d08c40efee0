"""A studio generator's batches, put together in a GPU's memory.

Crops, masks and references lie there as uint8, splines as int16. The CPU makes each target once,
when it is first asked for; from then on it only chooses frames.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
import torch
from torch import Tensor

from synctalk_engine.dataset.batches import TrainingBatch
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.dataset.mouth_references import choice_of
from synctalk_engine.dataset.patch_targets import INT16_MAX, PatchTarget
from synctalk_engine.dataset.target_cache import TargetCache
from synctalk_engine.face.face_warp import pixel_places
from synctalk_engine.training.generator.device_audio import DeviceAudio
from synctalk_engine.training.generator.lanczos import lanczos_remap, lanczos_table

_NOTHING = np.empty(0, np.uint8)


@dataclass(frozen=True)
class ResidentTarget:
    """A :class:`PatchTarget` whose large arrays are tensors on a device."""

    target: PatchTarget
    """Without those arrays."""
    references: Tensor
    still: Tensor
    matrices: tuple[Tensor, ...]
    below: Tensor


class StudioBatches:
    """Puts studio batches together on a device; called as ``make_batch`` of one clip.

    Args:
        device_bytes, host_bytes: what targets may take of the memory of the device; and of the
            computer's, for those that the device has no room for.
    """

    def __init__(
        self, clip: ClipDataset, device: torch.device, device_bytes: float, host_bytes: float
    ) -> None:
        assert clip.lower_face is not None
        self._clip, self._face, self._device = clip, clip.lower_face, device
        self._crops = _crops_on_device(clip.lower_face, device)
        self._audio = DeviceAudio(clip, device)
        self._host = TargetCache(clip, clip.lower_face, host_bytes)
        self._left_bytes = device_bytes
        self._resident: dict[int, ResidentTarget] = {}
        self._upsampling: dict[tuple[int, int], Tensor] = {}
        self._table = lanczos_table(device)
        own = pixel_places((0, 0, self._face.patch_px, self._face.patch_px))
        self._own_places = torch.from_numpy(own).to(device)

    def __call__(self, frames: np.ndarray, sources: np.ndarray) -> TrainingBatch:
        """The batch of (B,) frames; its images and audio are tensors on the device."""
        face, margin_px = self._face, self._face.margin_px
        targets = [self._target(frame) for frame in frames.tolist()]
        places = self._places(targets, sources.tolist())
        warped = lanczos_remap(self._crops[self._index(sources)], places, self._table)
        pairs = zip(frames.tolist(), sources.tolist(), targets, strict=True)
        references = torch.stack(
            [one.references[choice_of(frame, source)] for frame, source, one in pairs]
        )
        still = torch.stack([one.still for one in targets])
        inside = still[..., 1:2].float() / 255
        filled = torch.lerp(warped.float(), references.float(), inside).round_().to(torch.uint8)
        inner = slice(margin_px, margin_px + face.patch_px)
        return TrainingBatch(
            frames=np.asarray(frames),
            image=torch.cat([filled, references, still], dim=-1),
            target=self._crops[self._index(frames), inner, inner],
            audio=self._audio.windows(frames),
            mouth_boxes=np.stack([one.target.lips for one in targets]),
            patch_to_input=face.mouth_to_patch[frames],
        )

    def _places(self, targets: list[ResidentTarget], sources: list[int]) -> Tensor:
        """(B, S, S, 2) float32: where each pixel lies in its source's crop.

        Targets whose grids are alike are computed at once: a GPU waits for each call of Python.
        """
        groups: dict[int, list[int]] = {}
        for row, target in enumerate(targets):
            groups.setdefault(target.target.step_px, []).append(row)
        found = [
            self._places_of([targets[row] for row in rows], [sources[row] for row in rows])
            for rows in groups.values()
        ]
        if len(found) == 1:
            return found[0]
        order = np.argsort([row for rows in groups.values() for row in rows])
        return torch.cat(found)[self._index(order)]

    def _places_of(self, targets: list[ResidentTarget], sources: list[int]) -> Tensor:
        """As :meth:`_places`, of targets with the same steps between the points of their grids."""
        pairs = list(zip(targets, sources, strict=True))
        sides = [self._displacements(pairs, side) for side in range(len(targets[0].matrices))]
        above, below = sides
        share = torch.stack([one.below for one in targets]).float()[..., None] / INT16_MAX
        return self._own_places + above + share * (below - above)

    def _displacements(self, pairs: list[tuple[ResidentTarget, int]], side: int) -> Tensor:
        """(B, S, S, 2) float32 of the splines above (0) or below (1) the line between the lips."""
        given = [
            target.target.splines[side].weights(self._host.controls_of(source)[side])
            for target, source in pairs
        ]
        moves = np.stack([np.concatenate([weights, mean[None]]) for weights, mean in given])
        placed = torch.from_numpy(moves).to(self._device)
        weights, mean = placed[:, :-1], placed[:, -1:]
        matrices = torch.stack([target.matrices[side] for target, _ in pairs]).float()
        step_px = pairs[0][0].target.step_px
        return self._full_size(step_px, matrices @ weights) + mean[:, None]

    def _full_size(self, step_px: int, coarse: Tensor) -> Tensor:
        """(B, S, S, 2) of displacements on the coarse grid, (B, rows * columns, 2)."""
        side = math.isqrt(coarse.shape[1])
        by = self._upsampling_matrix(step_px, side)
        across = torch.einsum("xc,brcd->brxd", by, coarse.reshape(-1, side, side, 2))
        return torch.einsum("yr,brxd->byxd", by, across)

    def _upsampling_matrix(self, step_px: int, side: int) -> Tensor:
        key = step_px, side
        if key not in self._upsampling:
            matrix = upsampling_matrix(self._face.patch_px, step_px, side)
            self._upsampling[key] = torch.from_numpy(matrix).to(self._device)
        return self._upsampling[key]

    def _target(self, frame: int) -> ResidentTarget:
        if (kept := self._resident.get(frame)) is not None:
            return kept
        target = self._host.one(frame)
        made = self._place(target)
        if target.byte_count <= self._left_bytes:
            self._left_bytes -= target.byte_count
            self._resident[frame] = made
            self._host.forget(frame)
        return made

    def _place(self, target: PatchTarget) -> ResidentTarget:
        def place(array: np.ndarray) -> Tensor:
            return torch.from_numpy(array).to(self._device)

        splines = tuple(replace(spline, matrix=_NOTHING) for spline in target.splines)
        return ResidentTarget(
            replace(
                target,
                references=_NOTHING,
                still=_NOTHING,
                below=_NOTHING,
                splines=splines,
            ),
            place(target.references),
            place(target.still),
            tuple(place(spline.matrix) for spline in target.splines),
            place(target.below),
        )

    def _index(self, numbers: np.ndarray) -> Tensor:
        return torch.from_numpy(np.asarray(numbers, np.int64)).to(self._device)


def upsampling_matrix(side_px: int, step_px: int, grid_side: int) -> np.ndarray:
    """(side_px, grid_side) float32: the weights of OpenCV's cubic enlargement of a coarse grid."""
    places = np.arange(side_px, dtype=np.float32) / step_px
    zeros = np.zeros(side_px, np.float32)
    rows = np.eye(grid_side, dtype=np.float32)  # row r: the grid that is 1 in column r
    return np.stack(
        [
            cv2.remap(
                row[None],
                places[None],
                zeros[None],
                cv2.INTER_CUBIC,
                borderMode=cv2.BORDER_REPLICATE,
            )[0]
            for row in rows
        ],
        axis=1,
    )


def _crops_on_device(face: LowerFace, device: torch.device) -> Tensor:
    """(N, C, C, 3) uint8."""
    count, side_px = len(face.meshes), face.crop_px
    crops = torch.empty(count, side_px, side_px, 3, dtype=torch.uint8, device=device)
    for frame in range(count):
        crops[frame] = torch.from_numpy(np.array(face.crops[frame]))
    return crops
