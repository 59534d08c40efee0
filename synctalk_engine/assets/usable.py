"""Whether weights work: they are loaded and run by the code that will use them.

What is installed must be what preprocessing can use. The checks live beside that code, which this
package may not import; they are found by name, and loaded only when a file is tried.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synctalk_engine.errors import AssetError

CHECK_VERSION = 1
"""Written down with what was installed; raised when a check becomes stricter."""

_CHECKS = {
    "ave_encoder": "synctalk_engine.features.weights_check:check_ave",
    "hubert_large": "synctalk_engine.features.weights_check:check_hubert",
    "wenet": "synctalk_engine.features.weights_check:check_wenet",
    "whisper_base_encoder": "synctalk_engine.features.weights_check:check_whisper",
    "whisper_base_decoder": "synctalk_engine.features.weights_check:check_whisper_decoder",
    "pfld": "synctalk_engine.face.pfld:check_weights",
    "vgg19": "synctalk_engine.training.generator.perceptual_weights:check_vgg19",
}
"""The others are known by their checksum alone."""

_CONVERTERS = {
    "whisper_base_encoder": "synctalk_engine.features.whisper_weights:write_encoder",
    "whisper_base_decoder": "synctalk_engine.features.whisper_weights:write_decoder",
}
"""For assets of which less is kept than their publisher's file holds: (file, target)."""

_WHAT_IS = "synctalk_engine.features.weights_check:what_is"


@dataclass(frozen=True)
class WeightsContent:
    """What a file holds that nobody named."""

    title: str
    """For people; or why it cannot be told."""
    asset_id: str | None = None
    is_project_model: bool = False
    """A generator or a SyncNet: those belong to projects."""


def has_check(asset_id: str) -> bool:
    """Whether these weights can be tried, so that a copy with another checksum may be used."""
    return asset_id in _CHECKS


def check(asset_id: str, path: Path, shown_path: Path | None = None) -> None:
    """Try weights; nothing is done for those that are known by their checksum alone.

    Args:
        shown_path: what an error calls the file, where ``path`` is a scratch copy.

    Raises:
        AssetError: ``asset_other_network``, with the reason.
    """
    if asset_id not in _CHECKS:
        return
    try:
        _function(_CHECKS[asset_id])(path)
    except AssetError as error:
        params = {**error.params, "path": shown_path or path}
        raise AssetError(error.code, **params) from error


def converted(asset_id: str, path: Path, work_dir: Path) -> Path:
    """The file that is kept of published weights: themselves, or what a converter makes of them.

    Raises:
        AssetError: ``asset_other_network``, with the reason.
    """
    if asset_id not in _CONVERTERS:
        return path
    target = work_dir / f"{asset_id}-converted"
    _function(_CONVERTERS[asset_id])(path, target)
    return target


def what_is(path: Path) -> WeightsContent:
    """What network a file holds."""
    return WeightsContent(**_function(_WHAT_IS)(path))


def _function(name: str) -> Callable[..., Any]:
    module_name, function_name = name.split(":")
    return getattr(importlib.import_module(module_name), function_name)
