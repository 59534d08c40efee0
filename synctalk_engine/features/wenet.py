"""WeNet's encoder (as Ultralight-Digital-Human uses it): 16 rows of 512 per frame, at 20 fps.

For each video frame the encoder gets 67 filter-bank rows about it, with empty caches. The filter
bank is Kaldi's, on samples in the range of 16-bit integers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import AssetError
from synctalk_engine.features.frame_alignment import repeated
from synctalk_engine.features.onnx_session import RunEncoder, open_session
from synctalk_engine.media.audio import FULL_SCALE, SAMPLE_RATE_HZ, Samples
from synctalk_engine.weights_file import first_line

FPS = 20
BANK_COUNT = 80
BANK_WINDOW_SAMPLES = SAMPLE_RATE_HZ // 40
BANK_HOP_SAMPLES = SAMPLE_RATE_HZ // 100
BANK_FFT_SAMPLES = 512
BANK_LOWEST_HZ = 20.0
BANK_HIGHEST_HZ = SAMPLE_RATE_HZ / 2
PRE_EMPHASIS = 0.97
POVEY_POWER = 0.85
ENERGY_FLOOR = 1.1920929e-07

CHUNK_ROWS = 67
ROWS_PER_FRAME = SAMPLE_RATE_HZ // FPS // BANK_HOP_SAMPLES
LEAD_ROWS = 32
"""Rows of silence before the beginning: the chunk of a frame begins 0.32 s before it."""
OFFSET = 100
ATTENTION_CACHE_SHAPE = (3, 8, 16, 128)
CONVOLUTION_CACHE_SHAPE = (3, 1, 512, 14)
FRAMES_PER_BLOCK = 200
FRAME_SHAPE = (16, 512)
"""What the encoder gives for a frame."""


def wenet_blocks(
    samples: Samples,
    frame_count: int,
    weights_path: Path,
    threads: int = 0,
    poll: Callable[[], object] | None = None,
) -> Iterator[np.ndarray]:
    """float32 (n, 16, 512), frame_count in all, for a video at 20 frames per second.

    Raises:
        AssetError: asset_other_network, saying why the file is not that encoder.
    """
    run = load_encoder(weights_path, threads)
    sounding = max(1, -(-len(samples) // (SAMPLE_RATE_HZ // FPS)))
    sounding = min(sounding, frame_count)
    last = np.empty((0, 0), np.float32)
    for first in range(0, sounding, FRAMES_PER_BLOCK):
        count = min(FRAMES_PER_BLOCK, sounding - first)
        first_row = first * ROWS_PER_FRAME - LEAD_ROWS
        bank = filter_bank(samples, first_row, (count - 1) * ROWS_PER_FRAME + CHUNK_ROWS)
        block = []
        for frame in range(count):
            if poll is not None:
                poll()
            start = frame * ROWS_PER_FRAME
            block.append(run(bank[start : start + CHUNK_ROWS]))
        last = block[-1]
        yield np.stack(block).astype(np.float32, copy=False)
    yield from repeated(last, frame_count - sounding)  # the last frame that sounds fills the rest


def load_encoder(weights_path: Path, threads: int = 0) -> RunEncoder:
    """A function float32 (67, 80) -> float32 (16, 512).

    Raises:
        AssetError: asset_other_network, saying why the file is not that encoder.
    """

    def refusal(reason: str) -> AssetError:
        return AssetError("asset_other_network", path=weights_path, asset="wenet", reason=reason)

    try:
        session = open_session(weights_path, threads)
    except (MemoryError, ImportError):
        raise
    except Exception as error:  # onnxruntime has many
        raise refusal(f"onnxruntime cannot read it ({first_line(error)})") from error
    constants = {
        "offset": np.full(1, OFFSET, np.int64),
        "att_cache": np.zeros(ATTENTION_CACHE_SHAPE, np.float32),
        "cnn_cache": np.zeros(CONVOLUTION_CACHE_SHAPE, np.float32),
    }
    names = [node.name for node in session.get_inputs()]
    if "chunk" not in names or not set(names) <= {"chunk", *constants}:
        raise refusal(f"its inputs are {', '.join(names)}, not chunk, {', '.join(constants)}")
    constants = {name: value for name, value in constants.items() if name in names}

    def run(chunk: np.ndarray) -> np.ndarray:
        try:
            outputs: Any = session.run(None, {"chunk": chunk[None, None], **constants})
        except Exception as error:
            raise refusal(f"onnxruntime cannot run it ({first_line(error)})") from error
        rows = outputs[0]
        if rows.shape != (1, *FRAME_SHAPE):
            raise refusal(f"it gives {rows.shape} for a frame, not {(1, *FRAME_SHAPE)}")
        return rows[0]

    return run


def filter_bank(samples: Samples, first_row: int, row_count: int) -> np.ndarray:
    """Kaldi's logarithmic filter bank: float32 (row_count, 80), 100 rows a second.

    Row k covers the 25 ms that begin at k * 10 ms; outside the recording is silence.
    """
    start = first_row * BANK_HOP_SAMPLES
    stop = start + (row_count - 1) * BANK_HOP_SAMPLES + BANK_WINDOW_SAMPLES
    block = samples.read(start, stop).astype(np.float64) * (FULL_SCALE - 1)
    pieces = np.lib.stride_tricks.sliding_window_view(block, BANK_WINDOW_SAMPLES)
    pieces = pieces[::BANK_HOP_SAMPLES] - pieces[::BANK_HOP_SAMPLES].mean(axis=1, keepdims=True)
    delayed = np.concatenate([pieces[:, :1], pieces[:, :-1]], axis=1)
    windowed = (pieces - PRE_EMPHASIS * delayed) * _povey_window()
    powers = np.square(np.abs(np.fft.rfft(windowed, BANK_FFT_SAMPLES)))
    return np.log(np.maximum(powers @ _kaldi_filters().T, ENERGY_FLOOR)).astype(np.float32)


def _povey_window() -> np.ndarray:
    return np.hanning(BANK_WINDOW_SAMPLES) ** POVEY_POWER


def _kaldi_filters() -> np.ndarray:
    """Triangles in mels, of equal height: float64 (80, 257)."""
    corners = np.linspace(_mel(BANK_LOWEST_HZ), _mel(BANK_HIGHEST_HZ), BANK_COUNT + 2)
    bins = _mel(np.arange(BANK_FFT_SAMPLES // 2 + 1) * (SAMPLE_RATE_HZ / BANK_FFT_SAMPLES))
    left, middle, right = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    rising, falling = (bins - left) / (middle - left), (right - bins) / (right - middle)
    filters = np.maximum(0.0, np.minimum(rising, falling))
    filters[:, -1] = 0  # Kaldi leaves the highest bin out
    return filters


def _mel(hz: float | np.ndarray) -> float | np.ndarray:
    return 1127.0 * np.log1p(np.asarray(hz) / 700.0)
