"""Training of a SyncNet: a minute on a CPU, selected by its validation score.

Matching windows are told from all others of the batch, near and far in time (symmetric InfoNCE,
van den Oord et al., 2018). Trained on matching pairs alone, as the research code did, it could not
tell matching from shifted audio.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.split import sequence_starts
from synctalk_engine.models.grid_sampling import sample_with_border
from synctalk_engine.training.syncnet.model import HALF_WINDOW, MouthSyncNet
from synctalk_engine.training.syncnet.score import SyncScore, score_tables, similarity_table

MIN_SYNC_EXPERT_AUC = 0.8
"""With a lower validation AUC, its loss would train the generator on noise."""
AMBIGUOUS_FRAMES = 4
"""Windows less than this apart, but not the same, are neither matching nor not."""


@dataclass(frozen=True)
class SyncNetRecipe:
    """How it is trained."""

    steps: int = 250
    segments: int = 8
    segment_frames: int = 44
    lr: float = 1e-3
    weight_decay: float = 0.05
    warmup_steps: int = 20
    check_steps: int = 50
    """Steps between two validations."""
    seed: int = 0
    choose: bool = True
    """Keep the weights with the best validation score; False: the last ones (an evaluator)."""

    def steps_per_epoch(self, train_frames: int) -> int:
        """Steps in which about as many windows are seen as the clip has; at least 1."""
        return max(1, -(-train_frames // (self.segments * self.segment_frames)))


OnStep = Callable[[int, int, float, SyncScore | None], None]
FIRST_TRIAL_STEPS, TRIAL_STEPS = 2, 8
"""Steps after which a time budget is divided by the time of a step: roughly, then for good."""
HOPELESS_FRACTION = 0.5
"""A budget that holds less than this fraction of the needed steps is refused after the first few
steps, which are slower than the later ones."""
MAX_SCORED_FRAMES = 3000
_STREAM = 5


class TooFewStepsError(Exception):
    """A time budget holds so few steps that the network would be of no use.

    Args:
        steps: that it holds.
    """

    def __init__(self, steps: int) -> None:
        super().__init__(f"{steps} steps")
        self.steps = steps


@dataclass
class SyncNetBest:
    """The best weights so far."""

    score: SyncScore
    step: int
    weights: dict[str, Tensor]


class SyncNetTrainer:
    """A SyncNet in training: everything that the next step depends on.

    What is random in a step is a function of (seed, step), so that a training that was stopped and
    continued ends with the same weights, on a CPU to the bit.
    """

    def __init__(self, clip: ClipDataset, recipe: SyncNetRecipe, device: torch.device) -> None:
        torch.manual_seed(recipe.seed)
        self.clip, self.recipe, self.device = clip, recipe, device
        self.network = MouthSyncNet().to(device)
        train = clip.split.train
        self.network.set_normalisation(
            torch.from_numpy(clip.patches[train]).float().div(255).to(device),
            torch.from_numpy(clip.mel[train]).to(device),
        )
        self._optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=recipe.lr, weight_decay=recipe.weight_decay
        )
        self._length = min(recipe.segment_frames, _longest_run(train))
        self._starts = sequence_starts(train, self._length)
        self.step = 0
        """Steps done."""
        self.total_steps = recipe.steps
        self.best: SyncNetBest | None = None

    @property
    def is_finished(self) -> bool:
        return self.step >= self.total_steps and self.best is not None

    def train_step(self) -> float:
        """One step; gives its loss."""
        recipe, step = self.recipe, self.step
        random = np.random.default_rng([recipe.seed, _STREAM, step])
        torch.manual_seed(recipe.seed * 1_000_003 + step)  # dropout
        for group in self._optimizer.param_groups:
            group["lr"] = recipe.lr * _lr_factor(step, recipe.warmup_steps, self.total_steps)
        frames = random.choice(self._starts, recipe.segments)[:, None] + np.arange(self._length)
        patches, mel = _augmented(self.clip, frames, random, self.device)
        self.network.train()
        loss = contrastive_loss(self.network, patches, mel, frames)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self._optimizer.step()
        self.step += 1
        return loss.item()

    @property
    def is_check_due(self) -> bool:
        """Whether the weights of this step are to be scored."""
        is_last = self.step >= self.total_steps
        return is_last or (self.recipe.choose and self.step % self.recipe.check_steps == 0)

    def check(self) -> SyncScore:
        """Validate the weights, and keep them if they are the best."""
        measured = validation_score(self.network, self.clip)
        is_better = self.best is None or _selection_score(measured) > _selection_score(
            self.best.score
        )
        if is_better or not self.recipe.choose:
            self.best = SyncNetBest(measured, self.step, copy.deepcopy(self.network.state_dict()))
        return measured

    def state_dict(self) -> dict[str, Any]:
        """Plain values and tensors, for :meth:`load_state_dict`."""
        best = self.best
        return {
            "network": self.network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
            "total_steps": self.total_steps,
            "best": None if best is None else {**vars(best), "score": asdict(best.score)},
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Continue where :meth:`state_dict` was taken."""
        self.network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.step, self.total_steps = state["step"], state["total_steps"]
        best = state["best"]
        self.best = None
        if best is not None:
            self.best = SyncNetBest(SyncScore(**best["score"]), best["step"], best["weights"])

    def run(
        self,
        on_step: OnStep | None = None,
        budget_s: float | None = None,
        now_s: Callable[[], float] = time.monotonic,
        min_steps: int = 0,
    ) -> tuple[MouthSyncNet, SyncScore, int]:
        """Train to the last step.

        Args:
            on_step: called after each step with (step, steps in all, loss, score or None); may
                raise to stop, and this trainer's state is then that after the step.
            budget_s: seconds it may take; the steps that fit are found from the first few.
            now_s: the clock.
            min_steps: the fewest that are worth a budget's time.
        Raises:
            TooFewStepsError: fewer than ``min_steps`` fit.
        Returns:
            The network in eval mode, its validation score, and its step.
        """
        began_s, first_step = now_s(), self.step
        while not self.is_finished:
            loss = self.train_step() if self.step < self.total_steps else float("nan")
            done = self.step - first_step
            if budget_s is not None and done >= FIRST_TRIAL_STEPS:
                spent_s = now_s() - began_s
                self._fit_to(budget_s - spent_s, spent_s / done, done, min_steps)
            measured = self.check() if self.is_check_due else None
            if on_step is not None:
                on_step(self.step, self.total_steps, loss, measured)
        assert self.best is not None
        self.network.load_state_dict(self.best.weights)
        return self.network.eval(), self.best.score, self.best.step

    def _fit_to(self, left_s: float, step_s: float, done: int, min_steps: int) -> None:
        """Shorten the training to the steps that fit; one that fits keeps its schedule.

        Raises:
            TooFewStepsError: fewer than ``min_steps`` fit, as soon as that is certain.
        """
        fitting = min(self.recipe.steps, self.step + max(0, int(left_s / step_s)))
        needed = min(min_steps, self.recipe.steps)
        if fitting < (needed if done == TRIAL_STEPS else HOPELESS_FRACTION * needed):
            raise TooFewStepsError(fitting)
        if done >= TRIAL_STEPS:
            self.total_steps = fitting


def train_syncnet(
    clip: ClipDataset,
    recipe: SyncNetRecipe,
    device: torch.device,
    on_step: OnStep | None = None,
    budget_s: float | None = None,
) -> tuple[MouthSyncNet, SyncScore, int]:
    """Train on a clip's training frames, from the first step to the last: see the trainer's run."""
    return SyncNetTrainer(clip, recipe, device).run(on_step, budget_s)


def validation_score(network: MouthSyncNet, clip: ClipDataset) -> SyncScore:
    """Score on the validation frames of each video, from the first to the last of them."""
    tables = []
    for part in clip.source_videos:
        first, last = part.of(clip.split.held_out)[[0, -1]]
        stretch = slice(first, min(last + 1, first + MAX_SCORED_FRAMES))
        tables.append(similarity_table(network, clip.patches[stretch], clip.mel[stretch]))
    return score_tables(tables, clip.fps)


def contrastive_loss(
    network: MouthSyncNet, patches: Tensor, mel: Tensor, frames: np.ndarray
) -> Tensor:
    """Symmetric InfoNCE over all windows of a batch.

    Args:
        patches: (B, T, 32, 64) in 0..1. mel: (B, T, 4, 80). frames: (B, T) frame numbers.
    """
    mouth = network.embed_mouths(patches).flatten(0, 1)  # (M, 64)
    sound = network.embed_audio(mel).flatten(0, 1)
    logits = network.scale * (mouth @ sound.T)
    numbers = torch.from_numpy(frames[:, HALF_WINDOW:-HALF_WINDOW].reshape(-1)).to(logits.device)
    apart = (numbers[:, None] - numbers[None]).abs()
    own = torch.eye(len(numbers), dtype=torch.bool, device=logits.device)
    logits = logits.masked_fill((apart < AMBIGUOUS_FRAMES) & ~own, -torch.inf)
    target = torch.arange(len(numbers), device=logits.device)
    return (
        functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)
    ) / 2


def _selection_score(measured: SyncScore) -> float:
    return measured.auc + 0.1 * measured.offset_accuracy_1s


def _lr_factor(step: int, warmup_steps: int, total_steps: int) -> float:
    warm = min(1.0, (step + 1) / warmup_steps)
    return warm * 0.5 * (1 + math.cos(math.pi * step / total_steps))


def _longest_run(frames: np.ndarray) -> int:
    """Length of the longest sequence of consecutive frames."""
    breaks = np.flatnonzero(np.diff(frames) != 1)
    edges = np.concatenate([[-1], breaks, [len(frames) - 1]])
    return int(np.diff(edges).max())


def _augmented(
    clip: ClipDataset, frames: np.ndarray, random: np.random.Generator, device: torch.device
) -> tuple[Tensor, Tensor]:
    """Patches and mel steps of (B, T) frames, augmented segment by segment."""
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
    # The grid's unit is half a side: rotating an image twice as wide as high needs the factor 2.
    theta = torch.stack(
        [
            torch.stack([cos * mirror, -sin / 2, move[:, 0]], dim=-1),
            torch.stack([2 * sin * mirror, cos, move[:, 1]], dim=-1),
        ],
        dim=1,
    )
    grid = functional.affine_grid(theta, list(patches.shape), align_corners=False)
    patches = sample_with_border(patches, grid)
    contrast = column(np.exp(random.normal(0, 0.15, (count, 1, 1, 1))))
    brightness = column(random.normal(0, 0.06, (count, 1, 1, 1)))
    middle = patches.mean((1, 2, 3), keepdim=True)
    noise = column(random.normal(0, 0.02, patches.shape))
    patches = (patches - middle) * contrast + middle + brightness + noise
    gain = column(random.normal(0, 0.25, (count, 1, 1, 1)))
    hiss = column(random.normal(0, 0.1, mel.shape))
    return patches, mel + gain + hiss
