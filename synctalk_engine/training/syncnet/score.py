"""How well a SyncNet tells matching from shifted audio: AUC and offset accuracy."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import torch

from synctalk_engine.training.syncnet.model import HALF_WINDOW, MouthSyncNet

MAX_SHIFT_FRAMES = 15
MIN_SHIFT_FRAMES = 5
"""Pairs shifted by less are neither right nor wrong: a mouth moves slowly."""
TOLERANCE_FRAMES = 1
SHORT_WINDOW_S, LONG_WINDOW_S = 1.0, 3.0
_SHIFTS = np.arange(-MAX_SHIFT_FRAMES, MAX_SHIFT_FRAMES + 1)


@dataclass(frozen=True)
class SyncScore:
    """Scores of one network on one sequence of frames, all 0..1."""

    auc: float
    """Chance that a matching pair is more similar than one shifted by 5 to 15 frames."""
    offset_accuracy_1s: float
    """Fraction of windows of 1 s whose best of -15..15 frames is within a frame of the truth."""
    offset_accuracy_3s: float

    def as_dict(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}


def score(
    network: MouthSyncNet, patches: np.ndarray, mel: np.ndarray, fps: float = 25.0
) -> SyncScore:
    """Measure a network on frames that follow one another.

    Args:
        patches: (T, 32, 64) uint8.
        mel: (T, 4, 80) float32 of the same frames.
    """
    return score_similarity(similarity_table(network, patches, mel), fps)


@torch.inference_mode()
def similarity_table(network: MouthSyncNet, patches: np.ndarray, mel: np.ndarray) -> np.ndarray:
    """(T - 8, 31): similarity of each frame's mouth to the audio -15 to 15 frames away.

    NaN where that audio is outside the sequence.
    """
    if len(patches) <= 2 * HALF_WINDOW:
        return np.empty((0, len(_SHIFTS)), np.float32)
    was_training = network.training
    network.eval()
    device = network.patch_mean.device
    mouths = torch.from_numpy(np.array(patches)).to(device).float()[None] / 255
    sounds = torch.from_numpy(np.array(mel)).to(device)[None]
    mouth = network.embed_mouths(mouths)[0].float().cpu().numpy()
    sound = network.embed_audio(sounds)[0].float().cpu().numpy()
    network.train(was_training)
    return similarity_of_embeddings(mouth, sound)


def similarity_of_embeddings(mouth: np.ndarray, sound: np.ndarray) -> np.ndarray:
    """(T, 31) similarity of mouth and audio embeddings (T, D), as :func:`similarity_table`."""
    frames = np.arange(len(mouth))[:, None] + _SHIFTS
    inside = (frames >= 0) & (frames < len(sound))
    values = np.einsum("td,tsd->ts", mouth, sound[np.clip(frames, 0, len(sound) - 1)])
    return np.where(inside, values, np.nan).astype(np.float32)


def score_tables(tables: list[np.ndarray], fps: float = 25.0) -> SyncScore:
    """Scores of several videos' :func:`similarity_table`: means weighted by length."""
    scores = [score_similarity(table, fps) for table in tables]
    lengths = [len(table) for table in tables]
    if len(tables) == 1 or not any(lengths):
        return scores[0]
    names = SyncScore.__dataclass_fields__
    return SyncScore(
        **{
            name: float(np.average([getattr(one, name) for one in scores], weights=lengths))
            for name in names
        }
    )


def score_similarity(values: np.ndarray, fps: float = 25.0) -> SyncScore:
    """Scores of a :func:`similarity_table`."""
    if len(values) == 0:
        return SyncScore(0.5, 0.0, 0.0)
    right = values[:, _SHIFTS == 0].ravel()
    wrong = values[:, abs(_SHIFTS) >= MIN_SHIFT_FRAMES].ravel()
    return SyncScore(
        auc=area_under_curve(right, wrong[np.isfinite(wrong)]),
        offset_accuracy_1s=_offset_accuracy(values, round(SHORT_WINDOW_S * fps)),
        offset_accuracy_3s=_offset_accuracy(values, round(LONG_WINDOW_S * fps)),
    )


def area_under_curve(right: np.ndarray, wrong: np.ndarray) -> float:
    """Chance that one of ``right`` is above one of ``wrong``; ties count half (Mann-Whitney)."""
    if len(right) == 0 or len(wrong) == 0:
        return 0.5
    ordered = np.sort(wrong)
    below = np.searchsorted(ordered, right, "left") + np.searchsorted(ordered, right, "right")
    return float(below.mean() / (2 * len(wrong)))


def _offset_accuracy(values: np.ndarray, window_frames: int) -> float:
    """Fraction of windows whose best shift is within the tolerance; 0 where none fits."""
    window_frames = min(window_frames, len(values))
    # Sums by differences of running sums; what lies outside the clip is left out of the mean.
    known = np.isfinite(values)
    sums = np.cumsum(np.pad(np.where(known, values, 0), ((1, 0), (0, 0))), axis=0, dtype=float)
    counts = np.cumsum(np.pad(known, ((1, 0), (0, 0))), axis=0)
    total = sums[window_frames:] - sums[:-window_frames]
    count = counts[window_frames:] - counts[:-window_frames]
    means = np.where(count > window_frames // 2, total / np.maximum(count, 1), -np.inf)
    best = _SHIFTS[means.argmax(1)]
    return float((abs(best) <= TOLERANCE_FRAMES).mean())
