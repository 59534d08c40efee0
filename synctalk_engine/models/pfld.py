"""PFLD with GhostOne blocks: the 110-point landmark network of the research preprocessing.

After PFLD (Guo et al., 2019), GhostNet (Han et al., 2020) and MobileOne (Vasu et al., 2022), put
together as in the public PFLD_GhostOne at half width. It is built in the form in which it was
trained, every block with six parallel convolutions, because that is how the weights are published;
`merge_branches` folds each block into one convolution.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.models.blocks import fold_norm

INPUT_PX = 192
LANDMARKS = 110
BRANCHES = 6
"""Parallel convolutions in each block."""

STAGES: tuple[tuple[str, int, int, int], ...] = (
    ("conv3_1", 48, 40, 2),
    ("conv3_2", 60, 40, 1),
    ("conv3_3", 60, 40, 1),
    ("conv4_1", 100, 48, 2),
    ("conv4_2", 120, 48, 1),
    ("conv4_3", 120, 48, 1),
    ("conv5_1", 168, 72, 2),
    ("conv5_2", 252, 72, 1),
    ("conv5_3", 252, 72, 1),
    ("conv5_4", 252, 72, 1),
)
"""Name, hidden width, width and stride of each bottleneck."""

STAGE_ENDS = ("conv3_3", "conv4_3", "conv5_4")
"""Bottlenecks whose mean over all positions the landmarks are read from."""


class ConvNorm(nn.Module):
    """A convolution without bias and its batch norm."""

    def __init__(
        self, in_channels: int, out_channels: int, kernel: int, stride: int, groups: int
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            in_channels, out_channels, kernel, stride, kernel // 2, groups=groups, bias=False
        )
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.bn(self.conv(x))

    def folded(self) -> tuple[Tensor, Tensor]:
        """Kernel and bias of the one convolution that does the same in eval mode."""
        return fold_norm(self.conv.weight, self.bn.state_dict(), self.bn.eps)


class BranchedConv(nn.Module):
    """A MobileOne block: the sum of parallel convolutions, of one 1x1 and of the normalised input.

    The 1x1 is there where the kernel is larger, the input where width and size stay.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel: int,
        *,
        stride: int = 1,
        groups: int = 1,
        linear: bool = False,
    ) -> None:
        super().__init__()
        self.shape = (in_channels, out_channels, kernel, stride)
        self.groups = groups
        self.linear = linear

        def branch(side: int) -> ConvNorm:
            return ConvNorm(in_channels, out_channels, side, stride, groups)

        keeps_shape = in_channels == out_channels and stride == 1
        self.rbr_skip = nn.BatchNorm2d(in_channels) if keeps_shape else None
        self.rbr_conv = nn.ModuleList(branch(kernel) for _ in range(BRANCHES))
        self.rbr_scale = branch(1) if kernel > 1 else None

    def forward(self, x: Tensor) -> Tensor:
        out = self.rbr_conv[0](x)
        for branch in self.rbr_conv[1:]:
            out = out + branch(x)
        if self.rbr_scale is not None:
            out = out + self.rbr_scale(x)
        if self.rbr_skip is not None:
            out = out + self.rbr_skip(x)
        return out if self.linear else torch.relu(out)

    @torch.no_grad()
    def merged(self) -> nn.Sequential:
        """One convolution (and its rectifier) with the same output in eval mode."""
        in_channels, out_channels, side, stride = self.shape
        conv = nn.Conv2d(in_channels, out_channels, side, stride, side // 2, groups=self.groups)
        parts = [branch.folded() for branch in self.rbr_conv if isinstance(branch, ConvNorm)]
        if self.rbr_scale is not None:
            weight, bias = self.rbr_scale.folded()
            parts.append((functional.pad(weight, [side // 2] * 4), bias))
        if self.rbr_skip is not None:
            identity = nn.init.dirac_(torch.empty_like(parts[0][0]), self.groups)
            parts.append(fold_norm(identity, self.rbr_skip.state_dict(), self.rbr_skip.eps))
        weight, bias = (torch.stack(tensors).sum(dim=0) for tensors in zip(*parts, strict=True))
        conv.weight, conv.bias = nn.Parameter(weight), nn.Parameter(bias)
        return nn.Sequential(conv, nn.Identity() if self.linear else nn.ReLU())


class GhostModule(nn.Module):
    """Half of the channels by a 1x1 convolution, the other half from those by a depthwise 3x3."""

    def __init__(self, in_channels: int, out_channels: int, *, linear: bool = False) -> None:
        super().__init__()
        half = out_channels // 2
        self.primary_conv = BranchedConv(in_channels, half, 1, linear=linear)
        self.cheap_operation = BranchedConv(half, half, 3, groups=half, linear=linear)

    def forward(self, x: Tensor) -> Tensor:
        primary = self.primary_conv(x)
        return torch.cat([primary, self.cheap_operation(primary)], dim=1)


class GhostBottleneck(nn.Module):
    """Ghost module out to the hidden width, depthwise stride if any, linear ghost module back.

    Without the shortcut of GhostNet.
    """

    def __init__(self, in_channels: int, hidden: int, out_channels: int, stride: int) -> None:
        super().__init__()
        shrink = (
            BranchedConv(hidden, hidden, 3, stride=stride, groups=hidden, linear=True)
            if stride > 1
            else nn.Sequential()
        )
        self.ghost_conv = nn.Sequential(
            GhostModule(in_channels, hidden),
            shrink,
            GhostModule(hidden, out_channels, linear=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.ghost_conv(x)


class PfldGhostOne(nn.Module):
    """face (B, 3, 192, 192) BGR 0..1 -> (B, 220): x y of each point, less the mean face.

    With the mean face added, the points are in 0..1 of the square box that was cut out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = BranchedConv(3, 32, 3, stride=2)
        self.conv2 = BranchedConv(32, 32, 3, groups=32)
        width = 32
        for name, hidden, out_width, stride in STAGES:
            self.add_module(name, GhostBottleneck(width, hidden, out_width, stride))
            width = out_width
        self.conv6 = GhostBottleneck(width, 108, 8, stride=1)
        self.conv7 = BranchedConv(8, 16, 3)
        # As wide as what is left of the image: 192 / 16.
        self.conv8 = nn.Sequential(nn.Conv2d(16, 64, INPUT_PX // 16, bias=False), nn.ReLU())
        self.conv_out = nn.Conv2d(32 + 40 + 48 + 72 + 64, LANDMARKS * 2, 1)
        # Never used: a spatial transformer that its authors gave up, but the weights carry it.
        self.localization = nn.Sequential(
            nn.Conv2d(1, 8, 7), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(8, 10, 5)
        )

    def forward(self, face: Tensor) -> Tensor:
        x = self.conv2(self.conv1(face))
        scales = [everywhere(x)]
        for name, *_ in STAGES:
            x = self.get_submodule(name)(x)
            if name in STAGE_ENDS:
                scales.append(everywhere(x))
        scales.append(self.conv8(self.conv7(self.conv6(x))))
        return self.conv_out(torch.cat(scales, dim=1)).flatten(1)


def everywhere(x: Tensor) -> Tensor:
    """Mean over all positions: (B, C, H, W) -> (B, C, 1, 1)."""
    return x.mean(dim=(2, 3), keepdim=True)


def merge_branches(network: nn.Module) -> None:
    """Replace each BranchedConv in `network` by one convolution, in place, for inference alone."""
    for name, child in network.named_children():
        if isinstance(child, BranchedConv):
            network.add_module(name, child.merged())
        else:
            merge_branches(child)
