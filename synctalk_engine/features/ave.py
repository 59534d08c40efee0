"""Features of SyncTalk_2D's audio-visual encoder ("ave"), as its users have them on disk.

Mel spectrogram and windows are those of Wav2Lip, from which that encoder comes. The first and the
last row are repeated once more in front and behind, so that features sit one frame late; kept,
because models were trained on it. (librosa.stft gives the same spectrum, but numba compiles
librosa.core when it is first imported, which takes longer than the features of a short clip.)
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from synctalk_engine.features.mel import mel_filters
from synctalk_engine.media.audio import Samples

logger = logging.getLogger(__name__)

FPS = 25
FFT_SAMPLES = 800
HOP_SAMPLES = 200
MEL_FRAMES_PER_S = 80
MEL_COUNT = 80
LOWEST_HZ = 55.0
HIGHEST_HZ = 7600.0
PRE_EMPHASIS = 0.97
AMPLITUDE_FLOOR = 1e-5
REFERENCE_DB = 20.0
RANGE_DB = 100.0
LIMIT = 4.0
WINDOW_MEL_FRAMES = 16
BATCH_WINDOWS = 64


def ave_blocks(
    samples: Samples,
    weights_path: Path,
    device: str = "cpu",
    poll: Callable[[], object] | None = None,
) -> Iterator[np.ndarray]:
    """float32 (n, 512), about N in all for a video of N frames at 25 a second (N - 1 is usual).

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    encoder = load_encoder(weights_path, device)
    rows = np.empty((0, 0), np.float32)
    for windows in window_batches(samples):
        if poll is not None:
            poll()
        if not len(rows):
            rows = encoder(windows)
            yield rows[:1]
        else:
            rows = encoder(windows)
        yield rows
    yield rows[-1:]


def load_encoder(weights_path: Path, device: str = "cpu") -> Callable[[np.ndarray], np.ndarray]:
    """A function float32 (B, 80, 16) -> float32 (B, 512).

    The keys of the published file begin with ``0.conv_block``; those of a network that was saved
    again, with ``audio_encoder.0.conv_block``. Both are read, and what scripts wrap them in.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    import torch

    from synctalk_engine.models.published_weights import load_network

    network = load_network("ave_encoder", "ave_encoder", weights_path).to(device)

    def encode(windows: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            mel = torch.from_numpy(windows)[:, None].to(device)  # (B, 1, 80, 16)
            return network(mel).float().cpu().numpy()

    return encode


def mel_row_count(samples: Samples) -> int:
    """Rows of mel of a recording."""
    return 1 + len(samples) // HOP_SAMPLES


def ave_mel(samples: Samples, first_row: int, row_count: int) -> np.ndarray:
    """float32 (row_count, 80) in -4..4, 80 rows a second; row k is centred at sample 200 k."""
    window = np.hanning(FFT_SAMPLES + 1)[:-1]
    start = first_row * HOP_SAMPLES - FFT_SAMPLES // 2
    block = samples.read(start - 1, start + (row_count - 1) * HOP_SAMPLES + FFT_SAMPLES)
    emphasised = _emphasised(block, start, len(samples))
    pieces = np.lib.stride_tricks.sliding_window_view(emphasised, FFT_SAMPLES)[::HOP_SAMPLES]
    spectrum = np.abs(np.fft.rfft(pieces * window))
    amplitudes = spectrum @ mel_filters(FFT_SAMPLES, MEL_COUNT, LOWEST_HZ, HIGHEST_HZ).T
    decibels = 20 * np.log10(np.maximum(AMPLITUDE_FLOOR, amplitudes)) - REFERENCE_DB
    scaled = 2 * LIMIT * (decibels + RANGE_DB) / RANGE_DB - LIMIT
    return np.clip(scaled, -LIMIT, LIMIT).astype(np.float32)


def _emphasised(block: np.ndarray, start: int, sample_count: int) -> np.ndarray:
    """Pre-emphasis of ``block[1:]``, which begins at ``start``; zero outside the recording."""
    emphasised = block[1:] - PRE_EMPHASIS * block[:-1]
    behind_end = sample_count - start
    if behind_end < len(emphasised):
        emphasised[max(behind_end, 0) :] = 0
    return emphasised


def window_starts(mel_frames: int) -> np.ndarray:
    """First mel row of each window: int64; the last ones stand at the end of the audio."""
    count = max(int((mel_frames - WINDOW_MEL_FRAMES) / MEL_FRAMES_PER_S * FPS) + 2, 1)
    starts = (MEL_FRAMES_PER_S * np.arange(count) / FPS).astype(np.int64)
    return np.clip(starts, 0, max(mel_frames - WINDOW_MEL_FRAMES, 0))


def window_batches(samples: Samples) -> Iterator[np.ndarray]:
    """float32 (B, 80, 16) each: the encoder's input for each row."""
    mel_count = mel_row_count(samples)
    starts = window_starts(max(mel_count, WINDOW_MEL_FRAMES))
    for first in range(0, len(starts), BATCH_WINDOWS):
        batch = starts[first : first + BATCH_WINDOWS]
        first_row = int(batch[0])
        stop_row = min(int(batch[-1]) + WINDOW_MEL_FRAMES, mel_count)
        mel = ave_mel(samples, first_row, stop_row - first_row)
        if len(mel) < WINDOW_MEL_FRAMES:  # a recording shorter than one window
            mel = np.pad(mel, ((0, WINDOW_MEL_FRAMES - len(mel)), (0, 0)), mode="edge")
        rows = batch[:, None] - first_row + np.arange(WINDOW_MEL_FRAMES)
        yield np.ascontiguousarray(mel[rows].transpose(0, 2, 1))
