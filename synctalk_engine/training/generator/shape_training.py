"""Trains a studio generator's shape predictor: from audio features to the shape of the mouth.

Trained on short sequences, for seconds, before the patch network. A prediction is the mean of all
that could be, so the mouth's width changes less than the person's; how much less is measured on
frames that a predictor has not seen (one predictor learns from all frames, the others without a
third each), and made up for. All of them are kept: their mean predicts better. Narrow openings are
closed by ``ClosingMotion``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.dataset.lower_face import LowerFace
from synctalk_engine.face.mouth_shape import (
    LOWER_LIP_MIDDLE,
    MOUTH_CORNERS,
    UPPER_LIP_MIDDLE,
    ShapeSpace,
    fit_closing,
    head_poses,
    width_gain,
)
from synctalk_engine.models.studio import ShapePredictor, StudioGenerator
from synctalk_engine.training import clock
from synctalk_engine.training.evaluation.metrics import correlation
from synctalk_engine.training.schedule import Schedule

logger = logging.getLogger(__name__)

_STREAM = 5
FOLD_BLOCK_FRAMES = 50
"""Frames are left out in blocks of two seconds."""
COEFFICIENT_WEIGHT = 1.5
VELOCITY_WEIGHT = 0.5
SMOOTH_L1_BETA = 0.5
MAX_WIDTH_GAIN = 1.3
MIN_SEQUENCE_FRAMES = 20
TRIAL_STEPS = 5


@dataclass(frozen=True)
class ShapeRecipe:
    """How a shape predictor is trained."""

    steps: int = 250
    batch_size: int = 16
    sequence_frames: int = 64
    lr: float = 2e-3
    weight_decay: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class _ShapeData:
    """Features and targets of all frames, and the training frames in runs without a hole."""

    features: np.ndarray
    targets: np.ndarray
    runs: list[np.ndarray]


def train_shapes(
    network: StudioGenerator,
    clip: ClipDataset,
    recipe: ShapeRecipe,
    device: torch.device,
    on_step: Callable[[int, int], None] | None = None,
    budget_s: float | None = None,
) -> float:
    """Fit the person's shape space and train the shape predictor of ``network``, in place.

    Args:
        on_step: called after each step with (step, steps in all); may raise to stop.
        budget_s: seconds that it may take; the steps that fit are found from the first few.
    Returns:
        Correlation of predicted and true mouth opening on validation frames.
    """
    began_s = clock.now_s()
    face, train = clip.lower_face, clip.split.train
    space = clip.shape_space
    coefficients = space.coefficients(face.meshes)
    _keep_space(network, space)
    features = clip.feature_rows
    scale = max(float(coefficients[train].std(0).max()), 1e-6)
    network.shape_scale.fill_(scale / COEFFICIENT_WEIGHT)
    extras = _extras(face, space, train)
    targets = np.concatenate([coefficients * COEFFICIENT_WEIGHT / scale, extras], axis=1)
    runs = _runs_of(train)
    data = _ShapeData(features, targets.astype(np.float32), runs)
    members = list(network.shape_predictor.members)
    network.shape_mean.copy_(torch.from_numpy(coefficients[train].mean(0)))
    session = _Session(data, recipe, device, on_step, len(members))
    if budget_s is not None:
        session.fit_to(budget_s, began_s, members[0])
    session.train(members[0], train, recipe.seed)
    unseen = _train_folds(session, members[1:], train)
    count = network.config.shape_components
    predicted_shapes = unseen[:, :count] * float(network.shape_scale)
    gain = width_gain(space, coefficients[train], predicted_shapes, MAX_WIDTH_GAIN)
    network.shape_gain.copy_(torch.from_numpy(gain))
    held_out = clip.split.held_out
    predicted = session.predict(network.shape_predictor)
    _fit_closing(network, space, coefficients[train])
    return correlation(predicted[held_out, count], data.targets[held_out, count])


def _fit_closing(network: StudioGenerator, space: ShapeSpace, shapes: np.ndarray) -> None:
    """Keep in the network how this person's mouth closes: see :class:`ClosingMotion`."""
    closing = fit_closing(space, shapes)
    network.closing_direction.copy_(torch.from_numpy(closing.direction))
    network.opening_statistics.copy_(
        torch.tensor([closing.median, closing.deviation, closing.least])
    )


def _keep_space(network: StudioGenerator, space: ShapeSpace) -> None:
    network.canonical.copy_(torch.from_numpy(space.canonical))
    network.components.copy_(torch.from_numpy(space.components))


def _extras(face: LowerFace, space: ShapeSpace, train: np.ndarray) -> np.ndarray:
    """(N, 2): opening and width of the mouth, mean 0 and deviation 1 in training."""
    poses = head_poses(face.meshes, space.canonical)
    columns = []
    for one, other in ((UPPER_LIP_MIDDLE, LOWER_LIP_MIDDLE), MOUTH_CORNERS):
        apart = np.linalg.norm(face.meshes[:, one] - face.meshes[:, other], axis=1) / poses.scale
        spread = max(float(apart[train].std()), 1e-6)
        columns.append((apart - apart[train].mean()) / spread)
    return np.stack(columns, axis=1)


def _runs_of(frames: np.ndarray) -> list[np.ndarray]:
    """Runs of frames that follow one another, the short ones left out unless all are short."""
    runs = np.split(frames, np.nonzero(np.diff(frames) > 1)[0] + 1)
    return [run for run in runs if len(run) >= MIN_SEQUENCE_FRAMES] or runs


def _train_folds(
    session: _Session, members: Sequence[ShapePredictor], train: np.ndarray
) -> np.ndarray:
    """Train each predictor without its part of the frames.

    Returns:
        (len(train), outputs): each training frame predicted by the one that has not seen it.
    """
    unseen = np.zeros((len(train), session.data.targets.shape[1]), np.float32)
    block = train // FOLD_BLOCK_FRAMES % len(members)
    for fold, member in enumerate(members):
        out = block == fold
        known = train if out.all() else train[~out]
        session.train(member, known, session.recipe.seed + fold + 1)
        unseen[out] = session.predict(member)[train[out]]
    return unseen


class _Session:
    """Trains predictors on one clip."""

    def __init__(
        self,
        data: _ShapeData,
        recipe: ShapeRecipe,
        device: torch.device,
        on_step: Callable[[int, int], None] | None,
        trainings: int,
    ) -> None:
        self.data, self.recipe, self.device = data, recipe, device
        self._trainings = trainings
        self._on_step = on_step
        self._done = 0
        self._features = torch.from_numpy(data.features).to(device)
        self._targets = torch.from_numpy(data.targets).to(device)

    def fit_to(self, budget_s: float, began_s: float, predictor: ShapePredictor) -> None:
        """Take as few steps as fit the time, counted by a trial."""
        trial = replace(self.recipe, steps=TRIAL_STEPS)
        full, self.recipe, report = self.recipe, trial, self._on_step
        self._on_step = None
        frames = np.concatenate(self.data.runs)
        self.train(predictor, frames, full.seed)  # the first steps are slower than the others
        trial_began_s = clock.now_s()
        self.train(predictor, frames, full.seed)
        step_s = (clock.now_s() - trial_began_s) / TRIAL_STEPS
        left_s = budget_s - (clock.now_s() - began_s)
        steps = int(left_s / self._trainings / max(step_s, 1e-9))
        self.recipe = replace(full, steps=min(full.steps, max(TRIAL_STEPS, steps)))
        logger.info("shape predictors: %d steps of %.3f s", self.recipe.steps, step_s)
        self._on_step, self._done = report, 0

    def train(self, predictor: ShapePredictor, frames: np.ndarray, seed: int) -> ShapePredictor:
        """Train a predictor in place, from new weights, on runs of frames; it ends frozen."""
        recipe = self.recipe
        torch.manual_seed(seed)
        _reset(predictor)
        rows = self._features[torch.from_numpy(frames).to(self.device)]
        predictor.feature_mean.copy_(rows.mean(0))
        predictor.feature_std.copy_(rows.std(0).clamp_min(1e-3))
        random = np.random.default_rng([seed, _STREAM])
        runs = _runs_of(frames)
        chances = np.array([len(run) for run in runs], float)
        chances /= chances.sum()
        optimizer = torch.optim.AdamW(
            predictor.requires_grad_(True).parameters(), recipe.lr, weight_decay=recipe.weight_decay
        )
        schedule = Schedule(recipe.steps, recipe.lr, warmup_steps=min(20, recipe.steps))
        predictor.train()
        for step in range(recipe.steps):
            for group in optimizer.param_groups:
                group["lr"] = schedule.lr(step)
            chosen = [runs[i] for i in random.choice(len(runs), recipe.batch_size, p=chances)]
            index = torch.from_numpy(np.stack([self._sequence(run, random) for run in chosen]))
            index = index.to(self.device)
            predicted = predictor(self._features[index].transpose(1, 2))
            loss = shape_loss(predicted, self._targets[index].transpose(1, 2))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            self._report()
        optimizer.zero_grad(set_to_none=True)  # else the main training's clipping counts it
        return predictor.requires_grad_(False).eval()

    def _sequence(self, run: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """Frames of a sequence within a run; a run that is shorter repeats its last frame."""
        length = self.recipe.sequence_frames
        first = int(random.integers(0, max(1, len(run) - length + 1)))
        return run[np.minimum(np.arange(first, first + length), len(run) - 1)]

    def _report(self) -> None:
        self._done += 1
        if self._on_step is not None:
            self._on_step(self._done, self.recipe.steps * self._trainings)

    @torch.inference_mode()
    def predict(self, predictor: nn.Module) -> np.ndarray:
        """(N, outputs) for all frames."""
        return predictor(self._features.T[None])[0].T.float().cpu().numpy()


def shape_loss(predicted: Tensor, wanted: Tensor) -> Tensor:
    """Error of shapes and of their change from frame to frame; (B, K, T) each."""
    change = (predicted[..., 1:] - predicted[..., :-1]) - (wanted[..., 1:] - wanted[..., :-1])
    error = functional.smooth_l1_loss(predicted, wanted, beta=SMOOTH_L1_BETA)
    return error + VELOCITY_WEIGHT * change.abs().mean()


def _reset(network: nn.Module) -> None:
    for layer in network.modules():
        if hasattr(layer, "reset_parameters"):
            layer.reset_parameters()
