"""The sync loss: how well generated mouths match their audio, as a SyncNet sees it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from synctalk_engine.models.grid_sampling import sample_with_border
from synctalk_engine.training.syncnet.model import (
    HALF_WINDOW,
    PATCH_HEIGHT_PX,
    PATCH_WIDTH_PX,
    WINDOW_FRAMES,
    MouthSyncNet,
)

GREY_OF_BGR = (0.114, 0.587, 0.299)


def mouth_patches(image: Tensor, patch_to_input: np.ndarray) -> Tensor:
    """Aligned grey mouths of generated images, differentiable: (B, 32, 64) in 0..1.

    Args:
        image: (B, 3, S, S) BGR 0..1. patch_to_input: (B, 2, 3) from pixels of the patch to
            pixels of the image.
    """
    grey = (image * image.new_tensor(GREY_OF_BGR)[:, None, None]).sum(1, keepdim=True)
    factor = int(np.sqrt(abs(np.linalg.det(patch_to_input[:, :, :2])).mean()))
    if factor >= 2:  # as the SyncNet's training patches: averaged, then interpolated
        grey = functional.avg_pool2d(grey, factor)
    side_px = image.shape[-1]
    x, y = np.meshgrid(np.arange(PATCH_WIDTH_PX), np.arange(PATCH_HEIGHT_PX))
    places = np.stack([x, y, np.ones_like(x)], axis=-1).astype(np.float64)  # (32, 64, 3)
    at = np.einsum("hwk,bjk->bhwj", places, patch_to_input)
    grid = torch.from_numpy(((2 * at + 1) / side_px - 1).astype(np.float32)).to(image.device)
    return sample_with_border(grey, grid)[:, 0]


def sync_loss(
    network: MouthSyncNet,
    patches: Tensor,
    sound: Tensor,
    frames: np.ndarray,
    sound_frames: np.ndarray,
    ambiguous_frames: int,
) -> Tensor:
    """Cross-entropy of matching a generated sequence with its audio among all audio of a clip.

    Args:
        patches: (T, 32, 64) of frames that follow one another, T at least 9.
        sound: (C, 64) embeddings to choose from, of ``sound_frames`` (C,).
        frames: (T,) frame numbers of the patches.
    """
    if len(patches) < WINDOW_FRAMES:
        raise ValueError(f"a stretch of {len(patches)} frames is shorter than {WINDOW_FRAMES}")
    mouth = network.embed_mouths(patches[None])[0]
    wanted = torch.from_numpy(frames[HALF_WINDOW:-HALF_WINDOW].copy()).to(mouth.device)
    choices = torch.from_numpy(sound_frames).to(mouth.device)
    apart = (wanted[:, None] - choices[None]).abs()
    logits = network.scale.detach() * (mouth @ sound.T)
    logits = logits.masked_fill((apart > 0) & (apart < ambiguous_frames), -torch.inf)
    return functional.cross_entropy(logits, apart.argmin(1))
