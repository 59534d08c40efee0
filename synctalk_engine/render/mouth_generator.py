"""Runs the generator: batches of crops and audio in, generated faces out."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from synctalk_engine.models.audio_windows import window_tensor
from synctalk_engine.models.presets import Preset
from synctalk_engine.training.hardware.memory import FittingBatches
from synctalk_engine.training.hardware.precision import Precision, candidates, memory_format
from synctalk_engine.training.hardware.threads import use_idle_cores

TRIAL_BATCH = 2
TRIAL_ROUNDS = 2

logger = logging.getLogger(__name__)


class MouthGenerator:
    """Draws the masked part of crops for the audio at given frames.

    Args:
        network: a generator of `preset`; it is put into eval mode and its batch norms are folded
            into its convolutions, so it is of no use for training afterwards.
        kind: of `features`, (N, ...), one row per frame of the new video.
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
        self._rest: tuple[np.ndarray, np.ndarray] | None = None
        self._device = torch.device(device)
        self._fitting = FittingBatches(self._device)
        if self._device.type == "cpu":
            # One core reads, pastes and encodes meanwhile.
            use_idle_cores(max(1, min(torch.get_num_threads(), (os.cpu_count() or 2) - 1)))
        network = fold_batch_norms(network.eval()).to(self._device)
        order = memory_format(self._device)
        self._network = network.to(memory_format=order)  # type: ignore[call-overload]
        self._precision = self._fastest(precision)
        logger.info("draws in %s on %s", self._precision.number_format, device)

    def set_silence_audio(self, window: np.ndarray, shares: np.ndarray) -> None:
        """Hear `window` in place of the audio, as far as `shares` says.

        window: as of `window_tensor`. shares: (N,) float32 in 0..1, one for each frame.
        """
        self._rest = window, shares

    def generate(self, indices: Sequence[int], images: np.ndarray) -> np.ndarray:
        """Draw frames `indices` of the new video.

        images: (B, S, S, 6) uint8 of `dataset.samples.input_images`. Returns (B, S, S, 3) float32
        BGR in 0..255; only what lies within the preset's mask means anything.

        Raises:
            DeviceError: out_of_memory, even for a single frame.
        """
        return self.generate_windows(images, np.stack([self._window(index) for index in indices]))

    def generate_windows(self, images: np.ndarray, windows: np.ndarray) -> np.ndarray:
        """As `generate`, for given audio: windows (B, *preset.window_shape(kind)) float32."""

        def generate(rows: slice) -> np.ndarray:
            image_tensor = torch.from_numpy(images[rows]).permute(0, 3, 1, 2)
            audio = torch.from_numpy(windows[rows])
            generated = self._forward(image_tensor, audio, self._precision)
            return generated.permute(0, 2, 3, 1).mul(255).cpu().numpy()

        return self._fitting.run(generate, len(images))

    def _window(self, index: int) -> np.ndarray:
        window = window_tensor(self._preset, self._kind, self._features, index)
        if self._rest is None or self._rest[1][index] == 0:
            return window
        rest, share = self._rest[0], self._rest[1][index]
        return window + share * (rest - window)

    @torch.inference_mode()
    def _forward(
        self, images: torch.Tensor, windows: torch.Tensor, precision: Precision
    ) -> torch.Tensor:
        """images (B, 6, S, S) uint8 and windows (B, ...) -> (B, 3, S, S) float32 in 0..1."""
        images = images.to(self._device).float().div_(255)
        images = images.contiguous(memory_format=memory_format(self._device))
        with precision.autocast(self._device):
            return self._network(images, windows.to(self._device)).float().clamp(0, 1)

    def _fastest(self, asked: str) -> Precision:
        """What was asked for, or the quickest on this device."""
        choices = [choice for choice in candidates(asked, self._device) if choice.channels_last]
        if len(choices) < 2:
            return choices[0] if choices else Precision()
        # Whether a CPU is faster in bfloat16 depends on units that it may or may not have, and on
        # the network: generating and learning do not always agree.
        return min(choices, key=self._trial_s)

    def _trial_s(self, precision: Precision) -> float:
        """Processor seconds of a few small batches; other programs at work hardly change them."""
        side_px = self._preset.input_px
        images = torch.zeros(
            TRIAL_BATCH, self._preset.image_channels, side_px, side_px, dtype=torch.uint8
        )
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
        for index, (layer, after) in enumerate(pairwise(list(network))):
            if isinstance(layer, nn.Conv2d) and isinstance(after, nn.BatchNorm2d):
                network[index] = fuse_conv_bn_eval(layer, after)
                network[index + 1] = nn.Identity()
    return network
