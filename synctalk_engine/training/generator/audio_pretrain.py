"""Pretraining of a generator's audio branch.

A generator with random weights first learns the mean mouth and ignores the audio for long. Its
audio branch is therefore pretrained, for seconds, to predict the mouth: how far it is open, its
shape and its image, the last two as a few principal components.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.dataset.batches import audio_windows
from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.references import evenly_spaced
from synctalk_engine.models.audio_windows import lite_rows
from synctalk_engine.models.lite import LiteGenerator, MouthHead
from synctalk_engine.models.studio import StudioGenerator
from synctalk_engine.training import clock
from synctalk_engine.training.evaluation.metrics import correlation
from synctalk_engine.training.schedule import Schedule

_STREAM = 3
VALIDATION_FRAMES = 300
TRIAL_STEPS = 5
MIN_STEPS = TRIAL_STEPS
MAX_DECOMPOSED = 1500
"""Frames whose principal components are sought."""


@dataclass(frozen=True)
class PretrainRecipe:
    """How the audio branch is pretrained."""

    steps: int = 200
    batch_size: int = 64
    lr: float = 1e-3
    weight_decay: float = 0.05
    shape_components: int = 6
    """Principal components of the mouth's points."""
    image_components: int = 16
    """Principal components of the aligned mouth image."""
    noise: float = 0.1
    seed: int = 0


def audio_branch(network: nn.Module) -> nn.Module:
    """The audio encoder of a generator."""
    return network.audio_encoder if isinstance(network, LiteGenerator) else network.audio_model


def audio_parameters(network: nn.Module) -> list[nn.Parameter]:
    """Weights of the pretrained audio encoder; a studio generator pretrains its shapes instead."""
    if isinstance(network, StudioGenerator):
        return []
    return list(audio_branch(network).parameters())


def set_normalisation(network: nn.Module, clip: ClipDataset) -> None:
    """Give a lite network the mean and deviation of the training frames' features."""
    if isinstance(network, StudioGenerator):
        network = network.patch
    elif not isinstance(network, LiteGenerator):
        return
    frames = clip.split.train
    features = clip.features[frames[frames < len(clip.features)]]
    rows = lite_rows(clip.kind, features.reshape(len(features), -1))
    network.audio_encoder.set_normalisation(
        torch.from_numpy(rows.mean(0)), torch.from_numpy(rows.std(0))
    )


def pretrain_audio(
    network: nn.Module,
    clip: ClipDataset,
    recipe: PretrainRecipe,
    device: torch.device,
    on_step: Callable[[int, int, float], None] | None = None,
    budget_s: float | None = None,
) -> float:
    """Train the audio branch of ``network`` in place.

    Args:
        on_step: called after each step with (step, steps in all, loss); may raise to stop.
        budget_s: seconds it may take; the steps that fit are found from the first few.
    Returns:
        Correlation of predicted and true mouth opening on validation frames.
    """
    began_s = clock.now_s()
    targets = mouth_targets(clip, recipe)
    branch = audio_branch(network)
    head = _mouth_head(branch, clip, targets.shape[1], recipe.seed, device)
    optimizer = torch.optim.AdamW(
        [*branch.parameters(), *head.parameters()], lr=recipe.lr, weight_decay=recipe.weight_decay
    )
    random = np.random.default_rng([recipe.seed, _STREAM])
    branch.train()
    first_step_s, step = clock.now_s(), 0
    while step < recipe.steps:
        if budget_s is not None and step == TRIAL_STEPS:
            step_s = (clock.now_s() - first_step_s) / TRIAL_STEPS
            recipe = _fitting(recipe, budget_s - (clock.now_s() - began_s), step_s)
        for group in optimizer.param_groups:
            group["lr"] = Schedule(recipe.steps, recipe.lr, warmup_steps=20).lr(step)
        frames = random.choice(clip.split.train, recipe.batch_size)
        audio = _noisy(torch.from_numpy(audio_windows(clip, frames)).to(device), recipe.noise)
        predicted = head(_embedding(branch, audio))
        loss = functional.smooth_l1_loss(predicted, torch.from_numpy(targets[frames]).to(device))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        if on_step is not None:
            on_step(step, recipe.steps, loss.item())
    return validation_correlation(branch, head, clip, targets, device)


def _mouth_head(
    branch: nn.Module, clip: ClipDataset, outputs: int, seed: int, device: torch.device
) -> MouthHead:
    """A head with new weights that predicts the mouth from the audio embedding."""
    windows = torch.from_numpy(audio_windows(clip, clip.split.train[:1]))
    with torch.no_grad():
        width = _embedding(branch.eval(), windows.to(device)).shape[1]
    torch.manual_seed(seed)
    return MouthHead(width, outputs).to(device)


def _fitting(recipe: PretrainRecipe, left_s: float, step_s: float) -> PretrainRecipe:
    """The recipe with as many steps as fit the time, counted from ``TRIAL_STEPS`` on."""
    fitting = TRIAL_STEPS + int(left_s / max(step_s, 1e-9))
    return replace(recipe, steps=min(recipe.steps, max(MIN_STEPS, fitting)))


def _noisy(audio: Tensor, noise: float) -> Tensor:
    """Audio features with Gaussian noise, relative to their deviation."""
    return audio + noise * audio.std() * torch.randn_like(audio)


@torch.inference_mode()
def validation_correlation(
    branch: nn.Module, head: nn.Module, clip: ClipDataset, targets: np.ndarray, device
) -> float:
    """Correlation of predicted and true mouth opening on validation frames."""
    branch.eval()
    head.eval()
    frames = clip.split.held_out[:VALIDATION_FRAMES]
    audio = torch.from_numpy(audio_windows(clip, frames)).to(device)
    predicted = head(_embedding(branch, audio))[:, 0].float().cpu().numpy()
    return correlation(predicted, targets[frames, 0])


def mouth_targets(clip: ClipDataset, recipe: PretrainRecipe) -> np.ndarray:
    """(N, 1 + components) float32: opening, points, image; mean 0, deviation 1 in training."""
    train = clip.split.train
    pictures = clip.patches.reshape(len(clip), -1).astype(np.float32) / 255
    columns = [
        clip.opening[:, None],
        _principal_components(clip.mouths, train, recipe.shape_components),
        _principal_components(pictures, train, recipe.image_components),
    ]
    scaled = []
    for column in columns:
        # One scale for a group: its small components stay small.
        spread = np.maximum(column[train].std(0).max(), 1e-6)
        scaled.append((column - column[train].mean(0)) / spread)
    return np.concatenate(scaled, axis=1).astype(np.float32)


def _principal_components(values: np.ndarray, train: np.ndarray, count: int) -> np.ndarray:
    """Returns the first principal components of each row.

    They come from the smaller of the two Gram matrices, which is several times as fast as a
    singular value decomposition of the whole.

    Args:
        values: (N, D) float32.
        train: rows that the components are computed from.
        count: number of components.
    Returns:
        (N, min(count, D)) float32.
    """
    mean = values[train].mean(0)
    rows = values[evenly_spaced(train, MAX_DECOMPOSED)] - mean
    is_wide = rows.shape[0] < rows.shape[1]
    gram = rows @ rows.T if is_wide else rows.T @ rows
    _, vectors = np.linalg.eigh(gram.astype(np.float64))  # by rising eigenvalue
    largest = vectors[:, ::-1][:, :count]
    directions = rows.T @ largest if is_wide else largest
    directions = directions / np.maximum(np.linalg.norm(directions, axis=0), 1e-12)
    return (values - mean) @ directions.astype(values.dtype)


def _embedding(branch: nn.Module, audio: Tensor) -> Tensor:
    out = branch(audio)
    return out.mean((2, 3)) if out.ndim == 4 else out
