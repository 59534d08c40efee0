"""The research generators: SyncTalk_2D (328) and Ultralight-Digital-Human (160).

MobileNetV2 UNets with the audio joined to the image at the bottleneck. Attribute names and their
order are the research checkpoints' keys, and strides, paddings and `align_corners` are what their
weights have learnt: none of it may change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from synctalk_engine.models.blocks import DoubleBlock, InvertedResidual, UNetUpStage

IMAGE_CHANNELS = 6
"""Reference crop (BGR), then masked crop (BGR)."""

BOTTLENECK_WIDTH = 512
"""Channels of the image and of the audio where they meet, on 10x10 positions."""


@dataclass(frozen=True)
class AudioShape:
    """What tells the audio branches of the feature kinds apart."""

    window_channels: int
    """Channels of the audio window."""

    widths: tuple[int, int]
    """Channels of the first two blocks."""

    stride: tuple[int, int]
    """Stride of the first reduction, so that 16 rows and 16 columns remain."""


@dataclass(frozen=True)
class ImageShape:
    """What tells the two image networks apart."""

    widths: tuple[int, ...]
    """Channels from the full size down to the bottleneck, halving the size at each step."""

    up_widths: tuple[int, ...]
    """Channels from the bottleneck up to the full size."""

    wrapped: bool
    """Whether the entry and the down stages are in a Sequential, which adds `.0` to their keys."""


WIDTHS_160 = (32, 64, 128, 256, 512)
IMAGE_160 = ImageShape(WIDTHS_160, up_widths=(128, 64, 32, 32), wrapped=False)
IMAGE_328 = ImageShape((32, *WIDTHS_160), up_widths=(128, 64, 32, 32, 16), wrapped=True)

AUDIO_160 = {
    "hubert": AudioShape(16, widths=(64, 128), stride=(2, 2)),
    "wenet": AudioShape(128, widths=(256, 256), stride=(1, 2)),
}
AUDIO_328 = {
    "ave": AudioShape(32, widths=(64, 128), stride=(1, 1)),
    # The same keys and shapes as ave: only the stride, which no checkpoint shows, differs.
    "hubert": AudioShape(32, widths=(64, 128), stride=(2, 2)),
    "wenet": AudioShape(256, widths=(256, 256), stride=(1, 2)),
}


class AudioBranch(nn.Module):
    """(B, window_channels, rows, columns) audio window -> (B, 512, 10, 10)."""

    def __init__(self, shape: AudioShape) -> None:
        super().__init__()
        first, second = shape.widths
        self.conv1 = widening_block(shape.window_channels, first)
        self.conv2 = widening_block(first, second)
        self.conv3 = nn.Conv2d(second, 256, 3, shape.stride, padding=1)  # 16x16
        self.bn3 = nn.BatchNorm2d(256)
        self.conv4 = InvertedResidual(256, 256, residual=True)
        # Padding 3 is what turns 16x16 into the 10x10 of the image's bottleneck.
        self.conv5 = nn.Conv2d(256, BOTTLENECK_WIDTH, 3, stride=2, padding=3)
        self.bn5 = nn.BatchNorm2d(BOTTLENECK_WIDTH)
        self.conv6 = InvertedResidual(BOTTLENECK_WIDTH, BOTTLENECK_WIDTH, residual=True)
        self.conv7 = InvertedResidual(BOTTLENECK_WIDTH, BOTTLENECK_WIDTH, residual=True)

    def forward(self, audio: Tensor) -> Tensor:
        x = self.conv2(self.conv1(audio))
        x = self.conv4(torch.relu(self.bn3(self.conv3(x))))
        x = torch.relu(self.bn5(self.conv5(x)))
        return self.conv7(self.conv6(x))


class EntryStage(nn.Module):
    """The first block, under the research name `inconv`."""

    def __init__(self, out_channels: int, *, wrapped: bool) -> None:
        super().__init__()
        block = InvertedResidual(IMAGE_CHANNELS, out_channels)
        self.inconv = nn.Sequential(block) if wrapped else block

    def forward(self, x: Tensor) -> Tensor:
        return self.inconv(x)


class ResearchDownStage(nn.Module):
    """Halves the size, under the research name `maxpool_conv`, though nothing is pooled."""

    def __init__(self, in_channels: int, out_channels: int, *, wrapped: bool) -> None:
        super().__init__()
        block = DoubleBlock(in_channels, out_channels, stride=2)
        self.maxpool_conv = nn.Sequential(block) if wrapped else block

    def forward(self, x: Tensor) -> Tensor:
        return self.maxpool_conv(x)


class ExitStage(nn.Module):
    """The last 1x1 convolution, to the three colours."""

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, 3, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class ResearchUNet(nn.Module):
    """image (B, 6, H, W) BGR 0..1 and audio window float32 -> image (B, 3, H, W) BGR 0..1.

    H = W = 320 (328) or 160; the six channels are the reference crop, then the masked crop. The
    window is that of `AudioShape`, with the rows and columns of `presets.Preset.window_shape`.
    """

    def __init__(self, image: ImageShape, audio: AudioShape) -> None:
        super().__init__()
        self.depth = len(image.up_widths)
        above_bottleneck = image.widths[-2]
        self.audio_model = AudioBranch(audio)
        self.fuse_conv = nn.Sequential(
            DoubleBlock(2 * BOTTLENECK_WIDTH, BOTTLENECK_WIDTH),
            DoubleBlock(BOTTLENECK_WIDTH, above_bottleneck),
        )
        self.inc = EntryStage(image.widths[0], wrapped=image.wrapped)
        for step, (narrow, wide) in enumerate(pairwise(image.widths), start=1):
            self.add_module(f"down{step}", ResearchDownStage(narrow, wide, wrapped=image.wrapped))
        for step, (above, below) in enumerate(
            pairwise((above_bottleneck, *image.up_widths)), start=1
        ):
            joined = above + image.widths[-1 - step]
            self.add_module(f"up{step}", UNetUpStage(joined, below, align_corners=True))
        self.outc = ExitStage(image.up_widths[-1])

    def forward(self, image: Tensor, audio: Tensor) -> Tensor:
        skips = [self.inc(image)]
        for down in self.stages("down"):
            skips.append(down(skips[-1]))
        x = torch.cat([skips.pop(), self.audio_model(audio)], dim=1)  # (B, 1024, 10, 10)
        x = self.fuse_conv(x)
        for up in self.stages("up"):
            x = up(x, skips.pop())
        return torch.sigmoid(self.outc(x))

    def stages(self, name: str) -> Sequence[nn.Module]:
        """`down1`, `down2`, ... or `up1`, `up2`, ... in the order in which they run."""
        return [self.get_submodule(f"{name}{step}") for step in range(1, self.depth + 1)]


def widening_block(in_channels: int, out_channels: int) -> InvertedResidual:
    """An inverted residual that adds its input wherever the width allows it."""
    return InvertedResidual(in_channels, out_channels, residual=in_channels == out_channels)


def unet160(kind: str) -> ResearchUNet:
    """The Ultralight-Digital-Human generator for `hubert` or `wenet`."""
    return ResearchUNet(IMAGE_160, AUDIO_160[kind])


def unet328(kind: str) -> ResearchUNet:
    """The SyncTalk_2D generator for `ave`, `hubert` or `wenet`."""
    return ResearchUNet(IMAGE_328, AUDIO_328[kind])
