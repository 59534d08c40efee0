"""Augments a studio generator's batches, so that a short clip is not learnt by heart.

A run of frames is mirrored or not, and lit a little differently: its warped source, its reference
and its target alike. What is done depends on the seed, the step and the run's first frame alone.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from synctalk_engine.dataset.batches import TrainingBatch

MIRRORED_FRACTION = 0.5
BRIGHTNESS, TINT = 0.1, 0.05
"""Largest change of all channels together, and of each channel by itself."""
COLOUR_CHANNELS = 6
"""Of an input: those of the warped source and of the reference; masks follow them."""
_STREAM = 6


def augmented(batch: TrainingBatch, run_length: int, seed: int, step: int) -> TrainingBatch:
    """A batch of a studio generator, changed at random.

    Args:
        run_length: frames of the batch that follow one another; they are changed alike.
    Returns:
        Another batch; its images are tensors, on the device where they were.
    """
    firsts = batch.frames[::run_length].tolist()
    changes = [_random_change(seed, step, first) for first in firsts]
    runs = np.repeat(np.arange(len(firsts)), run_length)[: len(batch.frames)]
    is_mirrored = np.array([mirrored for mirrored, _ in changes])[runs]
    gains = np.stack([gain for _, gain in changes])[runs]
    image = torch.as_tensor(batch.image)
    gains_there = torch.from_numpy(gains)[:, None, None].to(image.device)
    colours = [_lit(part, gains_there) for part in image[..., :COLOUR_CHANNELS].split(3, dim=-1)]
    flags = torch.from_numpy(is_mirrored)[:, None, None, None].to(image.device)
    image = torch.cat([*colours, image[..., COLOUR_CHANNELS:]], dim=-1)
    target = _lit(torch.as_tensor(batch.target), gains_there)
    side_px = int(target.shape[2])
    return replace(
        batch,
        image=torch.where(flags, image.flip(2), image),
        target=torch.where(flags, target.flip(2), target),
        mouth_boxes=_mirrored_boxes(batch.mouth_boxes, is_mirrored, side_px),
        patch_to_input=_mirrored_transforms(batch.patch_to_input, is_mirrored, side_px),
    )


def _random_change(seed: int, step: int, first: int) -> tuple[bool, np.ndarray]:
    """Whether a run is mirrored, and the gains of its (3,) channels."""
    random = np.random.default_rng([seed, _STREAM, step, first])
    is_mirrored = bool(random.random() < MIRRORED_FRACTION)
    gains = 1 + BRIGHTNESS * random.uniform(-1, 1) + TINT * random.uniform(-1, 1, 3)
    return is_mirrored, gains.astype(np.float32)


def _lit(images: Tensor, gains: Tensor) -> Tensor:
    """uint8 (B, S, S, 3) times gains that fit it."""
    return (images * gains).round_().clamp_(0, 255).to(torch.uint8)


def _mirrored_boxes(boxes: np.ndarray, is_mirrored: np.ndarray, side_px: int) -> np.ndarray:
    """Boxes (B, 4) x0, y0, x1, y1, the last two outside, with some rows mirrored."""
    others = np.stack([side_px - boxes[:, 2], boxes[:, 1], side_px - boxes[:, 0], boxes[:, 3]], 1)
    return np.where(is_mirrored[:, None], others, boxes)


def _mirrored_transforms(
    transforms: np.ndarray, is_mirrored: np.ndarray, side_px: int
) -> np.ndarray:
    """Transforms (B, 2, 3) into pixels of the input, with some of the inputs mirrored."""
    others = transforms.copy()
    others[:, 0] *= -1
    others[:, 0, 2] += side_px - 1
    return np.where(is_mirrored[:, None, None], others, transforms)
