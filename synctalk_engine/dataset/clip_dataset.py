"""The dataset of a clip: crops, audio features, mouth patches, split."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from synctalk_engine.dataset.crop_cache import cached_crops
from synctalk_engine.dataset.lower_face import LowerFace, open_lower_face
from synctalk_engine.dataset.mouth_references import MouthReferences, mouth_references
from synctalk_engine.dataset.references import evenly_spaced, mouth_vectors, pose_vectors
from synctalk_engine.dataset.split import Split, split_frames
from synctalk_engine.errors import DatasetError, OptionError
from synctalk_engine.face.crop import (
    CropBox,
    crop_box,
    mouth_box,
    mouth_patch,
    mouth_patch_transforms,
    transform_to_crop,
)
from synctalk_engine.face.mouth_shape import ShapeSpace, fit_shape_space
from synctalk_engine.face.scheme110 import mouth_opening
from synctalk_engine.features.extract import check_rate, extract
from synctalk_engine.models.audio_windows import check_features, frame_rows, join_features
from synctalk_engine.models.presets import FEATURE_SHAPES, Preset, feature_count
from synctalk_engine.protocol.options.choices import DEFAULT_FEATURE_KIND, FeatureKind
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.exclusions import excluded_mask, read_excluded

MEL_STEPS_PER_FRAME = 4
MEL_COUNT = 80
FITTED_FRAMES = 3000
"""At most so many meshes, evenly spread, make the shape space."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SourceVideo:
    """One video's place among the frames of several."""

    clip: Clip
    first: int
    stop: int
    """First frame that is not its own any more."""

    def of(self, frames: np.ndarray) -> np.ndarray:
        """Those of (M,) frame numbers that are this video's."""
        return frames[(frames >= self.first) & (frames < self.stop)]


@dataclass(frozen=True)
class ClipDataset:
    """Everything about a clip that does not change while a network learns from it."""

    clip: Clip
    preset: Preset
    asr: FeatureKind
    """What the user chose."""
    kind: str
    """The network's features: ``asr``, or ``mel+moonshine`` for a lite network with moonshine."""
    fps: float
    points: np.ndarray
    """(N, 110, 2) float32 pixels of the frame."""
    boxes: list[CropBox]
    """The face square of each frame."""
    crops: np.ndarray
    """(N, crop_px, crop_px, 3) uint8 BGR, memory-mapped."""
    patches: np.ndarray
    """(N, 32, 64) uint8: the mouth, grey, aligned by eyes and nose."""
    patch_to_crop: np.ndarray
    """(N, 2, 3) float64: from pixels of the patch to pixels of the crop."""
    mouth_boxes: np.ndarray
    """(N, 4) int64: x0, y0, x1, y1 in pixels of the crop, the last two outside."""
    features: np.ndarray
    """(about N, numbers) float32 of ``kind``."""
    mel: np.ndarray
    """(N, 4, 80) float32."""
    opening: np.ndarray
    """(N,) float32: inner lip distance over the distance of the eyes."""
    poses: np.ndarray
    """(N, 78) float32 of :func:`references.pose_vectors`."""
    mouths: np.ndarray
    """(N, 40) float32 of :func:`references.mouth_vectors`."""
    split: Split
    source_videos: tuple[SourceVideo, ...]
    """The videos that it is made of, in the order of their frames; mostly one."""
    lower_face: LowerFace | None = None
    """Meshes and lower faces at native size; only of a studio preset."""

    def __len__(self) -> int:
        return len(self.crops)

    @property
    def name(self) -> str:
        return self.clip.name

    def video_of(self, frames: np.ndarray) -> np.ndarray:
        """(M,) number of the source video of each of (M,) frames."""
        starts = [video.first for video in self.source_videos]
        return np.searchsorted(starts, frames, side="right") - 1

    @cached_property
    def _frame_paths(self) -> list[list[Path]]:
        """The images of each source video; listing a folder takes time."""
        return [video.clip.frame_paths() for video in self.source_videos]

    def frame_path(self, frame: int) -> Path:
        """The image of a frame."""
        number = int(self.video_of(np.array(frame)))
        return self._frame_paths[number][frame - self.source_videos[number].first]

    @cached_property
    def shape_space(self) -> ShapeSpace:
        """The person's shape space, of training frames; of a clip with ``lower_face``."""
        assert self.lower_face is not None
        return fit_shape_space(
            self.lower_face.meshes[evenly_spaced(self.split.train, FITTED_FRAMES)]
        )

    @cached_property
    def mouth_references(self) -> MouthReferences:
        """Among the training frames; of a clip with ``lower_face``."""
        assert self.lower_face is not None
        parts = [video.of(self.split.train) for video in self.source_videos]
        return mouth_references(self.lower_face.meshes, parts, self.shape_space, self.feature_rows)

    def mouth_references_in(self, space: ShapeSpace) -> MouthReferences:
        """The same, compared in another shape space: that of a trained network."""
        assert self.lower_face is not None
        return self.mouth_references.in_space(space, self.lower_face.meshes)

    @cached_property
    def mouth_vectors(self) -> np.ndarray:
        """(N, D) float32 of :class:`MouthReferences`, of the frames' own mouths."""
        assert self.lower_face is not None
        meshes = self.lower_face.meshes
        shapes, references = self.shape_space.coefficients(meshes), self.mouth_references
        return references.vectors_of(shapes, meshes, references.sound_vectors(self.feature_rows))

    @property
    def feature_rows(self) -> np.ndarray:
        """(N, C) float32: one row of audio features for each frame."""
        return frame_rows(self.kind, self.features[:], len(self))


def open_clip_dataset(
    clip_dir: Path,
    preset: Preset,
    asr: FeatureKind | None = None,
    on_frames: Callable[[int, int], None] | None = None,
    on_warning: Callable[..., object] | None = None,
) -> ClipDataset:
    """Open a preprocessed clip for a preset; crops are cut where they are not in the cache yet.

    Args:
        asr: audio features; None: the kind it was preprocessed with.
        on_frames: called with (done, total) while crops are cut; may raise to stop.
        on_warning: called with a code and its parameters, as :meth:`Job.warning`.
    Raises:
        DatasetError: it is missing, incomplete, too short, or lacks the features.
        OptionError: the features do not fit the preset or the rate of frames.
    """
    clip, asr, fps = _trimmed_clip(clip_dir, asr, on_warning)
    kind = network_kind(preset, asr)
    points = clip.landmarks()
    features, mel = read_features(clip, kind, len(points)), _mel(clip, len(points), fps)
    split = split_frames(clip.name, *_usable(clip, len(points), fps, on_warning), fps)
    boxes = [crop_box(frame_points) for frame_points in points]
    crops = cached_crops(clip, boxes, preset.crop_px, on_frames)
    return ClipDataset(
        clip=clip,
        preset=preset,
        asr=asr,
        kind=kind,
        fps=fps,
        points=points,
        boxes=boxes,
        crops=crops,
        **_geometry(points, boxes, crops),
        features=features,
        mel=mel,
        split=split,
        source_videos=(SourceVideo(clip, 0, len(points)),),
        lower_face=_lower_face(clip, points, preset, on_frames),
    )


def _trimmed_clip(
    clip_dir: Path, asr: FeatureKind | None, on_warning: Callable[..., object] | None
) -> tuple[Clip, FeatureKind, float]:
    """The clip, cut to what all its parts have, the kind of its features, and its frame rate."""
    clip = Clip(clip_dir)
    clip.check_complete()
    asr, fps = asr or prepared_kind(clip), clip.fps()
    check_rate(asr, fps)
    clip = clip.trimmed(asr, on_warning)
    if asr == "hubert" and clip.features(asr).ndim == 2 and on_warning is not None:
        on_warning("hubert_layer", name=clip.name)
    return clip, asr, fps


def _geometry(points: np.ndarray, boxes: list[CropBox], crops: np.ndarray) -> dict[str, np.ndarray]:
    """What a :class:`ClipDataset` has of shapes and poses, and its mouth patches."""
    corners = np.array([(box.x0, box.y0, box.side_px) for box in boxes], np.float32)
    return {
        "opening": mouth_opening(points).astype(np.float32),
        "poses": pose_vectors(points, corners),
        "mouths": mouth_vectors(points),
        **_mouth_patches(points, boxes, crops),
    }


def _lower_face(
    clip: Clip, points: np.ndarray, preset: Preset, on_frames: Callable[[int, int], None] | None
) -> LowerFace | None:
    if preset.family != "studio":
        return None
    return open_lower_face(clip, points, preset, on_frames)


def _mouth_patches(
    points: np.ndarray, boxes: list[CropBox], crops: np.ndarray
) -> dict[str, np.ndarray]:
    """``patches``, ``patch_to_crop`` and ``mouth_boxes`` of a :class:`ClipDataset`."""
    crop_px = crops.shape[1]
    patch_to_crop = np.stack(
        [
            transform_to_crop(matrix, box, crop_px)
            for matrix, box in zip(mouth_patch_transforms(points), boxes, strict=True)
        ]
    )
    patches = [mouth_patch(crop, at) for crop, at in zip(crops, patch_to_crop, strict=True)]
    mouth_boxes = [
        mouth_box(frame_points, box, crop_px)
        for frame_points, box in zip(points, boxes, strict=True)
    ]
    return {
        "patches": np.stack(patches),
        "patch_to_crop": patch_to_crop,
        "mouth_boxes": np.array(mouth_boxes),
    }


def _usable(
    clip: Clip, count: int, fps: float, on_warning: Callable[..., object] | None
) -> tuple[np.ndarray, np.ndarray]:
    """bool (N,) twice: the frames with a face, and those that were taken out by hand."""
    excluded = excluded_mask(read_excluded(clip.path, fps), count)
    if excluded.any() and on_warning is not None:
        on_warning("frames_excluded", name=clip.name, frames=int(excluded.sum()))
    return clip.faces_found(count), excluded


def prepared_kind(clip: Clip) -> FeatureKind:
    """The kind of audio features a clip was preprocessed with.

    Raises:
        DatasetError: ``no_audio_features``.
    """
    kind, recorded = clip.feature_kind(), clip.recorded_kinds()
    if kind is None or (recorded and kind not in recorded):  # mel beside it is no substitute
        wanted = recorded[0] if recorded else DEFAULT_FEATURE_KIND
        raise DatasetError("no_audio_features", path=clip.feature_path(wanted), kind=wanted)
    return kind


def network_kind(preset: Preset, asr: str) -> str:
    """The features that a preset's network gets when the user chose ``asr``.

    Raises:
        OptionError: the preset cannot be trained with it.
    """
    kind = "mel+moonshine" if preset.has_lite_audio and asr == "moonshine" else asr
    try:
        preset.check_kind(kind)
    except ValueError as error:
        raise OptionError("bad_options", problems=str(error)) from error
    return kind


def read_features(clip: Clip, kind: str, frame_count: int) -> np.ndarray:
    """Features of ``kind`` as an array (about N, numbers) float32.

    Raises:
        DatasetError: ``no_audio_features``, or ``dataset_incomplete`` where they do not fit.
    """
    parts = []
    for part in kind.split("+"):
        if part == "mel":
            parts.append(_mel(clip, frame_count, clip.fps()))
        else:
            parts.append(np.asarray(clip.features(part), dtype=np.float32))  # type: ignore[arg-type]
    features = join_features(parts) if len(parts) > 1 else parts[0]
    try:
        check_features(kind, features)
    except ValueError as error:
        reason = f"{error}{_looks_like(features)}"
        raise DatasetError("dataset_incomplete", name=clip.name, reason=reason) from error
    return features


def _looks_like(features: np.ndarray) -> str:
    """What features of an unexpected shape seem to be, as the end of a sentence."""
    if features.ndim < 2 or len(features) == 0:
        return ""
    kinds = [kind for kind in FEATURE_SHAPES if feature_count(kind) == features[0].size]
    return f"; that is what {kinds[0]} features look like" if kinds else ""


def _mel(clip: Clip, frame_count: int, fps: float) -> np.ndarray:
    """(N, 4, 80) float32; made from the audio where a clip was preprocessed without."""
    if clip.feature_path("mel").is_file():
        mel = np.asarray(clip.features("mel"), dtype=np.float32)
    elif (audio_source_path := clip.audio_source_path()) is not None:
        mel = extract("mel", audio_source_path, frame_count, fps)
    else:
        raise DatasetError("no_audio_features", path=clip.feature_path("mel"), kind="mel")
    if mel.size == 0 or mel[0].size != MEL_STEPS_PER_FRAME * MEL_COUNT:
        reason = f"{clip.feature_path('mel').name} holds {mel.shape}"
        raise DatasetError("dataset_incomplete", name=clip.name, reason=reason)
    mel = mel.reshape(len(mel), MEL_STEPS_PER_FRAME, MEL_COUNT)[:frame_count]
    missing = frame_count - len(mel)
    return np.pad(mel, ((0, missing), (0, 0), (0, 0)), mode="edge") if missing else mel
