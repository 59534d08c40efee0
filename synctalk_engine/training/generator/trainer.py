"""The training step of a generator: its weights, their EMA, and the optimizer.

Schedule, checkpoints and commands are in ``run.py``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from synctalk_engine.dataset.batches import (
    TrainingBatch,
    TrainingSampler,
    concat_batches,
    prefetch,
)
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.perceptual import FrozenFeatures
from synctalk_engine.models.presets import Preset
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.training.distributed.process_group import (
    LossFunction,
    ProcessGroup,
    SingleProcess,
)
from synctalk_engine.training.generator import losses
from synctalk_engine.training.generator.adversarial import Discriminator
from synctalk_engine.training.generator.augmentation import augmented
from synctalk_engine.training.generator.averaged_weights import AveragedWeights
from synctalk_engine.training.generator.losses import LossWeights, default_weights
from synctalk_engine.training.generator.micro_batches import (
    MicroBatch,
    max_micro_batches,
    split_into_micro_batches,
)
from synctalk_engine.training.generator.optimizer import make_optimizer
from synctalk_engine.training.generator.scalars import read_scalars
from synctalk_engine.training.generator.step_graph import BatchTensors, Record, StepGraph
from synctalk_engine.training.hardware.launch import Forward
from synctalk_engine.training.hardware.precision import (
    Precision,
    load_optimizer,
    to_device,
)
from synctalk_engine.training.hardware.threads import has_core_to_spare
from synctalk_engine.training.schedule import ema_decay
from synctalk_engine.training.syncnet.sync_expert import SyncExpert

MAX_GRADIENT_NORM = 1.0
DISCRIMINATOR_START, STUDIO_DISCRIMINATOR_START = 0.5, 0.3
"""Fraction of the steps after which the discriminator starts: first shape, then detail."""
SYNC_EVERY_STEPS = 8
SYNC_SEQUENCE_FRAMES = 12
READ_EVERY_STEPS = 8
"""On a GPU: reading a loss waits for the GPU, which then waits for its next work."""
SYNC_LOSS_START = 0.5
"""Fraction of the steps after which the sync loss starts, when there are mouths to score."""


def discriminator_start(preset: Preset) -> float:
    """Fraction of the steps after which a preset's discriminator starts."""
    return STUDIO_DISCRIMINATOR_START if preset.family == "studio" else DISCRIMINATOR_START


@dataclass(frozen=True)
class StepInput:
    """Input of one training step."""

    batch: TrainingBatch
    sequence: TrainingBatch | None
    """A longer sequence for the sync loss, in the steps that have it."""


@dataclass(frozen=True)
class TrainerSetup:
    """Everything that a trainer needs except the network and its number format."""

    clip: ClipDataset
    sampler: TrainingSampler
    device: torch.device
    seed: int
    perceptual: FrozenFeatures | None = None
    """None: there is no perceptual loss."""
    sync_expert: SyncExpert | None = None
    """None: there is no sync loss."""
    weights: LossWeights | None = None
    """None: those of the preset."""


class GeneratorTrainer:
    """Weights, EMA and optimizer of a generator.

    Args:
        network: on the device, in the memory format of ``precision``; it is trained in place.
        discriminator: None leaves the adversarial loss out.
    """

    def __init__(
        self,
        network: nn.Module,
        precision: Precision,
        setup: TrainerSetup,
        discriminator: Discriminator | None = None,
    ) -> None:
        self.network = network
        self.forward: Forward = network
        """How the network is launched in training (``hardware/launch.py``)."""
        self.precision = precision
        self.device = setup.device
        self._averaged = AveragedWeights(network)
        self._sampler = setup.sampler
        self._seed = setup.seed
        self._weights = setup.weights or default_weights(setup.clip.preset)
        self._perceptual = setup.perceptual
        self._sync_expert = setup.sync_expert
        self._discriminator = discriminator
        self._preset = setup.clip.preset
        self._optimizer = make_optimizer(network, setup.device)
        self.group: SingleProcess = SingleProcess()
        """The processes that train together; this one alone until :meth:`join`."""
        self._parallel_losses: LossFunction | None = None
        self._graphs: dict[bool, StepGraph] = {}
        """By whether the discriminator is used."""
        self.discriminator_from_step = 0
        """First step with the discriminator."""
        self._uses_discriminator = discriminator is not None
        self.sync_from_step = 0
        """First step with the sync loss."""
        self.accumulate = 1
        """Micro-batches of a batch, those of all processes together; more take less memory."""
        is_half = precision.number_format == "fp16" and setup.device.type == "cuda"
        self._scaler = torch.amp.GradScaler(setup.device.type, enabled=is_half)

    @property
    def ema(self) -> nn.Module:
        """The network with the exponential moving average of the weights, in eval mode."""
        return self._averaged.network

    @property
    def has_perceptual_loss(self) -> bool:
        return self._perceptual is not None

    @property
    def max_micro_batches(self) -> int:
        """The largest sensible ``accumulate``: frames that follow one another stay together."""
        if self.group.size > 1:  # one process cannot change it for all
            return self.accumulate
        return max_micro_batches(self._sampler.batch_size, self._sampler.sequence_length)

    @contextlib.contextmanager
    def open_inputs(self, first_step: int) -> Iterator[Iterator[StepInput]]:
        """As :meth:`inputs`, made by a thread that runs ahead where there is a core for it."""
        inputs = self.inputs(first_step)
        if has_core_to_spare(self.device):
            with prefetch(inputs) as made_ahead:
                yield made_ahead
        else:
            yield inputs

    def inputs(self, first_step: int) -> Iterator[StepInput]:
        """Inputs of all steps from ``first_step`` on, without end."""
        step = first_step
        while True:
            sequence = None
            is_due = step >= self.sync_from_step and step % SYNC_EVERY_STEPS == 0
            if self._sync_expert is not None and is_due:
                sequence = self._sampler.long_sequence(step, SYNC_SEQUENCE_FRAMES)
            yield StepInput(self._batch(step), sequence)
            step += 1

    def _batch(self, step: int) -> TrainingBatch:
        batch, run_length = self._sampler.batch(step), self._sampler.sequence_length
        is_augmented = self._preset.family == "studio"
        return augmented(batch, run_length, self._seed, step) if is_augmented else batch

    def example_input(self) -> tuple[Tensor, Tensor]:
        """What the network is given in a step without a sequence: images and audio."""
        batch = self._tensors(self._sampler.batch(1))
        return to_device(batch.image, self.device), batch.audio

    def use_graphs(self, record: Record | None = None) -> None:
        """Compute gradients by CUDA graphs from now on, where a step has one batch and no more.

        Must come before a thread makes batches.

        Args:
            record: tests give another one than CUDA's.
        Raises:
            Exception: no graph can be captured here; torch says so in many ways.
        """
        example = BatchTensors.of(self._batch(1), self.device)
        self.network.train()
        graphs = {}
        for uses_discriminator in (False, True) if self._discriminator else (False,):
            networks = [self.network]
            if uses_discriminator:
                networks.append(self._discriminator.network)
            self._uses_discriminator = uses_discriminator
            graphs[uses_discriminator] = StepGraph(self._batch_gradient, example, networks, record)
        self._graphs = graphs

    def _batch_gradient(self, batch: BatchTensors) -> dict[str, Tensor]:
        """As :meth:`_gradient`, of a batch alone."""
        if self._uses_discriminator:
            self._discriminator.begin_step()
        return self._backward(self._image_losses(batch)[1])

    def set_phases(self, sync_from_step: int, discriminator_from_step: int) -> None:
        """Say from which steps on there are which losses."""
        self.sync_from_step = sync_from_step
        self.discriminator_from_step = discriminator_from_step

    def order(self, step: int, lr: float, given: StepInput) -> dict[str, Any]:
        """What the main process tells its workers of a step."""
        return {
            "step": step,
            "lr": lr,
            "images": self.images_of(given),
            "discriminator_from_step": self.discriminator_from_step,
        }

    def join(self, group: ProcessGroup, micro_batches: int) -> None:
        """Train together with other processes from now on, from the same weights.

        As in one process, batch norm sees a batch, or a micro-batch where there are several.

        Args:
            micro_batches: of a batch, those of all processes together.
        """
        self.accumulate = min(micro_batches, self.max_micro_batches)
        self.group = group
        if self.accumulate == 1:
            group.sync_batch_norms(self.network)

    def _share_gradients(self) -> None:
        """Average the gradients of what is trained now over all processes."""
        if isinstance(self.group, ProcessGroup):
            networks = [self.network]
            if self._uses_discriminator:
                networks.append(self._discriminator.network)
            self._parallel_losses = self.group.data_parallel(self.losses, networks)

    def images_of(self, given: StepInput) -> int:
        """Images of a step in all processes, where ``given`` is the main process's shard."""
        return self._sampler.batch_size + (len(given.sequence.frames) if given.sequence else 0)

    def step(
        self, step: int, lr: float, given: StepInput, images: int | None = None
    ) -> dict[str, float]:
        """Train on one batch. Returns the losses, ``total`` among them.

        If a loss or the gradient is not finite, it is among the returned values, and the weights
        have not been changed.

        Args:
            images: of the step in all processes; None: as the main process knows.
        """
        return self._update_weights(step, self._gradient(step, lr, given, images))

    @property
    def read_every_steps(self) -> int:
        """Of how many steps the losses are read from the device at once."""
        return 1 if self.device.type == "cpu" or self.group.size > 1 else READ_EVERY_STEPS

    def step_unread(self, step: int, lr: float, given: StepInput) -> dict[str, Tensor]:
        """As :meth:`step`, but the device is not waited for.

        Nobody has seen the losses when the weights change: after a loss that is not finite, they
        are of no use. So read them (:func:`read_scalars`) before anything is saved.
        """
        terms = self._gradient(step, lr, given, None)
        norm = self._clip_gradient()
        self._apply_gradient(step)
        # Half precision's scaler leaves a step with too large a gradient out.
        return terms if self._scaler.is_enabled() else {**terms, "gradient": norm}

    def _gradient(
        self, step: int, lr: float, given: StepInput, images: int | None
    ) -> dict[str, Tensor]:
        """Compute the gradient of a step. Returns the losses, which are still on the device."""
        for group in self._optimizer.param_groups:
            group["lr"] = lr * group["share"]
        self.network.train()
        used_discriminator = self._uses_discriminator
        is_due = step >= self.discriminator_from_step
        self._uses_discriminator = self._discriminator is not None and is_due
        if self._graphs and self.accumulate == 1 and given.sequence is None:
            batch, graph = self._tensors(given.batch), self._graphs[self._uses_discriminator]
            if graph.fits(batch):
                self._seed_step(step, 0)
                return graph(batch)
        self._optimizer.zero_grad(set_to_none=True)
        if self._uses_discriminator:
            self._discriminator.begin_step()
        if self._parallel_losses is None or used_discriminator != self._uses_discriminator:
            self._share_gradients()
        return self._accumulate_gradient(step, given, images or self.images_of(given))

    def _clip_gradient(self) -> Tensor:
        """Limit the gradient; gives its norm before, of the discriminator's too."""
        self._scaler.unscale_(self._optimizer)
        norm = nn.utils.clip_grad_norm_(self.network.parameters(), MAX_GRADIENT_NORM)
        if self._uses_discriminator:
            norm = norm + self._discriminator.gradient_norm()
        return norm

    def _update_weights(self, step: int, terms: dict[str, Tensor]) -> dict[str, float]:
        """Step the optimizers with the gradient, if it and the losses are finite.

        Returns:
            The losses, read from the device at once; with ``gradient`` if that is not finite.
        """
        norm = self._clip_gradient()
        values = read_scalars({**terms, "gradient": norm})
        norm_value = values.pop("gradient")
        values = self.group.sum_values(values)
        if not all(map(np.isfinite, values.values())):
            return values
        # Half precision's scaler looks for the largest scale that overflows: it leaves a step out.
        if not self._scaler.is_enabled() and not np.isfinite(norm_value):
            return {**values, "gradient": norm_value}
        self._apply_gradient(step)
        return values

    def _apply_gradient(self, step: int) -> None:
        """Step the optimizers, and let the EMA follow."""
        self._scaler.step(self._optimizer)
        if self._uses_discriminator:
            self._scaler.step(self._discriminator.optimizer)
        self._scaler.update()
        if self.group.rank == 0:
            self._averaged.update(ema_decay(step))

    def _accumulate_gradient(self, step: int, given: StepInput, images: int) -> dict[str, Tensor]:
        """Add up the gradient of a step. Returns the losses, which are still on the device."""
        self._seed_step(step, 0)
        compute_losses = self._parallel_losses or self.losses
        own = len(given.batch.frames) + (len(given.sequence.frames) if given.sequence else 0)
        fraction = own / images
        if self.accumulate == 1:
            terms = compute_losses(given.batch, given.sequence)
            if own < images:  # the sync loss is no mean over images, and the main process's alone
                terms = {n: v if n == "sync" else fraction * v for n, v in terms.items()}
            return self._backward(terms)
        count = -(-self.accumulate // self.group.size)
        parts = split_into_micro_batches(
            given.batch, given.sequence, count, self._sampler.sequence_length
        )
        sync, sync_gradient = None, None
        if given.sequence is not None and self._sync_expert is not None:
            sync, sync_gradient = self._sync_gradient(step, parts, given.sequence)
        values = {} if sync_gradient is None else {"total": self._weights.sync * sync, "sync": sync}
        done = 0
        for number, part in enumerate(parts):
            self._seed_step(step, number)
            wanted = (
                None if sync_gradient is None else sync_gradient[done : done + part.sync_frames]
            )
            done += part.sync_frames
            share = fraction * part.share
            with contextlib.nullcontext() if part is parts[-1] else self.group.no_sync():
                found = self._backward(compute_losses(part.batch, sync_gradient=wanted), share)
            for name, value in found.items():
                values[name] = values.get(name, 0.0) + share * value
        return values

    def _backward(self, terms: dict[str, Tensor], share: float = 1.0) -> dict[str, Tensor]:
        """Add the gradient of a micro-batch, weighted by ``share``. Returns its losses."""
        weights = vars(self._weights)
        surrogate = terms.pop("pulled", None)
        total = sum(
            (weights[name] * value for name, value in terms.items() if name != "critic"),
            start=torch.zeros((), device=self.device),
        )
        size = self.group.size  # the gradients' mean over the processes is to be their sum
        # The discriminator's own loss is no loss of the generator, but shares its backward pass.
        objective = size * share * (total + terms["critic"] if "critic" in terms else total)
        if surrogate is not None:
            objective = objective + size * weights["sync"] * surrogate
        self._scaler.scale(objective).backward()
        return {name: value.detach() for name, value in (("total", total), *terms.items())}

    def _sync_gradient(
        self, step: int, parts: list[MicroBatch], sequence: TrainingBatch
    ) -> tuple[Tensor, Tensor]:
        """The sync loss of a sequence that is generated in micro-batches, and its gradient.

        The loss needs all images at once. They are generated without a graph first; when their
        micro-batches are generated again, a surrogate loss has this gradient, (T, 3, S, S).
        """
        before = [value.clone() for value in self.network.buffers()]
        images = []
        with torch.no_grad():
            for number, part in enumerate(parts):
                if part.sync_frames:
                    self._seed_step(step, number)
                    generated, _, _ = self._generate(self._tensors(part.batch))
                    images.append(generated[: part.sync_frames])
            for value, was in zip(self.network.buffers(), before, strict=True):
                value.copy_(was)  # batch norm counts each image once
        pictures = torch.cat(images).requires_grad_()
        loss = self._sync_expert.loss(pictures, sequence)
        (sync_gradient,) = torch.autograd.grad(loss, pictures)
        return loss.detach(), sync_gradient

    def _seed_step(self, step: int, part: int) -> None:
        # Dropout is a function of the step, so that a resumed run drops what this one would have.
        number = 7_368_787 * part + 15_485_863 * self.group.rank
        torch.manual_seed(self._seed * 1_000_003 + step + number)

    def losses(
        self,
        batch: TrainingBatch,
        sequence: TrainingBatch | None = None,
        sync_gradient: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """Losses of a batch, not yet weighted; with ``sync`` where a longer sequence is given.

        With ``sync_gradient``, the gradient at the first images (K, 3, S, S), there is also a
        surrogate loss, ``pulled``, which has that gradient.

        The sequence is generated together with the batch. Alone, with batch norm's running
        statistics, it had no other loss, and the network broke down in eval mode.
        """
        if sequence is not None:
            batch = concat_batches(sequence, batch)  # the sequence first: it has an even length
        generated, terms = self._image_losses(self._tensors(batch))
        if sequence is not None and self._sync_expert is not None:
            terms["sync"] = self._sync_expert.loss(generated[: len(sequence.frames)], sequence)
        if sync_gradient is not None and len(sync_gradient):
            terms["pulled"] = (generated[: len(sync_gradient)] * sync_gradient).sum()
        return terms

    def _image_losses(self, batch: BatchTensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The generated images of a batch, and the losses that are means over images."""
        generated, target, mask = self._generate(batch)
        area = mask / mask.sum((2, 3), keepdim=True).clamp_min(1)
        mouth = losses.box_weights(batch.mouth_boxes, target.shape[-1])
        error = (generated - target).abs()
        terms = {
            "l1": losses.mean_in(error, area),
            "mouth": losses.mean_in(error, mouth),
            "delta": losses.delta_loss(generated, target, mouth, self._sampler.sequence_length),
        }
        if self._perceptual is not None:
            with self.precision.autocast(self.device):
                terms["perceptual"] = losses.perceptual_loss(
                    self._perceptual, generated, target, batch.mouth_boxes
                )
        if self._uses_discriminator:
            terms |= self._discriminator.losses(generated, target, batch.mouth_boxes)
        return generated, terms

    def _tensors(self, batch: TrainingBatch) -> BatchTensors:
        return BatchTensors.of(batch, self.device)

    def fit_detail(self, measured: dict[str, float]) -> None:
        """Let a studio generator amplify detail as its measured texture asks for."""
        for network in (self.network, self.ema):
            if isinstance(network, StudioGenerator) and "texture_mouth" in measured:
                network.fit_detail(measured["texture_mouth"])

    def state_dict(self) -> dict[str, Any]:
        """Everything that the next step depends on."""
        return {
            "model": self.network.state_dict(),
            "ema": self.ema.state_dict(),
            "optimiser": self._optimizer.state_dict(),
            "scaler": self._scaler.state_dict(),
            "critic": None if self._discriminator is None else self._discriminator.state_dict(),
            "critic_from_step": self.discriminator_from_step,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Restore what :meth:`state_dict` returned."""
        self.network.load_state_dict(state["model"])
        self.ema.load_state_dict(state["ema"])
        load_optimizer(self._optimizer, state["optimiser"])
        self._scaler.load_state_dict(state["scaler"])
        if self._discriminator is not None:
            self._discriminator.load_state_dict(state["critic"])
        self.discriminator_from_step = state["critic_from_step"]

    def _generate(self, batch: BatchTensors) -> tuple[Tensor, Tensor, Tensor]:
        """The generated images, outside their mask the target; the target; and the mask."""
        image, target = (to_device(part, self.device) for part in (batch.image, batch.target))
        with self.precision.autocast(self.device):
            images = self.forward(image, batch.audio)
        mask = losses.mask_of(self._preset, image)
        return losses.composite(images.float(), target, mask), target, mask
