"""The clip that is rendered: its frames, crops, and a reference for each frame.

Of what training needs, rendering asks for less: no audio of the clip, no split, however short.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.dataset.clip_dataset import read_features
from synctalk_engine.dataset.crop_cache import cached_crops, read_frame_image
from synctalk_engine.dataset.lower_face import LowerFace, open_lower_face
from synctalk_engine.dataset.mouth_references import MouthReferences, mouth_references
from synctalk_engine.dataset.references import (
    mouth_vectors,
    pose_vectors,
    reference_choices,
    steady_references,
)
from synctalk_engine.errors import DatasetError, OptionError
from synctalk_engine.face.crop import CropBox, crop_box
from synctalk_engine.face.mouth_shape import ShapeSpace
from synctalk_engine.models.audio_windows import frame_rows
from synctalk_engine.models.presets import Preset
from synctalk_engine.render.frame_order import FrameOrder, FrameRange
from synctalk_engine.render.source_share import generated_shares
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.exclusions import excluded_mask, read_excluded

REFERENCE_STEP_FRAMES = 5
"""A reference is looked for this often (0.2 s) and kept between."""

MAX_CANDIDATES = 1500
"""Frames that may serve as references: a minute's worth of poses, spread over the clip."""

COMPARED_PX = 96
"""Side at which two frames are compared."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SourceClip:
    """Frames, face squares and references of a clip, for one walk over it."""

    clip: Clip
    preset: Preset
    found: np.ndarray
    """(N,) bool: whether the frame's face was found, not filled in."""
    points: np.ndarray
    """(N, 110, 2) float32 landmarks in pixels."""
    boxes: list[CropBox]
    """The face square of each frame."""
    crops: np.ndarray
    """(N, crop_px, crop_px, 3) uint8 BGR, memory-mapped."""
    order: FrameOrder
    """Forward and back unless another order was asked for."""
    paths: list[Path]
    """The frames."""
    usable: np.ndarray
    """(M,) frames that may serve as references."""
    references: dict[int, int] = field(default_factory=dict)
    """Frame that is walked over -> the frame whose crop serves it as reference; not for studio."""
    lower_face: LowerFace | None = None
    """Meshes and lower faces at native size; only for a studio generator."""

    @cached_property
    def shares(self) -> np.ndarray:
        """(N,) float32: how much of the mouth is generated in each frame."""
        return generated_shares(self.clip.table(), self.found)

    def mouth_references_in(self, space: ShapeSpace, kind: str) -> MouthReferences:
        """Frames whose mouths serve as references; of a source with ``lower_face``.

        They are compared by their sound too, where the clip has audio features of the kind.
        """
        assert self.lower_face is not None
        try:
            features = read_features(self.clip, kind, len(self.points))
            rows = frame_rows(kind, features, len(self.points))
        except DatasetError as error:
            logger.info("references are chosen by shape and pose alone: %s", error)
            rows = None
        return mouth_references(self.lower_face.meshes, [self.usable], space, rows)

    def read_frame(self, frame: int) -> np.ndarray:
        """A frame of the clip, (H, W, 3) uint8 BGR.

        Raises:
            DatasetError: the frame is damaged.
        """
        return read_frame_image(self.paths[frame])


def open_source(
    clip: Clip,
    preset: Preset,
    shown_range: FrameRange | int,
    frame_count: int,
    on_frames: Callable[[int, int], None] | None = None,
) -> SourceClip:
    """Open a preprocessed clip to show `frame_count` frames of a range.

    Args:
        shown_range: what is shown; a number is where it begins.
        on_frames: called with (done, total) while crops are cut that are not in the cache yet; may
            raise to stop.
    Raises:
        DatasetError: it is missing or incomplete, or no face was found in it.
            ``frame_range_bad`` where the range has no frame.
        OptionError: the clip has no frame `start_frame`.
    """
    if isinstance(shown_range, int):
        shown_range = FrameRange(shown_range)
    found = clip.faces_found(clip.check_complete())
    run = _frames_in_range(clip, shown_range, found)
    points, paths = clip.landmarks(), clip.frame_paths()
    boxes = [crop_box(frame_points) for frame_points in points]
    source = SourceClip(
        clip=clip,
        preset=preset,
        found=found,
        points=points,
        boxes=boxes,
        crops=cached_crops(clip, boxes, preset.crop_px, on_frames),
        order=shown_range.order(run, points, functools.partial(_unlikeness, paths)),
        paths=paths,
        usable=_reference_frames(clip, found),
    )
    if preset.family == "studio":
        return replace(source, lower_face=open_lower_face(clip, points, preset, on_frames))
    steps = range(min(frame_count, 2 * len(run)))
    shown = np.unique([source.order.frame_at(step) for step in steps])
    return replace(source, references=_references(points, boxes, source.usable, shown))


def _unlikeness(paths: list[Path], one: int, other: int) -> float:
    """Mean difference of two frames, 0..255: light, clothes and hands count too."""
    size = (COMPARED_PX, COMPARED_PX)
    small = [
        cv2.resize(read_frame_image(paths[frame]), size, interpolation=cv2.INTER_AREA)
        for frame in (one, other)
    ]
    return float(cv2.absdiff(*small).mean())


def _frames_in_range(clip: Clip, shown_range: FrameRange, found: np.ndarray) -> np.ndarray:
    """(M,) the frames of a range that are shown; ``found`` as in :class:`SourceClip`.

    Raises:
        DatasetError: none of them has a face.
        OptionError: the range is not one of this clip's.
    """
    _check_range(clip, shown_range, len(found))
    run = shown_range.shown(found)
    if not len(run):
        raise DatasetError("no_usable_frames", name=clip.name)
    return run


def _check_range(clip: Clip, shown_range: FrameRange, count: int) -> None:
    start, end = shown_range.start_frame, shown_range.end_frame
    if start >= count:
        problem = f"--start_frame {start}: “{clip.name}” has {count} frames"
        raise OptionError("bad_options", problems=problem)
    if end is not None and not start <= end < count:
        raise DatasetError("frame_range_bad", name=clip.name, start=start, end=end, count=count)


def _reference_frames(clip: Clip, found: np.ndarray) -> np.ndarray:
    """(M,) frames with a face that nobody excluded; all with a face where none is left."""
    wanted = found & ~excluded_mask(read_excluded(clip.path, clip.fps()), len(found))
    return np.flatnonzero(wanted if wanted.any() else found)


def _references(
    points: np.ndarray, boxes: list[CropBox], usable: np.ndarray, shown: np.ndarray
) -> dict[int, int]:
    """The reference of each frame that is shown; the same whenever that frame comes round."""
    corners = np.array([(box.x0, box.y0, box.side_px) for box in boxes], np.float32)
    poses, mouths = pose_vectors(points, corners), mouth_vectors(points)
    spread = np.linspace(0, len(usable) - 1, min(len(usable), MAX_CANDIDATES))
    candidates = usable[np.round(spread).astype(np.int64)]
    looked = shown[::REFERENCE_STEP_FRAMES]
    choices = reference_choices(poses, mouths, candidates, looked)
    steady = steady_references(poses, choices, looked).repeat(REFERENCE_STEP_FRAMES)
    return dict(zip(shown.tolist(), steady[: len(shown)].tolist(), strict=True))
