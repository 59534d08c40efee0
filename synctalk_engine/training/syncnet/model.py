"""The network that scores whether mouth and audio are in sync.

After SyncNet (Chung and Zisserman, 2016), trained by contrast as CLIP is (Radford et al., 2021): a
window of nine mouth frames and its audio each become a unit vector; in sync, the vectors are
similar.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WINDOW_FRAMES = 9
"""Frames of mouth and of audio in one comparison, 0.36 s."""
HALF_WINDOW = WINDOW_FRAMES // 2
EMBEDDING = 64
PATCH_HEIGHT_PX, PATCH_WIDTH_PX = 32, 64
MEL_STEPS, MEL_COUNT = 4, 80

_WIDTHS = (16, 32, 64, 96)
_WIDTH = 128
_FIRST_SCALE = 10.0
_MAX_SCALE = 50.0


class MouthSyncNet(nn.Module):
    """Mouth patches and mel steps to unit vectors that are similar where they are in sync.

    Mean and deviation of the clip's grey level and loudness are kept in buffers, which are saved
    with the weights: see :meth:`set_normalisation`.
    """

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.register_buffer("patch_mean", torch.tensor(0.5))
        self.register_buffer("patch_std", torch.tensor(0.25))
        self.register_buffer("mel_mean", torch.zeros(MEL_COUNT))
        self.register_buffer("mel_std", torch.ones(MEL_COUNT))
        layers: list[nn.Module] = []
        for before, after in zip((1, *_WIDTHS), _WIDTHS, strict=False):
            layers += [
                nn.Conv2d(before, after, 3, stride=2, padding=1),
                nn.GroupNorm(8, after),
                nn.ReLU(inplace=True),
            ]
        cells = (PATCH_HEIGHT_PX // 16) * (PATCH_WIDTH_PX // 16)
        self.picture = nn.Sequential(
            *layers, nn.Flatten(), nn.Dropout(dropout), nn.Linear(_WIDTHS[-1] * cells, _WIDTH)
        )
        self.movement = nn.Sequential(
            nn.ReLU(), nn.Dropout(dropout), nn.Conv1d(_WIDTH, EMBEDDING, WINDOW_FRAMES)
        )
        self.sound = nn.Sequential(
            nn.Conv1d(MEL_COUNT, _WIDTH, 1),
            nn.ReLU(),
            nn.Conv1d(_WIDTH, _WIDTH, 9, padding=4),
            nn.GroupNorm(8, _WIDTH),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Conv1d(_WIDTH, _WIDTH, 5, padding=2),
            nn.GroupNorm(8, _WIDTH),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Conv1d(_WIDTH, EMBEDDING, WINDOW_FRAMES * MEL_STEPS, stride=MEL_STEPS),
        )
        self.log_scale = nn.Parameter(torch.tensor(_FIRST_SCALE).log())

    @torch.no_grad()
    def set_normalisation(self, patches: Tensor, mel: Tensor) -> None:
        """Take mean and deviation of (N, 32, 64) patches in 0..1 and of (N, 4, 80) mel steps."""
        self.patch_mean.copy_(patches.mean())
        self.patch_std.copy_(patches.std().clamp_min(1e-2))
        self.mel_mean.copy_(mel.mean((0, 1)))
        self.mel_std.copy_(mel.std((0, 1)).clamp_min(1e-2))

    @property
    def scale(self) -> Tensor:
        """Inverse temperature: similarities are multiplied by it before the softmax."""
        return self.log_scale.exp().clamp_max(_MAX_SCALE)

    def embed_mouths(self, patches: Tensor) -> Tensor:
        """(B, T, 32, 64) grey in 0..1 to (B, T - 8, 64) unit vectors, of frames 4 to T - 5."""
        batch, frames = patches.shape[:2]
        normal = (patches - self.patch_mean) / self.patch_std
        features = self.picture(normal.reshape(-1, 1, PATCH_HEIGHT_PX, PATCH_WIDTH_PX))
        features = features.reshape(batch, frames, _WIDTH).transpose(1, 2)  # (B, 128, T)
        return functional.normalize(self.movement(features).transpose(1, 2), dim=-1)

    def embed_audio(self, mel: Tensor) -> Tensor:
        """(B, T, 4, 80) mel steps to (B, T - 8, 64) unit vectors, of frames 4 to T - 5."""
        normal = ((mel - self.mel_mean) / self.mel_std).flatten(1, 2)  # (B, 4 T, 80)
        return functional.normalize(self.sound(normal.transpose(1, 2)).transpose(1, 2), dim=-1)
