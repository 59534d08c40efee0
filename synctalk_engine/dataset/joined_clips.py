"""Concatenates several preprocessed videos of one person into one dataset.

Their frames are numbered through, with a guard of numbers between two clips in which the last audio
of the first and the first of the next are repeated: a run, an audio window or a pair of
frames never crosses from one clip into another. Crops stay memory-mapped in each clip's cache.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from synctalk_engine.dataset.clip_dataset import ClipDataset, SourceVideo
from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.dataset.split import Split
from synctalk_engine.errors import DatasetError
from synctalk_engine.face.crop import CropBox

GUARD_FRAMES = 32
"""More than an audio window or a SyncNet's is long."""
_PLAIN = ("points", "patches", "patch_to_crop", "mouth_boxes", "mel", "opening", "poses", "mouths")


class ConcatenatedRows:
    """Arrays of several clips, read where they lie, as if they were one: (N, ...).

    Numbers between two clips give the nearest row of either; so do rows that an array lacks.
    """

    def __init__(self, arrays: list[np.ndarray], lengths: list[int]) -> None:
        self._arrays = arrays
        owner, row = [], []
        for number, (array, length) in enumerate(zip(arrays, lengths, strict=True)):
            before = GUARD_FRAMES // 2 if number else 0
            after = GUARD_FRAMES - GUARD_FRAMES // 2 if number < len(arrays) - 1 else 0
            rows = np.clip(np.arange(-before, length + after), 0, len(array) - 1)
            owner.append(np.full(len(rows), number))
            row.append(rows)
        self.owner, self._row = np.concatenate(owner), np.concatenate(row)
        self.shape = (len(self._row), *arrays[0].shape[1:])
        self.dtype, self.ndim = arrays[0].dtype, arrays[0].ndim

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> np.ndarray:
        frames, rest = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
        if isinstance(frames, (int, np.integer)):
            return self._arrays[self.owner[frames]][(int(self._row[frames]), *rest)]
        wanted = np.arange(len(self))[frames]
        if len(wanted) == 0:
            return np.empty((0, *self.shape[1:]), self.dtype)
        return np.stack([self[(int(frame), *rest)] for frame in wanted])


def concat_clips(clips: list[ClipDataset]) -> ClipDataset:
    """One clip of several, in their order; a single one is given back as it is.

    Each keeps back its own last fifth.

    Raises:
        DatasetError: ``videos_unlike``: they differ in the kind of features or the rate of frames.
    """
    first = clips[0]
    for other in clips[1:]:
        _check_alike(first, other)
    if len(clips) == 1:
        return first
    lengths = [len(clip) for clip in clips]
    starts = np.concatenate([[0], np.cumsum([length + GUARD_FRAMES for length in lengths])[:-1]])
    plain = {
        name: np.asarray(ConcatenatedRows([getattr(clip, name) for clip in clips], lengths)[:])
        for name in _PLAIN
    }
    return replace(
        first,
        crops=ConcatenatedRows([clip.crops for clip in clips], lengths),
        features=ConcatenatedRows([clip.features for clip in clips], lengths),
        boxes=_join_boxes([clip.boxes for clip in clips]),
        split=_join_splits([clip.split for clip in clips], starts),
        lower_face=_join_lower_faces(clips, lengths),
        source_videos=tuple(
            SourceVideo(clip.clip, int(start), int(start) + len(clip))
            for clip, start in zip(clips, starts, strict=True)
        ),
        **plain,
    )


def _check_alike(first: ClipDataset, other: ClipDataset) -> None:
    """Raises ``videos_unlike`` where two clips cannot be one."""
    for what, one, two in (
        ("features", first.kind, other.kind),
        ("frames a second", f"{first.fps:g}", f"{other.fps:g}"),
    ):
        if one != two:
            raise DatasetError(
                "videos_unlike", name=first.name, other=other.name, what=what, one=one, two=two
            )


def _join_boxes(boxes: list[list[CropBox]]) -> list[CropBox]:
    """The boxes of several clips, one for each row of :class:`ConcatenatedRows`."""
    lengths = [len(of_clip) for of_clip in boxes]
    rows = ConcatenatedRows([np.arange(length) for length in lengths], lengths)
    return [boxes[owner][int(rows[frame])] for frame, owner in enumerate(rows.owner)]


def _join_splits(splits: list[Split], starts: np.ndarray) -> Split:
    """The splits of clips that begin at ``starts``."""
    placed = list(zip(splits, starts.tolist(), strict=True))
    return Split(
        train=np.concatenate([split.train + start for split, start in placed]),
        held_out=np.concatenate([split.held_out + start for split, start in placed]),
    )


def _join_lower_faces(clips: list[ClipDataset], lengths: list[int]) -> LowerFace | None:
    faces = [clip.lower_face for clip in clips if clip.lower_face is not None]
    if len(faces) < len(clips):
        return None
    return replace(
        faces[0],
        meshes=ConcatenatedRows([face.meshes for face in faces], lengths)[:],
        crops=ConcatenatedRows([face.crops for face in faces], lengths),
        mouth_to_patch=ConcatenatedRows([face.mouth_to_patch for face in faces], lengths)[:],
        boxes=_join_boxes([face.boxes for face in faces]),
    )
