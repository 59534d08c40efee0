"""The network at work: batches of crops and sound in, drawn faces out."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from synctalk_engine.errors import DeviceError
from synctalk_engine.models.audio_windows import window_tensor
from synctalk_engine.models.presets import Preset

TRIAL_BATCH = 2
TRIAL_ROUNDS = 2
_AUTOCAST = {"bf16": torch.bfloat16, "fp16": torch.float16}

logger = logging.getLogger(__name__)


class MouthDrawer:
    """Draws the masked part of crops for the sound at given frames.

    Args:
        network: a generator of `preset`; it is put into eval mode and its batch norms are folded
            into its convolutions, so it is of no use for training afterwards.
        kind: of `features`, (N, ...), one row a frame of the new video.
        device: for torch.
        precision: ``auto`` takes bfloat16 where it is faster, on a CPU by a short trial.
    """

    def __init__(
        self,
        network: nn.Module,
        preset: Preset,
        kind: str,
        features: np.ndarray,
        device: str = "cpu",
        precision: str = "auto",
    ) -> None:
        self._preset, self._kind, self._features = preset, kind, features
        self._device = torch.device(device)
        network = fold_batch_norms(network.eval())
        self._network = network.to(self._device, memory_format=torch.channels_last)
        self.precision = precision if precision != "auto" else self._best_precision()
        logger.info("draws in %s on %s", self.precision, device)

    def draw(self, indices: Sequence[int], images: np.ndarray) -> np.ndarray:
        """Draw frames `indices` of the new video.

        images: (B, S, S, 6) uint8 of `dataset.samples.input_images`. Returns (B, S, S, 3) float32
        BGR in 0..255; only what lies within the preset's mask means anything.

        Raises:
            DeviceError: out_of_memory, even for a single frame.
        """
        try:
            return self._draw(indices, images)
        except torch.OutOfMemoryError as error:
            if len(indices) == 1:
                raise DeviceError(
                    "out_of_memory", device=str(self._device), batch_size=1, suggestion=1
                ) from error
        half = len(indices) // 2
        parts = (slice(half), slice(half, None))
        return np.concatenate([self.draw(indices[part], images[part]) for part in parts])

    def _draw(self, indices: Sequence[int], images: np.ndarray) -> np.ndarray:
        windows = np.stack(
            [window_tensor(self._preset, self._kind, self._features, i) for i in indices]
        )
        pictures = torch.from_numpy(images).permute(0, 3, 1, 2)
        drawn = self._forward(pictures, torch.from_numpy(windows), self.precision)
        return drawn.permute(0, 2, 3, 1).mul(255).cpu().numpy()

    @torch.inference_mode()
    def _forward(self, images: torch.Tensor, windows: torch.Tensor, precision: str) -> torch.Tensor:
        """images (B, 6, S, S) uint8 and windows (B, ...) -> (B, 3, S, S) float32 in 0..1."""
        images = images.to(self._device).float().div(255)
        images = images.contiguous(memory_format=torch.channels_last)
        windows = windows.to(self._device)
        dtype = _AUTOCAST.get(precision)
        with torch.autocast(self._device.type, dtype=dtype, enabled=dtype is not None):
            return self._network(images, windows).float().clamp(0, 1)

    def _best_precision(self) -> str:
        if self._device.type == "cuda":
            return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
        if self._device.type != "cpu":
            return "fp32"
        # Whether a CPU is faster in bfloat16 depends on units that it may or may not have.
        seconds = {name: self._trial_s(name) for name in ("fp32", "bf16")}
        return min(seconds, key=seconds.__getitem__)

    def _trial_s(self, precision: str) -> float:
        """Processor seconds of a few small batches; other programs at work do not change them."""
        side_px = self._preset.input_px
        images = torch.zeros(TRIAL_BATCH, 6, side_px, side_px, dtype=torch.uint8)
        windows = torch.zeros(TRIAL_BATCH, *self._preset.window_shape(self._kind))
        self._forward(images, windows, precision)
        began_s = time.process_time()
        for _ in range(TRIAL_ROUNDS):
            self._forward(images, windows, precision)
        return time.process_time() - began_s


def fold_batch_norms(network: nn.Module) -> nn.Module:
    """Fold each batch norm behind a convolution into it; the network is changed in place.

    network: in eval mode. Returns it.
    """
    for child in network.children():
        fold_batch_norms(child)
    if isinstance(network, nn.Sequential):
        layers = list(network)
        for index, (layer, after) in enumerate(pairwise(layers)):
            if isinstance(layer, nn.Conv2d) and isinstance(after, nn.BatchNorm2d):
                network[index] = fuse_conv_bn_eval(layer, after)
                network[index + 1] = nn.Identity()
    return network
