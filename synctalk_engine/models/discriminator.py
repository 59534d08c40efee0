"""A small network that tells true mouths from generated ones, piece by piece.

PatchGAN (Isola et al., 2017) with spectral normalisation (Miyato et al., 2018). It is to be
given the pixels of the mouth as they are: what it is there for, a resize would take away.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

LEAK = 0.2


class PatchDiscriminator(nn.Module):
    """(B, 3, H, W) -> verdicts (B, 1, H/4, W/4), above 0 for true, and three features."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [
                spectral_norm(nn.Conv2d(3, width, 4, stride=2, padding=1)),
                spectral_norm(nn.Conv2d(width, 2 * width, 4, stride=2, padding=1)),
                spectral_norm(nn.Conv2d(2 * width, 2 * width, 3, padding=1)),
            ]
        )
        self.verdict = spectral_norm(nn.Conv2d(2 * width, 1, 3, padding=1))

    def forward(self, image: Tensor) -> tuple[Tensor, list[Tensor]]:
        features: list[Tensor] = []
        x = image
        for layer in self.layers:
            x = functional.leaky_relu(layer(x), LEAK)
            features.append(x)
        return self.verdict(x), features


def feature_distance(drawn: list[Tensor], true: list[Tensor]) -> Tensor:
    """Mean over the levels of the absolute difference, as a fraction of the true features' size.

    Feature matching (Wang et al., 2018). The gradient goes to ``drawn`` alone.
    """
    shares = [
        functional.l1_loss(some.float(), wanted.detach().float())
        / wanted.detach().float().abs().mean().clamp_min(1e-3)
        for some, wanted in zip(drawn, true, strict=True)
    ]
    return torch.stack(shares).mean()
