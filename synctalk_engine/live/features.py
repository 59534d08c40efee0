"""Audio features of the newest frames, from a sliding window that ends a little after them.

Whisper's encoder is run anew for each frame: its rows change with what comes after them, so old
ones are of no use. The end of the window is like the end of a recording. A window of 5 s is almost
as good as the whole recording, one of 2 s is not (docs/live.md), so it is as long as this computer
encodes in time, and gets shorter when frames come late.
"""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from synctalk_engine.errors import LiveError
from synctalk_engine.features.extract import Assets, weights_path
from synctalk_engine.features.frame_alignment import frame_centres_samples, rows_at
from synctalk_engine.features.mel import mel_blocks
from synctalk_engine.features.whisper import (
    ROW_COUNT,
    ROW_SAMPLES,
    ROWS_PER_FRAME,
    load_encoder,
    log_mel,
)
from synctalk_engine.media.audio import open_samples

WINDOWS_S = (5.0, 3.0, 2.0)
ENCODE_FRACTION = 0.45
"""Of a frame's time, for the encoder; the rest is for the image."""
MEL_WINDOW_S = 1.0
LIVE_KINDS = ("whisper", "mel")
TRIAL_ROUNDS = 3

logger = logging.getLogger(__name__)

ExtractWindow = Callable[[np.ndarray, int, float], np.ndarray]
"""(16 kHz float32 samples, frame count, gain) -> one row of features for each frame."""


@dataclass(frozen=True)
class LiveFeatures:
    """Extracts features from windows of audio."""

    extract: ExtractWindow
    windows_s: tuple[float, ...]
    """Lengths that can be used, the best first; the others are faster."""


def live_features(
    kind: str, fps: float, assets: Assets | None = None, device: str = "cpu"
) -> LiveFeatures:
    """What extracts features of ``kind`` from a window of audio.

    Raises:
        LiveError: ``live_kind_unsuited`` for a kind that needs too much audio or time.
        AssetError: weights are missing.
    """
    check_live_kind(kind)
    if kind == "mel":
        mel = functools.partial(_mel_rows, fps=fps)
        return LiveFeatures(mel, (MEL_WINDOW_S,))
    path = weights_path("whisper", assets)
    assert path is not None
    runs = [load_encoder(path, device)]
    if device == "cpu":
        runs.append(load_encoder(path, device, number_format="bfloat16"))
    run = min(runs, key=lambda run: _trial_s(run, WINDOWS_S[-1])) if len(runs) > 1 else runs[0]
    limit_s = ENCODE_FRACTION / fps
    fast = tuple(s for s in WINDOWS_S[:-1] if _trial_s(run, s) <= limit_s)
    logger.info("the encoder takes windows of %g s", (*fast, WINDOWS_S[-1])[0])

    def whisper_rows(samples: np.ndarray, count: int, gain: float) -> np.ndarray:
        row_count = -(-len(samples) // ROW_SAMPLES)
        rows = run(log_mel(open_samples(samples), 0, row_count, gain))
        positions = frame_centres_samples(count, fps, ROWS_PER_FRAME) / ROW_SAMPLES - 0.5
        return rows_at(rows, positions).reshape(count, ROWS_PER_FRAME, ROW_COUNT)

    return LiveFeatures(whisper_rows, (*fast, WINDOWS_S[-1]))


def check_live_kind(kind: str) -> None:
    """Refuse a kind of features that cannot be had live.

    Raises:
        LiveError: ``live_kind_unsuited``.
    """
    if kind not in LIVE_KINDS:
        raise LiveError("live_kind_unsuited", kind=kind)


def _mel_rows(samples: np.ndarray, count: int, gain: float, fps: float) -> np.ndarray:
    return np.concatenate(list(mel_blocks(open_samples(samples), count, fps, gain)))


def _trial_s(run: Callable[[np.ndarray], np.ndarray], window_s: float) -> float:
    """Processor seconds of a window; whether bfloat16 is faster depends on units a CPU may have."""
    mels = np.zeros((80, round(100 * window_s)), np.float32)
    run(mels)
    began_s = time.process_time()
    for _ in range(TRIAL_ROUNDS):
        run(mels)
    return (time.process_time() - began_s) / TRIAL_ROUNDS
