"""Output of the Moonshine speech recogniser's encoder (Useful Sensors, MIT): 288 numbers per
frame.

The encoder looks at all it is given at once and normalises over it, so rows within about two
seconds of either end of a piece differ from those in its middle. Every row here is therefore heard
with at least two seconds around it: long recordings go through in pieces of ten seconds that
overlap by five, of which the middle second is blended, and silence stands before the beginning and
behind the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.features.frame_alignment import frame_centres_samples, interpolated
from synctalk_engine.features.onnx_session import RunEncoder, open_session
from synctalk_engine.features.overlapping_windows import OverlappingWindows
from synctalk_engine.media.audio import Samples

ROW_SAMPLES = 384
"""One row of the encoder; row k was measured to speak of its own 384 samples."""
ROW_COUNT = 288
MARGIN_ROWS = 84
BLEND_ROWS = 42
PIECE_ROWS = 416
"""10 s. The same speech heard in two pieces that begin at other times correlates by .98; with 20 s
by .90, with 6 s by .996 at twice the work."""
WINDOWS = OverlappingWindows(PIECE_ROWS, MARGIN_ROWS, BLEND_ROWS)
TAIL_SAMPLES = 510
"""What the convolutions reach beyond the last row's own samples."""


def moonshine_blocks(
    samples: Samples,
    frame_count: int,
    fps: float,
    weights_path: Path,
    poll: Callable[[], object] | None = None,
    threads: int = 0,
) -> Iterator[np.ndarray]:
    """float32 (n, 288), frame_count rows in all: the encoder's, interpolated to frames' centres.

    Args:
        samples: 16 kHz mono.
        weights_path: ``encoder_model.ort``.
        poll: called before each piece; may raise to stop.
        threads: of onnxruntime; 0: as many as it likes.
    """
    run = load_encoder(weights_path, threads)
    positions = frame_centres_samples(frame_count, fps) / ROW_SAMPLES - 0.5
    yield from interpolated(encode(samples, run, poll), positions)


def load_encoder(weights_path: Path, threads: int = 0) -> RunEncoder:
    """A function float32 (samples,) -> float32 (rows, 288)."""
    session = open_session(weights_path, threads)

    def run(piece: np.ndarray) -> np.ndarray:
        inputs = {
            "input_values": piece[None],
            "attention_mask": np.ones((1, len(piece)), np.int64),
        }
        outputs: Any = session.run(None, inputs)
        return outputs[0][0]

    return run


def encode(
    samples: Samples, run: RunEncoder, poll: Callable[[], object] | None = None
) -> Iterator[np.ndarray]:
    """float32 (n, 288) each, ceil(samples / 384) rows in all.

    Row k speaks of samples [384 k, 384 (k + 1)).
    """

    def encode_window(first_row: int, row_count: int) -> np.ndarray:
        if poll is not None:
            poll()
        start = first_row * ROW_SAMPLES
        piece = samples.read(start, start + row_count * ROW_SAMPLES + TAIL_SAMPLES)
        return run(piece)[:row_count]

    row_count = max(1, -(-len(samples) // ROW_SAMPLES))
    return WINDOWS.blended(row_count, encode_window)
