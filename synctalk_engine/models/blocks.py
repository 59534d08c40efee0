"""Building blocks shared by the generators: inverted residuals and the two-block stages of a UNet.

The block is that of MobileNetV2 (Sandler et al., 2018), arranged as in the Ultralight-Digital-Human
UNet. Attribute names (`conv`, `double_conv`) are part of the checkpoint format: the research
networks in `unet.py` must have exactly those keys.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn


class InvertedResidual(nn.Module):
    """1x1 expansion, 3x3 depthwise, linear 1x1 projection; adds its input when `residual`.

    Maps (B, in, H, W) to (B, out, H/stride, W/stride).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        *,
        stride: int = 1,
        residual: bool = False,
        expansion: int = 2,
    ) -> None:
        super().__init__()
        if residual and (stride != 1 or in_channels != out_channels):
            raise ValueError(
                f"a residual block keeps its shape, not {in_channels}->{out_channels}/{stride}"
            )
        hidden = in_channels * expansion
        self.residual = residual
        self.conv = nn.Sequential(
            nn.Conv2d(in_channels, hidden, 1, bias=False),
            nn.BatchNorm2d(hidden),
            nn.ReLU(inplace=True),
            nn.Conv2d(hidden, hidden, 3, stride, padding=1, groups=hidden, bias=False),
            nn.BatchNorm2d(hidden),
            nn.ReLU(inplace=True),
            nn.Conv2d(hidden, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x) if self.residual else self.conv(x)


def fold_norm(weight: Tensor, norm: Mapping[str, Tensor], eps: float) -> tuple[Tensor, Tensor]:
    """Kernel and bias that do what a bias-free convolution and a batch norm in eval mode do.

    norm: the batch norm's state dict.
    """
    gain = norm["weight"] / (norm["running_var"] + eps).sqrt()
    return weight * gain[:, None, None, None], norm["bias"] - norm["running_mean"] * gain


class DoubleBlock(nn.Module):
    """Two inverted residuals: the first changes width and size, the second adds to its input."""

    def __init__(self, in_channels: int, out_channels: int, *, stride: int = 1) -> None:
        super().__init__()
        self.double_conv = nn.Sequential(
            InvertedResidual(in_channels, out_channels, stride=stride),
            InvertedResidual(out_channels, out_channels, residual=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.double_conv(x)


class UNetUpStage(nn.Module):
    """Doubles the size of `x`, puts it before the skip connection and mixes the two.

    `in_channels` counts both. `align_corners` is True in the research networks; with it, the
    bottleneck's grid is stretched by (2n-1)/(n-1) half pixels, which their weights have learnt.
    """

    def __init__(self, in_channels: int, out_channels: int, *, align_corners: bool) -> None:
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=align_corners)
        self.conv = DoubleBlock(in_channels, out_channels)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        return self.conv(torch.cat([self.up(x), skip], dim=1))
