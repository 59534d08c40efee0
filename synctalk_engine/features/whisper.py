"""A hidden state of Whisper base's encoder (Radford et al., 2022; MIT): 2 rows of 512 per frame.

Of the six layers the fourth follows the mouth best; those above it are not computed. Long
recordings are encoded in overlapping windows of 30 s, the length that Whisper was trained on; a
shorter one is not padded to it, its positions are cut short. Each row is heard with at least five
seconds around it, and silence stands before the beginning and behind the end.

Whisper limits the log-mels of a window to 80 dB below its loudest value, so they depend on what
else is in the window. Here the recording's level is normalised, as for ``mel``, and the limit is a
constant: the log-mels do not depend on the windows, nor on how loud the recording is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from synctalk_engine.features.frame_alignment import frame_centres_samples, interpolated
from synctalk_engine.features.mel import mel_filters, speech_gain
from synctalk_engine.features.onnx_session import RunEncoder
from synctalk_engine.features.overlapping_windows import OverlappingWindows
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, Samples

if TYPE_CHECKING:
    import torch

LAYER = 4
"""Layers that are computed; the state after the last of them is the feature."""
ROWS_PER_FRAME = 2
ROW_SAMPLES = SAMPLE_RATE_HZ // 50
ROW_COUNT = 512

MEL_COUNT = 80
FFT_SAMPLES = SAMPLE_RATE_HZ // 40
HOP_SAMPLES = SAMPLE_RATE_HZ // 100
MELS_PER_ROW = ROW_SAMPLES // HOP_SAMPLES
HIGHEST_HZ = SAMPLE_RATE_HZ / 2
POWER_FLOOR = 1e-10
LOUDEST_LOG = 1.3
"""Largest log10 power of speech whose level is normalised."""
RANGE_LOG = 8.0

WINDOWS_AT_ONCE = {"cuda": 8}
"""By the kind of device. A processor has enough to do with one."""
WINDOWS = OverlappingWindows(window_rows=1500, margin_rows=250, blend_rows=50)
"""Windows of 10 s take the same time, and their rows say less about the mouth (correlation with
its opening .80, not .82)."""


def whisper_blocks(
    samples: Samples,
    frame_count: int,
    fps: float,
    weights_path: Path,
    device: str = "cpu",
    poll: Callable[[], object] | None = None,
) -> Iterator[np.ndarray]:
    """float32 (n, 2, 512), frame_count in all: rows for the first and the second half of a frame.

    At 25 frames per second they are the encoder's own rows; at other rates they lie between them.

    Args:
        samples: 16 kHz mono.
        weights_path: the file that ``whisper_weights.write_encoder`` makes.
        device: torch device. On CUDA the encoder runs in float16, in which its weights are: rows
            differ by less than 1 % of their deviation.
        poll: called before each window is read; may raise to stop.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    run = load_encoder(weights_path, device)
    positions = frame_centres_samples(frame_count, fps, ROWS_PER_FRAME) / ROW_SAMPLES - 0.5
    at_once = WINDOWS_AT_ONCE.get(device.partition(":")[0], 1)
    yield from _frames(interpolated(encode(samples, run, poll, at_once), positions))


def load_encoder(
    weights_path: Path, device: str = "cpu", number_format: str | None = None
) -> RunEncoder:
    """A function float32 (80, 2 T) -> float32 (T, 512), or (B, 80, 2 T) -> (B, T, 512).

    Args:
        number_format: a torch dtype's name; None: float16 on CUDA, else float32.

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    import torch

    is_cuda = torch.device(device).type == "cuda"
    dtype = getattr(torch, number_format or ("float16" if is_cuda else "float32"))
    network = load_network(weights_path).to(device, dtype)

    def run(log_mels: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            windows = log_mels.reshape(-1, *log_mels.shape[-2:])
            rows = network(torch.from_numpy(windows).to(device, dtype)).float().cpu().numpy()
            return rows.reshape(*log_mels.shape[:-2], *rows.shape[1:])

    return run


def load_network(weights_path: Path) -> torch.nn.Module:
    """The layers that are computed, in eval mode: (B, 80, 2 T) -> (B, T, 512).

    Raises:
        AssetError: asset_other_network, saying what the file holds.
    """
    import torch

    from synctalk_engine.features.whisper_weights import read_encoder
    from synctalk_engine.models.whisper_encoder import WhisperEncoder

    network = WhisperEncoder(LAYER)
    tensors = read_encoder(weights_path)
    network.load_state_dict(
        {name: torch.from_numpy(tensors[name]) for name in network.state_dict()}
    )
    return network.eval()


def encode(
    samples: Samples,
    run: RunEncoder,
    poll: Callable[[], object] | None = None,
    at_once: int = 1,
) -> Iterator[np.ndarray]:
    """float32 (n, 512) each, ceil(samples / 320) rows in all.

    Row k speaks of samples [320 k, 320 (k + 1)).

    Args:
        at_once: how many windows ``run`` is given together, (B, 80, 2 T); of 1 just (80, 2 T).
    """
    gain = speech_gain(samples)
    row_count = max(1, -(-len(samples) // ROW_SAMPLES))

    def log_mels(first_row: int, rows: int) -> np.ndarray:
        if poll is not None:
            poll()
        return log_mel(samples, first_row, rows, gain)

    def encoded() -> Iterator[np.ndarray]:
        for _, group in groupby(WINDOWS.windows(row_count), key=itemgetter(1)):
            windows = list(group)  # all of the same length
            for first in range(0, len(windows), at_once):
                some = [log_mels(*window) for window in windows[first : first + at_once]]
                yield from run(np.stack(some)) if at_once > 1 else [run(some[0])]

    return WINDOWS.joined(row_count, encoded())


def log_mel(samples: Samples, first_row: int, row_count: int, gain: float = 1.0) -> np.ndarray:
    """Whisper's input for rows of the encoder: float32 (80, 2 * row_count), about -1..1.

    A row is centred at its first mel frame, so that one stands at the centre of the row's samples.
    Outside the recording is silence.
    """
    mel_frames = row_count * MELS_PER_ROW
    start = first_row * ROW_SAMPLES + ROW_SAMPLES // 2 - FFT_SAMPLES // 2
    block = samples.read(start, start + (mel_frames - 1) * HOP_SAMPLES + FFT_SAMPLES) * gain
    pieces = np.lib.stride_tricks.sliding_window_view(block, FFT_SAMPLES)[::HOP_SAMPLES]
    window = np.hanning(FFT_SAMPLES + 1)[:-1].astype(np.float32)
    powers = np.square(np.abs(np.fft.rfft(pieces * window))).astype(np.float32)
    filters = mel_filters(FFT_SAMPLES, MEL_COUNT, 0.0, HIGHEST_HZ)
    logs = np.log10(np.maximum(filters @ powers.T, POWER_FLOOR))
    return (np.maximum(logs, LOUDEST_LOG - RANGE_LOG) + 4) / 4


def _frames(blocks: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    """float32 (n, 512) blocks of any length as (m, 2, 512); a row waits for its other half."""
    waiting = np.zeros((0, ROW_COUNT), np.float32)
    for block in blocks:
        rows = np.concatenate([waiting, block])
        complete = len(rows) // ROWS_PER_FRAME * ROWS_PER_FRAME
        waiting = rows[complete:]
        yield rows[:complete].reshape(-1, ROWS_PER_FRAME, ROW_COUNT)
