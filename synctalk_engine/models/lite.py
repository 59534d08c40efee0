"""The lite generators: SyncTalk Studio's own small networks for CPUs, phones and short training.

The image is pixel-unshuffled by 2, so that a UNet of plain 3x3 convolutions works on a quarter of
the pixels; a 1-D convolutional branch encodes a window of audio and steers every level of the way
up (FiLM: Perez et al., 2018). The way out is a pixel-shuffle whose checkerboard is filtered away,
and it sees the input once more, at full detail.

Plain convolutions, not MobileNetV2's depthwise ones: a step takes two thirds of the time
(docs/experiments.md).
"""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

IMAGE_CHANNELS = 6
"""Reference crop (BGR), then masked crop (BGR)."""

IMAGE_COLOURS = 3

UNSHUFFLE = 2
"""Side of the square of pixels that is folded into channels."""

FOLDED_CHANNELS = IMAGE_CHANNELS * UNSHUFFLE**2


@dataclass(frozen=True)
class LiteConfig:
    """Everything that decides the shape of a lite generator's weights."""

    input_px: int = 160
    """Side of the square input and output image."""

    audio_channels: int = 608
    """Numbers a frame of audio features has (mel 320 and moonshine 288 together make 608)."""

    audio_frames: int = 16
    """Frames in the audio window; a multiple of 4."""

    widths: tuple[int, ...] = (24, 48, 96, 128, 256)
    """Channels of the UNet from the full grid to the bottleneck."""

    audio_width: int = 128
    """Channels of the audio branch before its embedding."""

    embedding_width: int = 256
    """Numbers in the audio embedding."""

    audio_dropout: float = 0.3
    """Fraction of the audio branch's channels dropped in training."""

    audio_noise: float = 0.3
    """Noise added to the audio in training, as a fraction of each feature's own deviation."""

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
        self.noise = config.audio_noise
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
        # A kernel as long as what is left, not a mean: the place in the window says which audio
        # belongs to the frame and which is to come.
        self.whole = nn.Conv1d(embedding, embedding, config.audio_frames // 4)

    @torch.no_grad()
    def set_normalisation(self, mean: Tensor, std: Tensor) -> None:
        """Take over the training features' mean and standard deviation, each (C,)."""
        self.feature_mean.copy_(mean)
        self.feature_std.copy_(std.clamp_min(1e-3))

    def forward(self, audio: Tensor) -> Tensor:
        normalised = (audio - self.feature_mean) / self.feature_std
        if self.training:
            normalised = normalised + self.noise * torch.randn_like(normalised)
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


class ResidualConv(nn.Module):
    """Adds to (B, C, H, W) what a batch norm, a rectifier and a 3x3 convolution make of it."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(channels)
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(functional.relu(self.norm(x)))


class ResidualDownStage(nn.Module):
    """(B, in, H, W) -> (B, out, H/2, W/2)."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)
        self.residual = ResidualConv(out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.residual(self.norm(self.conv(functional.relu(x))))


class FilmUpStage(nn.Module):
    """Doubles the size of `x`, adds the skip connection, and bends it to the audio.

    x (B, in, H, W), skip (B, out, 2H, 2W), audio (B, E) -> (B, out, 2H, 2W).
    """

    def __init__(self, in_channels: int, out_channels: int, embedding_width: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(in_channels, out_channels, 1, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)
        self.skip = nn.Conv2d(out_channels, out_channels, 1)
        self.residuals = nn.Sequential(ResidualConv(out_channels), ResidualConv(out_channels))
        self.film = nn.Linear(embedding_width, 2 * out_channels)
        nn.init.zeros_(self.film.weight)  # at first the audio comes by the bottleneck alone
        nn.init.zeros_(self.film.bias)

    def forward(self, x: Tensor, skip: Tensor, sound: Tensor) -> Tensor:
        x = self.norm(self.narrow(functional.relu(x)))
        x = functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        x = self.residuals(x + self.skip(skip))
        gain, shift = self.film(sound).to(x.dtype)[:, :, None, None].chunk(2, dim=1)
        return x * (1 + gain) + shift


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
        widths, embedding = config.widths, config.embedding_width
        self.audio_encoder = AudioEncoder(config)
        self.into = nn.Sequential(
            nn.Conv2d(FOLDED_CHANNELS, widths[0], 3, padding=1), ResidualConv(widths[0])
        )
        self.downs = nn.ModuleList(
            ResidualDownStage(narrow, wide) for narrow, wide in pairwise(widths)
        )
        self.sound = nn.Linear(embedding, widths[-1])
        self.fuse = nn.Sequential(ResidualConv(widths[-1]), ResidualConv(widths[-1]))
        self.ups = nn.ModuleList(
            FilmUpStage(wide, narrow, embedding) for wide, narrow in pairwise(widths[::-1])
        )
        self.out = ShuffleOutput(widths[0] + FOLDED_CHANNELS)

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        folded = functional.pixel_unshuffle(image, UNSHUFFLE)
        skips = [self.into(folded)]
        for down in self.downs:
            skips.append(down(skips[-1]))
        x = skips.pop()  # (B, widths[-1], H/32, W/32)
        sound = functional.gelu(self.audio_encoder(audio))
        x = self.fuse(x + self.sound(sound)[:, :, None, None].to(x.dtype))
        for up in self.ups:
            x = up(x, skips.pop(), sound)
        x = torch.cat([functional.relu(x), folded.to(x.dtype)], dim=1)
        return torch.sigmoid(self.out(x))
