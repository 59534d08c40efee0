"""Builds networks by name."""

from collections.abc import Callable
from dataclasses import replace

from torch import nn

from synctalk_engine.models.lite import LiteConfig, LiteGenerator
from synctalk_engine.models.presets import Preset

LITE_CONFIGS: dict[str, LiteConfig] = {
    "lite-160": LiteConfig(input_px=160),
    "lite-320": LiteConfig(input_px=320),
}

NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "lite-160": lambda: LiteGenerator(LITE_CONFIGS["lite-160"]),
    "lite-320": lambda: LiteGenerator(LITE_CONFIGS["lite-320"]),
}
"""Name -> builder."""


def create(name: str) -> nn.Module:
    """The network `name` with fresh weights, in training mode. Raises KeyError with the names."""
    if name not in NETWORKS:
        raise KeyError(f"no network {name!r}; there are {', '.join(sorted(NETWORKS))}")
    return NETWORKS[name]()


def create_generator(preset: Preset, kind: str) -> nn.Module:
    """The generator of `preset` for audio features of `kind`, with fresh weights.

    forward(image (B, 6, H, W) BGR 0..1, audio (B, *preset.window_shape(kind))) -> (B, 3, H, W) BGR
    0..1. Raises ValueError if the preset does not admit the kind.
    """
    name = preset.network_name(kind)
    if preset.family != "lite":
        return create(name)
    frames, channels = preset.window_shape(kind)
    return LiteGenerator(replace(LITE_CONFIGS[name], audio_channels=channels, audio_frames=frames))
