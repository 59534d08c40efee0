from __future__ import annotations

import numpy as np
import torch

from synctalk_engine.dataset.clip_dataset import ClipDataset
from synctalk_engine.training.syncnet.model import MouthSyncNet
from synctalk_engine.training.syncnet.score import (
    SyncScore,
    area_under_curve,
    score_similarity,
)
from synctalk_engine.training.syncnet.trainer import (
    TRIAL_STEPS,
    SyncNetRecipe,
    contrastive_loss,
    train_syncnet,
    validation_score,
)

CPU = torch.device("cpu")


def _table(right: float, wrong: float, frames: int = 200) -> np.ndarray:
    random = np.random.default_rng(0)
    values = random.normal(wrong, 1, (frames, 31))
    values[:, 15] += right - wrong
    return values.astype(np.float32)


def test_a_perfect_table_scores_one_and_chance_scores_a_half() -> None:
    perfect = score_similarity(_table(50, 0))
    assert (perfect.auc, perfect.offset_accuracy_1s, perfect.offset_accuracy_3s) == (1, 1, 1)
    chance = score_similarity(_table(0, 0))
    assert abs(chance.auc - 0.5) < 0.06 and chance.offset_accuracy_1s < 0.3


def test_longer_windows_find_what_shorter_ones_miss() -> None:
    scores = score_similarity(_table(0.5, 0))
    assert scores.offset_accuracy_1s < scores.offset_accuracy_3s


def test_shifted_audio_is_not_in_sync() -> None:
    shifted = np.roll(_table(50, 0), 4, axis=1)
    assert score_similarity(shifted).offset_accuracy_1s == 0


def test_area_under_curve_counts_ties_half() -> None:
    assert area_under_curve(np.array([1.0, 1.0]), np.array([1.0])) == 0.5
    assert area_under_curve(np.array([2.0, 0.0]), np.array([1.0])) == 0.5


def test_embeddings_are_unit_vectors_of_the_middle_frames() -> None:
    network = MouthSyncNet().eval()
    mouth = network.embed_mouths(torch.rand(2, 20, 32, 64))
    audio = network.embed_audio(torch.randn(2, 20, 4, 80))
    assert mouth.shape == audio.shape == (2, 12, 64)
    assert torch.allclose(mouth.norm(dim=-1), torch.ones(2, 12), atol=1e-5)


def test_audio_and_mouth_windows_cover_the_same_frames() -> None:
    network = MouthSyncNet().eval()
    patches = torch.rand(1, 20, 32, 64, requires_grad=True)
    mel = torch.randn(1, 20, 4, 80, requires_grad=True)
    network.embed_mouths(patches)[0, 5].sum().backward()
    network.embed_audio(mel)[0, 5].sum().backward()
    assert patches.grad[0].flatten(1).any(1).nonzero().flatten().tolist() == [*range(5, 14)]
    gradient = mel.grad[0].flatten(1).abs().sum(1)
    assert (gradient[5:14] > 1e-3 * gradient.max()).all()


def test_gradient_reaches_every_parameter() -> None:
    network = MouthSyncNet(dropout=0)
    frames = np.arange(20)[None] + np.array([[0], [40]])
    loss = contrastive_loss(network, torch.rand(2, 20, 32, 64), torch.randn(2, 20, 4, 80), frames)
    loss.backward()
    assert [n for n, p in network.named_parameters() if p.grad is None or not p.grad.any()] == []


def test_near_windows_are_neither_matching_nor_not() -> None:
    """With one segment of 5 windows, each window is told from those 4 frames away alone."""
    network = MouthSyncNet(dropout=0).eval()
    patches, mel = torch.rand(1, 13, 32, 64), torch.randn(1, 13, 4, 80)
    near = contrastive_loss(network, patches, mel, np.arange(13)[None])
    assert near > 0
    inside = contrastive_loss(network, patches[:, :12], mel[:, :12], np.arange(12)[None])
    assert inside == 0


def test_it_learns_to_match_what_it_has_seen(preprocessed: ClipDataset) -> None:
    torch.manual_seed(0)
    network = MouthSyncNet(dropout=0)
    frames = np.arange(24)[None] + np.array([[0], [30], [60]])
    patches = torch.from_numpy(preprocessed.patches[frames]).float() / 255
    mel = torch.from_numpy(preprocessed.mel[frames])
    network.set_normalisation(patches.flatten(0, 1), mel.flatten(0, 1))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3)
    losses = []
    for _ in range(60):
        loss = contrastive_loss(network, patches, mel, frames)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]


def test_the_weights_are_those_that_scored_best(preprocessed: ClipDataset) -> None:
    scores: dict[int, SyncScore] = {}

    def on_step(step: int, total: int, loss: float, measured: SyncScore | None) -> None:
        if measured is not None:
            scores[step] = measured

    recipe = SyncNetRecipe(steps=9, segments=2, segment_frames=16, check_steps=3)
    network, measured, step = train_syncnet(preprocessed, recipe, CPU, on_step)
    assert list(scores) == [3, 6, 9]
    assert measured == scores[step] == validation_score(network, preprocessed)
    assert not network.training


def test_a_budget_shortens_it(preprocessed: ClipDataset) -> None:
    totals: list[int] = []
    recipe = SyncNetRecipe(steps=2000, segments=1, segment_frames=12, choose=False)
    train_syncnet(preprocessed, recipe, CPU, lambda d, total, lo, s: totals.append(total), 0.01)
    assert totals[0] == 2000 and totals[-1] == len(totals) == TRIAL_STEPS
