"""One picture that shows what came out: the sample clip above, the new speech below."""

from __future__ import annotations

import itertools
from pathlib import Path

import cv2
import numpy as np

from synctalk_engine.media.decode_video import VideoFrames
from synctalk_engine.workspace.atomic import write_bytes

COLUMNS = 6
CELL_PX = 300
GAP_PX = 6
CAPTION_PX = 34
_BACKGROUND = (32, 32, 32)
_CAPTIONS = ("sample clip (synthetic), as it was made", "the trained model, driven by new speech")


def write_comparison_sheet(clip_path: Path, rendered_path: Path, sheet_path: Path) -> None:
    """Write ``sheet_path`` (PNG): frames spread over the rendered video, beside the clip's own.

    Raises:
        MediaError: one of the videos cannot be read.
        StorageError: disk full, no rights.
    """
    rendered = _cells(rendered_path, None)
    original = _cells(clip_path, _frame_count(rendered_path))
    rows = []
    for caption, cells in zip(_CAPTIONS, (original, rendered), strict=True):
        rows += [_caption(caption), np.hstack(cells)]
    sheet = np.vstack([row[:, : min(part.shape[1] for part in rows)] for row in rows])
    write_bytes(sheet_path, cv2.imencode(".png", sheet)[1].tobytes())


def _frame_count(path: Path) -> int:
    with VideoFrames(path) as frames:
        return sum(1 for _ in frames)


def _cells(path: Path, frame_count: int | None) -> list[np.ndarray]:
    """Frames spread over the first ``frame_count`` of a video, each a square with a border."""
    frame_count = frame_count or _frame_count(path)
    wanted = {(2 * column + 1) * frame_count // (2 * COLUMNS) for column in range(COLUMNS)}
    with VideoFrames(path) as frames:
        first_frames = itertools.islice(frames, frame_count)
        return [_cell(frame) for index, frame in enumerate(first_frames) if index in wanted]


def _cell(frame: np.ndarray) -> np.ndarray:
    small = cv2.resize(frame, (CELL_PX, CELL_PX), interpolation=cv2.INTER_AREA)
    return cv2.copyMakeBorder(small, 0, GAP_PX, GAP_PX, 0, cv2.BORDER_CONSTANT, value=_BACKGROUND)


def _caption(text: str) -> np.ndarray:
    strip = np.full((CAPTION_PX, COLUMNS * (CELL_PX + GAP_PX), 3), _BACKGROUND, np.uint8)
    place = (GAP_PX, CAPTION_PX - 11)
    cv2.putText(strip, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (230, 230, 230), 1, cv2.LINE_AA)
    return strip
