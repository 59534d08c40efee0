"""The losses of the generator.

Outside the mask the target is copied, so that only the generated region has a gradient.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from synctalk_engine.models.grid_sampling import sample_with_border
from synctalk_engine.models.perceptual import FrozenFeatures, perceptual_distance
from synctalk_engine.models.presets import Preset
from synctalk_engine.models.studio import ALPHA_CHANNEL

PERCEPTUAL_SIDE_PX = 96
"""Side to which the mouth is resized for the perceptual network."""
PERCEPTUAL_WIDEN = 1.3


@dataclass(frozen=True)
class LossWeights:
    """Weights of the losses in their sum; see docs/experiments.md for what was tried."""

    l1: float = 1.0
    """Mean absolute error within the mask."""
    mouth: float = 4.0
    """The same in the mouth box."""
    delta: float = 1.0
    """Mean absolute error of the change from frame to frame, in the mouth box."""
    perceptual: float = 1.0
    """Distance of the perceptual network's features around the mouth."""
    adversarial: float = 0.08
    """The discriminator's output on generated mouths."""
    features: float = 0.5
    """Distance of the discriminator's features."""
    sync: float = 0.005
    """Cross-entropy of matching a generated mouth with its audio."""


STUDIO_WEIGHTS = LossWeights(adversarial=0.2)
"""A patch is seen at the frame's own resolution, so it needs more detail."""


def default_weights(preset: Preset) -> LossWeights:
    """The weights that a preset is trained with."""
    return STUDIO_WEIGHTS if preset.family == "studio" else LossWeights()


def mask_of(preset: Preset, image: Tensor) -> Tensor:
    """Where the image is generated: 1 there, (1 or B, 1, S, S).

    image: (B, C, S, S), the network's image input; a studio generator's holds the mask.
    """
    if preset.family == "studio":
        return (image[:, ALPHA_CHANNEL : ALPHA_CHANNEL + 1] > 0).float()
    left, top, right, bottom = preset.mask_box
    mask = torch.zeros(1, 1, preset.input_px, preset.input_px, device=image.device)
    mask[..., top:bottom, left:right] = 1
    return mask


def composite(generated: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """``generated`` within the mask, ``target`` outside; (B, 3, S, S) each."""
    return target + mask * (generated - target)


def box_weights(boxes: np.ndarray, side_px: int, device: torch.device) -> Tensor:
    """(B, 1, S, S): in each box 1 over its area, 0 outside, so that sums are means."""
    weights = np.zeros((len(boxes), 1, side_px, side_px), np.float32)
    for row, (x0, y0, x1, y1) in enumerate(boxes):
        weights[row, 0, y0:y1, x0:x1] = 1 / max((y1 - y0) * (x1 - x0), 1)
    return torch.from_numpy(weights).to(device)


def mean_in(error: Tensor, weights: Tensor) -> Tensor:
    """Mean over the batch and the colours of an error (B, 3, S, S), weighted over places."""
    return (error * weights).sum() / (error.shape[0] * error.shape[1])


def delta_loss(generated: Tensor, target: Tensor, weights: Tensor, sequence_length: int) -> Tensor:
    """Error of the change from frame to frame within sequences of consecutive frames.

    Args:
        generated, target: (B, 3, S, S), B a multiple of ``sequence_length`` (a rest is left out).
        weights: (B, 1, S, S) of :func:`box_weights`.
    """
    whole = len(generated) // sequence_length * sequence_length
    if sequence_length < 2 or whole == 0:
        return generated.new_zeros(())
    error = (generated - target)[:whole].unflatten(0, (-1, sequence_length))
    places = weights[:whole].unflatten(0, (-1, sequence_length))
    change = (error[:, 1:] - error[:, :-1]).abs().flatten(0, 1)
    return mean_in(change, places[:, 1:].flatten(0, 1))


def perceptual_loss(
    network: FrozenFeatures, generated: Tensor, target: Tensor, boxes: np.ndarray
) -> Tensor:
    """Distance of features around the mouth, seen at one size.

    Args:
        generated, target: (B, 3, S, S) BGR 0..1. boxes: (B, 4) mouth boxes.
    """
    side_px = generated.shape[-1]
    centre = (boxes[:, :2] + boxes[:, 2:]) / side_px - 1  # in -1..1
    half = (boxes[:, 2:] - boxes[:, :2]).max(1) / side_px * PERCEPTUAL_WIDEN
    theta = np.zeros((len(boxes), 2, 3), np.float32)
    theta[:, 0, 0] = theta[:, 1, 1] = half
    theta[:, :, 2] = np.clip(centre, half[:, None] - 1, 1 - half[:, None])
    grid = functional.affine_grid(
        torch.from_numpy(theta).to(generated.device),
        [len(boxes), 3, PERCEPTUAL_SIDE_PX, PERCEPTUAL_SIDE_PX],
        align_corners=False,
    )

    def crop(image: Tensor) -> Tensor:
        return sample_with_border(image, grid)

    return perceptual_distance(network, crop(generated), crop(target))
