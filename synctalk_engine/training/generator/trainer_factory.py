"""The one place where a generator's trainer is put together.

A training, its speed test and the other processes of a training on several devices all use it, so
that their losses and their discriminator are the same.
"""

from __future__ import annotations

from torch import nn

from synctalk_engine.dataset.mouth_patches import mouth_view
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.training.generator.adversarial import (
    FACE_VIEW,
    PATCH_VIEW,
    Discriminator,
)
from synctalk_engine.training.generator.trainer import GeneratorTrainer, TrainerSetup
from synctalk_engine.training.hardware.precision import Precision


class TrainerFactory(TrainerSetup):
    """Builds trainers with one setup."""

    def build(self, network: nn.Module, precision: Precision) -> GeneratorTrainer:
        """A trainer with a new optimizer and a new discriminator.

        Args:
            network: on ``device``, in the memory format of ``precision``; it is trained in place.
        """
        preset = self.clip.preset
        if isinstance(network, StudioGenerator):
            grid_px = network.config.grid_px
            network.patch.set_view(mouth_view(self.clip.lower_face, grid_px))
        view = PATCH_VIEW if preset.family == "studio" else FACE_VIEW
        discriminator = Discriminator(preset.input_px, self.device, precision, self.seed, view)
        return GeneratorTrainer(network, precision, self, discriminator)
