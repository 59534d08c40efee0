"""Last layer of HuBERT large (Hsu et al. 2021) by transformers: two rows per frame at 25 fps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from synctalk_engine.errors import AssetError
from synctalk_engine.features.frame_alignment import repeated
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, Samples
from synctalk_engine.workspace.atomic import read_json

ROWS_PER_FRAME = 2
ROW_SAMPLES = SAMPLE_RATE_HZ // (25 * ROWS_PER_FRAME)
FIELD_SAMPLES = 400
"""What the convolutions need for one row."""
PIECE_ROWS = 1000
"""20 s."""
MARGIN_ROWS = 50
"""A second on each side is heard, and its rows thrown away."""
VARIANCE_FLOOR = 1e-7
_ONLY_FOR_TRAINING = ("masked_spec_embed",)
"""Tensors that may be missing."""


def hubert_blocks(
    samples: Samples,
    frame_count: int,
    model_dir: Path,
    device: str = "cpu",
    poll: Callable[[], object] | None = None,
) -> Iterator[np.ndarray]:
    """float32 (n, 2, 1024), frame_count in all; rows 2 i and 2 i + 1 of 20 ms belong to frame i.

    Args:
        model_dir: folder with config.json and the weights, as its publisher has it.

    Raises:
        AssetError: asset_other_network, saying what the folder holds.
    """
    encode = load_encoder(model_dir, device)
    is_normalised = (read_json(model_dir / "preprocessor_config.json") or {}).get(
        "do_normalize", True
    )
    mean, scale = _statistics(samples) if is_normalised else (0.0, 1.0)
    wanted_rows = max(1, (len(samples) - FIELD_SAMPLES + ROW_SAMPLES) // ROW_SAMPLES)
    frame_rows = frame_count * ROWS_PER_FRAME
    done = 0
    last = np.empty(0, np.float32)
    for first in range(0, min(wanted_rows, frame_rows), PIECE_ROWS):
        if poll is not None:
            poll()
        count = min(PIECE_ROWS, wanted_rows - first)
        before = min(MARGIN_ROWS, first)
        after = min(MARGIN_ROWS, wanted_rows - first - count)
        start = (first - before) * ROW_SAMPLES
        length = (before + count + after - 1) * ROW_SAMPLES + FIELD_SAMPLES
        piece = (samples.read(start, start + length) - mean) * scale
        rows = encode(piece.astype(np.float32))[before : before + count]
        rows, last = rows[: frame_rows - first], rows[-1]
        if len(rows) % ROWS_PER_FRAME:  # the last row fills the rest
            rows = np.concatenate([rows, rows[-1:]])
        frames = rows.reshape(-1, ROWS_PER_FRAME, rows.shape[1])
        done += len(frames)
        yield frames
    yield from repeated(np.stack([last] * ROWS_PER_FRAME), frame_count - done)


def load_encoder(model_dir: Path, device: str = "cpu") -> Callable[[np.ndarray], np.ndarray]:
    """A function float32 (samples,) -> float32 (rows, width).

    Raises:
        AssetError: asset_other_network, saying what the folder holds.
    """
    network = _read_model(model_dir)
    import torch

    network.eval().to(device)

    def encode(piece: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            inputs = torch.from_numpy(piece)[None].to(device)
            return network(inputs).last_hidden_state[0].float().cpu().numpy()

    return encode


def _read_model(model_dir: Path) -> Any:
    """The network, none of whose layers was left as transformers initialises it."""
    from transformers import HubertModel
    from transformers.utils import logging as transformers_logging

    from synctalk_engine.weights_file import first_line

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    try:
        network, notes = HubertModel.from_pretrained(
            str(model_dir), local_files_only=True, output_loading_info=True
        )
    except (MemoryError, ImportError):
        raise
    except Exception as error:  # of its readers: json, safetensors, pickle, zip, shapes
        reason = f"transformers cannot read it ({first_line(error)})"
        raise AssetError(
            "asset_other_network", path=model_dir, asset="hubert_large", reason=reason
        ) from error
    missing = sorted(key for key in notes["missing_keys"] if key not in _ONLY_FOR_TRAINING)
    if missing:
        reason = f"{len(missing)} tensors of HuBERT are missing, the first “{missing[0]}”"
        raise AssetError("asset_other_network", path=model_dir, asset="hubert_large", reason=reason)
    return network


def _statistics(samples: Samples) -> tuple[float, float]:
    """Mean, and one over the deviation, of the whole recording, read a minute at a time."""
    total = squares = 0.0
    block_samples = 60 * SAMPLE_RATE_HZ
    for start in range(0, len(samples), block_samples):
        block = samples.read(start, min(start + block_samples, len(samples))).astype(np.float64)
        total += float(block.sum())
        squares += float(np.square(block).sum())
    count = max(len(samples), 1)
    mean = total / count
    return mean, float(1 / np.sqrt(max(squares / count - mean**2, 0) + VARIANCE_FLOOR))
