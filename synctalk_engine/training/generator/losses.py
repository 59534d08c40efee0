"""The losses of the generator.

Outside the mask the target is copied, so that only the generated region has a gradient.
"""

from __future__ import annotations

from dataclasses import dataclass

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


def box_weights(boxes: Tensor, side_px: int) -> Tensor:
    """(B, 1, S, S) float32: in each box 1 over its area, 0 outside, so that sums are means.

    boxes: (B, 4) int64: x0, y0, x1, y1, the last two outside.
    """
    x0, y0, x1, y1 = boxes[..., None].unbind(1)
    place = torch.arange(side_px, device=boxes.device)
    across, down = (x0 <= place) & (place < x1), (y0 <= place) & (place < y1)
    inside = down[:, :, None] & across[:, None, :]
    area = ((x1 - x0) * (y1 - y0)).clamp_min(1)
    return (inside / area[..., None])[:, None]


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
    network: FrozenFeatures, generated: Tensor, target: Tensor, boxes: Tensor
) -> Tensor:
    """Distance of features around the mouth, seen at one size.

    Args:
        generated, target: (B, 3, S, S) BGR 0..1. boxes: (B, 4) mouth boxes.
    """
    side_px = generated.shape[-1]
    corner, opposite = boxes[:, :2], boxes[:, 2:]
    centre = (corner + opposite) / side_px - 1  # in -1..1
    half = ((opposite - corner).amax(1, keepdim=True) / side_px * PERCEPTUAL_WIDEN)[..., None]
    shift = centre[..., None].clamp(half - 1, 1 - half)
    theta = torch.cat([half * torch.eye(2, device=boxes.device), shift], dim=2)
    size = [len(boxes), 3, PERCEPTUAL_SIDE_PX, PERCEPTUAL_SIDE_PX]
    with torch.autocast(boxes.device.type, enabled=False):  # bfloat16 would move places
        grid = functional.affine_grid(theta, size, align_corners=False)

    def crop(image: Tensor) -> Tensor:
        return sample_with_border(image, grid)

    return perceptual_distance(network, crop(generated), crop(target))
