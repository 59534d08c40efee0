"""Training batches for the generator, and a thread that prefetches them.

Which frames a step sees depends on the seed and the step alone, so that a resumed run sees what an
undisturbed one would have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

import numpy as np

from synctalk_engine.concurrency import Prefetcher
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.dataset.mouth_patches import (
    lips_box,
    patch_input,
    reference_patch,
    warped_patch,
)
from synctalk_engine.dataset.mouth_references import choice_of
from synctalk_engine.dataset.references import (
    evenly_spaced,
    reference_choices,
    steady_references,
)
from synctalk_engine.dataset.split import sequence_starts
from synctalk_engine.models.audio_windows import window_tensor
from synctalk_engine.models.presets import Preset

AHEAD_BATCHES = 3
_ORDER_STREAM, _CHOICE_STREAM, _LONG_STREAM = 1, 2, 4
Item = TypeVar("Item")


@dataclass(frozen=True)
class TrainingBatch:
    """What one step learns from. Arrays are in pixels of the network's input, side ``S``.

    ``image``, ``target`` and ``audio`` may be tensors instead, also on a GPU.
    """

    frames: np.ndarray
    """(B,) int64 frame numbers; members of a run follow one another."""
    image: np.ndarray
    """(B, S, S, 6) uint8 BGR BGR: reference, then the target with its mask blanked."""
    target: np.ndarray
    """(B, S, S, 3) uint8 BGR."""
    audio: np.ndarray
    """(B, *window_shape) float32."""
    mouth_boxes: np.ndarray
    """(B, 4) int64: x0, y0, x1, y1, the last two outside."""
    patch_to_input: np.ndarray
    """(B, 2, 3) float64: from pixels of the aligned mouth patch to pixels of the input."""


class FaceCrops(Protocol):
    """What the frame input is made of."""

    @property
    def preset(self) -> Preset: ...

    @property
    def crops(self) -> np.ndarray:
        """(N, crop_px, crop_px, 3) uint8 BGR."""
        ...


def concat_batches(first: TrainingBatch, second: TrainingBatch) -> TrainingBatch:
    """Two batches as one."""
    parts = ((getattr(first, name), getattr(second, name)) for name in vars(first))
    return TrainingBatch(*(_concatenated(*pair) for pair in parts))


def _concatenated(one: Any, other: Any) -> Any:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.concatenate([one, other])
    import torch  # of a batch that is augmented or on a GPU

    return torch.cat([torch.as_tensor(one), torch.as_tensor(other)])


def input_images(clip: FaceCrops, frames: np.ndarray, references: np.ndarray) -> np.ndarray:
    """(B, S, S, 6) uint8: the network's image input, the same in training and rendering."""
    border = clip.preset.border_px
    inner = slice(border, border + clip.preset.input_px)
    left, top, right, bottom = clip.preset.mask_box
    side_px = clip.preset.input_px
    image = np.empty((len(frames), side_px, side_px, 6), np.uint8)
    for row, (frame, reference) in enumerate(zip(frames, references, strict=True)):
        image[row, ..., :3] = clip.crops[reference, inner, inner]
        image[row, ..., 3:] = clip.crops[frame, inner, inner]
    image[:, top:bottom, left:right, 3:] = 0
    return image


def audio_windows(clip: ClipDataset, frames: np.ndarray) -> np.ndarray:
    """(B, *window_shape) float32: the audio input of each frame."""
    return np.stack(
        [window_tensor(clip.preset, clip.kind, clip.features, int(frame)) for frame in frames]
    )


def make_batch(
    clip: ClipDataset,
    frames: np.ndarray,
    references: np.ndarray,
    audio_frames: np.ndarray | None = None,
) -> TrainingBatch:
    """Put a batch together.

    Args:
        audio_frames: take the audio of these frames instead (the shifted-audio control).
    """
    if clip.lower_face is not None:
        return make_patch_batch(clip, clip.lower_face, frames, references, audio_frames)
    border, side_px = clip.preset.border_px, clip.preset.input_px
    inner = slice(border, border + side_px)
    to_input = clip.patch_to_crop[frames].copy()
    to_input[:, :, 2] -= border
    return TrainingBatch(
        frames=np.asarray(frames),
        image=input_images(clip, frames, references),
        target=np.stack([clip.crops[frame, inner, inner] for frame in frames]),
        audio=audio_windows(clip, frames if audio_frames is None else audio_frames),
        mouth_boxes=np.clip(clip.mouth_boxes[frames] - border, 0, side_px),
        patch_to_input=to_input,
    )


def make_patch_batch(
    clip: ClipDataset,
    face: LowerFace,
    frames: np.ndarray,
    sources: np.ndarray,
    audio_frames: np.ndarray | None = None,
) -> TrainingBatch:
    """A batch for a studio generator: each target's own patch, from another frame warped to it.

    sources: (B,) frames of like pose and another mouth.
    """
    images, boxes = [], []
    for frame, source, video in zip(
        frames.tolist(), sources.tolist(), clip.video_of(frames).tolist(), strict=True
    ):
        points = face.in_patch(frame, face.meshes[frame, :, :2].astype(np.float64))
        choices = clip.mouth_references.choices(clip.mouth_vectors[frame], video, frame)
        reference = choices[choice_of(frame, source)]
        laid = reference_patch(face, reference, points)
        images.append(patch_input(warped_patch(face, source, frame), laid, points))
        boxes.append(lips_box(points, face.patch_px))
    return TrainingBatch(
        frames=np.asarray(frames),
        image=np.stack(images),
        target=np.stack([face.patch(frame) for frame in frames]),
        audio=audio_windows(clip, frames if audio_frames is None else audio_frames),
        mouth_boxes=np.stack(boxes),
        patch_to_input=face.mouth_to_patch[frames],
    )


class TrainingSampler:
    """Chooses frames and references of each step, as a function of the seed and the step.

    Frames come in sequences of ``sequence_length`` consecutive frames, for the delta loss.

    Args:
        part: which of several processes this is, and how many share a batch; each puts its own
            frames together, and what a step sees in all does not depend on how many there are.
    """

    def __init__(
        self,
        clip: ClipDataset,
        batch_size: int,
        seed: int,
        sequence_length: int = 2,
        shard: tuple[int, int] = (0, 1),
    ) -> None:
        self._shard, self._shard_count = shard
        self._clip = clip
        self.assemble: Callable[[np.ndarray, np.ndarray], TrainingBatch] = partial(make_batch, clip)
        """Puts a batch together from its frames and references."""
        self._seed = seed
        self._batch_size = batch_size
        self._sequence_length = min(sequence_length, batch_size)
        train = clip.split.train
        self._starts = sequence_starts(train, self._sequence_length)
        if len(self._starts) == 0:
            self._sequence_length, self._starts = 1, train
        self._choices = choices_within(clip, train)
        self._order, self._order_pass = np.empty(0, np.int64), -1
        self._long_starts: dict[int, np.ndarray] = {}
        self._row_of = {int(frame): row for row, frame in enumerate(train)}

    @property
    def batch_size(self) -> int:
        """Frames of a step."""
        return self._batch_size

    @property
    def sequence_length(self) -> int:
        """Frames that follow one another in a batch."""
        return self._sequence_length

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which about as many images are seen as there are training frames."""
        return max(1, round(len(self._clip.split.train) / self._batch_size))

    def frames(self, step: int) -> np.ndarray:
        """(batch_size,) frames of a step."""
        per_batch = -(-self._batch_size // self._sequence_length)
        first = step * per_batch
        starts = np.array([self._start(first + offset) for offset in range(per_batch)])
        frames = starts[:, None] + np.arange(self._sequence_length)
        return frames.reshape(-1)[: self._batch_size]

    def references(self, step: int, frames: np.ndarray) -> np.ndarray:
        """(B,) one reference for each run, repeated over it."""
        random = np.random.default_rng([self._seed, _CHOICE_STREAM, step])
        picks = random.integers(0, self._choices.shape[1], len(frames))
        rows = [self._row_of[int(frame)] for frame in frames]
        chosen = self._choices[rows, picks]
        return np.repeat(chosen[:: self._sequence_length], self._sequence_length)[: len(frames)]

    def batch(self, step: int) -> TrainingBatch:
        """What step ``step`` (from 0) learns from; of several processes, this one's part."""
        frames = self.frames(step)
        references = self.references(step, frames)
        rows = self._own_rows()
        return self.assemble(frames[rows], references[rows])

    def _own_rows(self) -> slice:
        """Rows of a batch that are this process's: whole runs, as evenly as can be."""
        sequences = -(-self._batch_size // self._sequence_length)
        first, last = (
            sequences * shard // self._shard_count for shard in (self._shard, self._shard + 1)
        )
        return slice(first * self._sequence_length, last * self._sequence_length)

    def long_sequence(self, step: int, length: int) -> TrainingBatch | None:
        """One stretch of ``length`` frames that follow one another; None if there is none."""
        starts = self._long_starts.setdefault(
            length, sequence_starts(self._clip.split.train, length)
        )
        if len(starts) == 0:
            return None
        random = np.random.default_rng([self._seed, _LONG_STREAM, step])
        frames = random.choice(starts) + np.arange(length)
        pick = random.integers(0, self._choices.shape[1])
        reference = self._choices[self._row_of[int(frames[length // 2])], pick]
        return self.assemble(frames, np.full(length, reference))

    def _start(self, position: int) -> int:
        """Start of stretch number ``position``: every pass goes through all in another order."""
        passes, within = divmod(position, len(self._starts))
        if passes != self._order_pass:
            random = np.random.default_rng([self._seed, _ORDER_STREAM, passes])
            self._order, self._order_pass = random.permutation(len(self._starts)), passes
        return int(self._starts[self._order[within]])


def choices_within(clip: ClipDataset, targets: np.ndarray) -> np.ndarray:
    """(T, K) references of each of the targets, in order, from its own video's training frames."""
    found = []
    for video in clip.source_videos:
        candidates = evenly_spaced(video.of(clip.split.train))
        found.append(reference_choices(clip.poses, clip.mouths, candidates, video.of(targets)))
    most = max(choices.shape[1] for choices in found)
    return np.concatenate([choices[:, np.arange(most) % choices.shape[1]] for choices in found])


def held_out_references(clip: ClipDataset, frames: np.ndarray) -> np.ndarray:
    """(T,) the reference of each frame outside training, from the training frames."""
    choices = choices_within(clip, frames)
    return steady_references(clip.poses, choices, frames)


def prefetch(items: Iterable[Item], depth: int = AHEAD_BATCHES) -> Prefetcher[Item]:
    """The batches of ``items``, made by a thread that is a few of them ahead; close it."""
    return Prefetcher(items, depth, name="batches")


def chunks(frames: Sequence[int] | np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Consecutive parts of ``frames`` of at most ``size``."""
    array = np.asarray(frames)
    for first in range(0, len(array), size):
        yield array[first : first + size]
