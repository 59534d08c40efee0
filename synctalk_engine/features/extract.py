"""Audio features by kind. torch, transformers and onnxruntime are loaded only where needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from synctalk_engine.errors import OptionError
from synctalk_engine.media.audio import Samples, open_samples
from synctalk_engine.protocol.options.choices import FeatureKind

DEFAULT_FPS = 25.0
RATES_FPS: dict[str, float] = {"ave": 25.0, "hubert": 25.0, "wenet": 20.0}
"""Kinds that are defined for one rate of frames alone."""

ASSETS: dict[str, str] = {
    "ave": "ave_encoder",
    "hubert": "hubert_large",
    "wenet": "wenet",
    "moonshine": "moonshine_tiny_encoder",
    "whisper": "whisper_base_encoder",
}
"""The weights each kind needs, by their id in the asset registry."""


Blocks = Iterator[np.ndarray]


class Assets(Protocol):
    """What extraction needs of the asset store."""

    def path(self, asset_id: str) -> Path:
        """The file or folder of an asset; raises AssetError where it is not installed."""
        ...


def extract(
    kind: FeatureKind,
    source: Path | str | np.ndarray,
    frame_count: int,
    fps: float = 25.0,
    assets: Assets | None = None,
    *,
    device: str = "cpu",
    threads: int = 0,
    poll: Callable[[], object] | None = None,
) -> np.ndarray:
    """Features of a recording, one row per video frame.

    ===========  ==============  =====================================================
    mel          (N, 4, 80)      log-mels, see :mod:`synctalk_engine.features.mel`
    moonshine    (N, 288)        see :mod:`synctalk_engine.features.moonshine`
    whisper      (N, 2, 512)     see :mod:`synctalk_engine.features.whisper`
    ave          (about N, 512)  the research code's encoder and alignment, 25 fps
    hubert       (N, 2, 1024)    last layer of HuBERT large, 25 fps
    wenet        (N, 16, 512)    WeNet encoder, 20 fps
    ===========  ==============  =====================================================

    Args:
        kind: which.
        source: a file with audio whose beginning is that of the video (``aud.wav``), or 16 kHz mono
            samples (int16, or float in -1..1).
        frame_count: N, frames of the video.
        fps: frames per second.
        assets: where weights are; None: this machine's store.
        device: torch device for the kinds that use torch.
        threads: for onnxruntime; 0: as many as it likes.
        poll: called now and then; may raise to stop.

    Returns:
        float32.

    Raises:
        AssetError: asset_missing, asset_wrong, asset_other_network.
        OptionError: fps_unsuited where the kind is not defined at ``fps``.
        MediaError: the audio cannot be read.
    """
    options = {"device": device, "threads": threads, "poll": poll}
    return np.concatenate(list(extract_blocks(kind, source, frame_count, fps, assets, **options)))


def extract_blocks(
    kind: FeatureKind,
    source: Path | str | np.ndarray,
    frame_count: int,
    fps: float = 25.0,
    assets: Assets | None = None,
    *,
    device: str = "cpu",
    threads: int = 0,
    poll: Callable[[], object] | None = None,
) -> Iterator[np.ndarray]:
    """:func:`extract`, some rows at a time: the same memory for audio of any length."""
    check_rate(kind, fps)
    weights = weights_path(kind, assets)
    samples = open_samples(source)
    options = {"device": device, "threads": threads, "poll": poll}
    for rows in _EXTRACTORS[kind](samples, frame_count, fps, weights, options):
        yield np.ascontiguousarray(rows, dtype=np.float32)


def default_rate(kind: FeatureKind) -> float:
    """Default frame rate of a clip with features of this kind."""
    return RATES_FPS.get(kind, DEFAULT_FPS)


def check_rate(kind: FeatureKind, fps: float) -> None:
    """Refuse a rate of frames that a kind is not defined at.

    Raises:
        OptionError: fps_unsuited.
    """
    needed = RATES_FPS.get(kind)
    if needed is not None and abs(needed - fps) > 1e-6:
        raise OptionError("fps_unsuited", kind=kind, fps=f"{fps:g}", needed=f"{needed:g}")


def weights_path(kind: FeatureKind, assets: Assets | None = None) -> Path | None:
    """The weights that a kind needs; None where it needs none.

    Raises:
        AssetError: they are missing.
    """
    if kind not in ASSETS:
        return None
    if assets is None:
        from synctalk_engine.assets.store import AssetStore

        assets = AssetStore()
    return assets.path(ASSETS[kind])


def _mel(samples: Samples, count: int, fps: float, _path: Any, _options: dict) -> Blocks:
    from synctalk_engine.features.mel import mel_blocks

    return mel_blocks(samples, count, fps)


def _moonshine(samples: Samples, count: int, fps: float, path: Path, options: dict) -> Blocks:
    from synctalk_engine.features.moonshine import moonshine_blocks

    return moonshine_blocks(samples, count, fps, path, options["poll"], options["threads"])


def _whisper(samples: Samples, count: int, fps: float, path: Path, options: dict) -> Blocks:
    from synctalk_engine.features.whisper import whisper_blocks

    return whisper_blocks(samples, count, fps, path, options["device"], options["poll"])


def _ave(samples: Samples, count: int, fps: float, path: Path, options: dict) -> Blocks:
    from synctalk_engine.features.ave import ave_blocks

    return ave_blocks(samples, path, options["device"], options["poll"])


def _hubert(samples: Samples, count: int, fps: float, path: Path, options: dict) -> Blocks:
    from synctalk_engine.features.hubert import hubert_blocks

    return hubert_blocks(samples, count, path, options["device"], options["poll"])


def _wenet(samples: Samples, count: int, fps: float, path: Path, options: dict) -> Blocks:
    from synctalk_engine.features.wenet import wenet_blocks

    return wenet_blocks(samples, count, path, options["threads"], options["poll"])


_EXTRACTORS: dict[str, Callable[..., Blocks]] = {
    "mel": _mel,
    "moonshine": _moonshine,
    "whisper": _whisper,
    "ave": _ave,
    "hubert": _hubert,
    "wenet": _wenet,
}
