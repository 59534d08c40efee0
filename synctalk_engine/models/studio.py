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

from synctalk_engine.models.box_mean import box_mean
from synctalk_engine.models.grid_sampling import sample_with_border
from synctalk_engine.models.lite import (
    AudioEncoder,
    FilmUpStage,
    LiteConfig,
    ResidualConv,
    ResidualDownStage,
)
from synctalk_engine.models.presets import Box

IMAGE_CHANNELS = 9
"""Warped source with the reference's inside of the mouth (BGR), reference (BGR), lips, the mouth's
inside, alpha."""
INSIDE_CHANNEL, ALPHA_CHANNEL = 7, 8
COLOURS = 3
REFERENCE = slice(COLOURS, 2 * COLOURS)
OUTPUTS = COLOURS + 1
FLOW_REACH = 0.06
"""How far a pixel of the reference can be moved, in sides of the patch."""
ALPHA_BIAS = -0.5
"""At first the warped source shows through: its lips have their own texture."""
VERTICES, LOWER_FACE_VERTICES = 478, 182
DETAIL_SIGMA = 0.015
"""Of the patch's side: detail is what a Gaussian of this deviation takes away."""
DETAIL_GAIN, LEAST_DETAIL_GAIN, MOST_DETAIL_GAIN = 1.1, 1.0, 1.4
"""Generated detail is a little softer than the source's: by how much it is amplified until its
texture has been measured, and the limits after that."""
TEXTURE_PER_GAIN = 0.5
"""By how much the texture of the mouth grows with the gain: measured .43 to .47 on two clips."""
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
        return 2 if self.patch_px <= 224 else 4

    @property
    def grid_px(self) -> int:
        """What the sides of an image that the layers see are multiples of."""
        return self.fold * 2 ** (len(self.widths) - 1)


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
            noise = torch.randn(
                x.shape, dtype=x.dtype, device=x.device
            )  # of a transpose it is slow
            x = self.drop(x + self.NOISE * noise)
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

    Generated colours are the reference's, moved by a flow, plus a residual. Inside the mouth the
    result is them alone; around it, the more of them the larger the network's alpha and the image's
    last channel are, and of the warped source the less.

    The layers see a part of the patch alone, the view, in which the person's mouths lie: it is set
    for a clip (:meth:`set_view`) and travels with the weights. A mouth that reaches beyond is
    generated from the whole patch, except by an exported network.
    """

    view: Tensor
    """(4,) int64: x0, y0, x1, y1 in pixels of the patch, the last two outside."""

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
        self._view: Box = (0, 0, config.patch_px, config.patch_px)
        self.register_buffer("view", torch.tensor(self._view))
        self.register_load_state_dict_post_hook(_read_view)

    def set_view(self, box: Box) -> None:
        """See this part of the patch alone; sides are multiples of ``StudioConfig.grid_px``."""
        self.view.copy_(torch.tensor(box))
        self._view = box

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        patch = self._generate_within(self._view, image, audio)
        # In training the view holds all mouths; an exported network has no branches.
        if self.training or torch.jit.is_tracing() or torch.compiler.is_exporting():
            return patch
        beyond = _is_any_beyond(image[:, ALPHA_CHANNEL], self._view)
        if beyond.any():
            whole = (0, 0, self.config.patch_px, self.config.patch_px)
            patch[beyond] = self._generate_within(whole, image[beyond], audio[beyond])
        return patch

    def _generate_within(self, box: Box, image: Tensor, audio: Tensor) -> Tensor:
        """As :meth:`forward`, from a part of the patch."""
        left, top, right, bottom = box
        warped = image[:, :COLOURS]
        change = self._change(image[:, :, top:bottom, left:right], audio)
        side_px = self.config.patch_px
        return warped + functional.pad(change, (left, side_px - right, top, side_px - bottom))

    def _change(self, image: Tensor, audio: Tensor) -> Tensor:
        """What is added to the warped source of a view: (B, 9, h, w) -> (B, 3, h, w) float32."""
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
        inside = image[:, INSIDE_CHANNEL : INSIDE_CHANNEL + 1].float()
        # Were alpha less than 1 inside, teeth would be a mean of two, and lose their contrast.
        alpha = inside + (1 - inside) * torch.sigmoid(out[:, COLOURS:] + ALPHA_BIAS)
        alpha = alpha * image[:, ALPHA_CHANNEL:].float()
        return alpha * (generated - image[:, :COLOURS])

    def _moved_reference(self, image: Tensor, flow: Tensor) -> Tensor:
        """(B, 3, h, w) float32; flow: (B, 2, h', w'), before its limit, in x and y."""
        height, width = int(image.shape[2]), int(image.shape[3])
        reach = 2 * FLOW_REACH * self.config.patch_px  # a side is 2 long, from -1 to 1
        x, y = torch.tanh(flow.float()).split(1, dim=1)
        moves = torch.cat([x * (reach / width), y * (reach / height)], dim=1)
        moves = functional.interpolate(
            moves, size=(height, width), mode="bilinear", align_corners=False
        )
        places = _pixel_centres(height, width, image.device) + moves.permute(0, 2, 3, 1)
        return sample_with_border(image[:, REFERENCE].float(), places)


def _read_view(network: PatchNetwork, _incompatible_keys: object) -> None:
    left, top, right, bottom = network.view.tolist()
    network._view = left, top, right, bottom


def _is_any_beyond(alpha: Tensor, box: Box) -> Tensor:
    """(B,) bool: whether alpha (B, S, S) is above 0 outside the box."""
    left, top, right, bottom = box
    above = alpha > 0
    inside = above[:, top:bottom, left:right].sum((1, 2))
    return above.sum((1, 2)) > inside


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
    return box_mean(box_mean(padded, fold), fold)


def _pixel_centres(height: int, width: int, device: torch.device) -> Tensor:
    """(1, H, W, 2) float32: x and y of each pixel, -1..1 from edge to edge."""
    y, x = (
        (2 * torch.arange(size, dtype=torch.float32, device=device) + 1) / size - 1
        for size in (height, width)
    )
    return torch.stack(torch.meshgrid(y, x, indexing="ij")[::-1], dim=-1)[None]


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
    detail_gain: Tensor

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
        self.register_buffer("detail_gain", torch.tensor(DETAIL_GAIN))

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        patch = self.patch(image, audio)
        return patch if self.training else with_detail(patch, image, self.detail_gain)

    def fit_detail(self, texture: float) -> None:
        """Amplify detail as far as makes the mouth's texture the source's.

        texture: of the mouth, measured with the gain so far on frames outside training; 1 is the
        source's.
        """
        gain = float(self.detail_gain) + (1 - texture) / TEXTURE_PER_GAIN
        self.detail_gain.fill_(min(max(gain, LEAST_DETAIL_GAIN), MOST_DETAIL_GAIN))

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


def with_detail(patch: Tensor, image: Tensor, gain: Tensor) -> Tensor:
    """Generated patches (B, 3, S, S) with their detail amplified where alpha lets them be seen.

    image: (B, 9, S, S), the network's input. gain: (), by which detail is multiplied.
    """
    alpha = image[:, ALPHA_CHANNEL:].float()
    return patch + (gain - 1) * alpha * high_pass(patch)


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
