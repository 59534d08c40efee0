"""Cuts the window of audio features that a generator gets for one frame (numpy only).

Research windows (SyncTalk_2D, Ultralight-Digital-Human) are the frames' numbers reshaped to
(channels, rows, columns) as their checkpoints expect. A kind that has no such layout there
(moonshine, mel, and ave at 160) is repeated cyclically until it fills the least layout that holds
it: no input of the network stays dead, and none of the numbers is lost.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from synctalk_engine.models.presets import (
    FEATURE_SHAPES,
    LITE_WENET_ROWS,
    Preset,
    feature_count,
    lite_channels,
)

Features = NDArray[np.float32]


def join_features(parts: Sequence[Features]) -> Features:
    """Put several kinds side by side: (N, ...) each -> (shortest N, sum of numbers per frame)."""
    frames = min(len(part) for part in parts)
    return np.concatenate([part[:frames].reshape(frames, -1) for part in parts], axis=1)


def check_features(kind: str, features: Features) -> None:
    """Raise ValueError unless `features` is (N >= 1, ...) with the numbers of `kind`."""
    if features.ndim < 2 or len(features) == 0 or features[0].size != feature_count(kind):
        raise ValueError(
            f"{kind} features are (N, {', '.join(map(str, FEATURE_SHAPES[kind]))}), "
            f"not {features.shape}"
        )


def window_tensor(preset: Preset, kind: str, features: Features, index: int) -> Features:
    """The audio input of `preset` for frame `index`: float32 of `preset.window_shape(kind)`.

    features: (N, ...) of `kind`, 25 frames per second. The window is [index - n/2, index + n/2);
    beyond either end the first or last frame is repeated. Raises ValueError if the kind is not
    admitted or the features are not of that kind.
    """
    shape = preset.window_shape(kind)
    check_features(kind, features)
    half = preset.window_frames // 2
    frames = np.clip(np.arange(index - half, index + half), 0, len(features) - 1)
    window = np.asarray(features[frames], dtype=np.float32).reshape(len(frames), -1)
    if preset.has_lite_audio:
        return lite_rows(kind, window).reshape(shape)
    return fill_layout(window, int(np.prod(preset.frame_layout(kind)))).reshape(shape)


def frame_rows(kind: str, features: Features, frame_count: int) -> Features:
    """One row of `lite_rows` for each frame: (frame_count, `lite_channels(kind)`) float32.

    Features (N, ...) that end before the frames repeat their last row.
    """
    rows = np.array(features[:frame_count], np.float32)
    rows = lite_rows(kind, rows.reshape(len(rows), -1))
    return rows[np.minimum(np.arange(frame_count), len(rows) - 1)]


def lite_rows(kind: str, frames: Features) -> Features:
    """What a lite network is given of each frame: (n, numbers) -> (n, `lite_channels(kind)`)."""
    if kind == "wenet":
        rows = frames.reshape(len(frames), *FEATURE_SHAPES["wenet"])[:, LITE_WENET_ROWS]
        return rows.reshape(len(frames), lite_channels(kind))
    return frames


def fill_layout(frames: Features, numbers: int) -> Features:
    """Repeat each row of (n, m) cyclically to (n, numbers); unchanged where m is `numbers`."""
    return frames[:, np.arange(numbers) % frames.shape[1]]
