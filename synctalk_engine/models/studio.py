"""The studio generators: audio to the shape of the mouth, and lips and mouth in a patch.

Two networks that are trained and saved as one. ``ShapePredictor`` turns audio features into the
coefficients of a person's mouth shape (``face/mouth_shape.py``). The source frame is warped to that
shape; ``PatchNetwork`` then generates what a warp cannot: teeth, tongue and the edges of the lips,
in a patch at the frame's own resolution. It moves a real mouth that is alike
(``dataset/mouth_references.py``) to where the wanted one lies and adds what differs, so that teeth
come from the person's own. It also says how much of each pixel is its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.models.grid_sampling import sample_with_border
from synctalk_engine.models.lite import (
    AudioEncoder,
    FilmUpStage,
    LiteConfig,
    ResidualConv,
    ResidualDownStage,
)

IMAGE_CHANNELS = 9
"""Warped source without its mouth's inside (BGR), reference (BGR), lips, mouth's inside, alpha."""
ALPHA_CHANNEL = 8
COLOURS = 3
REFERENCE = slice(COLOURS, 2 * COLOURS)
OUTPUTS = COLOURS + 1
FLOW_REACH = 0.06
"""How far a pixel of the reference can be moved, in sides of the patch."""
ALPHA_BIAS = -0.5
"""At first the warped source shows through: its lips have their own texture."""
VERTICES, LOWER_FACE_VERTICES = 478, 182
DETAIL_GAIN, DETAIL_SIGMA = 1.25, 0.015
"""Generated detail is a little softer than the source's: by how much it is amplified, and the
deviation, of the patch's side, of the Gaussian that takes it away."""
EXTRA_OUTPUTS = 2
"""Opening and width, which are predicted beside the coefficients to train the features."""


@dataclass(frozen=True)
class StudioConfig:
    """Everything that decides the shape of a studio generator's weights."""

    patch_px: int = 96
    """Side of the patch."""

    audio_channels: int = 512
    """Numbers in a frame of audio features."""

    audio_frames: int = 16
    """Frames in the patch network's audio window."""

    shape_components: int = 16

    shape_width: int = 128

    shape_members: int = 4
    """Shape predictors whose mean is taken."""

    widths: tuple[int, ...] = (24, 48, 96, 128)
    """Channels of the UNet from the full grid to the bottleneck."""

    @property
    def fold(self) -> int:
        """Side of the square of pixels that is folded into channels."""
        return 1 if self.patch_px <= 112 else 2 if self.patch_px <= 224 else 4


class FrameNorm(nn.LayerNorm):
    """Layer norm over the channels of each frame: (B, C, T) -> (B, C, T)."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class ShapePredictor(nn.Module):
    """Audio features of consecutive frames to mouth shapes: (B, C, T) -> (B, K, T).

    A frame's shape depends on the audio from ``FRAMES_BEFORE`` before it to ``FRAMES_AFTER`` after
    it and on nothing else: any number of frames goes in, in pieces or at once. Lips move before
    they are heard, so most of it comes after the frame. Features are normalised by buffers that
    travel with the weights.
    """

    feature_mean: Tensor
    feature_std: Tensor

    FRAMES_BEFORE, FRAMES_AFTER = 1, 3
    NOISE = 1.0
    DROPOUT = 0.3

    def __init__(self, config: StudioConfig, outputs: int) -> None:
        super().__init__()
        width = config.shape_width
        self.register_buffer("feature_mean", torch.zeros(config.audio_channels))
        self.register_buffer("feature_std", torch.ones(config.audio_channels))
        self.drop = nn.Dropout1d(self.DROPOUT)
        self.first = nn.Sequential(
            nn.Conv1d(config.audio_channels, width, 1), FrameNorm(width), nn.GELU()
        )
        self.window = nn.Sequential(
            nn.Conv1d(width, width, self.FRAMES_BEFORE + 1 + self.FRAMES_AFTER),
            FrameNorm(width),
            nn.GELU(),
        )
        self.last = nn.Conv1d(width, outputs, 1)

    def forward(self, audio: Tensor) -> Tensor:
        x = (audio - self.feature_mean[:, None]) / self.feature_std[:, None]
        if self.training:
            x = self.drop(x + self.NOISE * torch.randn_like(x))
        x = self.drop(self.first(x))
        ends = (self.FRAMES_BEFORE, self.FRAMES_AFTER)
        around = self.window(functional.pad(x, ends, mode="replicate"))
        return self.last(x + self.drop(around))


class ShapeEnsemble(nn.Module):
    """The mean of several shape predictors, each trained without another part of the clip.

    (B, C, T) -> (B, K, T). On five clips the mean's correlation with true openings is .687, that of
    one predictor .680; closed mouths .68 and .64.
    """

    def __init__(self, config: StudioConfig, outputs: int) -> None:
        super().__init__()
        self.members = nn.ModuleList(
            ShapePredictor(config, outputs) for _ in range(config.shape_members)
        )

    def forward(self, audio: Tensor) -> Tensor:
        return torch.stack([member(audio) for member in self.members]).mean(dim=0)


class PatchNetwork(nn.Module):
    """image (B, 9, S, S) 0..1 and audio (B, T, C) -> (B, 3, S, S) BGR 0..1.

    Generated colours are the reference's, moved by a flow, plus a residual. Where the network's
    alpha or the image's last channel is 0, the result is the warped source.
    """

    def __init__(self, config: StudioConfig) -> None:
        super().__init__()
        self.config = config
        widths, fold = config.widths, config.fold
        lite = LiteConfig(audio_channels=config.audio_channels, audio_frames=config.audio_frames)
        self.audio_encoder = AudioEncoder(lite)
        folded = IMAGE_CHANNELS * fold**2
        self.into = nn.Sequential(
            nn.Conv2d(folded, widths[0], 3, padding=1), ResidualConv(widths[0])
        )
        self.downs = nn.ModuleList(
            ResidualDownStage(narrow, wide) for narrow, wide in pairwise(widths)
        )
        self.sound = nn.Linear(lite.embedding_width, widths[-1])
        self.fuse = nn.Sequential(ResidualConv(widths[-1]), ResidualConv(widths[-1]))
        self.ups = nn.ModuleList(
            FilmUpStage(wide, narrow, lite.embedding_width)
            for wide, narrow in pairwise(widths[::-1])
        )
        self.flow = nn.Conv2d(widths[1], 2, 3, padding=1)
        self.out = nn.Conv2d(
            widths[0] + folded + COLOURS * fold**2, OUTPUTS * fold**2, 3, padding=1
        )
        for last in (self.flow, self.out):  # at first the reference is taken as it is
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
        self.register_buffer("pixel_centres", _pixel_centres(config.patch_px), persistent=False)

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        fold = self.config.fold
        folded = functional.pixel_unshuffle(image, fold) if fold > 1 else image
        skips = [self.into(folded)]
        for down in self.downs:
            skips.append(down(skips[-1]))
        x = skips.pop()
        sound = functional.gelu(self.audio_encoder(audio))
        x = self.fuse(x + self.sound(sound)[:, :, None, None].to(x.dtype))
        for up in self.ups[:-1]:
            x = up(x, skips.pop(), sound)
        reference = self._moved_reference(image, self.flow(x))
        x = self.ups[-1](x, skips.pop(), sound)
        given = functional.pixel_unshuffle(reference, fold) if fold > 1 else reference
        out = self.out(
            torch.cat([functional.relu(x), folded.to(x.dtype), given.to(x.dtype)], dim=1)
        )
        out = _unfolded(out.float(), fold)
        generated = (reference + torch.tanh(out[:, :COLOURS] / 2)).clamp(0, 1)
        alpha = torch.sigmoid(out[:, COLOURS:] + ALPHA_BIAS) * image[:, ALPHA_CHANNEL:].float()
        return image[:, :COLOURS] + alpha * (generated - image[:, :COLOURS])

    def _moved_reference(self, image: Tensor, flow: Tensor) -> Tensor:
        """(B, 3, S, S) float32; flow: (B, 2, s, s), before its limit, in x and y."""
        moves = 2 * FLOW_REACH * torch.tanh(flow.float())  # the side is 2 long, from -1 to 1
        moves = functional.interpolate(
            moves, size=self.pixel_centres.shape[1:3], mode="bilinear", align_corners=False
        )
        places = self.pixel_centres + moves.permute(0, 2, 3, 1)
        return sample_with_border(image[:, REFERENCE].float(), places)


def _unfolded(folded: Tensor, fold: int) -> Tensor:
    """(B, C * F * F, s, s) float32 -> (B, C, S, S), without the dots that unfolding leaves.

    Channels differ a little from one another: a pattern whose period is the fold. Two means over
    so many pixels have none of it.
    """
    if fold == 1:
        return folded
    padded = functional.pad(
        functional.pixel_shuffle(folded, fold), (fold - 1,) * 4, mode="replicate"
    )
    once = functional.avg_pool2d(padded, fold, stride=1)
    return functional.avg_pool2d(once, fold, stride=1)


def _pixel_centres(side_px: int) -> Tensor:
    """(1, S, S, 2) float32: x and y of each pixel, -1..1 from edge to edge."""
    centres = (2 * torch.arange(side_px, dtype=torch.float32) + 1) / side_px - 1
    y, x = torch.meshgrid(centres, centres, indexing="ij")
    return torch.stack([x, y], dim=-1)[None]


class StudioGenerator(nn.Module):
    """A shape predictor and a patch network, and the person's shape space.

    forward(image (B, 9, S, S) 0..1, audio (B, T, C)) is the patch network's, in eval mode with its
    detail amplified; the optimizer of the main training sees its weights alone. The shape predictor
    is trained before (``training/generator/shape_training.py``).
    """

    canonical: Tensor
    components: Tensor
    shape_scale: Tensor
    shape_mean: Tensor
    shape_gain: Tensor
    closing_direction: Tensor
    opening_statistics: Tensor

    def __init__(self, config: StudioConfig) -> None:
        super().__init__()
        self.config = config
        count = config.shape_components
        self.shape_predictor = ShapeEnsemble(config, count + EXTRA_OUTPUTS)
        self.shape_predictor.requires_grad_(False)
        self.patch = PatchNetwork(config)
        self.register_buffer("canonical", torch.zeros(VERTICES, 3))
        self.register_buffer("components", torch.zeros(count, 3 * LOWER_FACE_VERTICES))
        self.register_buffer("shape_scale", torch.ones(()))
        self.register_buffer("shape_mean", torch.zeros(count))
        self.register_buffer("shape_gain", torch.eye(count))
        self.register_buffer("closing_direction", torch.zeros(count))
        self.register_buffer("opening_statistics", torch.tensor([0.0, 1.0, 0.0]))

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        patch = self.patch(image, audio)
        return patch if self.training else with_detail(patch, image)

    @torch.inference_mode()
    def shapes(self, features: np.ndarray) -> np.ndarray:
        """Mouth shapes for audio: (T, C) float32 rows of frames -> (T, K) float64 coefficients.

        The mouth's width varies as much as the person's own, not shrunk as predictions are.
        """
        self.shape_predictor.eval()
        audio = torch.from_numpy(np.ascontiguousarray(features.T, np.float32))
        predicted = self.shape_predictor(audio[None].to(self.canonical.device))[0]
        raw = predicted[: self.config.shape_components].T * self.shape_scale
        full = self.shape_mean + (raw - self.shape_mean) @ self.shape_gain.T
        return full.cpu().numpy().astype(np.float64)


def with_detail(patch: Tensor, image: Tensor) -> Tensor:
    """Generated patches (B, 3, S, S) with their detail amplified where alpha lets them be seen.

    image: (B, 9, S, S), the network's input.
    """
    alpha = image[:, ALPHA_CHANNEL:].float()
    return patch + (DETAIL_GAIN - 1) * alpha * high_pass(patch)


def high_pass(image: Tensor) -> Tensor:
    """(B, C, S, S) float32 minus its Gaussian blur."""
    channels, side_px = int(image.shape[1]), int(image.shape[3])  # else ONNX export traces them
    sigma_px = DETAIL_SIGMA * side_px
    radius_px = math.ceil(3 * sigma_px)
    steps = torch.arange(-radius_px, radius_px + 1, device=image.device, dtype=torch.float32)
    weights = torch.softmax(-(steps**2) / (2 * sigma_px**2), dim=0)
    across = weights.expand(channels, 1, 1, -1)
    blurred = functional.pad(image, (radius_px,) * 4, mode="replicate")
    with torch.autocast(image.device.type, enabled=False):
        blurred = functional.conv2d(blurred, across, groups=channels)
        blurred = functional.conv2d(blurred, across.transpose(2, 3), groups=channels)
    return image - blurred
