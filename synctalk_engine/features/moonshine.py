"""What the Moonshine speech recogniser's encoder hears (Useful Sensors, MIT): 288 numbers a frame.

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

from synctalk_engine.features.timing import frame_centres_samples, rows_at
from synctalk_engine.media.audio import Samples

ROW_SAMPLES = 384
"""One row of the encoder; row k was measured to speak of its own 384 samples."""
ROW_COUNT = 288
MARGIN_ROWS = 84
BLEND_ROWS = 42
PIECE_ROWS = 416
"""10 s. The same speech heard in two pieces that begin at other times correlates by .98; with 20 s
by .90, with 6 s by .996 at twice the work."""
STEP_ROWS = PIECE_ROWS - 2 * MARGIN_ROWS - BLEND_ROWS
TAIL_SAMPLES = 510
"""What the convolutions reach beyond the last row's own samples."""

RunEncoder = Callable[[np.ndarray], np.ndarray]


def moonshine_features(
    samples: Samples,
    frame_count: int,
    fps: float,
    weights_path: Path,
    poll: Callable[[], object] | None = None,
    threads: int = 0,
) -> np.ndarray:
    """float32 (frame_count, 288): the encoder's rows, interpolated to the frames' centres.

    Args:
        samples: 16 kHz mono.
        weights_path: ``encoder_model.ort``.
        poll: called before each piece; may raise to stop.
        threads: of onnxruntime; 0: as many as it likes.
    """
    run = load_encoder(weights_path, threads)
    rows = encode(samples, run, poll)
    positions = frame_centres_samples(frame_count, fps) / ROW_SAMPLES - 0.5
    return rows_at(rows, positions)


def load_encoder(weights_path: Path, threads: int = 0) -> RunEncoder:
    """A function float32 (samples,) -> float32 (rows, 288)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        weights_path.read_bytes(), options, providers=["CPUExecutionProvider"]
    )

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
) -> np.ndarray:
    """float32 (ceil(samples / 384), 288); row k speaks of samples [384 k, 384 (k + 1))."""
    row_count = max(1, -(-len(samples) // ROW_SAMPLES))
    out = np.zeros((row_count, ROW_COUNT), np.float32)
    weights = np.zeros((row_count, 1), np.float32)
    for first in _piece_starts(row_count):
        if poll is not None:
            poll()
        length = min(PIECE_ROWS, row_count + MARGIN_ROWS - first)
        start = first * ROW_SAMPLES
        piece = samples.read(start, start + length * ROW_SAMPLES + TAIL_SAMPLES)
        rows = run(piece)[:length]
        share = _piece_weights(len(rows), first, first + length >= row_count + MARGIN_ROWS)
        inside = slice(max(first, 0), min(first + len(rows), row_count))
        part = slice(inside.start - first, inside.stop - first)
        out[inside] += rows[part] * share[part]
        weights[inside] += share[part]
    out /= np.maximum(weights, 1e-6)
    return out


def _piece_starts(row_count: int) -> Iterator[int]:
    """First rows of the pieces; the first begins in the silence before the recording."""
    first = -MARGIN_ROWS
    yield first
    while first + PIECE_ROWS < row_count + MARGIN_ROWS:
        first += STEP_ROWS
        yield first


def _piece_weights(length: int, first: int, is_last: bool) -> np.ndarray:
    """float32 (length, 1): 0 in the margins, a ramp where neighbours blend, 1 inside."""
    ramp = (np.arange(BLEND_ROWS, dtype=np.float32) + 0.5) / BLEND_ROWS
    weights = np.ones(length, np.float32)
    weights[:MARGIN_ROWS] = 0
    if first > -MARGIN_ROWS:
        weights[MARGIN_ROWS : MARGIN_ROWS + BLEND_ROWS] = ramp
    if not is_last:
        weights[length - MARGIN_ROWS :] = 0
        weights[length - MARGIN_ROWS - BLEND_ROWS : length - MARGIN_ROWS] = ramp[::-1]
    return weights[:, None]
