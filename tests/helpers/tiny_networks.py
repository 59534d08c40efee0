"""Networks so small that a training takes a second; everything else is the real program."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
import torch
from torch import Tensor, nn

from synctalk_engine.models import registry
from synctalk_engine.models.discriminator import PatchDiscriminator
from synctalk_engine.models.lite import LiteConfig
from synctalk_engine.models.perceptual import FrozenFeatures
from synctalk_engine.training import options as training_options
from synctalk_engine.training import worker
from synctalk_engine.training.generator import adversarial, start_weights


class TinyFeatures(FrozenFeatures):
    """Stands in for the perceptual network: random filters at half the size."""

    def __init__(self) -> None:
        super().__init__((0.5, 0.5, 0.5), (0.25, 0.25, 0.25))
        self.conv = nn.Conv2d(3, 4, 3, stride=2)
        random = torch.Generator().manual_seed(0)
        for parameter in self.conv.parameters():
            parameter.data = torch.randn(parameter.shape, generator=random)
        self.freeze()

    def forward(self, image: Tensor) -> list[Tensor]:
        return [torch.relu(self.conv(self.normalise(image)))]


def use_tiny_networks(patch: pytest.MonkeyPatch, pretrain_steps: int = 3) -> None:
    """Tiny generator, discriminator and perceptual network, and a short pretraining."""
    tiny = LiteConfig(widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32)
    patch.setitem(registry.LITE_CONFIGS, "lite-160", tiny)
    short = {
        family: replace(recipe, steps=pretrain_steps, batch_size=4)
        for family, recipe in start_weights.PRETRAIN.items()
    }
    patch.setattr(start_weights, "PRETRAIN", short)
    patch.setattr(adversarial, "PatchDiscriminator", partial(PatchDiscriminator, width=4))
    for module in (training_options, worker):
        patch.setattr(module, "load_perceptual_network", lambda device: TinyFeatures().to(device))
