"""Studio batches on the CPU from targets that are kept in memory."""

from __future__ import annotations

import numpy as np

from synctalk_engine.dataset.batches import TrainingBatch, audio_windows
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.dataset.mouth_patches import with_inside_of
from synctalk_engine.dataset.mouth_references import choice_of
from synctalk_engine.dataset.patch_targets import (
    PatchTarget,
    SourceControls,
    make_patch_target,
    source_controls,
    warped_to,
)


class TargetCache:
    """Makes each target when it is first asked for, and keeps as many as fit.

    Kept or made again, a target is the same, so that a batch stays a function of seed and step.

    Args:
        limit_bytes: that the kept ones may take.
    """

    def __init__(self, clip: ClipDataset, face: LowerFace, limit_bytes: float) -> None:
        self._clip, self._face = clip, face
        self._left_bytes = limit_bytes
        self._kept: dict[int, PatchTarget] = {}
        self._controls: dict[int, SourceControls] = {}

    def one(self, frame: int) -> PatchTarget:
        """The target of a frame."""
        if (kept := self._kept.get(frame)) is not None:
            return kept
        video = int(self._clip.video_of(np.array(frame)))
        target = make_patch_target(self._clip, self._face, frame, video)
        if target.byte_count <= self._left_bytes:
            self._left_bytes -= target.byte_count
            self._kept[frame] = target
        return target

    def forget(self, frame: int) -> None:
        """Keep the target of a frame no longer."""
        if (kept := self._kept.pop(frame, None)) is not None:
            self._left_bytes += kept.byte_count

    def controls_of(self, source: int) -> SourceControls:
        """The control points of a source; small, and all kept."""
        if source not in self._controls:
            self._controls[source] = source_controls(self._face, source)
        return self._controls[source]


class CachedPatchBatches:
    """Puts studio batches together on the CPU; called as ``make_batch`` of one clip.

    They are those of ``make_patch_batch`` but for rounding: a value in about a thousand is off by
    one or two of 255.
    """

    def __init__(self, clip: ClipDataset, limit_bytes: float) -> None:
        assert clip.lower_face is not None
        self._clip, self._face = clip, clip.lower_face
        self._targets = TargetCache(clip, clip.lower_face, limit_bytes)

    def __call__(self, frames: np.ndarray, sources: np.ndarray) -> TrainingBatch:
        """The batch of (B,) frames, each from the source frame of (B,) warped to it."""
        face, side_px = self._face, self._face.patch_px
        targets = [self._targets.one(frame) for frame in frames.tolist()]
        image = np.empty((len(frames), side_px, side_px, 9), np.uint8)
        pairs = zip(frames.tolist(), sources.tolist(), targets, strict=True)
        for row, (frame, source, target) in enumerate(pairs):
            crop = np.asarray(face.crops[source])
            reference = target.references[choice_of(frame, source)]
            warped = warped_to(target, crop, self._targets.controls_of(source))
            image[row, ..., :3] = with_inside_of(reference, warped, target.still[..., 1])
            image[row, ..., 3:6] = reference
            image[row, ..., 6:] = target.still
        return TrainingBatch(
            frames=np.asarray(frames),
            image=image,
            target=np.stack([face.patch(frame) for frame in frames]),
            audio=audio_windows(self._clip, frames),
            mouth_boxes=np.stack([target.lips for target in targets]),
            patch_to_input=face.mouth_to_patch[frames],
        )
