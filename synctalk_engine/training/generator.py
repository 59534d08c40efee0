"""One generator at training: its weights, their running mean, the optimiser, and one step of it.

What belongs to the whole run (schedule, saving, commands) is in ``generator_run``.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.dataset.samples import Batch, TrainingSampler, joined
from synctalk_engine.models.perceptual import FrozenFeatures
from synctalk_engine.training import losses
from synctalk_engine.training.audio_pretrain import audio_parameters
from synctalk_engine.training.held_out import to_device
from synctalk_engine.training.losses import LossWeights
from synctalk_engine.training.precision import Precision
from synctalk_engine.training.schedule import ema_decay
from synctalk_engine.training.syncnet import AMBIGUOUS_FRAMES
from synctalk_engine.training.syncnet_model import HALF_WINDOW, MouthSyncNet

AUDIO_RATE_SHARE = 0.3
"""The pretrained audio branch learns at this share of the rate."""
WEIGHT_DECAY = 0.01
MAX_GRADIENT_NORM = 1.0
SYNC_EVERY_STEPS = 8
SYNC_STRETCH_FRAMES = 12
SYNC_FROM_SHARE = 0.5
"""The sync loss begins at this share of the steps, when there are mouths to speak of."""


@dataclass(frozen=True)
class StepInput:
    """What one step learns from."""

    batch: Batch
    stretch: Batch | None
    """A longer stretch for the sync loss, in the steps that have it."""


class SyncTeacher:
    """A frozen SyncNet and the clip's sounds as it hears them."""

    def __init__(self, network: MouthSyncNet, clip: PreparedClip, device: torch.device) -> None:
        self.network = copy.deepcopy(network).to(device).eval().requires_grad_(False)
        train = clip.split.train
        first, last = int(train[0]), int(train[-1]) + 1
        with torch.no_grad():
            mel = torch.from_numpy(np.array(clip.mel[first:last])).to(device)
            self.sound = self.network.embed_sound(mel[None])[0]
        self.frames = np.arange(first + HALF_WINDOW, last - HALF_WINDOW)

    def loss(self, generated: Tensor, stretch: Batch) -> Tensor:
        """How badly the right sound is found for a generated stretch."""
        return losses.sync_loss(
            self.network,
            losses.mouth_patches(generated, stretch.patch_to_input),
            self.sound,
            stretch.frames,
            self.frames,
            AMBIGUOUS_FRAMES,
        )


class GeneratorTrainer:
    """Weights, running mean and optimiser of a generator.

    Args:
        network: on ``device``, in the memory order of ``precision``.
        perceptual, teacher: None leaves that loss out.
    """

    def __init__(
        self,
        network: nn.Module,
        sampler: TrainingSampler,
        clip: PreparedClip,
        device: torch.device,
        precision: Precision,
        seed: int,
        weights: LossWeights,
        perceptual: FrozenFeatures | None = None,
        teacher: SyncTeacher | None = None,
    ) -> None:
        self.network = network
        self.ema = copy.deepcopy(network).eval().requires_grad_(False)
        self.device = device
        self.precision = precision
        self._sampler = sampler
        self._seed = seed
        self._weights = weights
        self._perceptual = perceptual
        self._teacher = teacher
        self._mask = losses.mask_of(clip.preset, device)
        audio = audio_parameters(network)
        known = {id(parameter) for parameter in audio}
        image = [parameter for parameter in network.parameters() if id(parameter) not in known]
        self._optimiser = torch.optim.AdamW(
            [{"params": image, "share": 1.0}, {"params": audio, "share": AUDIO_RATE_SHARE}],
            lr=1e-3,
            weight_decay=WEIGHT_DECAY,
        )
        self.sync_from_step = 0
        """First step with the sync loss."""
        self._scaler = torch.amp.GradScaler(
            device.type, enabled=precision.number_format == "fp16" and device.type == "cuda"
        )

    @property
    def has_sync_loss(self) -> bool:
        return self._teacher is not None

    def inputs(self, first_step: int) -> Iterator[StepInput]:
        """Inputs of all steps from ``first_step`` on, without end; for a thread that runs ahead."""
        step = first_step
        while True:
            stretch = None
            is_due = step >= self.sync_from_step and step % SYNC_EVERY_STEPS == 0
            if self._teacher is not None and is_due:
                stretch = self._sampler.long_stretch(step, SYNC_STRETCH_FRAMES)
            yield StepInput(self._sampler.batch(step), stretch)
            step += 1

    def step(self, step: int, rate: float, given: StepInput) -> dict[str, float]:
        """Learn from one batch; gives the losses, ``total`` among them.

        Not finite losses are given back without having changed the weights.
        """
        # Dropout is a function of the step, so that a resumed run drops what this one would have.
        torch.manual_seed(self._seed * 1_000_003 + step)
        for group in self._optimiser.param_groups:
            group["lr"] = rate * group["share"]
        self.network.train()
        terms = self.losses(given.batch, given.stretch)
        shares = vars(self._weights)
        total = sum(
            (shares[name] * value for name, value in terms.items()),
            start=torch.zeros((), device=self.device),
        )
        values = {name: float(value.detach()) for name, value in (("total", total), *terms.items())}
        if not np.isfinite(values["total"]):
            return values
        self._optimiser.zero_grad(set_to_none=True)
        self._scaler.scale(total).backward()
        self._scaler.unscale_(self._optimiser)
        nn.utils.clip_grad_norm_(self.network.parameters(), MAX_GRADIENT_NORM)
        self._scaler.step(self._optimiser)
        self._scaler.update()
        self._follow(ema_decay(step))
        return values

    def losses(self, batch: Batch, stretch: Batch | None = None) -> dict[str, Tensor]:
        """Losses of a batch, not yet weighted; with ``sync`` where a longer stretch is given.

        The stretch is drawn together with the batch: drawn alone with batch norm's running figures,
        it was free of every other loss, and the network fell apart wherever those figures count.
        """
        if stretch is not None:
            batch = joined(stretch, batch)  # the stretch first: its length is whole pairs
        target = to_device(batch.target, self.device)
        generated = self._draw(batch, target)
        area = self._mask / self._mask.sum()
        mouth = losses.box_weights(batch.mouth_boxes, target.shape[-1], self.device)
        error = (generated - target).abs()
        terms = {
            "l1": losses.mean_in(error, area),
            "mouth": losses.mean_in(error, mouth),
            "delta": losses.delta_loss(generated, target, mouth, self._sampler.stretch),
        }
        if self._perceptual is not None:
            with self.precision.autocast(self.device):
                terms["perceptual"] = losses.perceptual_loss(
                    self._perceptual, generated, target, batch.mouth_boxes
                )
        if stretch is not None and self._teacher is not None:
            terms["sync"] = self._teacher.loss(generated[: len(stretch.frames)], stretch)
        return terms

    def state_dict(self) -> dict[str, Any]:
        """Everything that the next step depends on."""
        return {
            "model": self.network.state_dict(),
            "ema": self.ema.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "scaler": self._scaler.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on where :meth:`state_dict` was taken."""
        self.network.load_state_dict(state["model"])
        self.ema.load_state_dict(state["ema"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._scaler.load_state_dict(state["scaler"])

    def _draw(self, batch: Batch, target: Tensor) -> Tensor:
        image = to_device(batch.image, self.device)
        audio = torch.from_numpy(batch.audio).to(self.device)
        with self.precision.autocast(self.device):
            drawn = self.network(image, audio)
        return losses.composite(drawn.float(), target, self._mask)

    @torch.no_grad()
    def _follow(self, decay: float) -> None:
        """Let the running mean follow the weights, batch norm's figures included."""
        for mean, value in zip(
            self.ema.state_dict().values(), self.network.state_dict().values(), strict=True
        ):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)
