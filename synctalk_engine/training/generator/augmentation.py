"""Augments a studio generator's batches, so that a short clip is not memorized.

A run of frames is flipped horizontally or not, and its colours jittered: its warped source, its
reference and its target alike. How depends on the seed, the step and the run's first frame alone.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from synctalk_engine.dataset.batches import TrainingBatch

FLIPPED_FRACTION = 0.5
BRIGHTNESS_JITTER, CHANNEL_JITTER = 0.1, 0.05
"""Largest change of all channels together, and of each channel by itself."""
COLOUR_CHANNELS = 6
"""Of an input: those of the warped source and of the reference; masks follow them."""
_STREAM = 6


def augmented(batch: TrainingBatch, run_length: int, seed: int, step: int) -> TrainingBatch:
    """A batch of a studio generator with random horizontal flips and colour jitter.

    Args:
        run_length: frames of the batch that follow one another; they are changed alike.
    Returns:
        Another batch; its images are tensors, on the device where they were.
    """
    firsts = batch.frames[::run_length].tolist()
    changes = [_random_change(seed, step, first) for first in firsts]
    runs = np.repeat(np.arange(len(firsts)), run_length)[: len(batch.frames)]
    is_flipped = np.array([flipped for flipped, _ in changes])[runs]
    gains = np.stack([gain for _, gain in changes])[runs]
    image = torch.as_tensor(batch.image)
    gains_there = torch.from_numpy(gains)[:, None, None].to(image.device)
    colours = [
        _jittered(part, gains_there) for part in image[..., :COLOUR_CHANNELS].split(3, dim=-1)
    ]
    flags = torch.from_numpy(is_flipped)[:, None, None, None].to(image.device)
    image = torch.cat([*colours, image[..., COLOUR_CHANNELS:]], dim=-1)
    target = _jittered(torch.as_tensor(batch.target), gains_there)
    side_px = int(target.shape[2])
    return replace(
        batch,
        image=torch.where(flags, image.flip(2), image),
        target=torch.where(flags, target.flip(2), target),
        mouth_boxes=_flipped_boxes(batch.mouth_boxes, is_flipped, side_px),
        patch_to_input=_flipped_transforms(batch.patch_to_input, is_flipped, side_px),
    )


def _random_change(seed: int, step: int, first: int) -> tuple[bool, np.ndarray]:
    """Whether a run is flipped, and the gains of its (3,) channels."""
    random = np.random.default_rng([seed, _STREAM, step, first])
    is_flipped = bool(random.random() < FLIPPED_FRACTION)
    gains = (
        1 + BRIGHTNESS_JITTER * random.uniform(-1, 1) + CHANNEL_JITTER * random.uniform(-1, 1, 3)
    )
    return is_flipped, gains.astype(np.float32)


def _jittered(images: Tensor, gains: Tensor) -> Tensor:
    """uint8 (B, S, S, 3) times gains that fit it."""
    return (images * gains).round_().clamp_(0, 255).to(torch.uint8)


def _flipped_boxes(boxes: np.ndarray, is_flipped: np.ndarray, side_px: int) -> np.ndarray:
    """Boxes (B, 4) x0, y0, x1, y1, the last two outside, some rows flipped."""
    others = np.stack([side_px - boxes[:, 2], boxes[:, 1], side_px - boxes[:, 0], boxes[:, 3]], 1)
    return np.where(is_flipped[:, None], others, boxes)


def _flipped_transforms(transforms: np.ndarray, is_flipped: np.ndarray, side_px: int) -> np.ndarray:
    """Transforms (B, 2, 3) into pixels of the input, some of the inputs flipped."""
    others = transforms.copy()
    others[:, 0] *= -1
    others[:, 0, 2] += side_px - 1
    return np.where(is_flipped[:, None, None], others, transforms)
