"""Builds networks by name."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from torch import nn

from synctalk_engine.models.encoders import SYNCNET_AUDIO, AveEncoder, SyncNet
from synctalk_engine.models.lite import LiteConfig, LiteGenerator
from synctalk_engine.models.pfld import PfldGhostOne
from synctalk_engine.models.presets import Preset
from synctalk_engine.models.studio import StudioConfig, StudioGenerator
from synctalk_engine.models.unet import AUDIO_160, AUDIO_328, unet160, unet328

LITE_CONFIGS: dict[str, LiteConfig] = {
    "lite-160": LiteConfig(input_px=160),
    "lite-320": LiteConfig(input_px=320),
}

NETWORKS: dict[str, Callable[[], nn.Module]] = {
    **{f"unet328_{kind}": partial(unet328, kind) for kind in AUDIO_328},
    **{f"unet160_{kind}": partial(unet160, kind) for kind in AUDIO_160},
    **{f"syncnet328_{kind}": partial(SyncNet, kind) for kind in SYNCNET_AUDIO},
    "ave_encoder": AveEncoder,
    "pfld_ghostone": PfldGhostOne,
    **{name: partial(LiteGenerator, config) for name, config in LITE_CONFIGS.items()},
}
"""Name -> builder. All but the lite ones have the keys and shapes of research checkpoints."""


def create(name: str) -> nn.Module:
    """The network `name` with fresh weights, in training mode. Raises KeyError with the names."""
    if name not in NETWORKS:
        raise KeyError(f"no network {name!r}; there are {', '.join(sorted(NETWORKS))}")
    return NETWORKS[name]()


def create_generator(preset: Preset, kind: str) -> nn.Module:
    """The generator of `preset` for audio features of `kind`, with fresh weights.

    forward(image (B, preset.image_channels, H, W) BGR 0..1, audio (B, *preset.window_shape(kind)))
    -> (B, 3, H, W) BGR 0..1. Raises ValueError if the preset does not admit the kind.
    """
    name = preset.network_name(kind)
    if preset.family == "studio":
        frames, channels = preset.window_shape(kind)
        return StudioGenerator(StudioConfig(preset.input_px, channels, frames))
    if preset.family != "lite":
        return create(name)
    frames, channels = preset.window_shape(kind)
    return LiteGenerator(replace(LITE_CONFIGS[name], audio_channels=channels, audio_frames=frames))
