from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from synctalk_engine.dataset.batches import TrainingSampler, make_batch
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.models.perceptual import FrozenFeatures
from synctalk_engine.models.registry import create_generator
from synctalk_engine.training.generator import losses
from synctalk_engine.training.generator.trainer import GeneratorTrainer, TrainerSetup
from synctalk_engine.training.hardware.precision import Precision, to_device
from synctalk_engine.training.syncnet.loss import mouth_patches, sync_loss
from synctalk_engine.training.syncnet.model import HALF_WINDOW, MouthSyncNet
from synctalk_engine.training.syncnet.sync_expert import MouthSyncExpert

CPU = torch.device("cpu")


class RememberedInput(FrozenFeatures):
    """Its features are the image."""

    def __init__(self) -> None:
        super().__init__((0.0,) * 3, (1.0,) * 3)

    def forward(self, image: torch.Tensor) -> list[torch.Tensor]:
        self.seen = image
        return [image]


def test_nothing_is_learnt_outside_the_mask(preprocessed: ClipDataset) -> None:
    mask = losses.mask_of(preprocessed.preset, torch.zeros(1, 6, 160, 160))
    target, generated = torch.rand(1, 3, 160, 160), torch.rand(1, 3, 160, 160, requires_grad=True)
    out = losses.composite(generated, target, mask)
    (out - target).abs().sum().backward()
    left, top, right, bottom = preprocessed.preset.mask_box
    assert generated.grad[..., top:bottom, left:right].abs().min() > 0
    generated.grad[..., top:bottom, left:right] = 0
    assert not generated.grad.any()


def test_mouth_loss_is_the_mean_error_in_the_box() -> None:
    boxes = torch.tensor([[10, 20, 30, 26], [0, 0, 4, 4]])
    weights = losses.box_weights(boxes, 40)
    error = torch.zeros(2, 3, 40, 40)
    error[0, :, 20:26, 10:30] = 0.5
    error[1, :, 10:, 10:] = 9.0
    assert torch.isclose(losses.mean_in(error, weights), torch.tensor(0.25))


def test_delta_loss_sees_change_and_not_a_constant_error() -> None:
    weights = losses.box_weights(torch.tensor([[0, 0, 8, 8]] * 4), 8)
    target = torch.rand(4, 3, 8, 8)
    offsets = torch.tensor([0.1, 0.1, -0.2, -0.2])[:, None, None, None]
    assert losses.delta_loss(target + offsets, target, weights, 2) < 1e-6
    flicker = torch.tensor([0.1, -0.1, 0.0, 0.0])[:, None, None, None]
    assert torch.isclose(
        losses.delta_loss(target + flicker, target, weights, 2), torch.tensor(0.1), atol=1e-6
    )


def test_generated_mouths_are_cut_where_the_syncnet_learnt_them(preprocessed: ClipDataset) -> None:
    frames = preprocessed.split.train[[5, 60]]
    batch = make_batch(preprocessed, frames, frames)
    patches = mouth_patches(to_device(batch.target, CPU), batch.patch_to_input)
    assert patches.shape == (2, 32, 64)
    real = preprocessed.patches[frames].astype(np.float32) / 255
    assert np.abs(patches.numpy() - real).max() < 0.02


def test_sync_loss_is_lowest_for_the_right_audio(preprocessed: ClipDataset) -> None:
    torch.manual_seed(0)
    network = MouthSyncNet().eval()
    frames = np.arange(20, 32)
    patches = torch.from_numpy(preprocessed.patches[frames]).float() / 255
    patches.requires_grad_(True)
    right = network.embed_mouths(patches[None])[0].detach()
    numbers = np.arange(0, 100)
    audio = torch.nn.functional.normalize(torch.randn(100, 64), dim=1)
    wrong = sync_loss(network, patches, audio, frames, numbers, 4)
    wrong.backward()
    audio[frames[HALF_WINDOW:-HALF_WINDOW]] = right
    good = sync_loss(network, patches, audio, frames, numbers, 4)
    assert good < wrong
    assert patches.grad.abs().sum() > 0


def test_perceptual_loss_is_zero_for_equal_images_and_rises_with_blur(
    preprocessed: ClipDataset,
) -> None:
    from synctalk_engine.training.options import load_perceptual_network

    network = load_perceptual_network(CPU)
    assert network is not None, "its weights are an ordinary dependency"
    batch = make_batch(preprocessed, preprocessed.split.train[:2], preprocessed.split.train[:2])
    target = to_device(batch.target, CPU)
    boxes = torch.from_numpy(batch.mouth_boxes)
    blurred = torch.nn.functional.avg_pool2d(target, 5, 1, 2).requires_grad_(True)
    assert losses.perceptual_loss(network, target, target, boxes) < 1e-6
    loss = losses.perceptual_loss(network, blurred, target, boxes)
    loss.backward()
    assert loss > 0.05 and blurred.grad.abs().sum() > 0


def test_half_precision_sees_the_same_places() -> None:
    """Places rounded to bfloat16 would be off by a part of a pixel."""
    network = RememberedInput()
    target = torch.rand(1, 3, 160, 160)
    boxes = torch.tensor([[101, 103, 149, 131]])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        losses.perceptual_loss(network, target, target, boxes)
    half = network.seen
    losses.perceptual_loss(network, target, target, boxes)
    assert torch.equal(half, network.seen)


def test_the_sequence_for_the_sync_loss_has_image_losses_too(preprocessed: ClipDataset) -> None:
    """Without the other losses, the network once learned black images that were in sync."""
    sampler = TrainingSampler(preprocessed, 2, seed=0)
    network = create_generator(preprocessed.preset, preprocessed.kind)
    sync_expert = MouthSyncExpert(MouthSyncNet(), preprocessed, CPU)
    precision = Precision("fp32", channels_last=False)
    setup = TrainerSetup(preprocessed, sampler, CPU, 0, sync_expert=sync_expert)
    trainer = GeneratorTrainer(network, precision, setup)
    network.eval()
    given = next(trainer.inputs(0))
    assert given.sequence is not None, "the first step has one"
    terms = trainer.losses(given.batch, given.sequence)
    assert terms.keys() == {"l1", "mouth", "delta", "sync"}
    dark = replace(given.sequence, target=np.zeros_like(given.sequence.target))
    assert trainer.losses(given.batch, dark)["l1"] != terms["l1"]
    assert "sync" not in trainer.losses(given.batch)
