"""Research encoders of faces and audio, in the style of Wav2Lip: plain stacks of convolutions.

`SyncNet` is that of SyncTalk_2D (328), `AveEncoder` makes its `ave` features. Attribute names are
the research checkpoints' keys. Strides and slopes, which no key shows, are pinned by the golden
outputs in tests/data/upstream.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

EMBEDDING_WIDTH = 512
"""Channels of every embedding."""

LEAK = 0.01
"""Slope of the SyncNet's rectifiers below zero."""

IntOrPair = int | tuple[int, int]


class ConvBlock(nn.Module):
    """Convolution, batch norm, its input if `residual`, activation."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel: int,
        stride: IntOrPair,
        padding: int,
        activation: Callable[[Tensor], Tensor],
    ) -> None:
        super().__init__()
        self.conv_block = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
            nn.BatchNorm2d(out_channels),
        )
        self.activation = activation
        self.residual = (in_channels, stride, padding) == (out_channels, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        out = self.conv_block(x)
        return self.activation(out + x if self.residual else out)


def leaky(x: Tensor) -> Tensor:
    """The SyncNet's rectifier."""
    return functional.leaky_relu(x, LEAK)


def stack(
    in_channels: int,
    layers: list[tuple[int, int, IntOrPair, int]],
    activation: Callable[[Tensor], Tensor],
) -> nn.Sequential:
    """A chain of ConvBlocks from (out_channels, kernel, stride, padding) each.

    A block that keeps its width and, padded by 1, its size adds its input.
    """
    blocks = []
    for out_channels, kernel, stride, padding in layers:
        blocks.append(ConvBlock(in_channels, out_channels, kernel, stride, padding, activation))
        in_channels = out_channels
    return nn.Sequential(*blocks)


def stage(width: int, stride: IntOrPair, repeats: int, padding: int = 1) -> list:
    """One 3x3 block of that stride, then `repeats` residual ones."""
    return [(width, 3, stride, padding)] + [(width, 3, 1, 1)] * repeats


SYNCNET_AUDIO: dict[str, tuple[int, IntOrPair]] = {
    "ave": (32, 1),
    "hubert": (32, 2),
    "wenet": (256, (1, 2)),
}
"""Channels of the audio window and the stride that leaves 16x16 positions of it. The research code
has no working SyncNet for wenet (it expects 128 channels where its own window has 256); ours takes
the generator's window."""


class SyncNet(nn.Module):
    """Embeds a face and an audio window so that matching ones lie near each other.

    face (B, 3, 320, 320) BGR 0..1 and an audio window as `unet328_<kind>` takes it -> audio and
    face embeddings, each (B, 4608), of length 1.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.face_encoder = stack(
            3,
            [
                (32, 7, 1, 3),
                (32, 5, 2, 1),  # 159
                (64, 5, 2, 1),  # 79
                *[(64, 3, 1, 1)] * 2,
                *stage(128, stride=2, repeats=3),  # 40
                *stage(256, stride=2, repeats=2),  # 20
                *stage(512, stride=2, repeats=2),  # 10
                *stage(EMBEDDING_WIDTH, stride=2, repeats=0),  # 5
                (EMBEDDING_WIDTH, 3, 1, 0),  # 3
                (EMBEDDING_WIDTH, 1, 1, 0),
            ],
            leaky,
        )
        window_channels, stride = SYNCNET_AUDIO[kind]
        self.audio_encoder = stack(
            window_channels,
            [
                *stage(128, stride=1, repeats=2),
                *stage(256, stride=stride, repeats=2),  # 16
                *stage(256, stride=2, repeats=2, padding=2),  # 9
                *stage(512, stride=2, repeats=2),  # 5
                (EMBEDDING_WIDTH, 3, 1, 0),  # 3
                (EMBEDDING_WIDTH, 1, 1, 0),
            ],
            leaky,
        )

    def forward(self, face: Tensor, audio: Tensor) -> tuple[Tensor, Tensor]:
        audio_embedding = self.audio_encoder(audio).flatten(1)  # (B, 512 * 3 * 3)
        face_embedding = self.face_encoder(face).flatten(1)
        return functional.normalize(audio_embedding), functional.normalize(face_embedding)


class AveEncoder(nn.Module):
    """mel (B, 1, 80, 16) scaled to -4..4 -> `ave` features (B, 512), not normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.audio_encoder = stack(
            1,
            [
                *stage(32, stride=1, repeats=2),
                *stage(64, stride=(3, 1), repeats=2),  # 27x16
                *stage(128, stride=3, repeats=2),  # 9x6
                *stage(256, stride=(3, 2), repeats=1),  # 3x3
                (EMBEDDING_WIDTH, 3, 1, 0),
                (EMBEDDING_WIDTH, 1, 1, 0),
            ],
            torch.relu,
        )

    def forward(self, mel: Tensor) -> Tensor:
        return self.audio_encoder(mel).flatten(1)
