"""Checks imported weights of audio encoders on one second of synthetic speech.

The audio goes through the code that preprocessing uses. What passes here works there.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np

from synctalk_engine.errors import AssetError
from synctalk_engine.features import whisper_weights
from synctalk_engine.features.extract import ASSETS, default_rate, extract
from synctalk_engine.media.audio import SAMPLE_RATE_HZ
from synctalk_engine.models.presets import FEATURE_SHAPES
from synctalk_engine.models.state_dict_layouts import VGG19_TITLE, StateDictError, identify_network
from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.weights_file import WeightsFileError, read_weights_file

SENTENCE_S = 1.0
_VOICE_HZ = 120.0
_FORMANTS_HZ = ((700, 1200), (300, 2300), (500, 900))
"""Of three vowels, one after another."""
_SYLLABLES_PER_S = 3.0


class _OneFile:
    """An asset store of the file that is to be checked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def path(self, _asset_id: str) -> Path:
        return self._path


def check_weights(asset_id: str, path: Path) -> None:
    """Run an encoder of audio features on the test sentence.

    Args:
        path: the file, for ``hubert_large`` the folder.

    Raises:
        AssetError: asset_other_network, saying why it cannot be used.
    """
    kind = cast(FeatureKind, next(kind for kind, needed in ASSETS.items() if needed == asset_id))
    fps = default_rate(kind)
    rows = extract(kind, synthetic_speech(), round(SENTENCE_S * fps), fps, _OneFile(path))
    expected = FEATURE_SHAPES[kind]
    reason = None
    if rows.shape[1:] != expected:
        reason = f"it gives {rows.shape[1:]} for a frame, not {expected}"
    elif not np.isfinite(rows).all():
        reason = "its features of a test sentence are not numbers"
    if reason is not None:
        raise AssetError("asset_other_network", path=path, asset=asset_id, reason=reason)


check_ave = partial(check_weights, "ave_encoder")
check_hubert = partial(check_weights, "hubert_large")
check_wenet = partial(check_weights, "wenet")
check_whisper = partial(check_weights, "whisper_base_encoder")


def check_whisper_decoder(path: Path) -> None:
    """Read the decoder's tensors: their names, shapes and values are checked.

    Raises:
        AssetError: asset_other_network, saying why it cannot be used.
    """
    whisper_weights.read_decoder(path)


def what_is(path: Path) -> dict[str, Any]:
    """What network a file holds: the fields of ``assets.usable.WeightsContent``."""
    if whisper_weights.is_encoder(path):
        return {"title": "it holds Whisper base", "asset_id": whisper_weights.ASSET_ID}
    try:
        found = identify_network(read_weights_file(path))
    except (StateDictError, WeightsFileError) as error:
        return {"title": str(error)}
    by_network = {"ave_encoder": "ave_encoder", "pfld_ghostone": "pfld"}
    asset_id = next((by_network[name] for name in found.names if name in by_network), None)
    if found.title == VGG19_TITLE:
        asset_id = "vgg19"
    is_project_model = found.role in ("generator", "syncnet")
    title = found.title if is_project_model else f"it holds {found.title}"
    return {"title": title, "asset_id": asset_id, "is_project_model": is_project_model}


def synthetic_speech() -> np.ndarray:
    """float32 (16000,): three syllables of a voice with the formants of vowels, always the same."""
    times_s = np.arange(round(SENTENCE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    syllable = np.minimum((times_s * _SYLLABLES_PER_S).astype(int), len(_FORMANTS_HZ) - 1)
    formants_hz = np.array(_FORMANTS_HZ)[syllable]
    sound = np.zeros(len(times_s))
    for harmonic_hz in np.arange(_VOICE_HZ, 4000, _VOICE_HZ):
        nearness = np.exp(-np.square((formants_hz - harmonic_hz) / 200)).sum(axis=1)
        sound += (0.02 + nearness) * np.sin(2 * np.pi * harmonic_hz * times_s)
    loudness = np.abs(np.sin(np.pi * _SYLLABLES_PER_S * times_s))
    sound *= loudness
    return (0.3 * sound / np.abs(sound).max()).astype(np.float32)
