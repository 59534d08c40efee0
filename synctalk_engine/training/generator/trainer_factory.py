"""The one place where a generator's trainer is put together.

A training, its speed test and the other processes of a training on several devices all use it, so
that their losses and their discriminator are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from synctalk_engine.dataset.batches import TrainingSampler
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.perceptual import FrozenFeatures
from synctalk_engine.training.generator.adversarial import Discriminator
from synctalk_engine.training.generator.losses import LossWeights
from synctalk_engine.training.generator.trainer import GeneratorTrainer
from synctalk_engine.training.hardware.precision import Precision
from synctalk_engine.training.syncnet.sync_expert import SyncExpert


@dataclass(frozen=True)
class TrainerFactory:
    """Everything a trainer needs except the network and its precision."""

    clip: ClipDataset
    sampler: TrainingSampler
    device: torch.device
    seed: int
    perceptual: FrozenFeatures | None
    """None: there is no perceptual loss."""
    sync_expert: SyncExpert | None = None
    """None: there is no sync loss."""

    def build(self, network: nn.Module, precision: Precision) -> GeneratorTrainer:
        """A trainer with a new optimizer and a new discriminator.

        Args:
            network: on ``device``, in the memory format of ``precision``; it is trained in place.
        """
        return GeneratorTrainer(
            network,
            self.sampler,
            self.clip,
            self.device,
            precision,
            self.seed,
            LossWeights(),
            self.perceptual,
            self.sync_expert,
            Discriminator(self.clip.preset.input_px, self.device, precision, self.seed),
        )
