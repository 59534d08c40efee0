"""Training the SyncNet: a minute on a CPU, chosen by its score on held-out time.

Matching windows are told from all others of the batch, near and far in time (symmetric InfoNCE,
van den Oord et al., 2018). Trained on matching pairs alone, as the research code did, it could not
tell matching from shifted sound.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from synctalk_engine.dataset.prepared import PreparedClip
from synctalk_engine.dataset.split import runs_of
from synctalk_engine.training.syncnet_model import HALF_WINDOW, MouthSyncNet
from synctalk_engine.training.syncnet_score import SyncScore, agreement, score_tables

MIN_AUC_TO_TEACH = 0.8
"""Below this on held-out time the network's loss would teach the generator noise."""
AMBIGUOUS_FRAMES = 4
"""Windows less than this apart, but not the same, are neither matching nor not."""


@dataclass(frozen=True)
class SyncNetRecipe:
    """How it is trained."""

    steps: int = 250
    segments: int = 8
    segment_frames: int = 44
    rate: float = 1e-3
    weight_decay: float = 0.05
    warmup_steps: int = 20
    check_steps: int = 50
    """Steps between two scores on held-out time."""
    seed: int = 0
    choose: bool = True
    """Keep the weights that scored best on held-out time; False: the last ones (a judge)."""


OnStep = Callable[[int, int, float, SyncScore | None], None]
TRIAL_STEPS = 8
MIN_STEPS = 20
MAX_SCORED_FRAMES = 3000


def train_syncnet(
    clip: PreparedClip,
    recipe: SyncNetRecipe,
    device: torch.device,
    on_step: OnStep | None = None,
    budget_s: float | None = None,
) -> tuple[MouthSyncNet, SyncScore, int]:
    """Train on a clip's training frames.

    Args:
        on_step: called after each step with (step, steps in all, loss, score or None); may raise
            to stop.
        budget_s: seconds it may take; the steps that fit are found from the first few.
    Returns:
        The network in eval mode, its score on held-out time, and the step it is of.
    """
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    network = MouthSyncNet().to(device)
    train = clip.split.train
    network.set_normalisation(
        torch.from_numpy(clip.patches[train]).float().div(255).to(device),
        torch.from_numpy(clip.mel[train]).to(device),
    )
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay
    )
    length = min(recipe.segment_frames, _longest_run(train))
    starts = runs_of(train, length)
    best: tuple[float, dict, SyncScore, int] | None = None
    network.train()
    began_s, step = time.monotonic(), 0
    while step < recipe.steps:
        if budget_s is not None and step == TRIAL_STEPS:
            fitting = int(budget_s * TRIAL_STEPS / (time.monotonic() - began_s))
            recipe = replace(recipe, steps=min(recipe.steps, max(MIN_STEPS, fitting)))
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * _rate_factor(step, recipe)
        frames = random.choice(starts, recipe.segments)[:, None] + np.arange(length)
        patches, mel = _augmented(clip, frames, random, device)
        loss = contrastive_loss(network, patches, mel, frames)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        step = done = step + 1
        measured = None
        if done == recipe.steps or (recipe.choose and done % recipe.check_steps == 0):
            measured = held_out_score(network, clip)
            if best is None or not recipe.choose or _merit(measured) > best[0]:
                weights = copy.deepcopy(network.state_dict())
                best = (_merit(measured), weights, measured, done)
        if on_step is not None:
            on_step(done, recipe.steps, loss.item(), measured)
    assert best is not None
    network.load_state_dict(best[1])
    return network.eval(), best[2], best[3]


def held_out_score(network: MouthSyncNet, clip: PreparedClip) -> SyncScore:
    """Score on the held-out frames of each video, from the first to the last of them."""
    tables = []
    for part in clip.parts:
        first, last = part.of(clip.split.held_out)[[0, -1]]
        stretch = slice(first, min(last + 1, first + MAX_SCORED_FRAMES))
        tables.append(agreement(network, clip.patches[stretch], clip.mel[stretch]))
    return score_tables(tables, clip.fps)


def contrastive_loss(
    network: MouthSyncNet, patches: Tensor, mel: Tensor, frames: np.ndarray
) -> Tensor:
    """Symmetric InfoNCE over all windows of a batch.

    Args:
        patches: (B, T, 32, 64) in 0..1. mel: (B, T, 4, 80). frames: (B, T) frame numbers.
    """
    mouth = network.embed_mouths(patches).flatten(0, 1)  # (M, 64)
    sound = network.embed_sound(mel).flatten(0, 1)
    logits = network.scale * (mouth @ sound.T)
    numbers = torch.from_numpy(frames[:, HALF_WINDOW:-HALF_WINDOW].reshape(-1)).to(logits.device)
    apart = (numbers[:, None] - numbers[None]).abs()
    own = torch.eye(len(numbers), dtype=torch.bool, device=logits.device)
    logits = logits.masked_fill((apart < AMBIGUOUS_FRAMES) & ~own, -torch.inf)
    target = torch.arange(len(numbers), device=logits.device)
    return (
        functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)
    ) / 2


def _merit(measured: SyncScore) -> float:
    return measured.auc + 0.1 * measured.offset_accuracy_1s


def _rate_factor(step: int, recipe: SyncNetRecipe) -> float:
    warm = min(1.0, (step + 1) / recipe.warmup_steps)
    return warm * 0.5 * (1 + math.cos(math.pi * step / recipe.steps))


def _longest_run(frames: np.ndarray) -> int:
    """Length of the longest stretch of frames without a hole."""
    breaks = np.flatnonzero(np.diff(frames) != 1)
    edges = np.concatenate([[-1], breaks, [len(frames) - 1]])
    return int(np.diff(edges).max())


def _augmented(
    clip: PreparedClip, frames: np.ndarray, random: np.random.Generator, device: torch.device
) -> tuple[Tensor, Tensor]:
    """Patches and mel steps of (B, T) frames, each segment changed as a whole."""
    count = len(frames)
    patches = torch.from_numpy(clip.patches[frames]).to(device).float().div(255)
    mel = torch.from_numpy(clip.mel[frames]).to(device)

    def column(values: np.ndarray) -> Tensor:
        return torch.from_numpy(values.astype(np.float32)).to(device)

    angle = column(random.normal(0, 0.05, count))
    zoom = column(np.exp(random.normal(0, 0.06, count)))
    mirror = column(random.choice([-1.0, 1.0], count))
    move = column(random.normal(0, 0.06, (count, 2)))
    cos, sin = zoom * angle.cos(), zoom * angle.sin()
    # The grid's unit is half a side: turning a picture twice as wide as high needs the factor 2.
    theta = torch.stack(
        [
            torch.stack([cos * mirror, -sin / 2, move[:, 0]], dim=-1),
            torch.stack([2 * sin * mirror, cos, move[:, 1]], dim=-1),
        ],
        dim=1,
    )
    grid = functional.affine_grid(theta, list(patches.shape), align_corners=False)
    patches = functional.grid_sample(patches, grid, padding_mode="border", align_corners=False)
    contrast = column(np.exp(random.normal(0, 0.15, (count, 1, 1, 1))))
    brightness = column(random.normal(0, 0.06, (count, 1, 1, 1)))
    middle = patches.mean((1, 2, 3), keepdim=True)
    noise = column(random.normal(0, 0.02, patches.shape))
    patches = (patches - middle) * contrast + middle + brightness + noise
    gain = column(random.normal(0, 0.25, (count, 1, 1, 1)))
    hiss = column(random.normal(0, 0.1, mel.shape))
    return patches, mel + gain + hiss
