"""The lite generators: SyncTalk Studio's own small networks for CPUs, phones and short training.

The image is pixel-unshuffled by 2, so that a MobileNetV2 UNet of half the research width works on a
quarter of the pixels; a 1-D convolutional branch brings a window of sound to the bottleneck. The
way out is a pixel-shuffle whose checkerboard is filtered away.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.models.blocks import DoubleBlock, InvertedResidual, UpStage

IMAGE_CHANNELS = 6
"""Reference crop (BGR), then masked crop (BGR)."""

IMAGE_COLOURS = 3

UNSHUFFLE = 2
"""Side of the square of pixels that is folded into channels."""


@dataclass(frozen=True)
class LiteConfig:
    """Everything that decides the shape of a lite generator's weights."""

    input_px: int = 160
    """Side of the square input and output image."""

    audio_channels: int = 608
    """Numbers a frame of audio features has (mel 320 and moonshine 288 together make 608)."""

    audio_frames: int = 16
    """Frames in the audio window; a multiple of 4."""

    widths: tuple[int, ...] = (16, 32, 64, 128, 256)
    """Channels of the UNet from the full grid to the bottleneck."""

    audio_width: int = 128
    """Channels of the audio branch before its embedding."""

    embedding_width: int = 256
    """Numbers in the audio embedding."""

    audio_dropout: float = 0.1
    """Share of the audio branch's channels dropped in training."""

    output: Literal["resize", "shuffle"] = "shuffle"
    """How the half-size features become the image; `resize` is kept for comparison."""

    def __post_init__(self) -> None:
        grid_px = UNSHUFFLE * 2 ** (len(self.widths) - 1)
        problems = []
        if self.input_px % grid_px:
            problems.append(f"input_px must be a multiple of {grid_px}, not {self.input_px}")
        if self.audio_frames % 4 or self.audio_frames < 4:
            problems.append(f"audio_frames must be a multiple of 4, not {self.audio_frames}")
        if self.audio_channels < 1:
            problems.append(f"audio_channels must be positive, not {self.audio_channels}")
        if problems:
            raise ValueError("; ".join(problems))


class AudioEncoder(nn.Module):
    """Turns a window of audio features into one embedding.

    (B, T, C) float32 -> (B, embedding_width). The features are normalised by the buffers
    `feature_mean` and `feature_std`, which travel with the weights: see `set_normalisation`.
    """

    feature_mean: Tensor
    feature_std: Tensor

    def __init__(self, config: LiteConfig) -> None:
        super().__init__()
        width, embedding = config.audio_width, config.embedding_width
        self.register_buffer("feature_mean", torch.zeros(config.audio_channels))
        self.register_buffer("feature_std", torch.ones(config.audio_channels))
        self.frames = nn.Sequential(
            nn.Conv1d(config.audio_channels, width, 1),
            nn.GroupNorm(8, width),
            nn.GELU(),
            nn.Dropout1d(config.audio_dropout),
            nn.Conv1d(width, width, 5, padding=2),
            nn.GroupNorm(8, width),
            nn.GELU(),
            nn.Conv1d(width, embedding, 4, stride=2, padding=1),  # T/2
            nn.GroupNorm(8, embedding),
            nn.GELU(),
            nn.Conv1d(embedding, embedding, 4, stride=2, padding=1),  # T/4
            nn.GroupNorm(8, embedding),
            nn.GELU(),
        )
        # A kernel as long as what is left, not a mean: the place in the window says which sound
        # belongs to the frame and which is to come.
        self.whole = nn.Conv1d(embedding, embedding, config.audio_frames // 4)

    @torch.no_grad()
    def set_normalisation(self, mean: Tensor, std: Tensor) -> None:
        """Take over the training features' mean and standard deviation, each (C,)."""
        self.feature_mean.copy_(mean)
        self.feature_std.copy_(std.clamp_min(1e-3))

    def forward(self, audio: Tensor) -> Tensor:
        normalised = (audio - self.feature_mean) / self.feature_std
        return self.whole(self.frames(normalised.transpose(1, 2))).flatten(1)


class MouthHead(nn.Module):
    """Predicts mouth measures from an audio embedding, to pretrain the audio branch.

    (B, embedding_width) -> (B, targets), for instance opening, width and a few shape components.
    Thrown away afterwards: it is no part of the generator.
    """

    def __init__(self, embedding_width: int, targets: int) -> None:
        super().__init__()
        self.predict = nn.Sequential(nn.GELU(), nn.Linear(embedding_width, targets))

    def forward(self, embedding: Tensor) -> Tensor:
        return self.predict(embedding)


class ResizeOutput(nn.Module):
    """(B, in, h, w) -> (B, 3, 2h, 2w) logits by a bilinear resize between two convolutions."""

    def __init__(self, in_channels: int, width: int = 16) -> None:
        super().__init__()
        self.before = nn.Conv2d(in_channels, width, 1, bias=False)
        self.norm = nn.BatchNorm2d(width)
        self.to_image = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.before(x))
        x = functional.interpolate(x, scale_factor=UNSHUFFLE, mode="bilinear", align_corners=False)
        # The rectifier comes after the resize: it is what lets the full-size image have edges
        # finer than the half-size grid.
        return self.to_image(functional.relu(x))


class ShuffleOutput(nn.Module):
    """(B, in, h, w) -> (B, 3, 2h, 2w) logits by pixel-shuffle and a fixed low-pass filter.

    Pixel-shuffle alone leaves a checkerboard, energy at exactly half the sampling rate (Odena et
    al., 2016; Sugawara et al., 2019, filter it as here). The filter is zero there and passes .88 of
    half that frequency; its shift by half a pixel is one more thing that the convolution learns.
    """

    TAPS = (-1 / 16, 9 / 16, 9 / 16, -1 / 16)

    low_pass: Tensor

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.to_pixels = nn.Conv2d(in_channels, IMAGE_COLOURS * UNSHUFFLE**2, 3, padding=1)
        taps = torch.tensor(self.TAPS).expand(IMAGE_COLOURS, 1, 1, -1)
        self.register_buffer("low_pass", taps.contiguous(), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.pixel_shuffle(self.to_pixels(x), UNSHUFFLE)
        x = functional.pad(x, (1, 2, 1, 2), mode="replicate")
        across = self.low_pass.to(x.dtype)
        x = functional.conv2d(x, across, groups=IMAGE_COLOURS)
        return functional.conv2d(x, across.transpose(2, 3), groups=IMAGE_COLOURS)


class LiteGenerator(nn.Module):
    """image (B, 6, H, W) BGR 0..1 and audio (B, T, C) float32 -> image (B, 3, H, W) BGR 0..1.

    The six channels are the reference crop, then the masked crop; H = W = `config.input_px`.
    """

    def __init__(self, config: LiteConfig) -> None:
        super().__init__()
        self.config = config
        widths = config.widths
        self.audio_encoder = AudioEncoder(config)
        self.into = InvertedResidual(IMAGE_CHANNELS * UNSHUFFLE**2, widths[0])
        self.downs = nn.ModuleList(
            DoubleBlock(narrow, wide, stride=2) for narrow, wide in pairwise(widths)
        )
        self.fuse = nn.Sequential(
            DoubleBlock(widths[-1] + config.embedding_width, widths[-1]),
            DoubleBlock(widths[-1], widths[-2]),
        )
        self.ups = nn.ModuleList(
            UpStage(2 * skip, below, align_corners=False)
            for skip, below in zip(widths[-2::-1], (*widths[-3::-1], widths[0]), strict=True)
        )
        self.out = (
            ResizeOutput(widths[0]) if config.output == "resize" else ShuffleOutput(widths[0])
        )

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        skips = [self.into(functional.pixel_unshuffle(image, UNSHUFFLE))]
        for down in self.downs:
            skips.append(down(skips[-1]))
        bottleneck = skips.pop()  # (B, widths[-1], H/32, W/32)
        embedding = self.audio_encoder(audio)[:, :, None, None]
        embedding = embedding.expand(-1, -1, *bottleneck.shape[-2:]).to(bottleneck.dtype)
        x = self.fuse(torch.cat([bottleneck, embedding], dim=1))
        for up in self.ups:
            x = up(x, skips.pop())
        return torch.sigmoid(self.out(x))
